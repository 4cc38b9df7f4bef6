"""Where the panes stand on a screen of a given size.

At 120 columns and more there are three columns; from 60 to 119 the summary is a strip under the article; below 60
one pane is shown at a time. All sizes are in cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

Part = Literal["status", "contents", "entities", "article", "summary", "footer"]

LEAST_COLUMNS: Final = 20
LEAST_LINES: Final = 6
TWO_COLUMNS: Final = 60
THREE_COLUMNS: Final = 120

STRIP_BODY: Final = 18  # lines between status and footer from which the summary's strip leaves 12 to the article
STRIP_LINES: Final = 7  # a rule, and room for a summary of one sentence at 80 columns
ARTICLE_LINES: Final = 12


class Region(NamedTuple):
    """A rectangle of cells."""

    x: int
    y: int
    width: int
    height: int


def too_small(width: int, height: int) -> bool:
    """True if a screen is smaller than the smallest that can be read on."""
    return width < LEAST_COLUMNS or height < LEAST_LINES


def frame(width: int, height: int, pane: str, sections: int) -> Mapping[Part, Region]:
    """The region of each part that is shown.

    Args:
        width: of the screen.
        height: of the screen.
        pane: the one that the reader is in; it may get more room, but the article's first line stays where it is.
        sections: how many sections the article has.
    """
    if too_small(width, height):
        return {"status": Region(0, 0, width, height)}
    body = height - 2
    parts: dict[Part, Region] = {"status": Region(0, 0, width, 1), "footer": Region(0, height - 1, width, 1)}
    if width < TWO_COLUMNS:
        shown: Part = pane if pane in ("contents", "entities", "summary") else "article"  # type: ignore[assignment]
        parts[shown] = Region(0, 1, width, body)
        return parts
    left = _left(width)
    contents = _contents(body, sections, pane)
    parts["contents"] = Region(0, 1, left, contents)
    parts["entities"] = Region(0, 1 + contents, left, body - contents)
    if width >= THREE_COLUMNS:
        right = min(48, 34 + max(0, width - 140) // 4)  # past 140 columns the article has its full measure
        parts["article"] = Region(left, 1, width - left - right, body)
        parts["summary"] = Region(width - right, 1, right, body)
        return parts
    strip = _strip(body, pane)
    parts["article"] = Region(left, 1, width - left, body - strip)
    if strip:
        parts["summary"] = Region(left, 1 + body - strip, width - left, strip)
    return parts


def _left(width: int) -> int:
    if width < 80:
        return max(20, width // 3)
    return 26 if width < THREE_COLUMNS else min(36, 28 + max(0, width - 140) // 6)


def _contents(body: int, sections: int, pane: str) -> int:
    wanted = sections + 2  # a heading and a blank line
    share = body * (3 if pane == "contents" else 2) // 5
    return max(2, min(wanted, share))


def _strip(body: int, pane: str) -> int:
    if pane == "summary":
        return body * 3 // 5
    if body < STRIP_BODY:
        return 0
    return max(STRIP_LINES, min(body // 3, body - ARTICLE_LINES, STRIP_LINES + 5))


Edge = Literal["right", "left", "top", "none"]


def edge(part: Part, width: int) -> Edge:
    """The side of a part on which a rule parts it from its neighbour, on a screen of a width."""
    if width < TWO_COLUMNS or part in ("status", "footer", "article"):
        return "none"
    if part == "summary":
        return "left" if width >= THREE_COLUMNS else "top"
    return "right"
