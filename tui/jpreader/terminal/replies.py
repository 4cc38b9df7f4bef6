"""Tells what a terminal answered from what was typed, and who is told of either.

Answers come when they like, a slow line's long after the question: none may be taken for keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

_REPLY: Final = re.compile(
    rb"\x1b\[0n"  # DSR: ready (ECMA-48 8.3.35)
    rb"|\x1b\[\??\d+;\d+(?:;\d+)?R"  # CPR; with a modifier after a 1 it would be F3, which no command has
    rb"|\x1b\[\?(\d+);(\d+)\$y"  # DECRPM
    rb"|\x1b\[[?>=][\d;]*[cu]"  # DA1, DA2, DA3, keyboard mode
    rb"|\x1b\[\?[\d;]*n"  # DSR of DEC: colour scheme
    rb"|\x1b\[\d+;\d+;\d+t"  # sizes in cells and pixels
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC: colours
    rb"|\x1b[P_][^\x1b]*\x1b\\"  # DCS, APC: names, capabilities
)

_BEGUN: Final = re.compile(rb"\x1b(?:|\[(?:[?>=][\d;$]*|\d[\d;]*)?|\][^\x07\x1b]*\x1b?|[P_][^\x1b]*\x1b?)$")
"""The end of what was read, if it could become a reply."""

LONGEST: Final = 1024  # bytes: what is longer was no reply, and is let through


class Ears(NamedTuple):
    """What is told of what happens on the line."""

    typed: Callable[[bytes], None]
    quiet: Callable[[], None]
    """Nothing came after the last bytes for as long as the rest of a key could take."""
    gone: Callable[[], None]
    """There is no terminal any more."""


class Answers(NamedTuple):
    """What was found in a stretch of input."""

    typed: bytes
    """All but the answers, to be read as keys."""
    ready: int = 0
    """How many times the terminal said that it has drawn all before the question."""
    modes: tuple[tuple[int, int], ...] = ()
    """Modes (DECRPM) and their states: 0 unknown, 1 set, 2 reset, 3 always set, 4 always reset."""


class Replies:
    """Takes input as it comes, however the line has cut it."""

    def __init__(self) -> None:
        self._held = b""

    @property
    def waiting(self) -> bool:
        """True while the beginning of something that may be a reply is held back."""
        return bool(self._held)

    def feed(self, data: bytes) -> Answers:
        """Sort what was read."""
        data = self._held + data
        begun = _BEGUN.search(data)
        held = begun is not None and len(data) - begun.start() <= LONGEST
        end = begun.start() if begun is not None and held else len(data)
        self._held = data[end:]
        return self._sort(data[:end])

    def let_go(self) -> bytes:
        """What was held back, when nothing more came: keys after all."""
        held, self._held = self._held, b""
        return held

    @staticmethod
    def _sort(data: bytes) -> Answers:
        if b"\x1b" not in data:
            return Answers(data)
        found = list(_REPLY.finditer(data))
        modes = tuple((int(match[1]), int(match[2])) for match in found if match[1])
        ready = sum(match[0] == b"\x1b[0n" for match in found)
        return Answers(_REPLY.sub(b"", data), ready, modes)
