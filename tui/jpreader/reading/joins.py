"""Which entities the reader has joined and parted by hand, in the memory of what was read."""

from __future__ import annotations

import sqlite3
from typing import Final

from jpreader.reading.store import Store

Pairs = frozenset[frozenset[str]]
"""Entities' keys, two and two."""

JOINED, PARTED = 1, 0

_TABLE: Final = (
    "create table if not exists joins (one text not null, other text not null, joined integer not null,"
    " primary key (one, other)) without rowid"
)


def load(store: Store) -> tuple[Pairs, Pairs]:
    """The pairs that are joined, and those that are parted."""

    def job(db: sqlite3.Connection) -> list[tuple[str, str, int]]:
        if db.execute("select 1 from sqlite_master where name = 'joins'").fetchone() is None:
            return []
        return db.execute("select one, other, joined from joins").fetchall()

    nothing: list[tuple[str, str, int]] = []
    rows = store.ask(job, nothing)
    joined, parted = (
        frozenset(frozenset((one, other)) for one, other, how in rows if how == wanted) for wanted in (JOINED, PARTED)
    )
    return joined, parted


def save(store: Store, joined: Pairs, parted: Pairs) -> None:
    """Keep all pairs as they are now."""
    rows = [(*sorted(pair), how) for pairs, how in ((joined, JOINED), (parted, PARTED)) for pair in pairs]

    def job(db: sqlite3.Connection) -> None:
        db.execute(_TABLE)
        db.execute("delete from joins")
        db.executemany("insert or replace into joins values (?, ?, ?)", rows)

    store.ask(job, None, writing=True)
