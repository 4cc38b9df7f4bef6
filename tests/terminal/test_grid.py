"""The grid: what Textual writes becomes cells, and nothing else does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import split_graphemes
from tests.terminal.emulator import Emulator, Look

from jpreader.terminal.grid import BLANK, PLAIN, Band, Grid, Style, certain, changed, split, sure, transition

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def texts(grid: Grid) -> list[str]:
    return ["".join(text for text, _ in row) for row in grid.rows]


def test_text_is_put_where_the_cursor_was_sent() -> None:
    grid = Grid(8, 3)
    grid.write("\x1b[2;3Hab\x1b[1;1Hxy\x1b[3;8Hz")
    assert texts(grid) == ["xy      ", "  ab    ", "       z"]


def test_styles_are_those_of_the_last_sgr() -> None:
    grid = Grid(4, 1)
    grid.write("\x1b[1;1H\x1b[1;38;2;1;2;3;48;5;7ma\x1b[22mb\x1b[39;49;4mc\x1b[0md")
    one, two = Style("38;2;1;2;3", "48;5;7", frozenset({1})), Style("38;2;1;2;3", "48;5;7")
    assert grid.rows[0] == [("a", one), ("b", two), ("c", Style(flags=frozenset({4}))), ("d", PLAIN)]


@pytest.mark.parametrize(
    ("colour", "shorter"),
    [
        ("255;255;255", "231"),
        ("18;18;18", "233"),
        ("135;215;255", "117"),
        ("0;0;95", ""),
        ("0;0;0", ""),
        ("18;18;19", ""),
    ],
)
def test_a_colour_of_the_palette_is_sent_by_its_number_but_one_that_is_often_another(colour: str, shorter: str) -> None:
    grid = Grid(1, 1)
    grid.write(f"\x1b[1;1H\x1b[38;2;{colour};48;2;{colour}ma")
    parameters = f"5;{shorter}" if shorter else f"2;{colour}"
    assert grid.rows[0] == [("a", Style(f"38;{parameters}", f"48;{parameters}"))]


def test_a_frame_of_rows_is_read_line_by_line() -> None:
    grid = Grid(3, 2)
    grid.write("\x1b[1;1Habc\n\x1b[2;1Hdef")
    assert texts(grid) == ["abc", "def"]


def test_what_lies_outside_is_left_out() -> None:
    grid = Grid(3, 2)
    grid.write("\x1b[1;2Habcdef\x1b[9;1Hx\x1b[1;9Hy\x1b[0;0Hz")
    assert texts(grid) == ["zab", "   "]


def test_the_cursor_stops_at_the_edge_as_that_of_a_terminal() -> None:
    grid = Grid(20, 6)
    grid.write("\x1b[1;1Hx\x1b[9;27H")
    assert grid.cursor == (19, 5)


def test_a_wide_character_takes_two_cells_and_half_of_one_is_a_blank() -> None:
    grid = Grid(4, 1)
    grid.write("\x1b[1;1H日本")
    assert [text for text, _ in grid.rows[0]] == ["日", "", "本", ""]
    grid.write("\x1b[1;2Hx")
    assert [text for text, _ in grid.rows[0]] == [" ", "x", "本", ""]
    grid.write("\x1b[1;3Hy")
    assert [text for text, _ in grid.rows[0]] == [" ", "x", "y", " "]
    grid.write("\x1b[1;4H日")
    assert [text for text, _ in grid.rows[0]] == [" ", "x", "y", " "]


@pytest.mark.parametrize("grapheme", ["👩‍🚀", "👍🏽", "🇯🇵", "か\u3099", "e\u0301", "❤️"])
def test_a_grapheme_stays_in_one_cell(grapheme: str) -> None:
    cells = split(f"a{grapheme}b", PLAIN)
    assert [text for text, _ in cells if text] == ["a", grapheme, "b"]
    assert not sure(grapheme)
    assert not certain(f"あ{grapheme}")


def test_what_is_sure_to_be_wide_is_wide_and_a_grapheme_of_its_own() -> None:
    wide = [chr(number) for number in range(0x80, 0x20000) if sure(chr(number))]
    assert len(wide) > 30_000
    for character in wide:
        assert split_graphemes(f"x{character}")[0] == [(0, 1, 1), (1, 2, 2)], hex(ord(character))


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b]0;title\x07",
        "\x1b]52;c;cm0gLXJm\x1b\\",
        "\x1b]8;;file:///etc/passwd\x1b\\",
        '\x1bP$q"p\x1b\\',
        "\x1bP+q544e\x1b\\",
        "\x1b_Gf=24;AAAA\x1b\\",
        "\x1b^secret\x1b\\",
        "\x1bXstart of string\x1b\\",
        "\x1b[?1049l",
        "\x1b[6n",
        "\x1b[21t",
        "\x1b[2J",
        "\x1b[5;9r",
        "\x1bc",
        "\x1b#8",
    ],
)
def test_a_sequence_that_is_not_textuals_is_dropped_whole(hostile: str) -> None:
    grid = Grid(12, 1)
    grid.write(f"\x1b[1;1Hab{hostile}cd")
    # A string control holds the rest of its line, if nothing ends it; here each is ended.
    assert texts(grid) == ["abcd        "] or hostile == "\x1b#8"
    assert not any(CONTROL.search(text) for text in texts(grid))


@given(st.lists(st.one_of(st.text(), st.sampled_from(["\x1b", "\x1b[", "\x1b]0;", "\x9b", "\x07", "\u202e", "\x00"]))))
def test_no_control_character_becomes_a_cell(parts: list[str]) -> None:
    grid = Grid(20, 3)
    grid.write("\x1b[2;2H" + "".join(parts))
    for row in grid.rows:
        assert len(row) == 20
        assert not any(CONTROL.search(text) for text, _ in row)


@given(st.text(), st.text())
def test_cells_are_as_many_as_the_width_that_textual_pads_by(one: str, two: str) -> None:
    from rich.cells import split_graphemes

    for text in (one, two, one + two):
        cleaned = CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
        assert len(split(text, PLAIN)) == sum(max(0, min(2, width)) for _, _, width in split_graphemes(cleaned)[0])


def test_the_columns_of_a_pane_are_told() -> None:
    grid = Grid(10, 4)
    for y in range(1, 5):
        grid.write(f"\x1b[{y};3Habcd")
    assert grid.bands == {Band(2, 6): 4}


COLOURS = ["", "31", "97", "38;5;200", "38;2;1;2;3"]
STYLES = st.builds(
    lambda ink, ground, flags: Style(ink, "4" + ground[1:] if ground else "", flags),
    st.sampled_from(COLOURS),
    st.sampled_from([colour for colour in COLOURS if colour != "97"]),
    st.frozensets(st.sampled_from([1, 2, 3, 4, 5, 7, 8, 9])),
)


@given(STYLES, STYLES)
def test_a_transition_leads_from_one_style_to_the_other_for_grid_and_terminal(before: Style, after: Style) -> None:
    step = transition(before, after)
    assert (step == "") == (before == after)
    terminal = Emulator(4, 1)
    terminal.feed((transition(None, before) + step + "x").encode())
    assert terminal.rows[0][0].look == Look(*after)
    assert not terminal.unknown
    style = before
    for part in re.findall(r"\x1b\[([0-9;]*)m", step):
        style = changed(style, part)
    assert style == after


@given(STYLES, STYLES)
def test_a_transition_is_no_longer_than_setting_the_style_anew(before: Style, after: Style) -> None:
    assert len(transition(before, after)) <= len(transition(None, after))


def test_a_grid_is_blank_at_first() -> None:
    assert Grid(2, 1).rows == [[BLANK, BLANK]]
