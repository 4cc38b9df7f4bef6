"""Marks, highlights and notes, each with what it stood at, whatever becomes of that."""

from __future__ import annotations

from typing import Literal, NamedTuple

from jpreader.article.place import Anchor
from jpreader.article.quotation import Quotation

Kind = Literal["highlight", "note"]


class Source(NamedTuple):
    """What something was kept of."""

    key: str
    """What the article's place is kept under."""
    path: str
    """Of the article's file."""
    title: str
    language: str
    heading: str
    """The title of the section."""


class Note(NamedTuple):
    """A highlight, or a note on a stretch of the text."""

    id: str
    """The same wherever it is exported to."""
    kind: Kind
    source: Source
    quotation: Quotation
    text: str
    """What the reader wrote; empty for a highlight."""
    made: float
    """Seconds since 1970."""
    changed: float


class Mark(NamedTuple):
    """A place with a letter: a small one in its article, a capital among all."""

    name: str
    source: Source
    anchor: Anchor
    made: float

    @property
    def scope(self) -> str:
        """The article that the letter is of; empty for a capital."""
        return "" if self.name.isupper() else self.source.key
