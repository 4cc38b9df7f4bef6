"""A line that stands over or under the rows of a screen: its heading, its notice, its keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jpreader.layout.line import Pieces
from jpreader.widgets.typeset import Typeset


class OneLine(Typeset):
    """Shows what is made for its width."""

    def __init__(self, make: Callable[[int], Pieces]) -> None:
        """`make` gives the line for a width in cells."""
        super().__init__()
        self.make = make

    def compose_view(self, width: int, height: int) -> Sequence[Pieces]:  # noqa: ARG002
        """The line."""
        return [self.make(width)]
