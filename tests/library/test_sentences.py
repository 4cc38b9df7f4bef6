"""The sentence around a place."""

from __future__ import annotations

import pytest

from jpreader.library.sentences import MOST, sentence


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("One. It rained in Kyoto. Two.", "Kyoto", "It rained in Kyoto."),
        ("The U.S. and Japan agree. Then Mr. Kishida left.", "Japan", "The U.S. and Japan agree."),
        ("The U.S. and Japan agree. Then Mr. Kishida left.", "Kishida", "Then Mr. Kishida left."),
        ("It cost $2.9 billion in all. Much.", "billion", "It cost $2.9 billion in all."),
        ("“It rained!” he said. Then it stopped.", "rained", "“It rained!” he said."),
        ("雨が降った。「京都だ。」と言った。止んだ。", "京都", "「京都だ。」"),
        ("Title\nIt rained in Kyoto\nNext", "Kyoto", "It rained in Kyoto"),
        ("Name\tYears\nRain\t3", "Years", "Years"),
        ("no end at all", "end", "no end at all"),
    ],
)  # fmt: skip
def test_a_sentence_ends_where_a_reader_would_say_so(text: str, word: str, shown: str) -> None:
    at = text.index(word)
    start, end = sentence(text, at, at + len(word))
    assert text[start:end] == shown


def test_a_sentence_without_end_is_cut() -> None:
    text = "word " * 10_000
    start, end = sentence(text, 20_000, 20_004)
    assert start <= 20_000 < end
    assert end - start <= 2 * MOST + 4
