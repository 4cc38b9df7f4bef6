"""A reading's whole screen on a grid of cells: what Textual will draw, without Textual."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.color import Color, ColorSystem

from jpreader import theme
from jpreader.reading.reading import Reading
from jpreader.start.beginning import Beginning
from jpreader.terminal.grid import Grid, Style, shortest, split

if TYPE_CHECKING:
    from jpreader.view.shelved import Shelved

FLAGS = {"bold": 1, "dim": 2, "italic": 3, "underline": 4, "reverse": 7}
"""Attributes, and the parameter of SGR for each (ECMA-48 8.3.117)."""

SYSTEMS = {16: ColorSystem.STANDARD, 256: ColorSystem.EIGHT_BIT}


def drawn(reading: Reading, beginning: Beginning, width: int, height: int, colours: int) -> Grid:
    """The screen of a reading at a size in cells, in as many colours as the terminal has (0: in none)."""
    from jpreader.view.screen import screen  # here, since a shelf is drawn without what sets text

    palette = beginning.settings.theme if colours else theme.PLAIN.name
    grid = Grid(width, height)
    for (x, y, _, _), ground, rows in screen(reading, width, height, beginning.keymap, beginning.ascii):
        for number, row in enumerate(rows):
            cells = [cell for text, role in row for cell in split(text, style(palette, ground, role, colours))]
            grid.rows[y + number][x : x + len(cells)] = cells
    return grid


def drawn_shelf(shelved: Shelved, beginning: Beginning, width: int, height: int, colours: int) -> Grid:
    """The screen of a shelf at a size in cells, in as many colours as the terminal has (0: in none)."""
    from jpreader.view.fitted import fitted  # here, since an article is drawn without what asks the index
    from jpreader.view.shelf_screen import shelf_lines

    palette = beginning.settings.theme if colours else theme.PLAIN.name
    grid = Grid(width, height)
    for y, row in enumerate(shelf_lines(shelved, width, height, beginning.keymap)):
        pieces = fitted(row, width, beginning.ascii)
        grid.rows[y][:width] = [
            cell for text, role in pieces for cell in split(text, style(palette, "panel", role, colours))
        ]
    return grid


@lru_cache(maxsize=2048)
def style(palette: str, ground: theme.Ground, role: str, colours: int) -> Style:
    """The style of a role as a terminal of so many colours is told it."""
    found = theme.style(palette, ground, role)
    flags = frozenset(number for name, number in FLAGS.items() if getattr(found, name))
    if not colours:
        return Style(flags=flags - {FLAGS["dim"]})
    return Style(_sgr(found.foreground, True, colours), _sgr(found.background, False, colours), flags)


@lru_cache(maxsize=256)
def _sgr(name: str, foreground: bool, colours: int) -> str:
    """The parameters of SGR for a colour, brought down to what the terminal has by the library that Textual uses."""
    colour = Color.parse(name).downgrade(SYSTEMS.get(colours, ColorSystem.TRUECOLOR))
    code = ";".join(colour.get_ansi_codes(foreground))
    return "" if code in ("39", "49") else shortest(code)
