"""Bars and strips say what the figures say, at any width."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jpreader.article.model import Article, Block, Section, Span
from jpreader.layout.cells import width as cells
from jpreader.layout.line import Piece
from jpreader.layout.plot import bar, scale, sparkline, strip


def bars(values: list[str], width: int) -> list[str]:
    numbers = [Decimal(value) for value in values]
    on = scale(numbers)
    return [bar(number, on, width) for number in numbers]


def article(*lengths: int) -> Article:
    sections = []
    for number, length in enumerate(lengths):
        text = "x" * length
        sections.append(Section(f"s{number}", (Block("heading", text, 0),), text))
    return Article("a", "en", "A", tuple(sections))


def drawn(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def test_the_largest_fills_the_width_and_the_others_their_share_to_an_eighth_of_a_cell() -> None:
    assert bars(["4", "2", "1", "0.5"], 8) == ["████████", "████", "██", "█"]
    assert bars(["64", "33", "31"], 8) == ["████████", "████▏", "███▉"]


def test_equal_values_have_equal_bars() -> None:
    assert bars(["7", "7", "7"], 5) == ["█████"] * 3


def test_zero_has_no_bar_and_all_zeros_have_none() -> None:
    assert bars(["0", "5"], 4) == ["", "████"]
    assert bars(["0", "0"], 4) == ["", ""]
    assert scale([]).kind == "linear"


def test_a_small_value_still_leaves_a_mark() -> None:
    assert bars(["0.001", "0.05"], 4) == ["▏", "████"]


@pytest.mark.parametrize(("values", "kind"), [(["1", "50"], "linear"), (["1", "50.1"], "log"), (["0", "1"], "linear")])
def test_a_log_scale_is_used_when_figures_differ_over_fifty_times(values: list[str], kind: str) -> None:
    assert scale([Decimal(value) for value in values]).kind == kind


def test_zero_does_not_make_a_scale_logarithmic_but_stands_on_one() -> None:
    on = scale([Decimal(0), Decimal(1), Decimal(100)])
    assert on.kind == "log"
    assert [bar(Decimal(value), on, 30) for value in (0, 1, 100)] == ["", "█" * 10, "█" * 30]


def test_a_log_bar_grows_by_equal_steps_for_each_tenfold() -> None:
    assert [len(drawn) for drawn in bars(["1", "10", "100", "1000"], 16)] == [4, 8, 12, 16]


def test_huge_values_are_compared_like_any_other() -> None:
    assert bars(["1" + "0" * 500, "5" + "0" * 499], 8) == ["████████", "████"]


def test_negative_values_go_left_from_a_common_zero() -> None:
    assert bars(["-0.5", "1", "0"], 12) == ["████", "    ████████", ""]
    assert bars(["-0.25", "-0.5", "1"], 12) == ["  ██", "████", "    ████████"]
    assert bars(["-1", "-2"], 4) == ["  ██", "████"]


def test_a_negative_bar_ends_in_half_cells() -> None:
    assert bars(["-3", "-8"], 4) == ["  ▐█", "████"]


def test_never_a_log_scale_below_zero() -> None:
    assert scale([Decimal(-1), Decimal(1000)]).kind == "linear"


@given(st.lists(st.decimals("-1e12", "1e12", allow_nan=False, allow_infinity=False), max_size=8), st.integers(1, 60))
def test_no_bar_is_wider_than_it_may_be_and_none_is_lost(values: list[Decimal], width: int) -> None:
    on = scale(values)
    for value in values:
        text = bar(value, on, width)
        assert cells(text) <= width
        assert bool(text.strip()) == bool(value) or (width == 1 and on.low < 0 < on.high)


@given(st.lists(st.decimals("0.01", "1e12", allow_nan=False), min_size=2, max_size=8), st.integers(1, 60))
def test_a_larger_value_never_has_a_shorter_bar(values: list[Decimal], width: int) -> None:
    on = scale(values)
    lengths = [cells(bar(value, on, width)) for value in sorted(values)]
    assert lengths == sorted(lengths)


def test_the_strip_shows_each_section_by_number_with_its_share_of_the_cells() -> None:
    assert drawn(strip(article(10, 40), [], 12)) == "1──2────────"


def test_marks_stand_where_the_mentions_are_and_rise_with_their_number() -> None:
    spans = [Span("s0", 0, 1), *[Span("s1", 20, 21)] * 2, *[Span("s1", 39, 40)] * 9]
    pieces = strip(article(10, 40), spans, 12)
    assert drawn(pieces) == "1▃─2────▅──▇"
    assert [piece.role for piece in pieces] == ["number", "bar", "rule", "number", "rule", "bar", "rule", "bar"]


def test_every_section_with_a_mention_has_a_mark_however_short_it_is() -> None:
    assert drawn(strip(article(1000, 1, 1000), [Span("s1", 0, 1)], 20)) == "1────────2▃3────────"


def test_many_sections_leave_out_the_numbers() -> None:
    text = drawn(strip(article(*[10] * 40), [Span("s39", 5, 6)], 20))
    assert text == "─" * 19 + "▃"


@given(st.lists(st.integers(0, 500), min_size=1, max_size=30), st.integers(1, 60), st.data())
def test_the_strip_takes_exactly_its_width(lengths: list[int], width: int, data: st.DataObject) -> None:
    of = article(*lengths)
    section = data.draw(st.integers(0, len(lengths) - 1))
    start = data.draw(st.integers(0, lengths[section]))
    text = drawn(strip(of, [Span(f"s{section}", start, start + 1)], width))
    assert cells(text) == width
    assert sum(mark in text for mark in "▃▅▇") == 1


def test_a_sparkline_has_a_cell_for_each_value_from_the_least_to_the_most() -> None:
    assert sparkline([Decimal(1), Decimal(8), Decimal("4.5")]) == "▁█▅"
    assert sparkline([Decimal(-5), Decimal(0), Decimal(5)]) == "▁▅█"
    assert sparkline([Decimal(3)] * 4) == "▄▄▄▄"
    assert sparkline([]) == ""
