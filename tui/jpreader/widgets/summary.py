"""The pane of the summary, where the chosen entity's card stands as long as it is open."""

from __future__ import annotations

from collections.abc import Sequence

from jpreader.layout.card import card
from jpreader.layout.digest import brief, digest
from jpreader.layout.line import Row
from jpreader.reading.reading import Reading
from jpreader.widgets.listing import Listing


class Summary(Listing):
    """The article's summary, points, figures, questions and dates; or an entity's card."""

    PANE = "summary"

    @property
    def heading(self) -> str:
        """In the strip the rule carries it; elsewhere the digest has its own."""
        if self.reading is not None and self.reading.card:
            return "ENTITY"
        return "SUMMARY" if self.edge == "top" else ""

    def compose_rows(self, reading: Reading, width: int, height: int) -> Sequence[Row]:
        """The card, or the digest."""
        if reading.card:
            return card(reading.article, reading.entity, width)
        return brief(reading.article, width, height) if self.edge == "top" else digest(reading.article, width)
