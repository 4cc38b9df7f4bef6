"""A home that can't be written to, is full, or is held by another: reading goes on, and one line says what it costs."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.terminal.sitting import FIRST, THIRD, Sitting, place, sitting

from jpreader.article.model import Place
from jpreader.article.place import Anchor
from jpreader.reading.store import BUSY_SECONDS, Kept, Store

SIZE = 1 << 20  # bytes of a disk: what an empty memory takes ten times
LOCKED_SECONDS = 10.0  # till it is said that somebody else has the memory
MEMORY = ".local/state/jpreader/reading.db"

HURRIED = """
import sys
from jpreader.cli import main
from jpreader.reading import store
store.BUSY_SECONDS = 0.5  # four waits of two seconds are no more than four of a half
sys.argv = ["jpreader", "japan-us-tech"]
raise SystemExit(main())
"""

HOLDING = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
if sys.argv[2] == "altogether":
    db.execute("pragma locking_mode=exclusive")
    db.execute("pragma journal_mode=wal")
db.execute("begin immediate")
db.execute("delete from met")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, mounted in a folder."""
    if not sys.platform.startswith("linux") or os.geteuid():
        pytest.skip("only root may mount a disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "jpreader-test", str(folder)]
    made = subprocess.run(mount, capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"no disk can be mounted here: {made.stderr.strip()}")
    try:
        (folder / "home").mkdir()
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def read_only(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)


def fill(disk: Path) -> None:
    """Leave not a byte of it."""
    with open(disk / "filler", "ab", buffering=0) as filler, contextlib.suppress(OSError):
        while True:
            filler.write(bytes(4096))


def last_line(reader: Sitting) -> str:
    return reader.screen.text().splitlines()[-1]


def reads_on(reader: Sitting) -> None:
    """All that is there to read can be read, searched, and gone to, and what is kept is said to be of this session."""
    reader.type("3")
    reader.until(THIRD)
    reader.type("ma")
    reader.until("Mark a is set here, for this session only")
    reader.type("g")
    reader.until(FIRST)
    reader.type("'a")
    reader.until(THIRD)
    reader.type("Srapidus")
    reader.until("Who pays for Rapidus")
    reader.type(b"\x1b")
    reader.until(THIRD)
    reader.type("o")
    reader.until("9, by date")
    reader.type("q")
    assert reader.end() == 0
    reader.assert_restored()


def test_a_home_that_is_read_only_costs_the_memory_of_the_session_and_what_was_kept_is_there(disk: Path) -> None:
    home = disk / "home"
    with sitting(home) as reader:
        reader.until(FIRST)
        reader.type("3")
        reader.until(THIRD)
        reader.type("q")
        assert reader.end() == 0
    before = (home / MEMORY).read_bytes()
    read_only(disk)
    with sitting(home) as reader:
        reader.until(THIRD)
        reader.until("Nothing of this session is kept: Read-only file system")
        reads_on(reader)
    assert (home / MEMORY).read_bytes() == before


def test_a_home_without_anything_that_is_read_only_is_no_worse(disk: Path) -> None:
    read_only(disk)
    with sitting(disk / "home") as reader:
        reader.until(FIRST)
        reader.until("Nothing of this session is kept: Read-only file system")
        reads_on(reader)


def test_a_full_home_is_no_worse(disk: Path) -> None:
    fill(disk)
    with sitting(disk / "home") as reader:
        reader.until(FIRST)
        reader.until("Nothing of this session is kept: ")
        assert "full" in last_line(reader) or "No space" in last_line(reader)
        reads_on(reader)


def test_a_home_that_fills_up_is_said_once_and_what_comes_after_there_is_room_is_kept(disk: Path) -> None:
    home = disk / "home"
    with sitting(home) as reader:
        reader.until(FIRST)
        reader.type("]]")
        reader.settle(1)
        fill(disk)
        reader.type("]")
        reader.until(THIRD)
        reader.until("Nothing is being kept: database or disk is full")
        reader.type("j")
        reader.settle(1)
        assert "q quit" in last_line(reader)
        reader.type("ma")
        reader.until("Nothing is being kept")
        (disk / "filler").unlink()
        reader.type("jma")
        reader.until("Mark a is set here")
        assert "session" not in last_line(reader)
        reader.type("q")
        assert reader.end() == 0
    assert place(home) == "deals"


@pytest.mark.parametrize("how", ["for writing", "altogether"])
def test_a_memory_that_another_process_holds_is_said_and_nothing_of_it_is_lost(tmp_path: Path, how: str) -> None:
    memory = tmp_path / MEMORY
    store = Store(str(memory))
    assert store.save("shipped:japan-us-tech", Kept(Anchor(Place("deals"), "", ""), "en", frozenset({"pitch"})))
    store.close()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(memory), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout
        assert holder.stdin
        holder.stdout.readline()
        with sitting(tmp_path, (sys.executable, "-c", HURRIED)) as reader:
            reader.until(THIRD)  # where it was left
            reader.type("g")
            reader.until(FIRST)
            if how == "for writing":
                reader.until("Nothing is being kept: database is locked", patience=LOCKED_SECONDS)
                reader.type("j")
                reader.until("q quit")
            begun = time.monotonic()
            reader.type("q")
            assert reader.end() == 0
            assert time.monotonic() - begun < LOCKED_SECONDS
        holder.stdin.close()
    assert place(tmp_path) == "deals"


def test_a_memory_that_is_held_altogether_is_waited_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "reading.db"
    Store(str(path)).close()
    connect, waited = sqlite3.connect, list[float]()

    def connected(database: str, timeout: float = 5.0, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 -- SQLite's
        if str(path) in database:
            waited.append(timeout)
        made: sqlite3.Connection = connect(database, timeout=0, **options)
        return made

    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("pragma locking_mode=exclusive")
        holder.execute("begin immediate")
        holder.execute("delete from met")
        monkeypatch.setattr(sqlite3, "connect", connected)
        store = Store(str(path))
        assert store.problem == f"Nothing of this session is kept: database is locked: {path}"
        store.close()
    assert sum(waited) == BUSY_SECONDS


class WithoutSharedMemory(sqlite3.Connection):
    """SQLite on a network's disk, where processes of several machines can't share memory."""

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:  # noqa: ANN401 -- those of the original
        if sql == "pragma journal_mode=wal":
            raise sqlite3.OperationalError("locking protocol")
        return super().execute(sql, *parameters)


def test_on_a_disk_that_has_no_locks_what_was_kept_is_read_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "state" / "reading.db"
    store = Store(str(path))
    kept = Kept(Anchor(Place("deals"), "", ""), "en", frozenset({"pitch"}))
    assert store.save("a", kept)
    store.close()
    before = path.read_bytes()
    connect = sqlite3.connect

    def connected(database: str, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 -- as above
        if database == str(path):
            options["factory"] = WithoutSharedMemory
        made: sqlite3.Connection = connect(database, **options)
        return made

    monkeypatch.setattr(sqlite3, "connect", connected)
    store = Store(str(path))
    assert store.problem == f"Nothing of this session is kept: locking protocol: {path}"
    assert store.load("a") == kept
    assert store.save("a", kept._replace(language="ja"))
    store.close()
    monkeypatch.undo()
    assert path.read_bytes() == before
