"""What was edited in a text, by words."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jpreader.article.edits import MOST_PAIRS, edits, tokens

SOME = ("Japan", "the", "$750", "7,500億", "ドル", "を", "。", ",", " ", "  ", "\n", "が\u3099", "’s", "👩\u200d💻")
WORDS = st.lists(st.sampled_from(SOME), max_size=30).map("".join)


def shown(before: str, now: str) -> list[object]:
    return [edit.now if edit.same else tuple(edit) for edit in edits(before, now)]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (
            "hold more than $750 billion of investment.",
            "now hold more than $800 billion of it.",
            [("", "now "), "hold more than $", ("750", "800"), " billion of ", ("investment", "it"), "."],
        ),
        ("Tokyo’s backing", "Tokyo’s firm backing", ["Tokyo’s ", ("", "firm "), "backing"]),
        (
            "産業は来年度から7,500億ドルを投資する。",
            "産業は再来年度から8,000億ドルを投資した。",
            [
                "産業は",
                ("来年度", "再来年度"),
                "から",
                ("7,500", "8,000"),
                "億ドルを投資",
                ("する", "した"),
                "。",
            ],
        ),
        ("same", "same", ["same"]),
        ("", "all new", [("", "all new")]),
        ("all gone", "", [("all gone", "")]),
        ("", "", []),
    ],
)
def test_it_is_said_by_words(before: str, now: str, expected: list[object]) -> None:
    assert shown(before, now) == expected


def test_a_number_is_one_word_and_edits_next_to_each_other_are_one() -> None:
    assert shown("7,500 yen", "7,800 yen") == [("7,500", "7,800"), " yen"]
    assert shown("one two three four", "five six three four") == [("one two", "five six"), " three four"]


@given(WORDS, WORDS)
def test_nothing_is_lost(before: str, now: str) -> None:
    found = edits(before, now)
    assert "".join(edit.before for edit in found) == before
    assert "".join(edit.now for edit in found) == now
    assert all(edit != ("", "") for edit in found)
    assert all(one.same != other.same for one, other in pairwise(found))
    assert "".join(tokens(before)) == before


@given(WORDS, WORDS, WORDS)
def test_what_stands_at_both_ends_is_not_edited(head: str, middle: str, tail: str) -> None:
    found = edits(f"{head} {tail}", f"{head} {middle} {tail}")
    assert sum(len(edit.now) for edit in found if not edit.same) <= len(f"{head} {middle} {tail}")
    assert len([edit for edit in found if not edit.same]) <= 1 + len(tokens(middle))


def test_of_texts_that_take_long_what_lies_between_their_ends_is_one_edit() -> None:
    before, now = "Begin " + "a b " * 5000 + "end", "Begin " + "b a c " * 5000 + "end"
    begun = time.perf_counter()
    found = edits(before, now)
    assert time.perf_counter() - begun < 2
    assert [edit.same for edit in found] == [True, False, True]
    assert len(edits("a x b", "a y c", 0)) == 2
    assert MOST_PAIRS > 1300  # a long paragraph is still compared by words
