"""Filling: text set on lines of a measure, ragged right.

Lines break where UAX #14 lets them, and as late as they can. Spaces at the end of a line hang over it. A runt, a
last line of a word or so, is mended by setting the last four lines of the paragraph anew.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from jpreader.article.model import Ruby
from jpreader.layout.cells import boundaries, sums
from jpreader.layout.linebreak import classes, mandatory, opportunities

LAST_LINES = 4  # lines that are set anew for a runt: farther up, the reader's eye has settled on them
_RUNT_SHARE = 6  # a last line under a sixth of the measure: 11 cells of 66, a word or so
_RUNT_CELLS = 5  # … or of two wide characters, where that isn't a third of the measure

# SP, ZW, the space separators that break, line ends: CSS Text 3, section 4.1.2, hangs them too
_SPACES = (
    " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000\t\n\v\f\r\x85\u2028\u2029"
)
_HANGING = re.compile(f"[{_SPACES}]*")
_BREAKS_URL = frozenset("/-?&=_.")
_NO_START = frozenset("lL)xXnNsS/+jmM")  # classes that a cut word must not go on with on the next line
_NO_END = frozenset("oO<")


class Filled(NamedTuple):
    """A line: offsets of its first character, of the end of what is seen, and of the next line."""

    start: int
    seen: int
    end: int


def fill(text: str, measure: int, first: int | None = None, whole: Sequence[Ruby] = ()) -> list[Filled]:
    """Set a text on lines; every character is on one of them, and an empty text has one line.

    No line is wider than the measure, except that a grapheme is given its cells where the measure has fewer.

    Args:
        text: what to set; it breaks wherever it must, after a line feed for one.
        measure: of the lines, in cells.
        first: the measure of the first line, if it has another one.
        whole: readings, whose bases are not broken (JLReq 3.3.1, group ruby), with the readings shown or not.
    """
    measure = max(1, measure)
    first = measure if first is None else max(1, first)
    before = sums(text)
    ends = list(mandatory(text))
    if not ends and before[-1] <= first:
        return [Filled(0, len(text.rstrip(_SPACES)), len(text))]
    setter = _Setter(text, before, measure, whole)
    lines: list[Filled] = []
    start = 0
    for end in (*ends, len(text)):
        if start < end:
            lines += setter.paragraph(start, end, measure if lines else first)
        start = end
    return lines


class _Setter:
    """Sets the paragraphs of one text."""

    def __init__(self, text: str, before: Sequence[int], measure: int, whole: Sequence[Ruby]) -> None:
        self.text = text
        self.before = before
        self.measure = measure
        self.breaks = opportunities(text, kinsoku=True)
        if whole:
            inner = {at for ruby in whole for at in range(ruby.start + 1, ruby.end)}
            self.breaks = [at for at in self.breaks if at not in inner]
        self._letters = ""

    def paragraph(self, start: int, end: int, first: int) -> list[Filled]:
        lines: list[Filled] = []
        cut = 0  # up to here, a line ends within a word
        limit = first
        while start < end:
            fitting, reach = self._reach(start, end, limit)
            index = bisect_right(self.breaks, reach) - 1
            stop = self.breaks[index] if index >= 0 else 0
            if stop <= start:
                stop = self._cut(start, fitting)
                cut = len(lines) + 1
            lines.append(self._line(start, stop))
            start, limit = stop, self.measure
        tail = min(LAST_LINES, len(lines) - cut)
        if tail > 1 and self._cells(lines[-1]) < self._least:
            lines[-tail:] = self._mended(lines[-tail:], first if tail == len(lines) else self.measure)
        return lines

    @property
    def _least(self) -> int:
        """Cells of a last line that is no runt."""
        return min(max(_RUNT_CELLS, self.measure // _RUNT_SHARE), self.measure // 3)

    def _line(self, start: int, end: int) -> Filled:
        return Filled(start, start + len(self.text[start:end].rstrip(_SPACES)), end)

    def _cells(self, line: Filled) -> int:
        return self.before[line.seen] - self.before[line.start]

    def _reach(self, start: int, end: int, limit: int) -> tuple[int, int]:
        """How far the text from an offset goes on a line, without and with the spaces that hang over it."""
        fitting = bisect_right(self.before, self.before[start] + limit, start, end + 1) - 1
        hanging = _HANGING.match(self.text, fitting, end)
        return fitting, hanging.end() if hanging else fitting

    def _cut(self, start: int, fitting: int) -> int:
        """Where to cut a word that is longer than a line, of which only that much fits.

        In its last half: after a sign that parts a URL, or else where neither kinsoku is broken. Never through a
        grapheme, unless it is itself wider than the line.
        """
        if not self._letters:
            self._letters = classes(self.text)
        letters = self._letters
        cuts = list(boundaries(letters, start, fitting))
        if not cuts:
            return max(fitting, start + 1)
        half = [cut for cut in cuts[len(cuts) // 2 :] if cut < len(letters)]
        allowed = [cut for cut in half if letters[cut] not in _NO_START and letters[cut - 1] not in _NO_END]
        parting = [cut for cut in allowed if self.text[cut - 1] in _BREAKS_URL]
        return (parting or allowed or cuts)[-1]

    def _mended(self, lines: list[Filled], first: int) -> list[Filled]:
        """The least ragged (in squares) of as many lines whose last one is no runt, or no more of one than it must."""
        end, count = lines[-1].end, len(lines)
        room = self.before[lines[-1].seen]
        shown: dict[int, int] = {}
        """Cells of the text up to each break, without the spaces that hang there."""
        # cheapest way to begin a line at an offset: its raggedness, and where the line before begins
        ways: list[dict[int, tuple[int, int]]] = [{lines[0].start: (0, -1)}]
        for number in range(1, count):
            # what is left must fit on the lines that are left, but for a space that hangs on each
            least = room - (count - number) * (self.measure + 1)
            limit = first if number == 1 else self.measure
            found: dict[int, tuple[int, int]] = {}
            for start, (cost, _) in ways[-1].items():
                _, reach = self._reach(start, end, limit)
                begun = self.before[start]
                low = max(bisect_right(self.breaks, start), bisect_left(self.breaks, bisect_left(self.before, least)))
                for stop in self.breaks[low : bisect_right(self.breaks, reach)]:
                    if (cells := shown.get(stop)) is None:
                        cells = shown[stop] = self.before[self._line(lines[0].start, stop).seen]
                    slack = limit - max(0, cells - begun)
                    if stop < end and (stop not in found or cost + slack * slack < found[stop][0]):
                        found[stop] = (cost + slack * slack, start)
            ways.append(found)
        lasts = {begin: self._cells(self._line(begin, end)) for begin in ways[-1]}
        lasts = {begin: cells for begin, cells in lasts.items() if cells <= self.measure}
        start = min(lasts, key=lambda begin: (-min(lasts[begin], self._least), ways[-1][begin][0]))
        starts = [start]
        for number in range(count - 1, 0, -1):
            starts.append(ways[number][starts[-1]][1])
        starts.reverse()
        return [self._line(begin, stop) for begin, stop in zip(starts, [*starts[1:], end], strict=True)]


def wrap(text: str, width: int, first: int | None = None) -> list[str]:
    """The lines of a text set at a width in cells, for panes; `first` is the width of the first, if another."""
    return list(_wrapped(text, width, first))


@lru_cache(maxsize=4096)  # the texts of the panes of a few articles, at the widths of a resize
def _wrapped(text: str, width: int, first: int | None) -> tuple[str, ...]:
    return tuple(text[start:seen] for start, seen, _ in fill(text, width, first))
