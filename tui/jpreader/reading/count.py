"""A count typed before a key: in `5j` the 5 says how often."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")

SECONDS = 1.0  # a digit is a count for a key that comes this soon after it; alone it is a section's number
MOST = 9999  # more lines than anybody counts
DIGITS = 5  # one more than that has: a key held down must not make a number without end


class Count(Generic[T]):
    """The digits typed so far, and what there was before the first of them. All times are in seconds."""

    def __init__(self) -> None:
        self._digits = ""
        self._time = 0.0
        self._before: T | None = None

    def digit(self, digit: str, now: float, before: T) -> tuple[int, T]:
        """The number that the digits make, and what there was before the first one."""
        if not self._digits or self._before is None or now - self._time >= SECONDS:
            self._digits, self._before = "", before
        self._digits, self._time = (self._digits + digit)[:DIGITS], now
        return int(self._digits), self._before

    def pending(self, now: float) -> bool:
        """Whether a key pressed now has a count."""
        return bool(self._digits) and now - self._time < SECONDS

    def take(self, now: float) -> tuple[int, T | None]:
        """The count for a key pressed now, and what there was before it was typed; 1 and None if there is none."""
        digits, before, self._digits, self._before = self._digits, self._before, "", None
        if not digits or now - self._time >= SECONDS:
            return 1, None
        return max(1, min(int(digits), MOST)), before
