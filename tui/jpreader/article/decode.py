"""From the bytes of a file to an article, or to all that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Final, Literal, NamedTuple, get_args

import yaml

from jpreader.article.fields import LANGUAGE, Fields, suggestion
from jpreader.article.markup import blocks
from jpreader.article.model import (
    KINDS,
    SECTION_ROLES,
    Article,
    Author,
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
from jpreader.article.problem import Problem
from jpreader.article.quantity import number
from jpreader.article.text import cleaned, one_line
from jpreader.article.yamlevents import MOST_DEPTH, Reader, Scalar, Sequence

VERSION: Final = "1"
COMPARISONS: Final[tuple[Compare, ...]] = get_args(Compare)


class Decoded(NamedTuple):
    """An article, or None where there is an error; and the problems."""

    article: Article | None
    problems: tuple[Problem, ...]


class Header(NamedTuple):
    """What a shelf shows of a file."""

    language: str = ""
    title: str = ""
    translates: str = ""
    published: str = ""


def header(source: bytes) -> Header:
    """The first fields of a file, without reading it to its end; empty where it isn't an article."""
    reader = Reader(source, "")
    found: dict[str, str] = {}
    key: str | None = None
    depth = 0
    for event in reader.events():
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if key == "sections" or depth > MOST_DEPTH:
                break
            if depth == 2:
                key = None
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.ScalarEvent) and depth == 1:
            if key is None:
                key = event.value
            else:
                found[key] = event.value
                key = None
    return Header(*(one_line(found.get(field, "")) for field in Header._fields))


def decode(source: bytes, path: str, id: str) -> Decoded:
    """An original.

    Args:
        source: the bytes of the file.
        path: as it is shown in problems.
        id: of the article: the file's stem.
    """
    reader = Reader(source, path)
    root = reader.root()
    if root is None:
        return Decoded(None, finished(reader))
    top = Fields(reader, root, "an article")
    check_version(top)
    if "translates" in top:
        reader.say(top.mark_of("translates"), "this is a translation: open the article that it translates")
        return Decoded(None, finished(reader))
    article = _article(reader, top, id)
    return Decoded(None if reader.broken else article, finished(reader))


def finished(reader: Reader) -> tuple[Problem, ...]:
    """The problems of a file in the order of its lines."""
    return reader.found()


def check_version(top: Fields) -> None:
    """Report a file that is no article, or one of another version."""
    version = top.scalar("jpreader")
    if version is None:
        top.reader.say(
            Mark(), "this is no article: its first key must be 'jpreader'", "begin the file with jpreader: 1"
        )
    elif version.text != VERSION:
        top.reader.say(
            version.mark, f"format version '{version.text[:20]}' is not known to this jpreader", "it reads version 1"
        )
    elif next(iter(top.items)) != "jpreader":
        top.reader.say(top.items["jpreader"][0].mark, "'jpreader' must be the first key")


def language(top: Fields) -> str:
    """The language of a file."""
    scalar = top.scalar("language", required=True)
    if scalar is None:
        return ""
    if not LANGUAGE.fullmatch(scalar.text):
        top.reader.say(
            scalar.mark, f"'{scalar.text[:40]}' is no language", "a BCP 47 tag: en, ja, zh-Hant", scalar.length
        )
    return scalar.text


def body(fields: Fields, key: str = "body", required: bool = True) -> tuple[str, int] | None:
    """The body of a section, clean, and the line of the file that it begins on."""
    scalar = fields.scalar(key, required)
    if scalar is None:
        return None
    text, dropped = cleaned(scalar.typed)
    if dropped:
        fields.reader.say(
            scalar.mark,
            f"{dropped} invisible character{'s' if dropped > 1 else ''} left out of the text",
            "delete them from the file",
            severity="warning",
        )
    return text, scalar.mark.line + (scalar.style in ("|", ">"))


def _article(reader: Reader, top: Fields, id: str) -> Article:
    entities = {entity.id: entity for entity in _entities(top)}
    sections = tuple(_sections(reader, top))
    known = Known(reader, [section.id for section in sections], list(entities), [])
    facts = {fact.id: fact for fact in _facts(top, known)}
    known = known._replace(facts=list(facts))
    for section in sections:
        for block in section.blocks:
            for run in block.runs:
                if run.style == "mention":
                    known.entity(run.target, Mark(block.line or section.mark.line, 1))
    article = Article(
        id=id,
        path=reader.path,
        language=language(top),
        title=top.line("title", required=True),
        subtitle=top.line("subtitle"),
        source=_source(top),
        authors=tuple(_authors(top)),
        published=top.date("published"),
        updated=top.date("updated"),
        tags=top.lines("tags"),
        sections=sections,
        entities=entities,
        facts=facts,
        relations=tuple(_relations(top, known)),
        timeline=tuple(_timeline(top, known)),
        summary=_summary(top, known),
        questions=tuple(_questions(top, known)),
        glossary=tuple(_glossary(top)),
    )
    top.done()
    return article


class Known(NamedTuple):
    """The ids that claims may name."""

    reader: Reader
    sections: Collection[str]
    entities: Collection[str]
    facts: Collection[str]

    def _check(self, what: str, known: Collection[str], id: str, mark: Mark) -> None:
        if id and id not in known:
            self.reader.say(
                mark,
                f"no {what} '{id[:60]}'",
                suggestion(id, known) or f"{what} ids are given under their own key",
                len(id),
            )

    def section(self, id: str, mark: Mark) -> None:
        """Report a section that doesn't exist."""
        self._check("section", self.sections, id, mark)

    def entity(self, id: str, mark: Mark) -> None:
        """Report an entity that doesn't exist."""
        self._check("entity", self.entities, id, mark)

    def fact(self, id: str, mark: Mark) -> None:
        """Report a fact that doesn't exist."""
        self._check("fact", self.facts, id, mark)

    def ids(self, fields: Fields, key: str, what: Literal["entity", "fact"]) -> tuple[str, ...]:
        """A list of ids."""
        node = fields.node(key)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self.reader.say(node.mark, f"'{key}' must be a list of ids", "write [one, two]")
            return ()
        found: list[str] = []
        for item in node.items:
            if not isinstance(item, Scalar):
                self.reader.say(item.mark, f"'{key}' must hold ids only")
            else:
                (self.entity if what == "entity" else self.fact)(item.text, item.mark)
                found.append(item.text)
        return tuple(found)

    def evidence(self, fields: Fields) -> Evidence | None:
        """The section and the quote of a claim."""
        section, quote = fields.scalar("section"), fields.line("quote")
        if section is None:
            if quote:
                self.reader.say(fields.mark_of("quote"), "a quote needs the 'section' that it is from")
            return None
        self.section(section.text, section.mark)
        return Evidence(section.text, quote, fields.mark_of("quote"))


def _source(top: Fields) -> Source | None:
    fields = top.fields("source", "'source'")
    if fields is None:
        return None
    source = Source(
        fields.line("name", required=True), fields.url("url"), fields.line("license"), fields.date("retrieved")
    )
    fields.done()
    return source


def _authors(top: Fields) -> Iterable[Author]:
    for fields in top.each("authors", "an author"):
        yield Author(fields.line("name", required=True), fields.url("url"))
        fields.done()


def _sections(reader: Reader, top: Fields) -> Iterable[Section]:
    seen: dict[str, int] = {}
    count = 0
    for fields in top.each("sections", "a section"):
        count += 1
        id = fields.id("id", required=True)
        if id in seen:
            reader.say(
                fields.mark_of("id"), f"duplicate section '{id}', first on line {seen[id]}", "give it an id of its own"
            )
        seen.setdefault(id, fields.mark.line)
        title = fields.line("title", required=True)
        role = fields.choice("role", SECTION_ROLES)
        text = body(fields)
        fields.done()
        whole, made = blocks(title, *(text or ("", 0)))
        yield Section(id, made, whole, role, fields.mark)
    if not count and ("sections" not in top or isinstance(top.node("sections"), Sequence)):
        reader.say(top.mark_of("sections"), "an article needs 'sections', at least one")


def _entities(top: Fields) -> Iterable[Entity]:
    for name, fields in top.named("entities", "an entity"):
        kind = fields.choice("kind", KINDS, required=True)
        wikidata = fields.line("wikidata")
        if wikidata and not (wikidata[0] == "Q" and wikidata[1:].isdecimal()):
            fields.reader.say(
                fields.mark_of("wikidata"), f"'{wikidata[:40]}' is no Wikidata id", "Q and a number: Q17", len(wikidata)
            )
        yield Entity(
            name.text,
            kind or "other",
            fields.line("name", required=True),
            fields.line("native"),
            fields.line("reading"),
            fields.line("role"),
            fields.line("description"),
            fields.lines("aliases"),
            fields.lines("phrases"),
            fields.flag("match", True),
            wikidata,
            fields.url("url"),
            name.mark,
        )
        fields.done()


def _facts(top: Fields, known: Known) -> Iterable[Fact]:
    seen: dict[str, int] = {}
    for fields in top.each("facts", "a fact"):
        id = fields.id("id", required=True)
        if id in seen:
            known.reader.say(
                fields.mark_of("id"), f"duplicate fact '{id}', first on line {seen[id]}", "give it an id of its own"
            )
        seen.setdefault(id, fields.mark.line)
        value = fields.line("value", required=True)
        amount = Decimal(0)
        if value:
            try:
                amount = number(value)
            except ValueError as error:
                known.reader.say(fields.mark_of("value"), str(error), length=len(value))
        yield Fact(
            id,
            fields.line("label", required=True),
            value,
            amount,
            fields.line("unit"),
            fields.choice("compare", COMPARISONS),
            fields.date("date"),
            known.ids(fields, "entities", "entity"),
            known.evidence(fields),
            fields.mark,
        )
        fields.done()


def _relations(top: Fields, known: Known) -> Iterable[Relation]:
    for fields in top.each("relations", "a relation"):
        ends: list[str] = []
        for key in ("from", "to"):
            end = fields.scalar(key, required=True)
            ends.append(end.text if end else "")
            if end:
                known.entity(end.text, end.mark)
        fact = fields.scalar("fact")
        if fact:
            known.fact(fact.text, fact.mark)
        yield Relation(
            ends[0],
            ends[1],
            fields.line("label", required=True),
            fields.flag("mutual", False),
            fact.text if fact else "",
            known.evidence(fields),
            fields.mark,
        )
        fields.done()


def _timeline(top: Fields, known: Known) -> Iterable[Event]:
    for fields in top.each("timeline", "an entry of the timeline"):
        yield Event(
            fields.line("label", required=True),
            fields.date("when"),
            known.ids(fields, "entities", "entity"),
            known.evidence(fields),
            fields.mark,
        )
        fields.done()


def _summary(top: Fields, known: Known) -> Summary | None:
    fields = top.fields("summary", "'summary'")
    if fields is None:
        return None
    tldr = fields.line("tldr", required=True)
    points: list[Point] = []
    for point in fields.each("points", "a point"):
        made = Point(
            point.line("text", required=True), known.ids(point, "facts", "fact"), known.evidence(point), point.mark
        )
        if not made.facts and not (made.evidence and made.evidence.quote):
            known.reader.say(point.mark, "a point needs evidence", "a 'section' with a 'quote', or 'facts'")
        points.append(made)
        point.done()
    fields.done()
    return Summary(tldr, tuple(points), fields.mark)


def _questions(top: Fields, known: Known) -> Iterable[Question]:
    for fields in top.each("questions", "a question"):
        yield Question(
            fields.line("ask", required=True), fields.line("answer", required=True), known.evidence(fields), fields.mark
        )
        fields.done()


def _glossary(top: Fields) -> Iterable[Term]:
    for name, fields in top.named("glossary", "a term", ids=False):
        yield Term(
            one_line(name.text),
            fields.line("text", required=True),
            fields.line("native"),
            fields.lines("aliases"),
            name.mark,
        )
        fields.done()


def decode_overlay(source: bytes, path: str, original: Article) -> Decoded:
    """A translation: the original with the texts of an overlay in place of its own."""
    from jpreader.article.overlay import merged

    reader = Reader(source, path)
    root = reader.root()
    if root is None:
        return Decoded(None, finished(reader))
    top = Fields(reader, root, "a translation")
    check_version(top)
    article = merged(top, original, language(top))
    top.done()
    return Decoded(None if reader.broken else article, finished(reader))
