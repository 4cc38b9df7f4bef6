"""An article in its own language: every key of the format, and whether the ids that claims name exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, get_args

from jpreader.article.fields import Fields, suggestion
from jpreader.article.fieldtext import label
from jpreader.article.markup import blocks
from jpreader.article.model import (
    KINDS,
    SECTION_ROLES,
    Article,
    Author,
    Block,
    Compare,
    Entity,
    Event,
    Evidence,
    Fact,
    Mark,
    Point,
    Question,
    Relation,
    Section,
    Source,
    Summary,
    Term,
)
from jpreader.article.quantity import number
from jpreader.article.source import named
from jpreader.article.yamlevents import Reader
from jpreader.article.yamlnodes import Held, Sequence, length_of, mark_of

COMPARISONS: Final[tuple[Compare, ...]] = get_args(Compare)
_MENTION_LINES: Final = 1_000  # lines of a block that are searched for a mention, to say in which it stands

_new: Final = tuple.__new__  # a named tuple's own takes twice as long


def original(top: Fields, id: str) -> Article | None:
    """The article of a file; what is wrong with it is noted with the fields' reader."""
    if "translates" in top:
        what = "this is a translation: open the article that it translates"
        top.reader.say(top.key("translates").mark, what, length=len("translates"))
        return None
    known = _Known(top)
    article = Article(
        id=id,
        path=top.reader.path,
        language=top.language(),
        title=top.line("title", required=True),
        subtitle=top.line("subtitle"),
        source=_source(top),
        authors=tuple(_authors(top)),
        published=top.date("published"),
        updated=top.date("updated"),
        tags=top.lines("tags"),
        sections=_sections(top),
        entities={entity.id: entity for entity in _entities(top)},
        facts={fact.id: fact for fact in _facts(top, known)},
        relations=tuple(_relations(top, known)),
        timeline=tuple(_timeline(top, known)),
        summary=_summary(top, known),
        questions=tuple(_questions(top, known)),
        glossary=tuple(_glossary(top)),
    )
    top.done()
    known.check(article)
    check_mentions(top.reader, article.sections, article.entities)
    return article


class _Known:
    """The ids that claims name, until all that there are have been read."""

    def __init__(self, top: Fields) -> None:
        self.reader = top.reader
        self.named: list[tuple[str, Held]] = []

    def id(self, fields: Fields, key: str, what: str, required: bool = False) -> str:
        """The id of a section, an entity or a fact."""
        text = fields.text(key, required)
        if text is None:
            return ""
        self.named.append((what, fields.held[key]))
        return text

    def ids(self, fields: Fields, key: str, what: str) -> tuple[str, ...]:
        """A list of ids."""
        if key not in fields:
            fields.asked[key] = None
            return ()
        texts = list(fields.texts(key, "ids"))
        self.named += [(what, held) for held in texts]
        return tuple([str(held[0]) for held in texts])

    def evidence(self, fields: Fields) -> Evidence | None:
        """The section and the quote of a claim."""
        section, quote = self.id(fields, "section", "section"), fields.line("quote")
        if section:
            return _new(Evidence, (section, quote, fields.mark_of("quote"), True))
        if quote and fields.node("section") is None:
            fields.wrong("quote", "a quote needs the 'section' that it is from")
        return None

    def check(self, article: Article) -> None:
        """Report the ids that don't exist."""
        known: dict[str, Collection[str]] = {
            "section": article.by_section,
            "entity": article.entities,
            "fact": article.facts,
        }
        for what, held in self.named:
            if held[0] not in known[what]:
                _missing(self.reader, what, str(held[0]), known[what], mark_of(held), length_of(held))


def _missing(reader: Reader, what: str, id: str, known: Collection[str], mark: Mark, length: int) -> None:
    hint = "" if reader.full else suggestion(id, known)
    reader.say(mark, f"there is no {what} " + ("" if reader.full else named(id)), hint, length)


def check_mentions(reader: Reader, sections: Iterable[Section], entities: Mapping[str, Entity]) -> None:
    """Report mentions by hand, as in `[words](@entity)`, of entities that don't exist."""
    for section in sections:
        for block in section.blocks:
            for run in block.runs:
                if run.style == "mention" and run.target not in entities:
                    mark = Mark() if reader.full else _mention(reader, block, run.target)
                    _missing(reader, "entity", run.target, entities, mark, len(run.target) + 1)


def _mention(reader: Reader, block: Block, target: str) -> Mark:
    """Where in the file a block mentions an entity by hand."""
    words = f"(@{target})"
    for line in range(block.line, min(len(reader.lines), block.line + _MENTION_LINES) + 1):
        if (column := reader.lines[line - 1].find(words)) >= 0:
            return Mark(line, column + 2)
    return Mark(block.line, 1)


def _source(top: Fields) -> Source | None:
    fields = top.fields("source", "a source")
    if fields is None:
        return None
    name, url = fields.line("name", required=True), fields.url("url")
    source = Source(name, url, fields.line("license"), fields.date("retrieved"))
    fields.done()
    return source


def _authors(top: Fields) -> Iterator[Author]:
    for fields in top.each("authors", "an author"):
        yield Author(fields.line("name", required=True), fields.url("url"))
        fields.done()


class _Once:
    """Ids that may be given only once, and where they were."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.marks: dict[str, Mark] = {}

    def id(self, fields: Fields) -> str:
        """The `id` of an entry; reported if it has been given before."""
        id = fields.id("id")
        if id and (first := self.marks.setdefault(id, fields.mark)) != fields.mark:
            what = f"duplicate {self.what} {named(id)}, first on line {first.line}"
            fields.wrong("id", what, "give it an id of its own")
        return id


def _sections(top: Fields) -> tuple[Section, ...]:
    once = _Once("section")
    made: list[Section] = []
    for fields in top.each("sections", "a section"):
        id, title = once.id(fields), fields.line("title", required=True)
        role = fields.choice("role", SECTION_ROLES)
        text, parts = blocks(title, *(fields.body("body") or ("", 0)))
        fields.done()
        made.append(_new(Section, (id, parts, text, role, fields.mark)))
    if not made and isinstance(top.node("sections"), Sequence | None):
        top.need("sections")
    return tuple(made)


def _entities(top: Fields) -> Iterator[Entity]:
    for name, fields in top.named("entities", "an entity"):
        yield Entity(
            name.text,
            fields.choice("kind", KINDS, required=True) or "other",
            fields.line("name", required=True),
            fields.line("native"),
            fields.line("reading"),
            fields.line("role"),
            fields.line("description"),
            fields.lines("aliases"),
            fields.lines("phrases"),
            fields.flag("match", True),
            fields.wikidata("wikidata"),
            fields.url("url"),
            name.mark,
        )
        fields.done()


def _facts(top: Fields, known: _Known) -> Iterator[Fact]:
    once = _Once("fact")
    for fields in top.each("facts", "a fact"):
        id, name, value = once.id(fields), fields.line("label", required=True), fields.text("value", required=True)
        amount = fields.parsed("value", number)
        yield Fact(
            id,
            name,
            fields.line("value") if value else "",
            Decimal(0) if amount is None else amount,
            fields.line("unit"),
            fields.choice("compare", COMPARISONS),
            fields.date("date"),
            known.ids(fields, "entities", "entity"),
            known.evidence(fields),
            fields.mark,
        )
        fields.done()


def _relations(top: Fields, known: _Known) -> Iterator[Relation]:
    for fields in top.each("relations", "a relation"):
        yield Relation(
            known.id(fields, "from", "entity", required=True),
            known.id(fields, "to", "entity", required=True),
            fields.line("label", required=True),
            fields.flag("mutual", False),
            known.id(fields, "fact", "fact"),
            known.evidence(fields),
            fields.mark,
        )
        fields.done()


def _timeline(top: Fields, known: _Known) -> Iterator[Event]:
    for fields in top.each("timeline", "an entry of the timeline"):
        when, name = fields.date("when"), fields.line("label", required=True)
        yield Event(name, when, known.ids(fields, "entities", "entity"), known.evidence(fields), fields.mark)
        fields.done()


def _summary(top: Fields, known: _Known) -> Summary | None:
    fields = top.fields("summary", "a summary")
    if fields is None:
        return None
    tldr, points = fields.line("tldr"), tuple(_points(fields, known))
    if not tldr and not points and not fields.refused:
        top.reader.say(fields.mark, "a summary needs 'tldr' or 'points'")
    fields.done()
    return Summary(tldr, points, fields.mark)


def _points(summary: Fields, known: _Known) -> Iterator[Point]:
    for fields in summary.each("points", "a point"):
        text, facts = fields.line("text", required=True), known.ids(fields, "facts", "fact")
        evidence = known.evidence(fields)
        if not facts and not (evidence and evidence.quote) and not fields.refused:
            fields.reader.say(fields.mark, "a point needs evidence", "a 'section' and a 'quote' from it, or 'facts'")
        yield Point(text, facts, evidence, fields.mark)
        fields.done()


def _questions(top: Fields, known: _Known) -> Iterator[Question]:
    for fields in top.each("questions", "a question"):
        ask, answer = fields.line("ask", required=True), fields.line("answer", required=True)
        yield Question(ask, answer, known.evidence(fields), fields.mark)
        fields.done()


def _glossary(top: Fields) -> Iterator[Term]:
    for name, fields in top.named("glossary", "a term", ids=False):
        term = label(name)
        if not term:
            top.reader.say(name.mark, "a term is empty", length=name.length)
        text = fields.line("text", required=True)
        yield Term(term, text, fields.line("native"), fields.lines("aliases"), name.mark)
        fields.done()
