"""The cutting of a line's text where what is lit in it changes."""

from __future__ import annotations

import pytest

from jpreader.layout.ink import cut


@pytest.mark.parametrize(
    ("text", "lit", "whole"),
    [
        ("a1\ufe0f\u20e3b", (1, 2), "1\ufe0f\u20e3"),
        ("か\u3099き", (1, 2), "か\u3099"),
        ("x👩\u200d🚀y", (1, 2), "👩\u200d🚀"),
        ("x👩\u200d🚀y", (3, 5), "👩\u200d🚀y"),
        ("🇯🇵🇺🇸", (1, 3), "🇯🇵🇺🇸"),
        ("日本企業", (0, 2), "日本"),
        ("plain", (1, 3), "la"),
    ],
)
def test_no_grapheme_is_lit_in_part(text: str, lit: tuple[int, int], whole: str) -> None:
    start = 7
    pieces = cut(text, start, "text", [(start + lit[0], start + lit[1], "match")])
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.role == "text match"] == [whole]


def test_a_mark_that_begins_before_the_text_or_ends_behind_it_stays_within_it() -> None:
    assert [piece.text for piece in cut("が\u3099x", 5, "text", [(0, 99, "lit")])] == ["が\u3099x"]
