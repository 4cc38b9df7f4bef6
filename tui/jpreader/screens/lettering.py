"""A screen on which a letter follows some keys: the name of a mark."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.message import Message

from jpreader.screens.commanded import Commanded, Keymap


class Lettering(Commanded[None]):
    """Takes the letter; what is done with it is told, and done elsewhere."""

    CAPITALS_ONLY: ClassVar = False
    """True where no article is open, of which small letters would be the marks."""

    class Lettered(Message):
        """The reader named a letter to mark this place with, or to go to."""

        def __init__(self, letter: str, setting: bool) -> None:
            super().__init__()
            self.letter = letter
            self.setting = setting

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self._letter_for = ""
        """The command that the next key is a letter for."""

    def say(self, text: str) -> None:
        """Say something in the last line."""
        raise NotImplementedError

    async def on_key(self, event: events.Key) -> None:
        """Take the letter that a command waits for; the rest is as the keymap says."""
        if not self._letter_for or self.focused is not None:
            return
        event.stop()
        event.prevent_default()
        command, self._letter_for = self._letter_for, ""
        letter = event.character or ""
        if letter.isascii() and letter.isalpha() and (letter.isupper() or not self.CAPITALS_ONLY):
            self.say("")
            self.post_message(self.Lettered(letter, command == "mark"))
        elif letter in self.keymap.get("go-to-mark", ()) and command == "go-to-mark":
            await self.do("back")
        elif event.key == "escape":
            self.say("")
        elif self.CAPITALS_ONLY:
            self.say("A mark is a letter: a–z are each article’s own, A–Z lead to theirs from here")
        else:
            self.say("A mark is a letter: a–z in this article, A–Z among all")

    def do_mark(self) -> None:
        """Wait for a letter."""
        self._letter_for = "mark"
        self.say("Mark this place: a–z in this article, A–Z among all")

    def do_go_to_mark(self) -> None:
        """Wait for a letter."""
        self._letter_for = "go-to-mark"
        if self.CAPITALS_ONLY:
            self.say("Go to the mark of a letter: A–Z")
        else:
            self.say("Go to the mark of a letter; ' back to before the last jump")
