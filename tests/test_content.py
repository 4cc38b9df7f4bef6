"""The shipped content: it is in order, it is whole in both languages, and what the guides say is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from jpreader.article.check import check
from jpreader.article.decode import decode, decode_overlay
from jpreader.article.evidence import every_claim, evidence_of
from jpreader.article.files import MOST_BYTES
from jpreader.article.inline import MOST_URL
from jpreader.article.mentions import by_entity
from jpreader.article.model import (
    KINDS,
    SECTION_ROLES,
    Article,
    Author,
    Block,
    BlockKind,
    Compare,
    Entity,
    Event,
    Fact,
    Point,
    Question,
    Relation,
    Run,
    RunStyle,
    Section,
    Source,
    Status,
    Summary,
    Term,
)
from jpreader.article.yamlnodes import MOST_DEPTH, MOST_NODES
from jpreader.commands import BY_ID, COMMANDS, key_label
from jpreader.layout.frame import LEAST_COLUMNS, LEAST_LINES, THREE_COLUMNS, TWO_COLUMNS
from jpreader.library.bundle import SHIPPED, content
from jpreader.library.shelf import Editions, load, shelf

FIRST = "japan-us-tech"
GUIDES = ("reading-guide", "article-format")
BRIEFINGS = tuple(id for id in SHIPPED if id not in (FIRST, *GUIDES))
LANGUAGES = ("en", "ja")


@cache
def editions(id: str) -> Editions:
    return load(f"{content()}/{id}.yaml")


def shipped(id: str, language: str = "en") -> Article:
    article = editions(id).find(language)
    assert article is not None, f"{id} is not there in {language}"
    return article


def blocks(article: Article) -> Iterator[Block]:
    for section in article.sections:
        yield from section.body


def runs(article: Article) -> Iterator[tuple[Block, Run]]:
    for block in blocks(article):
        yield from ((block, run) for run in block.runs)


def codes(article: Article) -> list[str]:
    """All that stands in code, in the order of the text."""
    return [block.text[run.start : run.end] for block, run in runs(article) if run.style == "code"]


def words(article: Article) -> int:
    return sum(len(block.text.split()) for block in blocks(article))


# All articles


def test_the_folder_holds_what_ships_in_both_languages_and_no_other_article() -> None:
    names = {path.name for path in Path(content()).glob("*.yaml")}
    assert names == {f"{id}{suffix}.yaml" for id in SHIPPED for suffix in ("", ".ja")}


@pytest.mark.parametrize("id", SHIPPED)
def test_every_shipped_file_decodes_and_checks_without_error_or_warning(id: str) -> None:
    found = editions(id)
    problems = list(found.problems)
    assert [article.language for article in found.articles] == list(LANGUAGES)
    for article in found.articles:
        problems += check(article, found.sources[article.path])
    assert [str(problem) for problem in problems] == []


@pytest.mark.parametrize("id", SHIPPED)
def test_a_translation_has_the_blocks_of_its_original_so_that_l_keeps_the_place(id: str) -> None:
    def shapes(section: Section) -> list[tuple[str, int, str, int, int]]:
        return [(b.kind, b.level, b.marker, b.quoted, len(b.rows)) for b in section.blocks]

    original, translation = (shipped(id, language) for language in LANGUAGES)
    for section in original.sections:
        assert shapes(translation.by_section[section.id]) == shapes(section), section.id


@pytest.mark.parametrize("id", SHIPPED)
def test_what_ships_is_translated_to_the_last_label(id: str) -> None:
    article = shipped(id, "ja")
    assert article.fallbacks == frozenset()
    assert article.status == "draft"
    evidence = [claim.evidence for claim in every_claim(article)]
    assert all(found.translated for found in evidence if found is not None)


@pytest.mark.parametrize("id", BRIEFINGS + GUIDES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_glossary_term_and_entity_of_what_we_wrote_is_in_its_text(id: str, language: str) -> None:
    article = shipped(id, language)
    text = "\n".join(block.text for block in blocks(article)).lower()
    assert [term.term for term in article.glossary if term.term.lower() not in text] == []
    assert [entity for entity in article.entities if entity not in by_entity(article)] == []


def test_a_new_reader_s_first_article_stands_first_on_the_shelf_and_the_guides_last() -> None:
    ids = [item.id for item in shelf(content())]
    assert ids == [FIRST, *BRIEFINGS, *GUIDES]


def test_an_entity_is_the_same_in_all_articles_so_that_they_join() -> None:
    """By its number in Wikidata, else by kind and name; one number never stands for two entities."""
    known: dict[str, tuple[str | None, ...]] = {}
    numbers: dict[str, str] = {}
    for id in SHIPPED:
        for entity in shipped(id).entities.values():
            card = (entity.kind, entity.name, entity.native, entity.reading, entity.wikidata)
            assert known.setdefault(entity.id, card) == card, f"{entity.id} in {id}"
            if entity.wikidata:
                assert numbers.setdefault(entity.wikidata, entity.id) == entity.id, entity.wikidata


def test_a_figure_is_the_same_in_all_articles() -> None:
    known: dict[str, tuple[object, ...]] = {}
    for id in (FIRST, "reading-guide", *BRIEFINGS):
        for fact in shipped(id).facts.values():
            said = (fact.number, fact.unit, fact.compare)
            assert known.setdefault(fact.id, said) == said, f"{fact.id} in {id}"


# The briefings

SOURCES = {
    "kishida-visit": ("White House", "Ministry of Foreign Affairs", "joint statement of 10 April 2024"),
    "microsoft-japan": ("Microsoft’s news release of 9 April", "TSMC’s news releases", "White House"),
    "rapidus": ("news releases of Rapidus and of the Ministry of Economy, Trade and Industry",),
    "tsmc-kumamoto": ("TSMC’s news releases of 6 and 24 February", "Ministry of Economy, Trade and Industry"),
    "chip-history": ("Strategy for Semiconductors and the Digital Industry", "METI’s strategy of June 2021"),
    "end-of-deflation": ("Bank of Japan’s statement of 19 March 2024", "closing figures of the Tokyo Stock Exchange"),
}


@pytest.mark.parametrize("id", BRIEFINGS)
def test_a_briefing_has_250_to_450_words(id: str) -> None:
    assert 250 <= words(shipped(id)) <= 450


@pytest.mark.parametrize("id", BRIEFINGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_a_briefing_claims_is_quoted(id: str, language: str) -> None:
    article = shipped(id, language)
    for claim in every_claim(article):
        quotes = [evidence.quote for evidence in evidence_of(article, claim)]
        assert quotes, claim
        assert all(quotes), claim


@pytest.mark.parametrize("id", BRIEFINGS)
def test_a_briefing_names_its_sources_and_the_day_as_of_which_it_holds(id: str) -> None:
    text = "\n".join(block.text for block in blocks(shipped(id)))
    assert [source for source in SOURCES[id] if source not in text] == []
    assert re.search(r"holds as of (\d+ )?\w+ 20\d\d", text)
    japanese = "\n".join(block.text for block in blocks(shipped(id, "ja")))
    assert re.search(r"20\d\d年\d+月(\d+日)?時点", japanese)


@pytest.mark.parametrize("id", BRIEFINGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_that_a_briefing_points_to_is_on_the_shelf_under_that_title(id: str, language: str) -> None:
    titles = {shipped(other, language).title for other in SHIPPED if other != id}
    pointed = {block.text[run.start : run.end] for block, run in runs(shipped(id, language)) if run.style == "plain"}
    assert pointed - titles == set()


def test_what_the_briefings_work_out_themselves_is_right() -> None:
    facts = {fact.id: fact for id in BRIEFINGS for fact in shipped(id).facts.values()}
    figure = {id: fact.number for id, fact in facts.items()}
    day = {id: (date(*fact.date.first), date(*fact.date.last)) for id, fact in facts.items() if fact.date}
    assert figure["microsoft-a-year"] * 2 == figure["microsoft"]
    assert figure["skills-a-year"] * 3 == figure["skills"]
    assert figure["rapidus-before"] + figure["rapidus-latest"] == figure["rapidus-total"]
    assert round(100 * figure["rapidus-latest"] / figure["rapidus-total"]) == figure["rapidus-latest-share"]
    assert figure["rapidus-ratio"] < figure["rapidus-total"] / figure["rapidus-shareholders"]
    assert figure["kumamoto-first"] + figure["kumamoto-second"] == figure["kumamoto-support"]
    assert figure["second-to-first"] < figure["kumamoto-second"] / figure["kumamoto-first"]
    assert figure["kumamoto-support"] + figure["rapidus-total"] == figure["chip-support"]
    assert figure["share-1988"] - figure["share-2019"] == figure["share-fall"]
    assert figure["share-years"] == day["share-2019"][0].year - day["share-1988"][0].year
    assert figure["visit-days"] == (day["visit-days"][1] - day["visit-days"][0]).days + 1
    assert figure["rate-years"] == day["rate-high"][0].year - 2007
    then = day["nikkei-1989"][0]
    assert then.replace(year=then.year + int(figure["nikkei-years"])) < day["nikkei-2024"][0]


@pytest.mark.parametrize("id", BRIEFINGS)
def test_a_briefing_uses_every_part_of_an_article_and_shares_entities_with_the_first(id: str) -> None:
    article = shipped(id)
    for part in (article.entities, article.relations, article.timeline, article.glossary, article.tags):
        assert part
    assert article.summary is not None
    assert len(article.facts) >= 3
    assert len(article.summary.points) >= 3
    assert 2 <= len(article.questions) <= 3
    assert all(section.role for section in article.sections)
    assert all(entity.description for entity in article.entities.values())
    assert [event.when.first for event in article.timeline if event.when] == sorted(
        event.when.first for event in article.timeline if event.when
    )
    first = {entity.wikidata for entity in shipped(FIRST).entities.values() if entity.wikidata}
    assert len(first & {entity.wikidata for entity in article.entities.values()}) >= 2


# The reading guide


def test_the_reading_guide_takes_five_minutes() -> None:
    assert 500 <= words(shipped("reading-guide")) <= 800


def test_the_reading_guide_uses_every_part_of_an_article() -> None:
    article = shipped("reading-guide")
    # It was never updated; `path` and what follows it are no keys of an original.
    exempt = {"updated", "path", "original", "status", "fallbacks"}
    assert [name for name in Article._fields if name not in exempt and not getattr(article, name)] == []
    assert {section.role for section in article.sections} == set(SECTION_ROLES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reading_guide_uses_every_kind_of_markup(language: str) -> None:
    article = shipped("reading-guide", language)
    assert {run.style for _, run in runs(article)} == set(get_args(RunStyle))
    assert {block.kind for section in article.sections for block in section.blocks} == set(get_args(BlockKind))
    found = list(blocks(article))
    assert any(block.level == 2 for block in found), "no nested list"
    assert any(block.marker == "2." for block in found), "no numbered list"
    assert any(block.quoted for block in found), "no quote"
    readings = {(b.text[ruby.start : ruby.end], ruby.reading) for b in found for ruby in b.ruby}
    assert {("東京", "とうきょう"), ("岸田文雄", "きしだふみお")} <= readings
    assert any(target.startswith("https://") for _, (_, _, style, target) in runs(article) if style == "link")


def test_the_reading_guide_uses_every_key_of_what_it_lists() -> None:
    article = shipped("reading-guide")
    assert article.source is not None
    assert article.source.license
    assert article.source.retrieved
    entities = list(article.entities.values())
    for key in ("native", "reading", "role", "description", "aliases", "wikidata", "url"):
        assert any(getattr(entity, key) for entity in entities), key
    assert {entity.kind for entity in entities} >= {"person", "company", "organization", "country", "place", "product"}
    assert any(relation.mutual for relation in article.relations)
    assert any(relation.fact for relation in article.relations)
    facts = list(article.facts.values())
    assert any(fact.unit == "USD" and fact.date and fact.entities for fact in facts)
    assert {fact.compare for fact in facts} >= {"about", "under"}
    dates = [event.when.text for event in article.timeline if event.when]
    assert {date.count("-") for date in dates} == {0, 1, 2}, "a year, a month and a day"
    assert any("/" in date for date in dates), "a range"
    assert article.summary is not None
    assert any(point.facts for point in article.summary.points)
    assert any(point.evidence and point.evidence.quote for point in article.summary.points)


NEEDED = (
    "line-down", "line-up", "page-down", "page-up", "half-down", "half-up", "top", "bottom", "next-section",
    "previous-section", "section", "back", "forward", "find", "next", "previous", "walk", "open", "next-pane",
    "entities", "contents", "summary", "close", "language", "wider", "narrower", "ruby", "theme", "shelf", "palette",
    "help", "quit",
)  # fmt: skip
"""What a newcomer needs: all but another way to go round the panes, and what to do about a spoilt screen."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_in_the_reading_guide_is_a_key_and_every_command_needed_is_named(language: str) -> None:
    keys = {key_label(key): command.id for command in COMMANDS for key in command.keys}
    named = [code for code in codes(shipped("reading-guide", language)) if code.split()[0] != "jpreader"]
    assert [code for code in named if code not in keys] == []
    assert set(NEEDED) <= BY_ID.keys()
    assert set(NEEDED) - {keys[code] for code in named} == set()


def test_the_reading_guide_names_the_same_keys_in_the_same_sections_in_both_languages() -> None:
    english, japanese = (shipped("reading-guide", language) for language in LANGUAGES)
    for one, other in zip(blocks(english), blocks(japanese), strict=True):
        assert sorted(one.text[r.start : r.end] for r in one.runs if r.style == "code") == sorted(
            other.text[r.start : r.end] for r in other.runs if r.style == "code"
        ), one.text


def test_the_reading_guide_s_figures_are_those_of_the_program() -> None:
    figures = {id: int(fact.number) for id, fact in shipped("reading-guide").facts.items()}
    assert figures["two-columns"] == THREE_COLUMNS
    assert figures["one-pane"] == TWO_COLUMNS
    assert (figures["smallest-columns"], figures["smallest-rows"]) == (LEAST_COLUMNS, LEAST_LINES)


# The article on the format


def test_the_format_takes_a_quarter_of_an_hour_at_most() -> None:
    assert 900 <= words(shipped("article-format")) <= 1400


def example(section: str, language: str, kind: BlockKind) -> str:
    """The lines of the file that a section shows, each in code at the start of a row or an item."""
    lines: list[str] = []
    for block in shipped("article-format", language).by_section[section].body:
        starts = [row[0][0] for row in block.rows[1:]] if kind == "table" else [0] if block.level else []
        lines += [
            block.text[r.start : r.end]
            for start in starts
            for r in block.runs
            if r.start == start and r.style == "code"
        ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_smallest_article_is_one_and_so_is_its_translation(language: str) -> None:
    source = example("smallest", language, "table").encode()
    decoded = decode(source, "hello.yaml", "hello")
    assert decoded.article is not None
    assert decoded.problems == ()
    assert check(decoded.article, source) == ()
    assert decoded.article.language == language
    assert source.count(b"\n") == shipped("article-format").facts["smallest"].number
    overlay = example("languages", language, "paragraph").encode()
    translated = decode_overlay(overlay, "hello.xx.yaml", decoded.article)
    assert translated.article is not None, translated.problems
    assert {article.language for article in (decoded.article, translated.article)} == {"en", "ja"}


def keys() -> Iterator[str]:
    """Every key of the format, as the model has them."""
    others: dict[type, set[str]] = {
        Article: {"id", "path", "original", "fallbacks"},
        Source: set(),
        Author: set(),
        Section: {"blocks", "text", "mark"},
        Entity: {"id", "mark"},
        Relation: {"source", "target", "evidence", "mark"},
        Fact: {"number", "evidence", "mark"},
        Event: {"evidence", "mark"},
        Summary: {"mark"},
        Point: {"evidence", "mark"},
        Question: {"evidence", "mark"},
        Term: {"mark"},
    }
    for kind, other in others.items():
        yield from kind.__annotations__.keys() - other
    yield from ("jpreader", "title", "body", "section", "quote", "from", "to", "translates")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_format_names_every_key_and_every_word_that_a_key_may_hold(language: str) -> None:
    named = {word for code in codes(shipped("article-format", language)) for word in code.replace(":", " ").split()}
    assert set(keys()) - named == set()
    assert {*KINDS, *SECTION_ROLES, *get_args(Compare), *get_args(Status)} - named == set()


def test_the_format_s_limits_are_those_of_the_program() -> None:
    figures = {id: int(fact.number) for id, fact in shipped("article-format").facts.items()}
    assert figures["file"] * 1024 * 1024 == MOST_BYTES
    assert figures["levels"] == MOST_DEPTH
    assert figures["values"] == MOST_NODES
    assert figures["link"] == MOST_URL
