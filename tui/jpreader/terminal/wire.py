"""The line to the terminal: taken raw, drawn on frame by frame, given back as it was found.

Nothing here waits for the terminal. What can't be written at once is written when the line takes it, and until then no
other frame is made: the next one shows what there is to show by then. Textual isn't needed, so that a first screen
can stand before it is imported.
"""

from __future__ import annotations

import os
import select
import signal
import termios
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Self

from jpreader.terminal.capabilities import Capabilities
from jpreader.terminal.descriptors import own, read
from jpreader.terminal.grid import Grid
from jpreader.terminal.modes import MARGINS, entering, raw, restoring
from jpreader.terminal.pace import QUESTION, Pace
from jpreader.terminal.replies import Ears, Replies
from jpreader.terminal.shown import Shown
from jpreader.terminal.signals import DEADLY
from jpreader.terminal.size import size

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, TimerHandle
    from types import FrameType

ENDING: Final = 0.2  # seconds: how long a terminal that doesn't read may keep us from ending
ESCAPE: Final = 0.05  # seconds: for the rest of a key's bytes, on a line of no length
PARSED: Final = 0.002  # seconds: Textual's parser waits for one millisecond at least before it takes ESC for a key


class Wire:
    """A terminal in use."""

    def __init__(self, capabilities: Capabilities, mouse: bool = False, source: int = 0, sink: int = 1) -> None:
        """Open the terminal of two file descriptors, which stay as they are.

        Raises:
            OSError: it isn't a terminal, or it is gone.
        """
        self.capabilities = capabilities
        self.mouse = mouse
        self._input = own(source)
        self._output = self._input if os.ttyname(source) == os.ttyname(sink) else own(sink)
        self._before: list[Any] | None = None
        self._pace = Pace()
        self._replies = Replies()
        self._out = bytearray()
        self._loop: AbstractEventLoop | None = None
        self._ears: Ears | None = None
        self._timer: TimerHandle | None = None
        self._silence: TimerHandle | None = None
        self._writing = False
        self._covered = False
        self.lost = False
        """True once the terminal is gone."""
        self.stopped = False
        """True if the process was stopped since the terminal was taken, by someone else: its modes may be others."""
        self.resized = False
        """True if the window was resized since the screen was begun: what it shows isn't known."""
        self._owed = False
        self.grid = Grid(1, 1)
        self._shown = Shown(1, 1, capabilities)
        self.resize()

    # The terminal's state

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return size(self._output)

    @property
    def taken(self) -> bool:
        """True between `enter` and `leave`."""
        return self._before is not None

    @property
    def escape(self) -> float:
        """Seconds to wait for the rest of a key whose first byte was ESC: a slow line may cut it in two."""
        return ESCAPE + self._pace.trip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def enter(self) -> None:
        """Take the terminal: no echo, no lines, a screen of its own."""
        self.stopped = False
        try:
            self._before = termios.tcgetattr(self._input)
        except termios.error:  # a line that drops wakes a stopped process, too
            self.lost = True
            return
        termios.tcsetattr(self._input, termios.TCSANOW, raw(self._before))
        self.send(entering(self.capabilities, self.mouse) + self._shown.clear())

    def leave(self, meanwhile: Callable[[], object] | None = None, *, again: bool = False) -> None:
        """Give the terminal back, however it is; what it can't take within moments is dropped.

        Args:
            meanwhile: done while the last answers are on their way.
            again: it is taken again at once, so that answers may come when they like.
        """
        if self._before is None:
            if meanwhile is not None:
                meanwhile()
            return
        before, self._before = self._before, None
        asked = self._pace.asked
        self._detach()
        self._out += restoring(self.capabilities, self._shown.margins, self.mouse).encode()
        taken = self._drain(ENDING)
        end = time.monotonic() + self._pace.farewell
        try:
            if meanwhile is not None:
                meanwhile()
        finally:
            try:
                late = asked and taken and not self.lost and not again and not self._swallow(asked, end)
                termios.tcsetattr(self._input, termios.TCSAFLUSH if late else termios.TCSANOW, before)
            except termios.error:
                self.lost = True
            self._shown.margins = False
            if not again:
                self._pace.forget()

    def _swallow(self, count: int, end: float) -> bool:
        """Wait for answers that are on their way; a shell would take them for keys. False if some haven't come."""
        while count > 0 and (left := end - time.monotonic()) > 0:
            if select.select([self._input], [], [], left)[0]:
                data = read(self._input)
                if data == b"":
                    return True
                count -= self._replies.feed(data or b"").ready
        return count <= 0

    # Frames

    def begin(self, grid: Grid) -> None:
        """Show a screen at once, and no other before `uncover`: what is drawn meanwhile isn't complete."""
        if (grid.width, grid.height) == (self.grid.width, self.grid.height):
            self.grid.rows = grid.rows
            self.show()
        self._covered = True

    def stand(self, size: tuple[int, int], drawn: str, grid: Callable[[], Grid]) -> None:
        """Show such a screen by what it was drawn with before; only then it is asked what it shows."""
        if size == (self.grid.width, self.grid.height):
            self._frame(drawn, time.monotonic())
            self.grid.rows = grid().rows
            self._shown.stands(self.grid.rows)
        self._covered = True

    def uncover(self) -> None:
        """Show what has been drawn since the first screen."""
        if self._covered:
            self._covered = False
            self.show()

    def resize(self) -> None:
        """Begin with a screen of the size there is now, of which nothing is known."""
        self.resized = False
        width, height = self.size
        self.grid = Grid(width, height)
        self._shown = Shown(width, height, self.capabilities, self._shown.margins)

    def fit(self) -> None:
        """After what may have been a resize: begin anew, or draw again if the size is what it was."""
        if self.size != (self.grid.width, self.grid.height):
            self.resize()
        else:
            self.redraw()

    def redraw(self) -> None:
        """Draw all of the screen again, whatever it shows."""
        self.resized = False
        self._shown.forget()
        self.show()

    def show(self) -> None:
        """Bring the terminal to what is on the grid, now or as soon as it takes more."""
        if self._covered or not self.taken or self.lost:
            return
        now = time.monotonic()
        wait = self._pace.wait(now)
        self._owed = bool(self._out) or wait > 0
        if self._owed:
            self._later(wait)
            return
        rows = 2  # as many rows at least make a pane
        bands = [band for band, count in self.grid.bands.items() if count > rows]
        self.grid.bands.clear()
        text = self._shown.update(self.grid.rows, bands)
        if self.grid.cursor != (0, 0):  # where Textual leaves it that has no use for it
            text += self._shown.place(*self.grid.cursor)
        if text:
            self._frame(text, now)

    def _frame(self, text: str, now: float) -> None:
        if self.capabilities.modern and self._pace.sent(len(text), now):
            text += QUESTION
        self.send(text)

    def send(self, text: str) -> None:
        """Send sequences of our own making."""
        self._out += text.encode("utf-8", "replace")
        self._flush()

    def _flush(self) -> None:
        if self._out and not self.lost:
            try:
                del self._out[: os.write(self._output, self._out)]
            except BlockingIOError:
                pass
            except OSError:
                self._hang_up()
                return
        wanted = bool(self._out)
        if self._loop is not None and wanted != self._writing:
            self._writing = wanted
            if wanted:
                self._loop.add_writer(self._output, self._writable)
            else:
                self._loop.remove_writer(self._output)

    def _writable(self) -> None:
        self._flush()
        if self._owed:
            self.show()

    def _drain(self, seconds: float) -> bool:
        """Write what is left, for so long at most; False if the terminal didn't take all of it."""
        end = time.monotonic() + seconds
        while self._out and not self.lost and (left := end - time.monotonic()) > 0:
            select.select([], [self._output], [], left)
            self._flush()
        taken = not self._out
        self._out.clear()
        return taken

    def _later(self, wait: float) -> None:
        """Look again after some seconds; what is not yet written looks again of itself."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._loop is not None and wait:
            self._timer = self._loop.call_later(wait, self._again)

    def _again(self) -> None:
        self._timer = None
        self.show()

    # What comes

    def attach(self, loop: AbstractEventLoop, ears: Ears) -> None:
        """Listen, from now on, in an event loop."""
        if self.lost:
            loop.call_soon(ears.gone)
            return
        self._loop, self._ears = loop, ears
        loop.add_reader(self._input, self._readable)
        self._flush()

    def _detach(self) -> None:
        if self._loop is not None:
            self._loop.remove_reader(self._input)
            self._loop.remove_writer(self._output)
        for timer in (self._timer, self._silence):
            if timer is not None:
                timer.cancel()
        self._timer = self._silence = self._loop = self._ears = None
        self._writing = False

    def _readable(self) -> None:
        data = read(self._input)
        if data is None:
            return
        if not data:
            self._hang_up()
            return
        answers = self._replies.feed(data)
        now = time.monotonic()
        for _ in range(answers.ready):
            self._pace.answered(now)
        for mode, state in answers.modes:
            if mode == MARGINS and state in (1, 2) and not self._shown.margins and self.taken:
                self._shown.margins = True
                self.send(f"\x1b[?{MARGINS}h")
        if answers.ready and self._owed:
            self.show()
        self._tell(answers.typed)
        if self._loop is not None:
            if self._silence is not None:
                self._silence.cancel()
            self._silence = self._loop.call_later(self.escape, self._quiet)

    def _quiet(self) -> None:
        self._silence = None
        if held := self._replies.let_go():
            self._tell(held)
            if self._loop is not None:
                self._silence = self._loop.call_later(PARSED, self._quiet)
        elif self._ears is not None:
            self._ears.quiet()

    def _tell(self, typed: bytes) -> None:
        if typed and self._ears is not None:
            self._ears.typed(typed)

    def _hang_up(self) -> None:
        if not self.lost:
            self.lost = True
            self._out.clear()
            ears = self._ears
            self._detach()
            if ears is not None:
                ears.gone()

    # Signals

    def guard(self) -> None:
        """Give the terminal back when a signal ends the process; an event loop's own handlers may follow."""
        for number in DEADLY:
            signal.signal(number, self._end)
        signal.signal(signal.SIGCONT, self._continued)
        signal.signal(signal.SIGWINCH, self._sized)

    def _continued(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        self.stopped = True

    def _sized(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        self.resized = True

    def _end(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        for other in DEADLY:  # one that comes now would end it before the terminal is given back
            signal.signal(other, signal.SIG_IGN)
        self.leave()
        os._exit(128 + number)
