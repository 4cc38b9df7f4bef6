"""The rows of the contents pane: the sections, which were read, and which one the text is in."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from jpreader.article.model import Article
from jpreader.layout.column import Column
from jpreader.layout.line import Piece, Row, ToSection
from jpreader.layout.marks import NO_SIGNS, Signs, language_mark

SIGNS = {".current": "▸", ".read": "✓", "": " "}


def contents(
    article: Article, current: str, read: Collection[str], width: int, signs: Signs = NO_SIGNS
) -> tuple[Row, ...]:
    """One row for each section, as `✓ 1 The pitch`; item and index of the section are the same.

    Args:
        article: whose sections to list.
        current: id of the section that the text on the screen is in.
        read: ids of the sections that were read to their end.
        width: in cells.
        signs: of those that have one.
    """
    beside = dict(signs.sections)
    return tuple(
        _row(article, index, _state(section.id, current, read), width)._replace(sign=beside.get(section.id))
        for index, section in enumerate(article.sections)
    )


def _state(section: str, current: str, read: Collection[str]) -> str:
    return ".current" if section == current else ".read" if section in read else ""


@lru_cache(maxsize=4096)  # as the reader goes on, one or two rows of the pane change
def _row(article: Article, index: int, state: str, width: int) -> Row:
    section = article.sections[index]
    digits = len(str(len(article.sections)))
    pieces = [
        Piece(SIGNS[state], f"marker{state}"),
        Piece(f" {index + 1:>{digits}} ", f"number{state}"),
        Piece(section.title, f"section{state}"),
    ]
    column = Column(width)
    column.row(pieces, language_mark(article, f"sections.{section.id}.body"))
    return Row(column.rows[0].pieces, index, ToSection(section.id))
