"""Regular expressions that a reader types."""

from __future__ import annotations

import pytest

from jpreader.article.expression import MOST_MATCHES, BadPattern, extents


def found(text: str, pattern: str) -> list[str]:
    return [text[start:end] for start, end in extents(pattern, [text])[0]]


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        (r"\d+ (?:billion|億)", ["750 billion", "29 億"]),
        (r"[一-龠]+", ["億", "日本"]),
        (r"^and.*", ["and 日本"]),
        (r"BILLION", []),
        (r"Billion|\Sillion", ["billion"]),
        (r"z*", []),
    ],
)
def test_match_the_text_by_blocks(pattern: str, matches: list[str]) -> None:
    assert found("$750 billion\nor 29 億\nand 日本", pattern) == matches


def test_fold_quotes_and_width() -> None:
    assert found("Japan’s ＡＩ", r"japan's\sai") == ["Japan’s ＡＩ"]


@pytest.mark.parametrize(
    ("pattern", "position", "words"),
    [
        ("a[b", 1, "a [ has no ] to it"),
        ("a(b", 1, "a ( has no ) to it"),
        ("ab)", 2, "a ) has no ( to it"),
        ("*a", 0, "there is nothing to repeat"),
        ("a**", 2, "two repeats"),
        ("a\\", 1, "a \\ stands at the end"),
        ("\\q", 0, "means nothing after \\"),
        ("[z-a]", 1, "runs backwards"),
    ],
)
def test_a_wrong_one_says_where_and_why(pattern: str, position: int, words: str) -> None:
    with pytest.raises(BadPattern) as raised:
        found("text", pattern)
    assert raised.value.position == position
    assert words in str(raised.value)
    assert f"character {position + 1}" in str(raised.value)


def test_what_python_warns_of_is_no_reader_s_business() -> None:
    assert found("a[", "[[a]") == ["a", "["]  # filterwarnings makes a warning an error


def test_each_text_is_matched_by_itself() -> None:
    assert extents("^b|a$", ["xa", "b"]) == [[(1, 2)], [(0, 1)]]


def test_more_matches_than_anybody_walks_are_refused() -> None:
    assert len(extents(".", ["a" * MOST_MATCHES])[0]) == MOST_MATCHES
    with pytest.raises(BadPattern, match="over 20,000 times"):
        extents(".", ["a" * MOST_MATCHES, "a"])
