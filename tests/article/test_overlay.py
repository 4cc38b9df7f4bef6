"""Translations: FORMAT.md, "overlay"."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from jpreader.article.decode import decode, decode_overlay
from jpreader.article.model import Article, Evidence, Mark

CONTENT: Final = Path(__file__).parents[2] / "content"

ORIGINAL: Final = """\
jpreader: 1
language: en
title: A title
subtitle: A subtitle
sections:
  - id: one
    role: lead
    title: One
    body: |
      Some words by [Who](@who).

      More words.
  - {id: two, title: Two, body: Other words.}
entities:
  who:
    {kind: person, name: Who, native: 誰か, reading: だれか, role: Someone, description: A person.,
     aliases: [whom], phrases: [the one]}
  ibm: {kind: company, name: IBM}
relations:
  - {from: who, to: ibm, label: knows, section: one, quote: Some words}
  - {from: ibm, to: who, label: knows of}
facts:
  - {id: sum, label: A sum, value: 1 million, unit: jobs, section: two, quote: Other words}
timeline:
  - {when: 2024, label: It happened, section: one, quote: More words}
summary:
  tldr: All in one.
  points:
    - {text: A point, facts: [sum]}
    - {text: Another, section: one, quote: Some words}
questions:
  - {ask: Who?, answer: Who knows., section: one, quote: by Who}
glossary:
  a word: {text: What it means, native: 言葉, aliases: [words]}
"""
HEAD: Final = "jpreader: 1\ntranslates: a\nlanguage: ja\n"


def original() -> Article:
    """What is translated here."""
    article = decode(ORIGINAL.encode(), "a.yaml", "a").article
    assert article is not None
    return article


def translated(source: str, of: Article | None = None) -> Article:
    """A translation in which nothing is wrong."""
    decoded = decode_overlay(source.encode(), "a.ja.yaml", of or original())
    assert decoded.problems == ()
    assert decoded.article is not None
    return decoded.article


def said(source: str) -> list[str]:
    """What is wrong with a translation: place, message and way out."""
    decoded = decode_overlay(source.encode(), "a.ja.yaml", original())
    assert decoded.article is None
    assert all(problem.path == "a.ja.yaml" for problem in decoded.problems)
    return [
        f"{problem.line}:{problem.column}: {problem.message}" + (f" | {problem.hint}" if problem.hint else "")
        for problem in decoded.problems
    ]


def test_the_first_translation() -> None:
    path = CONTENT / "japan-us-tech.yaml"
    first = decode(path.read_bytes(), str(path), "japan-us-tech").article
    assert first is not None
    source = (CONTENT / "japan-us-tech.ja.yaml").read_bytes()
    decoded = decode_overlay(source, "japan-us-tech.ja.yaml", first)
    assert decoded.problems == ()
    found = decoded.article
    assert found is not None
    assert found.original is first
    assert (found.id, found.language, found.status) == ("japan-us-tech", "ja", "draft")
    assert found.title == "日本、米テクノロジー企業に投資を呼びかけ"
    assert [section.title for section in found.sections] == [
        "呼びかけ",
        "なぜ重要なのか",
        "言葉を裏づける動き",
        "今後の展望",
    ]
    assert found.sections[1].role == "why-it-matters"
    assert found.published == first.published
    kishida = found.entities["kishida"]
    assert (kishida.name, kishida.native, kishida.role) == ("岸田文雄", "Fumio Kishida", "内閣総理大臣")
    assert set(kishida.aliases) == {"Kishida", "岸田"}
    assert (found.entities["ibm"].name, found.entities["ibm"].native) == ("IBM", "アイ・ビー・エム")
    assert (found.entities["rapidus"].name, found.entities["rapidus"].native) == ("ラピダス", "Rapidus")
    assert found.entities["japan"].phrases == ("アジア第2の経済大国",)
    fdi = found.facts["fdi"]
    assert (fdi.label, fdi.unit, fdi.number) == ("日本の対米直接投資", "USD", first.facts["fdi"].number)
    assert fdi.evidence is not None
    assert (fdi.evidence.section, fdi.evidence.quote, fdi.evidence.translated) == (
        "stakes",
        "米国への対外直接投資は7,500億ドルを超え",
        True,
    )
    assert found.facts["jobs"].unit == "人"
    assert found.fallbacks == frozenset()


def test_half_a_translation_notes_what_it_leaves_in_the_original_s_language(half_translated: Article) -> None:
    found = half_translated.fallbacks
    assert not any(name.startswith(("sections", "facts", "summary", "title")) for name in found)
    assert found >= {"timeline.0.label", "questions.2.answer", "relations.7.label"}


def test_an_overlay_of_nothing_is_the_original() -> None:
    first = original()
    found = translated(HEAD)
    assert (found.title, found.subtitle, found.status) == (first.title, first.subtitle, None)
    assert found.sections == first.sections
    assert found.facts["sum"].label == "A sum"
    assert found.fallbacks == {
        "title",
        "subtitle",
        "sections.one.title",
        "sections.one.body",
        "sections.two.title",
        "sections.two.body",
        "entities.who.role",
        "entities.who.description",
        "relations.0.label",
        "relations.1.label",
        "facts.sum.label",
        "timeline.0.label",
        "summary.tldr",
        "summary.points.0.text",
        "summary.points.1.text",
        "questions.0.ask",
        "questions.0.answer",
        "glossary.a word.text",
    }


def test_quotes_of_the_original_are_looked_for_there() -> None:
    found = translated(HEAD + "facts:\n  sum: {label: 額}\ntimeline:\n  - {quote: 言葉}\n")
    fact = found.facts["sum"].evidence
    assert fact == Evidence("two", "Other words", Mark(23, 80), translated=False)
    event = found.timeline[0].evidence
    assert event is not None
    assert (event.section, event.quote, event.translated) == ("one", "言葉", True)
    assert (event.mark.line, event.mark.column) == (7, 13)
    assert found.relations[1].evidence is None
    assert found.summary is not None
    assert found.summary.points[0].evidence is None


def test_a_section_with_a_heading_only() -> None:
    found = translated(HEAD + "sections:\n  one: {title: 一番目}\n  two: {body: 言葉。}\n")
    one, two = found.sections
    assert one.text == "一番目\nSome words by Who.\nMore words."
    for block in one.blocks:
        assert one.text[block.start : block.start + len(block.text)] == block.text
    assert (two.title, two.text) == ("Two", "Two\n言葉。")
    assert {"sections.one.body", "sections.two.title"} <= found.fallbacks
    assert not {"sections.one.title", "sections.two.body"} & found.fallbacks


def test_blocks_know_their_line_in_the_overlay() -> None:
    found = translated(HEAD + "sections:\n  two:\n    title: 二\n    body: |\n      一。\n\n      二。\n")
    assert [block.line for block in found.sections[1].body] == [8, 10]


@pytest.mark.parametrize(
    ("language", "fields", "expected"),
    [
        ("ja", "", ("誰か", "Who", "だれか", {"whom"})),
        ("ja", "name: 誰", ("誰", "誰か", "だれか", {"whom", "Who"})),
        ("ja", "name: 誰, native: WHO", ("誰", "WHO", "だれか", {"whom", "Who", "誰か"})),
        ("ja", "aliases: [誰さん]", ("誰か", "Who", "だれか", {"whom", "誰さん"})),
        ("zh-Hant", "", ("Who", "誰か", "だれか", {"whom"})),  # kana is not Chinese
        ("zh-Hant", "name: 誰", ("誰", "誰か", "だれか", {"whom", "Who"})),
        ("ko", "", ("Who", "誰か", "だれか", {"whom"})),
        ("fr", "name: Qui, reading: ki", ("Qui", "誰か", "ki", {"whom", "Who"})),
    ],
)
def test_names(language: str, fields: str, expected: tuple[str, str, str, set[str]]) -> None:
    head = HEAD.replace("language: ja", f"language: {language}")
    who = translated(head + f"entities: {{who: {{{fields}}}}}\n").entities["who"]
    assert (who.name, who.native, who.reading, set(who.aliases)) == expected
    assert who.phrases == ("the one",)


def test_a_name_without_another() -> None:
    assert translated(HEAD).entities["ibm"].native == ""
    ibm = translated(HEAD + "entities: {ibm: {name: アイビーエム}}\n").entities["ibm"]
    assert (ibm.name, ibm.native, ibm.aliases) == ("アイビーエム", "IBM", ())


def test_phrases_take_the_place_of_the_originals() -> None:
    assert translated(HEAD + "entities: {who: {phrases: [その人]}}\n").entities["who"].phrases == ("その人",)


def test_the_rest_of_the_text() -> None:
    found = translated(
        HEAD + "status: reviewed\nrelations:\n  - {label: 知る}\n  -\nquestions: [{ask: 誰？, answer: 誰か。}]\n"
        "summary: {tldr: 要約, points: [{text: 点}, {quote: 言葉}]}\n"
        "glossary: {a word: {term: 語, text: 意味}}\n"
    )
    assert found.status == "reviewed"
    assert [relation.label for relation in found.relations] == ["知る", "knows of"]
    assert (found.questions[0].ask, found.questions[0].answer) == ("誰？", "誰か。")
    assert found.summary is not None
    assert [point.text for point in found.summary.points] == ["点", "Another"]
    term = found.glossary[0]
    assert (term.term, term.text, term.native, set(term.aliases)) == ("語", "意味", "言葉", {"words", "a word"})
    assert "relations.1.label" in found.fallbacks
    assert not {"relations.0.label", "summary.tldr", "glossary.a word.text", "glossary.語.text"} & found.fallbacks


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "language: ja\n",
            ["1:1: this is no article: its first key must be 'jpreader' | begin the file with jpreader: 1"],
        ),
        (HEAD.replace("translates: a\n", ""), ["1:1: a translation needs 'translates'"]),
        (
            HEAD.replace("translates: a", "translates: b"),
            ["2:13: this translates 'b', and stands beside 'a' | write translates: a, or rename the file"],
        ),
        (
            HEAD.replace("language: ja", "language: EN"),
            ["3:11: the original is in 'EN' as well | give the language of the translation"],
        ),
        (HEAD + "status: drafty\n", ["4:9: 'drafty' is no status | did you mean 'draft'?"]),
        (
            HEAD + "tags: [x]\n",
            ["4:1: 'tags' is said in the original only | delete it: a translation has nothing but text"],
        ),
        (
            HEAD + "entities: {who: {kind: person}}\n",
            ["4:18: 'kind' is said in the original only | delete it: a translation has nothing but text"],
        ),
        (
            HEAD + "facts: {sum: {value: 2}}\n",
            ["4:15: 'value' is said in the original only | delete it: a translation has nothing but text"],
        ),
        (HEAD + "sections: {onee: {title: 一}}\n", ["4:12: the original has no section 'onee' | did you mean 'one'?"]),
        (
            HEAD + "sections:\n  - title: 一\n",
            ["5:3: 'sections' must be a mapping | write id: and its fields below it, indented"],
        ),
        (HEAD + "entities: {hwo: {name: 誰}}\n", ["4:12: the original has no entity 'hwo' | did you mean 'who'?"]),
        (HEAD + "facts: {smu: {label: 額}}\n", ["4:9: the original has no fact 'smu' | did you mean 'sum'?"]),
        (HEAD + "glossary: {word: {text: 意味}}\n", ["4:12: the original has no term 'word' | did you mean 'a word'?"]),
        (HEAD + "title: 題\nsubtitel: 副題\n", ["5:1: unknown key 'subtitel' | did you mean 'subtitle'?"]),
        (
            HEAD + "relations: [{label: 知る}]\n",
            [
                "4:12: the translation has 1 under 'relations', the original has 2 | "
                "as many, in the same order; leave a key out to keep its text"
            ],
        ),
        (
            HEAD + "summary: {points: [{text: 点}, {text: 点}, {text: 点}]}\n",
            [
                "4:19: the translation has 3 under 'points', the original has 2 | "
                "as many, in the same order; leave a key out to keep its text"
            ],
        ),
        (
            HEAD + "relations:\n  -\n  - {quote: 言葉}\n",
            ["6:13: the original gives no evidence for this | give it a 'section' and a 'quote' there first"],
        ),
        (
            HEAD + "sections: {two: {body: '[誰](@hwo)'}}\n",
            ["4:29: there is no entity 'hwo' | did you mean 'who'?"],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(source: str, expected: list[str]) -> None:
    assert said(source) == expected


def test_a_summary_needs_one_in_the_original() -> None:
    bare = decode(ORIGINAL.partition("relations:")[0].encode(), "a.yaml", "a").article
    assert bare is not None
    decoded = decode_overlay((HEAD + "summary: {tldr: 要約}\n").encode(), "a.ja.yaml", bare)
    assert [problem.message for problem in decoded.problems] == ["the original has no summary"]
