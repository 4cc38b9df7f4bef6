"""Figures are written as readers of English and of Japanese write them, and lose no digit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jpreader.article.model import Compare, Fact
from jpreader.layout.figures import figure_label


def label(number: str, unit: str = "", compare: Compare | None = None, language: str = "en") -> str:
    return figure_label(Fact("f", "F", number, Decimal(number), unit, compare), language)


@pytest.mark.parametrize(
    ("number", "unit", "compare", "english", "japanese"),
    [
        ("750000000000", "USD", "over", "> $750 B", "7,500億ドル超"),
        ("2900000000", "USD", None, "$2.9 B", "29億ドル"),
        ("1000000", "件", "over", "> 1 M 件", "100万件超"),
        ("590000000000", "JPY", "under", "< ¥590 B", "5,900億円未満"),
        ("5000000", "EUR", "about", "≈ €5 M", "約500万ユーロ"),
        ("1230000000000", "TWD", None, "NT$1.23 T", "1兆2,300億台湾ドル"),
        ("7300000000", "SEK", None, "SEK 7.3 B", "73億 SEK"),
        ("50.3", "%", None, "50.3%", "50.3%"),
        ("10.0", "percent", "about", "≈ 10.0%", "約10.0%"),
        ("-0.1", "%", None, "−0.1%", "−0.1%"),
        ("-2000000", "USD", None, "−$2 M", "−200万ドル"),
        ("0", "people", None, "0 people", "0 people"),
        ("12", "", None, "12", "12"),
    ],
)
def test_a_figure_in_both_languages(
    number: str, unit: str, compare: Compare | None, english: str, japanese: str
) -> None:
    assert label(number, unit, compare) == english
    assert label(number, unit, compare, "ja") == japanese


def test_a_value_in_per_cent_needs_no_unit() -> None:
    assert figure_label(Fact("f", "F", "50.3 %", Decimal("50.3")), "en") == "50.3%"


def test_a_unit_that_is_not_japanese_takes_its_sign_before_it() -> None:
    assert label("1000000", "jobs", "over", "ja-JP") == "> 100万 jobs"


@pytest.mark.parametrize(
    ("number", "english", "japanese"),
    [
        ("9500", "9,500", "9,500"),
        ("10000", "10 K", "1万"),
        ("46000", "46 K", "4万6,000"),
        ("39098.68", "39,098.68", "39,098.68"),
        ("1234567", "1,234,567", "123万4,567"),
        ("1230000", "1.23 M", "123万"),
        ("1234000", "1,234 K", "123万4,000"),
        ("12345600000000000", "12,345.6 T", "1京2,345兆6,000億"),
    ],
)
def test_a_scale_is_used_only_where_it_keeps_every_digit(number: str, english: str, japanese: str) -> None:
    assert label(number) == english
    assert label(number, language="ja") == japanese


_SCALES = {"K": 3, "M": 6, "B": 9, "T": 12}


@given(st.decimals("-1e20", "1e20", allow_nan=False, allow_infinity=False, places=2))
def test_the_label_reads_back_as_the_number(number: Decimal) -> None:
    figure, _, name = label(str(number)).replace("−", "-").replace(",", "").partition(" ")
    assert Decimal(figure).scaleb(_SCALES.get(name, 0)) == number


def test_a_number_longer_than_decimal_precision_keeps_its_digits() -> None:
    digits = "1234567891" * 5
    assert label(digits).replace(",", "") == digits
    assert label("1" + "0" * 60).startswith("1,000,000")
