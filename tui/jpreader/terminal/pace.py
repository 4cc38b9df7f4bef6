"""How much may be on its way: a terminal that hasn't drawn the last of it gets no more.

A frame ends with a question (DSR, ECMA-48 8.3.35) if none is open; the terminal answers once it has come to it. What
the reader does meanwhile goes into later frames, a few a round trip, so a held key never runs ahead of a slow line by
more than that. Not every frame asks, and not every key has a frame: each is a packet, those that follow a lost one wait
until it is sent again, and the fewer there are, the rarer one is lost shortly before the key is released.
"""

from __future__ import annotations

from collections import deque
from typing import Final

QUESTION: Final = "\x1b[5n"

MOST_AHEAD: Final = 3000  # bytes unanswered: 0.4 s of a 56 kbit/s line, few enough to stop at once
APART: Final = 0.4  # of the best round trip: between two frames, while an answer is on its way
MOST_APART: Final = 0.25  # seconds: on any line a reader sees that the text goes on
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
        if self._questions and self._ahead < MOST_AHEAD:
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

    def wait(self, now: float) -> float:
        """Seconds until another frame may be sent, if nothing is answered before; 0 if it may be now.

        Until a terminal has answered once, it may be one that never does, and isn't waited for.
        """
        if not self._questions or not self._answers:
            return 0.0
        given_up = self._last + self.patience - now
        if given_up <= 0:  # nothing was answered since then
            self._questions.clear()
            self._since = 0
            self._answers = False
            return 0.0
        if self._ahead >= MOST_AHEAD:
            return given_up
        return max(0.0, self._last + min(MOST_APART, APART * self._best) - now)

    @property
    def _ahead(self) -> int:
        return self._since + sum(size for _, size in self._questions)
