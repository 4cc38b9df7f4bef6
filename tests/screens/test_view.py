"""What the view says is on the screen is what Textual draws there, cell by cell."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from functools import cache, partial
from typing import TYPE_CHECKING

import pytest
from rich.color import Color
from textual.strip import Strip

from jpreader.article.place import place_of
from jpreader.layout.cells import graphemes, width
from jpreader.library.bundle import content
from jpreader.library.shelf import item, load
from jpreader.reading import folders
from jpreader.reading.opening import opening
from jpreader.reading.reading import Reading
from jpreader.reading.settings import Settings, Theme
from jpreader.reading.store import Store
from jpreader.theme import Style, style
from jpreader.view.screen import screen

if TYPE_CHECKING:
    from tests.screens.conftest import Sit, Sitting

SIZES = [(19, 5), (20, 6), (40, 15), (60, 19), (80, 24), (120, 40), (200, 60)]
LANGUAGES = ["en", "ja"]
THEMES: list[Theme] = ["dark", "light", "terminal"]

PANES = {"t": "contents", "e": "entities", "s": "summary"}

Cell = tuple[str, Style]

UNCOVERED: Cell = ("nothing", Style("", ""))


@cache
def letters(text: str) -> tuple[str, ...]:
    """What stands in each cell that a text takes; the second one of a wide character is empty."""
    return tuple(cell for grapheme in graphemes(text) for cell in (grapheme, *[""] * (width(grapheme) - 1)))


def spread(text: str, drawn: Style) -> list[Cell]:
    """A cell for each that a text takes."""
    return [(letter, drawn) for letter in letters(text)]


def cells(rows: Sequence[Strip]) -> list[list[Cell]]:
    """What Textual draws."""

    def named(colour: Color | None) -> str:
        return "default" if colour is None else colour.name

    found: list[list[Cell]] = []
    for row in rows:
        found.append([])
        for text, drawn, _ in row:
            assert drawn is not None
            inks = (named(drawn.color), named(drawn.bgcolor))
            attributes = (drawn.bold, drawn.dim, drawn.italic, drawn.underline, drawn.reverse)
            assert not drawn.strike
            assert not drawn.blink
            found[-1] += spread(text, Style(*inks, *map(bool, attributes)))
    return found


def seen(
    reading: Reading, size: tuple[int, int], theme: str, keys: dict[str, tuple[str, ...]], ascii: bool = False
) -> list[list[Cell]]:
    """What the view says; its parts must cover the screen, each cell once."""
    columns, lines = size
    found = [[UNCOVERED] * columns for _ in range(lines)]
    for (x, y, _, height), ground, rows in screen(reading, columns, lines, keys, ascii):
        assert len(rows) == height
        for row, under in zip(rows, found[y : y + height], strict=True):
            drawn = [cell for text, role in row for cell in spread(text, style(theme, ground, role))]
            covered = slice(x, x + len(drawn))
            assert under[covered] == [UNCOVERED] * len(drawn)
            under[covered] = drawn
    assert not any(UNCOVERED in row for row in found)
    return found


def same(sitting: Sitting, size: tuple[int, int]) -> None:
    reader = sitting.reader
    expected = seen(reader.reading, size, sitting.app.theme, dict(reader.keymap), sitting.app.has_class("-ascii"))
    assert reader.sight.read() is reader.reading, "what is shown to its end is read"
    for number, (drawn, said) in enumerate(zip(cells(sitting.rows()), expected, strict=True)):
        assert drawn == said, f"row {number}"


def is_same(sitting: Sitting, size: tuple[int, int]) -> bool:
    with suppress(AssertionError):
        same(sitting, size)
        return True
    return False


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "×".join(map(str, size)))
async def test_the_screen_is_what_the_view_says(sit: Sit, size: tuple[int, int], language: str, theme: Theme) -> None:
    async with sit(size, language=language, theme=theme) as sitting:
        same(sitting, size)
        for key in ("space", "3", *PANES, "j", "j", "escape", "e", "j", "j", "s", "escape", "n", "r", "plus", "G"):
            await sitting.tap(key)
            same(sitting, size)


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)], ids=lambda size: "×".join(map(str, size)))
async def test_finds_quotes_and_the_other_language_are_drawn_as_the_view_says(sit: Sit, size: tuple[int, int]) -> None:
    async with sit(size) as sitting:
        for key in ("slash", *"tech", "enter"):
            await sitting.tap(key)
        await sitting.settled()
        assert sitting.reader.reading.hits
        same(sitting, size)
        for key in ("n", "N", "L", "N", "s", "j", "j", "enter", "backspace", "T", "escape", "escape"):
            await sitting.tap(key)
            same(sitting, size)


async def test_after_a_resize_the_screen_is_what_the_view_says(sit: Sit) -> None:
    async with sit((80, 24)) as sitting:
        await sitting.tap("2", "e")
        for size in ((80, 50), (80, 12), (40, 15), (19, 5), (130, 15), (61, 30)):
            await sitting.pilot.resize_terminal(*size)
            with suppress(AssertionError):  # which part is told of its size when is up to Textual
                await sitting.until(partial(is_same, sitting, size))
            same(sitting, size)


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)], ids=lambda size: "×".join(map(str, size)))
async def test_the_first_screen_can_be_told_before_there_is_one(sit: Sit, size: tuple[int, int]) -> None:
    path = f"{content()}/japan-us-tech.yaml"
    async with sit(size, language="ja") as sitting:
        for key in ("3", "j", "j", "]", "k", "L"):
            await sitting.tap(key)
    store = Store(os.path.join(folders.state(), "reading.db"))
    kept = store.load(item(path).key)
    store.close()
    assert kept is not None
    assert kept.read
    begun = opening(load(path).articles, kept, Settings(language="ja"))
    async with sit(size, language="ja") as sitting:
        assert sitting.reader.reading.place.section
        drawn = cells(sitting.rows())
        assert drawn == seen(begun, size, "dark", dict(sitting.reader.keymap))


async def test_a_terminal_without_the_glyphs_gets_their_ascii_forms_in_every_part(sit: Sit) -> None:
    async with sit((120, 40), ascii=True) as sitting:
        for key in ("t", "e", "j", "s", "escape", "slash", "escape"):
            await sitting.tap(key)
            same(sitting, (120, 40))
        assert "| SUMMARY" in sitting.text() or "| ENTITY" in sitting.text()
        assert not set("─│▸✓█") & set(sitting.text())
        await sitting.tap("?")
        assert "^" in sitting.text()
        assert not set("↑↓") & set(sitting.text())


async def test_below_60_columns_what_is_opened_from_a_pane_has_its_context_above_it(sit: Sit) -> None:
    async with sit((40, 15)) as sitting:
        for key in ("e", "j", "j", "enter"):
            await sitting.tap(key)
        reading, window = sitting.reader.reading, sitting.reader.window
        assert (reading.pane, reading.hit) == ("article", 0)
        assert reading.current is not None
        assert window.shows(reading.current)
        assert window.position(place_of(reading.article, reading.current)) > window.lines()[2][0]
        same(sitting, (40, 15))


async def test_the_first_screen_says_already_what_is_read_by_then(sit: Sit) -> None:
    begun = opening(load(f"{content()}/japan-us-tech.yaml").articles, None, Settings())
    async with sit((200, 60)) as sitting:
        assert "✓ 2" in sitting.text()
        assert not begun.read
        assert cells(sitting.rows()) == seen(begun, (200, 60), "dark", dict(sitting.reader.keymap))
