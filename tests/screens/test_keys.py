"""Keys as they are pressed: the reader's own ones, and those that must be left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jpreader.palette import Palette
from jpreader.screens.reader import Reader
from jpreader.screens.shelf import Shelf

if TYPE_CHECKING:
    from tests.screens.conftest import Sit


@pytest.mark.parametrize("key", [",", ":", ";", "!", '"', "\\", "`", "~", "@", "|", "é", "あ"])
async def test_any_printable_character_can_be_a_key(sit: Sit, key: str) -> None:
    async with sit(keys={"next-section": (key,)}) as sitting:
        await sitting.tap(key)
        assert sitting.reader.reading.place.section == "pitch"


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+b", "ctrl+a", "ctrl+s"])
async def test_the_keys_of_the_terminal_and_of_tmux_do_nothing(sit: Sit, key: str) -> None:
    async with sit() as sitting:
        await sitting.tap("]", key)
        assert sitting.app.is_running
        assert sitting.reader.reading.place.section == "pitch"


async def test_a_command_without_a_key_is_left_to_the_palette(sit: Sit) -> None:
    async with sit(keys={"line-down": (), "open": ("o",), "shelf": ("enter",)}) as sitting:
        await sitting.tap("enter")
        assert isinstance(sitting.app.screen, Shelf)


async def test_opening_from_the_shelf_leaves_no_screen_behind(sit: Sit) -> None:
    async with sit() as sitting:
        depth = len(sitting.app.screen_stack)
        for _ in range(3):
            await sitting.tap("o")
            await sitting.tap("k", "enter")
        assert isinstance(sitting.app.screen, Reader)
        assert len(sitting.app.screen_stack) == depth
        assert sitting.app.screen.reading.article.id != "japan-us-tech"


async def test_ctrl_p_finds_a_command_by_its_name(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("ctrl+p")
        await sitting.tap(*"next section")
        await sitting.until(lambda: "To the next section" in sitting.text())
        await sitting.tap("enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert sitting.reader.reading.place.section == "pitch"


async def test_ctrl_p_finds_a_command_by_its_name_in_the_settings(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("ctrl+p")
        await sitting.tap(*"narrower")
        await sitting.until(lambda: "Shorter lines" in sitting.text())
        await sitting.tap("enter")
        await sitting.until(lambda: "Lines of 46 cells" in sitting.text())


@pytest.mark.parametrize("size", [(80, 24), (20, 6), (7, 3)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_palette_is_paged_at_any_size(sit: Sit, size: tuple[int, int]) -> None:
    async with sit((61, 20)) as sitting:
        await sitting.tap("ctrl+p")
        await sitting.tap("down")
        await sitting.pilot.resize_terminal(*size)
        await sitting.settled()
        for key in ("pagedown", "pageup", "down", "end", "pagedown"):
            await sitting.tap(key)
        await sitting.tap("escape")
        assert sitting.app.screen is sitting.reader


async def test_keys_that_reach_the_palette_before_it_is_gone_leave_the_article_open(sit: Sit) -> None:
    async with sit() as sitting:
        reader = sitting.app.screen
        await sitting.tap("ctrl+p")
        palette = sitting.app.screen
        assert isinstance(palette, Palette)
        for _ in range(3):  # as Esc does; which of many keys at once still come to it is up to Textual
            palette.dismiss()
        await sitting.settled()
        assert sitting.app.screen is reader
        await sitting.tap("q")
        await sitting.until(lambda: not sitting.app.is_running)
