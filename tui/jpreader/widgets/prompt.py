"""The line that asks what to find."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from jpreader.article.find import Query
from jpreader.widgets.typed_line import TypedLine


class Prompt(TypedLine):
    """Posts each change of the query; Enter takes it, Esc leaves everything as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "toggle_regex", "regular expression"),
    ]

    class Asked(Message):
        """The query is being typed (`done` False), or was taken with Enter."""

        def __init__(self, query: Query, done: bool) -> None:
            super().__init__()
            self.query = query
            self.done = done

    class Left(Message):
        """The reader pressed Esc."""

    def __init__(self, regex: bool) -> None:
        super().__init__("prompt", placeholder=self._placeholder(regex))
        self._regex = regex

    @staticmethod
    def _placeholder(regex: bool) -> str:
        return "find a regular expression (^R: plain text)" if regex else "find (^R: regular expression)"

    def _ask(self, done: bool) -> None:
        self.post_message(self.Asked(Query(self.value, self._regex), done))

    def on_input_changed(self) -> None:
        """Find while the reader types."""
        self._ask(False)

    def pressed(self, key: str) -> None:
        """Take the query or leave."""
        if key == "enter":
            self._ask(True)
        else:
            self.post_message(self.Left())

    def action_toggle_regex(self) -> None:
        """From plain text to a regular expression and back."""
        self._regex = not self._regex
        self.placeholder = self._placeholder(self._regex)
        self._ask(False)
