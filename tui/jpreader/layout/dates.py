"""Dates as people write them: `9 Apr 2024`, `2024年4月9日`."""

from __future__ import annotations

from jpreader.article.model import When

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date_label(when: When, language: str) -> str:
    """A date or a range of dates, no more exact than it was typed; `language` is a BCP 47 tag.

    A range says once what its two ends have in common: `8–14 Apr 2024`, `2024年4月8日〜14日`.
    """
    start, _, end = when.text.partition("/")
    first, last = when.first[: _precision(start)], when.last[: _precision(end or start)]
    if language.split("-")[0] == "ja":
        return _japanese(first) if first == last else f"{_japanese(first)}〜{_japanese(last, _shared(first, last))}"
    return _english(first) if first == last else f"{_english(first, _shared(first, last))}–{_english(last)}"


def _precision(text: str) -> int:
    """How many of year, month and day an EDTF date gives."""
    return text.lstrip("-").count("-") + 1


def _shared(first: tuple[int, ...], last: tuple[int, ...]) -> int:
    """How many of year, month and day two ends of a range share; 0 if they are not equally exact."""
    if len(first) != len(last):
        return 0
    return next((n for n, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), len(first))


def _english(date: tuple[int, ...], shared: int = 0) -> str:
    year, month, day = (*date, 0, 0)[:3]
    parts = [str(day) if day else "", _MONTHS[month - 1] if month else "", str(year)]
    return " ".join(part for part in parts[: 3 - shared] if part)


def _japanese(date: tuple[int, ...], shared: int = 0) -> str:
    parts = [f"{number}{mark}" for number, mark in zip(date, "年月日", strict=False)]
    return "".join(parts[shared:])
