"""The command palette: every command of the table, by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.widgets import Input, LoadingIndicator

from jpreader.commands import COMMANDS, Command, keys_label
from jpreader.layout.frame import too_small
from jpreader.screens.commanded import Commanded


class Commands(Provider):
    """Offers what the keys of the screen do; sections by number are a key only.

    A command is found by what it does, and by the name that `jpreader keys` and the settings have for it.
    """

    @property
    def _offered(self) -> Iterator[tuple[Command, str]]:
        """Commands and their keys, as the screen under the palette has them."""
        if isinstance(self.screen, Commanded):
            for command in COMMANDS:
                if command.id not in ("section", "palette"):
                    yield command, keys_label(self.screen.keymap[command.id])

    async def discover(self) -> Hits:
        """All of them."""
        for command, keys in self._offered:
            yield DiscoveryHit(command.help, partial(self._run, command.id), help=f"{keys}  {command.id}")

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for command, keys in self._offered:
            if (score := max(matcher.match(command.help), matcher.match(command.id))) > 0:
                shown = matcher.highlight(command.help)
                yield Hit(score, shown, partial(self._run, command.id), help=f"{keys}  {command.id}")

    async def _run(self, command: str) -> None:
        if isinstance(self.screen, Commanded):
            await self.screen.do(command)


class Palette(CommandPalette):
    """The palette, in which nothing moves by itself: a blinking cursor sends 1,550 bytes a second."""

    def on_mount(self) -> None:
        """Still the cursor, and what is drawn sixteen times a second while it waits, though nobody sees it."""
        self.query_one(Input).cursor_blink = False
        self.query_one(LoadingIndicator).auto_refresh = None

    def on_resize(self) -> None:
        """Close where there is no room for a list: Textual's ends in a fault when it is paged without a line."""
        if self.is_current and too_small(*self.app.size):
            self.dismiss()

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close, once: keys that came before it was gone would close what is under it, and leave none to quit on."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
