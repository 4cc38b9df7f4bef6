"""What a reader has met, and what is new to them in the next article."""

from __future__ import annotations

import pytest

from jpreader.article.decode import decode
from jpreader.article.model import Article, Entity
from jpreader.library.bundle import content
from jpreader.library.shelf import load
from jpreader.reading.met import all_keys, entity_keys, met_by, new_in

PITCH = load(f"{content()}/japan-us-tech.yaml").articles
VISIT = load(f"{content()}/kishida-visit.yaml").articles


def everything(article: Article) -> frozenset[str]:
    return met_by(article, set(article.by_section))


def test_in_an_article_that_was_read_nothing_is_new() -> None:
    for article in (*PITCH, *VISIT):
        new = new_in(article, everything(article))
        assert new == (frozenset(), frozenset(), frozenset())


def test_only_what_the_sections_that_were_read_name_or_are_quoted_for_was_met() -> None:
    new = new_in(PITCH[0], met_by(PITCH[0], {"pitch"}))
    assert {"microsoft", "rapidus", "ibm", "china"} <= new.entities
    assert {"kishida", "japan", "united-states"}.isdisjoint(new.entities)
    assert new.facts == {"fdi", "jobs", "microsoft"}
    said = {number for number, relation in enumerate(PITCH[0].relations) if relation.evidence}
    assert new.relations == {
        number for number in said if (own := PITCH[0].relations[number].evidence) and own.section != "pitch"
    }


def test_what_was_met_in_one_article_is_known_in_another_and_in_another_language() -> None:
    met = everything(PITCH[1])  # in Japanese
    new = new_in(VISIT[0], met)
    assert {"biden", "congress"} <= new.entities
    assert {"kishida", "microsoft", "rapidus", "ibm", "japan", "washington"}.isdisjoint(new.entities)
    assert "microsoft" not in new.facts
    assert "visit-days" in new.facts
    labels = {VISIT[0].relations[number].label for number in new.relations}
    assert "held a summit with" in labels
    assert {"Prime Minister of", "partnership with"}.isdisjoint(labels)


def person(name: str, wikidata: str = "", native: str = "") -> Entity:
    return Entity("x", "person", name, native=native, wikidata=wikidata)


@pytest.mark.parametrize(
    ("met", "other", "known"),
    [
        (person("Ann Lee", "Q1"), person("Someone else", "Q1"), True),
        (person("Ann Lee", "Q1"), person("Ann Lee", "Q2"), False),
        (person("Ann Lee", "Q1"), person("ANN LEE"), True),
        (person("Ann Lee"), person("Ann Lee", "Q2"), True),
        (person("Ann Lee"), Entity("x", "company", "Ann Lee"), False),
        (person("Ann Lee", native="李安"), person("李安"), True),
        (person("らぴだす"), person("ﾗﾋﾟﾀﾞｽ"), True),
    ],
)
def test_entities_are_one_by_wikidata_id_else_by_kind_and_name(met: Entity, other: Entity, known: bool) -> None:
    assert (not entity_keys(met)[0].isdisjoint(entity_keys(other)[1])) == known


ARTICLE = """
jpreader: 1
language: en
title: Rain
sections:
  - {id: one, title: One, body: "It rained for 5 days."}
  - {id: two, title: Two, body: "It rained."}
entities:
  ghost: {kind: person, name: Nobody, match: false}
facts:
  - {id: days, label: Days, value: "%s", unit: days, section: one, quote: "rained"}
"""


def rain(value: str = "5") -> Article:
    article = decode((ARTICLE % value).encode(), "rain.yaml", "rain").article
    assert article is not None
    return article


def test_what_no_text_names_is_met_once_all_is_read() -> None:
    assert new_in(rain(), met_by(rain(), {"one"})).entities == {"ghost"}
    assert new_in(rain(), met_by(rain(), {"one", "two"})).entities == set()


def test_a_figure_with_another_value_is_another_figure_and_one_written_otherwise_is_not() -> None:
    met = everything(rain("5"))
    assert new_in(rain("6"), met).facts == {"days"}
    assert new_in(rain("5.0"), met).facts == set()


def test_every_key_that_tells_something_is_asked_for() -> None:
    for article in (*PITCH, *VISIT):
        assert everything(article) & all_keys(article)
        assert new_in(article, everything(article) & all_keys(article)) == new_in(article, everything(article))
