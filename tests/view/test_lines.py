"""The lines at the top and at the bottom, and rows that are made to fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.strip import Strip

from jpreader.article.find import Query
from jpreader.article.model import Place
from jpreader.layout.cells import width as cells
from jpreader.layout.line import Piece, Pieces
from jpreader.library.bundle import content
from jpreader.library.shelf import load
from jpreader.reading.keymap import keymap
from jpreader.reading.reading import Reading
from jpreader.view.fitted import fitted
from jpreader.view.footer import footer
from jpreader.view.status import small_notice, status

PITCH = load(f"{content()}/japan-us-tech.yaml").articles
KEYS = keymap({})[0]


def text(pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize("width", range(20, 130))
def test_the_lines_are_never_wider_than_the_screen(width: int) -> None:
    for reading in (Reading(PITCH), Reading(PITCH, 1).searching(Query("日本")).saying("日本" * 99)):
        assert cells(text(status(reading, 100, width))) == width
        assert cells(text(footer(reading, KEYS, width))) <= width + 2  # blanks after the last hint
        assert cells(text(footer(reading, KEYS, width)).rstrip()) <= width


def test_the_status_says_title_languages_section_and_how_far() -> None:
    shown = text(status(Reading(PITCH, place=Place("stakes")), 38, 80))
    assert shown.startswith(" Tokyo courts American tech money ")
    assert shown.endswith("en · 日本語  §2/4   38% ")
    marked = [piece.text for piece in status(Reading(PITCH, 1), 0, 80) if "chosen" in piece.role]
    assert marked == ["日本語"]


def test_the_status_counts_hits_however_narrow_and_gives_up_the_languages_first() -> None:
    found = Reading(PITCH).searching(Query("Japan")).step(1, seen=False)
    assert f"1/{len(found.hits)}" in text(status(found, 0, 80))
    for width, shown in ((46, "1/9 日本語 §1/4"), (40, "1/9 §1/4"), (26, "1/9 §1/4"), (20, "1/9")):
        narrow = text(status(found, 0, width))
        assert [part for part in ("1/9", "日本語", "§1/4") if part in narrow] == shown.split()
        assert narrow.startswith(" Tokyo")
    nothing = Reading(PITCH).searching(Query("zebra"))
    assert "–/0" in text(status(nothing, 0, 80))


def test_the_footer_offers_what_works_here_and_the_way_out_last() -> None:
    assert "Enter open" not in text(footer(Reading(PITCH), KEYS, 120))
    assert "Enter open" in text(footer(Reading(PITCH, pane="summary"), KEYS, 120))
    assert "L language" in text(footer(Reading(PITCH), KEYS, 120))
    bare = (PITCH[0]._replace(entities={}, summary=None, facts={}, timeline=(), questions=(), glossary=()),)
    assert "Enter open" not in text(footer(Reading(bare, pane="summary"), KEYS, 120))
    assert "Enter open" not in text(footer(Reading(bare, pane="entities"), KEYS, 120))
    assert "Enter open" in text(footer(Reading(bare, pane="contents"), KEYS, 120))
    assert "L language" not in text(footer(Reading(PITCH[:1]), KEYS, 120))
    assert text(footer(Reading(PITCH), KEYS, 20)).split() == ["?", "help", "q", "quit"]
    assert text(footer(Reading(PITCH, notice="Theme: light"), KEYS, 120)) == " Theme: light"


def test_a_key_of_ones_own_stands_in_the_footer_and_a_command_without_one_does_not() -> None:
    own = keymap({"find": ("Z",), "language": ()})[0]
    shown = text(footer(Reading(PITCH), own, 120))
    assert "Z find" in shown
    assert "language" not in shown


def test_a_screen_that_is_too_small_says_what_it_needs_as_far_as_there_is_room() -> None:
    assert [text(row) for row in small_notice(19, 5)] == ["needs 20×6"]
    assert [text(row) for row in small_notice(6, 1)] == ["needs "]
    assert [text(row) for row in small_notice(6, 2)] == ["needs ", "20×6"]


GRAPHEMES = ["a", "b", " ", "日", "語", "é", "e\u0301", "👩‍👧", "ｱ", "한", "—"]


@given(st.lists(st.lists(st.sampled_from(GRAPHEMES), max_size=8), max_size=5), st.integers(1, 20))
def test_a_row_is_made_as_wide_as_there_is_room_the_way_textual_does(texts: list[list[str]], width: int) -> None:
    pieces = [Piece("".join(graphemes), str(number)) for number, graphemes in enumerate(texts)]
    made = fitted(pieces, width)
    assert sum(cells(piece.text) for piece in made) == width
    drawn = Strip([Segment(piece.text) for piece in pieces]).adjust_cell_length(width)
    assert text(made) == drawn.text


def test_no_grapheme_is_cut() -> None:
    assert text(fitted([Piece("a🇯🇵b")], 2)) == "a "  # Textual leaves half of the flag
    assert text(fitted([Piece("한e\u0301é")], 3)) == "한e\u0301"
