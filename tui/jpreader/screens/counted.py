"""A screen with a list, in which digits before a key that moves say how often: `5j`."""

from __future__ import annotations

import time
from typing import Final, TypeVar

from jpreader.reading.count import Count
from jpreader.screens.commanded import Commanded, Keymap
from jpreader.view.scrolling import SCROLLING

T = TypeVar("T")

COUNTED: Final = SCROLLING | {"next-section", "previous-section"}
"""Commands that a count multiplies."""


class Counted(Commanded[T], inherit_bindings=False):
    """Subclasses ask `times` in their `do`."""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self._count: Count[bool] = Count()

    @property
    def counting(self) -> bool:
        """Whether a digit has just been typed."""
        return self._count.pending(time.monotonic())

    def end_count(self) -> None:
        """Forget it."""
        self._count.take(time.monotonic())

    def times(self, command: str, key: str) -> int:
        """How often a command is to be done; 0 for a digit, which belongs to the command that comes next."""
        if command == "section":
            self._count.digit(key, time.monotonic(), True)
            return 0
        count, _ = self._count.take(time.monotonic())
        return count if command in COUNTED else 1
