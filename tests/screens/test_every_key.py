"""Every key of the table, in every pane and on every screen: nothing breaks, and nothing is silent but with a reason.

Every command is tried at every size; the further keys of a command at 80×24 only, as they are names for the same, and
by `.ci/run` alone, which has the time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pytest
from textual.strip import Strip

from jpreader.commands import COMMANDS
from jpreader.screens.knowing import Knowing
from jpreader.screens.reader import Reader
from jpreader.screens.sheet import CLOSING, Sheet
from jpreader.screens.shelf import Shelf
from jpreader.view.scrolling import SCROLLING

if TYPE_CHECKING:
    from tests.screens.conftest import Sit, Sitting

Size = tuple[int, int]

THOROUGH = bool(os.environ.get("JPREADER_CI"))

SIZES = [(120, 40), (80, 24), (50, 20)] if THOROUGH else [(80, 24)]
"""Three columns, two, and one."""

PANES = {"article": "j", "contents": "tj", "entities": "ejj", "summary": "sjj"}
"""The keys that go to each, and there to where there is a way up and a way down."""

ENDS = "q", "ctrl+c"

NOTHING_TO_SEE = {"redraw", "suspend"}
"""It draws the same again, and a test has no shell to go back to."""

HERE_ALREADY = {"article": {"close"}, "contents": set[str](), "entities": {"entities"}, "summary": {"summary"}}
"""What goes to where the reader is. (`contents` brings the cursor back to the section of the text.)"""

each_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def keys(size: Size) -> Iterator[tuple[str, str]]:
    """Commands and keys to press at a size, without those that end it all."""
    for command in COMMANDS:
        for key in command.keys if THOROUGH and size == (80, 24) else command.keys[:1]:
            if key not in ENDS:
                yield command.id, key


def sound(sitting: Sitting, rows: Sequence[Strip]) -> None:
    """The lines that are on every screen are on this one."""
    size = sitting.app.size
    assert [row.cell_length for row in rows] == [size.width] * size.height
    first, last = rows[0].text, rows[-1].text
    match sitting.app.screen:
        case Reader() as reader:
            assert "§" in first
            if not reader.query("#prompt"):
                assert (reader.reading.notice[:20] or "q quit") in last
        case Shelf() as shelf:
            assert "Articles" in first
            assert (shelf.shelved.notice[:20] or "q quit") in last or last.startswith(" / ")
        case Knowing() as knowing:
            assert first.strip()
            assert "close" in last or knowing.query("Box:focus")
        case Sheet():
            assert any(command.help[:20] in row.text for row in rows for command in COMMANDS)


async def at_rest(sitting: Sitting) -> None:
    """Wait for what the index is asked."""
    screen = sitting.app.screen
    if isinstance(screen, Shelf):
        await sitting.until(lambda: not screen.busy)


async def silent(sitting: Sitting, size: Size, way: str) -> set[str]:
    """Press every key where a way of keys leads; gives the commands after whose keys nothing new was on the screen."""
    found = set()
    reader, state = sitting.reader, sitting.reader.reading
    there = False
    for command, key in keys(size):
        await sitting.tap(*("" if there else way))
        await at_rest(sitting)
        before = sitting.rows()
        await sitting.tap(key)
        await at_rest(sitting)
        rows = sitting.rows()
        sound(sitting, rows)
        there = rows == before
        if there:
            found.add(command)
            continue
        if command in ("section", "mark", "go-to-mark"):
            await sitting.tap("escape")  # else the next key may be the rest of a count, or the letter of a mark
        while not isinstance(sitting.app.screen, Reader) or sitting.app.screen.query("#prompt"):
            await sitting.tap("escape")
        if sitting.app.screen is reader:
            reader.reading = state
        sitting.app.theme = "dark"
    return found


@each_size
@pytest.mark.parametrize("pane", PANES)
async def test_in_a_pane(sit: Sit, pane: str, size: Size) -> None:
    async with sit(size, "article-format") as sitting:
        await sitting.tap("2", "3", "backspace", *PANES[pane])
        assert sitting.reader.reading.pane == pane
        assert await silent(sitting, size, "") == NOTHING_TO_SEE | HERE_ALREADY[pane]
        await sitting.tap(ENDS[size == (80, 24)])
        await sitting.until(lambda: not sitting.app.is_running)


@each_size
async def test_on_the_shelf(sit: Sit, size: Size) -> None:
    async with sit(size, "article-format") as sitting:
        await sitting.tap("o")
        await sitting.until(lambda: not sitting.app.answering.busy)
        await sitting.tap("escape")
        assert await silent(sitting, size, "ogj") == NOTHING_TO_SEE | {"shelf"}
        await sitting.tap("o")
        await sitting.tap(ENDS[size == (80, 24)])
        await sitting.until(lambda: not sitting.app.is_running)


@each_size
async def test_in_the_help(sit: Sit, size: Size) -> None:
    async with sit(size, "article-format") as sitting:
        assert await silent(sitting, size, "?j") == {command.id for command in COMMANDS} - SCROLLING - CLOSING
        await sitting.tap(ENDS[size == (80, 24)])
        assert isinstance(sitting.app.screen, Reader)
