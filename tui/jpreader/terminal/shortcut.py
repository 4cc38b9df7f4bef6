"""Rows on the grid past Textual's compositor, which takes longer over a scrolled line than all that is done for it.

Only what changes in a widget that stands where it stood comes this way, and only while nothing lies over it: all else
is up to the compositor, which asks the widget for the same rows.

Private names of Textual used here: `Screen._compositor`, `Screen._layout_required`, `Widget._layout_required` (tested).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from textual.strip import Strip
from textual.widget import Widget

from jpreader.terminal.grid import cells
from jpreader.terminal.wire import Wire


class Shortcut:
    """A way to a wire's grid; what is drawn by one key is shown as one frame."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._due = False

    def draw(self, widget: Widget, rows: Iterable[tuple[int, Strip]]) -> bool:
        """Draw rows of a widget, each as wide as it is; False, and nothing is drawn, if the compositor has to."""
        screen, grid = widget.screen, self._wire.grid
        # A widget of the screen on top: whatever lies over a part of it would be a screen of its own.
        if screen is not widget.app.screen or widget.parent is not screen:
            return False
        if screen._layout_required or any(part._layout_required for part in screen.children):
            return False  # it may be about to stand elsewhere
        if (place := screen._compositor.visible_widgets.get(widget)) is None:
            return False
        region, clip = place
        if not clip.contains_region(region) or widget.app.size != (grid.width, grid.height):
            return False
        console = widget.app.console  # to ask for it takes as long as to put a row
        for y, strip in rows:
            grid.put(region.x, region.y + y, cells(strip.render(console)))
        if not self._due:
            self._due = True
            asyncio.get_running_loop().call_soon(self._show)
        return True

    def _show(self) -> None:
        self._due = False
        self._wire.show()
