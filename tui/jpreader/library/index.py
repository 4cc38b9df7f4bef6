"""The index as those see it who ask: the articles of some folders, and who is who in them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from jpreader.library.catalogue import EDITIONS, folder_number
from jpreader.library.database import Database
from jpreader.library.entry import Texts, folder_attribute, unpacked
from jpreader.library.scan import Place, by_folder
from jpreader.library.words import any_of


class Joins(NamedTuple):
    """What the reader knows better: pairs of entities' keys that are one, and pairs that aren't."""

    joined: frozenset[frozenset[str]] = frozenset()
    parted: frozenset[frozenset[str]] = frozenset()


class Ref(NamedTuple):
    """An article in one language, by what a reader knows it."""

    edition: int
    """Its number in the index."""
    id: str
    path: str
    key: str
    """What its place is kept under: see `shelf.Item.key`."""
    title: str
    language: str
    published: str
    source: str


class Index:
    """The articles of some places, of all that the index holds."""

    def __init__(self, database: Database, places: Sequence[Place], joins: Joins = Joins()) -> None:  # noqa: B008
        self.database = database
        self.joins = joins
        folders = by_folder(places)
        whole = {folder_number(folder) for folder, families in folders.items() if not families}
        self._families = {folder_number(folder): families for folder, families in folders.items() if families}
        known = {id for (id,) in self.db.execute("select id from folder")} if places else set()
        self.match = "" if known <= whole else any_of(map(folder_attribute, folders))
        """What full text search has to find in an article of these places; empty where there are no others."""
        self.where = "1" if known <= whole else self._where(whole)
        """What SQL has to find true of a row of `article`."""

    @property
    def db(self) -> sqlite3.Connection:
        """The tables."""
        return self.database.db

    def _where(self, whole: Iterable[int]) -> str:
        # Lists, and not a condition for each: SQLite takes no more than a thousand of those.
        parts = [f"article.folder in ({', '.join(map(str, sorted(whole)))})"]
        for folder, names in sorted(self._families.items()):
            families = ", ".join(f"x'{os.fsencode(name).hex()}'" for name in sorted(names))
            parts.append(f"article.folder = {folder} and article.family in ({families})")
        return f"({' or '.join(parts)})"

    @property
    def some_files(self) -> bool:
        """Whether `match` finds too much, since of a folder only some files are meant."""
        return bool(self.match and self._families)

    def holds(self, edition: int) -> bool:
        """Whether an edition is among these articles."""
        select = f"select 1 from article where id = ? and {self.where}"
        return self.db.execute(select, (edition & ~EDITIONS,)).fetchone() is not None

    def count(self) -> int:
        """How many articles there are."""
        return int(self.db.execute(f"select count(*) from article where {self.where}").fetchone()[0])

    def refs(self, editions: Iterable[int]) -> dict[int, Ref]:
        """What is known of editions, by their numbers; those that are gone meanwhile are left out."""
        found: dict[int, Ref] = {}
        for edition in editions:
            row = self.db.execute(_REF, (edition & ~EDITIONS, edition)).fetchone()
            if row:
                found[edition] = ref(edition, *row)
        return found

    def texts(self, edition: int) -> Texts | None:
        """The texts of an edition; None if it is gone meanwhile."""
        packed = self.packed(edition)
        return unpacked(packed) if packed is not None else None

    def packed(self, edition: int) -> bytes | None:
        """The packed texts of an edition; None if it is gone meanwhile."""
        row = self.db.execute("select packed from edition where id = ?", (edition,)).fetchone()
        return bytes(row[0]) if row else None

    def language(self, edition: int) -> str:
        """The language of an edition, in lower case; empty if it is gone meanwhile."""
        row = self.db.execute("select lower(language) from edition where id = ?", (edition,)).fetchone()
        return str(row[0]) if row else ""

    def edition_in(self, article: int, language: str) -> int:
        """The edition of an article in a language; the original where there is none."""
        if not language:
            return article
        select = "select id from edition where id between ? and ? and lower(language) = ?"
        row = self.db.execute(select, (article, article | EDITIONS, language.lower())).fetchone()
        return int(row[0]) if row else article


REF_FIELDS: Final = "slug, edition.path, article.key, edition.title, language, published, article.source"
"""What `ref` takes after the number of the edition."""

_REF: Final = f"select {REF_FIELDS} from edition join article on article.id = ? where edition.id = ?"


def ref(edition: int, id: str, path: bytes, key: bytes, title: str, language: str, published: str, source: str) -> Ref:
    """An article by a number of an edition and `REF_FIELDS`."""
    return Ref(edition, id, os.fsdecode(path), os.fsdecode(key), title, language, published, source)
