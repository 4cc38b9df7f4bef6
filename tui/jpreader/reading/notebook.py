"""Where marks, highlights and notes are kept: in the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from jpreader.article.model import Place
from jpreader.article.place import Anchor
from jpreader.article.quotation import Quotation
from jpreader.reading.notes import Mark, Note, Source
from jpreader.reading.store import Store


class Notes:
    """All that is kept of them. As the store's, its methods may be called from any thread and never raise."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # Highlights and notes

    def of(self, article: str) -> tuple[Note, ...]:
        """Those of an article, in all its languages, by when they were made."""
        return self._all("where article = ? order by made, id", (article,))

    def all(self) -> tuple[Note, ...]:
        """Those of all articles, by article and when they were made."""
        return self._all("order by article, made, id", ())

    def _all(self, where: str, values: Sequence[str]) -> tuple[Note, ...]:
        def job(db: sqlite3.Connection) -> tuple[Note, ...]:
            return tuple(map(_note, db.execute(f"select * from note {where}", values)))

        return self._store.ask(job, ())

    def keep(self, notes: Iterable[Note]) -> bool:
        """Keep some, in place of those with their ids; False if that can't be done."""
        rows = [
            (note.id, note.kind, *note.source, *note.quotation, note.text, note.made, note.changed) for note in notes
        ]

        def job(db: sqlite3.Connection) -> bool:
            db.executemany(f"replace into note values ({', '.join('?' * 15)})", rows)
            return True

        return self._store.ask(job, False, writing=True)

    def remove(self, ids: Iterable[str]) -> bool:
        """Forget some; False if that can't be done."""

        def job(db: sqlite3.Connection) -> bool:
            db.executemany("delete from note where id = ?", [(id,) for id in ids])
            return True

        return self._store.ask(job, False, writing=True)

    # Marks

    def mark(self, name: str, article: str) -> Mark | None:
        """The mark of a letter, as it is in an article."""
        scope = "" if name.isupper() else article
        found = self._marks("where scope = ? and name = ?", (scope, name))
        return found[0] if found else None

    def marks(self) -> tuple[Mark, ...]:
        """All of them, by article and letter."""
        return self._marks("order by article, name", ())

    def _marks(self, where: str, values: Sequence[str]) -> tuple[Mark, ...]:
        def job(db: sqlite3.Connection) -> tuple[Mark, ...]:
            return tuple(_mark(row[1:]) for row in db.execute(f"select * from mark {where}", values))

        return self._store.ask(job, ())

    def set(self, marks: Iterable[Mark]) -> bool:
        """Keep some, in place of those of their letters; False if that can't be done."""
        rows = [
            (mark.scope, mark.name, *mark.source, *mark.anchor.place, mark.anchor.before, mark.anchor.after, mark.made)
            for mark in marks
        ]

        def job(db: sqlite3.Connection) -> bool:
            db.executemany(f"replace into mark values ({', '.join('?' * 13)})", rows)
            return True

        return self._store.ask(job, False, writing=True)

    def unset(self, mark: Mark) -> bool:
        """Forget one; False if that can't be done."""

        def job(db: sqlite3.Connection) -> bool:
            db.execute("delete from mark where scope = ? and name = ?", (mark.scope, mark.name))
            return True

        return self._store.ask(job, False, writing=True)


def _note(row: Sequence[object]) -> Note:
    id, kind, *rest = row
    return Note(id, kind, Source(*rest[:5]), Quotation(*rest[5:10]), *rest[10:])  # type: ignore[arg-type]


def _mark(row: Sequence[object]) -> Mark:
    name, *rest = row
    place, (before, after, made) = Place(*rest[5:8]), rest[8:]  # type: ignore[arg-type]
    return Mark(name, Source(*rest[:5]), Anchor(place, before, after), made)  # type: ignore[arg-type]
