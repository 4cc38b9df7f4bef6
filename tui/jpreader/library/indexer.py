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
from jpreader.library.scan import by_folder, family, place
from jpreader.library.shelf import SUFFIX
from jpreader.library.watching import Watch

BETWEEN: Final = 1.0  # seconds between two looks at what another jpreader has got into the index
SHORTLY: Final = 0.1  # where that one was told of the same few files, which it has in it in a moment
MOST_TOLD: Final = 64  # files of which the system told that are looked at by themselves: of more, all are


def serve() -> None:
    """Do what standard input says, line by line in JSON, wait for more of it, and end when it does.

    The first line is the folder of the index, and the folders and files that it is of. Each further one asks for a
    look: whether through all of them, and which articles' files to look at before, or only. What the system tells of
    the files as they change is looked at without being asked for. Written to standard output
    are lines as well: how far the index is, a list each, or a number, how many looks more have been done.
    """
    os.nice(NICE)
    lines: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(lines,), daemon=True).start()
    folder, paths = json.loads(lines.get())
    looking = _Looking(folder, paths, lines)
    threading.Thread(target=looking.watch, daemon=True).start()
    looking.serve()


class _Looking:
    """Does what is asked: articles in view at once, even while all files are looked through."""

    def __init__(self, folder: str, paths: list[str], lines: SimpleQueue[bytes]) -> None:
        self._folder, self._paths, self._lines = folder, paths, lines
        self._whole = False
        self._first: list[str] = []
        self._told: list[str] | None = []
        self._taken = 0
        self._so_far = Progress(0, 0)
        """Of the look through all files that is going on."""
        self._families = by_folder(map(place, paths))

    def watch(self) -> None:
        """Put in what the system tells of the files, a list of paths in each line; null where it is too much to tell.

        In a thread: it waits, and takes no time till something changes. Without inotify there is nothing to wait for.
        """
        try:
            watch = Watch(self._families)
            while True:
                paths = watch.changed()
                own = None if paths is None else list(filter(self._is_own, paths))
                if own or own is None:
                    self._lines.put(json.dumps(own).encode())
        except OSError:
            return

    def _is_own(self, path: str) -> bool:
        folder, name = os.path.split(path)
        families = self._families.get(folder)
        if families is None or name[:1] == "." or not name.endswith(SUFFIX):
            return False
        return not families or family(name) in families

    def serve(self) -> None:
        """Wait until something is asked, and do it."""
        while True:
            self._take()
            while not self._lines.empty():  # many files may be written at once
                self._take()
            with contextlib.closing(Database(self._folder)) as database:  # anew: it may have been renewed meanwhile
                for note in database.notes:
                    _tell(Progress(0, 0, note=note))
                self._look(database)
                while self._whole or self._told != []:
                    told, self._told = self._told, []
                    if told is None or len(told) > MOST_TOLD:
                        told, self._whole = [], True
                    whole, self._whole = self._whole, False
                    if self._one_pass(database, self._paths if whole else told, whole):
                        self._whole |= whole
                        self._hear(told)
                        time.sleep(BETWEEN if whole else SHORTLY)
            if self._taken:
                _tell(self._taken)
            self._taken = 0

    def _take(self) -> None:
        asked = json.loads(self._lines.get())
        match asked:
            case [bool(whole), list(first)]:
                self._whole |= whole
                self._first += first
                self._taken += 1
            case _:
                self._hear(asked)

    def _hear(self, told: list[str] | None) -> None:
        self._told = None if told is None or self._told is None else self._told + told

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
            _tell(self._so_far._replace(changed=True))

    def _one_pass(self, database: Database, paths: list[str], whole: bool) -> bool:
        """Bring the index up to date with some paths; true if another jpreader is writing to it.

        How far it is is told of a look through all files; of some that have changed, only that it is done.
        """

        def between() -> None:
            while not self._lines.empty():
                self._take()
            self._look_first(database)

        busy = False
        for progress in update(database, paths, between=between):
            busy = progress.note == BUSY
            self._so_far = progress._replace(changed=False, note="") if whole else Progress(0, 0)
            if whole or progress.changed or progress.note:
                _tell(progress._replace(note=progress.note if whole or not busy else ""))
        self._so_far = Progress(0, 0)
        if not whole:
            _tell(Progress(0, 0))  # if nothing was to be done, another has done it
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
