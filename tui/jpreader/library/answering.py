"""The index for an application: asked in threads of its own, and brought up to date by processes of their own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from jpreader.library.database import Damaged, Database
from jpreader.library.index import Index, Joins
from jpreader.library.progress import Progress
from jpreader.library.scan import place

FIRST_SECONDS: Final = 2.0  # how long a question waits for an index that may be there in a moment
MOST_ASKED: Final = 4  # looks for changes that a process is told of before it has done any
THREADS: Final = 2  # one for what takes long, such as counting what all articles have, while rows are read in the other

_COMMAND: Final = (
    sys.executable, "-I", "-c",
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from jpreader.library.indexer import serve; serve()",
)  # fmt: skip

T = TypeVar("T")


class Answering:
    """Answers questions, and has a process look for changes whenever it is told to, which waits in between."""

    def __init__(
        self,
        folder: str,
        paths: Sequence[str],
        joins: Callable[[], Joins],
        told: Callable[[Progress], None],
    ) -> None:
        """Begin to bring the index up to date; called where an event loop runs.

        Args:
            folder: of the index.
            paths: of the articles that are asked.
            joins: gives what the reader joined and parted, for each question anew; called in another thread.
            told: called in the event loop with how far the index is, and when `busy` ends.
        """
        self._folder, self._paths, self._joins, self._told = folder, list(paths), joins, told
        self._loop = asyncio.get_running_loop()
        self._threads = ThreadPoolExecutor(THREADS, "index")
        self._own = threading.local()
        self._opened: list[Database] = []
        self._stood: tuple[tuple[int, int], ...] = ()
        """The index's files as they stood when it was told last that it holds other than before."""
        self._opening = threading.Lock()
        self._current = asyncio.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._follower: threading.Thread | None = None
        self._pipe = threading.Lock()
        self._unsent: list[bytes] = []
        self._asked = self._met = 0
        self._later: tuple[bool, tuple[str, ...]] | None = None
        self._closed = False
        self.update()

    @property
    def busy(self) -> bool:
        """Whether the index is being brought up to date."""
        return self._met < self._asked

    # Questions

    async def ask(self, question: Callable[[Index], T], patience: float = FIRST_SECONDS) -> T:
        """The answer to a question.

        Args:
            question: put to the index in another thread.
            patience: seconds to wait for an index that is being looked through for the first time in this session.

        Raises:
            Damaged: the index was damaged each time it was made.
        """
        if patience and not self._current.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._current.wait(), patience)
        try:
            return await self._loop.run_in_executor(self._threads, self._answer, question)
        except sqlite3.OperationalError:
            if self._closed:  # broken off
                raise asyncio.CancelledError from None
            raise

    def _answer(self, question: Callable[[Index], T]) -> T:
        database = getattr(self._own, "database", None)
        if database is None:
            database = self._own.database = self._database()
        for _ in range(2):
            try:
                return question(self._index(database))
            except Damaged as reason:
                with self._opening:
                    database.renew(str(reason))
                self._tell(Progress(0, 0, changed=True, note=database.notes[-1] if database.notes else ""))
                self._loop.call_soon_threadsafe(self.update)
        return question(self._index(database))

    def _index(self, database: Database) -> Index:
        return Index(database, list(map(place, self._paths)), self._joins())

    def _database(self) -> Database:
        """The file, open for this thread: all have the one that the first found or made."""
        with self._opening:
            database = Database(self._opened[0].folder if self._opened else self._folder)
            self._opened.append(database)
            self._stood = self._stood or self._stands()
        for note in database.notes:
            self._tell(Progress(0, 0, note=note))
        return database

    # Changes

    def update(self, first: Sequence[str] = ()) -> None:
        """Look for changes; where that is being done already, once more after it.

        Args:
            first: the files of articles in view: they are looked at before the others, and at once.
        """
        self._want(True, tuple(first))

    def look(self, paths: Sequence[str]) -> None:
        """Look at once whether some articles that the index has have changed, by their files."""
        self._want(False, tuple(paths))

    def _want(self, whole: bool, first: tuple[str, ...]) -> None:
        if self._closed:
            return
        if self._asked - self._met >= MOST_ASKED:  # more is said when it has done these: the pipe never is full
            self._later = whole or bool(self._later and self._later[0]), first
            return
        self._asked += 1
        line = json.dumps((whole, first)).encode() + b"\n"
        with self._pipe:
            self._unsent.append(line)
        if self._follower is None:
            self._follower = threading.Thread(target=self._follow, name="indexing", daemon=True)
            self._follower.start()
        else:
            self._send()

    def _send(self) -> None:
        """Tell the process what is wanted, if it has begun; who begins it does so too."""
        with self._pipe:
            if self._process is not None and self._process.stdin:
                lines, self._unsent = b"".join(self._unsent), []
                with contextlib.suppress(BrokenPipeError):  # it was killed
                    os.write(self._process.stdin.fileno(), lines)

    def _follow(self) -> None:
        """Have a process bring the index up to date, and tell what it says."""
        try:
            said = self._said()
        except (OSError, Damaged) as error:
            said = f"The index can't be brought up to date: {error}"
        self._in_loop(self._followed, said)

    def _said(self) -> str:
        """Follow a process until it ends; gives what is to be said of that."""
        home = (self._opened[0] if self._opened else self._database()).folder
        # In a session of its own: what is typed at the terminal interrupts or stops the reader, who ends it.
        process = subprocess.Popen(
            (*_COMMAND, json.dumps(sys.path)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,
        )
        with process:
            with self._pipe:
                self._unsent.insert(0, json.dumps((home, self._paths)).encode() + b"\n")
                self._process = process
            if self._closed:
                process.kill()
            self._send()
            assert process.stdout
            with open(process.stdout.fileno(), "rb", closefd=False) as lines:
                for line in lines:
                    said = json.loads(line)
                    if isinstance(said, int):
                        self._in_loop(self._done, said)
                    else:
                        self._tell(Progress(*said))
            with self._pipe:
                self._process = None
        return "" if self._closed else f"The index was given up (status {process.returncode})"

    def _done(self, count: int) -> None:
        """The process has done so much more of what it was asked."""
        self._met += count
        self._rest("")

    def _followed(self, note: str) -> None:
        """The process has ended: the next who wants to know of changes begins another."""
        self._follower = None
        self._unsent.clear()
        self._met = self._asked
        self._rest(note)

    def _rest(self, note: str) -> None:
        """Nothing is being done, unless more was asked meanwhile."""
        if self._later is not None:
            later, self._later = self._later, None
            self._want(*later)
        if not self.busy:
            self._current.set()
        self._told_of(Progress(0, 0, note=note))

    def _told_of(self, progress: Progress) -> None:
        """Tell how far the index is, and whether it holds other than before, whoever has written it."""
        stands = self._stands()
        changed = progress.changed or (bool(self._stood) and stands != self._stood)
        self._stood = stands
        self._told(progress._replace(changed=changed))

    def _stands(self) -> tuple[tuple[int, int], ...]:
        """The sizes and times of the index's files; each write changes one of them."""
        found: list[tuple[int, int]] = []
        for path in sorted({f"{one.path}{end}" for one in self._opened for end in ("", "-wal")}):
            with contextlib.suppress(OSError):
                status = os.stat(path)
                found.append((status.st_size, status.st_mtime_ns))
        return tuple(found)

    def _tell(self, progress: Progress) -> None:
        self._in_loop(self._hear, progress)

    def _hear(self, progress: Progress) -> None:
        if progress.changed:
            self._current.set()
        self._told_of(progress)

    def _in_loop(self, job: Callable[[T], None], value: T) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended, and nobody listens
            if not self._closed:
                self._loop.call_soon_threadsafe(job, value)

    # The end

    def end(self) -> None:
        """End the processes at once; what is being answered doesn't matter any more."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
        for database in self._opened:
            database.abandon()

    def close(self) -> None:
        """End the processes, and wait until nothing runs any more."""
        self.end()
        self._threads.shutdown(cancel_futures=True)
        if self._follower is not None:
            self._follower.join()
        for database in self._opened:
            database.close()
