"""A pane that is a list, at a size: a heading, and as many rows as fit, around the one that the cursor is on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from jpreader.layout.cells import width as cell_width
from jpreader.layout.frame import Edge
from jpreader.layout.line import Piece, Pieces, Row, Target

FRAME = 3  # cells of a pane's width that its rows don't have: the rule, and a blank on either side


class Pane(NamedTuple):
    """What makes a listing. Sizes are in cells."""

    width: int
    height: int
    edge: Edge
    """The side with the rule."""
    heading: str
    """What stands over the rows; empty if nothing does."""
    rows: Sequence[Row]
    """All of them, whether or not they fit."""
    cursor: int = -1
    """The entry to keep in view; -1 for the top."""
    active: bool = False
    """True if the reader is in this pane: then the cursor is seen."""


class Listing(Pane):
    """The rows of a pane, and what stands around them."""

    @property
    def room(self) -> int:
        """How many rows fit."""
        return room(self.height, self.edge, self.heading)

    @property
    def first(self) -> int:
        """The number of the first row that is shown."""
        return first_row(self.rows, self.cursor, self.room)

    @property
    def targets(self) -> Sequence[Target]:
        """What each entry opens, in order."""
        return [target for _, target in sorted({row.item: row.target for row in self.rows if row.target}.items())]

    def entry_at(self, y: int) -> int:
        """The entry that is drawn on a row of the pane; -1 if none is."""
        number = self.first + y - (self.height - self.room)
        shown = self.first <= number < len(self.rows)
        return self.rows[number].item if shown else -1

    @cached_property
    def drawn(self) -> Sequence[tuple[Piece, ...]]:
        """The rows of the whole pane, from its top to its bottom."""
        marked = self.cursor if self.active else -1
        view: list[Pieces] = [self._set(row, marked) for row in self.rows[self.first : self.first + self.room]]
        role = "heading.active" if self.active else "heading"
        if self.edge == "top":
            view.insert(0, self._rule(role))
        elif self.heading:
            view.insert(0, self._edged([Piece(self.heading, role)]))
        return [tuple(row) for row in view] + [tuple(self._edged(()))] * (self.height - len(view))

    def _rule(self, role: str) -> Pieces:
        label = f" {self.heading} " if self.heading else ""
        rest = max(0, self.width - 2 - cell_width(label))
        return [Piece("──", "rule"), Piece(label, role), Piece("─" * rest, "rule")]

    def _set(self, row: Row, marked: int) -> Pieces:
        if row.item < 0 or row.item != marked:
            return self._edged(row.pieces, row.sign)
        used = sum(cell_width(piece.text) for piece in row.pieces)
        pieces = [Piece(text, f"{role} cursor") for text, role in row.pieces]
        return self._edged([*pieces, Piece(" " * max(0, self.width - FRAME - used), "cursor")], row.sign)

    def _edged(self, pieces: Pieces, sign: Piece | None = None) -> Pieces:
        """A row with the rule; a sign stands in place of it, or in the blank at the left."""
        if self.edge == "left":
            return [sign, Piece(" "), *pieces] if sign else [Piece("│ ", "rule"), *pieces]
        if self.edge == "right":
            gap = self.width - 2 - sum(cell_width(piece.text) for piece in pieces)
            return [sign or Piece(" "), *pieces, Piece(" " * gap), Piece("│", "rule")]
        return [sign or Piece(" "), *pieces]


def room(height: int, edge: Edge, heading: str) -> int:
    """How many rows fit in a pane of a height, under its heading or its rule."""
    return max(1, height - (1 if heading or edge == "top" else 0))


def first_row(rows: Sequence[Row], item: int, room: int) -> int:
    """The first row to show so that an entry stands in the middle of `room` rows, or as near as the ends allow."""
    own = [number for number, row in enumerate(rows) if row.item == item and item >= 0]
    if not own or len(rows) <= room:
        return 0
    if item == max(row.item for row in rows):  # what stands below the last entry is read with it
        return max(0, min(own[0], len(rows) - room))
    middle = min(own[0], (own[0] + own[-1]) // 2)
    return max(0, min(middle - room // 2, len(rows) - room))
