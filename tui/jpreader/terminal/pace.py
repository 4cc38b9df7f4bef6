"""How much may be on its way: a terminal that hasn't drawn the last of it gets no more.

Now and then a frame ends with a question (DSR, ECMA-48 8.3.35) that the terminal answers once it has come to it. What
the reader does meanwhile goes into one later frame, so a held key never runs ahead of a slow line by more than a round
trip. Not every frame asks: each answer is a packet that keys queue behind, and where packets are lost a line carries
few at a time. Small frames may be many, for on a line that loses one those that follow it have it sent again sooner.
"""

from __future__ import annotations

from collections import deque
from typing import Final

QUESTION: Final = "\x1b[5n"

MOST_AHEAD: Final = 3000  # bytes unanswered: 0.4 s of a 56 kbit/s line, few enough to stop at once
OFTEN: Final = 1000  # bytes after which it is asked again, while an answer is on its way
PACKET: Final = 90  # bytes: what a frame costs besides, in the headers of IP, TCP and SSH

MOST_ASKED: Final = 16  # of a terminal that doesn't answer, so many questions are remembered

SHORTEST: Final = 0.2  # seconds: a busy terminal may take so long without its answer being lost
LONGEST: Final = 3.0  # seconds: nobody waits longer for an answer, whatever a line that slept made of the last one
LATE: Final = 5  # round trips: what the line had lost and sent again has come by then, behind all that was queued


class Pace:
    """Counts what was sent and what was answered; times are in seconds of one clock."""

    def __init__(self) -> None:
        self._questions: deque[tuple[float, int]] = deque(maxlen=MOST_ASKED)
        """When each that is open was asked, and the bytes since the one before."""
        self._since = 0
        """Bytes since the last question."""
        self._last = 0.0
        self._answers = False
        self.trip = 0.0
        """The last round trip in seconds, as long as the longest at most; 0 before the first answer."""
        self._best = 0.0
        self.asked = 0
        """Questions that were not answered yet, and may be: also those whose answer was taken for lost."""

    @property
    def farewell(self) -> float:
        """Seconds until the last answers have come, by the best round trip: in others it may be we who were late."""
        return min(LONGEST, max(SHORTEST, LATE * self._best))

    @property
    def patience(self) -> float:
        """Seconds after which an answer is taken for lost."""
        return max(SHORTEST, 2 * self.trip)

    def sent(self, size: int, now: float) -> bool:
        """A frame of some bytes is sent; true if it has to end with the question."""
        self._since += size + PACKET
        self._last = now
        if self._questions and self._since < OFTEN and self._ahead < MOST_AHEAD:
            return False
        self._questions.append((now, self._since))
        self._since = 0
        self.asked = min(MOST_ASKED, self.asked + 1)
        return True

    def answered(self, now: float) -> None:
        """An answer came: to the oldest question."""
        self._answers = True
        self.asked = max(0, self.asked - 1)
        if self._questions:
            self.trip = min(LONGEST, now - self._questions.popleft()[0])
            self._best = min(self._best or self.trip, self.trip)

    def forget(self) -> None:
        """Wait for no answer any more; that the terminal answers is known from now on, too."""
        self._questions.clear()
        self._since = 0
        self.asked = 0

    def open(self, now: float) -> bool:
        """True if another frame may be sent. Until a terminal has answered once, it may be one that never does."""
        if not self._questions or not self._answers:
            return True
        if now - self._last > self.patience:  # nothing was answered since then
            self._questions.clear()
            self._since = 0
            self._answers = False
            return True
        return self._ahead < MOST_AHEAD

    @property
    def _ahead(self) -> int:
        return self._since + sum(size for _, size in self._questions)
