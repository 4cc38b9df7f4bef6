"""A terminal that shows what was sent to it, knows only what it is told that it knows, and answers questions.

It shares no code with what it tests but Rich's cell widths, by which Textual pads. What a terminal of that kind would
not know is kept in `unknown`, and does nothing, as in a real one at its best.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from rich.cells import split_graphemes


def colour(number: int) -> tuple[int, int, int]:
    """Red, green and blue of a colour of xterm's palette, from 16 on."""
    if number >= 232:
        return (8 + 10 * (number - 232),) * 3
    red, green, blue = ((number - 16) // place % 6 for place in (36, 6, 1))
    return red and 55 + 40 * red, green and 55 + 40 * green, blue and 55 + 40 * blue


NUMBERS: Final[dict[tuple[int, ...], int]] = {colour(number): number for number in range(22, 256)}


class Look(NamedTuple):
    """How a cell is drawn: colours as SGR has them, empty for the terminal's own."""

    ink: str = ""
    ground: str = ""
    flags: frozenset[int] = frozenset()


class Cell(NamedTuple):
    """What a cell holds; the second half of a wide character holds nothing."""

    text: str = " "
    look: Look = Look()


class Knows(NamedTuple):
    """What a terminal can do; by itself all that is sent anywhere."""

    colours: int = 2**24
    column: bool = True  # CHA
    scroll: bool = True  # SU, SD
    erase: bool = True  # ECH
    ground: bool = True  # bce
    margins: bool = True  # DECLRMM
    modern: bool = True  # private modes of xterm's, queries
    alternate: bool = True  # a screen beside the main one; else the mode is ignored
    queries: bool = True  # DECRQM; else its last letter is drawn, as by Linux's console before 5.7


PLAIN = Look()

_TOKEN = re.compile(
    r"\x1b\[(?P<private>[<=>?]?)(?P<parameters>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b(?P<string>[P\]X^_])(?P<content>.*?)(?:\x07|\x1b\\)"
    r"|\x1b(?P<escape>[ -/]*[0-OQ-WYZ`-~\\])"
    r"|(?P<cut>\x1b(?:\[[<=>?]?[0-9;:]*[ -/]*)?(?=\x1b))"
    r"|(?P<text>[^\x00-\x1f\x7f]+)"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])",
    re.DOTALL,
)

_ATTRIBUTES_OFF = {22: {1, 2}, 23: {3}, 24: {4}, 25: {5}, 27: {7}, 28: {8}, 29: {9}}

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
"""Half of a flag: two of them are one character (GB12 of UAX #29), which Rich takes for two."""

# As a terminal is before a program begins: it wraps, and shows its cursor.
MODES = {"?7": True, "?25": True}

RESET_STATE = 2  # DECRPM


def rich_width(grapheme: str) -> int:
    """The width that Textual pads by."""
    return sum(width for _, _, width in split_graphemes(grapheme)[0])


class Emulator:
    """A screen, fed with what a program writes."""

    def __init__(
        self,
        width: int = 80,
        height: int = 24,
        knows: Knows | None = None,
        width_of: Callable[[str], int] = rich_width,
    ) -> None:
        self.knows = knows or Knows()
        self.width, self.height = width, height
        self._width_of = width_of
        self._decode = getincrementaldecoder("utf-8")("strict").decode
        self._rest = ""
        self.rows = self._blank()
        self.under: list[list[Cell]] | None = None
        """The main screen, while the other one is shown."""
        self.look = PLAIN
        self.x = self.y = 0
        self._at = 0
        """Where the last character was drawn."""
        self._begun: tuple[str, int] | None = None
        """The last character and its column, if nothing came after it."""
        self.saved = (0, 0)
        self._other = self._Behind()
        self.top, self.bottom, self.left, self.right = 0, height, 0, width
        self.modes = dict(MODES)
        self._keyboards: list[int] = []
        self.keypad = False
        """Whether it sends what applications ask for."""
        self.charset = "B"
        """That of the text; 0 are lines and corners."""
        self.answers = bytearray()
        self.unknown: list[str] = []
        self.strings: list[str] = []
        """OSC, DCS and their like, whole."""
        self.clipboard: list[str] = []
        self.sent = bytearray()
        """All that came."""
        self.scrolls = 0

    class _Behind:
        """What the screen that isn't shown has for itself."""

        def __init__(self) -> None:
            self.saved = (0, 0)
            self.keyboards: list[int] = []

    def _swap(self) -> None:
        other = self._other
        self.saved, other.saved = other.saved, self.saved
        self._keyboards, other.keyboards = other.keyboards, self._keyboards

    @property
    def keyboard(self) -> int:
        """Level of kitty's keyboard protocol, highest of both screens."""
        return max([0, *self._keyboards[-1:], *self._other.keyboards[-1:]])

    def _blank(self) -> list[list[Cell]]:
        return [[Cell()] * self.width for _ in range(self.height)]

    # What a test asks

    def state(self) -> dict[str, object]:
        """All that a program could leave behind, but text."""
        return {
            "modes": {mode: on for mode, on in self.modes.items() if on != MODES.get(mode, False)},
            "margins": (self.top, self.bottom, self.left, self.right) != (0, self.height, 0, self.width),
            "look": self.look,
            "keyboard": self.keyboard,
            "keypad": self.keypad,
            "charset": self.charset,
            "alternate": self.under is not None,
        }

    def text(self) -> str:
        """The screen's text, a line a row."""
        return "\n".join("".join(cell.text for cell in row).rstrip() for row in self.rows)

    def resize(self, width: int, height: int) -> None:
        """Another size; what a terminal then does with its text is its own affair, so here nothing is left of it."""
        self.width, self.height = width, height
        self.rows = self._blank()
        self.under = self._blank() if self.under is not None else None
        self.top, self.bottom, self.left, self.right = 0, height, 0, width
        self.x, self.y = min(self.x, width - 1), min(self.y, height - 1)

    # What comes

    def feed(self, data: bytes) -> None:
        """Show what a program wrote, however it was cut."""
        self.sent += data
        text = self._rest + self._decode(data)
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                if text[at] == "\x1b" and len(text) - at < 200_000:
                    break  # the rest is to come
                raise AssertionError(f"no terminal knows {text[at : at + 40]!r}")
            at = match.end()
            self._token(match)
        self._rest = text[at:]

    def _token(self, match: re.Match[str]) -> None:
        if (text := match["text"]) is not None:
            self._draw(text)
            return
        self._begun = None
        if match["control"] is not None:
            self._control(match["control"])
        elif match["string"] is not None:
            self._string(match["string"], match["content"], match[0])
        elif match["escape"] is not None:
            self._escape(match["escape"], match[0])
        elif match["cut"] is not None:
            self.unknown.append(match["cut"])
        else:
            self._csi(match)

    def _control(self, control: str) -> None:
        if control == "\n":
            self._line_feed()
        elif control == "\r":
            self.x = self.left if self.x >= self.left else 0
        elif control == "\b":
            self.x = max(0, self.x - 1)
        elif control != "\x0f":  # SI: G0, which it has anyway
            self.unknown.append(control)

    def _escape(self, escape: str, whole: str) -> None:
        if escape == "M":
            self._reverse_line_feed()
        elif escape == "7":
            self.saved = (self.x, self.y)
        elif escape == "8":
            self.x, self.y = self.saved
        elif escape == "c":
            self.__init__(self.width, self.height, self.knows, self._width_of)  # type: ignore[misc]  # as new
        elif escape in ("(B", "(0"):
            self.charset = escape[1]
        elif escape in "=>":
            self.keypad = escape == "="
        elif escape != "\\":
            self.unknown.append(whole)

    def _string(self, kind: str, content: str, whole: str) -> None:
        self.strings.append(whole)
        if not self.knows.modern:
            self.unknown.append(whole)
        elif kind == "]" and content.startswith("52;"):
            self.clipboard.append(content.split(";", 2)[2])
        elif kind == "]" and content in ("10;?", "11;?"):
            self.answers += f"\x1b]{content[:2]};rgb:1212/1212/1212\x1b\\".encode()

    # Text

    def _draw(self, text: str) -> None:
        if text.isascii():
            for character in text:
                self._cell(character, 1)
            self._begun = (text[-1], self._at)
            return
        if self._begun is not None:  # what comes may belong to the last character, which the line has cut
            begun, self.x = self._begun
            text = begun + text
        grapheme = ""
        for start, end, width in split_graphemes(text)[0]:
            grapheme = text[start:end]
            last = self.rows[self.y][self.x - 1] if self.x else Cell()
            if _FLAG.fullmatch(grapheme) and _FLAG.fullmatch(last.text) and last.look == self.look:
                self.x -= 1
                grapheme = last.text + grapheme
                self._cell(grapheme, 2)
            elif width:
                self._cell(grapheme, self._width_of(grapheme))
            elif self.x:  # joins what stands before it
                at = self.x - 1
                before = self.rows[self.y][at]
                if before.text == "" and at:
                    at -= 1
                    before = self.rows[self.y][at]
                grapheme = before.text + grapheme
                self._at = at
                self.rows[self.y][at] = before._replace(text=grapheme)
        self._begun = (grapheme, self._at)

    def _cell(self, text: str, width: int) -> None:
        if self.x + width > self.width:
            if self.modes.get("?7"):
                self.x = 0
                self._line_feed()
            else:
                self.x = self.width - width
        row = self.rows[self.y]
        self._at = self.x
        self._halve(row, self.x)
        self._halve(row, self.x + width)
        row[self.x] = Cell(text, self.look)
        for at in range(self.x + 1, self.x + width):
            row[at] = Cell("", self.look)
        self.x += width
        if self.x >= self.width and not self.modes.get("?7"):
            self.x = self.width - 1

    def _halve(self, row: list[Cell], at: int) -> None:
        """A wide character of which one cell is about to go leaves a blank."""
        if 0 < at < self.width and row[at].text == "":
            if row[at - 1].text and self._width_of(row[at - 1].text) > 1:
                row[at - 1] = Cell(" ", row[at - 1].look)
            row[at] = Cell(" ", row[at].look)

    @property
    def _erased(self) -> Cell:
        return Cell(" ", Look(ground=self.look.ground)) if self.knows.ground else Cell()

    def _erase(self, y: int, start: int, end: int) -> None:
        row = self.rows[y]
        end = min(end, self.width)
        self._halve(row, start)
        self._halve(row, end)
        row[start:end] = [self._erased] * (end - start)

    # Lines

    def _line_feed(self) -> None:
        if self.y == self.bottom - 1:
            if self.left <= self.x < self.right or self.x == self.width:
                self._scroll(1)
        elif self.y < self.height - 1:
            self.y += 1

    def _reverse_line_feed(self) -> None:
        if self.y == self.top:
            if self.left <= self.x < self.right:
                self._scroll(-1)
        elif self.y:
            self.y -= 1

    def _scroll(self, by: int) -> None:
        self.scrolls += 1
        part = [row[self.left : self.right] for row in self.rows]
        for y in range(self.top, self.bottom):
            row = self.rows[y]
            for at in (self.left, self.right):
                self._halve(row, at)
            fill = [self._erased] * (self.right - self.left)
            row[self.left : self.right] = part[y + by] if self.top <= y + by < self.bottom else fill

    # Sequences

    def _csi(self, match: re.Match[str]) -> None:
        private, between, final, whole = match["private"], match["between"], match["final"], match[0]
        given = [int(number) if number else 0 for number in re.split("[;:]", match["parameters"])]
        first = given[0]
        if private == "?" and final in "hl" and not between:
            for number in given:
                self._mode(number, final == "h", whole)
        elif between == "$" and final == "p" and not self.knows.queries:
            self._draw(final)
        elif private == "?" and between == "$" and final == "p" and self.knows.modern:
            known = first in (7, 25, 1049, 2004, 1000, 1002, 1006) or (first == 69 and self.knows.margins)
            state = (1 if self.modes.get(f"?{first}") else RESET_STATE) if known else 0
            self.answers += f"\x1b[?{first};{state}$y".encode()
        elif private in ("<", ">", "=") and final == "u" and self.knows.modern:
            if private == "<":
                del self._keyboards[-max(1, first) :]
            elif private == ">":
                self._keyboards.append(first)
            else:
                self._keyboards[-1:] = [first]
        elif private or between:
            self.unknown.append(whole)
        else:
            self._plain_csi(final, given, whole)

    def _plain_csi(self, final: str, given: list[int], whole: str) -> None:
        first = given[0]
        count = max(1, first)
        knows = self.knows
        if final == "m":
            self._sgr(given, whole)
        elif final == "H":
            self.y = min(self.height, count) - 1
            self.x = min(self.width, max(1, given[1] if len(given) > 1 else 1)) - 1
        elif final in "ABCD":
            dx, dy = {"A": (0, -count), "B": (0, count), "C": (count, 0), "D": (-count, 0)}[final]
            self.x = min(self.width - 1, max(0, min(self.x, self.width - 1) + dx))
            self.y = min(self.height - 1, max(0, self.y + dy))
        elif final == "G" and knows.column:
            self.x = min(self.width, count) - 1
        elif final == "J":
            self._erase_display(first)
        elif final == "K":
            at = min(self.x, self.width - 1)
            self._erase(self.y, *{0: (at, self.width), 1: (0, at + 1), 2: (0, self.width)}[first])
        elif final == "X" and knows.erase:
            self._erase(self.y, min(self.x, self.width - 1), self.x + count)
        elif final in "ST" and knows.scroll:
            for _ in range(min(count, self.height)):
                self._scroll(1 if final == "S" else -1)
        elif final == "r":
            self._rows_margins(given)
        elif final == "s" and self.modes.get("?69"):
            self.left = max(1, first) - 1
            self.right = given[1] if len(given) > 1 and given[1] else self.width
            self.x = self.y = 0
        elif final == "s" and knows.modern and given == [0]:
            self.saved = (self.x, self.y)
        elif final == "n" and first == 5:
            self.answers += b"\x1b[0n"
        elif final == "n" and first == 6:
            self.answers += f"\x1b[{self.y + 1};{self.x + 1}R".encode()
        elif final == "c":
            self.answers += b"\x1b[?62;22c"
        else:
            self.unknown.append(whole)

    def _erase_display(self, what: int) -> None:
        if what == 0:
            self._erase(self.y, min(self.x, self.width - 1), self.width)
        for y in range(self.y + 1 if what == 0 else 0, self.y if what == 1 else self.height):
            self._erase(y, 0, self.width)

    def _rows_margins(self, given: list[int]) -> None:
        bottom = given[1] if len(given) > 1 and given[1] else self.height
        top = max(1, given[0]) - 1
        if top < bottom - 1 and bottom <= self.height:
            self.top, self.bottom = top, bottom
            self.x = self.y = 0

    def _mode(self, number: int, on: bool, whole: str) -> None:
        if number != 7 and not self.knows.modern:
            self.unknown.append(whole)
            return
        if number == 1049 and not self.knows.alternate:
            return
        if number == 69:
            if not self.knows.margins:
                self.unknown.append(whole)
                return
            if not on:
                self.left, self.right = 0, self.width
        if number == 1049 and on and self.under is None:
            self.under, self.rows = self.rows, self._blank()
            self.saved = (self.x, self.y)
            self._swap()
        elif number == 1049 and not on:
            if self.under is not None:
                self.rows, self.under = self.under, None
                self._swap()
            self.x, self.y = self.saved  # as xterm does, also where no other screen is shown
        if number != 1049:
            self.modes[f"?{number}"] = on

    def _sgr(self, given: Iterable[int], whole: str) -> None:
        ink, ground, flags = self.look.ink, self.look.ground, set(self.look.flags)
        numbers = list(given)
        while numbers:
            number = numbers.pop(0)
            if number == 0:
                ink, ground, flags = "", "", set()
            elif number in range(1, 10):
                flags.add(number)
            elif number in _ATTRIBUTES_OFF:
                flags -= _ATTRIBUTES_OFF[number]
            elif number in (38, 48):
                taken = [number, *numbers[: 2 if numbers[0] == 5 else 4]]
                least = 256 if taken[1] == 5 else 2**24
                if self.knows.colours < least:
                    self.unknown.append(whole)
                del numbers[: len(taken) - 1]
                if taken[1] == 2 and tuple(taken[2:]) in NUMBERS:
                    taken[1:] = [5, NUMBERS[tuple(taken[2:])]]  # the same colour, by its number
                colour = ";".join(map(str, taken))
                ink, ground = (colour, ground) if number == 38 else (ink, colour)
            elif number in (*range(30, 38), *range(90, 98)):
                ink = str(number)
            elif number in (*range(40, 48), *range(100, 108)):
                ground = str(number)
            elif number == 39:
                ink = ""
            elif number == 49:
                ground = ""
            else:
                self.unknown.append(whole)
            coloured = number in (*range(30, 50), *range(90, 108))
            if coloured and self.knows.colours < 16:
                self.unknown.append(whole)
        self.look = Look(ink, ground, frozenset(flags))
