"""What was read, kept in the store: what the reader has met in it, and the text as it then stood."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from jpreader.article.model import Article
from jpreader.reading import joins
from jpreader.reading.changes import UNCHANGED, Changes
from jpreader.reading.met import NOTHING_NEW, New, all_keys, met_by, new_in
from jpreader.reading.reading import Reading
from jpreader.reading.store import Store

if TYPE_CHECKING:
    from jpreader.reading.snapshot import Snapshot


class Past:
    """What is kept of what was read. As the store's, its methods may be called from any thread and never raise."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def met(self, keys: Collection[str]) -> frozenset[str]:
        """Those of some keys that were met."""
        asked = json.dumps(list(keys), ensure_ascii=False)
        select = "select key from met where key in (select value from json_each(?))"
        return self._store.ask(lambda db: frozenset(key for (key,) in db.execute(select, (asked,))), frozenset())

    def has_read(self, article: str) -> bool:
        """True if something of an article was read."""
        return self._one("select 1 from seen where article = ? limit 1", article)

    def has_read_others(self, article: str) -> bool:
        """True if something of another article was read."""
        return self._one("select 1 from seen where article != ? limit 1", article)

    def _one(self, select: str, article: str) -> bool:
        return self._store.ask(lambda db: db.execute(select, (article,)).fetchone() is not None, False)

    def snapshot(self, article: str, language: str) -> Snapshot | None:
        """An article in a language as it stood when it was read; None where it wasn't."""
        return self._store.ask(lambda db: _snapshot(db, article, language), None)

    def new_in(self, key: str, own: Article, read: Collection[str]) -> New:
        """What of an original is new to the reader; nothing before they have read something of another article.

        Args:
            key: of the article.
            own: the article.
            read: ids of its sections that were read.
        """
        if not self.has_read_others(key):
            return NOTHING_NEW
        by_hand = joins.load(self._store)
        met = self.met(all_keys(own, by_hand))
        if read and not self.has_read(key):  # it was read before what was met was kept
            met |= met_by(own, read)
        return new_in(own, met, by_hand)

    def compare(self, key: str, editions: Sequence[Article]) -> tuple[Changes, ...]:
        """What has changed in each edition of an article since it was read."""
        from jpreader.reading.comparing import changes  # it is wanted after the start

        found = []
        for article in editions:
            snapshot = self.snapshot(key, article.language)
            found.append(changes(snapshot, article) if snapshot else UNCHANGED)
        return tuple(found)

    def learn(self, key: str, article: Article, seen: Collection[str], read: Collection[str]) -> None:
        """Keep what was met in some sections, and their text as it stands.

        Args:
            key: of the article.
            article: in the language that they were read in.
            seen: ids of the sections that were read now.
            read: ids of all that were ever read: they are learnt with the first ones.
        """
        from jpreader.reading.snapshot import after, packed  # they are wanted after the start

        met = met_by(article, seen if self.has_read(key) else {*seen, *read})

        def job(db: sqlite3.Connection) -> None:
            before = _snapshot(db, key, article.language)
            now = after(before, article, seen if before else {*seen, *read})
            values = (json.dumps(sorted(met), ensure_ascii=False),)
            db.execute("insert or ignore into met select value from json_each(?)", values)
            if now != before:
                db.execute("replace into seen values (?, ?, ?, ?)", (key, article.language, packed(now), time.time()))

        self._store.ask(job, None, writing=True)


def _snapshot(db: sqlite3.Connection, article: str, language: str) -> Snapshot | None:
    from jpreader.reading.snapshot import unpacked

    row = db.execute("select snapshot from seen where article = ? and language = ?", (article, language)).fetchone()
    return unpacked(row[0]) if row else None


def learn(past: Past, key: str, reading: Reading, learnt: Collection[tuple[int, str]] = ()) -> None:
    """Keep what was read in a reading, in each language in which something was, but for what is known as learnt."""
    now = reading.learnt
    for edition in sorted({edition for edition, _ in now.difference(learnt)}):
        seen = {section for number, section in now if number == edition}
        past.learn(key, reading.editions[edition], seen, reading.read)
