"""What has changed since the reader read it, in words: for the line at the bottom, and all of it as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from jpreader.article.edits import Edit
from jpreader.article.model import Article, Fact, Span
from jpreader.commands import key_label
from jpreader.layout.cells import fit
from jpreader.layout.figures import figure_label
from jpreader.layout.fill import fill
from jpreader.layout.ink import cut
from jpreader.layout.line import Piece, Row
from jpreader.reading.changes import Change, Changes, Way
from jpreader.view.margin import SIGNS

MOST_QUOTED: Final = 40  # cells of a text that the line at the bottom quotes
CONTEXT: Final = 48  # characters that stay on either side of what was edited

_NOUNS: Final = {"section": "section", "title": "title", "text": "paragraph", "fact": "figure", "relation": "relation"}


class Stop(NamedTuple):
    """A stretch of the text with the changes that show there."""

    span: Span
    changes: tuple[Change, ...]


@lru_cache(maxsize=4)  # an article in its languages
def stops(changes: Changes) -> tuple[Stop, ...]:
    """Where there are changes, in the order of the text."""
    found: dict[Span, list[Change]] = {}
    for change in changes.all:
        found.setdefault(change.span, []).append(change)
    return tuple(Stop(span, tuple(own)) for span, own in found.items())


def greeting(changes: Changes, keymap: Mapping[str, tuple[str, ...]]) -> str:
    """How many changes there are, and the keys for them."""
    count = len(changes.all)
    keys = [key_label(keymap[id][0]) if keymap.get(id) else "" for id in ("next-change", "changes")]
    ways = [f"{key} {what}" for key, what in zip(keys, ("goes to the first", "lists them"), strict=True) if key]
    return f"{count} change{'s' if count > 1 else ''} since you read it{': ' if ways else ''}{', '.join(ways)}"


def said(change: Change, article: Article) -> str:
    """A change in a few words."""
    noun = _NOUNS[change.what]
    if change.facts:
        return f"{change.facts[-1].label}: {_became(*_values(change.facts, article.language), change.way)}"
    if change.what == "title":
        return f"the title was {_quoted(''.join(edit.before for edit in change.edits))}"
    if change.way != "changed":
        edit = change.edits[0]
        text = (edit.now or edit.before).partition("\n")[0]
        return f"{'new ' if change.way == 'added' else ''}{noun}{' removed' if change.way == 'removed' else ''}: {text}"
    edited = [edit for edit in change.edits if not edit.same]
    more = f", and {len(edited) - 1} more" if len(edited) > 1 else ""
    return _became(_quoted(edited[0].before), _quoted(edited[0].now), _way(edited[0])) + more


def _values(facts: Sequence[Fact], language: str) -> tuple[str, str]:
    """A fact's figure before and now; with its label where that has changed and the figure hasn't."""
    before, now = (figure_label(fact, language) for fact in (facts[0], facts[-1]))
    return (_quoted(facts[0].label), _quoted(facts[-1].label)) if len(facts) > 1 and before == now else (before, now)


def _way(edit: Edit) -> Way:
    return "changed" if edit.before and edit.now else "added" if edit.now else "removed"


def _became(before: str, now: str, way: Way) -> str:
    return {"changed": f"{before} became {now}", "added": f"{now} is new", "removed": f"{before} was removed"}[way]


def _quoted(text: str) -> str:
    return f"“{fit(' '.join(text.split()), MOST_QUOTED)}”"


def rows(changes: Changes, article: Article, width: int) -> Sequence[Row]:
    """All changes, section by section, each as it was and as it is, at a width in cells."""
    found: list[Row] = []
    section = ""
    for change in changes.all:
        if change.span.section != section:
            section = change.span.section
            number = list(article.by_section).index(section) + 1
            found += [Row()] if found else []
            title = fit(f"§{number} {article.by_section[section].title}", width)
            found.append(Row((Piece(title, "heading"),)))
        found.append(Row())
        found += _change(change, article, width)
    return [*found, Row(), Row((Piece("Esc closes this", "muted"),))]


def _change(change: Change, article: Article, width: int) -> Iterator[Row]:
    name = f"{_NOUNS[change.what]} {change.way}".capitalize()
    yield Row((SIGNS[change.way], Piece(f" {fit(name, max(1, width - 2))}", "kind")))
    found = change.edits
    if change.facts:
        texts = [f"{fact.label}: {figure_label(fact, article.language)}" for fact in change.facts]
        before, now = texts[0] if change.way != "added" else "", texts[-1] if change.way != "removed" else ""
        found = (Edit(before, now),)
    for sign, role, side in (("- ", "was", 0), ("+ ", "is", 1)):
        if any(edit[side] for edit in found):
            yield from _side(found, side, width, Piece(sign, f"{role}.word"), role)


def _side(found: Sequence[Edit], side: int, width: int, sign: Piece, role: str) -> Iterator[Row]:
    """One text of two, with what was edited in it marked, and of the rest what stands beside that."""
    text, marks = "", list[tuple[int, int, str]]()
    for number, edit in enumerate(found):
        part = edit[side]
        if edit.same:
            part = _shortened(part, number > 0, number < len(found) - 1)
        elif part and len(found) > 1:
            marks.append((len(text), len(text) + len(part), f"{role}.word"))
        text += part
    text = text.replace("\n", " ").replace("\t", " ")
    for number, (start, seen, _) in enumerate(fill(text, max(1, width - 2))):
        lead = Piece("  ") if number else sign
        yield Row((lead, *cut(text[start:seen], start, role, marks)))


def _shortened(text: str, after: bool, before: bool) -> str:
    """A text between edits: what stands right after one and right before another."""
    if len(text) <= CONTEXT * (after + before) + 1:
        return text
    head, tail = text[:CONTEXT] if after else "", text[-CONTEXT:] if before else ""
    if " " in head:
        head = head.rpartition(" ")[0] + " "
    if " " in tail:
        tail = " " + tail.partition(" ")[2]
    return f"{head}…{tail}"
