"""The summary pane of the first article, row by row, in both languages, and what its claims open."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from jpreader.article.decode import decode
from jpreader.article.edtf import parse
from jpreader.article.evidence import locate
from jpreader.article.model import Article, Event, Evidence, Fact, Term
from jpreader.layout.digest import brief, digest
from jpreader.layout.line import Row, ToEvidence
from jpreader.library.bundle import content
from jpreader.library.shelf import load

EDITIONS = load(f"{content()}/japan-us-tech.yaml")


def first_article(language: str = "en") -> Article:
    article = EDITIONS.find(language)
    assert article is not None
    return article


def texts(rows: Sequence[Row]) -> list[str]:
    return [row.text for row in rows]


def part(rows: Sequence[Row], heading: str) -> list[str]:
    """The rows under a heading, up to the next blank one."""
    lines = texts(rows)
    start = next(number for number, line in enumerate(lines) if line.startswith(heading))
    return lines[start : lines.index("", start)] if "" in lines[start:] else lines[start:]


def roles(row: Row) -> list[tuple[str, str]]:
    return [(text, role) for text, role in row.pieces if text.strip()]


def test_the_digest_in_english() -> None:
    rows = digest(first_article(), 34)
    assert texts(rows) == [
        "SUMMARY",
        "Japan asks U.S. technology",
        "companies to invest in its",
        "comeback, first of all in",
        "semiconductors; Microsoft’s $2.9",
        "billion and the partnership of",
        "Rapidus with IBM show what it",
        "hopes for.",
        "",
        "KEY POINTS",
        "1 In Washington, Kishida asked  §1",
        "  U.S. chief executives to work",
        "  with Japan on AI, semiconductors",
        "  and clean energy.",
        "2 Japanese direct investment in §2",
        "  the U.S. already exceeds $750",
        "  billion and has created over a",
        "  million jobs.",
        "3 Microsoft’s $2.9 billion is   §3",
        "  its largest commitment to Japan",
        "  so far.",
        "4 A closer alignment promises   §4",
        "  Japan a better economic outlook",
        "  and a firmer regional footing.",
        "",
        "FIGURES                (log scale)",
        "Japanese direct investment in",
        "the U.S.                  > $750 B",
        "██████████████████████████████████",
        "Microsoft’s announced investment",
        "in Japan                    $2.9 B",
        "████████████▉",
        "U.S. jobs created by that",
        "investment              > 1 M jobs",
        "",
        "QUESTIONS",
        "Why does Japan want American    §2",
        "investment now?",
        "  To regain a leading place in",
        "  technology, at a time of tension",
        "  and rivalry, above all with",
        "  China.",
        "What is in it for the United    §2",
        "States?",
        "  More Japanese investment, on top",
        "  of the $750 billion and the",
        "  million jobs already there.",
        "Which companies are named?      §3",
        "  Microsoft, Rapidus and IBM.",
        "",
        "TIMELINE",
        "● —    Kishida addresses U.S.   §1",
        "│      chief executives at a",
        "│      luncheon in Washington",
        "● 2024 A possible turning       §4",
        "       point, from a deflationary",
        "       mindset to growth",
        "",
        "GLOSSARY",
        "foreign direct investment       §2",
        "  対外直接投資",
        "  Investment that gives the",
        "  investor lasting control of, or",
        "  influence over, a business in",
        "  another country.",
        "deflationary mindset            §4",
        "  デフレマインド",
        "  The habit of expecting prices",
        "  and wages to stay flat or fall,",
        "  and so of putting off spending.",
    ]


def test_the_digest_in_japanese() -> None:
    rows = digest(first_article("ja"), 34)
    assert texts(rows) == [
        "SUMMARY",
        "日本は、半導体を中心とする復活のた",
        "めに米テクノロジー企業の投資を求め",
        "ている。マイクロソフトの29億ドル",
        "と、ラピダスとIBMの提携が、その期",
        "待を示している。",
        "",
        "KEY POINTS",
        "1 岸田首相はワシントンで、AI、  §1",
        "  半導体、クリーンエネルギーでの協",
        "  力を米経営者らに求めた。",
        "2 日本の対米直接投資はすでに    §2",
        "  7,500億ドルを超え、100万人以上の",
        "  雇用を生んだ。",
        "3 マイクロソフトの29億ドルは、  §3",
        "  同社の対日投資として過去最大で",
        "  ある。",
        "4 米国との連携は、日本の経済見  §4",
        "  通しと地域での足場を強める。",
        "",
        "FIGURES                (log scale)",
        "日本の対米直接投資   7,500億ドル超",
        "██████████████████████████████████",
        "マイクロソフトが発表した対日投資",
        "                          29億ドル",
        "████████████▉",
        "その投資が米国で生んだ雇用",
        "                         100万人超",
        "",
        "QUESTIONS",
        "日本はなぜいま、米国の投資を求  §2",
        "めるのか。",
        "  緊張と競争、とりわけ中国との競争",
        "  が強まるなかで、技術先進国の座を",
        "  取り戻すためである。",
        "米国にはどんな利点があるのか。  §2",
        "  すでにある7,500億ドルと100万人の",
        "  雇用に加え、日本からの投資がさら",
        "  に増える。",
        "どの企業の名が挙がっているか。  §3",
        "  マイクロソフト、ラピダス、IBMの3",
        "  社である。",
        "",
        "TIMELINE",
        "● —      岸田首相がワシントンの §1",
        "│        昼食会で米国の経営者らに",
        "│        呼びかけ",
        "● 2024年 デフレマインドから成長 §4",
        "         への転換点になりうる年",
        "",
        "GLOSSARY",
        "対外直接投資                    §2",
        "  foreign direct investment",
        "  外国の企業の経営を、継続して支配",
        "  したり左右したりするための投資。",
        "デフレマインド                  §4",
        "  deflationary mindset",
        "  物価や賃金は上がらないか下がるも",
        "  のと考え、支出を先送りする習慣。",
    ]


def test_the_digest_marks_what_is_not_translated(half_translated: Article) -> None:
    rows = texts(digest(half_translated, 34))
    assert rows[rows.index("QUESTIONS                       en") :] == [
        "QUESTIONS                       en",
        "Why does Japan want American    §2",
        "investment now?",
        "  To regain a leading place in",
        "  technology, at a time of tension",
        "  and rivalry, above all with",
        "  China.",
        "What is in it for the United    §2",
        "States?",
        "  More Japanese investment, on top",
        "  of the $750 billion and the",
        "  million jobs already there.",
        "Which companies are named?      §3",
        "  Microsoft, Rapidus and IBM.",
        "",
        "TIMELINE                        en",
        "● —      Kishida addresses U.S. §1",
        "│        chief executives at a",
        "│        luncheon in Washington",
        "● 2024年 A possible turning     §4",
        "         point, from a",
        "         deflationary mindset to",
        "         growth",
        "",
        "GLOSSARY                        en",
        "foreign direct investment       §2",
        "  対外直接投資",
        "  Investment that gives the",
        "  investor lasting control of, or",
        "  influence over, a business in",
        "  another country.",
        "deflationary mindset            §4",
        "  デフレマインド",
        "  The habit of expecting prices",
        "  and wages to stay flat or fall,",
        "  and so of putting off spending.",
    ]


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        (
            "en",
            [
                "SUMMARY",
                "Japan asks U.S. technology",
                "companies to invest in its",
                "comeback, first of all in",
                "semiconductors; Microsoft’s",
                "$2.9 billion and the",
                "partnership of Rapidus with",
                "IBM show what it hopes for.",
                "",
                "KEY POINTS",
                "1 In Washington, Kishida  §1",
                "  asked U.S. chief",
                "  executives to work with",
                "  Japan on AI,",
                "  semiconductors and clean",
                "  energy.",
                "2 Japanese direct         §2",
                "  investment in the U.S.",
                "  already exceeds $750",
                "  billion and has created",
                "  over a million jobs.",
                "3 Microsoft’s $2.9        §3",
                "  billion is its largest",
                "  commitment to Japan",
                "  so far.",
                "4 A closer alignment      §4",
            ],
        ),
        (
            "ja",
            [
                "SUMMARY",
                "日本は、半導体を中心とする復",
                "活のために米テクノロジー企業",
                "の投資を求めている。マイクロ",
                "ソフトの29億ドルと、ラピダス",
                "とIBMの提携が、その期待を示",
                "している。",
                "",
                "KEY POINTS",
                "1 岸田首相はワシントン    §1",
                "  で、AI、半導体、クリーンエ",
                "  ネルギーでの協力を米経営者",
                "  らに求めた。",
                "2 日本の対米直接投資はす  §2",
                "  でに7,500億ドルを超え、100",
                "  万人以上の雇用を生んだ。",
                "3 マイクロソフトの29億ド  §3",
                "  ルは、同社の対日投資として",
                "  過去最大である。",
                "4 米国との連携は、日本の  §4",
                "  経済見通しと地域での足場を",
                "  強める。",
                "",
                "FIGURES          (log scale)",
                "日本の対米直接投資",
                "               7,500億ドル超",
            ],
        ),
    ],
)
def test_the_digest_begins_at_another_width(language: str, rows: list[str]) -> None:
    assert texts(digest(first_article(language), 28))[: len(rows)] == rows


def test_what_the_claims_of_the_digest_open() -> None:
    article = first_article()
    assert article.summary
    evidence = [row.target.evidence for row in digest(article, 34) if isinstance(row.target, ToEvidence)]
    opened = list(dict.fromkeys(evidence))
    assert [said.quote for said in opened[:3]] == [
        "eager to work with them on artificial intelligence (AI), semiconductors and clean energy",
        "more than $750 billion of foreign direct investment",
        "it will invest $2.9 billion in Japan",
    ]
    assert all(locate(article, said) for said in opened)


def test_the_roles_of_a_digest_row(half_translated: Article) -> None:
    rows = digest(half_translated, 34)
    found = {row.text: roles(row) for row in rows}
    assert found["FIGURES                (log scale)"] == [("FIGURES", "heading"), ("(log scale)", "muted")]
    assert found["日本の対米直接投資   7,500億ドル超"] == [("日本の対米直接投資", "label"), ("7,500億ドル超", "value")]
    assert found["QUESTIONS                       en"] == [("QUESTIONS", "heading"), ("en", "fallback")]
    assert ("§2", "mark") in found["Why does Japan want American    §2"]


def test_one_claim_that_is_not_translated_is_marked_at_its_end() -> None:
    article = first_article("ja")._replace(fallbacks=frozenset({"summary.points.3.text", "facts.jobs.label"}))
    assert part(digest(article, 40), "4 ") == [
        "4 米国との連携は、日本の経済見通しと  §4",
        "  地域での足場を強める。              en",
    ]
    assert "その投資が米国で生んだ雇用    en 100万人超" in texts(digest(article, 42))


def test_the_strip_begins_with_the_sentence_and_loses_the_heading_before_the_first_point() -> None:
    article = first_article()
    full, short = texts(brief(article, 54, 20)), texts(brief(article, 54, 6))
    assert full == texts(digest(article, 54))[1:]
    assert short[:6] == [
        "Japan asks U.S. technology companies to invest in its",
        "comeback, first of all in semiconductors; Microsoft’s",
        "$2.9 billion and the partnership of Rapidus with IBM",
        "show what it hopes for.",
        "1 In Washington, Kishida asked U.S. chief           §1",
        "  executives to work with Japan on AI, semiconductors",
    ]
    items = [[row.item for row in rows if row.item >= 0] for rows in (brief(article, 54, 20), brief(article, 54, 6))]
    assert items[0] == items[1]


def test_a_timeline_with_long_dates_sets_them_above_their_labels() -> None:
    events = (
        Event("Meets business leaders", parse("2024-04-09")),
        Event("Official visit", parse("2024-04-08/2024-04-14")),
        Event("Returns"),
    )
    article = first_article()._replace(timeline=events)
    assert part(digest(article, 24), "TIMELINE") == [
        "TIMELINE",
        "● 9 Apr 2024",
        "│ Meets business leaders",
        "● 8–14 Apr 2024",
        "│ Official visit",
        "● —",
        "  Returns",
    ]
    short = article._replace(timeline=events[:1])
    assert part(digest(short, 48), "TIMELINE") == ["TIMELINE", "● 9 Apr 2024 Meets business leaders"]


def test_a_dated_figure_says_its_date_unless_its_label_does() -> None:
    then = parse("1988")
    facts = (
        Fact("a", "Share of chip sales", "50.3 %", Decimal("50.3"), date=then),
        Fact("b", "Share in 1988", "50.3 %", Decimal("50.3"), "percent", date=then),
    )
    article = first_article()._replace(summary=None, facts={fact.id: fact for fact in facts})
    assert texts(digest(article, 34))[:3] == [
        "FIGURES",
        "Share of chip sales (1988)   50.3%",
        "Share in 1988                50.3%",
    ]


def test_a_glossary_term_opens_its_first_use() -> None:
    rows = {row.text: row.target for row in digest(first_article("ja"), 60)}
    target = rows["デフレマインド deflationary mindset                       §4"]
    assert isinstance(target, ToEvidence)
    assert target.evidence == Evidence("outlook", "デフレマインド")


def test_a_glossary_term_is_not_found_inside_another_word() -> None:
    article = first_article()._replace(
        glossary=(Term("port", "A harbour."), Term("Chief", "A head."), Term("x", "No."))
    )
    rows = [row for row in digest(article, 60) if row.text.startswith(("port", "Chief", "x"))]
    assert [row.target for row in rows] == [None, ToEvidence(Evidence("pitch", "chief")), None]


def test_shares_and_plain_numbers_are_not_compared() -> None:
    facts = (Fact("a", "Share", "50.3 %", Decimal("50.3")), Fact("b", "Index", "38915.87", Decimal("38915.87")))
    article = first_article()._replace(summary=None, facts={fact.id: fact for fact in facts})
    assert part(digest(article, 24), "FIGURES") == ["FIGURES", "Share              50.3%", "Index          38,915.87"]


def test_an_article_with_nothing_to_sum_up_says_so() -> None:
    bare = Article("bare", "en", "Bare", first_article().sections)
    assert texts(digest(bare, 60)) == ["This article has no summary, figures or dates."]
    assert brief(bare, 60, 6) == digest(bare, 60)


LINKED = """
jpreader: 1
language: en
title: Links
sections:
  - id: one
    title: One
    body: |
      Here, and [here](https://example.org/a), write to [the *author*](mailto:a@example.org).

      <https://example.org/plain>
  - {id: two, title: Two, body: "See [the law](https://example.org/LONG) and [the law](https://example.org/a)."}
"""


def linked(address: str = "x") -> Article:
    article = decode(LINKED.replace("LONG", address).encode(), "links.yaml", "links").article
    assert article is not None
    return article


def test_where_links_go_is_shown_and_opens_their_words() -> None:
    rows = digest(linked(), 40)
    assert texts(rows) == [
        "LINKS",
        "here                                  §1",
        "  https://example.org/a",
        "the author                            §1",
        "  a@example.org",
        "the law                               §2",
        "  https://example.org/x",
        "the law                               §2",
        "  https://example.org/a",
    ]
    found = []
    for row in rows:
        if row.text.startswith("  "):
            assert isinstance(row.target, ToEvidence)
            passage = locate(linked(), row.target.evidence)
            assert passage is not None
            assert passage.exact
            found.append(passage.span)
    ends = [linked().by_section[span.section].text[: span.end] for span in found]
    assert ends[0].endswith("Here, and here")
    assert ends[1].endswith("the author")
    assert ends[2].endswith("See the law")
    assert ends[3].endswith("See the law and the law")


def test_the_longest_address_is_shown_whole() -> None:
    address = "x" * (2048 - len("https://example.org/"))
    shown = "".join(text.strip() for text in texts(digest(linked(address), 34)))
    assert address in shown
