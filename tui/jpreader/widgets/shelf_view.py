"""The shelf as it is drawn: all of it, a line at a time."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from jpreader.layout.line import Pieces
from jpreader.view.shelf_screen import Keymap, shelf_lines, under
from jpreader.view.shelved import ShelfPane, Shelved
from jpreader.widgets.typeset import Typeset


class ShelfView(Typeset):
    """Draws the shelf, and says where it was clicked on and rolled."""

    class Picked(Message):
        """The reader clicked on an article or a facet."""

        def __init__(self, pane: ShelfPane, number: int) -> None:
            super().__init__()
            self.pane: ShelfPane = pane
            self.number = number

    class Rolled(Message):
        """The reader turned the wheel over a pane: `by` is 1 or -1."""

        def __init__(self, pane: ShelfPane, by: int) -> None:
            super().__init__()
            self.pane: ShelfPane = pane
            self.by = by

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self.shelved = Shelved()
        self._keymap = keymap

    def show(self, shelved: Shelved) -> None:
        """Draw the lines that are other than before."""
        self.shelved = shelved
        self.update()

    def compose_view(self, width: int, height: int) -> Sequence[Pieces]:
        """All lines."""
        return shelf_lines(self.shelved, width, height, self._keymap)

    def _under(self, event: events.MouseEvent) -> tuple[ShelfPane, int] | None:
        return under(self.shelved, event.x, event.y, *self.size)

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked on."""
        found = self._under(event)
        if found and found[1] >= 0:
            self.post_message(self.Picked(*found))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Down."""
        if found := self._under(event):
            self.post_message(self.Rolled(found[0], 1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Up."""
        if found := self._under(event):
            self.post_message(self.Rolled(found[0], -1))
