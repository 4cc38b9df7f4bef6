"""Entries that lead somewhere, one under the other: their rows are made only for those that are in the window.

A top is an entry and a row of it, never a number of rows from the start: of a hundred thousand entries nobody has to
know how many rows they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from jpreader.layout.cells import width as cells
from jpreader.layout.line import Piece, Pieces
from jpreader.library.index import Ref
from jpreader.library.ledger import Name
from jpreader.reading.spot import Spot

MOST_KEPT: Final = 2000  # entries whose rows are kept: more than any window has


class ToSpot(NamedTuple):
    """Opening this goes to a spot of an article."""

    ref: Ref
    spot: Spot = Spot()


class ToDossier(NamedTuple):
    """Opening this opens the dossier of an entity, by its key."""

    key: str


class ToQuery(NamedTuple):
    """Opening this asks a query."""

    query: str


Goal = ToSpot | ToDossier | ToQuery


class Entry(NamedTuple):
    """Some rows, and where they lead."""

    draw: Callable[[int], Sequence[Pieces]]
    """Its rows at a width in cells; pure."""
    goal: Goal | None = None
    """None for a heading, which can't be chosen."""
    about: tuple[Name, ...] = ()
    """Whose it is; with none, whoever is named where it leads."""
    heads: bool = False
    """Whether it is the heading of a part."""


class Answer(NamedTuple):
    """What the index was asked, as it is shown."""

    title: str
    entries: tuple[Entry, ...] = ()
    aside: str = ""
    """How much it is, beside the title."""
    more: bool = False
    """Whether there is more than was asked for."""
    partial: bool = False
    """Whether this is only what can be said at once: the rest comes when more is asked for."""
    parts: tuple[str, ...] = ()
    """Of a dossier: what tells apart the entities that are one in it."""


class Top(NamedTuple):
    """The row at the top of a window."""

    entry: int = 0
    row: int = 0


class Entries:
    """Entries at a width in cells."""

    def __init__(self, entries: Sequence[Entry], width: int) -> None:
        self.entries = entries
        self.width = max(1, width)
        self._rows: dict[int, tuple[Pieces, ...]] = {}

    def rows(self, number: int) -> tuple[Pieces, ...]:
        """The rows of an entry."""
        found = self._rows.get(number)
        if found is None:
            if len(self._rows) >= MOST_KEPT:
                self._rows.clear()
            found = self._rows[number] = tuple(tuple(row) for row in self.entries[number].draw(self.width))
        return found

    def window(self, top: Top, height: int) -> list[tuple[int, Pieces]]:
        """The rows from a top on, each with the number of its entry."""
        found: list[tuple[int, Pieces]] = []
        number, row = top
        while number < len(self.entries) and len(found) < height:
            found += [(number, pieces) for pieces in self.rows(number)[row : row + height - len(found)]]
            number, row = number + 1, 0
        return found

    def moved(self, top: Top, by: int) -> Top:
        """The top some rows further down, or up if negative; never before the first row nor after the last."""
        number, row = top[0], top[1] + by
        while row < 0 and number > 0:
            number -= 1
            row += len(self.rows(number))
        while number < len(self.entries) and row >= len(self.rows(number)):
            if number == len(self.entries) - 1:
                return Top(number, max(0, len(self.rows(number)) - 1))
            row -= len(self.rows(number))
            number += 1
        return Top(number, max(0, row))

    def last_top(self, height: int) -> Top:
        """The top with the last row at the bottom."""
        if not self.entries:
            return Top()
        last = len(self.entries) - 1
        return self.moved(Top(last, max(0, len(self.rows(last)) - 1)), 1 - height)

    def within(self, top: Top, height: int) -> Top:
        """A top that wastes no row: not beyond the end, nor in an entry that there is no more."""
        if top.entry >= len(self.entries):
            return self.last_top(height)
        return max(
            Top(), min(Top(top.entry, min(top.row, max(0, len(self.rows(top.entry)) - 1))), self.last_top(height))
        )

    def showing(self, top: Top, number: int, height: int) -> Top:
        """The top nearest to one at which an entry is in view, with the headings above it where there is room."""
        if not 0 <= number < len(self.entries):
            return top
        rows = len(self.rows(number))
        first = number
        while first and self.entries[first - 1].goal is None and self._between(first - 1, number) + rows <= height:
            first -= 1
        if Top(first) < top:
            return Top(first)
        lowest = self.moved(Top(number), min(0, rows - height))
        return max(top, min(lowest, Top(number)))

    def _between(self, first: int, end: int) -> int:
        return sum(len(self.rows(number)) for number in range(first, end))

    def choosable(self, number: int, way: int) -> int:
        """The entry nearest to a number that leads somewhere, in a direction, else in the other; -1 if none does."""
        if not self.entries:  # nothing is shown before the first answer
            return -1
        number = max(0, min(number, len(self.entries) - 1))
        ahead = range(number, len(self.entries)) if way > 0 else range(number, -1, -1)
        behind = range(number, -1, -1) if way > 0 else range(number, len(self.entries))
        for order in (ahead, behind):
            for each in order:
                if self.entries[each].goal is not None:
                    return each
        return -1

    def stepped(self, cursor: int, by: int) -> int:
        """The entry that is some entries further on, or back, among those that lead somewhere."""
        for _ in range(abs(by)):
            way = 1 if by > 0 else -1
            following = self.choosable(cursor + way, way) if 0 <= cursor + way < len(self.entries) else cursor
            if (following - cursor) * way <= 0:
                break
            cursor = following
        return cursor

    def headed(self, cursor: int, by: int) -> int:
        """The heading after an entry, or the one before that over it; -1 if there is none."""
        heads = [number for number, entry in enumerate(self.entries) if entry.heads]
        over = [number for number in heads if number < cursor]
        after = [number for number in heads if number > cursor]
        return after[0] if by > 0 and after else over[-2] if by < 0 and len(over) > 1 else -1

    def paged(self, cursor: int, rows: int) -> int:
        """The entry that is some rows further down, or up if negative: at least the next one."""
        if cursor < 0:
            return cursor
        target = self.moved(Top(cursor), rows).entry
        way = 1 if rows > 0 else -1
        found = self.choosable(target, -way)
        return found if (found - cursor) * way > 0 else self.stepped(cursor, way)


def lit(pieces: Pieces, width: int) -> Pieces:
    """A row as it is drawn under the cursor, up to the width of the list."""
    rest = width - sum(cells(piece.text) for piece in pieces)
    return [*(Piece(text, f"{role} cursor") for text, role in pieces), Piece(" " * max(0, rest), "cursor")]
