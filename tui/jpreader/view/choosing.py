"""Choosing a stretch of the text: where it begins, and how the keys that move extend it."""

from __future__ import annotations

from typing import Final

from jpreader.article.model import Place
from jpreader.article.place import place_of
from jpreader.layout.flow import Position
from jpreader.reading.reading import Reading
from jpreader.reading.stretch import Extent, Stretch, paragraph
from jpreader.view.going import SCROLLS, Amount
from jpreader.view.sight import Sight
from jpreader.view.window import Window

TEXT: Final = ("text", "table", "heading")
"""Roles of the lines that hold a section's text."""

EXTENDING: Final = frozenset({*SCROLLS, "next-section", "previous-section", "top", "bottom"})
"""Commands that move the end of a selection while there is one."""

NO_TEXT: Final = "This article has no text to select"


def current(sight: Sight) -> Place | None:
    """The paragraph that the reader is at: of what was gone to and is in view, else the first one in view.

    A heading stands for the paragraph under it. None where the article has no text.
    """
    reading, window = sight.reading, sight.window
    for span in (reading.lit, reading.current):
        if span and window.shows(span):
            return place_of(reading.article, span)._replace(offset=0)
    lines = [line for _, line in window.lines() if line.role in TEXT]
    lines += [line for _, line in window.flow.window(Position(1, 0), 1 << 10) if line.role in TEXT] if not lines else []
    found = next((line for line in lines if line.role != "heading"), lines[0] if lines else None)
    return found.place._replace(offset=0) if found else None


def begun(sight: Sight) -> Reading:
    """With a selection that has the first line of the text in view, or of what was gone to; none if there was one."""
    reading, window = sight.reading, sight.window
    if reading.selected:
        return reading.selecting(None)
    reading = reading.focus("article")
    gone_to = next((span for span in (reading.lit, reading.current) if span and window.shows(span)), None)
    if gone_to:
        at = window.position(place_of(reading.article, gone_to))
    else:
        lines = [(position, line.role) for position, line in window.lines() if line.role in TEXT]
        seen = [position for position, role in lines if role != "heading"] or [position for position, _ in lines]
        at = seen[0] if seen else Position(1, 0)
    extent = _line(window, at, 1)
    if extent is None:
        return reading.saying(NO_TEXT)
    return reading.selecting(Stretch(extent, extent)).saying("Selected: the keys that move extend it")


def moved(sight: Sight, command: str, count: int) -> Reading:
    """With the end of the selection where a command that moves takes it."""
    if command in SCROLLS:
        way, amount = SCROLLS[command]
        return extended(sight, way * count, amount)
    if command in ("top", "bottom"):
        return extended_to_end(sight, command == "top")
    return extended_to_section(sight, count if command == "next-section" else -count)


def extended(sight: Sight, count: int, amount: Amount) -> Reading:
    """With the end of the selection some lines or pages further down, or up if negative."""
    page = max(1, sight.window.height - 1)
    by = count * {"line": 1, "half": (page + 1) // 2, "page": page}[amount]
    here = _here(sight)
    target = sight.window.flow.move(here, by)
    way = 1 if by > 0 else -1
    if amount == "line":  # blank lines and readings are passed
        target = here
        for _ in range(abs(by)):
            extent = _line(sight.window, sight.window.flow.move(target, way), way)
            if extent is None:
                break
            target = sight.window.position(extent.start)
    return _ended(sight, target, way)


def extended_to_section(sight: Sight, by: int) -> Reading:
    """With the end of the selection at the heading some sections further on, or back: this one's own comes first."""
    sections = sight.reading.article.sections
    here = sight.window.flow.place(_here(sight))
    number = [section.id for section in sections].index(here.section)
    target = number + by + (1 if by < 0 and here > Place(here.section) else 0)
    if target >= len(sections):
        return extended_to_end(sight, top=False)
    return _ended(sight, sight.window.position(Place(sections[max(0, target)].id)), 1)


def extended_to_end(sight: Sight, top: bool) -> Reading:
    """With the end of the selection at the top of the text, or at its end."""
    if top:
        return _ended(sight, Position(1, 0), 1)
    return _ended(sight, sight.window.flow.move(Position(sight.window.flow.blocks - 1, 0), 1 << 30), -1)


def dragged(reading: Reading, begun: Place, here: Place) -> Reading:
    """With what lies between two characters selected, both of them with it."""

    def one(place: Place) -> Extent:
        return Extent(place, place._replace(offset=place.offset + 1))

    return reading.selecting(Stretch(one(begun), one(here)))


def chosen(sight: Sight) -> Stretch | None:
    """The selection, or else the current paragraph."""
    if sight.reading.selected:
        return sight.reading.selected
    place = current(sight)
    whole = paragraph(sight.reading.article, place) if place else None
    return Stretch(whole, whole) if whole else None


def _here(sight: Sight) -> Position:
    """The line that the selection ends with; where lines were others when it was chosen, that of its edge."""
    selected, window = sight.reading.selected, sight.window
    if selected is None:
        return Position(1, 0)
    at = window.position(selected.here.start)
    return at if _line(window, at, 1) == selected.here else window.position(selected.edge(sight.reading.article))


def _ended(sight: Sight, at: Position, way: int) -> Reading:
    """With the end of the selection on a line, or the next one this way or that has text; and that line in view."""
    window, selected = sight.window, sight.reading.selected
    extent = _line(window, at, way) or _line(window, at, -way)
    if extent is None or selected is None:
        return sight.reading
    reading = sight.reading.selecting(selected._replace(here=extent))
    return reading._replace(place=window.following(window.position(extent.start)))


def _line(window: Window, at: Position, way: int) -> Extent | None:
    """The line of a position, or the next with text this way (1 down, -1 up); None where there is none."""
    flow = window.flow
    while at.block > 0:
        line = flow.lines(at.block)[at.line]
        owner = flow.position(line.place)  # the rule of a table has the place of the row above it
        if line.role in TEXT and (owner == at or flow.lines(owner.block)[owner.line].role == "ruby"):
            return Extent(line.place, line.place._replace(offset=line.end))
        # Line by line, since `move` passes a row of readings and its line together.
        if 0 <= at.line + way < len(flow.lines(at.block)):
            at = Position(at.block, at.line + way)
        elif 0 <= at.block + way < flow.blocks:
            block = at.block + way
            at = Position(block, 0 if way > 0 else len(flow.lines(block)) - 1)
        else:
            return None
    return None
