"""The index as the commands use it that ask many articles: brought up to date first, and what is said meanwhile."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from jpreader.cli.report import all_told
from jpreader.cli.streams import Stopped, complain
from jpreader.library.database import Damaged, Database
from jpreader.library.index import Index, Joins
from jpreader.library.indexing import update
from jpreader.library.scan import place
from jpreader.library.selection import Misuse, paths
from jpreader.reading import folders
from jpreader.start.places import own_places

Answer = TypeVar("Answer")


@contextlib.contextmanager
def opened(arguments: Sequence[str]) -> Iterator[Callable[[Callable[[Index], Answer]], Answer]]:
    """Gives what asks the index of what the arguments name: with none, of what ships and the reader's own articles.

    Raises:
        Stopped: the arguments name nothing that there is.
    """
    try:
        where, problems = paths(arguments) if arguments else (own_places(), ())
    except Misuse as misuse:
        raise Stopped(str(misuse), 2) from None
    if problems:
        raise Stopped(all_told(problems).removeprefix("jpreader: ").rstrip("\n"))
    database = Database(folders.cache())
    try:
        for note in database.notes:
            complain(f"jpreader: {note}\n")
        _update(database, where)
        joins = _joins()

        def ask(question: Callable[[Index], Answer]) -> Answer:
            try:
                return question(Index(database, list(map(place, where)), joins))
            except Damaged as reason:
                database.renew(str(reason))
                complain(f"jpreader: {database.notes[-1]}\n")
                _update(database, where)
                return question(Index(database, list(map(place, where)), joins))

        yield ask
    finally:
        database.close()


def _joins() -> Joins:
    """Which entities the reader has joined and parted; what keeps them isn't made where there is nothing yet."""
    path = folders.memory()
    if not os.path.exists(path):
        return Joins()
    from jpreader.reading import joins
    from jpreader.reading.store import Store

    store = Store(path)
    try:
        return Joins(*joins.load(store))
    finally:
        store.close()


def _update(database: Database, where: Sequence[str]) -> None:
    """Bring the index up to date; on a terminal it says how far it is."""
    watched = sys.stderr is not None and sys.stderr.isatty()
    shown = False
    for progress in update(database, where):
        if progress.note:
            complain(f"jpreader: {progress.note}\n")
        elif watched and progress.seconds_left and progress.total:
            left = f"{progress.seconds_left / 60:.0f} minutes" if progress.seconds_left > 90 else "about a minute"
            left = left if progress.seconds_left > 30 else f"{progress.seconds_left:.0f} seconds"
            complain(f"\r{progress.done:,} of {progress.total:,} articles read, {left} left \x1b[K")
            shown = True
    if shown:
        complain("\r\x1b[K")
