"""The modes of a terminal that are set while it is drawn on, and what puts them back."""

from __future__ import annotations

import termios
from typing import Any, Final

from jpreader.terminal.capabilities import Capabilities

MARGINS: Final = 69  # DECLRMM, DEC STD 070


def raw(before: list[Any]) -> list[Any]:
    """The attributes of a line (termios) as it was, but that every byte comes and goes as it is, one by one."""
    inputs, outputs, control, local, fast_in, fast_out, characters = before
    inputs &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    outputs &= ~termios.OPOST
    local &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    characters = list(characters)
    characters[termios.VMIN] = 1
    return [inputs, outputs, control, local, fast_in, fast_out, characters]


def entering(capabilities: Capabilities, mouse: bool) -> str:
    """What a terminal is taken with: a screen of its own, no cursor, no wrapping."""
    if not capabilities.modern:
        return "\x1b[?7l"
    # The question comes before anything is drawn: a terminal that doesn't know it may print a letter.
    modes = f"\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?{MARGINS}$p"
    return modes + ("\x1b[?1000h\x1b[?1002h\x1b[?1006h" if mouse else "") + "\x1b[?7l"


def restoring(capabilities: Capabilities, margins: bool, mouse: bool) -> str:
    """What puts a terminal back to what shells expect: margins, wrapping, cursor, modes, screen."""
    if not capabilities.modern:
        return "\x1b[r\x1b[?7h\x1b[m\x1b[2J\x1b[H"
    text = "\x1b[r" + (f"\x1b[?{MARGINS}l" if margins else "")
    text += "\x1b[?1006l\x1b[?1002l\x1b[?1000l" if mouse else ""
    return text + "\x1b[?2004l\x1b[?7h\x1b[m\x1b[?1049l\x1b[?25h"
