"""Numbers as people write them, and amounts in running text."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jpreader.article.quantity import amount, amounts, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1,234.5", "1234.5"),
        ("-0.1", "-0.1"),
        ("−5", "-5"),
        ("+7", "7"),
        ("750 billion", "750000000000"),
        ("2.9 Billion", "2900000000"),
        ("1 million", "1000000"),
        ("5 thousand", "5000"),
        ("1.5 trillion", "1500000000000"),
        ("12%", "12"),
        ("12.5 ％", "12.5"),
        ("7,500億", "750000000000"),
        ("７，５００億", "750000000000"),
        ("1兆2,000億", "1200000000000"),
        ("1億5000万", "150000000"),
        ("3千万", "30000000"),
        ("5百万", "5000000"),
        ("1.5兆", "1500000000000"),
        ("2万5", "20005"),
        ("-3億", "-300000000"),
        ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
    ],
)
def test_a_value_means_a_number(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "many", "1,23", "1.2.3", "12 dollars", "$5", "1億2兆", "億", "9e9", "inf", "1_000", "٣", "1" * 5000]
)
def test_what_is_no_number_says_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="write 750 billion") as raised:
        number(text)
    assert len(str(raised.value)) < 120


@given(st.text("0123456789,.+-%千万億兆 milonbtr", max_size=30))
def test_any_text_is_a_number_or_a_value_error(text: str) -> None:
    try:
        found = number(text)
    except ValueError:
        return
    assert found.is_finite()


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in amounts(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("more than $750 billion of it, and $2.9 billion.", ["$750 billion", "$2.9 billion"]),
        ("€5m, £3bn, ¥590 billion and $1,000", ["€5m", "£3bn", "¥590 billion", "$1,000"]),
        ("5 million dollars for 10 million people", ["5 million dollars", "10 million"]),
        ("up 12.5% or 3 percent or 4 per cent", ["12.5%", "3 percent", "4 per cent"]),
        ("日本に29億ドルを投資", ["29億ドル"]),
        ("7,500億ドルを超え、100万人以上", ["7,500億ドル", "100万人"]),
        ("1兆2,000億円、５万円、12％増", ["1兆2,000億円", "５万円", "12％"]),
    ],
)
def test_amounts_are_found(text: str, found: list[str]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The year 2024, April 10, at 12:30",
        "2024年4月10日、第2の経済大国、3人",
        "COVID-19, A4, 5G, iPhone 15, version 1.10",
        "10,000 people and over a million jobs",
        "a range of $5-10 million, 50-60% of it",
        "a million",
        "億万長者",
    ],
)
def test_dates_ranges_words_and_small_counts_are_no_amounts(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$2.9 billion", "2900000000"),
        ("29億ドル", "2900000000"),
        ("€5m", "5000000"),
        ("100万人", "1000000"),
        ("12％", "12"),
        ("5 million dollars", "5000000"),
        ("1兆2,000億円", "1200000000000"),
    ],
)
def test_an_amount_comes_to_a_number(text: str, value: str) -> None:
    assert amount(text) == Decimal(value)


@pytest.mark.parametrize("source", ["1,", "9", "1 ", "1万", "$1", "$1,", "1%", "$ "])
def test_hostile_text_takes_linear_time(source: str) -> None:
    start = time.process_time()
    list(amounts(source * 50_000))
    assert time.process_time() - start < 1.0
