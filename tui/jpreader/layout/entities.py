"""The rows of the entities pane: who and what the article names, by kind, and how often."""

from __future__ import annotations

from functools import lru_cache

from jpreader.article.mentions import by_entity
from jpreader.article.model import KINDS, Article, Entity, Kind
from jpreader.layout.cells import width as cells
from jpreader.layout.column import Column
from jpreader.layout.line import Piece, Row, ToEntity
from jpreader.layout.marks import NO_SIGNS, Signs

KIND_NAMES: dict[Kind, tuple[str, str]] = {
    "person": ("Person", "People"),
    "company": ("Company", "Companies"),
    "organization": ("Organization", "Organizations"),
    "country": ("Country", "Countries"),
    "place": ("Place", "Places"),
    "technology": ("Technology", "Technologies"),
    "product": ("Product", "Products"),
    "event": ("Event", "Events"),
    "law": ("Law", "Laws"),
    "other": ("Other", "Others"),
}
"""What one entity of a kind is called, and several."""


@lru_cache(maxsize=16)  # the entities that a reader goes up and down through, in two languages
def entities(article: Article, chosen: str | None, width: int, signs: Signs = NO_SIGNS) -> tuple[Row, ...]:
    """A heading for each kind, and one row for each entity, as `  Fumio Kishida 岸田文雄  3`.

    Within a kind they stand in the file's order. The count is of mentions in the bodies; `–` if there is none.

    Args:
        article: whose entities to list.
        chosen: id of the one that is chosen.
        width: in cells.
        signs: of those that have one.
    """
    column = Column(width)
    spans, beside = by_entity(article), dict(signs.entities)
    for kind in KINDS:
        alike = [entity for entity in article.entities.values() if entity.kind == kind]
        if not alike:
            continue
        column.end()
        column.row([Piece(KIND_NAMES[kind][len(alike) > 1], "kind")])
        for entity in alike:
            count = str(len(spans.get(entity.id, ())) or "–")
            column.begin(ToEntity(entity.id), beside.get(entity.id))
            column.row(_name(entity, entity.id == chosen, width - cells(count) - 1), [Piece(count, "count")])
    if not column.rows:
        column.text("No entities", "muted")
    return column.rows


def _name(entity: Entity, chosen: bool, width: int) -> list[Piece]:
    """Marker, name, and the native name if there is room for all of it."""
    role = f"name.{entity.kind}"
    pieces = [Piece("▸ " if chosen else "  ", "marker"), Piece(entity.name, f"{role} chosen" if chosen else role)]
    room = width - 3 - cells(entity.name)  # marker and a space
    if entity.native and entity.native != entity.name and cells(entity.native) <= room:
        pieces += [Piece(" "), Piece(entity.native, "native")]
    return pieces
