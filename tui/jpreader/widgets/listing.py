"""A pane that is a list: a heading, and rows of which some can be chosen and opened."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from jpreader.layout.cells import width as cell_width
from jpreader.layout.frame import edge
from jpreader.layout.line import Piece, Row, Target
from jpreader.reading.reading import Pane, Reading
from jpreader.widgets.bound import Bound
from jpreader.widgets.typeset import Pieces


class Listing(Bound):
    """Subclasses say which pane it is, its rows, and the entry to keep in view."""

    PANE: Pane
    HEADING = ""

    class Picked(Message):
        """The reader clicked on an entry."""

        def __init__(self, pane: Pane, item: int) -> None:
            super().__init__()
            self.pane = pane
            self.item = item

    class Rolled(Message):
        """The reader turned the wheel over the pane: `by` is 1 or -1."""

        def __init__(self, pane: Pane, by: int) -> None:
            super().__init__()
            self.pane = pane
            self.by = by

    def compose_rows(self, reading: Reading, width: int, height: int) -> Sequence[Row]:
        """All rows of the pane at a width in cells; `height` is for those that choose what comes first."""
        raise NotImplementedError

    def cursor(self, reading: Reading) -> int:
        """The entry to keep in view; -1 for the top."""
        return reading.cursors.get(self.PANE, 0 if reading.pane == self.PANE else -1)

    @property
    def edge(self) -> str:
        """The side with the rule."""
        return edge(self.PANE, self.screen.size.width)

    @property
    def heading(self) -> str:
        """What stands over the rows, if anything does."""
        return self.HEADING

    def rows(self) -> Sequence[Row]:
        """The rows as they are now."""
        if self.reading is None or not self.size.width:
            return ()
        return self.compose_rows(self.reading, max(1, self.size.width - 3), self._room(self.size.height))

    def targets(self) -> Sequence[Target]:
        """What each entry opens, in order."""
        return [target for _, target in sorted({row.item: row.target for row in self.rows() if row.target}.items())]

    def _room(self, height: int) -> int:
        return max(1, height - (1 if self.heading or self.edge == "top" else 0))

    def compose_view(self, width: int, height: int) -> Sequence[Pieces]:
        """The heading, and as many rows as fit, around the one with the cursor."""
        reading = self.reading
        if reading is None:
            return ()
        rows, room = self.rows(), self._room(height)
        first = first_row(rows, self.cursor(reading), room)
        shown = rows[first : first + room]
        active = reading.pane == self.PANE
        marked = self.cursor(reading) if active else -1
        view: list[Pieces] = [self._set(row, marked, width) for row in shown]
        if self.edge == "top":
            view.insert(0, self._rule(width, active))
        elif self.heading:
            role = "heading.active" if active else "heading"
            view.insert(0, self._edged([Piece(self.heading, role)], width))
        while len(view) < height:
            view.append(self._edged([], width))
        return view

    def _rule(self, width: int, active: bool) -> Pieces:
        label = f" {self.heading} " if self.heading else ""
        rest = max(0, width - 2 - cell_width(label))
        return [Piece("──", "rule"), Piece(label, "heading.active" if active else "heading"), Piece("─" * rest, "rule")]

    def _set(self, row: Row, marked: int, width: int) -> Pieces:
        if row.item < 0 or row.item != marked:
            return self._edged(row.pieces, width)
        inner = width - 3
        used = sum(cell_width(piece.text) for piece in row.pieces)
        pieces = [Piece(text, f"{role} cursor") for text, role in row.pieces]
        return self._edged([*pieces, Piece(" " * max(0, inner - used), "cursor")], width)

    def _edged(self, pieces: Pieces, width: int) -> Pieces:
        if self.edge == "left":
            return [Piece("│ ", "rule"), *pieces]
        if self.edge == "right":
            gap = width - 2 - sum(cell_width(piece.text) for piece in pieces)
            return [Piece(" "), *pieces, Piece(" " * gap), Piece("│", "rule")]
        return [Piece(" "), *pieces]

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked on."""
        top = 1 if self.heading or self.edge == "top" else 0
        rows = self.rows()
        if self.reading is None or event.y < top:
            return
        number = first_row(rows, self.cursor(self.reading), self._room(self.size.height)) + event.y - top
        if number < len(rows) and rows[number].item >= 0:
            self.post_message(self.Picked(self.PANE, rows[number].item))

    def on_mouse_scroll_down(self) -> None:
        """To the next entry."""
        self.post_message(self.Rolled(self.PANE, 1))

    def on_mouse_scroll_up(self) -> None:
        """To the entry before."""
        self.post_message(self.Rolled(self.PANE, -1))


def first_row(rows: Sequence[Row], item: int, room: int) -> int:
    """The first row to show so that an entry stands in the middle of `room` rows, or as near as the ends allow."""
    own = [number for number, row in enumerate(rows) if row.item == item and item >= 0]
    if not own or len(rows) <= room:
        return 0
    if item == max(row.item for row in rows):  # what stands below the last entry is read with it
        return max(0, min(own[0], len(rows) - room))
    middle = min(own[0], (own[0] + own[-1]) // 2)
    return max(0, min(middle - room // 2, len(rows) - room))
