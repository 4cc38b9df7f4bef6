"""How far the keys that scroll go, in a list that only they move through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SCROLLING: Final = frozenset({"line-down", "line-up", "page-down", "page-up", "half-down", "half-up", "top", "bottom"})
"""Commands that scroll."""


def steps(page: int, end: int) -> Mapping[str, int]:
    """How many rows or entries each command goes down, or up if negative.

    Args:
        page: how many of them a page has.
        end: as many as there are, or more: who goes so far is at the end, wherever they were.
    """
    half = (page + 1) // 2
    return {
        "line-down": 1,
        "line-up": -1,
        "page-down": page,
        "page-up": -page,
        "half-down": half,
        "half-up": -half,
        "top": -end,
        "bottom": end,
    }
