"""Repairing the terminal after a line that dropped, or a program that was killed."""

from __future__ import annotations

import os
import sys

from jpreader.article.text import one_line
from jpreader.cli.streams import Stopped, emit
from jpreader.terminal.capabilities import capabilities
from jpreader.terminal.reset import repair


def reset() -> int:
    """Reset the terminal of standard output; where that is none, the one that the process belongs to.

    Raises:
        Stopped: there is no terminal.
    """
    found = capabilities(os.environ)
    try:
        if sys.stdout is not None and sys.stdout.isatty():
            repair(sys.stdout.fileno(), found)
        else:
            terminal = os.open("/dev/tty", os.O_RDWR)
            try:
                repair(terminal, found)
            finally:
                os.close(terminal)
    except OSError as error:
        raise Stopped(f"there is no terminal to reset: {error.strerror or error}") from None
    if found is None:
        term = one_line(os.environ.get("TERM", ""))
        said = f"The keyboard is reset; of a terminal with TERM='{term}' nothing else is known."
    else:
        said = "The terminal is reset: screen, cursor, colours, margins, mouse and keyboard."
    emit(f"{said}\n")
    return 0
