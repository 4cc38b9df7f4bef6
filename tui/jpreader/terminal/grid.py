"""A grid of cells, filled from what Textual writes: cursor moves, colours and text, and nothing else.

Pure: neither Textual nor a terminal is needed. What isn't text, SGR (ECMA-48 8.3.117) or CUP (8.3.21) is dropped here,
whatever wrote it, and no control character becomes a cell: so what leaves for the terminal later was made by us.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby, product
from operator import itemgetter
from typing import Final, NamedTuple

from rich.cells import split_graphemes


class Style(NamedTuple):
    """How a cell is drawn, in the parameters of SGR: `38;2;255;0;0`, `41`; empty is the terminal's default."""

    ink: str = ""
    ground: str = ""
    flags: frozenset[int] = frozenset()
    """1 bold, 2 dim, 3 italic, 4 underline, 5 blink, 7 reverse, 8 conceal, 9 strike."""


Cell = tuple[str, Style]
"""A grapheme and its style; the second cell of a wide one holds the empty text."""

PLAIN: Final = Style()

SEEN: Final = frozenset({4, 7, 9})
"""The flags that a blank shows."""

_ENDS: Final[dict[int, tuple[int, ...]]] = {22: (1, 2), 23: (3,), 24: (4,), 25: (5,), 27: (7,), 28: (8,), 29: (9,)}

_CUP: Final = re.compile(r"\x1b\[(\d+);(\d+)H")

_TOKEN: Final = re.compile(
    r"\x1b\[(?P<sgr>[0-9;]*)m"
    r"|\x1b\[[0-?]*[ -/]*[@-~]"  # any other CSI
    r"|\x1b[P\]X^_].*?(?:\x07|\x1b\\|\Z)"  # DCS, OSC, SOS, PM, APC, with all that they hold
    r"|\x1b.?"
    r"|(?P<text>[^\x1b]+)",
    re.DOTALL,
)

CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no cell may hold: C0, DEL, C1, line separators, bidirectional controls, surrogates."""

_FLAG: Final = re.compile("[\U0001f1e6-\U0001f1ff]")
"""One of the two regional indicators of a flag, which Rich takes for two graphemes (GB12 of UAX #29)."""


class Band(NamedTuple):
    """Columns that were written side by side in one frame, such as those of one pane; `right` exclusive."""

    left: int
    right: int


class Grid:
    """Rows of cells of a size; `write` puts on it what was meant for a terminal of that size."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rows: list[list[Cell]] = [[BLANK] * width for _ in range(height)]
        self.bands: dict[Band, int] = {}
        """The columns written since they were last cleared, and in how many rows."""
        self.cursor = (0, 0)
        """Column and row that the last move led to, from 0."""

    def write(self, data: str) -> None:
        """Put on the grid what was written for a terminal; what lies outside of it is left out."""
        parts = _CUP.split(data)
        self._put(*self.cursor, parts[0])
        for at in range(1, len(parts), 3):
            y, x = max(1, int(parts[at])) - 1, max(1, int(parts[at + 1])) - 1
            self._put(x, y, parts[at + 2])

    def written(self) -> str:
        """What to `write` on another grid to make it like this one."""
        return "".join(f"\x1b[{y + 1};1H{_sequence(row)}" for y, row in enumerate(self.rows))

    def _put(self, x: int, y: int, content: str) -> None:
        # Where a terminal stops: what draws may not know yet that the window became smaller.
        self.cursor = (min(x, self.width - 1), min(y, self.height - 1))
        for number, line in enumerate(content.split("\n")):
            if number:  # a line feed comes before each move to the next line, which then says where that is
                x, y = 0, y + 1
            if line:
                self.put(x, y, cells(line))

    def put(self, x: int, y: int, written: Sequence[Cell]) -> None:
        """Put cells on a row, from a column on; what lies outside of the grid is left out."""
        end = min(self.width, x + len(written))
        if y >= self.height or end <= x:
            return
        row = self.rows[y]
        if row[x][0] == "" and x:
            row[x - 1] = _alphabet(row[x - 1][1])[" "]
        if end < self.width and row[end][0] == "":
            row[end] = _alphabet(row[end][1])[" "]
        row[x:end] = written[: end - x]
        if end < x + len(written) and written[end - x][0] == "":
            row[end - 1] = _alphabet(row[end - 1][1])[" "]  # a wide character that the edge would cut
        band = Band(x, end)
        self.bands[band] = self.bands.get(band, 0) + 1


def _sequence(row: Sequence[Cell]) -> str:
    """A row as text with SGR, in the default style at first."""
    found, pen = [], PLAIN
    for style, run in groupby(row, itemgetter(1)):
        text = "".join(map(itemgetter(0), run))
        if not suits(pen, (text if text.strip(" ") else " ", style)):
            found.append(transition(pen, style))
            pen = style
        found.append(text)
    return "".join(found)


@lru_cache(maxsize=8192)  # the rows of a few screens; a scrolled line brings one that isn't here
def cells(content: str) -> tuple[Cell, ...]:
    """The cells of a row as written, SGR and text; its style is the default at first."""
    found: list[Cell] = []
    style = PLAIN
    for match in _TOKEN.finditer(content):
        if (parameters := match["sgr"]) is not None:
            style = changed(style, parameters)
        elif text := match["text"]:
            found += split(text, style)
    return tuple(found)


class _Alphabet(dict[str, Cell]):
    """The cells of one style, by their graphemes: those that are equal are one object, which is quick to compare."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style

    def __missing__(self, grapheme: str) -> Cell:
        style = self._style
        if grapheme == " " and not style.flags & SEEN and style != bare(style.ground):
            cell = blank(style.ground)  # of a blank no more is seen, and what can't be seen need not be sent
        else:
            cell = (grapheme, style)
        self[grapheme] = cell
        return cell


_alphabet: Final = lru_cache(maxsize=2048)(_Alphabet)


@lru_cache(maxsize=4096)
def _one(style: Style) -> Style:
    """The one object of all styles that are equal."""
    return style


@lru_cache(maxsize=512)
def bare(ground: str) -> Style:
    """The style of blanks on a ground."""
    return _one(Style("", ground))


@lru_cache(maxsize=512)
def blank(ground: str) -> Cell:
    """The blank cell on a ground."""
    return _alphabet(bare(ground))[" "]


BLANK: Final = blank("")


def suits(pen: Style, cell: Cell) -> bool:
    """True if a cell is drawn as it should be by a pen of a style."""
    text, style = cell
    return style == pen or (
        text == " " and style.ground == pen.ground and not style.ink and not (style.flags or pen.flags & SEEN)
    )


def split(text: str, style: Style) -> list[Cell]:
    """The cells of a text without any sequences, by the widths that Textual pads with."""
    alphabet = _alphabet(style)
    if text.isascii() and text.isprintable():
        return list(map(alphabet.__getitem__, text))
    if CONTROL.search(text):
        text = CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    found: list[Cell] = []
    if certain(text):  # a third of the time that it takes to look for graphemes
        second = alphabet[""]
        for character in text:
            found.append(alphabet[character])
            if character > "~":
                found.append(second)
        return found
    for start, end, width in split_graphemes(text)[0]:
        if found and _FLAG.fullmatch(text[start:end]) and _FLAG.fullmatch(found[-1][0]):
            found[-1:] = [alphabet[found[-1][0] + text[start:end]], alphabet[""]]
        elif width:
            found.append(alphabet[text[start:end]])
            if width > 1:
                found.append(alphabet[""])
    return found


_LEVELS: Final = (0, 95, 135, 175, 215, 255)

_PALETTE: Final[dict[tuple[int, ...], int]] = {
    **{(r, g, b): 16 + at for at, (r, g, b) in enumerate(product(_LEVELS, repeat=3)) if at > 5},
    **{(8 + 10 * at,) * 3: 232 + at for at in range(24)},
}
"""Numbers of colours that xterm's palette of 256 has, by red, green and blue; 16 to 21 are often other ones."""


@lru_cache(maxsize=1024)
def shortest(colour: str) -> str:
    """The shortest parameters of SGR for a colour: its number in the palette takes half the bytes of what it is."""
    kind, _, rest = colour.partition(";2;")
    if not rest:
        return colour
    number = _PALETTE.get(tuple(map(int, rest.split(";"))))
    return colour if number is None else f"{kind};5;{number}"


@lru_cache(maxsize=4096)
def changed(style: Style, parameters: str) -> Style:
    """A style after SGR with these parameters; unknown ones change nothing."""
    ink, ground, flags = style.ink, style.ground, set(style.flags)
    numbers = [int(number or 0) for number in parameters.split(";")]
    at = 0
    while at < len(numbers):
        number = numbers[at]
        at += 1
        if number == 0:
            ink, ground = "", ""
            flags.clear()
        elif number in (38, 48):
            taken = {2: 4, 5: 2}.get(numbers[at] if at < len(numbers) else -1, 0)
            colour = shortest(";".join(map(str, [number, *numbers[at : at + taken]]))) if taken else ""
            at += taken
            ink, ground = (colour, ground) if number == 38 else (ink, colour)
        elif 30 <= number <= 37 or 90 <= number <= 97:
            ink = str(number)
        elif 40 <= number <= 47 or 100 <= number <= 107:
            ground = str(number)
        elif number == 39:
            ink = ""
        elif number == 49:
            ground = ""
        elif number in _ENDS:
            flags.difference_update(_ENDS[number])
        elif 1 <= number <= 9:
            flags.add(number)
    return _one(Style(ink, ground, frozenset(flags)))


@lru_cache(maxsize=8192)  # pairs of styles: few, but those of an article with all that is lit in it
def transition(before: Style | None, after: Style) -> str:
    """The shortest SGR from one style to another; from None, the pen is not known.

    Bold and dim end together, by 22.
    """
    whole = [*map(str, sorted(after.flags)), after.ink, after.ground]
    anew = f"\x1b[{';'.join(['0' if any(whole) else '', *filter(None, whole)])}m"
    if before is None:
        return anew
    if before == after:
        return ""
    ended = before.flags - after.flags
    begun = after.flags - before.flags
    steps: list[str] = []
    for end, what in _ENDS.items():
        if ended & set(what):
            steps.append(str(end))
            begun |= after.flags & set(what)
    steps += map(str, sorted(begun))
    if before.ink != after.ink:
        steps.append(after.ink or "39")
    if before.ground != after.ground:
        steps.append(after.ground or "49")
    step = f"\x1b[{';'.join(steps)}m"
    return step if len(step) <= len(anew) else anew


_WIDE: Final = (
    ("\u3001", "\u3029"),  # what follows combines with what stands before it, as behind the small kana
    ("\u3030", "\u303e"),
    ("\u3041", "\u3096"),
    ("\u309b", "\u30ff"),
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\uac00", "\ud7a3"),
    ("\uf900", "\ufaff"),
    ("\uff01", "\uff60"),
)
"""The first and last of plain wide characters; a regular expression of so many takes 3 ms to compile."""


@lru_cache(maxsize=8192)
def sure(text: str) -> bool:
    """True if all terminals agree on the width of a grapheme: ASCII, and plain wide kana, Han and Hangul."""
    return text.isascii() or (len(text) == 1 and any(first <= text <= last for first, last in _WIDE))


def certain(text: str) -> bool:
    """True if all terminals agree on the width of each character of a text."""
    return text.isascii() or all(map(sure, text))


def columns(text: str) -> int:
    """How many cells a text takes whose width is certain."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


Rows = Sequence[Sequence[Cell]]
