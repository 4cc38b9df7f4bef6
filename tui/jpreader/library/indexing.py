"""The index brought up to date with the files: what changed is found, decoded on all cores, and written by one."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Final

from jpreader.article.text import one_line
from jpreader.library.catalogue import Writer, folder_number
from jpreader.library.database import Damaged, Database, damage
from jpreader.library.decoding import Decoded, all_decoded, decoded
from jpreader.library.entry import Entry
from jpreader.library.progress import Progress
from jpreader.library.scan import (
    Family,
    File,
    Place,
    Sizes,
    by_folder,
    changed,
    changed_family,
    family,
    found,
    nothing,
    place,
)

BATCH: Final = 1000  # entries of a transaction: a second, and 25 MB
TOLD_SECONDS: Final = 0.25  # between two times that it is told how far it is: as often as a bar has to grow
UNUSED_DAYS: Final = 90  # a folder that nobody has asked for as long is forgotten
_DAY: Final = 86_400.0


def update(
    database: Database, paths: Iterable[str], processes: int | None = None, between: Callable[[], None] = nothing
) -> Iterator[Progress]:
    """Bring the index up to date with folders and files; gives how far it is, now and then, and when it is done.

    What is given up half-way (by closing the iterator, or by a kill) is in the index as far as it got, and the rest is
    found again the next time. Where another process is writing, nothing is done and a note says so.

    Args:
        database: of this thread.
        paths: folders, whose articles are looked for, and files.
        processes: how many decode; as many as there are cores if none are said.
        between: called now and then while this has the lock and no transaction; may `look`.
    """
    places = list(dict.fromkeys(map(place, paths)))
    with database.writing() as why_not:
        if why_not:
            yield Progress(0, 0, note=why_not)
            return
        for last in (False, True):
            try:
                yield from _updated(database, places, processes or _cores(), between)
            except sqlite3.OperationalError as error:  # the disk is full, or somebody else writes for long
                yield Progress(0, 0, note=f"The index can't be written: {error}")
                return
            except Damaged as reason:
                if last:
                    raise
                database.renew(str(reason))
                yield Progress(0, 0, changed=True, note=database.notes[-1] if database.notes else "")
            else:
                return


def _cores() -> int:
    """How many cores there are for this process."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS has none
        return os.cpu_count() or 1


def look(database: Database, paths: Iterable[str]) -> bool:
    """Bring the index up to date with some articles that it has, and at once; gives whether any has changed.

    Only the files that the index knows are looked at: a new translation is found by `update`. The caller has the lock
    of the one writer, and no transaction.

    Args:
        database: of this thread.
        paths: of the articles' files.
    """
    real: dict[str, str] = {}
    stale: list[Family] = []
    with damage():
        for path in dict.fromkeys(paths):
            folder, name = os.path.split(path)
            if folder not in real:
                real[folder] = os.path.realpath(folder)
            own = family(name)
            known = _family_files(database.db, folder_number(real[folder]), own)
            if known and (one := changed_family(real[folder], own, known)):
                stale.append(one)
        return bool(stale) and _write(database.db, list(map(decoded, stale)))


def _updated(
    database: Database, places: list[Place], processes: int, between: Callable[[], None]
) -> Iterator[Progress]:
    with damage():
        stale, notes = _stale(database.db, places, between)
    for note in notes:
        yield Progress(0, len(stale), note=note)
    if not stale:
        yield Progress(0, 0)
        return
    yield Progress(0, len(stale))
    begun, done, any_changed = time.monotonic(), 0, False
    told = begun

    def so_far(read: int, changed: bool) -> Progress:
        return Progress(read, len(stale), (time.monotonic() - begun) / read * (len(stale) - read), changed)

    batch: list[Decoded] = []
    for each in all_decoded(stale, processes):
        batch.append(each)
        between()
        if len(batch) >= BATCH:
            with damage():
                any_changed |= _write(database.db, batch)
            done += len(batch)
            batch.clear()
            yield so_far(done, any_changed)
        elif time.monotonic() - told > TOLD_SECONDS:
            told = time.monotonic()
            yield so_far(done + len(batch), False)
    with damage():
        any_changed |= _write(database.db, batch)
    yield Progress(len(stale), len(stale), 0.0, any_changed)


def _stale(db: sqlite3.Connection, places: list[Place], between: Callable[[], None]) -> tuple[list[Family], list[str]]:
    """The families that have to be looked into, and what can't be."""
    stale: list[Family] = []
    notes: list[str] = []
    now = time.time()
    for folder, families in by_folder(places).items():
        number = folder_number(folder)
        db.execute(
            "insert into folder values (?, ?, ?) on conflict do update set seen = excluded.seen where seen < ?",
            (number, os.fsencode(folder), now, now - _DAY),  # not each time: what nobody writes nobody reads anew
        )
        try:
            files = found(folder, families, between)
        except OSError as error:
            notes.append(f"{one_line(folder)}: this folder can't be listed: {error.strerror}")
            continue
        stale += changed(folder, files, _known(db, folder, families), partial(_hashes, db, number))
    for name, seen in db.execute("select path, seen from folder").fetchall():
        path = os.fsdecode(name)
        if seen < now - UNUSED_DAYS * _DAY or not os.path.isdir(path):
            gone = set(map(family, _known(db, path)))
            stale += [Family(path, own, ()) for own in sorted(gone)]
            db.execute("delete from folder where path = ?", (name,))
    return list(dict.fromkeys(stale)), notes


def _known(db: sqlite3.Connection, folder: str, families: Collection[str] = ()) -> Sizes:
    """The files of a folder, or of some families in it, that the index knows."""
    number = folder_number(folder)
    if families:
        known = (file for own in families for file in _family_files(db, number, own))
        return {file.name: (file.size, file.mtime) for file in known}
    rows = db.execute("select name, size, mtime from file where folder = ?", (number,))
    coding, errors = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()  # as os.fsdecode, in half the time
    return {name.decode(coding, errors): (size, mtime) for name, size, mtime in rows}


def _hashes(db: sqlite3.Connection, folder: int, name: str) -> dict[str, bytes]:
    """The hashes of a family's files."""
    return {file.name: file.hash for file in _family_files(db, folder, name)}


def _family_files(db: sqlite3.Connection, folder: int, name: str) -> list[File]:
    """A family's files as the index knows them."""
    begin = os.fsencode(name)
    select = "select name, size, mtime, hash from file where folder = ? and name >= ? and name < ?"
    rows = db.execute(select, (folder, begin + b".", begin + b"/"))
    return [File(os.fsdecode(name), size, mtime, hash) for name, size, mtime, hash in rows]


def _write(db: sqlite3.Connection, batch: list[Decoded]) -> bool:
    """Write what was decoded, all of it or nothing; gives whether any article is other than it was."""
    entries: list[tuple[Family, Entry]] = []
    db.execute("begin immediate")
    try:
        writer = Writer(db)
        for family, found in batch:
            writer.files(family)
            if found is not None:
                writer.remove(family)
                entries += [(family, entry) for entry in found]
        writer.put(entries)
        writer.finish()
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise
    return any(found is not None for _, found in batch)
