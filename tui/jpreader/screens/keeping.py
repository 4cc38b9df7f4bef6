"""What a reader keeps of an article while they read it: selecting, marking, writing notes."""

from __future__ import annotations

from textual import on
from textual.message import Message
from textual.reactive import var

from jpreader.article.model import Span
from jpreader.article.text import one_line
from jpreader.reading.notes import Note
from jpreader.reading.reading import Reading
from jpreader.screens.commanded import Keymap
from jpreader.screens.lettering import Lettering
from jpreader.view import choosing, noting
from jpreader.view.sight import Sight
from jpreader.widgets.note_prompt import NotePrompt
from jpreader.widgets.page import Page


class Keeping(Lettering):
    """The part of the reader's screen that is about that; what is to be kept is told, and kept elsewhere."""

    reading: var[Reading]

    class Wrote(Message):
        """The reader wrote a note on some spans, or changed one; an empty text takes it away."""

        def __init__(self, spans: tuple[Span, ...], note: Note | None, text: str) -> None:
            super().__init__()
            self.spans = spans
            self.note = note
            self.text = text

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self._noting: tuple[tuple[Span, ...], Note | None] | None = None
        self._draft: tuple[str, tuple[Span, ...], str] | None = None
        """A note that was left with Esc, which a slow line may make of half a key: its language, spans and text."""

    @property
    def sight(self) -> Sight:
        """The reading on a screen of this size."""
        return Sight(self.reading, *self.size)

    def say(self, text: str) -> None:
        """Say something in the last line."""
        self.reading = self.reading.saying(text)

    def put_prompt_away(self) -> None:
        """Close the prompt; keys are for the screen again."""
        self.query("#prompt").remove()
        self.set_focus(None)

    def do_select(self) -> None:
        """Begin a selection, or end it."""
        self.reading = choosing.begun(self.sight)

    @on(Page.Dragged)
    def _dragged(self, message: Page.Dragged) -> None:
        self.reading = choosing.dragged(self.reading.focus("article"), message.begun, message.here)

    def do_note(self) -> None:
        """Ask for a note on the selection, or on the current paragraph; or for a change of the one that is there."""
        spans = noting.target(self.sight)
        if not spans or self.query("#prompt"):
            self.reading = self.reading.saying("There is nothing here to write a note on")
            return
        note = noting.note_on(self.reading, spans)
        self._noting = spans, note
        text = one_line(note.text) if note else ""
        if self._draft and self._draft[:2] == (self.reading.article.language, spans):
            text = self._draft[2]
        self.mount(prompt := NotePrompt(text))
        prompt.focus()

    @on(NotePrompt.Written)
    def _written(self, message: NotePrompt.Written) -> None:
        if self._noting is not None and message.done:
            self._draft = None
            self.post_message(self.Wrote(*self._noting, message.text))
        elif self._noting is not None:
            spans, note = self._noting
            where = self.reading.article.language, spans
            if message.text.strip() and message.text != (one_line(note.text) if note else ""):
                self._draft = (*where, message.text)
                self.reading = self.reading.saying("Not kept; the next note here begins with what you wrote")
            elif self._draft and self._draft[:2] == where:
                self._draft = None
        self._noting = None
        self.put_prompt_away()
