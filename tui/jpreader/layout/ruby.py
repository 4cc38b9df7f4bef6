"""Ruby: the readings of words, in a row of their own above the line that has them."""

from __future__ import annotations

from collections.abc import Sequence

from jpreader.article.model import Ruby
from jpreader.layout.cells import fit, width
from jpreader.layout.line import Chunk


def ruby_row(chunks: Sequence[Chunk], ruby: Sequence[Ruby], measure: int) -> str:
    """The row of readings above a line, each centred over its base; empty where the line has none.

    Readings that would run into one another are moved apart, by one cell, and back from the end of the measure. What
    then doesn't fit is cut with `…`. (JLReq 3.3 lets ruby hang over its neighbours likewise.)

    Args:
        chunks: of the line.
        ruby: those of the line, or more; a base that is broken over two lines has its reading divided in proportion.
        measure: in cells.
    """
    wanted: list[tuple[int, str]] = []
    column = 0
    for text, start in chunks:
        end = start + len(text)
        for base in ruby if start >= 0 else ():
            low, high = max(start, base.start), min(end, base.end)
            if low < high:
                reading = _share(base, low, high)
                left = column + width(text[: low - start])
                spare = width(text[low - start : high - start]) - width(reading)
                wanted.append((left + spare // 2, reading))
        column += width(text)
    return _spaced([(at, reading) for at, reading in wanted if reading], measure)


def _share(base: Ruby, low: int, high: int) -> str:
    """The part of a reading that belongs to a part of its base."""
    length, letters = base.end - base.start, len(base.reading)
    return base.reading[(low - base.start) * letters // length : (high - base.start) * letters // length]


def _spaced(wanted: Sequence[tuple[int, str]], measure: int) -> str:
    """Readings at the columns nearest to those wanted at which they stand apart."""
    columns: list[int] = []
    free = 0
    for at, reading in wanted:
        columns.append(max(at, free))
        free = columns[-1] + width(reading) + 1
    limit = measure
    for number in range(len(columns) - 1, -1, -1):
        size = width(wanted[number][1])
        columns[number] = max(0, min(columns[number], limit - size))
        limit = columns[number] - 1
    row = ""
    used = 0
    for at, (_, reading) in zip(columns, wanted, strict=True):
        left = max(at, used + 1 if used else 0)
        shown = fit(reading, measure - left)
        if shown:
            row += " " * (left - used) + shown
            used = left + width(shown)
    return row
