"""The articles that were open before this one and after it, as a reader goes back and forward."""

from __future__ import annotations

from typing import Final, Generic, NamedTuple, TypeVar

MOST: Final = 16  # articles: each is kept whole, as it was being read

T = TypeVar("T")


class Trail(NamedTuple, Generic[T]):
    """What was left, the last at the end; pure."""

    before: tuple[T, ...] = ()
    after: tuple[T, ...] = ()

    def left(self, here: T) -> Trail[T]:
        """After going on from here to something else."""
        return Trail((*self.before, here)[-MOST:])

    def back(self, here: T) -> tuple[Trail[T], T]:
        """Back from here; there is something before."""
        return Trail(self.before[:-1], (*self.after, here)), self.before[-1]

    def forward(self, here: T) -> tuple[Trail[T], T]:
        """Forward from here; there is something after."""
        return Trail((*self.before, here), self.after[:-1]), self.after[-1]
