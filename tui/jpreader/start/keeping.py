"""Keeps the first screen of the next start."""

from __future__ import annotations

from jpreader.start.beginning import Beginning
from jpreader.start.drawing import drawn, drawn_shelf
from jpreader.start.places import last
from jpreader.start.recall import Asked, Files, Kept, keep


def keep_screen(beginning: Beginning, asked: Asked, mouse: bool) -> None:
    """Keep the screen that the article which is open now begins with next time, if that is then the one opened.

    Args:
        beginning: what was begun with, and the article that is open now.
        asked: what the next start will be asked, in a terminal like this.
        mouse: whether the terminal has its mouse on.
    """
    if beginning.selection.chosen is None and not beginning.selection.default:
        _keep_shelf(beginning, asked, mouse)
        return
    item, files = beginning.item, beginning.files
    if item is None or files is None or beginning.store.problem:
        return
    selection = beginning.selection
    again = last(selection, beginning.store.last()) if selection.default else selection.chosen
    if again is None or again.key != item.key or Files.now(files.paths) != files:
        return
    reading = beginning.opened()
    if reading is not None:
        grid = drawn(reading, beginning, *asked.size, asked.capabilities.colours)
        keep(asked, files, Kept(grid, mouse))


def _keep_shelf(beginning: Beginning, asked: Asked, mouse: bool) -> None:
    if beginning.store.problem:
        return
    from jpreader.start.standing_shelf import standing_shelf  # here, since a reader of one article has no need of it

    found = standing_shelf(beginning._replace(notice=""), asked.size)
    if found is not None:
        shelved, files = found
        keep(asked, files, Kept(drawn_shelf(shelved, beginning, *asked.size, asked.capabilities.colours), mouse))
