"""What the terminal shows, and the fewest bytes that make it show something else.

Pure: bytes are made, not sent. Only cells that differ are drawn. Rows that moved up or down together are moved by the
terminal itself (DECSTBM and SU, ECMA-48 and DEC STD 070), within the columns of one pane where it has left and right
margins (DECLRMM), if that is shorter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from math import inf
from operator import itemgetter, ne
from typing import Final, NamedTuple

from jpreader.terminal.capabilities import Capabilities
from jpreader.terminal.grid import BLANK, PLAIN, Band, Cell, Rows, Style, sure, transition

UNKNOWN: Final[Cell] = ("\0", PLAIN)
"""What the terminal shows there isn't known: it differs from all that could be shown."""

SHORT: Final = 80  # cells: a smaller change isn't made smaller by scrolling, which takes 25 bytes and a line

JUMP: Final = 5  # cells: to draw as many again is no longer than to move past them

ERASED: Final = 8  # cells: from here on erasing and moving on is shorter than blanks


class Pen(NamedTuple):
    """Where the terminal draws next, and in what style; None where that isn't known."""

    at: tuple[int, int] | None = None
    """Column and row, from 0."""
    row: int | None = None
    """The row, known even where the column isn't."""
    style: Style | None = None


class Scroll(NamedTuple):
    """Rows `top` to `bottom` (exclusive) of the columns of a band, moved up by `by` rows, or down if negative."""

    top: int
    bottom: int
    band: Band
    by: int


class Run(NamedTuple):
    """Cells of a row to be drawn, from `left` to `right` (exclusive)."""

    y: int
    left: int
    right: int


class Shown:
    """The cells of a terminal's screen, as far as they are known."""

    def __init__(self, width: int, height: int, capabilities: Capabilities, margins: bool = False) -> None:
        """Nothing is known at first; `margins` is True if the terminal has DECLRMM, and it is set."""
        self.width, self.height = width, height
        self.capabilities = capabilities
        self.margins = margins
        self.pen = Pen()
        self.rows: list[list[Cell]] = []
        self.forget()

    def forget(self) -> None:
        """Take nothing for known: after a resize, or after something else drew on the screen."""
        self.pen = Pen()
        self.rows = [[UNKNOWN] * self.width for _ in range(self.height)]

    def clear(self) -> str:
        """Erase the whole screen; the bytes to send."""
        self.rows = [[BLANK] * self.width for _ in range(self.height)]
        self.pen = Pen((0, 0), 0, PLAIN)
        return "\x1b[m\x1b[H\x1b[2J"

    def update(self, wanted: Rows, bands: Iterable[Band] = ()) -> str:
        """Show other rows; the bytes to send, none if nothing differs.

        Args:
            wanted: as many rows and cells as the screen has.
            bands: the columns that may have scrolled; whole rows, if none are given or the terminal can't scroll a
                part of them.
        """
        differing = [y for y in range(self.height) if self.rows[y] != wanted[y]]
        if not differing:
            return ""
        rows, begin, pen = self.rows, "", self.pen
        if _difference(rows, wanted, SHORT) > SHORT:
            for scroll in self._scrolls(wanted, differing, bands):
                moved, start, after = self._scrolled(scroll, wanted)
                cost = len(start) + _difference(moved, wanted)
                if cost < len(begin) + _difference(rows, wanted, cost):
                    rows, begin, pen = moved, start, after
                if cost < self.width:  # no other way is much shorter
                    break
        differing = [y for y in range(self.height) if rows[y] != wanted[y]]
        runs = [Run(y, *run) for y in differing for run in _runs(rows[y], wanted[y])]
        out = [begin]
        for part in _parts(wanted, runs):
            pen = self._run(out, wanted[part.y], part.left, part.right, part.y, pen)
        for y in differing:
            rows[y] = list(wanted[y])
        self.rows, self.pen = rows, pen
        return "".join(out)

    def place(self, x: int, y: int) -> str:
        """Put the cursor somewhere, for an input method to open there; the bytes to send."""
        if self.pen.at == (x, y):
            return ""
        text = _move(self.pen, x, y, self.capabilities.column)
        self.pen = self.pen._replace(at=(x, y), row=y)
        return text

    # Scrolling

    def _scrolls(self, wanted: Rows, differing: Sequence[int], bands: Iterable[Band]) -> Iterator[Scroll]:
        """The scrolls that bring most rows where they are wanted, the best one of each band."""
        # Where panes scroll by themselves, rows of the whole width seldom do, and it takes long to find that out.
        for band in (self.margins and tuple(bands)) or (Band(0, self.width),):
            new = {y: _text(wanted[y], band) for y in differing}
            where: dict[str, list[int]] = {}
            for y in range(differing[0], differing[-1] + 1):
                text = _text(self.rows[y], band)
                if not text.isspace():  # one blank row is like another
                    where.setdefault(text, []).append(y)
            votes = Counter(at - y for y, text in new.items() for at in where.get(text, ()) if at != y)
            if votes:
                by = votes.most_common(1)[0][0]
                hits = [y for y, text in new.items() if y + by in where.get(text, ())]
                top = min(hits[0], hits[0] + by)
                bottom = max(hits[-1], hits[-1] + by) + 1
                if bottom - top > abs(by):
                    yield Scroll(top, bottom, band, by)

    def _scrolled(self, scroll: Scroll, wanted: Rows) -> tuple[list[list[Cell]], str, Pen]:
        """The rows after a scroll, the bytes that make it, and the pen after them."""
        top, bottom, (left, right), by = scroll
        count = abs(by)
        # What comes in is filled with the background of the pen: best that of the row that is wanted there.
        style = wanted[bottom - 1 if by > 0 else top][right - 1][1]._replace(flags=frozenset())
        rows = [list(row) for row in self.rows]
        filling: Cell = (" ", style) if self.capabilities.ground or style == PLAIN else UNKNOWN
        for y in range(top, bottom):
            source = y + by
            inside = top <= source < bottom
            rows[y][left:right] = self.rows[source][left:right] if inside else [filling] * (right - left)
            # What the terminal makes of a wide character that the margins cut isn't known.
            for edge in (left, right):
                if 0 < edge < self.width:
                    within, beyond = (edge, edge - 1) if edge == left else (edge - 1, edge)
                    if self.rows[y][edge][0] == "":
                        rows[y][beyond] = UNKNOWN
                    if inside and self.rows[source][edge][0] == "":
                        rows[y][within] = UNKNOWN
        pen = transition(self.pen.style, style)
        part = (left, right) != (0, self.width)
        margins = f"\x1b[{left + 1};{right}s" if part else ""
        margins += f"\x1b[{top + 1};{bottom}r"
        if self.capabilities.scroll:
            move = f"\x1b[{count if count > 1 else ''}{'S' if by > 0 else 'T'}"
        elif by > 0:
            move = f"\x1b[{bottom};{left + 1}H" + "\n" * count
        else:
            move = f"\x1b[{top + 1};{left + 1}H" + "\x1bM" * count
        end = "\x1b[r" + ("\x1b[s" if part else "")
        return rows, pen + margins + move + end, Pen((0, 0), 0, style)

    # Drawing

    def _run(self, out: list[str], row: Sequence[Cell], start: int, end: int, y: int, pen: Pen) -> Pen:
        """Draw the cells from `start` to `end` (exclusive) of a row."""
        x = start
        at, known, style = pen
        can = self.capabilities
        while x < end:
            text, wanted = row[x]
            if at != (x, y):
                out.append(_move(Pen(at, known, style), x, y, can.column))
                at, known = (x, y), y
            if style != wanted:
                out.append(transition(style, wanted))
                style = wanted
            blanks = _blanks(row, x, self.width) if text == " " else 0
            erasable = blanks and (can.ground or not wanted.ground) and not wanted.flags & {4, 7, 9}
            if erasable and x + blanks == self.width and end - x > 3:
                out.append("\x1b[K")  # ECMA-48 8.3.41: to the end of the line
                break
            blanks = min(blanks, end - x)
            if erasable and can.erase and blanks >= ERASED:
                out.append(f"\x1b[{blanks}X")
                x += blanks
            else:
                first = x
                while True:
                    x += 1 if text.isascii() or x + 1 == self.width or row[x + 1][0] else 2
                    # With the last column drawn the cursor stays on it, and after a width in doubt it may be anywhere.
                    at = (x, y) if x < self.width and sure(text) else None
                    if at is None or x >= end:
                        break
                    text, wanted = row[x]
                    if text == " " or (wanted is not style and wanted != style):
                        break
                out.append("".join(map(_grapheme, row[first:x])))
        return Pen(at, known, style)


_grapheme: Final = itemgetter(0)


def _text(row: Sequence[Cell], band: Band) -> str:
    """The text of a row within a band."""
    return "".join(map(_grapheme, row[band.left : band.right]))


def _difference(old: Rows, new: Rows, most: float = inf) -> int:
    """How many cells of two screens differ; it need not be counted on beyond `most`."""
    count = 0
    for before, after in zip(old, new, strict=True):
        if before != after:
            count += sum(map(ne, before, after))
            if count > most:
                break
    return count


def _blanks(row: Sequence[Cell], x: int, end: int) -> int:
    """How many cells from `x` on are the same blank."""
    blank, at = row[x], x
    while at < end and row[at] == blank:
        at += 1
    return at - x


def _runs(old: Sequence[Cell], new: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """The stretches of a row to draw: whole graphemes, with gaps that cost no more than a move past them."""
    start = end = -1
    for x in compress(range(len(new)), map(ne, old, new)):
        if x < end:
            continue
        first = x
        while first and new[first][0] == "":
            first -= 1
        if start < 0:
            start = first
        elif first > end and not _worth(new, end, first):
            yield start, end
            start = first
        end = x + 1
        while end < len(new) and new[end][0] == "":
            end += 1
    if start >= 0:
        yield start, end


def _parts(wanted: Rows, runs: Iterable[Run]) -> list[Run]:
    """The runs cut where the style changes, all of one style together: colours take more bytes than moves.

    What follows a width in doubt stays behind it, to be drawn over what the terminal may have drawn there.
    """
    parts: dict[Style, list[Run]] = {}
    for y, left, right in runs:
        row, first = wanted[y], left
        style = row[first][1]
        for x in range(left + 1, right):
            text, other = row[x]
            if other is not style and other != style and text and sure(row[x - 1][0] or row[x - 2][0]):
                parts.setdefault(style, []).append(Run(y, first, x))
                first, style = x, other
        parts.setdefault(style, []).append(Run(y, first, right))
    return [run for alike in parts.values() for run in alike]


def _worth(row: Sequence[Cell], end: int, first: int) -> bool:
    """True if the cells from one run to the next are drawn as cheaply as passed."""
    if first - end > JUMP:
        return False
    pen, after = row[end - 1][1], row[first][1]
    for text, style in row[end - 1 : first]:
        if not sure(text):
            return False
        if style != pen:
            if style != after:
                return False
            pen = after  # that the pen changes on the way costs nothing more
    return True


def _move(pen: Pen, x: int, y: int, column: bool) -> str:
    """The shortest way for the cursor to a cell."""
    ways = [f"\x1b[{y + 1 if y else ''}{f';{x + 1}' if x else ''}H"]
    if pen.row == y and column:
        ways.append(f"\x1b[{x + 1 if x else ''}G")
    if pen.at is not None:
        from_x, from_y = pen.at
        if from_y == y and x > from_x:
            ways.append(f"\x1b[{x - from_x if x - from_x > 1 else ''}C")
    if pen.row is not None and y == pen.row + 1 and x == 0:
        ways.append("\r\n")
    return min(ways, key=len)
