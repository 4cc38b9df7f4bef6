"""The article without a screen: that nothing which a pane shows is missing, and that it stays harmless."""

from __future__ import annotations

import json
import re
from itertools import chain, pairwise
from typing import cast

import pytest
from markdown_it import MarkdownIt

from jpreader.article.decode import decode
from jpreader.article.evidence import every_claim, evidence_of
from jpreader.article.model import Article
from jpreader.layout.card import card
from jpreader.layout.cells import width
from jpreader.layout.digest import NO_DATE, digest, first_use
from jpreader.layout.outline import PARTS
from jpreader.layout.plain import markdown, text
from jpreader.layout.values import data
from jpreader.library.bundle import content
from jpreader.library.shelf import load, shelf

ARTICLES = [article for item in shelf(content()) for article in load(item).articles]
every_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"{article.id}-{article.language}")

RICH = """\
jpreader: 1
language: ja
title: 見本
sections:
  - id: one
    title: A *title* is text
    body: |
      漢字《かんじ》と｜岸田文雄《きしだふみお》、*em*、**strong**、`a*b`、[site](https://example.org/a).

      1. one
      2. two

         more of two

         - deep

      > quoted
      >
      > - in a list

      | left | right |
      | :--- | ---: |
      | a \\| b | 漢字《かんじ》 |

      2024\\. is no list, \\# no heading, <b> no tag, _no_ em, 1 * 2 * 3 & &amp;
"""


def rich() -> Article:
    article, problems = decode(RICH.encode(), "rich.yaml", "rich")
    assert article is not None, problems
    return article


def squeezed(string: str) -> str:
    """Without white space, which depends on the width."""
    return "".join(string.split())


@every_article
def test_text_says_all_that_the_panes_say(article: Article) -> None:
    whole = squeezed(text(article, 2000))  # so that no cell of a table goes on in the next row
    for block in (block for section in article.sections for block in section.blocks):
        ends = [*(ruby.end for ruby in block.ruby), *(run.end for run in block.runs)]  # where something may be added
        for start, end in pairwise(sorted({0, len(block.text), *ends})):
            for part in re.split("[\\t\\n]", block.text[start:end]):
                assert squeezed(part) in whole
    rows = chain(digest(article, 400), *(card(article, id, 400) for id in article.entities))
    pieces = {piece.text for row in rows for piece in row.pieces if piece.role in SAID}
    assert [piece for piece in pieces - {NO_DATE} if squeezed(piece) not in whole] == []


SAID = ("text", "value", "label", "ask", "term", "native", "date", "count")
"""The roles of pane pieces that say something (the others are marks, rules, bars and headings)."""


@every_article
def test_text_and_data_say_where_a_term_is_first_used(article: Article) -> None:
    terms = cast(list[dict[str, str]], data(article, "glossary")["glossary"])
    groups = squeezed(text(article, 2000, "glossary"))
    for term, own in zip(article.glossary, terms, strict=True):
        use = first_use(article, term)
        assert own["section"] == (use.section if use else "")
        if use:
            number = list(article.by_section).index(use.section) + 1
            assert squeezed(f"{term.text}§{number} {article.by_section[use.section].title}") in groups


def test_a_japanese_quote_has_japanese_quotation_marks() -> None:
    english, japanese = load(f"{content()}/japan-us-tech.yaml").articles
    assert "§1 The pitch: “At a luncheon in Washington”" in text(english, 200, "timeline")
    assert "§1 呼びかけ: 「ワシントンで開かれた昼食会」" in text(japanese, 200, "timeline")


@every_article
def test_text_and_data_give_every_claim_its_evidence(article: Article) -> None:
    whole, values = squeezed(text(article, 72)), json.dumps(data(article), ensure_ascii=False)
    claims = list(every_claim(article))
    assert claims
    for claim in claims:
        for evidence in evidence_of(article, claim):
            assert squeezed(evidence.quote) in whole
            assert json.dumps(evidence.quote, ensure_ascii=False) in values


@every_article
def test_data_says_where_the_evidence_stands(article: Article) -> None:
    values = data(article)
    texts = {section["id"]: section["text"] for section in cast(list[dict[str, str]], values["sections"])}
    exact = 0
    for fact in cast(list[dict[str, list[dict[str, object]]]], values["facts"]):
        for found in fact["evidence"]:
            if found.get("exact"):
                start, end = cast(int, found["start"]), cast(int, found["end"])
                assert squeezed(texts[str(found["section"])][start:end]) == squeezed(str(found["quote"]))
                exact += 1
    assert exact or not article.facts or article.original


@every_article
@pytest.mark.parametrize("columns", [20, 33, 80, 200])
def test_no_line_is_wider_than_asked_for(article: Article, columns: int) -> None:
    wide = [line for line in text(article, columns).splitlines() if width(line) > columns]
    assert wide == []


@every_article
def test_no_control_character_is_printed(article: Article) -> None:
    for string in (text(article, 80), markdown(article)):
        assert all(char == "\n" or char.isprintable() for char in string)


@pytest.mark.parametrize("part", list(PARTS))
def test_a_part_alone_is_that_part_of_the_whole(part: str) -> None:
    article = ARTICLES[0]
    alone, whole = text(article, 72, part), text(article, 72)
    assert alone in whole
    assert 0 < len(alone) < len(whole)
    assert markdown(article, part) in markdown(article)


def test_a_section_or_an_entity_alone_is_only_that() -> None:
    article = ARTICLES[0]
    assert text(article, 72, "deals") == text(article, 72, "#deals")
    assert text(article, 72, "deals").startswith("§3 The deals behind the words\n\nTwo moves")
    assert "SUMMARY" not in text(article, 72, "deals")
    card_alone = text(article, 72, "@ibm")
    assert "Partner of Rapidus." in card_alone
    assert "Rapidus ↔ IBM: partnership with" in card_alone
    assert "Microsoft" not in card_alone
    assert {one["id"] for one in cast(list[dict[str, str]], data(article, "@ibm")["entities"])} == {"ibm"}
    with pytest.raises(KeyError):
        text(article, 72, "nothing")


def test_a_translation_says_what_is_not_translated(half_translated: Article) -> None:
    article = half_translated
    assert "draft translation" in text(article, 72)
    assert f"Translation of: {ARTICLES[0].title} [en]" in text(article, 200)
    lines = text(article, 1000, "questions").splitlines()
    assert "Why does Japan want American investment now? [en]" in lines
    assert data(article)["translates"] == "en"
    assert "questions.0.ask" in cast(list[str], data(article)["fallbacks"])


def test_readings_and_addresses_are_spelled_out() -> None:
    whole = text(rich(), 200)
    assert "漢字（かんじ）と岸田文雄（きしだふみお）" in whole
    assert "site (https://example.org/a)." in whole


def test_markdown_reads_back_as_it_was() -> None:
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown(rich()))
    for expected in (
        "<h1>見本</h1>",
        "<h2>§1 A *title* is text</h2>",
        "<ruby>漢字<rt>かんじ</rt></ruby>",
        "<em>em</em>",
        "<strong>strong</strong>",
        "<code>a*b</code>",
        '<a href="https://example.org/a">site</a>',
        "<p>more of two</p>",
        "<li>deep</li>",
        "<li>in a list</li>",
        "<td>a | b</td>",
        '<th style="text-align:right">right</th>',
        "2024. is no list, # no heading, &lt;b&gt; no tag, _no_ em, 1 * 2 * 3",
    ):
        assert expected in html
    assert html.count("<ol>") == 1
    assert html.count("<blockquote>") == 1


@every_article
def test_markdown_of_the_body_shows_the_text_and_nothing_else(article: Article) -> None:
    for section in article.sections:
        tokens = MarkdownIt("commonmark").enable("table").parse(markdown(article, f"#{section.id}"))
        children = [child for token in tokens for child in token.children or []]
        shown = "".join(child.content for child in children if child.type in ("text", "code_inline"))
        wanted = "".join(block.text for block in section.body if not block.ruby)
        if all(not block.ruby for block in section.body):
            assert squeezed(shown).endswith(squeezed(wanted))
