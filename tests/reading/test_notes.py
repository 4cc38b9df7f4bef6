"""Marks, highlights and notes in the store: by two at once, from an older store, past a kill, without a disk."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from jpreader.article.model import Place
from jpreader.article.place import Anchor
from jpreader.article.quotation import Quotation
from jpreader.reading.notebook import Notes
from jpreader.reading.notes import Mark, Note, Source
from jpreader.reading.store import VERSION, Kept, Store

KILLS = 100 if os.environ.get("JPREADER_CI") else 4

SOURCE = Source("shipped:pitch", "/pitch.yaml", "Tokyo courts", "en", "The pitch")

FIRST_SCHEMA = """
create table reading (article text primary key, section text not null, block integer not null,
    offset integer not null, before text not null, after text not null, language text not null, read text not null,
    saved real not null);
create table met (key text primary key) without rowid;
create table seen (article text not null, language text not null, snapshot blob not null,
    saved real not null, primary key (article, language));
insert into reading values ('a', 'two', 3, 14, 'before', 'after', 'ja', '["one", "two"]', 1.5);
insert into met values ('entity Q1');
insert into seen values ('a', 'ja', x'00', 1.5);
"""


def note(id: str, text: str = "", article: str = "shipped:pitch") -> Note:
    quotation = Quotation("pitch", 12, "eager to work", "country is ", " with them")
    kind = "note" if text else "highlight"
    return Note(id, kind, SOURCE._replace(key=article), quotation, text, 1.0, 2.0)  # type: ignore[arg-type]


def mark(name: str, article: str = "shipped:pitch", block: int = 1) -> Mark:
    return Mark(name, SOURCE._replace(key=article), Anchor(Place("pitch", block, 5), "Japan", " wants"), 3.0)


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "reading.db")


def test_what_is_kept_is_there_again_until_it_is_removed(path: str) -> None:
    one, other = note("1"), note("2", "Why?")
    Notes(Store(path)).keep([one, other, note("3", article="elsewhere")])
    notes = Notes(Store(path))
    assert notes.of("shipped:pitch") == (one, other)
    assert len(notes.all()) == 3
    notes.keep([other._replace(text="Because")])
    notes.remove(["1"])
    assert [kept.text for kept in Notes(Store(path)).of("shipped:pitch")] == ["Because"]


def test_small_letters_are_each_article_s_own_and_capitals_are_of_all(path: str) -> None:
    notes = Notes(Store(path))
    for article in ("one", "two"):
        notes.set([mark("a", article), mark("A", article)])
    again = Notes(Store(path))
    assert again.mark("a", "one") == mark("a", "one")
    assert again.mark("a", "two") == mark("a", "two")
    assert again.mark("A", "one") == mark("A", "two")
    assert again.mark("b", "one") is None
    again.unset(mark("a", "one"))
    assert [(kept.name, kept.source.key) for kept in again.marks()] == [("A", "two"), ("a", "two")]


def test_two_at_once_see_what_the_other_keeps_and_overwrite_nothing(path: str) -> None:
    stores = Store(path), Store(path)
    mine, other = map(Notes, stores)
    assert not stores[0].changed()
    for number in range(20):
        (mine, other)[number % 2].keep([note(str(number))])
    assert stores[0].changed()
    assert not stores[0].changed()
    assert {kept.id for kept in mine.all()} == {kept.id for kept in other.all()} == set(map(str, range(20)))
    mine.keep([note("mine")])
    assert not stores[0].changed()


def test_a_store_of_before_there_were_notes_is_taken_on_with_all_that_it_has(path: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.executescript(FIRST_SCHEMA)
    db.close()
    store = Store(path)
    assert store.problem == ""
    assert store.load("a") == Kept(Anchor(Place("two", 3, 14), "before", "after"), "ja", frozenset({"one", "two"}))
    assert store.ask(lambda db: db.execute("select key from met").fetchall(), []) == [("entity Q1",)]
    assert store.ask(lambda db: db.execute("select * from seen").fetchall(), []) == [("a", "ja", b"\0", 1.5)]
    assert Notes(store).keep([note("1")])
    assert store.ask(lambda db: db.execute("pragma user_version").fetchone(), None) == (VERSION,)
    store.close()
    assert Notes(Store(path)).all() == (note("1"),)


def test_a_store_of_a_newer_version_is_left_alone_and_that_is_said(path: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("create table reading (shape text)")
        db.execute(f"pragma user_version = {VERSION + 1}")
    db.close()
    before = Path(path).read_bytes()
    store = Store(path)
    assert "newer jpreader" in store.problem
    notes = Notes(store)
    assert notes.keep([note("1")])
    assert notes.all() == (note("1"),)
    store.save("a", Kept(Anchor(Place("two"), "", ""), "en", frozenset()))
    assert store.load("a") is not None
    store.close()
    assert Path(path).read_bytes() == before
    assert os.listdir(os.path.dirname(path)) == ["reading.db"]


def test_what_can_only_be_read_is_read_and_what_is_kept_is_of_this_session(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(path)
    Notes(store).keep([note("1")])
    store.close()
    opened = Store._open

    def refused(self: Store, path: str) -> sqlite3.Connection:
        if path != ":memory:":
            raise sqlite3.OperationalError("attempt to write a readonly database")
        return opened(self, path)

    monkeypatch.setattr(Store, "_open", refused)
    store = Store(path)
    assert "readonly" in store.problem
    notes = Notes(store)
    assert notes.all() == (note("1"),)
    assert notes.keep([note("2")])
    assert len(notes.all()) == 2
    monkeypatch.undo()
    assert Notes(Store(path)).all() == (note("1"),)


def test_a_disk_that_is_full_costs_the_note_and_says_so(path: str) -> None:
    store = Store(path)
    notes = Notes(store)
    assert notes.keep([note("1")])
    store.ask(lambda db: db.execute("pragma max_page_count = 1").fetchone(), None)
    assert not notes.keep([note("2", "x" * 1_000_000)])
    assert "full" in store.problem
    assert notes.all() == (note("1"),)


def write(path: str, turn: int, says: int) -> None:
    """Keep notes, and say of each that it is kept."""
    notes = Notes(Store(path))
    quotation = Quotation("one", 1, "x" * 300, "", "")
    number = 0
    while notes.keep([note(f"{turn}-{number}", "n" * 300)._replace(quotation=quotation)]):
        os.write(says, f"{turn}-{number}\n".encode())
        number += 1


def test_killed_at_random_moments_nothing_that_was_kept_is_lost(path: str) -> None:
    chance = random.Random(4)
    said: set[str] = set()
    for turn in range(KILLS):
        here, there = os.pipe()
        writer = os.fork()
        if writer == 0:  # pragma: no cover: another process
            try:
                write(path, turn, there)
            finally:
                os._exit(1)
        os.close(there)
        with open(here, encoding="utf-8") as pipe:
            said.add(pipe.readline().strip())
            time.sleep(chance.uniform(0, 0.02))  # the random moment
            os.kill(writer, signal.SIGKILL)
            *whole, _ = pipe.read().split("\n")
        said.update(whole)
        assert os.waitstatus_to_exitcode(os.waitpid(writer, 0)[1]) == -signal.SIGKILL
        store = Store(path)
        nothing: set[str] = set()
        kept = store.ask(lambda db: {id for (id,) in db.execute("select id from note")}, nothing)
        store.close()
        assert said <= kept
        assert len(kept - said) <= turn + 1  # one may have been kept of each, and not have been said
