"""Words of full text search: those between spaces, and pairs where there are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jpreader.article.names import name_key
from jpreader.library.words import attribute, characters, phrase, words


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Microsoft’s deal", ["microsoft", "s", "deal"]),
        ("Ｍｉｃｒｏｓｏｆｔ　日本", ["microsoft", "日本"]),
        ("半導体とAI", ["半導", "導体", "体ト", "ai"]),
        ("アイ・ビー・エム", ["アイ", "ビー", "エム"]),
        ("ﾊﾞﾅﾅ ばなな バナナ", ["バナ", "ナナ"] * 3),
        ("Café—Müller", ["café", "müller"]),
        ("国", ["国"]),
        ("snake_case", ["snake", "case"]),
        ("한국 경제", ["한국", "경제"]),
    ],
)
def test_a_text_is_cut_at_spaces_and_signs_and_into_pairs(text: str, cut: list[str]) -> None:
    assert list(phrase(text).words) == cut


def test_every_character_of_scripts_without_spaces_is_a_word_too() -> None:
    assert characters("AIと半導体、半導体").split() == sorted("ト半導体")
    assert characters("plain “English” — no more") == ""


def test_single_characters_beside_others_have_to_be_looked_for() -> None:
    assert phrase("半導体").exact
    assert phrase("国").exact
    assert not phrase("国 AI").exact
    assert phrase("...").words == ()


@given(st.text(max_size=60))
def test_the_key_of_a_name_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


def test_names_are_the_same_however_they_are_written() -> None:
    assert name_key("U.S.–Japan  Agreement") == name_key("u.s.-japan agreement") == "u s japan agreement"
    assert name_key("らぴだす") == name_key("ﾗﾋﾟﾀﾞｽ") == name_key("ラピダス")
    assert name_key("%") == "%"


@given(st.text(alphabet="aB7é日本ぁー・ 。“’", max_size=40), st.integers(0, 40), st.integers(1, 12))
def test_what_stands_in_a_text_is_found_by_its_words(text: str, at: int, length: int) -> None:
    """A phrase of whole words has its words side by side in the words of any text that holds it."""
    part = text[at : at + length]
    sought = phrase(part)
    before, after = text[at - 1 : at], text[at + length : at + length + 1]
    cut_through = any(
        left.isalnum() and right.isalnum() and left < "\u0e01" and right < "\u0e01"
        for left, right in ((before, part[:1]), (part[-1:], after))
        if left and right
    )
    if not sought.words or not sought.exact or cut_through or (at and not before):
        return
    if len(sought.words) == 1 and len(sought.words[0]) == 1:
        held = f"{words(text)} {characters(text)}".split()
        assert sought.words[0] in " ".join(held)
        return
    assert f" {' '.join(sought.words)}" in " " + " ".join(phrase(text).words)


def test_what_is_true_of_an_article_is_a_word_that_no_text_has() -> None:
    assert attribute("tag", "chips") == attribute("tag", "chips") != attribute("kind", "chips")
    assert not phrase(attribute("tag", "chips")).words[0].startswith(attribute("tag", "chips")[0])
