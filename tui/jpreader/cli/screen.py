"""The terminal that jpreader reads on: whether there is one, and taking it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jpreader.cli.streams import Stopped
from jpreader.start.recall import Asked, Recalled, recalled
from jpreader.terminal.capabilities import Capabilities, capabilities, environment, prepare
from jpreader.terminal.size import size

if TYPE_CHECKING:
    from jpreader.terminal.wire import Wire

HUNG_UP = 129  # 128 + SIGHUP, as shells count
STOCK = "stock"  # of JPREADER_DRIVER: Textual's own driver draws


def terminal() -> Capabilities | None:
    """What the terminal can do; None where there is none that can show a screen, or no keyboard."""
    if sys.stdin is None or sys.stdout is None or sys.stderr is None or not sys.stdout.isatty():
        return None
    found = capabilities(environment())
    if found is None or sys.stdin.isatty():
        return found
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return None
    return found


def take(found: Capabilities, mouse: bool | None, kept: Recalled | None = None) -> Wire | None:
    """The terminal, on which nothing stands yet, or what was kept; None where Textual's own driver is to draw.

    Args:
        found: what the terminal can do.
        mouse: whether the reader wants one; None for where it costs nothing, which isn't over SSH: there it would
            stay on when the line drops.
        kept: the screen to show at once.

    Raises:
        Stopped: the terminal went away.
    """
    from jpreader.terminal.wire import Wire

    try:
        _stand_in()
        prepare(found)
        if os.environ.get("JPREADER_DRIVER") == STOCK:
            return None
        wire = Wire(found, _local() if mouse is None else mouse)
    except OSError:
        raise Stopped("the terminal is gone", HUNG_UP) from None
    wire.guard()
    wire.enter()
    if kept is not None:
        wire.stand(kept.size, kept.drawn, lambda: kept.grid)
    return wire


def asked(arguments: Sequence[str], found: Capabilities) -> Asked:
    """What this start is asked for, as far as it decides what stands on its first screen."""
    folder = os.getcwd() if arguments else ""
    return Asked(tuple(arguments), folder, size(sys.stdout.fileno()), found, _local())


def recall(arguments: Sequence[str]) -> Wire | None:
    """The terminal with the screen of the last time; None where that can't be known to be right."""
    found = capabilities(environment())
    if found is None or os.environ.get("JPREADER_DRIVER") == STOCK or any(name.startswith("-") for name in arguments):
        return None
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return None
    try:
        kept = recalled(asked(arguments, found))
    except OSError:  # there is no such folder any more
        return None
    return take(found, kept.mouse, kept) if kept else None


def _local() -> bool:
    """True if the terminal is on this machine, as far as the environment says."""
    return not (os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))


def _stand_in() -> None:
    """Put the terminal where it is looked for.

    Keys come from standard input, even where that was the article, or nothing; Textual's own driver draws on standard
    error, even where a reader has that in a file.
    """
    if not sys.stdin.isatty():
        terminal = os.open("/dev/tty", os.O_RDWR)
        os.dup2(terminal, sys.stdin.fileno())
        os.close(terminal)
    if not sys.stderr.isatty():
        os.dup2(sys.stdout.fileno(), sys.stderr.fileno())
