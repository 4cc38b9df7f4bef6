"""Keys as they are pressed: the reader's own ones, and those that must be left alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from jpreader.app import Jpreader
from jpreader.library.bundle import content
from jpreader.library.shelf import Selection, item, shelf
from jpreader.reading.keymap import keymap
from jpreader.reading.settings import Settings
from jpreader.screens.reader import Reader
from jpreader.screens.shelf import Shelf


@asynccontextmanager
async def pressing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: Mapping[str, tuple[str, ...]]
) -> AsyncIterator[Pilot[int]]:
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path))
    selection = Selection(shelf(content()), item(f"{content()}/japan-us-tech.yaml"))
    async with Jpreader(selection, Settings(), keymap(keys)[0]).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield pilot


def place(pilot: Pilot[int]) -> str:
    assert isinstance(pilot.app.screen, Reader)
    return pilot.app.screen.reading.place.section


@pytest.mark.parametrize("key", [",", ":", "'", "!", '"', "\\", "`", "~", "@", "|", "é", "あ"])
async def test_any_printable_character_can_be_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    async with pressing(tmp_path, monkeypatch, {"next-section": (key,)}) as pilot:
        await pilot.press(key)
        assert place(pilot) == "pitch"


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+b", "ctrl+a", "ctrl+s"])
async def test_the_keys_of_the_terminal_and_of_tmux_do_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with pressing(tmp_path, monkeypatch, {}) as pilot:
        await pilot.press("]", key)
        await pilot.pause()
        assert pilot.app.is_running
        assert place(pilot) == "pitch"


async def test_a_command_without_a_key_is_left_to_the_palette(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with pressing(tmp_path, monkeypatch, {"line-down": (), "open": ("o",), "shelf": ("enter",)}) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Shelf)


async def test_opening_from_the_shelf_leaves_no_screen_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with pressing(tmp_path, monkeypatch, {}) as pilot:
        depth = len(pilot.app.screen_stack)
        for _ in range(3):
            await pilot.press("o")
            await pilot.pause()
            await pilot.press("j", "enter")
            await pilot.pause()
        assert isinstance(pilot.app.screen, Reader)
        assert len(pilot.app.screen_stack) == depth
        assert pilot.app.screen.reading.article.id != "japan-us-tech"


async def test_ctrl_p_finds_a_command_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with pressing(tmp_path, monkeypatch, {}) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"next section")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.3)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert place(pilot) == "pitch"
