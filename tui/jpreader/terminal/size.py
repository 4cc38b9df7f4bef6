"""How large a terminal is, in cells."""

from __future__ import annotations

import os
from typing import Final

USUAL: Final = (80, 24)
MOST: Final = (640, 256)
"""Beyond that it is no screen that someone reads on, and a frame would be megabytes."""


def size(descriptor: int) -> tuple[int, int]:
    """Columns and rows, as the kernel has them; where it has none, as the environment says, else the usual ones."""
    try:
        columns, lines = os.get_terminal_size(descriptor)
    except OSError:
        columns = lines = 0
    columns = columns or _number("COLUMNS") or USUAL[0]
    lines = lines or _number("LINES") or USUAL[1]
    return min(columns, MOST[0]), min(lines, MOST[1])


def _number(name: str) -> int:
    value = os.environ.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() else 0
