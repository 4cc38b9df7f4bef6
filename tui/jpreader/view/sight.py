"""A reading on a screen of a size: where its parts are, what they show, and what has been read once they did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from jpreader.layout.frame import Part, Region, frame, too_small
from jpreader.reading.reading import Pane, Reading
from jpreader.view.listing import Listing
from jpreader.view.panes import ListPane, listing
from jpreader.view.window import Window

NOWHERE = Region(0, 0, 0, 0)


class Sight(NamedTuple):
    """What the reader sees. Sizes are in cells."""

    reading: Reading
    width: int
    height: int

    @property
    def too_small(self) -> bool:
        """True if there is room for a notice only."""
        return too_small(self.width, self.height)

    def regions(self, pane: Pane | None = None) -> Mapping[Part, Region]:
        """Where each part is that is shown; or would be if the reader were in another pane."""
        return frame(self.width, self.height, pane or self.reading.pane, len(self.reading.article.sections))

    @property
    def window(self) -> Window:
        """The window that the article has, or that it has when the reader comes back from the pane in its place."""
        region = self.regions().get("article") or self.regions("article").get("article", NOWHERE)
        return Window(self.reading, region.width, region.height)

    def listing(self, pane: ListPane) -> Listing:
        """A pane that is a list; without an entry if it isn't shown."""
        region = self.regions().get(pane, NOWHERE)
        return listing(self.reading, pane, region.width, region.height, self.width)

    def read(self) -> Reading:
        """The reading once this has been seen: sections that are shown to their end are read, changes noticed."""
        if "article" not in self.regions():
            return self.reading
        reading, ended = self.reading, self.window.ended()
        seen = {(reading.edition, section) for section in ended}
        noticed = {(reading.edition, number) for number in self.window.changes()}
        if ended <= reading.read and seen <= reading.seen and noticed <= reading.noticed:
            return reading
        return reading._replace(read=reading.read | ended, seen=reading.seen | seen, noticed=reading.noticed | noticed)
