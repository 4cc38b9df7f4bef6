"""Finds what has changed in an article since it was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from jpreader.article.edits import MOST_PAIRS, Edit, edits, pairs, tokens
from jpreader.article.evidence import evidence_of, locate
from jpreader.article.model import Article, Fact, Relation, Section, Span
from jpreader.reading.alignment import aligned
from jpreader.reading.changes import UNCHANGED, Change, Changes, Trace, Way, What
from jpreader.reading.snapshot import Figure, Link, Part, Snapshot, as_fact, figure, link

MOST_IN_ALL: Final = 100_000  # pairs of words that are compared: half a second; beyond, a paragraph is one edit


def changes(snapshot: Snapshot, article: Article) -> Changes:
    """What has changed in an article since a snapshot was taken.

    Sections count whether or not they were read; texts and claims only where they were.
    """
    order = {section.id: number for number, section in enumerate(article.sections)}
    found = [*_sections(snapshot, article), *_facts(snapshot, article), *_relations(snapshot, article)]
    return Changes(found, order) if found else UNCHANGED


def _sections(snapshot: Snapshot, article: Article) -> Iterator[Change]:
    known = {part.id: part for part in snapshot.parts}
    for part in snapshot.parts:
        if part.id not in article.by_section:
            text = "\n".join([part.title, *(part.blocks or ())])
            yield _gone("section", _end_before(snapshot, article, part), Edit(text, ""))
    left = MOST_IN_ALL
    for section in article.sections:
        before = known.get(section.id)
        if before is None:
            span, whole = Span(section.id, 0, len(section.title)), Trace(0, len(section.text), "added")
            yield Change("section", "added", span, (whole,), (Edit("", section.text),))
            continue
        if before.title != section.title:
            yield _edited("title", section, 0, edits(before.title, section.title))
        for change, cost in _texts(before.blocks, section, left) if before.blocks is not None else ():
            left -= cost
            yield change


def _end_before(snapshot: Snapshot, article: Article, part: Part) -> Span:
    """Where a section that was removed shows: at the end of the one before it, else at the top of the first."""
    at = article.by_section[snapshot.shown_at(article, part.id)]
    ids = [one.id for one in snapshot.parts]
    offset = len(at.text) if at.id in ids[: ids.index(part.id)] else 0
    return Span(at.id, offset, offset)


def _texts(before: Sequence[str], section: Section, left: int) -> Iterator[tuple[Change, int]]:
    """The changes in a body, each with the pairs of words that were compared for it, of those that are left."""
    above = section.blocks[0]
    for old, new in aligned(before, [block.text for block in section.body]):
        if new is None:
            end = above.start + len(above.text)
            if old is not None:
                yield _gone("text", Span(section.id, end, end), Edit(before[old], "")), 0
            continue
        above = section.body[new]
        start, text = above.start, above.text
        if old is None:
            trace = Trace(start, start + len(text), "added")
            yield Change("text", "added", Span(section.id, start, start + len(text)), (trace,), (Edit("", text),)), 0
        elif before[old] != text:
            cost = pairs(tokens(before[old]), tokens(text))
            yield _edited("text", section, start, edits(before[old], text, min(MOST_PAIRS, left))), cost
            left -= cost


def _gone(what: What, at: Span, edit: Edit) -> Change:
    return Change(what, "removed", at, (Trace(at.start, at.start, "removed"),), (edit,))


def _edited(what: What, section: Section, start: int, found: tuple[Edit, ...]) -> Change:
    """A text that was edited, which begins at an offset of a section."""
    traces = []
    for edit in found:
        if not edit.same:
            traces.append(Trace(start, start + len(edit.now), "changed"))
        start += len(edit.now)
    return Change(what, "changed", Span(section.id, *traces[0][:2]), tuple(traces), found)


# Claims


def _facts(snapshot: Snapshot, article: Article) -> Iterator[Change]:
    """A fact is the same while it has its id: then it may have another value, or another label."""
    read = {part.id for part in snapshot.parts if part.blocks is not None}
    before = {one.id: one for one in snapshot.figures}
    for id, fact in article.facts.items():
        now, old = figure(article, fact), before.pop(id, None)
        if old is None and now.section in read:
            yield _claimed("fact", "added", _said_at(article, fact, now.section))._replace(facts=(fact,))
        elif old is not None and _figures(old) != _figures(now):
            found = _claimed("fact", "changed", _said_at(article, fact, now.section))
            yield found._replace(facts=(as_fact(old), fact))
    for old in before.values():
        if old.section in article.by_section:  # else all of its section was removed
            yield _claimed("fact", "removed", _heading(snapshot, article, old.section))._replace(facts=(as_fact(old),))


def _figures(kept: Figure) -> tuple[str, ...]:
    return kept.label, kept.number, kept.unit, kept.compare


def _relations(snapshot: Snapshot, article: Article) -> Iterator[Change]:
    """Of two ends a label that is gone and one that came are one label that was changed."""
    read = {part.id for part in snapshot.parts if part.blocks is not None}
    before = {one: _what(one) for one in snapshot.links}
    now = {link(article, relation): (number, relation) for number, relation in enumerate(article.relations)}
    kept = {_what(one) for one in now}
    lost = [one for one, what in before.items() if what not in kept]
    for one, (number, relation) in now.items():
        if _what(one) in before.values():
            continue
        old = next((other for other in lost if other[:2] == one[:2]), None)
        at = _said_at(article, relation, one.section)
        if old is not None:
            lost.remove(old)
            yield _claimed("relation", "changed", at, edits(_text(old), _text(one)))._replace(number=number)
        elif one.section in read:
            yield _claimed("relation", "added", at, (Edit("", _text(one)),))._replace(number=number)
    for one in lost:
        if one.section in article.by_section:
            yield _claimed("relation", "removed", _heading(snapshot, article, one.section), (Edit(_text(one), ""),))


def _what(kept: Link) -> tuple[str, ...]:
    return kept.source, kept.target, kept.label


def _text(kept: Link) -> str:
    return f"{kept.names}: {kept.label}"


def _claimed(what: What, way: Way, at: Span, found: tuple[Edit, ...] = ()) -> Change:
    """A claim that changed: it shows beside the line where what is said of it begins."""
    return Change(what, way, at, (Trace(at.start, at.start + (way != "removed"), way),), found)


def _said_at(article: Article, claim: Fact | Relation, section: str) -> Span:
    """Where a claim is said; the heading of its section where the text doesn't have the words."""
    for evidence in evidence_of(article, claim):
        if evidence.section in article.by_section and (passage := locate(article, evidence)):
            return passage.span
    return Span(section, 0, len(article.by_section[section].title))


def _heading(snapshot: Snapshot, article: Article, section: str) -> Span:
    """Where a claim that is no longer made shows: at the heading of the section that made it."""
    return Span(snapshot.shown_at(article, section), 0, 0)
