"""Where two screens differ, and the stretches of cells to be drawn for that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import inf
from operator import is_not, itemgetter, not_
from typing import Final, NamedTuple

from jpreader.terminal.grid import Cell, Rows, Style, bare, blank, certain, suits, sure, transition

_NARROW: Final = re.compile("[ -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2500-\u25a0]*")
"""Characters of one cell each."""

DOUBTED: Final = re.compile("[^ -~]")
"""Of these, one whose width not all terminals agree on."""

SAME, DRAWN, SAME_DOUBTED, DRAWN_DOUBTED, SAME_WIDE, SAME_SECOND = range(6)
"""Of a cell: it stays as it is, or is drawn; whether its width is sure; the two cells of a wide one that stays."""

_STRETCH: Final = re.compile(
    b"[\1\3]+(?:(?<=\1)"  # behind a width in doubt the cursor is set again, so nothing is won there
    b"(?:\0{1,4}|\0?\4\5|\4\5\0)"  # passing cells takes four bytes: that many are drawn as cheaply
    b"[\1\3]+)*"
)

_STAYS: Final = b"\0\4\5"

grapheme: Final = itemgetter(0)

style_of: Final = itemgetter(1)


def narrows(text: str) -> bool:
    """True if each character of a text takes one cell."""
    return text.isascii() or _NARROW.fullmatch(text) is not None


class Part(NamedTuple):
    """Cells of a row to be drawn in one style, from `left` to `right` (exclusive)."""

    y: int
    left: int
    right: int
    text: str
    behind: bool
    """It follows a cell that is drawn too, whose width isn't sure."""


class Unlike:
    """Where two screens differ, found out for each row when it is asked for, and once."""

    def __init__(self, old: list[list[Cell]], new: Rows) -> None:
        self.old, self.new = old, new
        self._masks: dict[int, bytes] = {}
        self._near: tuple[Unlike, int, int] | None = None

    def moved(self, old: list[list[Cell]], left: int, right: int) -> Unlike:
        """The same with another old screen, which is another in some columns only."""
        other = Unlike(old, self.new)
        other._near = self, left, right
        return other

    def mask(self, y: int) -> bytes:
        """A byte for each cell of a row, 1 where it differs; none if the rows are equal."""
        found = self._masks.get(y)
        if found is None:
            found = self._masks[y] = self._masked(y)
        return found

    def _masked(self, y: int) -> bytes:
        old, new = self.old[y], self.new[y]
        if old == new:
            return b""
        if self._near is not None:
            near, left, right = self._near
            if old is near.old[y]:
                return near.mask(y)
            if beside := near.mask(y):
                within = bytes(map(is_not, old[left:right], new[left:right]))
                return beside[:left] + within + beside[right:]
        # Equal cells are one object, nearly always; where they aren't, one is drawn again.
        return bytes(map(is_not, old, new))

    def count(self, rows: Iterable[int], most: float = inf) -> int:
        """How many cells of some rows differ; it need not be counted on beyond `most`."""
        count = 0
        for y in rows:
            count += self.mask(y).count(1)
            if count > most:
                break
        return count


def drawing(wanted: Rows, unlike: Unlike, differing: Iterable[int], pen: Style | None) -> Iterator[tuple[Part, Style]]:
    """What to draw, all of one style together: colours take more bytes than moves.

    What is nearest to the style that the pen has comes first. What follows a width in doubt is drawn later than that,
    over what the terminal may have drawn there.
    """
    waiting: dict[Style, list[Part]] = {}
    for y in differing:
        for style, part in _parts(unlike.mask(y), wanted[y], y):
            waiting.setdefault(style, []).append(part)
    _adopt(waiting)
    behind = {style for style, parts in waiting.items() if any(part.behind for part in parts)}
    drawn: set[tuple[int, int]] = set()

    def dearness(style: Style) -> tuple[bool, bool, int]:
        """What to draw in a style next costs: nothing may be ready, or not all, which takes the style once more."""
        late = [part.behind and (part.y, part.left) not in drawn for part in waiting[style]] if style in behind else ()
        return bool(late) and all(late), any(late), len(transition(pen, style))

    while waiting:
        pen = min(waiting, key=dearness)
        later = []
        for part in waiting.pop(pen):
            if part.behind and (part.y, part.left) not in drawn:
                later.append(part)
            else:
                yield part, pen
                if behind:
                    drawn.add((part.y, part.right))
        if later:
            waiting[pen] = later


def _adopt(waiting: dict[Style, list[Part]]) -> None:
    """Have blanks drawn with what is drawn most on their ground, for which the pen need not change."""
    for style in [style for style in waiting if style == bare(style.ground)]:
        space = blank(style.ground)
        others = [other for other in waiting if other != style and suits(other, space)]
        if others:
            host = max(others, key=lambda other: len(waiting[other]))
            kept: list[Part] = []
            for part in waiting.pop(style):
                (waiting[host] if not part.text.strip(" ") else kept).append(part)
            waiting[host].sort()
            if kept:
                waiting[style] = kept


def _parts(mask: bytes, row: Sequence[Cell], y: int) -> Iterator[tuple[Style, Part]]:
    """What to draw of a row, cut where the style changes, over gaps that are no dearer to draw than to pass."""
    first, end = mask.index(1), mask.rindex(1) + 1
    while first and not row[first][0]:
        first -= 1
    while end < len(row) and not row[end][0]:
        end += 1
    cells = row[first:end]
    text = "".join(map(grapheme, cells))
    narrow = len(text) == len(cells) and narrows(text)
    codes = mask[first:end]
    if not narrow:
        codes = (_paired if certain(text) else _coded)(codes, cells)
    elif not text.isascii():
        marked = bytearray(codes)
        for doubted in DOUBTED.finditer(text):
            marked[doubted.start()] |= SAME_DOUBTED
        codes = bytes(marked)
    for stretch in _STRETCH.finditer(codes):
        left, right = stretch.span()
        for style, start, end in _styles(cells[left:right]):
            start, end = left + start, left + end
            behind = False
            if start > left or end < right:  # of what is passed over nothing is drawn at the ends
                piece = codes[start:end]
                start, end = end - len(piece.lstrip(_STAYS)), start + len(piece.rstrip(_STAYS))
                if start >= end:
                    continue
                behind = start > left and codes[start - 1] == DRAWN_DOUBTED
            part = text[start:end] if narrow else "".join(map(grapheme, cells[start:end]))
            yield style, Part(y, first + start, first + end, part, behind)


def _paired(mask: bytes, cells: Sequence[Cell]) -> bytes:
    """A code for each cell of sure width: of wide ones both cells are drawn, or none.

    Done with all cells at once, as one number with a byte for each: in a line of Japanese nearly all are wide.
    """
    found = int.from_bytes(mask, "big")
    seconds = int.from_bytes(bytes(map(not_, map(grapheme, cells))), "big")
    drawn = (found | found >> 8) & seconds
    stay = seconds ^ drawn
    found |= drawn | drawn << 8 | stay * SAME_SECOND | (stay << 8) * SAME_WIDE
    return found.to_bytes(len(mask), "big")


def _coded(mask: bytes, cells: Sequence[Cell]) -> bytes:
    """The same of cells of any width."""
    found = bytearray(mask)
    for x, (text, _) in enumerate(cells):
        if text.isascii():
            continue  # also the second cell of a wide one
        last = x + 1 if x + 1 < len(cells) and not cells[x + 1][0] else x
        drawn = found[x] or found[last]
        if not sure(text):
            found[x] = found[last] = DRAWN_DOUBTED if drawn else SAME_DOUBTED
        elif drawn:
            found[x] = found[last] = DRAWN
        else:
            found[x], found[last] = SAME_WIDE, SAME_SECOND
    return bytes(found)


def _styles(cells: Sequence[Cell]) -> list[tuple[Style, int, int]]:
    """The styles to draw cells with, and where each begins and ends: blanks are drawn with what stands beside them."""
    styles = list(map(style_of, cells))
    count = len(styles)
    first = styles[0]
    if styles.count(first) == count:
        return [(first, 0, count)]
    space = blank(first.ground)
    for main in (styles[count // 2], first, styles[-1]):
        if main != space[1] and suits(main, space):
            others = [x for x, cell in enumerate(cells) if cell[1] is not main and cell is not space]
            if not others:
                return [(main, 0, count)]
            if 2 * len(others) < count:
                return _among(main, cells, others)
    return _grouped(cells)


def _among(main: Style, cells: Sequence[Cell], others: list[int]) -> list[tuple[Style, int, int]]:
    """The same where all but a few cells, at given places, are of one style, or blanks on its ground."""
    space = blank(main.ground)
    found: list[tuple[Style, int, int]] = []
    end = 0
    for x in others:
        style = cells[x][1]
        if found and found[-1][0] is style:
            between = cells[end:x]
            if not between or (suits(style, space) and between.count(space) == len(between)):
                end = x + 1
                found[-1] = (style, found[-1][1], end)
                continue
        if end < x:
            found.append((main, end, x))
        end = x + 1
        found.append((style, x, end))
    if end < len(cells):
        found.append((main, end, len(cells)))
    return found


def _grouped(cells: Sequence[Cell]) -> list[tuple[Style, int, int]]:
    """The same, whatever the cells are."""
    found: list[tuple[Style, int, int]] = []
    blanks = False  # nothing but blanks are of the style found last
    end = 0
    for style, group in groupby(map(style_of, cells)):
        start, end = end, end + len(list(group))
        space = blank(style.ground)
        only = style == space[1] and not "".join(map(grapheme, cells[start:end])).strip(" ")
        if found:
            before, first, _ = found[-1]
            if before == style or (only and suits(before, space)) or (blanks and suits(style, blank(before.ground))):
                found[-1] = (style if blanks else before, first, end)
                blanks = blanks and only
                continue
        found.append((style, start, end))
        blanks = only
    return found
