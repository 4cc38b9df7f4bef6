"""The shelf that a start begins with, as the index has it: asked before there is a screen."""

from __future__ import annotations

import os
import sqlite3
from typing import Final

from jpreader.library.database import Damaged, Database
from jpreader.library.index import Index
from jpreader.library.scan import place
from jpreader.library.shelving import Shelving
from jpreader.reading import folders
from jpreader.reading.standing import remembered
from jpreader.start.beginning import Beginning
from jpreader.start.places import places
from jpreader.start.recall import Files
from jpreader.view.shelf_screen import shape, wanted
from jpreader.view.shelved import Shelved

WINDOWS: Final = 3  # of rows: what is drawn, and is known of what comes next


def shelving(beginning: Beginning) -> Shelving:
    """The questions of the shelf."""
    return Shelving(places(beginning.selection), beginning.selection.shelf, beginning.language)


def standing_shelf(beginning: Beginning, size: tuple[int, int]) -> tuple[Shelved, Files] | None:
    """The shelf at a size in cells, and the files that it depends on; None where the index has nothing of it yet.

    Of the articles only the first are in it, more than fit: the others are put in order beside the screen. The index
    isn't brought up to date. So this takes 10 ms for 100,000 articles.
    """
    cache = folders.cache()
    if not os.path.isdir(cache) or not any(name.startswith("index-") for name in os.listdir(cache)):
        return None
    asked = shelving(beginning)
    memory = remembered(beginning.store)
    try:
        database = Database(cache, making=False)
        index = Index(database, list(map(place, places(beginning.selection))))
        shelved = Shelved(language=beginning.language, notice=beginning.notice)
        shelved = shelved._replace(arranged=asked.begin(WINDOWS * size[1], index), known=True)
        if not shelved.order:
            return None
        height = shape(shelved, *size).height
        numbers = [number for at in wanted(shelved, height) if (number := shelved.order[at]) >= 0]
        found = shelved.seen(asked.see(numbers, memory.read, index), memory)
    except (Damaged, sqlite3.Error):  # whoever brings it up to date makes it anew, and says so
        return None
    named = (*map(os.path.realpath, places(beginning.selection)), database.path, f"{database.path}-wal")
    return found, Files.stamped(named)
