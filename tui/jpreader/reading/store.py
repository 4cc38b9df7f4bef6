"""What is kept between sessions: the place in each article, its language, the sections read; marks and notes.

An SQLite file in the state folder, so that two jpreaders at once don't lose each other's places. A state folder that
can't be written costs the memory of the session, never the reading: `Store.problem` says so in a line.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Collection
from contextlib import closing
from typing import Any, NamedTuple, TypeVar

from jpreader.article.model import Place
from jpreader.article.place import Anchor

T = TypeVar("T")

VERSION = 1  # of the tables, as `pragma user_version`; 0 had neither marks nor notes

BUSY_SECONDS = 2.0  # how long one jpreader waits for another's write; a write takes milliseconds

SCHEMA = (
    """
create table if not exists reading (
    article text primary key,
    section text not null,
    block integer not null,
    offset integer not null,
    before text not null,
    after text not null,
    language text not null,
    read text not null,
    saved real not null
)
""",
    # How the files stood when they were read: see `standing`.
    "create table if not exists stood (article text primary key, digest blob not null) without rowid",
    # What was read: see `past`.
    "create table if not exists met (key text primary key) without rowid",
    "create table if not exists seen (article text not null, language text not null, snapshot blob not null,"
    " saved real not null, primary key (article, language))",
    # What the reader keeps: see `notebook`.
    "create table if not exists note (id text primary key, kind text not null, article text not null,"
    " path text not null, title text not null, language text not null, heading text not null, section text not null,"
    " start integer not null, quote text not null, before text not null, after text not null, text text not null,"
    " made real not null, changed real not null)",
    "create table if not exists mark (scope text not null, name text not null, article text not null,"
    " path text not null, title text not null, language text not null, heading text not null, section text not null,"
    " block integer not null, offset integer not null, before text not null, after text not null, made real not null,"
    " primary key (scope, name))",
)


class Kept(NamedTuple):
    """What is known of the last time that an article was read."""

    anchor: Anchor
    language: str
    read: frozenset[str]


class _Newer(sqlite3.DatabaseError):
    """The file has tables that this version doesn't know."""


def _writable(path: str) -> None:
    """Raise OSError where a file is there and can't be written: SQLite says so only once it is to write."""
    if os.path.exists(path) and not os.access(path, os.W_OK):
        read_only = os.statvfs(path).f_flag & os.ST_RDONLY
        number = errno.EROFS if read_only else errno.EACCES
        raise OSError(number, os.strerror(number))


class Store:
    """The memory of places. Its methods may be called from any thread, and never raise for what a disk may do."""

    def __init__(self, path: str) -> None:
        """Open or make the file; without one that can be used, keep things for this session only."""
        self.problem = ""
        self.lasting = True
        """False where all that is kept ends with the session."""
        self._lock = threading.Lock()
        try:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            _writable(path)
            self._db = self._open(path)
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or error
            self.problem = f"Nothing of this session is kept: {reason}: {path}"
            self.lasting = False
            self._db = self._open(":memory:")
            if not isinstance(error, _Newer):
                self._recall(path)
        self._seen_version = self._version()

    def _open(self, path: str) -> sqlite3.Connection:
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            (version,) = db.execute("pragma user_version").fetchone()
            if version > VERSION:
                raise _Newer("a newer jpreader made it, which this one leaves alone")
            # WAL: a reader never waits for a writer. NORMAL: a power cut may cost the last write, a kill doesn't.
            db.execute("pragma journal_mode=wal")
            db.execute("pragma synchronous=normal")
            for table in SCHEMA:
                db.execute(table)
            if version < VERSION:
                db.execute(f"pragma user_version = {VERSION}")
        except sqlite3.Error:
            db.close()
            raise
        return db

    def _recall(self, path: str) -> None:
        """Have in this session what a file holds that can only be read."""
        from urllib.parse import quote  # 15 ms, for what hardly ever happens

        for way in ("", "&immutable=1"):  # where it can't be locked, without what isn't in the file itself yet
            try:
                # Whoever holds it has been waited for.
                with closing(sqlite3.connect(f"file:{quote(path)}?mode=ro{way}", timeout=0, uri=True)) as file:
                    (version,) = file.execute("pragma user_version").fetchone()
                    if version <= VERSION:
                        file.backup(self._db)
                for table in SCHEMA:
                    self._db.execute(table)
            except sqlite3.Error:
                self._db.close()
                self._db = self._open(":memory:")
            else:
                return

    def changed(self) -> bool:
        """True if another jpreader has written since this was asked last; costs microseconds, and waits for nothing."""
        if not self._lock.acquire(blocking=False):
            return False  # asked again with the next key
        try:
            before, self._seen_version = self._seen_version, self._version()
            return before != self._seen_version
        finally:
            self._lock.release()

    def _version(self) -> int:
        try:
            row = self._db.execute("pragma data_version").fetchone()
        except sqlite3.Error:
            return 0
        return int(row[0]) if row else 0

    def load(self, article: str) -> Kept | None:
        """What is kept of an article."""
        row = self._run(
            "select section, block, offset, before, after, language, read from reading where article = ?", (article,)
        )
        if not row:
            return None
        section, block, offset, before, after, language, read = row
        return Kept(Anchor(Place(section, block, offset), before, after), language, frozenset(json.loads(read)))

    def unread(self, article: str, sections: Callable[[], Collection[str]]) -> bool:
        """Whether an article has a section that wasn't read; `sections` gives their ids, if they are asked for."""
        kept = self.load(article)
        return kept is None or not kept.read.issuperset(sections())

    def last(self) -> str | None:
        """The article that was read last."""
        row = self._run("select article from reading order by saved desc limit 1", ())
        return row[0] if row else None

    def save(self, article: str, kept: Kept) -> bool:
        """Keep where an article is being read; False if that can't be done."""
        (section, block, offset), before, after = kept.anchor
        statement = (
            "insert into reading values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " on conflict (article) do update set section = excluded.section, block = excluded.block,"
            " offset = excluded.offset, before = excluded.before, after = excluded.after,"
            " language = excluded.language, read = excluded.read, saved = excluded.saved"
        )
        row = (article, section, block, offset, before, after, kept.language, json.dumps(sorted(kept.read)))

        def job(db: sqlite3.Connection) -> bool:
            db.execute(statement, (*row, time.time()))
            return True

        return self.ask(job, False, writing=True)

    def ask(self, job: Callable[[sqlite3.Connection], T], otherwise: T, *, writing: bool = False) -> T:
        """What a job on the database gives, or something else where the disk doesn't let it.

        Args:
            job: done by one at a time.
            otherwise: what it gives where it can't be done.
            writing: True for a job that writes: all of it is done, or nothing.
        """
        try:
            with self._lock:
                if not writing:
                    return job(self._db)
                self._db.execute("begin immediate")
                try:
                    found = job(self._db)
                    self._db.execute("commit")
                finally:
                    if self._db.in_transaction:
                        self._db.execute("rollback")
                if self.lasting:
                    self.problem = ""  # there is room again, or the other has done
                return found
        except sqlite3.Error as error:
            self._failed(error)
            return otherwise

    def _failed(self, error: sqlite3.Error) -> None:
        self.problem = f"Nothing is being kept: {error}"

    def _run(self, statement: str, values: tuple[object, ...]) -> tuple[Any, ...] | None:
        try:
            with self._lock:
                row: tuple[Any, ...] | None = self._db.execute(statement, values).fetchone()
                return row
        except sqlite3.Error as error:
            self._failed(error)
            return None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()
