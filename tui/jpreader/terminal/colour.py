"""NO_COLOR: takes every colour out of what Textual draws (https://no-color.org).

Textual's own answer to NO_COLOR sends greys. Private names of Textual used here: `App._filters` (tested).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.app import App


class Colourless(LineFilter):
    """Leaves weight, underline and reverse."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments, without colours."""
        return [Segment(text, _without_colour(style) if style else None, control) for text, style, control in segments]


def _without_colour(style: Style) -> Style:
    bare = style.without_color
    # Dim is a colour to many terminals; text must not vanish with it.
    return bare + Style(dim=False) if bare.dim else bare


def unwanted() -> bool:
    """True if the reader wants no colour; the variable is then hidden from Textual, which would send greys."""
    return bool(os.environ.pop("NO_COLOR", ""))


def remove(app: App[int]) -> None:
    """Have an app draw without colours."""
    app._filters.append(Colourless())
