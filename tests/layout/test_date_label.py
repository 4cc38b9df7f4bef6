"""Dates are written as readers write them, and no more exactly than they were typed."""

from __future__ import annotations

import pytest

from jpreader.article.edtf import parse
from jpreader.layout.dates import date_label


@pytest.mark.parametrize(
    ("typed", "english", "japanese"),
    [
        ("2024", "2024", "2024年"),
        ("2024-04", "Apr 2024", "2024年4月"),
        ("2024-04-09", "9 Apr 2024", "2024年4月9日"),
        ("2024-04-08/2024-04-14", "8–14 Apr 2024", "2024年4月8日〜14日"),
        ("2024-04-28/2024-05-03", "28 Apr–3 May 2024", "2024年4月28日〜5月3日"),
        ("2023-12-30/2024-01-02", "30 Dec 2023–2 Jan 2024", "2023年12月30日〜2024年1月2日"),
        ("2022/2024", "2022–2024", "2022年〜2024年"),
        ("2024-02/2024-04", "Feb–Apr 2024", "2024年2月〜4月"),
        ("2024/2025-03", "2024–Mar 2025", "2024年〜2025年3月"),
        ("2024-04-09/2024-04-09", "9 Apr 2024", "2024年4月9日"),
    ],
)
def test_a_date_in_both_languages(typed: str, english: str, japanese: str) -> None:
    assert date_label(parse(typed), "en") == english
    assert date_label(parse(typed), "ja") == japanese
