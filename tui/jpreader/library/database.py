"""The index's file: made, opened, locked, and made anew where it is damaged.

SQLite with its full text search FTS5, chosen by measuring it with tantivy 0.27 on 20,000 articles of ours, 800 words
each, one in ten Japanese. FTS5 takes up 2,100 to 3,400 articles a second and 4.9 kB of disk for each, tantivy 11,000
and 2.1 kB; by its own ranking a common word takes FTS5 43 ms, tantivy 0.2 ms. But the articles are numbered by date
here, and the newest 200 that a query finds come out of FTS5 in 0.1 to 0.5 ms, without ranking the others. Decoding
takes three times as long as either. So FTS5 is fast enough, and it is in the same file and the same transaction as all
else that is known of an article: what is killed half-way is never half there. It also is in Python already.

Files are called `index-<version>.<generation>.sqlite`. A damaged one is never mended nor written over: the next
generation is made beside it, since another jpreader may have it open still.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import sqlite3
import time
import unicodedata
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jpreader.article.text import one_line

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

VERSION: Final = 3
"""Of what is in the tables: raised with every change of them, or of what `entry` and `words` put into them."""

BUSY_SECONDS: Final = 5.0  # for another's transaction: a batch of articles takes half a second
BUSY: Final = "Another jpreader is bringing the index up to date"
ABANDONED: Final = 3600.0  # seconds after which nobody makes a file any more: it takes a hundredth of one
PENDING: Final = 16 << 20  # bytes of words that FTS5 gathers before it writes a segment
CHECKPOINT: Final = 8000  # pages of the log, 32 MB, until they go into the file

TABLES: Final = """
create table made (unicode text);
create table folder (id integer primary key, path blob unique, seen real);
create table file (folder integer, name blob, size integer, mtime integer, hash blob,
    primary key (folder, name)) without rowid;
create table article (id integer primary key, folder integer, family blob, slug text, path blob, key blob, title text,
    languages text, published text, source text, minutes integer, tags text, problem text, hash blob, vocabulary blob);
create index article_family on article (folder, family);
create table edition (id integer primary key, language text, title text, path blob, packed blob, said text);
create table entity (id integer primary key, key text, kind text, name text, native text, reading text, wikidata text,
    articles integer);
create table name (name text, entity integer, written text, main integer, articles integer,
    primary key (name, entity)) without rowid;
create index entity_key on entity (key);
create index name_entity on name (entity);
create table vocabulary (field text, key text, label text, articles integer, primary key (field, key)) without rowid;
create table mention (entity integer, edition integer, count integer, places blob,
    primary key (entity, edition)) without rowid;
create index mention_edition on mention (edition, entity);
create table relation (edition integer, number integer, source integer, target integer, label text, mutual integer,
    section text, quote text, primary key (edition, number)) without rowid;
create index relation_source on relation (source, target);
create index relation_target on relation (target, source);
create table fact (edition integer, number integer, label text, name text, value text, amount real, unit text,
    unit_name text, compare text, date text, first integer, last integer, entities text, section text, quote text,
    primary key (edition, number)) without rowid;
create index fact_unit on fact (unit_name, amount);
create index fact_name on fact (unit_name, name, first);
create table event (edition integer, number integer, label text, date text, first integer, last integer, entities text,
    section text, quote text, primary key (edition, number)) without rowid;
create index event_first on event (first);
create virtual table front using fts5(words, content='', tokenize='ascii', columnsize=0);
create virtual table body using fts5(words, content='', tokenize='ascii', columnsize=0);
"""
# An entity's number is the hash of its key; `name` is what it may be called, without case, `written` the same as an
# article writes it, and `main` true of names and native names, but not of aliases. An article's number is that of its
# first edition, and grows with its date: see `catalogue`. What front and body hold is in `entry.Texts`.

_MAKING: Final = "making-"
_FILE: Final = re.compile(r"index-(\d+)\.(\d+)\.sqlite")


class Damaged(Exception):
    """The index's file can't be used; the text says why."""


class Database:
    """The file of the index in a folder. Each thread and each process opens its own."""

    def __init__(self, folder: str, making: bool = True) -> None:
        """Open the file, or make it. In a folder that can't be written it is made elsewhere, for this session.

        `notes` holds a line on what the reader should know of it.

        Args:
            folder: where it is.
            making: without it a file that isn't there or is damaged is left to who makes it, and tells of it.

        Raises:
            Damaged: it was damaged each time it was made, or has to be made and may not be.
        """
        self.notes: list[str] = []
        self.folder = folder
        self._own: TemporaryDirectory[str] | None = None
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            self._open(making)
        except (OSError, sqlite3.OperationalError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            self.notes.append(f"The index is not kept: {reason}: {one_line(folder)}")
            from tempfile import TemporaryDirectory  # 5 ms, for what hardly ever happens

            self._own = TemporaryDirectory(prefix="jpreader-")
            self.folder = self._own.name
            self._open()

    def _open(self, making: bool = True) -> None:
        for _ in range(3):  # another jpreader may make the next one meanwhile
            generation = self._newest()
            try:
                if generation:
                    self.path = self._path(generation)
                    self.db = _connected(self.path)
                    return
                if not making:
                    raise Damaged("there is none")
                self._make(1)
            except Damaged as reason:
                if not making:
                    raise
                self._make(generation + 1, str(reason))
            self.db.close()  # and open the newest
        raise Damaged("it was damaged each time it was made")

    def _make(self, generation: int, why: str = "") -> None:
        """Make an empty file under a name of its own, and give it its name when it is whole."""
        path = self._path(generation)
        there = [(name, _numbers(name)) for name in os.listdir(self.folder)]
        older = [name for name, numbers in there if numbers and numbers < (VERSION, generation)]
        if why:
            self.notes.append(f"The index was damaged ({why}), and is made anew")
        elif older:
            self.notes.append("The index was an older jpreader's, and is made anew")
        self._clear()
        from tempfile import mkstemp  # a file that is there already has no need of it

        handle, made = mkstemp(prefix=_MAKING, dir=self.folder)
        os.close(handle)
        with contextlib.closing(sqlite3.connect(made, isolation_level=None)) as db:
            db.execute("pragma journal_mode=wal")
            db.executescript("begin;" + TABLES + "commit;")
            for table in ("front", "body"):
                db.execute(f"insert into {table}({table}, rank) values ('hashsize', {PENDING})")
            db.execute("insert into made values (?)", (unicodedata.unidata_version,))
        try:
            os.link(made, path)  # fails where another jpreader was faster: then its file is taken
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            os.replace(made, path)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(made)
        for name in older:
            for end in ("", "-wal", "-shm"):
                with contextlib.suppress(OSError):
                    os.unlink(os.path.join(self.folder, name + end))
        self.path = path
        self.db = _connected(path)

    def _clear(self) -> None:
        """Take away what a jpreader left that was killed while it made a file."""
        for one in os.scandir(self.folder):
            with contextlib.suppress(OSError):
                if one.name.startswith(_MAKING) and one.stat().st_mtime < time.time() - ABANDONED:
                    os.unlink(one.path)

    def renew(self, why: str) -> None:
        """Go on with an empty file, since this one is damaged."""
        with contextlib.suppress(sqlite3.Error):
            self.db.close()
        newest = self._newest()
        if newest and self._path(newest) != self.path:  # another jpreader has made one
            self.path = self._path(newest)
            self.db = _connected(self.path)
        else:
            self._make(newest + 1, why)

    def _newest(self) -> int:
        found = [numbers for name in os.listdir(self.folder) if (numbers := _numbers(name))]
        return max((generation for version, generation in found if version == VERSION), default=0)

    def _path(self, generation: int) -> str:
        return os.path.join(self.folder, f"index-{VERSION}.{generation}.sqlite")

    @contextlib.contextmanager
    def writing(self) -> Iterator[str]:
        """The lock of the one writer; gives why it can't be had, if it can't. A killed process has it no more."""
        with contextlib.ExitStack() as closing:
            why = ""
            try:
                file = closing.enter_context(open(os.path.join(self.folder, "index.lock"), "ab"))
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                why = BUSY
            except OSError as error:
                why = f"The index can't be written: {error.strerror}"
            yield why

    def abandon(self) -> None:
        """Break off what is being asked, in whatever thread, and leave nothing behind of a folder for this session."""
        with contextlib.suppress(sqlite3.Error):
            self.db.interrupt()
        if self._own:
            self._own.cleanup()

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()
        if self._own:
            self._own.cleanup()


@contextlib.contextmanager
def damage() -> Iterator[None]:
    """What shows that a file is damaged, as `Damaged`; a disk that is full or a lock that is held isn't that."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        raise Damaged(str(error)) from None
    except (zlib.error, UnicodeDecodeError) as error:
        raise Damaged(str(error)) from None


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or str(error).startswith("no such ")


def _numbers(name: str) -> tuple[int, int] | None:
    """Version and generation in the name of an index's file."""
    match = _FILE.fullmatch(name)
    return (int(match[1]), int(match[2])) if match else None


def _connected(path: str) -> sqlite3.Connection:
    """The file, open.

    Raises:
        Damaged: it is none of ours, or was made with another Unicode, by which words would be cut otherwise.
    """
    db = sqlite3.connect(
        f"file:{_quoted(path)}?mode=rw",
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        uri=True,
    )
    try:
        with damage():
            db.execute("pragma synchronous=normal")
            db.execute(f"pragma wal_autocheckpoint={CHECKPOINT}")
            row = db.execute("select unicode from made").fetchone()
            if not row or row[0] != unicodedata.unidata_version:
                raise Damaged("it was made with another version of Unicode")
    except (Damaged, sqlite3.Error):
        db.close()
        raise
    return db


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(os.path.abspath(path))
