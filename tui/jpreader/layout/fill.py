"""Filling lines: greedy and ragged right, with a runt on the last line of a paragraph mended.

A line breaks where UAX #14 lets it, with strict kinsoku; a word longer than the measure is cut between graphemes.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from jpreader.layout.cells import graphemes
from jpreader.layout.linebreak import opportunities

MENDED_LINES = 4  # the last lines of a paragraph that are filled again to mend a runt
RUNT = 6  # a last line under a sixth of the measure looks lost


class Filled(NamedTuple):
    """A line: it shows text[start:end], and the next one begins at `next` (what lies between is white space)."""

    start: int
    end: int
    next: int


def fill(text: str, measure: int, first: int | None = None) -> list[Filled]:
    """The lines of a text at a measure in cells; `first` is the measure of the first line, if it is another."""
    lines: list[Filled] = []
    begin = 0
    for part in text.split("\n"):
        lines += [
            Filled(begin + start, begin + end, begin + after)
            for start, end, after in _paragraph(part, measure, measure if first is None or lines else first)
        ]
        begin += len(part) + 1
    return lines


class _Ruler:
    """The cells before each character of a text, and where it may break."""

    def __init__(self, text: str) -> None:
        self.text = text
        if text.isascii():
            self.cells: list[int] = list(range(len(text) + 1))
            self.cuts: list[int] | None = None
        else:
            sizes = [0] * len(text)
            self.cuts = []
            for start, _, size in graphemes(text):
                sizes[start] = size
                self.cuts.append(start)
            self.cells = [0, *accumulate(sizes)]
        self.breaks = [*opportunities(text, kinsoku=True)]
        if not self.breaks or self.breaks[-1] != len(text):
            self.breaks.append(len(text))

    def visible(self, start: int, end: int) -> int:
        """The end without white space before it."""
        while end > start and self.text[end - 1] in " \u3000":
            end -= 1
        return end

    def next(self, start: int, measure: int) -> Filled:
        """The longest line from a place on."""
        limit = bisect_right(self.cells, self.cells[start] + measure) - 1
        index = bisect_right(self.breaks, limit)
        # White space at the end hangs: one more break may fit without it.
        if index < len(self.breaks) and self.visible(start, self.breaks[index]) <= limit:
            index += 1
        if index and self.breaks[index - 1] > start:
            after = self.breaks[index - 1]
            return Filled(start, self.visible(start, after), after)
        if self.cuts is not None:
            cut = bisect_right(self.cuts, limit) - 1
            limit = self.cuts[cut] if cut >= 0 and self.cuts[cut] > start else self._past(start)
        limit = max(limit, start + 1)
        return Filled(start, limit, limit)

    def _past(self, start: int) -> int:
        assert self.cuts is not None
        index = bisect_right(self.cuts, start)
        return self.cuts[index] if index < len(self.cuts) else len(self.text)

    def width(self, line: Filled) -> int:
        """Cells of a line."""
        return self.cells[line.end] - self.cells[line.start]


def _paragraph(text: str, measure: int, first: int) -> list[Filled]:
    if not text.strip(" "):
        return [Filled(0, 0, len(text))]
    ruler = _Ruler(text)
    lines: list[Filled] = []
    start = 0
    while start < len(text):
        line = ruler.next(start, measure if lines else first)
        lines.append(line)
        start = line.next
    return _mended(ruler, lines, measure, first)


def _mended(ruler: _Ruler, lines: list[Filled], measure: int, first: int) -> list[Filled]:
    """Lines whose last one is no runt, if the four last can be filled so in as many lines."""
    if len(lines) < 2 or ruler.width(lines[-1]) * RUNT >= measure:
        return lines
    count = min(MENDED_LINES, len(lines))
    kept = lines[:-count]
    start = lines[-count].start
    for narrower in range(measure - 1, measure * 2 // 3, -1):
        tried: list[Filled] = []
        at = start
        while at < len(ruler.text) and len(tried) <= count:
            room = narrower if kept or tried else min(first, narrower)
            line = ruler.next(at, room)
            tried.append(line)
            at = line.next
        if len(tried) > count:
            return lines
        if ruler.width(tried[-1]) * RUNT >= measure:
            return kept + tried
    return lines


@lru_cache(maxsize=4096)
def _wrapped(text: str, width: int) -> tuple[str, ...]:
    return tuple(text[line.start : line.end] for line in fill(text, max(1, width)))


def wrap(text: str, width: int) -> list[str]:
    """A text on lines of at most a width in cells."""
    return list(_wrapped(text, width))
