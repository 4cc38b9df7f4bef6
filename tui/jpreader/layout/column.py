"""A pane's rows as they are set, one under the other, to a width in cells."""

from __future__ import annotations

from collections.abc import Sequence

from jpreader.layout.cells import fit
from jpreader.layout.cells import width as cells
from jpreader.layout.fill import fill
from jpreader.layout.line import Piece, Row, Target

LEAST_TEXT = 8  # cells of text (four kanji, a word) without which nothing may stand at its right


def length(pieces: Sequence[Piece]) -> int:
    """Cells that pieces take."""
    return sum(cells(piece.text) for piece in pieces)


def trimmed(pieces: Sequence[Piece], width: int) -> tuple[Piece, ...]:
    """Pieces cut with … to a width, without empty ones and without blanks at the end."""
    kept: list[Piece] = []
    for text, role in pieces:
        room = width - length(kept)
        if cells(text) > room:
            kept.append(Piece(fit(text, room), role))
            break
        kept.append(Piece(text, role))
    while kept and not kept[-1].text.rstrip(" "):
        kept.pop()
    if kept:
        kept[-1] = Piece(kept[-1].text.rstrip(" "), kept[-1].role)
    return tuple(piece for piece in kept if piece.text)


class Column:
    """Sets headings, rows and hanging text; rows set after `begin` belong to one item, until `end`."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._rows: list[Row] = []
        self._items = 0
        self._item = -1
        self._target: Target | None = None
        self._sign: Piece | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """What has been set."""
        return tuple(self._rows)

    def begin(self, target: Target | None, sign: Piece | None = None) -> None:
        """Begin an item; with no target there is nothing to open, and its rows belong to none.

        A sign stands beside the first of its rows.
        """
        self.end()
        self._sign = sign
        if target is not None:
            self._item, self._target, self._items = self._items, target, self._items + 1

    def end(self) -> None:
        """End the item."""
        self._item, self._target, self._sign = -1, None, None

    def _set(self, pieces: Sequence[Piece]) -> None:
        """A row, cut where it is too long."""
        self._rows.append(Row(trimmed(pieces, self.width), self._item, self._target, self._sign))
        self._sign = None

    def blank(self) -> None:
        """A blank row between groups: none at the top, never two."""
        self.end()
        if self._rows and self._rows[-1].pieces:
            self._rows.append(Row())

    def heading(self, text: str, aside: Sequence[Piece] = ()) -> None:
        """The heading of a group, after a blank row; `aside` stands at the right, or on a row of its own."""
        self.blank()
        beside = self._gap(cells(text), aside) > 0
        self.row([Piece(text, "heading")], aside if beside else ())
        for note in () if beside else aside:
            self.text(note.text.strip(), note.role)

    def row(self, pieces: Sequence[Piece], tail: Sequence[Piece] = ()) -> None:
        """One row, cut where it is too long; `tail` stands at the right, and is left out where there is no room."""
        room = self.width - length(tail) - 1
        if tail and (length(pieces) <= room or room >= LEAST_TEXT):
            kept = trimmed(pieces, room)
            pieces = [*kept, Piece(" " * self._gap(length(kept), tail)), *tail]
        self._set(pieces)

    def text(
        self,
        text: str,
        role: str,
        lead: Sequence[Piece] = (),
        hang: Sequence[Piece] = (),
        tail: Sequence[Piece] = (),
        last: Sequence[Piece] = (),
    ) -> None:
        """Text on as many rows as it needs.

        Args:
            text: what to set; nothing is set if it is empty.
            role: of the text.
            lead: stands before it on the first row.
            hang: stands before it on the others, as wide as `lead`.
            tail: stands at the right of the first row.
            last: stands at the right of the last row, or on a row of its own.
        """
        if not text:
            return
        measure = max(1, self.width - length(lead))
        first = measure - length(tail) - 1 if tail else measure
        if first < min(LEAST_TEXT, measure):
            first, tail = measure, ()
        first_line, *others = (text[start:seen] for start, seen, _ in fill(text, measure, first))
        rows: list[tuple[Sequence[Piece], str, Sequence[Piece]]] = [(lead, first_line, tail)]
        rows += [(hang, line, ()) for line in others]
        if last:
            before, line, after = rows[-1]
            beside = [*last, Piece(" "), *after] if after else last
            if self._gap(length(before) + cells(line), beside):
                rows[-1] = (before, line, beside)
            else:
                rows.append((hang, "", last))
        for before, line, after in rows:
            pieces = [*before, Piece(line, role)]
            gap = self._gap(length(pieces), after) if after else 0
            self._set([*pieces, Piece(" " * gap), *after])

    def _gap(self, used: int, tail: Sequence[Piece]) -> int:
        """Cells between what is set and a tail; 0 where they don't both fit."""
        return max(0, self.width - used - length(tail))
