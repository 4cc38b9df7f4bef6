"""Which asterisks belong together: emphasis by CommonMark 0.31, section 6.2 ("the algorithm").

Beside wide characters emphasis needs no space around it, so that `**「重要」**です` is bold.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from jpreader.article.model import RunStyle

OPENS: Final = 1
CLOSES: Final = 2
"""What asterisks may do to emphasis: begin it, end it, or both."""

LINK: Final = 4
LINK_END: Final = 8
"""Among them, where a link begins and ends: emphasis doesn't reach out of it."""

PieceRun = tuple[int, int, int, RunStyle, str]
"""A run as long as the lengths of pieces are not known.

Its first piece; minus the piece after its last; minus the number of its kind, where another may have the same pieces;
style and target. So they sort as runs do: by their start, outer before inner.
"""

_Opener = list[int]
"""Asterisks that may begin emphasis: their piece, how many are left, how many there were, 1 if they may end it too."""


@lru_cache(maxsize=1024)  # pairs of characters: an article has a few hundred around its asterisks
def flanks(before: str, after: str) -> int:
    """Whether asterisks between two characters may open emphasis, close it, or both (CommonMark 6.2)."""
    left_space, right_space = not before or before.isspace(), not after or after.isspace()
    wide = _wide(before) or _wide(after)
    left_mark, right_mark = _is_mark(before), _is_mark(after)
    opens = not right_space and (not right_mark or left_space or left_mark or wide)
    closes = not left_space and (not left_mark or right_space or right_mark or wide)
    return OPENS * opens + CLOSES * closes


def _wide(char: str) -> bool:
    return bool(char) and unicodedata.east_asian_width(char) in "WF"


def _is_mark(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "PS"


def emphasize(pieces: list[str], runs: list[PieceRun], stars: list[tuple[int, int]]) -> bool:
    """Find the asterisks that belong together, linear in their number; True if any do.

    Args:
        pieces: of the text; of asterisks those stay that mean nothing.
        runs: what is found is added to them.
        stars: the pieces that are asterisks, and what they may do.
    """
    openers: list[_Opener] = []
    floor = found = 0  # openers below the floor stand outside the link that is gone through
    bottoms: dict[tuple[int, bool], int] = {}  # by kind of closer, how many openers need not be looked at again
    links: list[tuple[int, dict[tuple[int, bool], int]]] = []
    for here, may in stars:
        if may == LINK:
            links.append((floor, bottoms))
            floor, bottoms = len(openers), {}
            continue
        if may == LINK_END:
            del openers[floor:]
            floor, bottoms = links.pop()
            continue
        count = length = len(pieces[here])
        both = may == OPENS | CLOSES
        while may & CLOSES and count:
            number = len(openers) - 1
            if number >= floor and (both or openers[number][3]):
                number = _opener(openers, floor, bottoms, length, both)
            if number < floor:
                break
            opener = openers[number]
            piece, left, _, _ = opener
            used = 2 if count > 1 and left > 1 else 1
            count -= used
            opener[1] = left = left - used
            pieces[piece] = "*" * left
            found += 1
            runs.append((piece + 1, -here, -found, "strong" if used > 1 else "em", ""))
            # The openers after it stay text.
            kept = number + 1 if left else number
            del openers[kept:]
            if bottoms:
                bottoms.update({kind: kept for kind, bottom in bottoms.items() if bottom > kept})
        if count != length:
            pieces[here] = "*" * count
        if may & OPENS and count:
            openers.append([here, count, length, both])
    return found > 0


def _opener(openers: list[_Opener], floor: int, bottoms: dict[tuple[int, bool], int], length: int, both: bool) -> int:
    """The number of the nearest opener that a closer goes with; -1 if there is none."""
    kind = length % 3, both
    for number in range(len(openers) - 1, max(floor, bottoms.get(kind, 0)) - 1, -1):
        _, _, other, is_both = openers[number]
        # Rules 9 and 10 of CommonMark: `**a*b**` has no emphasis inside.
        if not (both or is_both) or (other + length) % 3 or not (other % 3 or length % 3):
            return number
    bottoms[kind] = len(openers)
    return -1
