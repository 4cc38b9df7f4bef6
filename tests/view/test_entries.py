"""Entries in a window: only those that are in it are set, and the cursor is never out of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from jpreader.layout.line import Piece, Pieces
from jpreader.view.entries import Entries, Entry, ToDossier, Top

Sizes = list[tuple[int, bool]]
"""How many rows each entry has, and whether it leads somewhere."""

sizes = st.lists(st.tuples(st.integers(1, 9), st.booleans()), min_size=1, max_size=30)


def drawn(name: str, size: int, width: int) -> Sequence[Pieces]:  # noqa: ARG001
    return [(Piece(f"{name}.{row}"),) for row in range(size)]


def entries(given_sizes: Sizes) -> Entries:
    return Entries(
        [
            Entry(partial(drawn, str(number), size), ToDossier(str(number)) if leads else None)
            for number, (size, leads) in enumerate(given_sizes)
        ],
        40,
    )


def every(of: Entries) -> list[str]:
    return [row[0].text for number in range(len(of.entries)) for row in of.rows(number)]


@given(sizes, st.integers(1, 20), st.integers(-90, 90), st.integers(0, 29))
def test_a_window_is_a_stretch_of_the_rows_and_moving_it_is_by_rows(
    given_sizes: Sizes, height: int, by: int, at: int
) -> None:
    of = entries(given_sizes)
    rows = every(of)
    start = Top(min(at, len(given_sizes) - 1))
    first = rows.index(f"{start.entry}.0")
    moved = of.moved(start, by)
    wanted = max(0, min(first + by, len(rows) - 1))
    window = [pieces[0].text for _, pieces in of.window(moved, height)]
    assert window == rows[wanted : wanted + height]
    within = of.within(moved, height)
    assert len(of.window(within, height)) == min(height, len(rows))


@given(sizes, st.integers(1, 20), st.integers(0, 29), st.integers(0, 29))
def test_an_entry_is_brought_into_view_whole_where_it_fits(
    given_sizes: Sizes, height: int, at: int, number: int
) -> None:
    of = entries(given_sizes)
    top, number = Top(min(at, len(given_sizes) - 1)), min(number, len(given_sizes) - 1)
    shown = [each for each, _ in of.window(of.within(of.showing(top, number, height), height), height)]
    assert shown.count(number) == min(height, given_sizes[number][0])


@given(sizes, st.integers(0, 29), st.sampled_from([1, -1]))
def test_steps_go_to_every_entry_that_leads_somewhere_and_to_no_other(given_sizes: Sizes, at: int, way: int) -> None:
    of = entries(given_sizes)
    leading = [number for number, (_, leads) in enumerate(given_sizes) if leads]
    cursor = of.choosable(min(at, len(given_sizes) - 1), way)
    if not leading:
        assert cursor == -1
        return
    visited = [cursor]
    while (following := of.stepped(cursor, way)) != cursor:
        visited.append(cursor := following)
    assert visited == [number for number in leading[::way] if (number - visited[0]) * way >= 0]


@given(sizes, st.integers(0, 29), st.integers(1, 20))
def test_pages_always_get_on_and_come_to_the_end(given_sizes: Sizes, at: int, page: int) -> None:
    of = entries(given_sizes)
    leading = [number for number, (_, leads) in enumerate(given_sizes) if leads]
    cursor = of.choosable(min(at, len(given_sizes) - 1), 1)
    for _ in range(len(given_sizes) + 1):
        following = of.paged(cursor, page)
        assert following >= cursor
        if following == cursor:
            break
        cursor = following
    assert cursor == (leading[-1] if leading else -1)


def test_of_a_hundred_thousand_entries_only_those_in_the_window_are_set() -> None:
    made: list[int] = []

    def one(number: int, width: int) -> Sequence[Pieces]:  # noqa: ARG001
        made.append(number)
        return [(Piece(str(number)),)]

    of = Entries([Entry(partial(one, number), ToDossier("")) for number in range(100_000)], 40)
    of.window(of.within(of.showing(Top(), 99_999, 20), 20), 20)
    of.window(of.moved(Top(50_000), -30), 20)
    assert len(set(made)) < 100


def test_headings_are_gone_to_and_from_the_first_part_there_is_none_before() -> None:
    parts = [True, False, False, True, False, True, False]
    of = Entries(
        [
            Entry(partial(drawn, str(number), 1), None if head else ToDossier(str(number)), heads=head)
            for number, head in enumerate(parts)
        ],
        40,
    )
    assert [of.headed(cursor, 1) for cursor in (1, 2, 4, 6)] == [3, 3, 5, -1]
    assert [of.headed(cursor, -1) for cursor in (1, 4, 6)] == [-1, 0, 3]


def test_where_nothing_is_shown_yet_nothing_can_be_chosen() -> None:
    assert entries([]).choosable(0, 1) == entries([]).choosable(0, -1) == -1
