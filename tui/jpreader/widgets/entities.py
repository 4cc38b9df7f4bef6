"""The pane of the entities."""

from __future__ import annotations

from collections.abc import Sequence

from jpreader.layout.entities import entities
from jpreader.layout.line import Row, ToEntity
from jpreader.reading.reading import Reading
from jpreader.widgets.listing import Listing


class Entities(Listing):
    """Who and what the article names, and how often; the cursor chooses."""

    PANE = "entities"
    HEADING = "ENTITIES"

    def compose_rows(self, reading: Reading, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002
        """A row an entity, under headings for their kinds."""
        return entities(reading.article, reading.entity or None, width)

    def cursor(self, reading: Reading) -> int:
        """The chosen entity."""
        if not reading.entity:
            return -1
        chosen = ToEntity(reading.entity)
        return next((row.item for row in self.rows() if row.target == chosen), -1)
