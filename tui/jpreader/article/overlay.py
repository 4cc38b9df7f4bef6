"""Translations: an overlay's texts in place of the original's; what it lacks stays, and is noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, get_args

from jpreader.article.decode import body
from jpreader.article.fields import Fields, suggestion
from jpreader.article.markup import blocks
from jpreader.article.model import (
    Article,
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

STATUSES: Final[tuple[Status, ...]] = get_args(Status)


class _Fallbacks(set[str]):
    """The names of the texts that an overlay lacks."""

    def text(self, fields: Fields | None, key: str, own: str, name: str) -> str:
        """The overlay's text, else the original's."""
        if fields is not None and (text := fields.line(key)):
            return text
        if own:
            self.add(name)
        return own


def merged(top: Fields, original: Article, language: str) -> Article:
    """The original in another language; problems are noted with the fields' reader."""
    reader = top.reader
    translates = top.scalar("translates", required=True)
    if translates and translates.text != original.id:
        reader.say(
            translates.mark,
            f"this translates '{translates.text[:60]}', and stands beside '{original.id}'",
            f"write translates: {original.id}, or rename the file",
            translates.length,
        )
    if language and language == original.language:
        reader.say(top.mark_of("language"), f"the original is in '{language}' as well")
    fallbacks = _Fallbacks()
    status = top.choice("status", STATUSES)
    title = fallbacks.text(top, "title", original.title, "title")
    subtitle = fallbacks.text(top, "subtitle", original.subtitle, "subtitle")
    sections = _sections(top, original, fallbacks)
    facts = _facts(top, original, fallbacks)
    return replace(
        original,
        path=reader.path,
        language=language,
        status=status,
        original=original,
        title=title,
        subtitle=subtitle,
        sections=sections,
        entities=_entities(top, original, language, fallbacks),
        facts=facts,
        relations=tuple(_relations(top, original, fallbacks)),
        timeline=tuple(_timeline(top, original, fallbacks)),
        summary=_summary(top, original, fallbacks),
        questions=tuple(_questions(top, original, fallbacks)),
        glossary=tuple(_glossary(top, original, fallbacks)),
        fallbacks=frozenset(fallbacks),
    )


def _by_id(top: Fields, key: str, what: str, known: list[str], ids: bool = True) -> dict[str, Fields]:
    found: dict[str, Fields] = {}
    for name, fields in top.named(key, what, ids):
        if name.text not in known:
            top.reader.say(
                name.mark, f"the original has no {what} '{name.text[:60]}'", suggestion(name.text, known), name.length
            )
        found[name.text] = fields
    return found


def _in_order(top: Fields, key: str, what: str, count: int) -> Iterator[Fields | None]:
    """The entries of a list that has as many as the original's, or none at all."""
    entries = list(top.each(key, what))
    if entries and len(entries) != count:
        top.reader.say(
            top.mark_of(key),
            f"the translation has {len(entries)} under '{key}', the original {count}",
            "they stand in the same order: as many as there",
        )
    yield from entries[:count] if entries else ()
    yield from [None] * (count - len(entries[:count]))


def _quoted(fields: Fields | None, own: Evidence | None) -> Evidence | None:
    quote = fields.line("quote") if fields else ""
    if own is None:
        return None
    if quote and fields:
        return Evidence(own.section, quote, fields.mark_of("quote"))
    return replace(own, translated=not own.quote)


def _sections(top: Fields, original: Article, fallbacks: _Fallbacks) -> tuple[Section, ...]:
    found = _by_id(top, "sections", "section", [section.id for section in original.sections])
    made: list[Section] = []
    for own in original.sections:
        fields = found.get(own.id)
        title = fallbacks.text(fields, "title", own.title, f"sections.{own.id}.title")
        text = body(fields, required=False) if fields else None
        if fields:
            fields.done()
        if text is None or not text[0].strip():
            fallbacks.add(f"sections.{own.id}.body")
            heading = replace(own.blocks[0], text=title)
            shift = len(title) - len(own.title)
            rest = tuple(replace(block, start=block.start + shift) for block in own.body)
            whole = "\n".join(block.text for block in (heading, *rest))
            made.append(replace(own, blocks=(heading, *rest), text=whole))
        else:
            whole, parts = blocks(title, *text)
            made.append(Section(own.id, parts, whole, own.role, fields.mark if fields else own.mark))
    return tuple(made)


def _entities(top: Fields, original: Article, language: str, fallbacks: _Fallbacks) -> dict[str, Entity]:
    found = _by_id(top, "entities", "entity", list(original.entities))
    made: dict[str, Entity] = {}
    for id, own in original.entities.items():
        fields = found.get(id)
        name = fields.line("name") if fields else ""
        native = (fields.line("native") if fields else "") or own.native
        if not name and _in_script_of(own.native, language):
            name, native = own.native, own.name
        aliases = (fields.lines("aliases") if fields else ()) + own.aliases
        names = dict.fromkeys((*aliases, own.name, *([own.native] if own.native else [])))
        phrases = fields.lines("phrases") if fields else ()
        made[id] = replace(
            own,
            name=name or own.name,
            native=native if name else own.native,
            reading=(fields.line("reading") if fields else "") or own.reading,
            role=fallbacks.text(fields, "role", own.role, f"entities.{id}.role"),
            description=fallbacks.text(fields, "description", own.description, f"entities.{id}.description"),
            aliases=tuple(alias for alias in names if alias != (name or own.name)),
            phrases=phrases or own.phrases,
        )
        if fields:
            fields.done()
    return made


def _in_script_of(name: str, language: str) -> bool:
    """True if a name is written in the script of a language that has one of its own."""
    tag = language.split("-")[0]
    han = any("\u3400" <= char <= "\u9fff" for char in name)
    kana = any("\u3041" <= char <= "\u30ff" for char in name)
    hangul = any("\uac00" <= char <= "\ud7a3" for char in name)
    return {"ja": han or kana, "zh": han and not kana, "ko": hangul}.get(tag, False)


def _facts(top: Fields, original: Article, fallbacks: _Fallbacks) -> dict[str, Fact]:
    found = _by_id(top, "facts", "fact", list(original.facts))
    made: dict[str, Fact] = {}
    for id, own in original.facts.items():
        fields = found.get(id)
        made[id] = replace(
            own,
            label=fallbacks.text(fields, "label", own.label, f"facts.{id}.label"),
            unit=(fields.line("unit") if fields else "") or own.unit,
            evidence=_quoted(fields, own.evidence),
        )
        if fields:
            fields.done()
    return made


def _relations(top: Fields, original: Article, fallbacks: _Fallbacks) -> Iterator[Relation]:
    entries = _in_order(top, "relations", "a relation", len(original.relations))
    for number, (own, fields) in enumerate(zip(original.relations, entries, strict=True)):
        label = fallbacks.text(fields, "label", own.label, f"relations.{number}.label")
        yield replace(own, label=label, evidence=_quoted(fields, own.evidence))
        if fields:
            fields.done()


def _timeline(top: Fields, original: Article, fallbacks: _Fallbacks) -> Iterator[Event]:
    entries = _in_order(top, "timeline", "an entry of the timeline", len(original.timeline))
    for number, (own, fields) in enumerate(zip(original.timeline, entries, strict=True)):
        label = fallbacks.text(fields, "label", own.label, f"timeline.{number}.label")
        yield replace(own, label=label, evidence=_quoted(fields, own.evidence))
        if fields:
            fields.done()


def _summary(top: Fields, original: Article, fallbacks: _Fallbacks) -> Summary | None:
    own = original.summary
    fields = top.fields("summary", "'summary'")
    if own is None:
        if fields is not None:
            top.reader.say(fields.mark, "the original has no summary", "write one there first")
            fields.asked += list(fields.items)
        return None
    tldr = fallbacks.text(fields, "tldr", own.tldr, "summary.tldr")
    entries = _in_order(fields, "points", "a point", len(own.points)) if fields else iter([None] * len(own.points))
    points: list[Point] = []
    for number, (point, entry) in enumerate(zip(own.points, entries, strict=True)):
        text = fallbacks.text(entry, "text", point.text, f"summary.points.{number}.text")
        points.append(replace(point, text=text, evidence=_quoted(entry, point.evidence)))
        if entry:
            entry.done()
    if fields:
        fields.done()
    return replace(own, tldr=tldr, points=tuple(points))


def _questions(top: Fields, original: Article, fallbacks: _Fallbacks) -> Iterator[Question]:
    entries = _in_order(top, "questions", "a question", len(original.questions))
    for number, (own, fields) in enumerate(zip(original.questions, entries, strict=True)):
        ask = fallbacks.text(fields, "ask", own.ask, f"questions.{number}.ask")
        answer = fallbacks.text(fields, "answer", own.answer, f"questions.{number}.answer")
        yield replace(own, ask=ask, answer=answer, evidence=_quoted(fields, own.evidence))
        if fields:
            fields.done()


def _glossary(top: Fields, original: Article, fallbacks: _Fallbacks) -> Iterator[Term]:
    found = _by_id(top, "glossary", "term", [term.term for term in original.glossary], ids=False)
    for own in original.glossary:
        fields = found.get(own.term)
        term = (fields.line("term") if fields else "") or own.term
        native = (fields.line("native") if fields else "") or own.native
        aliases = (fields.lines("aliases") if fields else ()) + own.aliases
        text = fallbacks.text(fields, "text", own.text, f"glossary.{own.term}.text")
        yield replace(own, term=term, native=native, aliases=aliases, text=text)
        if fields:
            fields.done()
