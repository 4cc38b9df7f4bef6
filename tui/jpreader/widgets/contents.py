"""The pane of the sections."""

from __future__ import annotations

from collections.abc import Sequence

from jpreader.layout.contents import contents
from jpreader.layout.line import Row
from jpreader.reading.reading import Reading
from jpreader.widgets.listing import Listing


class Contents(Listing):
    """Which sections there are, which were read, and which one the text is in."""

    PANE = "contents"
    HEADING = "SECTIONS"

    def compose_rows(self, reading: Reading, width: int, height: int) -> Sequence[Row]:  # noqa: ARG002
        """A row a section."""
        return contents(reading.article, reading.section, reading.read, width)

    def cursor(self, reading: Reading) -> int:
        """The section of the text, until the reader moves in the list."""
        ids = [section.id for section in reading.article.sections]
        here = ids.index(reading.section)
        return reading.cursors.get("contents", here) if reading.pane == "contents" else here
