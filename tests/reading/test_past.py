"""What was read, as the store keeps it."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from jpreader.article.decode import decode
from jpreader.article.names import entity_key
from jpreader.library.bundle import content
from jpreader.library.shelf import load
from jpreader.reading import joins
from jpreader.reading.met import NOTHING_NEW, met_by
from jpreader.reading.past import Past
from jpreader.reading.store import Store

PITCH = load(f"{content()}/japan-us-tech.yaml").articles
VISIT = load(f"{content()}/kishida-visit.yaml").articles
ALL = frozenset(PITCH[0].by_section)
NONE: joins.Pairs = frozenset()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reading.db"


def past(path: Path) -> Past:
    return Past(Store(str(path)))


def test_nothing_is_marked_before_another_article_was_read(path: Path) -> None:
    kept = past(path)
    assert kept.new_in("pitch", PITCH[0], ()) == NOTHING_NEW
    kept.learn("pitch", PITCH[0], {"pitch"}, {"pitch"})
    assert kept.new_in("pitch", PITCH[0], {"pitch"}) == NOTHING_NEW
    assert "biden" in kept.new_in("visit", VISIT[0], ()).entities


def test_what_was_met_is_kept_without_its_article(path: Path) -> None:
    past(path).learn("pitch", PITCH[1], ALL, ALL)
    new = past(path).new_in("visit", VISIT[0], ())
    assert "kishida" not in new.entities
    assert "biden" in new.entities


def test_whom_the_reader_has_joined_is_known_with_what_is_said_of_them_and_whom_they_have_parted_is_not(
    path: Path,
) -> None:
    other = (
        "jpreader: 1\nlanguage: en\ntitle: Rapidus\n"
        "entities:\n  maker: {kind: company, name: The chipmaker}\n"
        "  ibm: {kind: company, name: IBM, wikidata: Q37156}\n"
        "  microsoft: {kind: company, name: Microsoft}\n"
        "relations:\n"
        "  - {from: maker, to: ibm, label: partnership with, mutual: true, section: lead, quote: works with IBM}\n"
        "sections:\n  - {id: lead, title: Lead, body: The chipmaker works with IBM.}\n"
    )
    article = decode(other.encode(), "other.yaml", "other").article
    assert article
    kept, store = past(path), Store(str(path))
    kept.learn("pitch", PITCH[0], ALL, ALL)
    new = kept.new_in("other", article, ())
    assert (new.entities, new.relations) == (frozenset({"maker"}), frozenset({0}))
    joins.save(store, frozenset({frozenset({"company:the chipmaker", entity_key(PITCH[0].entities["rapidus"])})}), NONE)
    assert kept.new_in("other", article, ())[::2] == NOTHING_NEW[::2]
    joins.save(store, NONE, frozenset({frozenset({"company:microsoft", "Q2283"})}))
    assert kept.new_in("other", article, ()).entities == {"maker", "microsoft"}


def test_sections_read_before_what_was_met_was_kept_count_and_are_learnt_with_the_next(path: Path) -> None:
    kept = past(path)
    kept.learn("visit", VISIT[0], {"visit"}, {"visit"})
    assert "microsoft" in kept.new_in("pitch", PITCH[0], {"pitch"}).entities
    assert "microsoft" not in kept.new_in("pitch", PITCH[0], ALL).entities
    kept.learn("pitch", PITCH[0], {"pitch"}, ALL)
    assert kept.met(met_by(PITCH[0], ALL)) == met_by(PITCH[0], ALL)


def test_two_at_once_lose_nothing_of_each_other(path: Path) -> None:
    one, other = past(path), past(path)
    sections = sorted(ALL)
    for number, section in enumerate(sections):
        (one, other)[number % 2].learn("pitch", PITCH[0], {section}, {section})
    snapshot = past(path).snapshot("pitch", "en")
    assert snapshot is not None
    assert [part.id for part in snapshot.parts if part.blocks is not None] == list(PITCH[0].by_section)
    assert one.met(met_by(PITCH[0], ALL)) == {key for section in ALL for key in met_by(PITCH[0], {section})}


def test_each_language_is_kept_as_it_was_read(path: Path) -> None:
    kept = past(path)
    kept.learn("pitch", PITCH[1], {"pitch"}, {"pitch"})
    assert kept.snapshot("pitch", "en") is None
    japanese = kept.snapshot("pitch", "ja")
    assert japanese is not None
    assert japanese.parts[0].title == PITCH[1].sections[0].title


def test_what_is_damaged_is_as_if_it_had_not_been_kept(path: Path) -> None:
    past(path).learn("pitch", PITCH[0], {"pitch"}, {"pitch"})
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("update seen set snapshot = x'00'")
    kept = past(path)
    assert kept.snapshot("pitch", "en") is None
    kept.learn("pitch", PITCH[0], {"stakes"}, {"pitch", "stakes"})
    assert kept.snapshot("pitch", "en") is not None


def test_a_memory_made_before_there_was_any_of_this_is_taken_on(path: Path) -> None:
    store = Store(str(path))
    store.close()
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("drop table met")
        db.execute("drop table seen")
    kept = past(path)
    kept.learn("pitch", PITCH[0], {"pitch"}, {"pitch"})
    assert kept.has_read("pitch")


def test_where_nothing_can_be_written_nothing_is_said_to_be_read(path: Path) -> None:
    store = Store(str(path))
    store.close()
    kept = Past(store)
    kept.learn("pitch", PITCH[0], {"pitch"}, {"pitch"})
    assert not kept.has_read("pitch")
    assert kept.new_in("visit", VISIT[0], ()) == NOTHING_NEW
    assert store.problem
