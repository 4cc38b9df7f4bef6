"""Where two screens differ, and the stretches of cells to be drawn for that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from math import inf
from operator import itemgetter, ne
from typing import Final, NamedTuple

from jpreader.terminal.grid import Cell, Rows, Style, sure, transition

JUMP: Final = 5  # cells: to draw as many again is no longer than to move past them

_STRETCH: Final = re.compile(b"\x01+")

grapheme: Final = itemgetter(0)

style_of: Final = itemgetter(1)


class Run(NamedTuple):
    """Cells of a row to be drawn, from `left` to `right` (exclusive)."""

    y: int
    left: int
    right: int


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


def alike(cells: Sequence[Cell]) -> bool:
    """True if all cells are of one style."""
    styles = list(map(style_of, cells))
    return styles.count(styles[0]) == len(styles)


def runs_of(mask: bytes, new: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """The stretches to draw of a row that differs: whole graphemes, and gaps no dearer than a move past them."""
    start = end = -1
    for stretch in _STRETCH.finditer(mask):
        x, last = stretch.span()
        if last <= end:
            continue
        first = max(x, end)
        while first and new[first][0] == "":
            first -= 1
        if start < 0:
            start = first
        elif first > end and not _worth(new, end, first):
            yield start, end
            start = first
        end = last
        while end < len(new) and new[end][0] == "":
            end += 1
    if start >= 0:
        yield start, end


def parts_of(wanted: Rows, runs: Iterable[Run], pen: Style | None) -> list[Run]:
    """The runs cut where the style changes, all of one style together: colours take more bytes than moves.

    What is nearest to the style that the pen has comes first. What follows a width in doubt is drawn later than that,
    over what the terminal may have drawn there.
    """
    waiting: dict[Style, list[tuple[Run, bool]]] = {}
    for y, left, right in runs:
        row, x = wanted[y], left
        for style, group in groupby(map(style_of, row[left:right])):
            cut, x = x, x + len(tuple(group))
            behind = cut > left and not sure(row[cut - 1][0] or row[cut - 2][0])
            waiting.setdefault(style, []).append((Run(y, cut, x), behind))
    found: list[Run] = []
    drawn: set[tuple[int, int]] = set()
    while waiting:
        pen = min(waiting, key=partial(_dearness, waiting, drawn, pen))
        later = []
        for part in waiting.pop(pen):
            run, behind = part
            if behind and (run.y, run.left) not in drawn:
                later.append(part)
            else:
                found.append(run)
                drawn.add((run.y, run.right))
        if later:
            waiting[pen] = later
    return found


def _dearness(
    waiting: Mapping[Style, list[tuple[Run, bool]]], drawn: set[tuple[int, int]], pen: Style | None, style: Style
) -> tuple[bool, bool, int]:
    """What to draw in a style next costs: nothing may be ready, or not all, which takes the style once more."""
    behind = [behind and (run.y, run.left) not in drawn for run, behind in waiting[style]]
    return all(behind), any(behind), len(transition(pen, style))


def _worth(row: Sequence[Cell], end: int, first: int) -> bool:
    """True if the cells from one run to the next are drawn as cheaply as passed."""
    if first - end > JUMP:
        return False
    pen, after = row[end - 1][1], row[first][1]
    if pen is after and alike(passed := row[end - 1 : first]) and "".join(map(grapheme, passed)).isascii():
        return True
    for text, style in row[end - 1 : first]:
        if not sure(text):
            return False
        if style != pen:
            if style != after:
                return False
            pen = after  # that the pen changes on the way costs nothing more
    return True
