"""Dates of EDTF level 0 (Library of Congress, 2019; ISO 8601-2): a year, a month, a day, or a range of two."""

from __future__ import annotations

import re
from typing import Final

from jpreader.article.model import When

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_TIMED: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:.*", re.ASCII)
_VAGUE: Final = re.compile(r"[?~%X]$|\.\.|^\d*[X*u]+|^/|/$", re.ASCII)  # EDTF levels 1 and 2
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

Day = tuple[int, int, int]


def parse(text: str) -> When:
    """A date as typed, with the first and last day that it covers.

    Raises:
        ValueError: it is none; the message says why.
    """
    first, slash, second = text.partition("/")
    if match := _TIMED.fullmatch(text):
        raise ValueError(f"a date has no time of day: write {match[1]}")
    if _VAGUE.search(text):
        raise ValueError(f"'{text}' is not exact: give only what is known, as in 2024 or 2024-04, or leave it out")
    start, end = _cover(first)
    if slash:
        last_start, end = _cover(second)
        if last_start < start:
            raise ValueError(f"the range {text} ends before it begins")
    return When(text, start, end)


def _cover(text: str) -> tuple[Day, Day]:
    """The first and last day of a date that is no range."""
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"'{text}' is no date: write 2024, 2024-04, 2024-04-10, or two of these with / between")
    year, month, day = (int(group or 0) for group in match.groups())
    if not match[2]:
        return (year, 1, 1), (year, 12, 31)
    if not 1 <= month <= 12:
        raise ValueError(f"'{text}' has a month {match[2]}: they go from 01 to 12")
    days = _DAYS[month - 1] + (month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    if not match[3]:
        return (year, month, 1), (year, month, days)
    if not 1 <= day <= days:
        raise ValueError(f"'{text}' has a day {match[3]}: {_MONTHS[month - 1]} {year} has {days}")
    return (year, month, day), (year, month, day)
