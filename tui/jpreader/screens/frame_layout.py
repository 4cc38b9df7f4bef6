"""Arranges the parts of the reader's screen as `layout.frame` says; what has no region there isn't shown."""

from __future__ import annotations

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from jpreader.reading.reading import Reading
from jpreader.view.sight import Sight


class FrameLayout(Layout):
    """A widget's id is the name of its part; other widgets (a prompt) take the place of the footer."""

    name = "frame"

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def arrange(
        self,
        parent: Widget,  # noqa: ARG002
        children: list[Widget],
        size: Size,
        greedy: bool = True,  # noqa: ARG002
    ) -> ArrangeResult:
        """The regions at a size of the screen."""
        parts = Sight(self.reading, size.width, size.height).regions()
        placements: list[WidgetPlacement] = []
        for widget in children:
            region = next((region for part, region in parts.items() if part == widget.id), None)
            if widget.id == "prompt":
                region = parts.get("footer")
            elif widget.id == "footer" and any(child.id == "prompt" for child in children):
                region = None
            if region is not None:
                placements.append(WidgetPlacement(Region(*region), NULL_OFFSET, NULL_SPACING, widget))
        return placements
