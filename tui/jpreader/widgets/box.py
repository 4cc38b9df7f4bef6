"""The box that asks: a line to type in, whose keys for the list and for completion go to the screen."""

from __future__ import annotations

from textual.message import Message

from jpreader.widgets.typed_line import TypedLine


class Box(TypedLine):
    """Posts what is typed, and the keys that the screen does something with."""

    NO_TEXT = frozenset({"up", "down", "pageup", "pagedown", "tab", "shift+tab", "enter", "escape"})
    LEAVING = frozenset({"enter", "escape", "down"})

    class Pressed(Message):
        """A key that isn't typed text."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Typed(Message):
        """The reader has changed the text."""

    def __init__(self) -> None:
        super().__init__("box")
        self._put: str | None = None

    def put(self, text: str, cursor: int) -> None:
        """Show a text that wasn't typed."""
        self._put = text
        self.value = text
        self.cursor_position = cursor

    def begin(self, text: str, placeholder: str, replace: bool = False) -> None:
        """Ask for something; with `replace`, what is typed takes the place of a text that stands there."""
        self.placeholder = placeholder
        self.put(text, len(text))
        self.again()
        if replace:
            self.select_all()

    def again(self) -> None:
        """Go on with what stands there."""
        self.over = False
        self.focus()

    def on_input_changed(self) -> None:
        """Say that something was typed."""
        if self.value != self._put:
            self._put = None
            self.post_message(self.Typed())

    def pressed(self, key: str) -> None:
        """Hand it on."""
        self.post_message(self.Pressed(key))
