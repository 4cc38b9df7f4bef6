"""The four rules by which mentions are found (the format's "Finding mentions")."""

from __future__ import annotations

import random
import time

import pytest

from jpreader.article.folding import fold
from jpreader.article.markup import blocks
from jpreader.article.mentions import by_entity, mentions
from jpreader.article.model import Article, Entity, Section
from jpreader.article.unmentioned import IN_VAIN, MOST_TRIED, never_mentioned

LONG = 2 * IN_VAIN // 300  # paragraphs of 300 characters


def article(body: str, *entities: Entity, title: str = "T") -> Article:
    text, made = blocks(title, body)
    return Article("a", "en", "A", (Section("s", made, text),), entities={entity.id: entity for entity in entities})


def entity(id: str, *names: str, match: bool = True, phrases: tuple[str, ...] = ()) -> Entity:
    return Entity(id, "other", names[0], aliases=names[1:], match=match, phrases=phrases)


def found(body: str, *entities: Entity) -> list[tuple[str, str]]:
    """Each mention: the entity and the words."""
    made = article(body, *entities)
    text = made.sections[0].text
    return [(mention.entity, text[mention.span.start : mention.span.end]) for mention in mentions(made)]


def words(body: str, *names: str) -> list[str]:
    return [word for _, word in found(body, entity("e", *names))]


class TestFold:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Asia’s second-largest economy", "Asia's second-largest economy"),
            ("Asia's second-largest economy", "Asia’s second-largest economy"),
            ("ＩＢＭ", "IBM"),
            ("United\u00a0States", "United States"),
            ("岸田\u3000文雄", "岸田 文雄"),
            ("second\u2011largest", "second-largest"),
            ("second\u2010largest", "second-largest"),
        ],
    )
    def test_what_a_reader_takes_for_the_same_is(self, text: str, name: str) -> None:
        assert words(f"… {text} …", name) == [text]

    def test_every_character_stays_where_it_was(self) -> None:
        every = "".join(chr(code) for code in range(0x20, 0x11000) if not 0xD800 <= code < 0xE000)
        assert len(fold(every)) == len(every)

    def test_names_that_wrap_in_the_file_are_found(self) -> None:
        assert words("the United\nStates", "United States") == ["United States"]


class TestSmartCase:
    def test_a_name_without_a_capital_matches_any_case(self) -> None:
        assert words("Semiconductors, semiconductors, SEMICONDUCTORS", "semiconductors") == [
            "Semiconductors", "semiconductors", "SEMICONDUCTORS",
        ]  # fmt: skip

    def test_another_matches_exactly(self) -> None:
        assert words("US, us and Us; iPhone and IPHONE", "US", "iPhone") == ["US", "iPhone"]


class TestLongest:
    def test_the_longest_name_wins(self) -> None:
        assert found("the New York Times of New York", entity("ny", "New York"), entity("nyt", "New York Times")) == [
            ("nyt", "New York Times"), ("ny", "New York"),
        ]  # fmt: skip

    def test_where_its_edges_fail_the_next_shorter_is_tried(self) -> None:
        assert found("New Yorker", entity("new", "New"), entity("ny", "New York")) == [("new", "New")]
        assert found("インド太平洋", entity("in", "インド"), entity("pacific", "インド太")) == [("pacific", "インド太")]

    def test_the_leftmost_wins(self) -> None:
        assert found("東京都民", entity("t", "東京都"), entity("m", "都民")) == [("t", "東京都")]

    def test_a_name_of_one_character_is_found_too(self) -> None:
        assert found("米国と米", entity("us", "米国"), entity("rice", "米")) == [("us", "米国"), ("rice", "米")]


class TestEdges:
    @pytest.mark.parametrize(
        ("text", "name", "count"),
        [
            ("Japanese", "Japan", 0),
            ("Japan’s", "Japan", 1),
            ("Japan.", "Japan", 1),
            ("Rapidus’", "Rapidus", 1),
            ("Tokyo-backed", "Tokyo", 1),
            ("OpenAI", "AI", 0),
            ("AI2", "AI", 0),
            ("Zürich-Airport", "Airport", 1),
            ("Üair", "air", 0),
            ("in the U.S. and", "U.S.", 1),
            ("U.S.A.", "U.S.", 0),
            ("デフレマインド", "インド", 0),
            ("インドー", "インド", 0),
            ("インドは", "インド", 1),
            ("対インド・太平洋", "インド", 1),
            ("日本人", "日本", 1),
            ("IBM製", "IBM", 1),
            ("米IBMと", "IBM", 1),
            ("2024年の日本2", "日本", 1),
            ("ＩＢＭＸ", "IBM", 0),
            ("とうきょうと", "とうきょう", 1),
            ("삼성전자는", "삼성전자", 1),
        ],
    )
    def test_go_by_script(self, text: str, name: str, count: int) -> None:
        assert len(words(text, name)) == count


class TestByHand:
    def test_words_may_be_given_to_an_entity(self) -> None:
        kishida = entity("kishida", "Kishida")
        assert found("[the prime minister](@kishida) and Kishida", kishida) == [
            ("kishida", "the prime minister"), ("kishida", "Kishida"),
        ]  # fmt: skip

    def test_they_hide_other_names_in_them(self) -> None:
        assert found("[the man from Tokyo](@k)", entity("k", "K"), entity("tokyo", "Tokyo")) == [
            ("k", "the man from Tokyo")
        ]

    def test_words_may_be_kept_from_all(self) -> None:
        assert words("[Washington](@) Post, and Washington", "Washington") == ["Washington"]

    def test_a_name_does_not_reach_into_them(self) -> None:
        assert found("New [York](@y)", entity("y", "Y"), entity("ny", "New York")) == [("y", "York")]

    def test_code_names_nothing_and_the_words_of_a_link_do(self) -> None:
        assert words("`Japan` [Japan here](https://japan.example)", "Japan") == ["Japan"]

    def test_an_entity_that_is_not_matched_has_those_alone(self) -> None:
        assert found("Apple and [Apple](@a)", entity("a", "Apple", match=False)) == [("a", "Apple")]


class TestArticle:
    def test_headings_and_block_ends_hold_no_mention(self) -> None:
        made = article("New\n\nYork. Japan", entity("ny", "New York"), entity("j", "Japan"), title="Japan")
        assert [(mention.entity, mention.span.start) for mention in mentions(made)] == [
            ("j", len("Japan\nNew\nYork. "))
        ]

    def test_lists_quotes_and_tables_do(self) -> None:
        made = article("- Japan\n\n> Japan\n\n| Japan |\n|---|\n| Japan |", entity("j", "Japan"))
        spans = by_entity(made)["j"]
        assert [made.sections[0].text[span.start : span.end] for span in spans] == ["Japan"] * 4

    def test_of_two_entities_with_one_name_the_first_has_it(self) -> None:
        assert found("AI", entity("one", "AI"), entity("two", "AI")) == [("one", "AI")]

    def test_name_native_aliases_and_phrases_are_tried(self) -> None:
        japan = Entity("j", "country", "Japan", native="日本", aliases=("Nippon",), phrases=("the island nation",))
        assert [word for _, word in found("Japan 日本 Nippon, The island nation", japan)] == [
            "Japan", "日本", "Nippon", "The island nation",
        ]  # fmt: skip

    def test_those_that_nothing_names_are_known(self) -> None:
        made = article("Japan [x](@hand)", entity("j", "Japan"), entity("c", "China"), entity("hand", "H", match=False))
        assert never_mentioned(made) == ("c",)
        assert set(by_entity(made)) == {"j", "hand"}

    def test_without_entities_there_are_none(self) -> None:
        assert mentions(article("Japan")) == ()

    def test_those_that_only_the_end_of_a_long_text_names_are_known(self) -> None:
        filler = "Japan and the others said so. " * 10 + "\n\n"
        ends = ["The Chips Act.\n\nΣΑΜΟΣ’s coast\n\nand [it](@hand).", "A chipset, [Busan](@) and `Oulu`."]
        made = article(
            "".join(filler * LONG + end + "\n\n" for end in ends),
            entity("japan", "Japan"),
            entity("act", "Chips Act"),
            entity("chips", "chip"),
            entity("samos", "σαμος"),
            entity("hand", "H", match=False),
            entity("busan", "Busan"),
            entity("oulu", "Oulu"),
        )
        assert never_mentioned(made) == tuple(id for id in made.entities if id not in by_entity(made))
        assert never_mentioned(made) == ("chips", "busan", "oulu")

    def test_a_name_that_stands_in_many_longer_words_is_found_in_the_section_that_says_it(self) -> None:
        longer = "A chipset, and chips. " * MOST_TRIED + "\n\n" + "Japan said so. " * (IN_VAIN // 10)
        made = article(longer, entity("chip", "chip"), entity("osaka", "Osaka"), entity("oulu", "Oulu"))
        text, body = blocks("Two", "Oulu has a Chip. Osakans do not.")
        made = made._replace(sections=(*made.sections, Section("two", body, text)))
        assert never_mentioned(made) == ("osaka",)

    def test_many_long_names_that_begin_alike_are_told_apart(self) -> None:
        names = ["the " + "very " * count + "long name" for count in range(9)]
        assert words(". ".join(names).title() + ". the name, the very name", *names) == [name.title() for name in names]


def test_five_thousand_names_in_a_megabyte() -> None:
    """In time, and each where a plain search finds it."""
    chance = random.Random(7)
    kanji = [chr(code) for code in range(0x4E00, 0x5300)]
    names = ["".join(chance.choices(kanji, k=chance.randint(2, 4))) for _ in range(5000)]
    filler = kanji + list("のはをにがでとた、。") * 40
    text = "".join(chance.choice(names) if chance.random() < 0.02 else chance.choice(filler) for _ in range(300_000))
    made = article(text, *(entity(f"e{number}", name) for number, name in enumerate(dict.fromkeys(names))))
    start = time.process_time()
    spans = mentions(made)
    assert time.process_time() - start < 1.0  # 0.15 s where this was written
    body = made.sections[0].text
    assert len(spans) > 5000
    known = set(names)
    assert all(body[mention.span.start : mention.span.end] in known for mention in spans)
