"""How many frames may be on their way: a terminal that hasn't drawn the last ones gets no more.

Each frame ends with a question (DSR, ECMA-48 8.3.35) that the terminal answers once it has come to it. What the reader
does meanwhile goes into one later frame, so a held key never runs ahead of a slow line by more than a round trip.
"""

from __future__ import annotations

from collections import deque
from typing import Final

QUESTION: Final = "\x1b[5n"

FRAMES: Final = 3  # unanswered: enough to fill a line of a long round trip, few enough to stop at once
BYTES: Final = 3000  # unanswered: 0.4 s of a 56 kbit/s line

MOST_ASKED: Final = 16  # of a terminal that doesn't answer, so many questions are remembered

SHORTEST: Final = 0.2  # seconds: a busy terminal may take so long without its answer being lost
LONGEST: Final = 3.0  # seconds: nobody waits longer for an answer, whatever a line that slept made of the last one
LATE: Final = 5  # round trips: what the line had lost and sent again has come by then, behind all that was queued


class Pace:
    """Counts what was sent and what was answered; times are in seconds of one clock."""

    def __init__(self) -> None:
        self._sent: deque[tuple[float, int]] = deque(maxlen=MOST_ASKED)
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

    def sent(self, size: int, now: float) -> None:
        """A frame of some bytes was sent, with its question."""
        self._sent.append((now, size))
        self.asked = min(MOST_ASKED, self.asked + 1)

    def answered(self, now: float) -> None:
        """An answer came: to the oldest question."""
        self._answers = True
        self.asked = max(0, self.asked - 1)
        if self._sent:
            self.trip = min(LONGEST, now - self._sent.popleft()[0])
            self._best = min(self._best or self.trip, self.trip)

    def forget(self) -> None:
        """Wait for no answer any more; that the terminal answers is known from now on, too."""
        self._sent.clear()
        self.asked = 0

    def open(self, now: float) -> bool:
        """True if another frame may be sent. Until a terminal has answered once, it may be one that never does."""
        if not self._sent or not self._answers:
            return True
        if now - self._sent[-1][0] > self.patience:  # nothing was answered since the last one
            self._sent.clear()
            self._answers = False
            return True
        return len(self._sent) < FRAMES and sum(size for _, size in self._sent) < BYTES
