"""What runs in the process that brings the index up to date for an application, and ends with it."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import sys
import threading
import time
from queue import SimpleQueue
from typing import Final

from jpreader.library.database import BUSY, Damaged, Database
from jpreader.library.decoding import NICE
from jpreader.library.indexing import look, update
from jpreader.library.progress import Progress

BETWEEN: Final = 1.0  # seconds between two looks at what another jpreader has got into the index


def serve() -> None:
    """Do what standard input says, line by line in JSON, wait for more of it, and end when it does.

    The first line is the folder of the index, and the folders and files that it is of. Each further one asks for a
    look: whether through all of them, and which articles' files to look at before, or only. Written to standard output
    are lines as well: how far the index is, a list each, or a number, how many looks more have been done.
    """
    os.nice(NICE)
    lines: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(lines,), daemon=True).start()
    folder, paths = json.loads(lines.get())
    _Looking(folder, paths, lines).serve()


class _Looking:
    """Does what is asked: articles in view at once, even while all files are looked through."""

    def __init__(self, folder: str, paths: list[str], lines: SimpleQueue[bytes]) -> None:
        self._folder, self._paths, self._lines = folder, paths, lines
        self._whole = False
        self._first: list[str] = []
        self._taken = 0

    def serve(self) -> None:
        """Wait until something is asked, and do it."""
        while True:
            self._take()
            with contextlib.closing(Database(self._folder)) as database:  # anew: it may have been renewed meanwhile
                for note in database.notes:
                    _tell(Progress(0, 0, note=note))
                self._look(database)
                while self._whole:
                    self._whole = False
                    if self._one_pass(database):
                        self._whole = True
                        time.sleep(BETWEEN)
            _tell(self._taken)
            self._taken = 0

    def _take(self) -> None:
        whole, first = json.loads(self._lines.get())
        self._whole |= whole
        self._first += first
        self._taken += 1

    def _look(self, database: Database) -> None:
        """Look at what is in view; another jpreader that has the lock will come to it."""
        with database.writing() as why_not:
            if not why_not:
                # What stops this stops the look through all files, too, which is never far, and says so.
                with contextlib.suppress(sqlite3.OperationalError, Damaged):
                    self._look_first(database)

    def _look_first(self, database: Database) -> None:
        first, self._first = self._first, []
        if first and look(database, first):
            _tell(Progress(0, 0, changed=True))

    def _one_pass(self, database: Database) -> bool:
        """Bring the index up to date; true if another jpreader is doing so."""

        def between() -> None:
            while not self._lines.empty():
                self._take()
            self._look_first(database)

        busy = False
        for progress in update(database, self._paths, between=between):
            busy = progress.note == BUSY
            _tell(progress._replace(changed=True) if busy else progress)
        return busy


def _tell(said: Progress | int) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def _listen(lines: SimpleQueue[bytes]) -> None:
    """Put in what is asked, and end at once when whoever this works for has.

    What was begun is done or not, and the next one goes on.
    """
    # Not by `sys.stdin`: an interpreter that ends while a thread holds its lock aborts.
    with open(0, "rb", closefd=False) as asked:
        for line in asked:
            lines.put(line)
    os._exit(0)
