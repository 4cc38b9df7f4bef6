"""Entries put into the index's tables and taken out of them, inside of the caller's transaction.

Articles are numbered by their dates, so that the newest are found first without sorting: the day, the number of the
article among those of the day, the number of the edition, the original's being 0.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from jpreader.article.names import name_key
from jpreader.library.digest import digest
from jpreader.library.entry import Edition, Entry, Told, entity_id, unpacked
from jpreader.library.scan import Family

EDITION_BITS: Final = 5  # `entry.MOST_EDITIONS`
ARTICLE_BITS: Final = 17  # 131,072 articles of a day; those that are more count as the day after's
DAY_BITS: Final = EDITION_BITS + ARTICLE_BITS
EDITIONS: Final = (1 << EDITION_BITS) - 1
"""The bits of an edition's number that its article's doesn't have."""

_UNSPACED: Final = "glob '*[\u3040-\u30ff\u3400-\u9fff]*'"  # kana or kanji in it

_ENTITY: Final = f"""
insert into entity values (?, ?, ?, ?, ?, ?, ?, 0) on conflict do update set
 name = iif(name {_UNSPACED} and not excluded.name {_UNSPACED}, excluded.name, name),
 native = iif(excluded.native <> '', excluded.native, iif(name {_UNSPACED}, name, excluded.name)),
 reading = iif(reading <> '', reading, excluded.reading)
where native = '' and (excluded.native <> '' or (name {_UNSPACED}) <> (excluded.name {_UNSPACED}))
"""
"""One whom articles of both languages name has a name in each, whichever of them came first."""

Row = tuple[object, ...]


def first_of(day: int) -> int:
    """The least number that an article of a day may have."""
    return day << DAY_BITS


def folder_number(folder: str) -> int:
    """The number of a folder, the same wherever it is asked for."""
    return entity_id(os.fsencode(folder).hex())


def entities_text(entities: Iterable[int]) -> str:
    """Numbers of entities as the tables have them: each between two spaces."""
    return f" {' '.join(map(str, entities))} "


class Writer:
    """Puts articles in and takes them out, and keeps count of who uses a name; `finish` ends each transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._names: Counter[tuple[str, int, str, bool]] = Counter()
        self._entities: Counter[int] = Counter()
        self._vocabulary: Counter[tuple[str, str, str]] = Counter()

    def files(self, family: Family) -> None:
        """Keep the sizes, times and hashes of a family's files in place of what was kept of them."""
        folder, begin = folder_number(family.folder), os.fsencode(family.name) + b"."
        self._db.execute(
            "delete from file where folder = ? and name >= ? and name < ?", (folder, begin, begin[:-1] + b"/")
        )
        self._db.executemany(
            "insert into file values (?, ?, ?, ?, ?)",
            [(folder, os.fsencode(file.name), file.size, file.mtime, file.hash) for file in family.files],
        )

    def remove(self, family: Family) -> None:
        """Take out what the index has of a family."""
        own = (folder_number(family.folder), os.fsencode(family.name))
        select = "select id, vocabulary from article where folder = ? and family = ?"
        for id, packed in self._db.execute(select, own).fetchall():
            vocabulary, names = json.loads(zlib.decompress(packed))
            self._count(vocabulary, [(name, entity, written, main) for name, entity, written, main in names], -1)
            editions = (id, id | EDITIONS)
            rows = self._db.execute("select id, packed from edition where id between ? and ?", editions).fetchall()
            for edition, texts in [(edition, unpacked(packed)) for edition, packed in rows]:
                for table, words in zip(("front", "body"), texts.words(), strict=True):
                    # A table without contents has to be told what it forgets.
                    forget = f"insert into {table}({table}, rowid, words) values ('delete', ?, ?)"
                    self._db.execute(forget, (edition, words))
            for table in ("mention", "relation", "fact", "event"):
                self._db.execute(f"delete from {table} where edition between ? and ?", editions)
            self._db.execute("delete from edition where id between ? and ?", editions)
            self._db.execute("delete from article where id = ?", (id,))

    def put(self, entries: Iterable[tuple[Family, Entry]]) -> None:
        """Put in the entries of families that the index has nothing of."""
        taken: dict[int, int] = {}
        # FTS5 writes out what it has gathered wherever a number is less than the one before.
        numbered = sorted(
            ((self._number(entry.day, taken), family, entry) for family, entry in entries), key=lambda each: each[0]
        )
        editions = [(id + at, one) for id, _, entry in numbered for at, one in enumerate(entry.editions)]
        self._all("article", [_article(*each) for each in numbered])
        self._all(
            "edition",
            [(id, one.language, one.title, os.fsencode(one.path), one.packed, one.said) for id, one in editions],
        )
        self._all("mention", sorted(_mentions(editions)))
        self._all(
            "relation", [_relation(id, at, told) for id, one in editions for at, told in enumerate(one.relations)]
        )
        self._all("fact", [_fact(id, at, told) for id, one in editions for at, told in enumerate(one.facts)])
        self._all("event", [_event(id, at, told) for id, one in editions for at, told in enumerate(one.events)])
        self._db.executemany(
            "insert into front(rowid, words) values (?, ?)", [(id, one.front_words) for id, one in editions]
        )
        self._db.executemany(
            "insert into body(rowid, words) values (?, ?)", [(id, one.body_words) for id, one in editions]
        )
        known = dict.fromkeys(
            (one.id, one.key, one.kind, one.name, one.native, one.reading, one.wikidata)
            for _, _, entry in numbered
            for one in entry.entities
        )
        self._db.executemany(_ENTITY, list(known))
        for _, _, entry in numbered:
            self._count(entry.vocabulary, _names(entry), 1)

    def finish(self) -> None:
        """Write how many articles use each name since the last time."""
        self._db.executemany(
            "update entity set articles = articles + ? where id = ?",
            [(change, id) for id, change in sorted(self._entities.items()) if change],
        )
        self._db.executemany(
            "insert into name values (?, ?, ?, ?, ?) on conflict do update set"
            " articles = articles + excluded.articles, main = max(main, excluded.main)",
            [(*name, change) for name, change in sorted(self._names.items()) if change],
        )
        self._db.executemany(
            "insert into vocabulary values (?, ?, ?, ?)"
            " on conflict do update set articles = articles + excluded.articles",
            [(*word, change) for word, change in sorted(self._vocabulary.items()) if change],
        )
        if any(change < 0 for change in self._entities.values()):
            for table in ("entity", "name", "vocabulary"):
                self._db.execute(f"delete from {table} where articles <= 0")
        self._names.clear()
        self._entities.clear()
        self._vocabulary.clear()

    def _all(self, table: str, rows: Sequence[Row]) -> None:
        if rows:
            self._db.executemany(f"insert into {table} values ({', '.join('?' * len(rows[0]))})", rows)

    def _number(self, day: int, taken: dict[int, int]) -> int:
        while True:
            if day not in taken:
                range_of = (first_of(day), first_of(day + 1))
                last = self._db.execute("select max(id) from article where id >= ? and id < ?", range_of).fetchone()[0]
                taken[day] = 0 if last is None else ((last - first_of(day)) >> EDITION_BITS) + 1
            number = taken[day]
            if number >> ARTICLE_BITS:
                day += 1
                continue
            taken[day] += 1
            return first_of(day) + (number << EDITION_BITS)

    def _count(
        self, vocabulary: Iterable[Sequence[str]], names: Iterable[tuple[str, int, str, bool]], change: int
    ) -> None:
        for field, key, label in vocabulary:
            self._vocabulary[field, key, label] += change
        named = list(names)
        for each in named:
            self._names[each] += change
        for entity in {entity for _, entity, *_ in named}:
            self._entities[entity] += change


def _names(entry: Entry) -> list[tuple[str, int, str, bool]]:
    return list(
        dict.fromkeys(
            (name, one.id, written, name in one.main) for one in entry.entities for name, written in one.names
        )
    )


def _article(id: int, family: Family, entry: Entry) -> Row:
    vocabulary = json.dumps([entry.vocabulary, _names(entry)], ensure_ascii=False, separators=(",", ":"))
    return (
        id,
        folder_number(family.folder),
        os.fsencode(family.name),
        entry.id,
        os.fsencode(entry.path),
        os.fsencode(entry.key),
        entry.title,
        ",".join(edition.language for edition in entry.editions),
        entry.published,
        entry.source,
        entry.minutes,
        json.dumps(entry.tags, ensure_ascii=False),
        entry.problem,
        digest(file.hash for file in sorted(family.files)),
        zlib.compress(vocabulary.encode(), 1),
    )


def _mentions(editions: Iterable[tuple[int, Edition]]) -> Iterator[tuple[int, int, int, bytes]]:
    for id, one in editions:
        seen: set[int] = set()
        for entity, count, places in one.mentions:
            if entity not in seen:  # two entities of an article may have one key
                seen.add(entity)
                yield entity, id, count, places


def _relation(id: int, at: int, told: Told) -> Row:
    return (id, at, *told.entities, told.label, told.mutual, told.section, told.quote)


def _fact(id: int, at: int, told: Told) -> Row:
    return (
        *(id, at, told.label, name_key(told.label), told.value, told.number, told.unit, name_key(told.unit)),
        *(told.compare, told.when, told.first, told.last, entities_text(told.entities), told.section, told.quote),
    )


def _event(id: int, at: int, told: Told) -> Row:
    return (
        id,
        at,
        told.label,
        told.when,
        told.first,
        told.last,
        entities_text(told.entities),
        told.section,
        told.quote,
    )
