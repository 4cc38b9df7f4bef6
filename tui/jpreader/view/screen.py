"""All of the reader's screen, cell by cell: what stands on it once a reading has been shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from jpreader.layout.frame import Region
from jpreader.layout.line import Pieces
from jpreader.reading.reading import Reading
from jpreader.theme import Ground
from jpreader.view.fitted import fitted
from jpreader.view.footer import footer
from jpreader.view.panes import LIST_PANES, listing
from jpreader.view.sight import Sight
from jpreader.view.status import small_notice, status


class Part(NamedTuple):
    """A part of the screen: as many rows as its region has lines, each as wide as the region."""

    region: Region
    ground: Ground
    rows: Sequence[Pieces]


def screen(
    reading: Reading, width: int, height: int, keymap: Mapping[str, tuple[str, ...]], ascii: bool = False
) -> Sequence[Part]:
    """The parts, which cover a screen of a size in cells without gap or overlap.

    Args:
        reading: what is shown; the sections that it shows to their end stand in the contents as read.
        width: of the screen.
        height: of the screen.
        keymap: the keys of each command, for the line at the bottom.
        ascii: True to draw frames, bars and marks in ASCII.
    """
    sight = Sight(Sight(reading, width, height).read(), width, height)
    reading = sight.reading
    parts: list[Part] = []
    for name, region in sight.regions().items():
        rows: Sequence[Pieces]
        if sight.too_small:
            rows = small_notice(region.width, region.height)
        elif name == "status":
            rows = [status(reading, sight.window.progress(), region.width)]
        elif name == "footer":
            rows = [footer(reading, keymap, region.width)]
        elif name in LIST_PANES:
            rows = listing(reading, name, region.width, region.height, width).drawn
        else:
            rows = sight.window.rows()
        blank: list[Pieces] = [()] * (region.height - len(rows))
        drawn = [fitted(row, region.width, ascii) for row in [*rows, *blank][: region.height]]
        parts.append(Part(region, "page" if name == "article" else "panel", drawn))
    return parts
