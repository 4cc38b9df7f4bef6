"""The article itself: the lines from the place on, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from jpreader.article.mentions import Mention
from jpreader.article.model import Place
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

    class Dragged(Message):
        """The reader drags the mouse, its button down, from one character of the text to another."""

        def __init__(self, begun: Place, here: Place) -> None:
            super().__init__()
            self.begun = begun
            self.here = here

    def __init__(self) -> None:
        super().__init__()
        self._begun: Place | None = None
        self._dragging = False

    def compose_view(self, width: int, height: int) -> Sequence[Pieces]:
        """The lines in the window, lit."""
        return Window(self.reading, width, height).rows() if self.reading else ()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """What may become a drag begins here."""
        self._dragging = False
        self._begun = Window(self.reading, *self.size).character_at(event.x, event.y) if self.reading else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down to here."""
        if self.reading is None or event.button != 1 or self._begun is None:
            return
        here = Window(self.reading, *self.size).character_at(event.x, event.y)
        if here is not None and (self._dragging or here != self._begun):
            self._dragging = True
            self.post_message(self.Dragged(self._begun, here))

    def on_click(self, event: events.Click) -> None:
        """Choose the entity that is named where the reader clicked; the end of a drag is no click."""
        if self._dragging:
            return
        if self.reading and (mention := Window(self.reading, *self.size).mention_at(event.x, event.y)):
            self.post_message(self.Pointed(mention))

    def on_mouse_scroll_down(self) -> None:
        """Three lines down, as terminals do."""
        self.post_message(self.Rolled(3))

    def on_mouse_scroll_up(self) -> None:
        """Three lines up."""
        self.post_message(self.Rolled(-3))
