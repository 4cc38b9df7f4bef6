"""The three panes that are lists, each with its rows and its cursor: sections, entities, summary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from jpreader.layout.card import card
from jpreader.layout.contents import contents
from jpreader.layout.digest import brief, digest
from jpreader.layout.entities import entities
from jpreader.layout.frame import edge
from jpreader.layout.line import Row, ToEntity
from jpreader.reading.reading import Reading
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
    side = edge(pane, columns)
    active = reading.pane == pane
    if not width:
        return Listing(0, 0, side, "", ())
    inner = max(1, width - FRAME)
    rows: Sequence[Row]
    if pane == "contents":
        heading = "SECTIONS"
        rows = contents(reading.article, reading.section, reading.read, inner)
        cursor = _section(reading, active)
    elif pane == "entities":
        heading = "ENTITIES"
        rows = entities(reading.article, reading.entity or None, inner)
        cursor = _chosen(reading, rows)
    else:
        # In the strip the rule carries the heading; elsewhere the digest has its own.
        heading = "ENTITY" if reading.card else "SUMMARY" if side == "top" else ""
        if reading.card:
            rows = card(reading.article, reading.entity, inner)
        elif side == "top":
            rows = brief(reading.article, inner, room(height, side, heading))
        else:
            rows = digest(reading.article, inner)
        cursor = reading.cursors.get(pane, 0 if active else -1)
    return Listing(width, height, side, heading, rows, cursor, active)


def _section(reading: Reading, active: bool) -> int:
    """The section of the text, until the reader moves in the list."""
    here = [section.id for section in reading.article.sections].index(reading.section)
    return reading.cursors.get("contents", here) if active else here


def _chosen(reading: Reading, rows: Sequence[Row]) -> int:
    """The chosen entity."""
    if not reading.entity:
        return -1
    chosen = ToEntity(reading.entity)
    return next((row.item for row in rows if row.target == chosen), -1)
