"""From claims to where the text says them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jpreader.article.evidence import claims, every_claim, evidence_of, locate, why_not
from jpreader.article.markup import blocks
from jpreader.article.model import Article, Event, Evidence, Fact, Point, Question, Relation, Section, Summary

STAKES = """\
Japanese companies hold more than $750 billion, and that money has created over a million jobs there.

He said it’s **only** the
beginning of 半導体
産業."""
OUTLOOK = "A closer alignment promises a better outlook.\n\n- one item\n- another item"


def section(id: str, title: str, body: str) -> Section:
    text, made = blocks(title, body)
    return Section(id, made, text)


ARTICLE = Article(
    "a", "en", "A", (section("stakes", "Why it matters", STAKES), section("outlook", "What comes next", OUTLOOK))
)
JAPANESE = ARTICLE._replace(
    language="ja",
    original=ARTICLE,
    sections=(
        section("stakes", "なぜ重要なのか", "日本企業は7,500億ドルを持つ。\n\n首相は語った。"),
        section("outlook", "今後の展望", "連携が深まる。\n\n- 一つ"),
    ),
)


def said(article: Article, id: str, quote: str, translated: bool = True) -> tuple[str, bool] | None:
    passage = locate(article, Evidence(id, quote, translated=translated))
    if passage is None:
        return None
    span = passage.span
    return article.by_section[span.section].text[span.start : span.end], passage.exact


class TestLocate:
    @pytest.mark.parametrize(
        ("quote", "text"),
        [
            ("over a million jobs", "over a million jobs"),
            ("over  a\nmillion jobs", "over a million jobs"),
            ("it’s only the beginning", "it’s only the beginning"),
            ("of 半導体産業", "of 半導体産業"),
            ("jobs there. He said", "jobs there.\nHe said"),
        ],
    )
    def test_a_quote_is_verbatim_but_for_white_space(self, quote: str, text: str) -> None:
        assert said(ARTICLE, "stakes", quote) == (text, True)

    @pytest.mark.parametrize(
        "quote", ["Over a million jobs", "it's only", "million job there", "Why it matters", "a better outlook"]
    )
    def test_what_is_not_in_the_body_of_the_section_is_not_there(self, quote: str) -> None:
        assert said(ARTICLE, "stakes", quote) is None

    def test_a_section_that_is_not_there_holds_nothing(self) -> None:
        assert said(ARTICLE, "nowhere", "over a million jobs") is None

    def test_without_a_quote_the_first_block_stands_in(self) -> None:
        assert said(ARTICLE, "outlook", "") == ("A closer alignment promises a better outlook.", False)


SPACED = section("s", "T", "a  bb\u3000c a\u00a0bb c\n\na b bb c a  a a bb")


@given(st.integers(0, 30), st.integers(1, 20), st.sampled_from([" ", "  ", "\n", "\u3000"]))
def test_any_words_of_the_text_are_found_whatever_space_is_between_them(start: int, length: int, space: str) -> None:
    words = SPACED.text[2:][start : start + length].split()
    quote = space.join(words)
    passage = locate(Article("a", "en", "A", (SPACED,)), Evidence("s", quote))
    if words:
        assert passage is not None
        assert SPACED.text[passage.span.start : passage.span.end].split() == words


class TestTranslation:
    def test_its_own_quote_is_found_in_it(self) -> None:
        assert said(JAPANESE, "stakes", "7,500億ドル") == ("7,500億ドル", True)

    def test_for_the_original_s_the_block_of_that_number_stands_in(self) -> None:
        assert said(JAPANESE, "stakes", "it’s only the beginning", translated=False) == ("首相は語った。", False)

    def test_with_another_number_of_blocks_the_first_does(self) -> None:
        assert said(JAPANESE, "outlook", "another item", translated=False) == ("連携が深まる。", False)

    def test_a_section_that_is_not_translated_holds_the_quote_itself(self) -> None:
        half = JAPANESE._replace(sections=(ARTICLE.sections[0], JAPANESE.sections[1]))
        assert said(half, "stakes", "over a million jobs", translated=False) == ("over a million jobs", True)

    def test_its_own_quote_is_not_looked_for_in_the_original(self) -> None:
        assert said(JAPANESE, "stakes", "over a million jobs") is None


JOBS = Fact("jobs", "Jobs", "1 million", Decimal(1_000_000), evidence=Evidence("stakes", "over a million jobs"))
BARE = Fact("bare", "No quote", "1", Decimal(1))


class TestClaims:
    article = ARTICLE._replace(
        facts={"jobs": JOBS, "bare": BARE},
        relations=(Relation("a", "b", "has", fact="jobs", evidence=Evidence("outlook", "one item")),),
        timeline=(Event("it began", evidence=Evidence("stakes", "the beginning")),),
        questions=(Question("Why?", "So.", Evidence("outlook", "is not there")),),
        summary=Summary("", (Point("Jobs.", ("jobs", "bare")), Point("So.", evidence=Evidence("outlook", "")))),
    )

    def test_a_point_is_proved_by_its_facts(self) -> None:
        assert evidence_of(self.article, Point("Jobs.", ("jobs", "bare", "unknown"))) == (JOBS.evidence,)

    def test_its_own_quote_comes_first(self) -> None:
        own = Evidence("outlook", "one item")
        assert evidence_of(self.article, Point("Jobs.", ("jobs",), own)) == (own, JOBS.evidence)

    def test_a_relation_is_proved_by_its_fact_too(self) -> None:
        assert evidence_of(self.article, self.article.relations[0])[1] == JOBS.evidence

    def test_without_any_quote_the_section_is_left(self) -> None:
        own = Evidence("outlook", "")
        assert evidence_of(self.article, Point("So.", evidence=own)) == (own,)
        assert evidence_of(self.article, BARE) == ()

    def test_all_that_are_found_are_listed_once(self) -> None:
        assert [evidence.quote for evidence, _ in claims(self.article)] == [
            "over a million jobs", "", "one item", "the beginning",
        ]  # fmt: skip
        assert len(list(every_claim(self.article))) == 7


class TestWhyNot:
    def why(self, quote: str, id: str = "stakes") -> tuple[str, str]:
        return why_not(ARTICLE, Evidence(id, quote))

    def test_it_stops_matching_somewhere(self) -> None:
        message, hint = self.why("has created over a million jobs here")
        assert (
            message == "the quote is not in section 'stakes': it stops matching after “has created over a million jobs”"
        )
        assert hint == "the text goes on “there.”"

    def test_a_straight_apostrophe_for_a_curly_one(self) -> None:
        message, hint = self.why("He said it's only")
        assert message.endswith("after “He said it”")
        assert hint == "the text has ’ where the quote has '"

    def test_it_is_in_another_section(self) -> None:
        message, hint = self.why("promises a better outlook")
        assert message == "the quote is in section 'outlook', not in 'stakes'"
        assert hint == "write section: outlook"

    def test_it_runs_over_the_end_of_a_block(self) -> None:
        assert self.why("a better outlook, and more", "outlook")[1] == "the text goes on “.”"
        assert self.why("a better outlook. It", "outlook")[1] == "a block of the text ends there"

    def test_it_still_has_its_markup(self) -> None:
        assert self.why("it’s **only** the")[1] == "quote what a reader sees, without the markup"

    def test_it_is_the_title(self) -> None:
        assert self.why("Why it matters")[1] == "it is the section's title: quote its body"

    def test_it_has_other_capitals(self) -> None:
        assert self.why("OVER A MILLION JOBS")[1] == "capitals and small letters differ"

    def test_it_has_other_spaces(self) -> None:
        assert self.why("more than$750 billion")[1] == "the spaces differ there"

    def test_nothing_of_it_is_there(self) -> None:
        assert self.why("全く違う文") == ("the quote is not in section 'stakes'", "quote the text word for word")

    def test_what_matched_is_shown_by_its_end(self) -> None:
        message, _ = self.why("Japanese companies hold more than $750 billion, and that money has created over a lot")
        assert "after “…" in message
        assert message.endswith("money has created over a”")
        assert len(message) < 140
