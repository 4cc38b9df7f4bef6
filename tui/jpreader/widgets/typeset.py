"""A widget that draws rows of pieces; only the rows that changed are drawn again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from jpreader.layout.line import Piece, Pieces
from jpreader.theme import PLAIN, Ground
from jpreader.theme import style as themed
from jpreader.view.fitted import fitted

ASCII = "-ascii"
"""Class of an app whose terminal may lack the glyphs for frames, bars and marks."""


@lru_cache(maxsize=2048)
def style(theme: str, ground: Ground, role: str) -> Style:
    """The style of a role (or several, separated by spaces) on a ground, as Textual draws it."""
    found = themed(theme, ground, role)
    colourless = theme == PLAIN.name  # not even the terminal's default is named
    return Style(
        color=None if colourless else found.foreground,
        bgcolor=None if colourless else found.background,
        bold=found.bold or None,
        dim=None if colourless else found.dim or None,  # a colour to many terminals
        italic=found.italic or None,
        underline=found.underline or None,
        reverse=found.reverse or None,
    )


@lru_cache(maxsize=4096)
def strip(theme: str, ground: Ground, pieces: Pieces, width: int, ascii: bool) -> Strip:
    """A row as a strip of the given width in cells."""
    return Strip([Segment(text, style(theme, ground, role)) for text, role in fitted(pieces, width, ascii)], width)


class Shortcut(Protocol):
    """Draws past Textual's compositor; an app whose terminal can do that has one as `shortcut`."""

    def draw(self, widget: Widget, rows: Iterable[tuple[int, Strip]]) -> bool:
        """Draw rows of a widget; False if that can't be done now."""


class Typeset(Widget):
    """Draws `view`, a row of pieces for each line of the widget; subclasses say what it is."""

    DEFAULT_CSS = "Typeset { width: auto; height: auto; }"

    GROUND: Ground = "panel"

    can_focus = False

    def __init__(self) -> None:
        super().__init__()
        self._view: tuple[tuple[Piece, ...], ...] = ()

    def compose_view(self, width: int, height: int) -> Sequence[Pieces]:
        """The rows to draw at a size in cells; fewer than `height` leave the rest blank."""
        raise NotImplementedError

    def update(self) -> None:
        """Ask for the rows again, and draw those that changed."""
        before, self._view = self._view, self._composed()
        width, height = self.size
        longest = max(len(before), len(self._view))
        old, new = before + ((),) * (longest - len(before)), self._view + ((),) * (longest - len(self._view))
        changed = [y for y in range(min(longest, height)) if old[y] != new[y]]
        shortcut: Shortcut | None = getattr(self.app, "shortcut", None)
        if changed and not (shortcut and shortcut.draw(self, list(zip(changed, self._strips(changed), strict=True)))):
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def on_resize(self) -> None:
        """Everything is set anew for the new size."""
        self._view = self._composed()
        self.refresh()

    def _composed(self) -> tuple[tuple[Piece, ...], ...]:
        width, height = self.size
        return tuple(map(tuple, self.compose_view(width, height))) if width and height else self._view

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some rows: as they are, since the style sheet gives a typeset widget nothing to add to them.

        What Textual would add (borders, padding, tints) costs half of a scrolled line's time, even where there is none.
        """
        left, right = crop.column_span
        whole = (left, right) == (0, self.size.width)
        strips = self._strips(crop.line_range)
        return strips if whole else [strip.crop(left, right) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        return self._strips((y,))[0]

    def _strips(self, rows: Iterable[int]) -> list[Strip]:
        """Draw rows; what they have in common is asked for once, since Textual takes longer to tell than to draw."""
        theme, ground, width, ascii = self.app.theme, self.GROUND, self.size.width, self.app.has_class(ASCII)
        view = self._view
        return [strip(theme, ground, view[y] if y < len(view) else (), width, ascii) for y in rows]
