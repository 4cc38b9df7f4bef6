"""The article itself: the lines from the place on, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from jpreader.article.mentions import Mention
from jpreader.layout.line import Pieces
from jpreader.view.window import Window
from jpreader.widgets.bound import Bound


class Page(Bound):
    """The text, with what is named, found and quoted in it lit."""

    GROUND = "page"

    class Rolled(Message):
        """The reader turned the wheel over the text, by some lines."""

        def __init__(self, lines: int) -> None:
            super().__init__()
            self.lines = lines

    class Pointed(Message):
        """The reader clicked on a mention of an entity."""

        def __init__(self, mention: Mention) -> None:
            super().__init__()
            self.mention = mention

    def compose_view(self, width: int, height: int) -> Sequence[Pieces]:
        """The lines in the window, lit."""
        return Window(self.reading, width, height).rows() if self.reading else ()

    def on_click(self, event: events.Click) -> None:
        """Choose the entity that is named where the reader clicked."""
        if self.reading and (mention := Window(self.reading, *self.size).mention_at(event.x, event.y)):
            self.post_message(self.Pointed(mention))

    def on_mouse_scroll_down(self) -> None:
        """Three lines down, as terminals do."""
        self.post_message(self.Rolled(3))

    def on_mouse_scroll_up(self) -> None:
        """Three lines up."""
        self.post_message(self.Rolled(-3))
