"""The rows of the contents pane: the sections, which were read, and which one the text is in."""

from __future__ import annotations

from collections.abc import Collection

from jpreader.article.model import Article
from jpreader.layout.column import Column
from jpreader.layout.line import Piece, Row, ToSection
from jpreader.layout.marks import language_mark


def contents(article: Article, current: str, read: Collection[str], width: int) -> tuple[Row, ...]:
    """One row for each section, as `✓ 1 The pitch`; item and index of the section are the same.

    Args:
        article: whose sections to list.
        current: id of the section that the text on the screen is in.
        read: ids of the sections that were read to their end.
        width: in cells.
    """
    column = Column(width)
    digits = len(str(len(article.sections)))
    for number, section in enumerate(article.sections, 1):
        state, sign = "", " "
        if section.id == current:
            state, sign = ".current", "▸"
        elif section.id in read:
            state, sign = ".read", "✓"
        column.begin(ToSection(section.id))
        column.row(
            [
                Piece(sign, f"marker{state}"),
                Piece(f" {number:>{digits}} ", f"number{state}"),
                Piece(section.title, f"section{state}"),
            ],
            language_mark(article, f"sections.{section.id}.body"),
        )
    return column.rows
