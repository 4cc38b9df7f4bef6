"""The filter by typing."""

from __future__ import annotations

import pytest

from jpreader.library.fuzzy import ENOUGH, folded, lit, matching

TITLES = ["Tokyo courts American tech money", "Who pays for Rapidus", "From chip to chips", "Microsoft’s billions",
          "日本の半導体", "ラピダスの資金", "Hitchhiking peers", "Japan-US tech"]  # fmt: skip
FOLDED = {number: folded(title) for number, title in enumerate(TITLES)}


def found(typed: str) -> list[str]:
    return [TITLES[number] for number in matching(range(len(TITLES)), FOLDED, typed)]


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("", TITLES),
        ("tech", ["Tokyo courts American tech money", "Japan-US tech"]),
        ("TECH tokyo", ["Tokyo courts American tech money"]),
        ("半導", ["日本の半導体"]),
        ("らぴだす", ["ラピダスの資金"]),  # kana is the same in either script
        ("ﾗﾋﾟﾀﾞｽ", ["ラピダスの資金"]),  # and in half width
        ("microsoft's", ["Microsoft’s billions"]),
        ("micrsoft", ["Microsoft’s billions"]),  # a letter left out
        ("jut", ["Japan-US tech"]),  # letters that begin words
        ("tcamt", ["Tokyo courts American tech money"]),
        ("hitchhik", ["Hitchhiking peers"]),
        ("zebra", []),
    ],
)
def test_a_title_is_found_by_what_is_typed(typed: str, titles: list[str]) -> None:
    assert found(typed) == titles


def test_words_that_begin_so_come_before_words_that_have_it_within() -> None:
    titles = {0: folded("Archives"), 1: folded("Chives"), 2: folded("Ch. ives")}
    assert matching(range(3), titles, "chives") == [1, 0, 2]


def test_where_many_have_it_as_typed_no_letters_are_left_out() -> None:
    titles = {number: folded(f"rain {number}") for number in range(ENOUGH)} | {ENOUGH: folded("radiant inside")}
    assert ENOUGH not in matching(titles, titles, "rain")
    assert matching([ENOUGH], titles, "rain") == [ENOUGH]


def test_what_was_typed_is_lit_in_the_title_as_it_is_shown() -> None:
    def shown(title: str, typed: str) -> str:
        at = lit(title, typed)
        return "".join(char.upper() if number in at else char for number, char in enumerate(title.lower()))

    assert shown("Japan-US tech", "jut") == "Japan-Us Tech"
    assert shown("Japan-US tech", "tech jap") == "JAPan-us TECH"
    assert lit("ラピダスの資金", "らぴ") == {0, 1}
    assert lit("Rain", "zebra") == frozenset()
    assert lit("Rain", "") == frozenset()
