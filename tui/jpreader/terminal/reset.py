"""Repairs a terminal that a program could not give back: its line dropped, or it was killed.

All that such a program may have set is undone, whoever it was; the text on the screen and the history above it stay,
and so do the keys that the reader has given to erasing and interrupting.
"""

from __future__ import annotations

import os
import signal
import termios
from typing import Final

from jpreader.terminal.capabilities import Capabilities

_UNCUT: Final = "\x1b\\"  # ST: ends a sequence that the line cut, which would else swallow what follows

_KEYBOARD: Final = "\x1b[<99u"  # kitty's keyboard modes, all that were pushed; each screen has its own

_MODES: Final = (
    1,  # cursor keys of an application (DECCKM)
    1000, 1002, 1003,  # mouse: clicks, drags, movements
    1005, 1006, 1015, 1016,  # and how they are written
    1004,  # reports of the focus
    2004,  # bracketed paste
    2048,  # reports of the size
)  # fmt: skip

# Margins are lifted between a saved and a restored cursor, as that would send it to the top, over what stands there.
_MARGINS: Final = "\x1b7\x1b[r\x1b8"
_ALL_MARGINS: Final = "\x1b7\x1b[?69l\x1b[r\x1b8"

_DRAWING: Final = "\x1b>\x1b(B\x0f\x1b[m\x1b[?7h"  # keypad, charset, colours, wrapping

# Input: carriage returns as they should be, ^S and ^Q as by themselves; nothing dropped or changed.
_INPUT_ON: Final = termios.ICRNL | termios.IXON
_INPUT_OFF: Final = (
    termios.IGNBRK | termios.IGNPAR | termios.PARMRK | termios.ISTRIP | termios.INLCR | termios.IGNCR
    | termios.IXOFF | termios.IXANY
)  # fmt: skip
_OUTPUT_ON: Final = termios.OPOST | termios.ONLCR
_OUTPUT_OFF: Final = termios.OCRNL | termios.ONOCR | termios.ONLRET
_LOCAL_ON: Final = (
    termios.ISIG | termios.ICANON | termios.IEXTEN | termios.ECHO | termios.ECHOE | termios.ECHOK
    | termios.ECHOCTL | termios.ECHOKE
)  # fmt: skip
_LOCAL_OFF: Final = termios.ECHONL | termios.NOFLSH | termios.TOSTOP | termios.ECHOPRT


def sequences(capabilities: Capabilities | None) -> str:
    """What undoes all that may have been set, for a terminal that can do so much; None for one that only takes text."""
    if capabilities is None:
        return ""
    if not capabilities.modern:
        return _UNCUT + _MARGINS + _DRAWING
    # Saved first, since leaving a screen that isn't shown restores a cursor all the same.
    screen = f"\x1b[?2026l{_KEYBOARD}\x1b7\x1b[?1049l{_KEYBOARD}"
    modes = "".join(f"\x1b[?{mode}l" for mode in _MODES)
    return f"{_UNCUT}{screen}{_ALL_MARGINS}{modes}{_DRAWING}\x1b[?25h"


def repair(descriptor: int, capabilities: Capabilities | None) -> None:
    """Put the terminal of a file descriptor back to what shells expect.

    Raises:
        OSError: it is gone, or isn't a terminal.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTTOU])  # also from the background
    try:
        os.set_blocking(descriptor, True)
        _sane(descriptor)
        rest = sequences(capabilities).encode()
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    except termios.error as error:
        raise OSError(*error.args) from None
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _sane(descriptor: int) -> None:
    """Lines, echo, signals and carriage returns, as `stty sane` has them."""
    modes = termios.tcgetattr(descriptor)
    modes[0] = modes[0] & ~_INPUT_OFF | _INPUT_ON
    modes[1] = modes[1] & ~_OUTPUT_OFF | _OUTPUT_ON
    modes[3] = modes[3] & ~_LOCAL_OFF | _LOCAL_ON
    modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
    termios.tcsetattr(descriptor, termios.TCSANOW, modes)
