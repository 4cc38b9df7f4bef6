"""A line to type in, whose other keys are the screen's."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.widgets import Input


class TypedLine(Input):
    """Keeps what is text; subclasses say in `pressed` what the keys do that are none.

    Not by bindings: those are looked up once a key has come up to the application, and the next key is quicker.
    """

    DEFAULT_CSS = """
    TypedLine, TypedLine:focus, TypedLine.-textual-compact {
        border: none; height: 1; padding: 0 1; background: $surface; color: $foreground;
    }
    """

    NO_TEXT: ClassVar[frozenset[str]] = frozenset({"enter", "escape"})
    """Keys that don't change what is typed."""

    LEAVING: ClassVar[frozenset[str]] = frozenset({"enter", "escape"})
    """Those after which all keys are the screen's, however fast they are typed."""

    def __init__(self, id: str, value: str = "", placeholder: str = "") -> None:
        super().__init__(value, placeholder=placeholder, id=id, select_on_focus=False, compact=True)
        self.cursor_blink = False  # a blinking cursor sends 1,550 bytes a second
        self.over = False

    def on_key(self, event: events.Key) -> None:
        """Hand on what isn't text; once the line was left, everything."""
        if not self.over and event.key not in self.NO_TEXT:
            return
        event.stop()
        event.prevent_default()
        if self.over:
            self.call_later(self.screen.post_message, events.Key(event.key, event.character))
        else:
            self.over = event.key in self.LEAVING
            self.pressed(event.key)

    def pressed(self, key: str) -> None:
        """Do what one of the keys does that are no text."""
        raise NotImplementedError
