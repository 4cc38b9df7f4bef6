"""A pane that is a list: a heading, and rows of which some can be chosen and opened."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from jpreader.layout.line import Pieces
from jpreader.view import listing as view
from jpreader.view.panes import ListPane, listing
from jpreader.widgets.bound import Bound


class Listing(Bound):
    """One of the three: the sections, the entities, or the summary with an entity's card in its place."""

    class Picked(Message):
        """The reader clicked on an entry."""

        def __init__(self, pane: ListPane, item: int) -> None:
            super().__init__()
            self.pane = pane
            self.item = item

    class Rolled(Message):
        """The reader turned the wheel over the pane: `by` is 1 or -1."""

        def __init__(self, pane: ListPane, by: int) -> None:
            super().__init__()
            self.pane = pane
            self.by = by

    def __init__(self, pane: ListPane) -> None:
        super().__init__()
        self.pane = pane

    def seen(self, width: int, height: int) -> view.Listing | None:
        """What stands in it at a size in cells."""
        if self.reading is None:
            return None
        return listing(self.reading, self.pane, width, height, self.screen.size.width)

    def compose_view(self, width: int, height: int) -> Sequence[Pieces]:
        """The heading, and as many rows as fit, around the one with the cursor."""
        seen = self.seen(width, height)
        return seen.drawn if seen else ()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked on."""
        seen = self.seen(*self.size)
        if seen and (item := seen.entry_at(event.y)) >= 0:
            self.post_message(self.Picked(self.pane, item))

    def on_mouse_scroll_down(self) -> None:
        """To the next entry."""
        self.post_message(self.Rolled(self.pane, 1))

    def on_mouse_scroll_up(self) -> None:
        """To the entry before."""
        self.post_message(self.Rolled(self.pane, -1))
