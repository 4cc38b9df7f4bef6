"""A screen that does what the keymap says: each key is one command of the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.message import Message
from textual.screen import Screen

if TYPE_CHECKING:
    from jpreader.library.progress import Progress

T = TypeVar("T")

Keymap = Mapping[str, tuple[str, ...]]

EVERYWHERE = frozenset(
    {"quit", "help", "palette", "theme", "shelf", "close", "redraw", "suspend", "search", "ledger", "timeline"}
)
"""Commands that the whole application does."""


class Indexed(Message, bubble=False):
    """To every open screen: how far the index is, and whether it holds other than before."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress


class Commanded(Screen[T], inherit_bindings=False):
    """Subclasses do their commands in `do`; Textual's own keys (^Q, Tab for focus) are not inherited.

    The table is looked up when a key comes, rather than turned into bindings: those are a class's, and have other
    names for most punctuation, while the keymap is the reader's.
    """

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self.keymap = keymap
        self._commands = {key: command for command, keys in keymap.items() for key in keys}

    @property
    def counting(self) -> bool:
        """Whether a count has been begun."""
        return False

    def end_count(self) -> None:
        """Forget a count that was begun: what came after it was nothing to do so often."""

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close, once: keys that came before it was gone would close what is under it."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    async def on_key(self, event: events.Key) -> None:
        """Do the command of a key that nothing with the focus wanted."""
        if self.focused is not None:
            return
        printable = event.is_printable and event.character and event.character != " "
        key = event.character if printable and event.character else event.key
        command = self._commands.get(key)
        if command is None and key == "0" and self.counting:
            command = "section"  # a digit like the others, but no count begins with it, and no section has it
        if command:
            event.stop()
            event.prevent_default()
            await self.do(command, key)
        else:
            self.end_count()

    async def do(self, command: str, key: str = "") -> None:  # noqa: ARG002
        """Do a command; by default what the whole application does.

        Args:
            command: its id in the table.
            key: the one that was pressed; empty where it came from the palette.
        """
        await self.app.run_action(f"command('{command}')")
