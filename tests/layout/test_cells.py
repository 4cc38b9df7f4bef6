"""Widths in cells, and graphemes that are never cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes
from rich.segment import Segment

from jpreader.layout.cells import fit, graphemes, pad, sums, width

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
FLAG = "\U0001f1ef\U0001f1f5"
THUMB = "\U0001f44d\U0001f3fd"
HEART = "\u2764\ufe0f"
JAMO = "\u1112\u1161\u11ab"  # 한, decomposed
ACUTE = "e\u0301\u0323"
GA = "か\u3099"
KNI = "नि"  # Devanagari NA and a spacing vowel sign
ATOMS = ["a", "é", " ", "日", "ー", "。", "ｱ", "한", FAMILY, FLAG, THUMB, HEART, JAMO, ACUTE, GA, KNI, "…", "“"]

texts = st.lists(st.sampled_from(ATOMS), max_size=30).map("".join)


@pytest.mark.parametrize("grapheme", [FAMILY, FLAG, THUMB, HEART, JAMO, ACUTE, GA, KNI, "각", "\r\n"])
def test_what_a_reader_takes_for_one_character_is_one_grapheme(grapheme: str) -> None:
    # UAX #29, section 3
    assert graphemes(grapheme) == [grapheme]
    assert graphemes(f"a{grapheme}日{grapheme}") == ["a", grapheme, "日", grapheme]


@pytest.mark.parametrize(
    ("text", "cells"),
    [("abc", 3), ("日本", 4), ("ｱｲｳ", 3), ("“”…—", 4), (FAMILY, 2), (FLAG, 2), (HEART, 2), (JAMO, 2), (GA, 2), ("", 0)],
)
def test_width(text: str, cells: int) -> None:
    assert width(text) == cells


@settings(deadline=None)
@given(st.text(max_size=40))
def test_width_is_what_textual_pads_by(text: str) -> None:
    assert width(text) == cell_len(text) == Segment(text).cell_length


@settings(deadline=None)
@given(texts)
def test_sums_are_the_widths_of_all_beginnings(text: str) -> None:
    before = sums(text)
    assert len(before) == len(text) + 1
    at = 0
    for grapheme in graphemes(text):
        assert before[at] == width(text[:at])
        at += len(grapheme)
        assert width(grapheme) == before[at] - before[at - len(grapheme)]
    assert before[len(text)] == width(text)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_graphemes_lose_nothing_and_never_cut_what_rich_holds_together(text: str) -> None:
    found = graphemes(text)
    assert "".join(found) == text
    ends = {sum(map(len, found[:count])) for count in range(len(found) + 1)}
    joined = {end for _, end, _ in split_graphemes(text)[0]} | {0}
    # Rich also joins to the character before it what has no width, whatever it is
    assert all(end in joined or width(text[end]) == 0 for end in ends if end < len(text))


@settings(deadline=None)
@given(texts, st.integers(-1, 70))
def test_fit(text: str, cells: int) -> None:
    shown = fit(text, cells)
    assert width(shown) <= max(0, cells)
    if width(text) <= cells:
        assert shown == text
    elif cells > 0:
        kept = shown.removesuffix("…")
        assert shown.endswith("…")
        assert text.startswith(kept)
        rest = graphemes(text[len(kept) :])
        assert graphemes(text) == graphemes(kept) + rest
        # no more would have gone in, but for blanks before the …
        assert width(kept) + width(rest[0]) > cells - 1 or not rest[0].strip()


def test_fit_examples() -> None:
    assert fit("Japanese direct investment", 17) == "Japanese direct…"
    assert fit("日本の対米直接投資", 7) == "日本の…"
    assert fit("日本の対米直接投資", 8) == "日本の…"
    assert fit(FAMILY * 3, 4) == FAMILY + "…"
    assert fit("日本", 1) == "…"
    assert fit("日本", 0) == ""


@settings(deadline=None)
@given(texts, st.integers(0, 70), st.sampled_from(["left", "center", "right"]))
def test_pad(text: str, cells: int, align: str) -> None:
    padded = pad(text, cells, align)  # type: ignore[arg-type]
    assert width(padded) == max(cells, width(text))
    assert padded.strip(" ") == text.strip(" ")
    if align == "right":
        assert padded.endswith(text)
    if align == "left":
        assert padded.startswith(text)


def test_many_marks_are_not_quadratic() -> None:
    hostile = "a" + "\u0301" * 50_000
    assert len(graphemes(hostile)) == 1
    assert fit(hostile + "b", 1) == "…"
    assert width(hostile) == 1
