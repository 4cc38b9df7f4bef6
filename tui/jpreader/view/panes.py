"""The three panes that are lists, each with its rows and its cursor: sections, entities, summary."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from jpreader.article.model import Article
from jpreader.layout.card import card
from jpreader.layout.contents import contents
from jpreader.layout.digest import brief, digest
from jpreader.layout.entities import entities
from jpreader.layout.frame import edge
from jpreader.layout.line import Row, ToEntity
from jpreader.layout.marks import NO_SIGNS, Signs
from jpreader.reading.reading import Reading
from jpreader.view.beside import beside
from jpreader.view.listing import FRAME, Listing, room

ListPane = Literal["contents", "entities", "summary"]
LIST_PANES: tuple[ListPane, ...] = ("contents", "entities", "summary")


def listing(reading: Reading, pane: ListPane, width: int, height: int, columns: int) -> Listing:
    """A pane as a reading has it.

    Args:
        reading: whose article's parts it lists.
        pane: which one.
        width: of the pane, in cells.
        height: of the pane.
        columns: the width of the screen, which says where the pane has its rule.
    """
    signs = beside(reading.article, reading.new, reading.changed)
    concern = Concern(reading.pane == pane, reading.cursors.get(pane), signs=signs)
    if pane == "contents":
        concern = concern._replace(section=reading.section, read=reading.read)
    elif pane == "entities" or reading.card:
        concern = concern._replace(entity=reading.entity, card=reading.card)
    return _listing(reading.article, pane, width, height, columns, concern)


class Concern(NamedTuple):
    """What a pane shows of a reading; while that is the same, so is the pane."""

    active: bool
    cursor: int | None
    section: str = ""
    read: frozenset[str] = frozenset()
    entity: str = ""
    card: bool = False
    signs: Signs = NO_SIGNS


@lru_cache(maxsize=16)  # three panes, as they are and as they were
def _listing(article: Article, pane: ListPane, width: int, height: int, columns: int, concern: Concern) -> Listing:
    side = edge(pane, columns)
    active, cursor = concern.active, concern.cursor
    if not width:
        return Listing(0, 0, side, "", ())
    inner = max(1, width - FRAME)
    rows: Sequence[Row]
    if pane == "contents":
        heading = "SECTIONS"
        rows = contents(article, concern.section, concern.read, inner, concern.signs)
        here = [section.id for section in article.sections].index(concern.section)
        cursor = cursor if active and cursor is not None else here  # that of the text, until the reader moves in it
    elif pane == "entities":
        heading = "ENTITIES"
        rows = entities(article, concern.entity or None, inner, concern.signs)
        cursor = _chosen(concern.entity, rows)
    else:
        # In the strip the rule carries the heading; elsewhere the digest has its own.
        heading = "ENTITY" if concern.card else "SUMMARY" if side == "top" else ""
        if concern.card:
            rows = card(article, concern.entity, inner, concern.signs, tight=side == "top")
        elif side == "top":
            rows = brief(article, inner, room(height, side, heading), concern.signs)
        else:
            rows = digest(article, inner, concern.signs)
        cursor = cursor if cursor is not None else 0 if active else -1
    return Listing(width, height, side, heading, rows, cursor, active)


def _chosen(entity: str, rows: Sequence[Row]) -> int:
    """The row of the chosen entity."""
    if not entity:
        return -1
    chosen = ToEntity(entity)
    return next((row.item for row in rows if row.target == chosen), -1)
