"""A sitting: the app as a reader has it before them, with keys to press and a screen to look at."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown, MouseScrollUp
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip

from jpreader.app import Jpreader
from jpreader.library.bundle import content
from jpreader.library.shelf import Selection, item, shelf
from jpreader.reading.keymap import keymap
from jpreader.reading.settings import Settings, Theme
from jpreader.screens.reader import Reader
from jpreader.start.beginning import begin

if TYPE_CHECKING:
    from tests.conftest import Drawn

PATIENCE = 20.0  # seconds: for a machine that is busy with something else

Sit = Callable[..., AbstractAsyncContextManager["Sitting"]]
"""Begins a sitting: `sit(size, id, language=, theme=, ascii=, keys=)`."""


class Sitting:
    """The app, a pilot who clicks in it, and what is on its screen."""

    def __init__(self, app: Jpreader, pilot: Pilot[int], drawn: Drawn) -> None:
        self.app = app
        self.pilot = pilot
        self._drawn = drawn

    @property
    def reader(self) -> Reader:
        """The screen, which is an article's."""
        assert isinstance(self.app.screen, Reader)
        return self.app.screen

    async def tap(self, *keys: str) -> None:
        """Press keys, and wait for what they do; quicker than a pilot, who waits until the machine is idle.

        Args:
            keys: as the table of commands names them: a character, or a name such as `enter`.
        """
        for key in keys:
            self.app.simulate_key(key)
            await self.settled(1)
        await self.settled(1)

    async def settled(self, rounds: int = 2) -> None:
        """Wait until the app and its screen have done what they were asked; in a second round, what followed."""
        for _ in range(rounds):
            done = asyncio.Event()
            while self.app.is_running and self.app.return_code is None and not done.is_set():
                # Asked again, as a screen that is closed takes with it what it was asked.
                self.app.call_later(self._ask, done)
                with suppress(TimeoutError):
                    await asyncio.wait_for(done.wait(), 0.02)

    def _ask(self, done: asyncio.Event) -> None:
        self.app.screen.call_after_refresh(done.set)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for something that another task does."""
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, f"not so after {PATIENCE} s:\n{self.text()}"
            await asyncio.sleep(0.005)  # between two looks; nothing depends on its length
            await self.settled()

    def part(self, id: str) -> Region:
        """The region of a part of the screen."""
        return self.app.screen.query_one(f"#{id}").region

    async def click(self, text: str, id: str) -> None:
        """Click on the first letter of a text in a part of the screen."""
        x, y, width, height = self.part(id)
        for row, strip in enumerate(self.rows()[y : y + height]):
            before, found, _ = strip.crop(x, x + width).text.partition(text)
            if found:
                await self.pilot.click(offset=(x + cell_len(before), y + row))
                await self.settled()
                return
        raise AssertionError(f"no {text!r} in {id}:\n{self.text()}")

    async def turn_wheel(self, way: type[MouseScrollDown | MouseScrollUp], id: str) -> None:
        """Turn the wheel by a notch over the middle of a part of the screen."""
        x, y = map(int, self.part(id).center)
        self.app.post_message(way(None, x, y, 0, 0, 0, False, False, False, x, y))
        await self.settled()

    def rows(self) -> list[Strip]:
        """What is on the screen, with its styles."""
        return self._drawn(self.app)

    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(row.text for row in self.rows())


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def sit(drawn: Drawn) -> Sit:
    """Gives sittings with a shipped article, or one in a file."""

    @asynccontextmanager
    async def sitting(
        size: tuple[int, int] = (80, 24),
        id: str = "japan-us-tech",
        *,
        language: str = "",
        theme: Theme = "dark",
        ascii: bool = False,
        keys: Mapping[str, tuple[str, ...]] | None = None,
        searches: Mapping[str, str] | None = None,
    ) -> AsyncIterator[Sitting]:
        path = id if id.endswith(".yaml") else f"{content()}/{id}.yaml"
        selection = Selection(shelf(content()), item(path))
        settings = Settings(theme=theme, language=language, searches=searches or {})
        app = Jpreader(begin(selection, settings, keymap(keys or {})[0], ascii=ascii))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Sitting(app, pilot, drawn)

    return sitting
