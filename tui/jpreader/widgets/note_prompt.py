"""The line that a note is written on."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Input


class NotePrompt(Input):
    """Enter keeps what is written, Esc leaves everything as it was."""

    DEFAULT_CSS = """
    NotePrompt, NotePrompt:focus { border: none; height: 1; padding: 0 1; background: $surface; color: $foreground; }
    """

    class Written(Message):
        """The note was taken with Enter; None for Esc."""

        def __init__(self, text: str | None) -> None:
            super().__init__()
            self.text = text

    def __init__(self, text: str) -> None:
        """`text` is what the note says so far."""
        said = "a note; Enter keeps it"
        super().__init__(text, placeholder=said, id="prompt", select_on_focus=False, compact=True)
        self.cursor_blink = False  # a blinking cursor sends 1,550 bytes a second
        self._over = False

    def on_key(self, event: events.Key) -> None:
        """Take the note or leave; what is typed after that, before the prompt is closed, is for the screen."""
        if not self._over and event.key not in ("enter", "escape"):
            return
        event.stop()
        event.prevent_default()
        if self._over:
            self.call_later(self.screen.post_message, events.Key(event.key, event.character))
        else:
            self.post_message(self.Written(self.value if event.key == "enter" else None))
        self._over = True
