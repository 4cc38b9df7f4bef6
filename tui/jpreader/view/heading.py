"""The line over a list: what it is at the left, how much of it at the right."""

from __future__ import annotations

from collections.abc import Sequence

from jpreader.layout.cells import fit
from jpreader.layout.cells import width as cells
from jpreader.layout.line import Piece, Pieces

GAP = 2  # cells between what stands at the left and what stands at the right


def headed(title: str, which: str, asides: Sequence[str], width: int) -> Pieces:
    """The line, at a width in cells.

    Args:
        title: what the list is.
        which: of all that could stand in it; empty for all.
        asides: how much it is, the longest first: the first that leaves room for the title is shown.
        width: of the screen, in cells.
    """
    aside = next((one for one in asides if cells(title) + GAP + cells(one) <= width - 2), "")
    title = fit(title, max(1, width - 2 - (cells(aside) + GAP if aside else 0)))
    room = width - 2 - cells(title) - cells(aside) - 2 * GAP
    which = fit(which, room) if room > 0 else ""
    rest = width - 2 - cells(title) - cells(aside) - (GAP + cells(which) if which else 0)
    chosen = [Piece(" " * GAP), Piece(which, "chosen")] if which else []
    return [Piece(" "), Piece(title, "title"), *chosen, Piece(" " * max(0, rest)), Piece(aside, "muted")]
