"""The line that asks what to find."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from jpreader.article.find import Query


class Prompt(Input):
    """Posts each change of the query; Enter takes it, Esc leaves everything as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "toggle_regex", "regular expression"),
    ]

    DEFAULT_CSS = """
    Prompt, Prompt:focus { border: none; height: 1; padding: 0 1; background: $surface; color: $foreground; }
    """

    class Asked(Message):
        """The query is being typed (`done` False), or was taken with Enter."""

        def __init__(self, query: Query, done: bool) -> None:
            super().__init__()
            self.query = query
            self.done = done

    class Left(Message):
        """The reader pressed Esc."""

    def __init__(self, regex: bool) -> None:
        super().__init__(placeholder=self._placeholder(regex), id="prompt", select_on_focus=False, compact=True)
        self.cursor_blink = False  # a blinking cursor sends 1,550 bytes a second
        self._regex = regex
        self._over = False

    @staticmethod
    def _placeholder(regex: bool) -> str:
        return "find a regular expression (^R: plain text)" if regex else "find (^R: regular expression)"

    def _ask(self, done: bool) -> None:
        self.post_message(self.Asked(Query(self.value, self._regex), done))

    def on_input_changed(self) -> None:
        """Find while the reader types."""
        self._ask(False)

    def on_key(self, event: events.Key) -> None:
        """Take the query or leave; what is typed after that, before the prompt is closed, is for the screen.

        Not by bindings: those are looked up once a key has come up to the application, and the next key is quicker.
        """
        if not self._over and event.key not in ("enter", "escape"):
            return
        event.stop()
        event.prevent_default()
        if self._over:
            self.call_later(self.screen.post_message, events.Key(event.key, event.character))
        elif event.key == "enter":
            self._ask(True)
        else:
            self.post_message(self.Left())
        self._over = True

    def action_toggle_regex(self) -> None:
        """From plain text to a regular expression and back."""
        self._regex = not self._regex
        self.placeholder = self._placeholder(self._regex)
        self._ask(False)
