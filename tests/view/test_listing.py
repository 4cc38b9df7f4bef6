"""Panes that are lists: which rows show, what the cursor is on, and which entry a click means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jpreader.article.mentions import by_entity
from jpreader.article.model import Place
from jpreader.layout.cells import width as cells
from jpreader.layout.frame import Edge
from jpreader.layout.line import Piece, Row, ToEntity
from jpreader.library.bundle import content
from jpreader.library.shelf import load
from jpreader.reading.reading import Reading
from jpreader.view.listing import Listing, first_row
from jpreader.view.panes import LIST_PANES, listing

PITCH = load(f"{content()}/japan-us-tech.yaml").articles


def rows(*items: int) -> list[Row]:
    return [Row((Piece(f"row {n}"),), item, ToEntity(str(item)) if item >= 0 else None) for n, item in enumerate(items)]


def drawn(pane: Listing) -> list[str]:
    return ["".join(piece.text for piece in row).rstrip(" │") for row in pane.drawn]


@given(st.lists(st.integers(1, 3), min_size=1, max_size=30), st.integers(1, 12), st.integers(0, 29))
def test_the_entry_with_the_cursor_is_in_view_and_no_row_is_wasted(sizes: list[int], room: int, item: int) -> None:
    item = min(item, len(sizes) - 1)
    every = rows(*(n for n, size in enumerate(sizes) for _ in range(size)))
    first = first_row(every, item, room)
    shown = every[first : first + room]
    assert len(shown) == min(room, len(every))
    assert any(row.item == item for row in shown)


def test_without_an_entry_to_keep_in_view_the_top_is() -> None:
    assert first_row(rows(*range(20)), -1, 5) == 0


def test_what_stands_below_the_last_entry_is_read_with_it() -> None:
    assert first_row(rows(0, 1, 2, 2, 2, 2, -1, -1), 2, 3) == 2
    assert first_row(rows(0, 1, 2, -1), 2, 3) == 1


@pytest.mark.parametrize("edge", ["left", "right", "none", "top"])
@pytest.mark.parametrize("heading", ["", "SUMMARY"])
def test_a_click_means_the_entry_that_is_drawn_there(edge: Edge, heading: str) -> None:
    pane = Listing(20, 6, edge, heading, rows(-1, *range(12)), 7, True)
    names = {row.text: row.item for row in pane.rows}
    for y, text in enumerate(drawn(pane)):
        assert pane.entry_at(y) == names.get(text.strip("│ "), -1)
    assert len(drawn(pane)) == 6


def test_below_the_last_row_there_is_nothing_to_click_on() -> None:
    pane = Listing(20, 9, "left", "", rows(0, 1))
    assert [pane.entry_at(y) for y in (0, 1, 2, 8)] == [0, 1, -1, -1]


def test_the_cursor_is_seen_only_where_the_reader_is() -> None:
    for active in (False, True):
        pane = Listing(20, 4, "right", "", rows(0, 1), 1, active)
        roles = [{word for piece in row for word in piece.role.split(" ")} for row in pane.drawn]
        assert [("cursor" in role) for role in roles] == [False, active, False, False]


@pytest.mark.parametrize("edition", [0, 1])
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_every_pane_fills_its_region_and_no_more(columns: int, edition: int) -> None:
    for pane in LIST_PANES:
        for reading in (Reading(PITCH, edition, pane=pane), Reading(PITCH, edition).choose("microsoft")):
            shown = listing(reading, pane, 26, 9, columns)
            assert len(shown.drawn) == 9
            assert all(sum(cells(piece.text) for piece in row) <= 26 for row in shown.drawn)


def test_the_sections_cursor_goes_with_the_text_until_the_reader_moves_it() -> None:
    reading = Reading(PITCH, place=Place("deals"))
    assert listing(reading, "contents", 26, 9, 80).cursor == 2
    moved = reading.focus("contents").pointing("contents", 0)
    assert listing(moved, "contents", 26, 9, 80).cursor == 0
    assert listing(moved.focus("article"), "contents", 26, 9, 80).cursor == 2


def test_the_entities_cursor_is_the_chosen_one() -> None:
    assert listing(Reading(PITCH), "entities", 26, 9, 80).cursor == -1
    pane = listing(Reading(PITCH).choose("microsoft"), "entities", 26, 9, 80)
    assert pane.targets[pane.cursor] == ToEntity("microsoft")


def test_the_summary_has_a_heading_where_nothing_else_says_what_it_is() -> None:
    assert listing(Reading(PITCH), "summary", 26, 9, 80).heading == "SUMMARY"
    assert listing(Reading(PITCH), "summary", 34, 9, 120).heading == ""
    assert listing(Reading(PITCH).choose("microsoft"), "summary", 34, 9, 120).heading == "ENTITY"


def test_a_pane_without_room_has_no_entries() -> None:
    assert listing(Reading(PITCH), "entities", 0, 0, 40).targets == []


def test_a_card_at_80x24_begins_with_the_name_and_tells_its_mentions() -> None:
    for id, entity in PITCH[0].entities.items():
        pane = listing(Reading(PITCH).choose(id), "summary", 55, 7, 80)
        text = drawn(pane)
        assert text[1].startswith(f" {entity.name}")
        assert any(row.startswith(f" {len(by_entity(PITCH[0])[id])} mention") for row in text), text
