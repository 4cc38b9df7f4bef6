"""The line that a note is written on."""

from __future__ import annotations

from textual.message import Message

from jpreader.widgets.typed_line import TypedLine


class NotePrompt(TypedLine):
    """Enter keeps what is written, Esc leaves everything as it was."""

    class Written(Message):
        """The note was taken with Enter, or left with Esc (`done` False)."""

        def __init__(self, text: str, done: bool) -> None:
            super().__init__()
            self.text = text
            self.done = done

    def __init__(self, text: str) -> None:
        """`text` is what the note says so far."""
        super().__init__("prompt", text, "a note; Enter keeps it")

    def pressed(self, key: str) -> None:
        """Take the note or leave."""
        self.post_message(self.Written(self.value, key == "enter"))
