"""Filling: nothing lost, nothing too wide, kinsoku at every width, runts mended."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jpreader.article.model import Ruby
from jpreader.layout.cells import graphemes, width
from jpreader.layout.fill import LAST_LINES, Filled, fill, wrap
from jpreader.layout.linebreak import opportunities

CONTENT = Path(__file__).parents[2] / "content"

# Punctuation of every sort in short order, as news has it at its densest.
DENSE = """\
「ええっ、ほんとうですか？」と彼女は言った。「『ラーメン（大盛り）』を、ひとりで……！？」——そうなのだ。
価格は1,200円（税込み）から、¥2,980〜、最大で50％引き。ユーザー・インターフェース、データベース、コーヒー、ヴァイオリン。
「『（【あ】）』」、［〔｛〈い〉｝〕］、「ちょっと、きょうは、ぎゃっ、と、シャッター、ジェットコースター、フィッシュ」。
人々は時々、様々な国々で「あゝ」「いすゞ」と書く。“引用”と‘内側’も、AI（人工知能）やIBM、U.S.などの語も交じる。
東京（とうきょう）・大阪（おおさか）・名古屋（なごや）、％と℃、１２３４５、ｱｲｳｴｵ、ｧｨｩｪｫｬｭｮｯｰ。"""

MIXED = """\
東京のStartup企業「Rapidus（ラピダス）」は、IBMと2-nanometer世代の“semiconductor”技術で提携した。詳細は
https://www.example.co.jp/news/2024/04/10/article-id-1234567890?ref=top&lang=ja を参照（英語）。Tokyo’s “new” plan、と
The Wall Street Journalは報じた。2024年4月10日（水）、$2.9 billion（約4,400億円）の投資。"""

NOT_FIRST = "、。，．」』）］｝〕〉》】”’？！ー々ゝゞ・：；…ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶｧｨｩｪｫｬｭｮｯｰ〜‐"
NOT_LAST = "「『（［｛〔〈《【“‘"


def japanese() -> list[str]:
    overlay = yaml.safe_load((CONTENT / "japan-us-tech.ja.yaml").read_text(encoding="utf-8"))
    bodies = [section["body"] for section in overlay["sections"].values()]
    paragraphs = [line for body in bodies for line in body.splitlines() if line]
    assert len(paragraphs) > 8
    return [*paragraphs, *DENSE.splitlines(), DENSE.replace("\n", ""), MIXED.replace("\n", "")]


def english() -> list[str]:
    article = yaml.safe_load((CONTENT / "japan-us-tech.yaml").read_text(encoding="utf-8"))
    return [line for section in article["sections"] for line in section["body"].splitlines() if line]


def seen(text: str, lines: Sequence[Filled]) -> list[str]:
    return [text[line.start : line.seen] for line in lines]


def complete(text: str, lines: Sequence[Filled]) -> None:
    """Every character is on exactly one line, or dropped as a space at the end of one."""
    assert [line.start for line in lines] == [0, *(line.end for line in lines[:-1])]
    assert lines[-1].end == len(text)
    for line in lines:
        assert line.start <= line.seen <= line.end
        assert not text[line.seen : line.end].strip(" \u3000\n")


@pytest.mark.parametrize("measure", range(20, 121))
def test_kinsoku_at_every_width(measure: int) -> None:
    # JIS X 4051 and JLReq 3.1.7, 3.1.8: strict, at line starts and line ends
    for text in japanese():
        lines = fill(text, measure)
        complete(text, lines)
        for number, line in enumerate(seen(text, lines)):
            assert width(line) <= measure
            assert number == 0 or line[0] not in NOT_FIRST, (text, line)
            assert number == len(lines) - 1 or line[-1] not in NOT_LAST, (text, line)


@pytest.mark.parametrize("measure", [20, 33, 40, 66, 72, 80, 120])
def test_words_are_not_cut(measure: int) -> None:
    for text in english():
        lines = fill(text, measure)
        complete(text, lines)
        words = [word for line in seen(text, lines) for word in line.split()]
        assert "".join(words) == text.replace(" ", "")
        assert all(text[line.end - 1] in " -—" for line in lines[:-1])


def test_lines_are_as_full_as_they_can_be_but_for_the_last_four() -> None:
    for text in japanese()[:-1] + english():  # without the text that has a URL to be cut
        for measure in (31, 66, 72):
            lines = fill(text, measure)
            breaks = opportunities(text, kinsoku=True)
            for line in lines[:-LAST_LINES]:
                further = breaks[breaks.index(line.end) + 1]
                assert width(text[line.start : further].rstrip()) > measure


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "a",
                    "word ",
                    "日本",
                    "、",
                    "。」",
                    "「",
                    "ー",
                    "っ",
                    " ",
                    "  ",
                    "\u3000",
                    "\n",
                    "-",
                    "/",
                    "7,500",
                    "$",
                ),
                *("“", "”", "’", "longlonglonglonglongword", "https://example.com/a?b=c&d=e"),
                *(
                    "e\u0301",
                    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
                    "\U0001f1ef\U0001f1f5",
                    "\u1112\u1161\u11ab",
                ),
            ]
        ),
        max_size=60,
    ).map("".join),
    st.integers(4, 60),
)
def test_nothing_is_lost_doubled_or_too_wide(text: str, measure: int) -> None:
    lines = fill(text, measure)
    complete(text, lines)
    assert all(width(line) <= measure for line in seen(text, lines))
    ends = {0}
    for grapheme in graphemes(text):
        ends.add(max(ends) + len(grapheme))
    assert all(line.end in ends for line in lines)


@settings(deadline=None)
@given(st.text(st.sampled_from("、。」）ー「（あっ日"), min_size=1, max_size=80), st.integers(20, 40))
def test_kinsoku_yields_only_where_nothing_else_can_be_done(text: str, measure: int) -> None:
    lines = fill(text, measure)
    complete(text, lines)
    for line, after in pairwise(lines):
        if text[after.start] in "、。」）ーっ" or text[line.end - 1] in "「（":
            # the line would have been empty in its first half
            half = text[line.start : line.end][-(measure // 4) + 1 :]
            assert not any(half[n] not in "「（" and half[n + 1] not in "、。」）ーっ" for n in range(len(half) - 1)), (
                line,
                half,
            )


# Runts


def test_a_runt_is_mended_by_its_last_four_lines() -> None:
    text = (
        "Japan once dominated the global semiconductor industry and means to take its place back. Geopolitical "
        "tension and technological rivalry, above all with China, have raised the price of waiting. Asking for help is "
        "a change of strategy for a country that wants again to be counted among the leaders, so."
    )
    lines = seen(text, fill(text, 66))
    assert lines == [
        "Japan once dominated the global semiconductor industry and means",
        "to take its place back. Geopolitical tension and technological",
        "rivalry, above all with China, have raised the price of waiting.",
        "Asking for help is a change of strategy for a country that wants",
        "again to be counted among the leaders, so.",
    ]


@pytest.mark.parametrize("measure", [24, 30, 40, 66, 72])
def test_no_paragraph_ends_in_a_runt_that_could_be_mended(measure: int) -> None:
    least = max(5, measure // 6)  # cells: two wide characters, or a sixth
    for text in japanese() + english():
        for cut in range(len(text) - 40, len(text)):
            shorter = text[:cut]
            lines = fill(shorter, measure)
            if len(lines) > 2 and "http" not in shorter:
                assert width(seen(shorter, lines)[-1]) >= least, seen(shorter, lines)[-3:]


def test_mending_never_makes_the_last_line_too_wide() -> None:
    assert wrap("a日“longlonglonglonglongwordaa  a", 31) == ["a日“longlonglonglonglongwordaa", "a"]


def test_mending_is_as_even_as_it_can_be() -> None:
    # least squares: one line of 3 cells would be worse than three that are a little short
    assert wrap("the Washington technology ask the comeback help rebuild so.", 24) == [
        "the Washington",
        "technology ask",
        "the comeback help",
        "rebuild so.",
    ]


def test_mending_keeps_the_lines_before_the_last_four() -> None:
    words = "日" * 33 * 5
    assert [width(line) for line in wrap(words + "本", 66)] == [66, 66, 62, 62, 64, 12]


def test_two_wide_characters_are_a_runt_and_their_line_is_mended_evenly() -> None:
    text = "日" * 20 + "本は"
    assert [width(line) for line in wrap(text, 40)] == [38, 6]


# Words longer than a line


def test_a_url_is_cut_after_a_sign_that_parts_it() -> None:
    url = "https://www.example.com/2024/a-very-long-path?query=1&other=2"
    assert wrap(f"See {url} there", 24) == [
        "See https://",
        "www.example.com/2024/a-",
        "very-long-path?",
        "query=1&other=2 there",
    ]


def test_a_query_is_cut_before_its_next_part() -> None:
    assert wrap("first=1111111&second=2222222&third=3333333", 24) == ["first=1111111&second=", "2222222&third=3333333"]
    assert wrap("first=1111111&secondsecond=2222222", 24) == ["first=1111111&", "secondsecond=2222222"]


def test_no_line_begins_with_what_a_space_would_excuse() -> None:
    assert wrap("ああああああああああ ーあああ", 20) == ["あああああああああ", "あ ーあああ"]


def test_a_long_word_is_cut_at_graphemes_and_its_brackets_stay_with_it() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert wrap(family.join("\u2060" * 9), 7)[0].count(family) == 3
    assert wrap("「" + "a" * 38 + "」", 20) == ["「" + "a" * 18, "a" * 19, "a」"]
    assert wrap("a" * 19 + "(b)", 20) == ["a" * 19, "(b)"]


def test_a_measure_narrower_than_a_character() -> None:
    assert wrap("日本", 1) == ["日", "本"]
    assert wrap("日本", 0) == ["日", "本"]


# Lines of another measure, lines of the text, readings


def test_the_first_line_may_have_a_measure_of_its_own() -> None:
    assert wrap("one two three four", 9, first=4) == ["one", "two three", "four"]
    assert wrap("one two three four", 9, first=14) == ["one two three", "four"]


def test_mandatory_breaks_and_hanging_spaces() -> None:
    assert wrap("a\n\nb  \nc", 9) == ["a", "", "b", "c"]
    assert wrap("", 9) == [""]
    assert wrap("a\n", 9) == ["a"]
    assert wrap("four      five", 4) == ["four", "five"]
    assert wrap("日本。\u3000次の文", 6) == ["日本。", "次の文"]
    assert wrap("\u3000字下げ", 20) == ["\u3000字下げ"]


def test_the_base_of_a_reading_is_not_broken() -> None:
    text = "これは岸田文雄です"
    assert seen(text, fill(text, 10)) == ["これは岸田", "文雄です"]
    assert seen(text, fill(text, 10, whole=[Ruby(3, 7, "きしだふみお")])) == ["これは", "岸田文雄", "です"]


def test_wrapping_again_costs_nothing_and_lists_are_ones_own() -> None:
    first = wrap("one two three", 7)
    first.append("changed")
    assert wrap("one two three", 7) == ["one two", "three"]


@pytest.mark.parametrize(
    "text",
    [
        *("a" * 100_000, "a" + "\u0301" * 50_000, "ー" * 50_000, "( " + " " * 50_000 + "x", "“" * 50_000),
        *("\U0001f1ef" * 50_000, "\u200d" * 50_000, "日\u3099" * 50_000, "0/" * 50_000, "\n" * 50_000),
        "「" * 50_000 + "」" * 50_000,
    ],
    ids=lambda text: f"{text[:2]!a}",
)
def test_hostile_text_takes_time_in_proportion(text: str) -> None:
    begun = time.process_time()
    complete(text, fill(text, 66))
    assert time.process_time() - begun < 2  # seconds: twenty times what it takes here, a hundredth of quadratic
