"""No pane is ever wider than its width, in any script, and the rows and what they open agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jpreader.article.edtf import parse
from jpreader.article.model import KINDS, Article, Entity, Event, Fact, Point, Question, Relation, Summary, Term
from jpreader.layout.card import card
from jpreader.layout.cells import width as cells
from jpreader.layout.contents import contents
from jpreader.layout.digest import brief, digest
from jpreader.layout.entities import entities
from jpreader.layout.line import Row
from jpreader.library.bundle import content
from jpreader.library.shelf import load

WIDTHS = range(10, 61)


EDITIONS = load(f"{content()}/japan-us-tech.yaml")


def first_article(language: str = "en") -> Article:
    article = EDITIONS.find(language)
    assert article is not None
    return article


def panes(article: Article, width: int) -> Iterator[tuple[Row, ...]]:
    section = article.sections[-1].id
    yield contents(article, section, {section}, width)
    for chosen in (None, *article.entities):
        yield entities(article, chosen, width)
    for entity in article.entities:
        yield card(article, entity, width)
    yield digest(article, width)
    yield brief(article, width, 6)


def assert_well_set(rows: Sequence[Row], width: int) -> None:
    for row in rows:
        text = "".join(piece.text for piece in row.pieces)
        assert cells(text) <= width, text
        assert text == text.rstrip(" "), "blanks at the end"
        assert all(piece.text for piece in row.pieces)
        assert (row.item < 0) == (row.target is None)
    assert not rows or (rows[0].pieces and rows[-1].pieces)
    assert not any(not a.pieces and not b.pieces for a, b in pairwise(rows)), "two blank rows"
    items = [next(group) for item, group in groupby(rows, key=lambda row: row.item) if item >= 0]
    assert [row.item for row in items] == list(range(len(items))), "an item's rows stand together, numbered from 0"
    assert all(row.target == items[row.item].target for row in rows if row.item >= 0)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_first_article_fits_at_every_width(language: str) -> None:
    article = first_article(language)
    for width in WIDTHS:
        for rows in panes(article, width):
            assert_well_set(rows, width)


# Long words, wide and narrow, emoji of one and of many code points, combining marks, scripts that join.
SCRAPS = st.sampled_from(
    [
        "Donaudampfschifffahrtsgesellschaft",
        "半導体",
        "「デフレマインド」",
        "、",
        "👩‍👩‍👧‍👦",
        "🇯🇵",
        "❤️",
        "é",
        "ไทย",
        "नमस्ते",
        "x",
        "。",
        "ー",
    ]
)
TEXTS = st.lists(SCRAPS, min_size=1, max_size=12).flatmap(
    lambda scraps: st.sampled_from([" ", ""]).map(lambda between: between.join(scraps))
)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """The first article with all that is set in the panes made of scraps."""
    text: Callable[[], str] = lambda: draw(TEXTS)  # noqa: E731
    base = first_article("en")
    evidence = base.relations[0].evidence
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3))
    ids = [f"e{number}" for number in range(len(kinds))]
    numbers = st.decimals("-1e16", "1e16", allow_nan=False, allow_infinity=False)
    facts = [
        Fact(f"f{n}", text(), "", draw(numbers), draw(st.sampled_from(["USD", "jobs", "", text()])), entities=(ids[0],))
        for n in range(3)
    ]
    return base._replace(
        language=draw(st.sampled_from(["en", "ja"])),
        entities={
            id: Entity(id, kind, text(), text(), text(), text(), text()) for id, kind in zip(ids, kinds, strict=True)
        },
        relations=(Relation(ids[0], ids[-1], text(), draw(st.booleans()), evidence=evidence),),
        facts={fact.id: fact for fact in facts},
        timeline=(
            Event(text(), parse("2023-12-28/2024-01-03"), evidence=evidence),
            Event(text(), draw(st.sampled_from([None, parse("2024"), parse("2024-10-12")]))),
        ),
        summary=Summary(
            draw(st.sampled_from(["", text()])), tuple(Point(text(), evidence=evidence) for _ in range(11))
        ),
        questions=(Question(text(), text(), evidence),),
        glossary=(Term(text(), text(), text()),),
    )


@settings(max_examples=60, deadline=None)
@given(articles(), st.integers(10, 60))
def test_any_article_fits_at_every_width(article: Article, width: int) -> None:
    for rows in panes(article, width):
        assert_well_set(rows, width)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_text_of_the_summary_is_lost_at_any_width(language: str) -> None:
    article = first_article(language)
    assert article.summary is not None
    told = [article.summary.tldr, *(question.answer for question in article.questions)]
    for width in WIDTHS:
        shown = "".join(piece.text for row in digest(article, width) for piece in row.pieces).replace(" ", "")
        for text in told:
            assert text.replace(" ", "") in shown


def test_a_log_scale_is_said_at_every_width() -> None:
    for width in WIDTHS:
        shown = "".join(row.text for row in digest(first_article(), width)).replace(" ", "")
        assert "(logscale)" in shown


def test_figures_of_two_units_each_say_their_scale() -> None:
    facts = [
        Fact(f"f{n}", f"L{n}", "", Decimal(number), unit)
        for n, (number, unit) in enumerate(
            [("1", "plants"), ("2", "plants"), ("1", "USD"), ("100", "USD"), ("7", "laws")]
        )
    ]
    article = first_article()._replace(facts={fact.id: fact for fact in facts}, summary=None)
    rows = [row.text for row in digest(article, 20)]
    start = rows.index("FIGURES")
    assert rows[start : rows.index("", start)] == [
        "FIGURES",
        "L4            7 laws",
        "plants",
        "L0          1 plants",
        "██████████",
        "L1          2 plants",
        "████████████████████",
        "USD      (log scale)",
        "L2                $1",
        "██████▋",
        "L3              $100",
        "████████████████████",
    ]
