"""The box that asks: a line to type in, whose keys for the list and for completion go to the screen."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.message import Message
from textual.widgets import Input

HANDED_ON: Final = frozenset({"up", "down", "pageup", "pagedown", "tab", "shift+tab", "enter", "escape"})
"""Keys that don't change what is typed. Not by bindings: see `Prompt`."""

LEAVING: Final = frozenset({"enter", "escape", "down"})
"""Those after which the keys are the screen's."""


class Box(Input):
    """Posts what is typed, and the keys that the screen does something with."""

    DEFAULT_CSS = """
    Box, Box:focus, Box.-textual-compact {
        border: none; height: 1; padding: 0 1; background: $surface; color: $foreground;
    }
    """

    class Pressed(Message):
        """A key that isn't typed text."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Typed(Message):
        """The reader has changed the text."""

    def __init__(self) -> None:
        super().__init__(select_on_focus=False, compact=True, id="box")
        self.cursor_blink = False  # a blinking cursor sends 1,550 bytes a second
        self._put: str | None = None
        self._over = False

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
        self._over = False
        self.focus()

    def on_input_changed(self) -> None:
        """Say that something was typed."""
        if self.value != self._put:
            self._put = None
            self.post_message(self.Typed())

    def on_key(self, event: events.Key) -> None:
        """Hand on what isn't text; once the box was left, everything, however fast it is typed."""
        if not self._over and event.key not in HANDED_ON:
            return
        event.stop()
        event.prevent_default()
        if self._over:
            self.call_later(self.screen.post_message, events.Key(event.key, event.character))
            return
        self._over = event.key in LEAVING
        self.post_message(self.Pressed(event.key))
