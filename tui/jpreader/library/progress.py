"""How far the index is: what its processes tell a reader."""

from __future__ import annotations

from typing import NamedTuple


class Progress(NamedTuple):
    """How far the index is."""

    done: int
    """Families of files that were read; the last of them may not be in the index yet."""
    total: int
    seconds_left: float | None = None
    """None until there is something to reckon by."""
    changed: bool = False
    """Whether what the index holds is other than before."""
    note: str = ""
    """A line for the reader."""
