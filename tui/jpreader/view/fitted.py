"""Rows as they are drawn: of the width that they have room for, with glyphs that the terminal has."""

from __future__ import annotations

from jpreader.layout.cells import boundaries, sums
from jpreader.layout.cells import width as cell_width
from jpreader.layout.glyphs import ascii_form
from jpreader.layout.line import Piece, Pieces
from jpreader.layout.linebreak import classes


def fitted(pieces: Pieces, width: int, ascii: bool = False) -> tuple[Piece, ...]:
    """A row of exactly a width in cells: with blanks at its end, or cut; of a cut wide character a blank is left.

    Args:
        pieces: the row.
        width: in cells.
        ascii: True to draw frames, bars and marks in ASCII.
    """
    if ascii:
        pieces = [ascii_form(piece) for piece in pieces]
    found: list[Piece] = []
    room = width
    for text, role in pieces:
        if not text:
            continue
        used = cell_width(text)
        if used > room:
            found.append(Piece(_cut(text, room), role))
            return tuple(piece for piece in found if piece.text)
        found.append(Piece(text, role))
        room -= used
    return (*found, Piece(" " * room)) if room else tuple(found)


def _cut(text: str, width: int) -> str:
    before = sums(text)
    end = 0
    for boundary in boundaries(classes(text), 0, len(text)):
        if before[boundary] > width:
            break
        end = boundary
    return text[:end] + " " * (width - before[end])
