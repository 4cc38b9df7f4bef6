"""The signs that stand in the margin, beside the lines of the article: what is new, what has changed, notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jpreader.layout.line import Line, Piece
from jpreader.layout.marks import NEW, NOTED, NOTED_ON
from jpreader.reading.changes import Way
from jpreader.reading.reading import Reading
from jpreader.view import novelty
from jpreader.view.placing import noted

SIGNS: Final[Mapping[Way, Piece]] = {
    "changed": Piece("▎", "changed"),
    "added": Piece("▎", "added"),
    "removed": Piece("▁", "removed"),
}
"""For the margin; of several on one line the first stands for all."""


def margin(reading: Reading, line: Line, width: int) -> tuple[Piece, ...]:
    """The margin of a line, as wide as it must be: its signs at the right, then a blank if there is room for one."""
    found = signs(reading, line)[: max(1, width - 1)]
    if not found:
        return (Piece(" " * width),)
    gap = min(1, width - len(found))
    pieces = (Piece(" " * (width - len(found) - gap)), *reversed(found), Piece(" " * gap))
    return tuple(piece for piece in pieces if piece.text)


def signs(reading: Reading, line: Line) -> tuple[Piece, ...]:
    """The signs of a line, of one cell each, from the text outwards."""
    section = line.place.section
    traces = reading.changed.traces.get(section, ())
    new = novelty.by_section(reading.article, reading.new).get(section, ())
    if not (traces or new or reading.notes):  # as most lines are, at every key
        return ()
    block = reading.article.block(line.place)
    if block is None or line.role in ("blank", "ruby"):
        return ()
    start, end = block.start + line.place.offset, block.start + line.end
    last = line.end >= len(block.text)
    ways = {way for first, end_of, way in traces if _beside(first, end_of, start, end, last)}
    found = [SIGNS[way] for way in SIGNS if way in ways][:1]
    notes = list(noted(reading.article, reading.notes)) if reading.notes else []
    notes = [span for span in notes if span.section == section and span.start < end and span.end > start]
    if notes:
        found.append(NOTED if any(span.start >= start for span in notes) else NOTED_ON)
    return (*found, NEW) if any(start <= span.start < end for span in new) else tuple(found)


def _beside(first: int, end: int, line_start: int, line_end: int, last: bool) -> bool:
    """True if a stretch of text, or where one was, is on a line, which may be the last of its block."""
    if first < end:
        return first < line_end and end > line_start
    return line_start <= first < line_end or (last and first == line_end)
