"""Where two screens differ, and the stretches of cells to be drawn for that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from math import inf
from operator import itemgetter, ne
from typing import Final, NamedTuple

from jpreader.terminal.grid import Cell, Rows, Style, bare, blank, suits, sure, transition

JUMP: Final = 5  # cells: to draw as many again is no longer than to move past them

_STRETCH: Final = re.compile(b"\x01+")

grapheme: Final = itemgetter(0)

style_of: Final = itemgetter(1)


class Run(NamedTuple):
    """Cells of a row to be drawn, from `left` to `right` (exclusive)."""

    y: int
    left: int
    right: int


class Part(NamedTuple):
    """Cells of a row to be drawn in one style."""

    y: int
    left: int
    right: int
    style: Style
    behind: bool
    """It follows a cell that is drawn too, whose width isn't sure."""


class Unlike:
    """Where two screens differ, found out for each row when it is asked for, and once."""

    def __init__(self, old: list[list[Cell]], new: Rows) -> None:
        self.old, self.new = old, new
        self._masks: dict[int, bytes] = {}

    def mask(self, y: int) -> bytes:
        """A byte for each cell of a row, 1 where it differs; none if the rows are equal."""
        found = self._masks.get(y)
        if found is None:
            old, new = self.old[y], self.new[y]
            found = self._masks[y] = bytes(map(ne, old, new)) if old != new else b""
        return found

    def count(self, rows: Iterable[int], most: float = inf) -> int:
        """How many cells of some rows differ; it need not be counted on beyond `most`."""
        count = 0
        for y in rows:
            count += self.mask(y).count(1)
            if count > most:
                break
        return count


def drawing(wanted: Rows, unlike: Unlike, differing: Iterable[int], pen: Style | None) -> Iterator[tuple[Run, Style]]:
    """What to draw, all of one style together: colours take more bytes than moves.

    What is nearest to the style that the pen has comes first. What follows a width in doubt is drawn later than that,
    over what the terminal may have drawn there.
    """
    waiting: dict[Style, list[Part]] = {}
    for y in differing:
        for part in _parts(unlike.mask(y), wanted[y], y):
            waiting.setdefault(part.style, []).append(part)
    _adopt(wanted, waiting)
    drawn: set[tuple[int, int]] = set()
    while waiting:
        pen = min(waiting, key=partial(_dearness, waiting, drawn, pen))
        later = []
        for part in waiting.pop(pen):
            if part.behind and (part.y, part.left) not in drawn:
                later.append(part)
            else:
                yield Run(part.y, part.left, part.right), pen
                drawn.add((part.y, part.right))
        if later:
            waiting[pen] = later


def _dearness(
    waiting: Mapping[Style, list[Part]], drawn: set[tuple[int, int]], pen: Style | None, style: Style
) -> tuple[bool, bool, int]:
    """What to draw in a style next costs: nothing may be ready, or not all, which takes the style once more."""
    behind = [part.behind and (part.y, part.left) not in drawn for part in waiting[style]]
    return all(behind), any(behind), len(transition(pen, style))


def _adopt(wanted: Rows, waiting: dict[Style, list[Part]]) -> None:
    """Have blanks drawn with what is drawn most on their ground, for which the pen need not change."""
    for style in [style for style in waiting if style == bare(style.ground)]:
        others = [other for other in waiting if other != style and suits(other, blank(style.ground))]
        if others:
            host = max(others, key=lambda other: len(waiting[other]))
            kept: list[Part] = []
            for part in waiting.pop(style):
                (waiting[host] if _blank(wanted[part.y][part.left : part.right]) else kept).append(part)
            waiting[host].sort()
            if kept:
                waiting[style] = kept


def _blank(cells: Sequence[Cell]) -> bool:
    """True if cells hold no text."""
    return "".join(map(grapheme, cells)).isspace()


def _parts(mask: bytes, row: Sequence[Cell], y: int) -> list[Part]:
    """What to draw of a row, cut where the style changes, over gaps that are no dearer to draw than to pass."""
    parts: list[Part] = []
    last: dict[Style, int] = {}
    for start, end in _stretches(mask, row):
        left = start
        for style, count in _styles(row[start:end]):
            behind = left > start and not sure(row[left - 1][0] or row[left - 2][0])
            at = last.get(style)
            if at is not None and _worth(row, parts[at].right, left, style):
                parts[at] = parts[at]._replace(right=left + count)
            else:
                last[style] = len(parts)
                parts.append(Part(y, left, left + count, style, behind))
            left += count
    return parts


def _stretches(mask: bytes, new: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """The stretches of a row that differ, as whole graphemes."""
    end = 0
    for stretch in _STRETCH.finditer(mask):
        start, last = stretch.span()
        if last <= end:
            continue
        start = max(start, end)
        while start and new[start][0] == "":
            start -= 1
        end = last
        while end < len(new) and new[end][0] == "":
            end += 1
        yield start, end


def _styles(cells: Sequence[Cell]) -> list[tuple[Style, int]]:
    """The styles to draw cells with, and how many with each: blanks are drawn with what stands beside them."""
    styles = list(map(style_of, cells))
    first = styles[0]
    if styles.count(first) == len(cells):
        return [(first, len(cells))]
    space = blank(first.ground)
    spaces = cells.count(space)
    if first == space[1]:
        first = next(style for style in styles if style != first)
    if suits(first, space) and styles.count(first) + spaces == len(cells):
        return [(first, len(cells))]
    found: list[tuple[Style, int]] = []
    blanks = False  # nothing but blanks are of the style found last
    for style, group in groupby(cells, style_of):
        some = list(group)
        before, count = found[-1] if found else (style, 0)
        only = style == bare(style.ground) and _blank(some)
        if found and (
            before == style or (only and suits(before, some[0])) or (blanks and suits(style, blank(before.ground)))
        ):
            found[-1] = (style if blanks else before, count + len(some))
            blanks = blanks and only
        else:
            found.append((style, len(some)))
            blanks = only
    return found


def _worth(row: Sequence[Cell], end: int, first: int, pen: Style) -> bool:
    """True if a pen draws the cells between two parts as cheaply as it passes them."""
    if first - end > JUMP:
        return False
    passed = row[end:first]
    size = len("".join(map(grapheme, passed)).encode())
    if size > (4 if len(passed) > 1 else 3):
        return False
    return sure(row[end - 1][0] or row[end - 2][0]) and all(
        suits(pen, cell) and (not cell[0] or sure(cell[0])) for cell in passed
    )
