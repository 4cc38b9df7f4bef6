"""Quotations are found again after an edit, and only where they are."""

from __future__ import annotations

import pytest

from jpreader.article.decode import decode
from jpreader.article.model import Article, Span
from jpreader.article.quotation import Quotation, quotation, restored
from jpreader.library.bundle import content
from jpreader.library.shelf import load

PITCH = load(f"{content()}/japan-us-tech.yaml").articles

FIRST = "Rapidus builds its plant in Chitose. It wants to make chips of two nanometres by 2027, with IBM."
SECOND = "Money comes from the state. The state wants chips. It wants them soon, and Rapidus agrees."


def article(*bodies: str) -> Article:
    sections = "\n".join(
        f"  - {{id: s{number}, title: Part {number}, body: {body!r}}}" for number, body in enumerate(bodies)
    )
    found = decode(f"jpreader: 1\nlanguage: en\ntitle: T\nsections:\n{sections}\n".encode(), "t.yaml", "t").article
    assert found is not None
    return found


def kept(text: str, words: str, section: int = 0) -> Quotation:
    source = article(*([""] * 0), *([text] if section == 0 else ["Nothing.", text]))
    at = source.sections[section].text.index(words)
    return quotation(source, Span(f"s{section}", at, at + len(words)))


def found(source: Article, quote: Quotation) -> str | None:
    span = restored(source, quote)
    return source.by_section[span.section].text[span.start : span.end] if span else None


@pytest.mark.parametrize("edition", [0, 1])
def test_in_an_article_that_was_not_edited_each_stretch_is_where_it_was(edition: int) -> None:
    source = PITCH[edition]
    for section in source.sections:
        for start in range(0, len(section.text), 37):
            for length in (9, 40, 200):
                span = Span(section.id, start, min(len(section.text), start + length))
                assert restored(source, quotation(source, span)) == span


def test_it_moves_with_what_is_written_before_it_and_into_another_section() -> None:
    quote = kept(FIRST, "two nanometres by 2027")
    assert found(article("New. " * 30 + FIRST), quote) == "two nanometres by 2027"
    assert found(article("All else.", FIRST), quote) == "two nanometres by 2027"
    assert restored(article("All else.", FIRST), quote) == Span(
        "s1", 7 + FIRST.index("two nano"), 7 + FIRST.index(", with")
    )


def test_of_several_like_it_the_one_with_its_context_is_meant() -> None:
    text = "The state wants chips, said one. The state wants chips, said two. The state wants chips, said three."
    at = text.index("The state", 30)
    source = article(text)
    quote = quotation(source, Span("s0", 7 + at, 7 + at + len("The state wants chips")))
    edited = article("Before. " * 9 + text)
    span = restored(edited, quote)
    assert span is not None
    assert edited.sections[0].text[span.end :].startswith(", said two")


@pytest.mark.parametrize(
    ("words", "edit", "now"),
    [
        (
            "It wants to make chips of two nanometres by 2027, with IBM.",
            ("two", "1.4"),
            "It wants to make chips of 1.4 nanometres by 2027, with IBM.",
        ),
        (
            "builds its plant in Chitose. It wants to make chips",
            ("builds its", "built the"),
            "built the plant in Chitose. It wants to make chips",
        ),
        ("to make chips of two nanometres", ("two nanometres", "2 nm and less"), "to make chips of 2 nm and less"),
    ],
)
def test_words_that_were_edited_are_found_between_what_stood_around_them(
    words: str, edit: tuple[str, str], now: str
) -> None:
    assert found(article(FIRST.replace(*edit)), kept(FIRST, words)) == now


def test_what_is_gone_is_not_found_anywhere_else() -> None:
    assert found(article(SECOND), kept(FIRST, "builds its plant in Chitose")) is None
    assert (
        found(
            article(FIRST.replace(" It wants to make chips of two nanometres by 2027, with IBM.", "")),
            kept(FIRST, "It wants to make chips of two nanometres by 2027, with IBM."),
        )
        is None
    )


def test_a_short_word_is_not_found_by_chance() -> None:
    quote = kept(FIRST, "in")
    assert found(article("Money comes in. Nothing else does."), quote) is None
    assert found(article("Yes. " + FIRST), quote) == "in"
