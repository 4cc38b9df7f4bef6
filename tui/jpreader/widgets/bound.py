"""A part of the reader's screen: drawn from the reading, again whenever that changes."""

from __future__ import annotations

from textual.reactive import var

from jpreader.reading.reading import Reading
from jpreader.widgets.typeset import Typeset


class Bound(Typeset):
    """Bound to the screen's reading by `data_bind`."""

    reading: var[Reading | None] = var[Reading | None](None, init=False)

    def watch_reading(self) -> None:
        """Draw what changed."""
        self.update()
