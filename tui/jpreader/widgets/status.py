"""The line at the top."""

from __future__ import annotations

from collections.abc import Sequence

from jpreader.layout.line import Pieces
from jpreader.view.sight import Sight
from jpreader.view.status import small_notice, status
from jpreader.widgets.bound import Bound


class Status(Bound):
    """Where the reader is."""

    def compose_view(self, width: int, height: int) -> Sequence[Pieces]:
        """One line; on a screen that is too small, all that there is."""
        if self.reading is None:
            return ()
        sight = Sight(self.reading, *self.screen.size)
        if sight.too_small:
            return small_notice(width, height)
        return [status(self.reading, sight.window.progress(), width)]
