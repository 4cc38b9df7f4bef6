"""Work beside the event loop of which only the newest matters."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from textual.widget import Widget


class Latest:
    """Does one thing at a time; what is wanted meanwhile, however often, is done once more after it."""

    def __init__(self, owner: Widget, work: Callable[[], Awaitable[None]]) -> None:
        """`work` looks up what is wanted when it begins; it ends with its owner."""
        self._owner, self._work = owner, work
        self._due = False
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def going(self) -> bool:
        """Whether something is being done."""
        return not self._idle.is_set()

    async def done(self) -> None:
        """Wait until nothing is being done."""
        await self._idle.wait()

    def want(self) -> None:
        """Have it done."""
        self._due = True
        if self._idle.is_set():
            self._idle.clear()
            self._owner.run_worker(self._run())

    async def _run(self) -> None:
        try:
            while self._due and self._owner.is_attached:
                self._due = False
                await self._work()
        finally:
            self._idle.set()
