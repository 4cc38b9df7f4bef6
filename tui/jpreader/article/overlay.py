"""Translations: an overlay's texts in place of the original's; what it lacks stays as it is, and is noted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, get_args

from jpreader.article.fields import Fields, suggestion
from jpreader.article.fieldtext import label
from jpreader.article.markup import blocks
from jpreader.article.model import (
    Article,
    Block,
    Entity,
    Event,
    Evidence,
    Fact,
    Point,
    Question,
    Relation,
    Section,
    Status,
    Summary,
    Term,
)
from jpreader.article.original import check_mentions
from jpreader.article.source import named

STATUSES: Final[tuple[Status, ...]] = get_args(Status)

# What the original says once and for all, so that a translation can't.
_TOP: Final = ("source", "authors", "published", "updated", "tags")
_SECTION: Final = ("id", "role")
_ENTITY: Final = ("kind", "match", "wikidata", "url")
_FACT: Final = ("id", "value", "compare", "date", "entities", "section")
_CLAIM: Final = ("section", "entities", "facts", "when", "from", "to", "mutual", "fact")


class _Fallbacks(set[str]):
    """The names of the texts that an overlay lacks."""

    def text(self, fields: Fields | None, key: str, own: str, name: str) -> str:
        """The overlay's text, else the original's."""
        if fields is not None and (text := fields.line(key)):
            return text
        if own:
            self.add(name)
        return own


def merged(top: Fields, original: Article) -> Article:
    """The original in another language; what is wrong is noted with the fields' reader."""
    language = top.language()
    _check(top, original, language)
    fallbacks = _Fallbacks()
    article = original._replace(
        path=top.reader.path,
        language=language,
        status=top.choice("status", STATUSES),
        original=original,
        title=fallbacks.text(top, "title", original.title, "title"),
        subtitle=fallbacks.text(top, "subtitle", original.subtitle, "subtitle"),
        sections=_sections(top, original, fallbacks),
        entities=_entities(top, original, language, fallbacks),
        facts=_facts(top, original, fallbacks),
        relations=tuple(_relations(top, original, fallbacks)),
        timeline=tuple(_timeline(top, original, fallbacks)),
        summary=_summary(top, original, fallbacks),
        questions=tuple(_questions(top, original, fallbacks)),
        glossary=tuple(_glossary(top, original, fallbacks)),
    )
    top.done(_TOP)
    return article._replace(fallbacks=frozenset(fallbacks))


def _check(top: Fields, original: Article, language: str) -> None:
    """Report a translation that isn't one of this original."""
    translates = top.scalar("translates", required=True)
    if translates and translates.text != original.id:
        what = f"this translates {named(translates.text)}, and stands beside {named(original.id)}"
        top.wrong("translates", what, f"write translates: {original.id}, or rename the file")
    if language and language.lower() == original.language.lower():
        top.wrong("language", f"the original is in {named(language)} as well", "give the language of the translation")


def _by_id(top: Fields, key: str, what: str, known: Collection[str], ids: bool = True) -> dict[str, Fields]:
    """What the overlay has under the names of a mapping; names that the original doesn't have are reported."""
    found: dict[str, Fields] = {}
    for name, fields in top.named(key, f"a {what}" if what != "entity" else "an entity", ids):
        id = name.text if ids else label(name)
        if id not in known:
            hint = "" if top.reader.full else suggestion(id, known)
            top.reader.say(name.mark, f"the original has no {what} {named(id)}", hint, name.length)
        found[id] = fields
    return found


def _in_order(top: Fields | None, key: str, what: str, count: int) -> Iterator[Fields | None]:
    """The entries of a list that has as many as the original's, or none at all."""
    entries: list[Fields] = list(top.each(key, what)) if top else []
    if top and entries and len(entries) != count:
        what = f"the translation has {len(entries)} under '{key}', the original has {count}"
        top.reader.say(top.mark_of(key), what, "as many, in the same order; leave a key out to keep its text")
    for number in range(count):
        yield entries[number] if number < len(entries) else None


def _done(fields: Fields | None, elsewhere: Collection[str]) -> None:
    if fields is not None:
        fields.done(elsewhere)


def _quoted(fields: Fields | None, own: Evidence | None) -> Evidence | None:
    """The evidence of a claim: with the overlay's quote, else with the original's, to be looked for there."""
    quote = fields.line("quote") if fields else ""
    if fields and quote and own is None:
        fields.wrong(
            "quote", "the original gives no evidence for this", "give it a 'section' and a 'quote' there first"
        )
    if own is None or not (own.quote or quote):
        return own
    if fields and quote:
        return Evidence(own.section, quote, fields.mark_of("quote"))
    return own._replace(translated=False)


def _sections(top: Fields, original: Article, fallbacks: _Fallbacks) -> tuple[Section, ...]:
    found = _by_id(top, "sections", "section", original.by_section)
    made: list[Section] = []
    translated: list[Section] = []
    for own in original.sections:
        fields = found.get(own.id)
        title = fallbacks.text(fields, "title", own.title, f"sections.{own.id}.title")
        body = fields.body("body", required=False) if fields else None
        _done(fields, _SECTION)
        if fields is None or body is None:
            fallbacks.add(f"sections.{own.id}.body")
            made.append(_retitled(own, title))
            continue
        text, parts = blocks(title, *body)
        translated.append(Section(own.id, parts, text, own.role, fields.mark))
        made.append(translated[-1])
    check_mentions(top.reader, translated, original.entities)
    return tuple(made)


def _retitled(own: Section, title: str) -> Section:
    """The original's section under a heading of its own."""
    shift = len(title) - len(own.title)
    heading = Block("heading", title, 0, line=own.blocks[0].line)
    body = tuple(block._replace(start=block.start + shift) for block in own.body)
    return own._replace(blocks=(heading, *body), text=title + own.text[len(own.title) :])


def _entities(top: Fields, original: Article, language: str, fallbacks: _Fallbacks) -> dict[str, Entity]:
    found = _by_id(top, "entities", "entity", original.entities)
    made: dict[str, Entity] = {}
    for id, own in original.entities.items():
        fields = found.get(id)
        name, native = _named(fields, own, language)
        names = dict.fromkeys((*own.aliases, *(fields.lines("aliases") if fields else ()), own.name, own.native))
        made[id] = own._replace(
            name=name,
            native=native,
            reading=(fields.line("reading") if fields else "") or own.reading,
            role=fallbacks.text(fields, "role", own.role, f"entities.{id}.role"),
            description=fallbacks.text(fields, "description", own.description, f"entities.{id}.description"),
            aliases=tuple(alias for alias in names if alias not in ("", name, native)),
            phrases=(fields.lines("phrases") if fields else ()) or own.phrases,
        )
        _done(fields, _ENTITY)
    return made


def _named(fields: Fields | None, own: Entity, language: str) -> tuple[str, str]:
    """The name that a translation shows, and the other one."""
    name = fields.line("name") if fields else ""
    if not name:
        name = own.native if _is_in_script_of(own.native, language) else own.name
    native = fields.line("native") if fields else ""
    others = (native, own.native, own.name)
    return name, next((other for other in others if other and other != name), "")


def _is_in_script_of(name: str, language: str) -> bool:
    """True if a name is written in the script of a language that has one of its own."""
    tag = language.lower().partition("-")[0]
    han = any("\u3400" <= char <= "\u9fff" for char in name)
    kana = any("\u3041" <= char <= "\u30ff" and char not in "・ー" for char in name)
    hangul = any("\uac00" <= char <= "\ud7a3" for char in name)
    return {"ja": han or kana, "zh": han and not kana, "ko": hangul}.get(tag, False)


def _facts(top: Fields, original: Article, fallbacks: _Fallbacks) -> dict[str, Fact]:
    found = _by_id(top, "facts", "fact", original.facts)
    made: dict[str, Fact] = {}
    for id, own in original.facts.items():
        fields = found.get(id)
        made[id] = own._replace(
            label=fallbacks.text(fields, "label", own.label, f"facts.{id}.label"),
            unit=(fields.line("unit") if fields else "") or own.unit,
            evidence=_quoted(fields, own.evidence),
        )
        _done(fields, _FACT)
    return made


def _relations(top: Fields, original: Article, fallbacks: _Fallbacks) -> Iterator[Relation]:
    entries = _in_order(top, "relations", "a relation", len(original.relations))
    for number, (own, fields) in enumerate(zip(original.relations, entries, strict=True)):
        label = fallbacks.text(fields, "label", own.label, f"relations.{number}.label")
        yield own._replace(label=label, evidence=_quoted(fields, own.evidence))
        _done(fields, _CLAIM)


def _timeline(top: Fields, original: Article, fallbacks: _Fallbacks) -> Iterator[Event]:
    entries = _in_order(top, "timeline", "an entry of the timeline", len(original.timeline))
    for number, (own, fields) in enumerate(zip(original.timeline, entries, strict=True)):
        label = fallbacks.text(fields, "label", own.label, f"timeline.{number}.label")
        yield own._replace(label=label, evidence=_quoted(fields, own.evidence))
        _done(fields, _CLAIM)


def _summary(top: Fields, original: Article, fallbacks: _Fallbacks) -> Summary | None:
    own, fields = original.summary, top.fields("summary", "a summary")
    if own is None:
        if fields is not None:
            top.reader.say(fields.mark, "the original has no summary", "write one there first")
        return None
    tldr = fallbacks.text(fields, "tldr", own.tldr, "summary.tldr")
    points = tuple(_points(fields, own, fallbacks))
    _done(fields, ())
    return own._replace(tldr=tldr, points=points)


def _points(summary: Fields | None, own: Summary, fallbacks: _Fallbacks) -> Iterator[Point]:
    entries = _in_order(summary, "points", "a point", len(own.points))
    for number, (point, fields) in enumerate(zip(own.points, entries, strict=True)):
        text = fallbacks.text(fields, "text", point.text, f"summary.points.{number}.text")
        yield point._replace(text=text, evidence=_quoted(fields, point.evidence))
        _done(fields, _CLAIM)


def _questions(top: Fields, original: Article, fallbacks: _Fallbacks) -> Iterator[Question]:
    entries = _in_order(top, "questions", "a question", len(original.questions))
    for number, (own, fields) in enumerate(zip(original.questions, entries, strict=True)):
        ask = fallbacks.text(fields, "ask", own.ask, f"questions.{number}.ask")
        answer = fallbacks.text(fields, "answer", own.answer, f"questions.{number}.answer")
        yield own._replace(ask=ask, answer=answer, evidence=_quoted(fields, own.evidence))
        _done(fields, _CLAIM)


def _glossary(top: Fields, original: Article, fallbacks: _Fallbacks) -> Iterator[Term]:
    found = _by_id(top, "glossary", "term", {term.term for term in original.glossary}, ids=False)
    for own in original.glossary:
        fields = found.get(own.term)
        term = (fields.line("term") if fields else "") or own.term
        others = (fields.line("native") if fields else "", own.native, own.term)
        native = next((other for other in others if other and other != term), "")
        names = dict.fromkeys((*own.aliases, *(fields.lines("aliases") if fields else ()), own.term, own.native))
        yield own._replace(
            term=term,
            text=fallbacks.text(fields, "text", own.text, f"glossary.{term}.text"),
            native=native,
            aliases=tuple(alias for alias in names if alias not in ("", term, native)),
        )
        _done(fields, ())
