"""How the articles of a shelf stand with the reader: what was read of each, and whether it has changed since."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from jpreader.reading.store import Store


class Standing(NamedTuple):
    """How one article stands with the reader."""

    read: int = 0
    """Sections that were read."""
    sections: int = 0
    """Sections that there are; 0 where nobody has counted them."""
    opened: bool = False
    changed: bool = False
    """Whether its files are other than when it was open last."""

    @property
    def whole(self) -> bool:
        """Whether all of it was read."""
        return 0 < self.sections <= self.read


class Remembered(NamedTuple):
    """What is kept of all articles, by their keys."""

    read: Mapping[str, frozenset[str]]
    """The ids of the sections that were read; of each article that was ever open."""
    stood: Mapping[str, bytes]
    """The hash that their files had."""


def remembered(store: Store) -> Remembered:
    """What is kept of all articles."""
    return store.ask(_remembered, Remembered({}, {}))


def _remembered(db: sqlite3.Connection) -> Remembered:
    read = {key: frozenset(json.loads(ids)) for key, ids in db.execute("select article, read from reading")}
    return Remembered(read, dict(db.execute("select article, digest from stood")))


def keep_standing(store: Store, key: str, digest: bytes) -> None:
    """Keep the hash of an article's files as they are while it is open."""
    store.ask(lambda db: db.execute("replace into stood values (?, ?)", (key, digest)), None, writing=True)
