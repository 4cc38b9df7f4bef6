"""Textual's driver, on our wire: what it draws goes to the grid, what is typed comes to it as keys.

Private names of Textual used here: `textual._xterm_parser.XTermParser`, `Driver._app` (tested).
"""

from __future__ import annotations

import asyncio
import os
import signal
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Iterable
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message
from textual.message_pump import MessagePump

from jpreader.terminal.replies import Ears
from jpreader.terminal.wire import Wire

SETTLING = 0.03  # seconds: of many resizes in a row, as a window's edge is dragged, the last one counts

BUSY = 0.001  # seconds until it is looked again whether keys can be handed on, where nobody can tell


class WireDriver(Driver):
    """Draws on the wire that the application has; `App.wire` is set before it runs."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        wire = getattr(app, "wire", None)
        if not isinstance(wire, Wire):
            raise TypeError("the application of this driver has its terminal as `wire`")
        self.wire = wire
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser()
        self._resizing: asyncio.TimerHandle | None = None
        self._waiting: deque[Message] = deque()
        self._handing = False

    @property
    def can_suspend(self) -> bool:
        """Can stop for the shell, and come back."""
        return True

    # What is drawn

    def write(self, data: str) -> None:
        """Take what Textual would send."""
        self.wire.grid.write(data)

    def flush(self) -> None:
        """A frame is complete."""
        self.wire.show()

    # From start to end

    def start_application_mode(self) -> None:
        """Take the terminal, unless a first screen has done that; it may have been stopped or resized since."""
        if self.wire.stopped:
            self.wire.leave(again=True)
        if not self.wire.taken:
            self.wire.enter()
        if self.wire.resized or self.wire.size != (self.wire.grid.width, self.wire.grid.height):
            self.wire.fit()
        loop = asyncio.get_running_loop()
        self.wire.attach(loop, Ears(self._typed, self._quiet, self._gone))
        loop.add_signal_handler(signal.SIGWINCH, self._resized)
        loop.add_signal_handler(signal.SIGTSTP, self._stop)
        loop.add_signal_handler(signal.SIGCONT, self._continued)
        self._tell_size()

    def disable_input(self) -> None:
        """Nothing is typed any more."""

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGWINCH, signal.SIGTSTP, signal.SIGCONT):
            loop.remove_signal_handler(number)
        if self._resizing is not None:
            self._resizing.cancel()
            self._resizing = None
        self.wire.leave()

    # Sizes

    def _resized(self) -> None:
        if self._resizing is not None:
            self._resizing.cancel()
        self._resizing = asyncio.get_running_loop().call_later(SETTLING, self._settled)

    def _settled(self) -> None:
        self._resizing = None
        self.wire.fit()
        self._tell_size()

    def _tell_size(self) -> None:
        size = Size(*self.wire.size)
        self.send_message(events.Resize(size, size))

    # Stopping

    def _stop(self) -> None:
        """Stop as the shell's ^Z does, and draw everything again afterwards."""
        self.stop_application_mode()
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0, signal.SIGTSTP)  # all of the pipeline, as the terminal itself would
        signal.signal(signal.SIGTSTP, before)
        self._start_again()

    def _continued(self) -> None:
        """The process was stopped by someone else: what the terminal shows is not known."""
        self.wire.leave(again=True)
        self._start_again()

    def _start_again(self) -> None:
        self.start_application_mode()
        self._app.refresh(layout=True)

    # What comes

    def send_message(self, message: Message) -> None:
        """Hand a message to the application; we are in its thread."""
        self._app.post_message(message)

    def _typed(self, data: bytes) -> None:
        if text := self._decode(data):
            self._take(self._parser.feed(text))

    def _quiet(self) -> None:
        self._take(self._parser.tick())

    def _take(self, messages: Iterable[Message]) -> None:
        self._waiting += messages
        if not self._handing or self._busy() is None:  # who had it to do may have ended over it
            self._hand_on()

    def _hand_on(self) -> None:
        """Hand on the next key once the application has done what the one before asked for.

        A queue of keys would be worked off at a stretch: no frame, no signal and no hang-up would come through while a
        key is held that takes longer than its repeating, and a prompt that a key opens would miss those that follow.
        """
        self._handing = False
        while self._waiting and not self._handing:
            busy = self._busy()
            if busy is None:
                self.process_message(self._waiting.popleft())
            else:  # it tells when it has done what it was asked until now, unless it only begins or is about to end
                self._handing = True
                if not self._app.screen_stack or not busy.call_later(self._hand_on):
                    asyncio.get_running_loop().call_later(BUSY, self._hand_on)

    def _busy(self) -> MessagePump | None:
        """Who has something to do yet: the application, its screen or what has the focus there."""
        pumps = (self._app, *self._app.screen_stack[-1:], self._app.focused)
        return next((pump for pump in pumps if pump is not None and pump.message_queue_size), None)

    def _gone(self) -> None:
        self._app.exit(128 + signal.SIGHUP)
