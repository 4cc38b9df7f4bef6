"""Where marks, highlights and notes are kept: in the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from jpreader.article.model import Place
from jpreader.article.place import Anchor
from jpreader.article.quotation import Quotation
from jpreader.reading.notes import Mark, Note, Source
from jpreader.reading.store import Store

_KEEP: Final = f"replace into note values ({', '.join('?' * 15)})"
_SET: Final = f"replace into mark values ({', '.join('?' * 13)})"


class Merged(NamedTuple):
    """How much of what was brought in was new, newer than what there was, or there already."""

    added: int
    changed: int
    known: int


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
            db.executemany(_KEEP, rows)
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
        rows = list(map(_mark_row, marks))

        def job(db: sqlite3.Connection) -> bool:
            db.executemany(_SET, rows)
            return True

        return self._store.ask(job, False, writing=True)

    def unset(self, mark: Mark) -> bool:
        """Forget one; False if that can't be done."""

        def job(db: sqlite3.Connection) -> bool:
            db.execute("delete from mark where scope = ? and name = ?", (mark.scope, mark.name))
            return True

        return self._store.ask(job, False, writing=True)

    def merge(self, marks: Iterable[Mark], notes: Iterable[Note]) -> Merged | None:
        """Add what isn't there; of what is there in two forms the one that was changed last counts.

        What says the same of the same words is the same, whatever its id. All of it is merged, or, if that can't be
        done, nothing: then None.
        """

        def job(db: sqlite3.Connection) -> Merged:
            kept = {note.id: note for note in map(_note, db.execute("select * from note"))}
            there_are = [_mark(row[1:]) for row in db.execute("select * from mark")]
            letters = {(mark.scope, mark.name): mark for mark in there_are}
            said = {_said(note) for note in kept.values()}
            new: dict[str, Note] = {}
            added = changed = known = 0
            for note in notes:
                before = kept.get(note.id)
                if before is None and _said(note) not in said:
                    added += 1
                elif before is not None and note.changed >= before.changed and _said(note) != _said(before):
                    changed += 1
                else:
                    known += 1
                    continue
                new[note.id] = kept[note.id] = note
                said.add(_said(note))
            placed: dict[tuple[str, str], Mark] = {}
            for mark in marks:
                there = letters.get((mark.scope, mark.name))
                if there is not None and (mark.made <= there.made or mark.anchor == there.anchor):
                    known += 1
                    continue
                added, changed = (added + 1, changed) if there is None else (added, changed + 1)
                placed[mark.scope, mark.name] = letters[mark.scope, mark.name] = mark
            db.executemany(_KEEP, map(_note_row, new.values()))
            db.executemany(_SET, map(_mark_row, placed.values()))
            return Merged(added, changed, known)

        return self._store.ask(job, None, writing=True)


def _said(note: Note) -> tuple[str, ...]:
    """What makes a note what it is."""
    return (note.kind, note.source.key, note.source.language, note.quotation.text, note.quotation.before, note.text)


def _note_row(note: Note) -> tuple[object, ...]:
    return (note.id, note.kind, *note.source, *note.quotation, note.text, note.made, note.changed)


def _mark_row(mark: Mark) -> tuple[object, ...]:
    place, before, after = mark.anchor
    return (mark.scope, mark.name, *mark.source, *place, before, after, mark.made)


def _note(row: Sequence[object]) -> Note:
    id, kind, *rest = row
    return Note(id, kind, Source(*rest[:5]), Quotation(*rest[5:10]), *rest[10:])  # type: ignore[arg-type]


def _mark(row: Sequence[object]) -> Mark:
    name, *rest = row
    place, (before, after, made) = Place(*rest[5:8]), rest[8:]  # type: ignore[arg-type]
    return Mark(name, Source(*rest[:5]), Anchor(place, before, after), made)  # type: ignore[arg-type]
