"""Families of files decoded to entries, by this process or by several that do nothing else."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from queue import Empty, Queue
from typing import Final, NamedTuple

from jpreader.article.decode import header
from jpreader.article.files import Unreadable, read
from jpreader.library.digest import file_digest
from jpreader.library.entry import Entry, broken, entry
from jpreader.library.scan import Family
from jpreader.library.shelf import SUFFIX, is_translation, load, unreadable

FEW: Final = 48  # families: to decode them takes as long as to start a process, a tenth of a second
CHUNK: Final = 12  # families that are sent at once: some 200 kB come back
AHEAD: Final = 2  # chunks that a process has: one to work on while the other's entries are written
WAITING: Final = 48  # chunks that are done and not yet written: 10 MB, and work for a second
NICE: Final = 10  # so that whoever reads meanwhile comes first


class Decoded(NamedTuple):
    """What a family holds."""

    family: Family
    """With the hashes of its files as they are."""
    entries: tuple[Entry, ...] | None
    """None where no file has changed but its time."""


def decoded(family: Family) -> Decoded:
    """The entries of a family. Total: a file that can't be read is an entry too, with what is wrong."""
    files = tuple(file._replace(hash=file_digest(os.path.join(family.folder, file.name))) for file in family.files)
    now = family._replace(files=files)
    if files and all(new.hash and new.hash == old.hash for new, old in zip(files, family.files, strict=True)):
        return Decoded(now, None)
    return Decoded(now, tuple(_entries(family)))


def _entries(family: Family) -> Iterator[Entry]:
    own = os.path.join(family.folder, family.name + SUFFIX)
    paths = [os.path.join(family.folder, file.name) for file in family.files]
    others = [path for path in paths if path != own]
    if own in paths:
        yield entry(own, load(own, others))
    for path in others:
        try:
            head = header(read(path))
        except Unreadable as reason:
            if own not in paths:
                yield broken(path, unreadable(path, reason))
            continue
        if own not in paths or not is_translation(head):
            yield entry(path, load(path, ()))


def all_decoded(families: Sequence[Family], processes: int) -> Iterator[Decoded]:
    """Families decoded as they come: by this process where there are few, else by as many as are allowed."""
    if len(families) <= FEW or processes < 2:
        yield from map(decoded, families)
        return
    with contextlib.ExitStack() as closing:
        workers = [closing.enter_context(_Worker()) for _ in range(processes)]
        gathered: Queue[tuple[Decoded, ...]] = Queue(WAITING)
        stop = threading.Event()
        gathering = closing.enter_context(ThreadPoolExecutor(1)).submit(
            _gather, iter(families), workers, gathered, stop
        )
        try:
            while found := gathered.get():
                yield from found
            gathering.result()
        finally:
            stop.set()
            while not gathering.done():  # it may be waiting for room
                with contextlib.suppress(Empty):
                    gathered.get(timeout=0.01)


def _gather(
    families: Iterator[Family], workers: list[_Worker], gathered: Queue[tuple[Decoded, ...]], stop: threading.Event
) -> None:
    """Share families out, and put in what comes back, and nothing at the end: in a thread, while others write."""
    try:
        for worker in workers * AHEAD:
            worker.send(tuple(islice(families, CHUNK)))
        busy = {worker.connection.fileno(): worker for worker in workers if worker.sent}
        while busy and not stop.is_set():
            for number in wait(list(busy)):
                worker = busy[number]  # type: ignore[index]
                gathered.put(worker.receive())
                worker.send(tuple(islice(families, CHUNK)))
                if not worker.sent:
                    del busy[number]  # type: ignore[arg-type]
    finally:
        gathered.put(())


class _Worker:
    """A process that decodes, and a pipe to it. If either end is killed the other ends, too."""

    def __init__(self) -> None:
        # Not forked: the process may have threads, and a copy of their locks is held for ever.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.sent: deque[tuple[Family, ...]] = deque()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        # An interrupt is for whoever this works for, who then closes the pipe: a process begins with what is blocked
        # here. The tracker that is started with the first would unblock it.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()

    def __enter__(self) -> _Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()
        self._process.terminate()
        self._process.join()

    def send(self, families: tuple[Family, ...]) -> None:
        """Give it something to do."""
        if families:
            self.sent.append(families)
            with contextlib.suppress(BrokenPipeError):  # it was killed: receiving tells
                self.connection.send(families)

    def receive(self) -> tuple[Decoded, ...]:
        """What it has done; if it was killed, what this process does in its place."""
        families = self.sent.popleft()
        try:
            found: tuple[Decoded, ...] = self.connection.recv()
        except (EOFError, ConnectionResetError):
            return tuple(map(decoded, families))
        return found


def _serve(connection: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICE)
    with contextlib.suppress(EOFError, ConnectionResetError, BrokenPipeError):
        while True:
            connection.send(tuple(map(decoded, connection.recv())))
