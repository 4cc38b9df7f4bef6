"""Rows that are longer than the screen, scrolled by keys and wheel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.message import Message
from textual.reactive import var

from jpreader.layout.line import Piece, Pieces, Row
from jpreader.widgets.typeset import Typeset


class Scroll(Typeset):
    """Shows rows made for its width, from `top` on; a row with the cursor's item stands out."""

    top: var[int] = var(0, init=False)
    item: var[int] = var(-1, init=False)
    """The entry that the cursor is on; -1 where the rows are only read."""

    class Picked(Message):
        """The reader clicked on an entry."""

        def __init__(self, item: int) -> None:
            super().__init__()
            self.item = item

    def __init__(self, make: Callable[[int], Sequence[Row]]) -> None:
        """`make` gives the rows for a width in cells."""
        super().__init__()
        self.make = make

    def rows(self) -> Sequence[Row]:
        """The rows at this width."""
        return self.make(max(1, self.size.width - 2))

    def last_top(self) -> int:
        """The top at which the last row is at the bottom."""
        return max(0, len(self.rows()) - self.size.height)

    def validate_top(self, top: int) -> int:
        """Never beyond the ends."""
        return max(0, min(top, self.last_top()))

    def watch_top(self) -> None:
        """Draw from another row on."""
        self.update()

    def watch_item(self) -> None:
        """Bring the entry into view."""
        own = [number for number, row in enumerate(self.rows()) if row.item == self.item]
        if own:
            if own[0] < self.top:
                self.top = own[0]
            elif own[-1] >= self.top + self.size.height:
                self.top = own[-1] - self.size.height + 1
        self.update()

    def compose_view(self, width: int, height: int) -> Sequence[Pieces]:
        """The rows from the top on."""
        top = min(self.top, self.last_top())
        return [self._set(row, width) for row in self.rows()[top : top + height]]

    def _set(self, row: Row, width: int) -> Pieces:
        if row.item < 0 or row.item != self.item:
            return [Piece(" "), *row.pieces]
        pieces = [Piece(" ", "cursor"), *(Piece(text, f"{role} cursor") for text, role in row.pieces)]
        return [*pieces, Piece(" " * width, "cursor")]

    def on_click(self, event: object) -> None:
        """Choose what was clicked on."""
        number = self.top + int(getattr(event, "y", 0))
        rows = self.rows()
        if number < len(rows) and rows[number].item >= 0:
            self.post_message(self.Picked(rows[number].item))

    def on_mouse_scroll_down(self) -> None:
        """Three rows down."""
        self.top += 3

    def on_mouse_scroll_up(self) -> None:
        """Three rows up."""
        self.top -= 3
