"""The panes of the first article, row by row, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from jpreader.article.model import Article, Relation
from jpreader.layout.card import card
from jpreader.layout.contents import contents
from jpreader.layout.entities import entities
from jpreader.layout.line import Row, ToEntity, ToEvidence, ToSection
from jpreader.library.bundle import content
from jpreader.library.shelf import load

EDITIONS = load(f"{content()}/japan-us-tech.yaml")


def first_article(language: str = "en") -> Article:
    article = EDITIONS.find(language)
    assert article is not None
    return article


def texts(rows: Sequence[Row]) -> list[str]:
    return [row.text for row in rows]


def roles(row: Row) -> list[tuple[str, str]]:
    return [(text, role) for text, role in row.pieces if text.strip()]


def test_contents_number_the_sections_and_mark_the_current_one_and_those_read() -> None:
    rows = contents(first_article(), "stakes", {"pitch", "stakes"}, 28)
    assert texts(rows) == [
        "✓ 1 The pitch",
        "▸ 2 Why it matters",
        "  3 The deals behind the wo…",
        "  4 What comes next",
    ]
    assert [row.item for row in rows] == [0, 1, 2, 3]
    assert rows[2].target == ToSection("deals")
    assert roles(rows[1]) == [
        ("▸", "marker.current"),
        (" 2 ", "number.current"),
        ("Why it matters", "section.current"),
    ]
    assert [roles(row)[-1][1] for row in rows] == ["section.read", "section.current", "section", "section"]


def test_contents_in_japanese_cut_between_characters() -> None:
    assert texts(contents(first_article("ja"), "pitch", (), 16)) == [
        "▸ 1 呼びかけ",
        "  2 なぜ重要な…",
        "  3 言葉を裏づ…",
        "  4 今後の展望",
    ]


def test_contents_mark_a_section_that_is_not_translated() -> None:
    article = first_article("ja")._replace(fallbacks=frozenset({"sections.deals.body"}))
    assert texts(contents(article, "pitch", (), 24))[1:3] == ["  2 なぜ重要なのか", "  3 言葉を裏づける動… en"]


def test_entities_stand_under_their_kinds_with_their_counts_at_the_right() -> None:
    rows = entities(first_article(), "kishida", 28)
    assert texts(rows) == [
        "Person",
        "▸ Fumio Kishida 岸田文雄   2",
        "Companies",
        "  Microsoft マイクロソフト 1",
        "  Rapidus ラピダス         1",
        "  IBM アイ・ビー・エム     1",
        "Countries",
        "  Japan 日本              10",
        "  United States            9",
        "  China 中国               1",
        "Places",
        "  Washington ワシントン    1",
        "  Tokyo 東京               2",
        "Technologies",
        "  artificial intelligence  4",
        "  semiconductors 半導体    5",
        "  clean energy             1",
    ]
    assert roles(rows[1]) == [
        ("▸ ", "marker"),
        ("Fumio Kishida", "name.person chosen"),
        ("岸田文雄", "native"),
        ("2", "count"),
    ]
    assert [row.item for row in rows if row.target] == list(range(12))
    assert rows[3].target == ToEntity("microsoft")


def test_entities_drop_the_native_name_before_they_cut_the_name() -> None:
    assert texts(entities(first_article(), None, 21))[:5] == [
        "Person",
        "  Fumio Kishida     2",
        "Companies",
        "  Microsoft         1",
        "  Rapidus ラピダス  1",
    ]
    assert texts(entities(first_article(), None, 14))[1] == "  Fumio Kis… 2"


def test_entities_in_japanese_show_the_original_names_beside() -> None:
    assert texts(entities(first_article("ja"), None, 34))[:3] == [
        "Person",
        "  岸田文雄 Fumio Kishida         2",
        "Companies",
    ]


def test_an_entity_that_no_text_mentions_has_a_dash() -> None:
    article = first_article()
    unseen = article.entities["ibm"]._replace(id="unseen", name="Unseen", native="", aliases=())
    rows = entities(article._replace(entities={"unseen": unseen}), None, 20)
    assert texts(rows) == ["Company", "  Unseen           –"]
    assert texts(entities(article._replace(entities={}), None, 20)) == ["No entities"]


def test_the_card_of_a_country() -> None:
    rows = card(first_article(), "japan", 34)
    assert texts(rows) == [
        "Japan",
        "日本 · にほん",
        "Country",
        "",
        "Seeks American investment to",
        "become a leader in technology",
        "again.",
        "",
        "10 mentions in 4 sections",
        "1▃───2▃──▃──────▅3─▃▃─▃──4─▃──▃───",
        "",
        "RELATIONS",
        "United States",
        "  → seeks investment from       §1",
        "  → has invested in             §2",
        "Fumio Kishida",
        "  ← Prime Minister of           §1",
        "China",
        "  ↔ technological rivalry with  §2",
        "semiconductors",
        "  → wants to lead again in      §2",
        "Microsoft",
        "  ← invests in                  §3",
        "",
        "FIGURES",
        "Japanese direct investment in",
        "the U.S.                  > $750 B",
        "Microsoft’s announced investment",
        "in Japan                    $2.9 B",
        "",
        "Wikidata Q17",
    ]


def test_a_tight_card_says_on_few_rows_who_it_is_and_where() -> None:
    rows = card(first_article(), "tokyo", 53, tight=True)
    assert texts(rows)[:5] == [
        "Tokyo  東京 · とうきょう",
        "Place",
        "2 mentions in 2 sections",
        "1───────2─────▃────────────3─────▃────4──────────────",
        "Seat of the Japanese government, which backs Rapidus.",
    ]
    assert texts(card(first_article(), "tokyo", 12, tight=True))[:3] == ["Tokyo", "東京", "とうきょう"]


def test_what_the_rows_of_a_card_open() -> None:
    article = first_article()
    rows = card(article, "rapidus", 34)
    opened = {row.item: (row.text.strip(), row.target) for row in reversed(rows) if row.target}
    backs, partners = article.relations[-2:]
    assert backs.evidence
    assert partners.evidence
    assert opened == {
        0: ("Rapidus", ToEntity("rapidus")),
        1: ("1 mention in 1 section", ToEntity("rapidus")),
        2: ("Tokyo", ToEntity("tokyo")),
        3: ("← backs                       §3", ToEvidence(backs.evidence)),
        4: ("IBM", ToEntity("ibm")),
        5: ("↔ partnership with            §3", ToEvidence(partners.evidence)),
    }


def test_a_relation_without_evidence_opens_the_other_end() -> None:
    article = first_article()
    bare = article._replace(relations=(Relation("ibm", "japan", "works in"),))
    rows = [row for row in card(bare, "ibm", 34) if row.item > 1]
    assert [(row.text, row.target) for row in rows] == [
        ("Japan", ToEntity("japan")),
        ("  → works in", ToEntity("japan")),
    ]


def test_the_card_in_japanese_puts_the_reading_first() -> None:
    rows = card(first_article("ja"), "kishida", 34)
    assert texts(rows) == [
        "岸田文雄",
        "きしだ ふみお · Fumio Kishida",
        "Person · 内閣総理大臣",
        "",
        "米国の経営者らに投資を呼びかけた。",
        "",
        "2 mentions in 2 sections",
        "1─▃──2────────▃──3───────4────────",
        "",
        "RELATIONS",
        "日本",
        "  → 首相                        §1",
    ]


def test_a_card_marks_what_is_not_translated(half_translated: Article) -> None:
    rows = card(half_translated, "kishida", 34)
    assert texts(rows)[9:] == [
        "RELATIONS                       en",
        "日本",
        "  → Prime Minister of           §1",
    ]
    assert roles(rows[9]) == [("RELATIONS", "heading"), ("en", "fallback")]
