"""Dates of EDTF level 0 (Library of Congress, 2019)."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jpreader.article.edtf import parse
from jpreader.article.model import When


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("0476", (476, 1, 1), (476, 12, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("1900-02", (1900, 2, 1), (1900, 2, 28)),
        ("2000-02", (2000, 2, 1), (2000, 2, 29)),
        ("2024-04-10", (2024, 4, 10), (2024, 4, 10)),
        ("2024-04-08/2024-04-14", (2024, 4, 8), (2024, 4, 14)),
        ("1964/2008-06", (1964, 1, 1), (2008, 6, 30)),
        ("2024/2024", (2024, 1, 1), (2024, 12, 31)),
    ],
)
def test_dates(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert parse(text) == When(text, first, last)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "'' is no date"),
        ("April 2024", "write 2024, 2024-04, 2024-04-10"),
        ("2024-4", "'2024-4' is no date"),
        ("24", "'24' is no date"),
        ("-0044", "is no date"),
        ("２０２４", "is no date"),
        ("2024-13", "has a month 13"),
        ("2024-00", "has a month 00"),
        ("2023-02-29", "February 2023 has 28"),
        ("2024-04-31", "April 2024 has 30"),
        ("2024-04-00", "has a day 00"),
        ("2024-04-10T12:30:00Z", "a date has no time of day: write 2024-04-10"),
        ("2024-04-10 12:30", "a date has no time of day: write 2024-04-10"),
        ("2024?", "is not exact"),
        ("2024-04~", "is not exact"),
        ("202X", "is not exact"),
        ("2024/..", "is not exact"),
        ("/2024", "is not exact"),
        ("2025/2024", "ends before it begins"),
        ("2024-04-10/2024-04-09", "ends before it begins"),
        ("2024/2025/2026", "is no date"),
        ("2024\n", "is no date"),
    ],
)
def test_what_is_no_date_says_why(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        parse(text)


@given(st.dates())
def test_every_day_of_the_calendar(day: date) -> None:
    assert parse(day.isoformat()).first == (day.year, day.month, day.day)
    month = parse(day.isoformat()[:7])
    after = date(*month.last) + timedelta(days=1) if month.last != (9999, 12, 31) else None
    assert after is None or after.day == 1
    assert month.first <= (day.year, day.month, day.day) <= month.last


@given(st.text(max_size=12) | st.text("0123456789-/?", max_size=22))
def test_anything_else_is_a_value_error(text: str) -> None:
    try:
        when = parse(text)
    except ValueError:
        return
    assert when.first <= when.last
