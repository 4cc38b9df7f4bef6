"""What typesetting gives: lines of the article with their places, and rows of the panes with their targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from jpreader.article.model import Evidence, Place

LineRole = Literal["title", "subtitle", "byline", "heading", "text", "table", "ruby", "blank"]


class Chunk(NamedTuple):
    """A stretch of a line: `text` as drawn, and the offset in the block's text that it stands for.

    With `start` -1 it is decoration (indentation, a list marker, a table's padding), else `text` equals
    `block.text[start:start + len(text)]`.
    """

    text: str
    start: int = -1


class Line(NamedTuple):
    """One line of the article as typeset; never wider than the measure it was set to."""

    role: LineRole
    place: Place
    """Of the first character of text on it; of a blank line, of the line after it in the same block."""
    end: int
    """Offset in the block's text just after the last character on it (or dropped at its end)."""
    chunks: tuple[Chunk, ...] = ()

    @property
    def text(self) -> str:
        """The line as drawn, without trailing space."""
        return "".join(chunk.text for chunk in self.chunks).rstrip()


class Piece(NamedTuple):
    """A stretch of a pane's row: text and the role that the theme gives a style to."""

    text: str
    role: str = ""


Pieces = Sequence[Piece]
"""A row, from left to right."""


class ToSection(NamedTuple):
    """Opening this goes to a section."""

    section: str


class ToEntity(NamedTuple):
    """Opening this goes to an entity."""

    entity: str


class ToEvidence(NamedTuple):
    """Opening this goes to where a claim is said."""

    evidence: Evidence


Target = ToSection | ToEntity | ToEvidence


class Row(NamedTuple):
    """One row of a pane: never wider than the width it was made for.

    The rows of one item (a key point on three rows, say) share `item` and `target`; rows that can't be chosen
    have `item` -1 and no target.
    """

    pieces: tuple[Piece, ...] = ()
    item: int = -1
    target: Target | None = None
    sign: Piece | None = None
    """One cell, for the edge of the pane beside the row."""

    @property
    def text(self) -> str:
        """The row as drawn, without trailing space."""
        return "".join(piece.text for piece in self.pieces).rstrip()
