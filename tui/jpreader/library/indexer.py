"""What runs in the process that brings the index up to date for an application, and ends with it."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from collections.abc import Sequence
from typing import Final

from jpreader.library.database import BUSY, Database
from jpreader.library.decoding import NICE
from jpreader.library.indexing import update
from jpreader.library.progress import Progress

BETWEEN: Final = 1.0  # seconds between two looks at what another jpreader has got into the index


def bring(folder: str, paths: Sequence[str]) -> None:
    """Write how far the index is, a JSON list a line, to standard output, and end when standard input does.

    Where another jpreader brings the index up to date, this waits until that is done, and looks for what is left.

    Args:
        folder: of the index.
        paths: of folders and files.
    """
    os.nice(NICE)
    threading.Thread(target=_end_with_standard_input, daemon=True).start()
    with contextlib.closing(Database(folder)) as database:
        for note in database.notes:
            _tell(Progress(0, 0, note=note))
        while _one_pass(database, paths):
            time.sleep(BETWEEN)


def _one_pass(database: Database, paths: Sequence[str]) -> bool:
    """Bring the index up to date; true if another jpreader is doing so."""
    busy = False
    for progress in update(database, paths):
        busy = progress.note == BUSY
        _tell(progress._replace(changed=True) if busy else progress)
    return busy


def _tell(progress: Progress) -> None:
    sys.stdout.write(json.dumps(progress) + "\n")
    sys.stdout.flush()


def _end_with_standard_input() -> None:
    """End at once when whoever this works for has: what was begun is done or not, and the next one goes on."""
    # Not by `sys.stdin`: an interpreter that ends while a thread holds its lock aborts.
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os._exit(0)
