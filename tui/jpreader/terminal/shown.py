"""What the terminal shows, and the fewest bytes that make it show something else.

Pure: bytes are made, not sent. Only cells that differ are drawn. Rows that moved up or down together are moved by the
terminal itself (DECSTBM and SU, ECMA-48 and DEC STD 070), within the columns of one pane where it has left and right
margins (DECLRMM), if that is shorter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Final, NamedTuple

from jpreader.terminal.capabilities import Capabilities
from jpreader.terminal.grid import (
    BLANK,
    CONTROL,
    PLAIN,
    SEEN,
    Band,
    Cell,
    Rows,
    Style,
    bare,
    blank,
    certain,
    columns,
    sure,
    transition,
)
from jpreader.terminal.moves import move
from jpreader.terminal.runs import DOUBTED, Part, Unlike, drawing, grapheme, narrows

UNKNOWN: Final[Cell] = ("\0", PLAIN)
"""What the terminal shows there isn't known: it differs from all that could be shown."""

SHORT: Final = 80  # cells: a smaller change isn't made smaller by scrolling, which takes 25 bytes and a line

ERASED: Final = 10  # cells: from here on erasing and moving on is shorter than blanks

LEFT: Final = 5  # cells: the same where nothing follows

_GAP: Final = re.compile("( {4,})")
"""Blanks that may be shorter to erase than to draw."""

_DOUBTED: Final = re.compile(f"({DOUBTED.pattern})\\1*")
"""A character whose width not all terminals agree on, as often as it comes in a row."""

_DRAWING: Final = re.compile("\x1b\\[[0-9;]*[ABCDGHKXm]|[\b\n\r]")
"""What is sent besides text to draw on an empty screen."""


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


class Shown:
    """The cells of a terminal's screen, as far as they are known."""

    def __init__(self, width: int, height: int, capabilities: Capabilities, margins: bool = False) -> None:
        """Nothing is known at first; `margins` is True if the terminal has DECLRMM, and it is set."""
        self.width, self.height = width, height
        self.capabilities = capabilities
        self.margins = margins
        self.pen = Pen()
        self.rows: list[list[Cell]] = []
        self._texts: dict[tuple[Band, int], str] = {}
        """The texts of rows within bands, as far as they were asked for."""
        self.forget()

    def forget(self) -> None:
        """Take nothing for known: after a resize, or after something else drew on the screen."""
        self.pen = Pen()
        self._texts.clear()
        self.rows = [[UNKNOWN] * self.width for _ in range(self.height)]

    def clear(self) -> str:
        """Erase the whole screen; the bytes to send."""
        self._texts.clear()
        self.rows = [[BLANK] * self.width for _ in range(self.height)]
        self.pen = Pen((0, 0), 0, PLAIN)
        return "\x1b[m\x1b[H\x1b[2J"

    def stands(self, rows: Rows) -> None:
        """Take rows for shown: what `update` had drawn of them before was sent anew."""
        self._texts.clear()
        self.rows = [list(row) for row in rows]
        self.pen = Pen()

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
        begin, pen, texts = "", self.pen, dict[tuple[Band, int], str]()
        unlike = plain = Unlike(self.rows, wanted)
        if unlike.count(differing, SHORT) > SHORT:
            for scroll in self._scrolls(wanted, differing, bands, texts):
                rows, start, after = self._scrolled(scroll, wanted)
                moved = plain.moved(rows, max(0, scroll.band.left - 1), scroll.band.right + 1)
                other = [y for y in range(self.height) if rows[y] is not unlike.old[y]]
                cost = len(start) - len(begin) + moved.count(other)
                if cost < unlike.count(other, cost):
                    unlike, begin, pen = moved, start, after
                if len(start) + moved.count(range(self.height), self.width) < self.width:
                    break  # no other way is much shorter
        changed = set(differing)
        self._texts = {at: text for at, text in self._texts.items() if at[1] not in changed} | texts
        rows = unlike.old
        if begin:
            differing = [y for y in range(self.height) if rows[y] != wanted[y]]
        out = [begin]
        for part, style in drawing(wanted, unlike, differing, pen.style):
            row = wanted[part.y]
            pen = self._plain(out, row, part, pen, style) or self._any(out, row, part, pen, style)
        for y in differing:
            rows[y] = list(wanted[y])
        self.rows, self.pen = rows, pen
        return "".join(out)

    def place(self, x: int, y: int) -> str:
        """Put the cursor somewhere, for an input method to open there; the bytes to send."""
        if self.pen.at == (x, y):
            return ""
        text = move(self.pen.at, self.pen.row, x, y, self.capabilities.column)
        self.pen = self.pen._replace(at=(x, y), row=y)
        return text

    # Scrolling

    def _scrolls(
        self, wanted: Rows, differing: Sequence[int], bands: Iterable[Band], texts: dict[tuple[Band, int], str]
    ) -> Iterator[Scroll]:
        """The scrolls that bring most rows where they are wanted, the best one of each band.

        The texts of the wanted rows that it looks at are added to `texts`.
        """
        # Where panes scroll by themselves, rows of the whole width seldom do, and it takes long to find that out.
        for band in (self.margins and tuple(bands)) or (Band(0, self.width),):
            new = {y: _text(wanted[y], band) for y in differing}
            texts.update(((band, y), text) for y, text in new.items())
            where: dict[str, list[int]] = {}
            for y in range(differing[0], differing[-1] + 1):
                text = self._texts.get((band, y)) or _text(self.rows[y], band)
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
        ground = wanted[bottom - 1 if by > 0 else top][right - 1][1].ground
        style = self.pen.style
        if style is None or style.ground != ground or style.flags & SEEN:
            style = bare(ground) if style is None else style._replace(ground=ground, flags=style.flags - SEEN)
        rows = self.rows.copy()
        filling: Cell = blank(ground) if self.capabilities.ground or not ground else UNKNOWN
        for y in range(top, bottom):
            source = y + by
            inside = top <= source < bottom
            row = rows[y] = self.rows[y].copy()
            row[left:right] = self.rows[source][left:right] if inside else [filling] * (right - left)
            # What the terminal makes of a wide character that the margins cut isn't known.
            for edge in (left, right):
                if 0 < edge < self.width:
                    within, beyond = (edge, edge - 1) if edge == left else (edge - 1, edge)
                    if self.rows[y][edge][0] == "":
                        row[beyond] = UNKNOWN
                    if inside and self.rows[source][edge][0] == "":
                        row[within] = UNKNOWN
        pen = transition(self.pen.style, style)
        part = (left, right) != (0, self.width)
        margins = f"\x1b[{left + 1};{right}s" if part else ""
        margins += f"\x1b[{top + 1};{bottom}r"
        if self.capabilities.scroll:
            shift = f"\x1b[{count if count > 1 else ''}{'S' if by > 0 else 'T'}"
        elif by > 0:
            shift = f"\x1b[{bottom};{left + 1}H" + "\n" * count
        else:
            shift = f"\x1b[{top + 1};{left + 1}H" + "\x1bM" * count
        end = "\x1b[r" + ("\x1b[s" if part else "")
        return rows, pen + margins + shift + end, Pen((0, 0), 0, style)

    # Drawing

    def _plain(self, out: list[str], row: Sequence[Cell], part: Part, pen: Pen, wanted: Style) -> Pen | None:
        """Draw a part if it is of sure width, or a character a cell: most are, and going by cells takes longer."""
        y, x, end, text, _ = part
        if not (narrow := len(text) == end - x and narrows(text)) and not certain(text):
            return None
        for number, piece in enumerate(_GAP.split(text) if " " * 4 in text else (text,)):
            erasing, count = self._erasing(row, x, end, wanted) if number % 2 else ("", 0)
            if count:
                pen = self._ready(out, pen, x, y, wanted)
                out.append(erasing)
                x += count
                piece = piece[count:]
            while piece:
                doubted = _DOUBTED.search(piece) if narrow and not piece.isascii() else None
                last = len(piece)
                if doubted:
                    first, last = doubted.span()
                    if end < self.width:
                        # Drawn wide, characters that are all the same fill their columns, too, and as many behind
                        # them: in one go only so many that these are drawn later, or there are none.
                        last = max(first + 1, min(last, (first + end - x) // 2))
                pen = self._ready(out, pen, x, y, wanted)
                out.append(piece[:last])
                x += last if narrow else columns(piece)
                # With the last column drawn the cursor stays on it, and after a width in doubt it may be anywhere.
                pen = Pen(None if doubted or x == self.width else (x, y), y, wanted)
                piece = piece[last:]
        return pen

    def _any(self, out: list[str], row: Sequence[Cell], part: Part, pen: Pen, wanted: Style) -> Pen:
        """Draw a part, whatever it holds."""
        y, x, end, _, _ = part
        while x < end:
            pen = self._ready(out, pen, x, y, wanted)
            text = row[x][0]
            erasing, count = self._erasing(row, x, end, wanted) if text == " " else ("", 0)
            if count:
                out.append(erasing)
                x += count
                continue
            out.append(text)
            x += 1 if text.isascii() or x + 1 == self.width or row[x + 1][0] else 2
            pen = Pen((x, y) if x < self.width and sure(text) else None, y, wanted)
        return pen

    def _ready(self, out: list[str], pen: Pen, x: int, y: int, style: Style) -> Pen:
        """Bring the pen to a cell, and to a style."""
        at, known, before = pen
        if at != (x, y):
            out.append(move(at, known, x, y, self.capabilities.column))
        if before != style:
            out.append(transition(before, style))
        return Pen((x, y), y, style)

    def _erasing(self, row: Sequence[Cell], x: int, end: int, style: Style) -> tuple[str, int]:
        """What erases blanks, from a cell on and within what is to be drawn, and how many; none if drawing is as short.

        The pen is where they begin, and stays there.
        """
        can = self.capabilities
        if style.flags & SEEN or (style.ground and not can.ground):
            return "", 0
        blanks = _blanks(row, x, self.width)
        if x + blanks == self.width and end - x > 3:
            return "\x1b[K", end - x  # ECMA-48 8.3.41: to the end of the line
        blanks = min(blanks, end - x)
        if can.erase and blanks >= (LEFT if x + blanks == end else ERASED):
            return f"\x1b[{blanks}X", blanks
        return "", 0


def drawn(rows: Rows, capabilities: Capabilities) -> str:
    """What shows rows on a screen that is empty."""
    shown = Shown(len(rows[0]), len(rows), capabilities)
    shown.clear()
    return shown.update(rows)


def draws(text: str) -> bool:
    """True if a text does nothing but draw: it may be what `drawn` has made."""
    return not CONTROL.search(_DRAWING.sub("", text))


def _text(row: Sequence[Cell], band: Band) -> str:
    """The text of a row within a band, to know it again by: every third cell of it tells as much in less time."""
    return "".join(map(grapheme, row[band.left : band.right : 3]))


def _blanks(row: Sequence[Cell], x: int, end: int) -> int:
    """How many cells from `x` on are the same blank."""
    return len(list(next(groupby(islice(row, x, end)))[1]))
