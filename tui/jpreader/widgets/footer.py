"""The line at the bottom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jpreader.layout.line import Pieces
from jpreader.view.footer import footer
from jpreader.widgets.bound import Bound


class Footer(Bound):
    """Keys that help, or what there is to say."""

    def __init__(self, keymap: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._keymap = keymap

    def compose_view(self, width: int, height: int) -> Sequence[Pieces]:  # noqa: ARG002
        """One line."""
        return [footer(self.reading, self._keymap, width)] if self.reading else ()
