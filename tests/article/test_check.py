"""What `jpreader check` says of a file that can be read (the format's list), and how it says it."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from jpreader.article.check import as_github, as_json, check, render
from jpreader.article.decode import decode, decode_overlay
from jpreader.article.model import Article
from jpreader.article.problem import Problem

CONTENT = Path(__file__).parents[2] / "content"

SOURCE = """\
jpreader: 1
language: en
title: T
sections:
  - id: stakes
    title: Why it matters
    body: |
      Japan holds more than $750 billion, which has created over a million jobs.

      - It’s the way of Tokyo.
  - id: outlook
    title: What comes next
    body: |
      Japan promises a better outlook.
entities:
  japan: {kind: country, name: Japan}
  tokyo: {kind: place, name: Tokyo}
relations:
  - {from: japan, to: tokyo, label: has, section: stakes, quote: the way of Tokyo}
facts:
  - id: fdi
    label: Investment
    value: 750 billion
    unit: USD
    section: stakes
    quote: more than $750 billion
summary:
  tldr: Japan asks.
  points:
    - text: It promises.
      section: outlook
      quote: a better outlook
"""

OVERLAY = """\
jpreader: 1
translates: a
language: ja
title: 題
sections:
  stakes:
    title: なぜ
    body: |
      日本は7,500億ドルを持つ。

      - 東京の道だ。
  outlook:
    title: 展望
    body: |
      日本の見通しは明るい。
entities:
  japan: {aliases: [日本]}
  tokyo: {aliases: [東京]}
relations:
  - {quote: 東京の道}
facts:
  fdi: {label: 投資, quote: "7,500億ドルを持つ"}
summary:
  tldr: 日本は望む。
  points:
    - {text: 明るい。, quote: 見通しは明るい}
"""


def original(source: str = SOURCE) -> Article:
    article, problems = decode(source.encode(), "a.yaml", "a")
    assert article is not None, problems
    return article


def problems(source: str) -> list[str]:
    return [str(problem) for problem in check(original(source), source.encode())]


def overlay_problems(overlay: str, source: str = SOURCE) -> list[str]:
    article, found = decode_overlay(overlay.encode(), "a.ja.yaml", original(source))
    assert article is not None, found
    return [str(problem) for problem in check(article, overlay.encode())]


def swapped(source: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in source, old
        source = source.replace(old, new, 1)
    return source


class TestNothingWrong:
    def test_in_these_files(self) -> None:
        assert problems(SOURCE) == []
        assert overlay_problems(OVERLAY) == []

    @pytest.mark.parametrize("path", sorted(CONTENT.glob("*.yaml")), ids=lambda path: path.name)
    def test_in_what_ships(self, path: Path) -> None:
        id, _, language = path.stem.partition(".")
        source = (CONTENT / f"{id}.yaml").read_bytes()
        article = decode(source, f"{id}.yaml", id).article
        assert article is not None
        if language:
            source = path.read_bytes()
            article = decode_overlay(source, path.name, article).article
            assert article is not None
        assert check(article, source) == ()


class TestQuotes:
    def test_one_that_stops_matching(self) -> None:
        source = swapped(SOURCE, ("quote: more than $750 billion", "quote: more than $750 million"))
        assert problems(source) == [
            "a.yaml:26:12: error: the quote is not in section 'stakes': it stops matching after “more than $750”"
        ]

    def test_one_that_is_in_another_section(self) -> None:
        source = swapped(SOURCE, ("section: outlook", "section: stakes"))
        assert problems(source) == ["a.yaml:32:14: error: the quote is in section 'outlook', not in 'stakes'"]

    def test_the_excerpt_shows_where_and_the_hint_says_what_to_do(self) -> None:
        source = swapped(SOURCE, ("the way of Tokyo}", "It's the way}"))
        (problem,) = check(original(source), source.encode())
        first, line, under = render(problem).split("\n")
        assert first.startswith("a.yaml:19:66: error: the quote is not in section 'stakes'")
        assert line.index("It's the way") == under.index("^")
        assert under.endswith("^^^^^^^^^^^^ quote the text word for word")

    def test_a_translation_s_are_looked_for_in_its_own_text(self) -> None:
        overlay = swapped(OVERLAY, ('億ドルを持つ"', '億ドルをもつ"'))
        assert overlay_problems(overlay) == [
            "a.ja.yaml:22:27: error: the quote is not in section 'stakes': it stops matching after “7,500億ドルを”"
        ]

    def test_the_original_s_are_not(self) -> None:
        overlay = swapped(OVERLAY, (', quote: "7,500億ドルを持つ"', ""))
        assert overlay_problems(overlay) == []

    def test_a_fact_or_a_relation_without_one(self) -> None:
        source = swapped(
            SOURCE, ("    section: stakes\n    quote: more than $750 billion\n", ""), (", quote: the way of Tokyo", "")
        )
        assert problems(source) == [
            "a.yaml:19:5: warning: this relation has no quote",
            "a.yaml:21:5: warning: this fact has no quote",
        ]

    def test_a_relation_may_lean_on_its_fact(self) -> None:
        source = swapped(SOURCE, (", section: stakes, quote: the way of Tokyo", ", fact: fdi"))
        assert problems(source) == []


class TestEntities:
    def test_one_that_the_text_does_not_name(self) -> None:
        source = swapped(SOURCE, ("  tokyo:", "  asia: {kind: place, name: Asia}\n  tokyo:"))
        assert problems(source) == [
            "a.yaml:17:3: warning: 'Asia' is never found in the text: add the form the text uses under `aliases`"
        ]

    def test_one_that_is_not_to_be_found_and_that_nothing_mentions(self) -> None:
        source = swapped(SOURCE, ("  tokyo:", "  asia: {kind: place, name: Asia, match: false}\n  tokyo:"))
        (problem,) = problems(source)
        assert problem.startswith("a.yaml:17:3: warning: nothing mentions 'Asia'")
        assert problems(swapped(source, ("It’s the way", "[It](@asia)’s the way"))) == []
        assert problems(swapped(source, ("from: japan", "from: asia"))) == []

    def test_a_name_that_two_share(self) -> None:
        source = swapped(SOURCE, ("name: Tokyo}", "name: Tokyo, aliases: [Japan]}"))
        assert problems(source) == ["a.yaml:17:3: warning: 'Japan' is a name of 'japan' too, which takes its mentions"]

    def test_of_a_translation_stand_where_it_names_them(self) -> None:
        assert overlay_problems(swapped(OVERLAY, ("[東京]", "[都]"))) == [
            "a.ja.yaml:18:3: warning: 'Tokyo' is never found in the text: add the form the text uses under `aliases`"
        ]
        assert overlay_problems(swapped(OVERLAY, ("  tokyo: {aliases: [東京]}\n", ""))) == [
            "a.ja.yaml:16:1: warning: 'Tokyo' is never found in the text: add the form the text uses under `aliases`"
        ]
        assert overlay_problems(swapped(OVERLAY, ("[東京]", "[東京, 日本]"))) == [
            "a.ja.yaml:18:3: warning: '日本' is a name of 'japan' too, which takes its mentions"
        ]

    def test_what_is_wrong_in_the_original_is_not_said_again(self) -> None:
        source = swapped(SOURCE, ("name: Tokyo}", "name: Tokyo, aliases: [Japan]}"))
        assert overlay_problems(OVERLAY, source) == []


class TestAmounts:
    def test_one_without_a_figure(self) -> None:
        source = swapped(SOURCE, ("a better outlook.\n", "a better outlook\n      for $2.9 billion.\n"))
        (problem,) = check(original(source), source.encode())
        assert str(problem) == "a.yaml:15:11: warning: the text says “$2.9 billion”, and no fact covers it"
        assert render(problem).split("\n")[1:] == [
            "   15 |       for $2.9 billion.",
            "      |           ^^^^^^^^^^^^ add it under `facts`",
        ]

    def test_each_in_its_own_section(self) -> None:
        source = swapped(SOURCE, ("million jobs.", "million jobs, 5%."), ("a better outlook.", "a better outlook: 6%."))
        assert [problem.split(": ")[0] for problem in problems(source)] == ["a.yaml:8:82", "a.yaml:14:40"]

    def test_one_ends_with_its_section(self) -> None:
        source = swapped(SOURCE, ("the way of Tokyo.", "the way of Tokyo $5"), ("What comes next", "7 million more"))
        assert [problem.split("“")[1].split("”")[0] for problem in problems(source)] == ["$5"]

    def test_is_said_once(self) -> None:
        source = swapped(SOURCE, ("a better outlook.", "a better outlook for 5% or 5% or 6%."))
        assert [problem.split("“")[1].split("”")[0] for problem in problems(source)] == ["5%", "6%"]

    def test_a_figure_of_that_number_covers_it_whatever_the_words(self) -> None:
        assert problems(swapped(SOURCE, ("a better outlook.", "a better outlook for 7,500億ドル."))) == []

    def test_a_figure_whose_quote_holds_it_covers_it(self) -> None:
        source = swapped(SOURCE, ("value: 750 billion", "value: 751 billion"))
        assert problems(source) == []

    def test_what_stands_in_code_is_no_figure(self) -> None:
        source = swapped(SOURCE, ("a better outlook.", "a better outlook, `value: 12%` and `$5`, but 7%."))
        assert [problem.split("“")[1].split("”")[0] for problem in problems(source)] == ["7%"]

    def test_a_translation_s_too(self) -> None:
        overlay = swapped(OVERLAY, ("見通しは明るい。\n", "見通しは明るい。29億ドルだ。\n"))
        assert overlay_problems(overlay) == [
            "a.ja.yaml:15:18: warning: the text says “29億ドル”, and no fact covers it"
        ]


class TestLinks:
    @pytest.mark.parametrize(
        "address", ["javascript:alert", "file:///etc/passwd", "//a.example", "www.a.example", "@Japan"]
    )
    def test_one_that_stays_text(self, address: str) -> None:
        source = swapped(SOURCE, ("a better outlook.", f"a better outlook [here]({address})."))
        assert problems(source) == ["a.yaml:14:39: warning: this is no link, and stays text as it stands"]

    @pytest.mark.parametrize(
        "text", ["[1](2)", "[and European] (firms)", "`[a](javascript:b)`", "[a](https://b.example)"]
    )
    def test_what_is_none_or_may_be_opened(self, text: str) -> None:
        assert problems(swapped(SOURCE, ("a better outlook.", f"a better outlook {text}."))) == []


class TestTranslations:
    def test_sections_that_are_missing_are_said_on_one_line(self) -> None:
        overlay = OVERLAY[: OVERLAY.index("  outlook:")] + OVERLAY[OVERLAY.index("entities:") :]
        overlay = swapped(overlay, (", quote: 見通しは明るい", ""))
        assert overlay_problems(overlay) == ["a.ja.yaml:5:1: warning: the translation lacks section 'outlook'"]
        overlay = OVERLAY[: OVERLAY.index("sections:")] + "status: draft\n"
        assert overlay_problems(overlay) == [
            "a.ja.yaml:1:1: warning: the translation lacks 2 of 2 sections: 'stakes', 'outlook'",
            "a.ja.yaml:1:1: warning: the translation lacks 'summary.tldr'",
        ]

    def test_the_title(self) -> None:
        assert overlay_problems(swapped(OVERLAY, ("title: 題\n", ""))) == [
            "a.ja.yaml:1:1: warning: the translation lacks 'title'"
        ]

    def test_a_section_with_other_blocks(self) -> None:
        assert overlay_problems(swapped(OVERLAY, ("\n      - 東京", "      東京"))) == [
            "a.ja.yaml:6:3: warning: section 'stakes' has 1 blocks, and the original 2"
        ]

    def test_labels_that_are_missing_are_no_problem(self) -> None:
        overlay = OVERLAY[: OVERLAY.index("relations:")] + OVERLAY[OVERLAY.index("summary:") :]
        assert overlay_problems(overlay) == []


class TestLanguage:
    def test_one_that_nobody_registered(self) -> None:
        (problem,) = check(original(source := SOURCE.replace("language: en", "language: jp")), source.encode())
        assert str(problem) == "a.yaml:2:11: warning: nobody registered the language 'jp'"
        assert problem.hint == "did you mean 'ja'?"
        assert problems(SOURCE.replace("language: en", "language: en-YY")) == [
            "a.yaml:2:11: warning: nobody registered the language 'en-YY': 'yy' means nothing"
        ]


class TestAltogether:
    def test_several_at_once_in_the_order_of_the_lines(self) -> None:
        source = swapped(SOURCE, ("language: en", "language: jp"), ("name: Japan", "name: Nippon"), ("750 b", "1 b"))
        source = swapped(source, ("quote: more than $750 billion", "quote: so much"))
        found = check(original(source), source.encode())
        assert [problem.line for problem in found] == [2, 8, 16, 26]
        assert {problem.severity for problem in found} == {"warning", "error"}

    def test_without_the_file_the_lines_are_not_shown(self) -> None:
        source = swapped(SOURCE, ("language: en", "language: jp"), ("a better outlook.", "an outlook of 5%."))
        assert all(not problem.excerpt for problem in check(original(source)))

    def test_four_megabytes_with_a_thousand_sections(self) -> None:
        body = SOURCE[SOURCE.index("  - id: stakes") : SOURCE.index("entities:")]
        many = "".join(
            body.replace("id: ", f"id: n{number}-").replace("promises", "promises much " * 380) for number in range(600)
        )
        source = swapped(SOURCE, ("entities:", many + "entities:"))
        article = original(source)
        start = time.process_time()
        assert check(article, source.encode()) == ()
        assert time.process_time() - start < 1.0  # 0.1 s where this was written

    def test_more_quotes_than_can_be_looked_for_are_said_to_be_so(self) -> None:
        long = "Japan promises a better outlook. " * 60_000
        events = "".join(f"  - {{label: e{number}, section: outlook, quote: nothing}}\n" for number in range(700))
        source = swapped(
            SOURCE, ("Japan promises a better outlook.", long), ("summary:", f"timeline:\n{events}summary:")
        )
        start = time.process_time()
        found = check(original(source), source.encode())
        assert time.process_time() - start < 4.0
        stopped, more = found[-2:]
        assert stopped.message == "the quotes from here on were not looked for"
        assert more.message == "and 151 more errors"


class TestForms:
    problem = Problem(
        "content/a,b:c.yaml", 12, 9, "error", "100% wrong:\nso", "mend it", "  標題: 日本 here", length=2, caret=7
    )

    def test_the_caret_stands_under_the_cells(self) -> None:
        assert render(self.problem).split("\n")[-2:] == [
            "   12 |   標題: 日本 here",
            "      |         ^^^^ mend it",
        ]

    def test_a_problem_with_the_whole_file_has_no_line(self) -> None:
        whole = Problem("a.yaml", 0, 0, "error", "not UTF-8 text", "iconv")
        assert render(whole) == "a.yaml: error: not UTF-8 text\n       iconv"
        assert as_github(whole) == "::error file=a.yaml::not UTF-8 text (iconv)"

    def test_github_s_form_is_escaped(self) -> None:
        assert as_github(self.problem) == (
            "::error file=content/a%2Cb%3Ac.yaml,line=12,col=9::100%25 wrong:%0Aso (mend it)"
        )

    def test_json_has_every_part(self) -> None:
        assert json.loads(json.dumps(as_json(self.problem))) == {
            "path": "content/a,b:c.yaml",
            "line": 12,
            "column": 9,
            "severity": "error",
            "message": "100% wrong:\nso",
            "hint": "mend it",
        }
