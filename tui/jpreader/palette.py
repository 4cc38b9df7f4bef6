"""The command palette: every command of the table, by name."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from jpreader.commands import COMMANDS, keys_label


class Commands(Provider):
    """Offers what the keys of the screen do; sections by number are a key only."""

    async def discover(self) -> Hits:
        """All of them."""
        for command in COMMANDS:
            if command.id not in ("section", "palette"):
                yield DiscoveryHit(command.help, partial(self._run, command.id), help=keys_label(command.keys))

    async def search(self, query: str) -> Hits:
        """Those that match."""
        matcher = self.matcher(query)
        for command in COMMANDS:
            if command.id not in ("section", "palette") and (score := matcher.match(command.help)) > 0:
                yield Hit(
                    score,
                    matcher.highlight(command.help),
                    partial(self._run, command.id),
                    help=keys_label(command.keys),
                )

    async def _run(self, command: str) -> None:
        await self.screen.run_action(f"command('{command}')")
