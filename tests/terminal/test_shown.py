"""What is sent makes the terminal show what is wanted, and holds nothing that wasn't made here."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.terminal.emulator import Cell as Seen
from tests.terminal.emulator import Emulator, Knows, Look, rich_width

from jpreader.terminal.capabilities import Capabilities
from jpreader.terminal.grid import BLANK, PLAIN, Band, Cell, Style, split
from jpreader.terminal.shown import Shown

THOROUGH = bool(os.environ.get("JPREADER_CI"))

WIDTH, HEIGHT = 24, 8

ALLOWED = re.compile(
    r"(?:\x1b\[[0-9;]*[mHABCDGKXSTrsJ]|\x1bM|[\r\n\b]|[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069])*"
)

Rows = list[list[Cell]]

STYLES = [
    PLAIN,
    Style("31"),
    Style("", "44"),
    Style("38;5;9", "48;5;17", frozenset({1})),
    Style("", "48;2;1;2;3", frozenset({4})),
    Style("38;2;9;9;9", "", frozenset({7})),
    Style("", "", frozenset({9, 3})),
]
PIECES = ["a", "some text", "  ", "\xa0", "\u3000 ", "          ", "日本語", "ー。", "👩‍🚀", "e\u0301", "█▌", "→"]


def screen(random: Random) -> Rows:
    """A screen of rows that often repeat, as text and blanks do."""

    def row() -> list[Cell]:
        cells: list[Cell] = []
        while len(cells) < WIDTH:
            cells += split(random.choice(PIECES), random.choice(STYLES))
        return whole(cells[:WIDTH])

    stock = [row() for _ in range(4)] + [[BLANK] * WIDTH]
    return [random.choice(stock) for _ in range(HEIGHT)]


def frames(random: Random) -> Iterator[Rows]:
    """Screens one after another; some are the one before, scrolled as a whole or in a pane."""
    before = screen(random)
    yield before
    for _ in range(random.randint(1, 5)):
        fresh = screen(random)
        by = random.choice([0, 1, -1, 3, -2, 7])
        if by:
            left, right = random.choice([(0, WIDTH), (0, 12), (12, WIDTH), (6, 18)])
            for y in range(HEIGHT):
                source = before[y + by] if 0 <= y + by < HEIGHT else fresh[y]
                fresh[y] = whole(before[y][:left] + source[left:right] + before[y][right:])
        before = fresh
        yield fresh


def whole(row: list[Cell]) -> list[Cell]:
    """A row without halves of wide characters."""
    fixed: list[Cell] = []
    for x, (text, style) in enumerate(row):
        if text and rich_width(text) == 2 and x + 1 < len(row) and row[x + 1][0] == "":
            fixed += [(text, style), ("", style)]
        elif len(fixed) == x:
            fixed.append((text if text and rich_width(text) == 1 else " ", style))
    return fixed


RANDOM = st.builds(Random, st.integers(0, 2**32))
"""What a seed makes: nothing to shrink, but a thousand times quicker to draw than cell by cell."""


def look_alike(seen: Seen, wanted: Cell) -> bool:
    """True if a cell is drawn as wanted; without anything to see in it, ink can't be told."""
    text, style = wanted
    if seen.text == text == " " and not style.flags & {4, 7, 9}:
        return seen.look.ground == style.ground and not seen.look.flags & {4, 7, 9}
    return seen == Seen(text, Look(*style))


def differences(terminal: Emulator, rows: Rows) -> list[tuple[int, int, Seen, Cell]]:
    return [
        (x, y, terminal.rows[y][x], wanted)
        for y, row in enumerate(rows)
        for x, wanted in enumerate(row)
        if not look_alike(terminal.rows[y][x], wanted)
    ]


def show(terminal: Emulator, shown: Shown, rows: Rows) -> str:
    bands = [Band(0, 12), Band(12, WIDTH), Band(6, 18)]
    text = shown.update(rows, bands)
    terminal.feed(text.encode())
    return text


KINDS = [
    (Capabilities(column=column, scroll=scroll, erase=erase, ground=ground), margins)
    for column, scroll, erase, ground, margins in product((True, False), repeat=5)
]


def emulator(can: Capabilities, margins: bool) -> Emulator:
    knows = Knows(column=can.column, scroll=can.scroll, erase=can.erase, ground=can.ground, margins=margins)
    terminal = Emulator(WIDTH, HEIGHT, knows)
    terminal.feed(b"\x1b[?7l")
    if margins:
        terminal.feed(b"\x1b[?69h")
    return terminal


@settings(max_examples=1500 if THOROUGH else 300, deadline=None)
@given(RANDOM, st.sampled_from(KINDS))
def test_the_terminal_shows_what_is_wanted(random: Random, kind: tuple[Capabilities, bool]) -> None:
    can, margins = kind
    terminal = emulator(can, margins)
    shown = Shown(WIDTH, HEIGHT, can, margins)
    terminal.feed(shown.clear().encode())
    for rows in frames(random):
        text = show(terminal, shown, rows)
        assert differences(terminal, rows) == []
        assert not terminal.unknown
        assert ALLOWED.fullmatch(text)
        assert shown.update(rows) == ""


@settings(max_examples=50, deadline=None)
@given(RANDOM)
def test_after_forgetting_all_is_drawn_whatever_stood_there(random: Random) -> None:
    before, after = screen(random), screen(random)
    can = Capabilities()
    terminal = emulator(can, True)
    shown = Shown(WIDTH, HEIGHT, can, True)
    show(terminal, shown, before)
    shown.forget()
    terminal.feed(b"\x1b[3;3H\x1b[35;4mwho else wrote here")
    show(terminal, shown, after)
    assert differences(terminal, after) == []


@settings(max_examples=100, deadline=None)
@given(RANDOM)
def test_no_table_of_widths_shifts_a_line(random: Random) -> None:
    """Cells whose width is sure stand where they are wanted, also in a terminal that takes emoji for narrow."""

    def narrow(grapheme: str) -> int:
        return 1 if ord(grapheme[0]) > 0xFFFF or grapheme in ("█", "▌", "→") else rich_width(grapheme)

    can = Capabilities()
    terminal = Emulator(WIDTH, HEIGHT, Knows(), narrow)
    terminal.feed(b"\x1b[?7l\x1b[?69h")
    shown = Shown(WIDTH, HEIGHT, can, True)
    terminal.feed(shown.clear().encode())
    for rows in frames(random):
        show(terminal, shown, rows)
        for seen, wanted in zip(terminal.rows, rows, strict=True):
            for cell, (text, style) in zip(seen, wanted, strict=True):
                if text.strip() and text.isascii():
                    assert cell == Seen(text, Look(*style))


def lines(*texts: str, width: int = 60) -> Rows:
    return [split(text.ljust(width), PLAIN) for text in texts]


PROSE = [(f"{number} " + "".join(chr(97 + (number * 7919 + at * at) % 26) for at in range(55))) for number in range(40)]


@pytest.mark.parametrize("scroll", [True, False])
@pytest.mark.parametrize("by", [1, -1, 4])
def test_a_scrolled_screen_is_scrolled_and_not_drawn_again(scroll: bool, by: int) -> None:
    can = Capabilities(scroll=scroll)
    terminal = Emulator(60, 20, Knows(scroll=scroll))
    shown = Shown(60, 20, can)
    terminal.feed(shown.update(lines(*PROSE[10:30])).encode())
    terminal.sent.clear()
    wanted = lines(*PROSE[10 + by : 30 + by])
    terminal.feed(shown.update(wanted).encode())
    assert terminal.scrolls == abs(by)
    assert terminal.text().splitlines() == [line.rstrip() for line in PROSE[10 + by : 30 + by]]
    assert len(terminal.sent) < 70 * abs(by) + 40  # the lines that came in, and the scroll


def test_a_pane_is_scrolled_within_its_margins() -> None:
    left = [f"left {number:2} stands still".ljust(30) for number in range(20)]
    terminal = Emulator(60, 20)
    terminal.feed(b"\x1b[?69h")
    shown = Shown(60, 20, Capabilities(), margins=True)
    bands = [Band(30, 60)]
    for start in (0, 1):
        terminal.sent.clear()
        rows = lines(*(one + two[:30] for one, two in zip(left, PROSE[start:], strict=False)))
        terminal.feed(shown.update(rows, bands).encode())
    assert terminal.scrolls == 1
    assert len(terminal.sent) < 90
    assert [line[30:] for line in terminal.text().splitlines()] == [line[:30].rstrip() for line in PROSE[1:21]]
    assert all(line.startswith("left") for line in terminal.text().splitlines())


def test_one_cell_that_changed_is_one_cell_sent() -> None:
    shown = Shown(60, 20, Capabilities())
    shown.update(lines(*PROSE[:20]))
    changed = lines(*PROSE[:20])
    changed[7][9] = ("X", PLAIN)
    assert shown.update(changed) == "\x1b[8;10HX"


def test_the_end_of_a_line_is_erased_and_not_filled_with_blanks() -> None:
    shown = Shown(60, 2, Capabilities())
    shown.update(lines(PROSE[0], PROSE[1]))
    assert shown.update(lines("0 a", PROSE[1])) == "\x1b[;4H\x1b[K"


def test_the_cursor_is_placed_once() -> None:
    shown = Shown(60, 2, Capabilities())
    shown.clear()
    assert shown.place(4, 1) == "\n\x1b[5G"
    assert shown.place(4, 1) == ""


def test_what_has_one_colour_is_drawn_together() -> None:
    shown = Shown(40, 4, Capabilities())
    shown.clear()
    red, blue = Style("38;2;200;10;10"), Style("38;2;10;10;200")
    wanted = [[cell for _ in range(4) for cell in (*split("rouge", red), *split("bleue", blue))] for _ in range(4)]
    sent = shown.update(wanted)
    assert sent.count(red.ink) == sent.count(blue.ink) == 1


def test_what_stands_behind_a_width_in_doubt_is_drawn_after_it() -> None:
    shown = Shown(10, 2, Capabilities())
    red, blue = Style("31"), Style("34")
    row = [*split("b", blue), *split("→", red), *split("b", blue), *split("→b", blue), *[BLANK] * 5]
    terminal = Emulator(10, 2, Knows(), lambda grapheme: 2 if grapheme == "→" else rich_width(grapheme))
    terminal.feed(("\x1b[?7l" + shown.clear() + shown.update([row, row])).encode())
    assert [[seen.text for seen in line[2::2][:2]] for line in terminal.rows] == [["b", "b"]] * 2


def test_a_frame_begins_in_the_style_that_the_last_one_ended_in() -> None:
    shown = Shown(40, 4, Capabilities())
    shown.clear()
    red, blue = Style("38;2;200;10;10"), Style("38;2;10;10;200")
    shown.update([split("rot blau".ljust(40), PLAIN)] * 2 + [split("rot".ljust(40), red), split("".ljust(40), PLAIN)])
    ended = red if shown.pen.style == red else PLAIN
    begun = [split("b".ljust(40), blue), split("c".ljust(40), ended), *[split("d".ljust(40), blue)] * 2]
    assert shown.update(begun).count("38;2;") == 1


def test_a_row_below_is_reached_by_a_line_feed() -> None:
    shown = Shown(60, 3, Capabilities())
    shown.clear()
    rows = lines("", "", "")
    for y in range(3):
        rows[y][30:33] = split("abc", PLAIN)
    assert shown.update(rows) == "\x1b[31Gabc\n\b\b\babc\n\b\b\babc"


def test_the_ink_of_blanks_is_not_sent() -> None:
    shown = Shown(40, 2, Capabilities())
    rows = [split("one two".ljust(40), Style("31", "44")), split("".ljust(40), Style("32", "44"))]
    assert shown.update(rows).count("m") == 1
    assert shown.update([rows[0], split("".ljust(40), Style("35", "44", frozenset({1})))]) == ""
    assert "4" in shown.update([rows[0], split("".ljust(40), Style("35", "44", frozenset({4})))])


def test_what_comes_after_a_gap_is_drawn_over_it_only_where_that_is_shorter() -> None:
    shown = Shown(20, 1, Capabilities())
    shown.update([split("a日本語b".ljust(20), PLAIN)])
    assert "日" not in shown.update([split("x日本語y".ljust(20), PLAIN)])
    shown.update([split("a日b".ljust(20), PLAIN)])
    assert "x日y" in shown.update([split("x日y".ljust(20), PLAIN)])


def test_a_rule_to_the_edge_is_drawn_in_one_go() -> None:
    shown = Shown(20, 2, Capabilities())
    rows = [split("ab " + "─" * 17, PLAIN), split("next".ljust(20), PLAIN)]
    sent = shown.clear() + shown.update(rows)
    assert "─" * 17 in sent
    for width_of in (rich_width, lambda grapheme: 2 if grapheme == "─" else 1):
        terminal = Emulator(20, 2, Knows(), width_of)
        terminal.feed(("\x1b[?7l" + sent).encode())
        assert terminal.text().splitlines()[0].rstrip("─ ") == "ab"
        assert terminal.text().splitlines()[1] == "next"


def test_a_rule_before_the_edge_is_drawn_in_few_pieces() -> None:
    """And none of them covers what isn't drawn after it, in a terminal that takes the rule's characters for wide."""
    shown = Shown(40, 2, Capabilities())
    text = "ab ┄┄┄┄  ────────────────│cd"
    sent = shown.clear() + shown.update([split(f"{'':29}behind it  ", PLAIN), split("next".ljust(40), PLAIN)])
    drawn = shown.update([split(f"{text:29}behind it  ", PLAIN), split("next".ljust(40), PLAIN)])
    assert len(drawn.encode()) < len(text.encode()) + 50
    for width_of in (rich_width, lambda grapheme: 1 if grapheme.isascii() else 2):
        terminal = Emulator(40, 2, Knows(), width_of)
        terminal.feed(("\x1b[?7l" + sent + drawn).encode())
        assert terminal.text().startswith("ab ")
        assert terminal.text().splitlines()[0].endswith("cd behind it")
