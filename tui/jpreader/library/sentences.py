"""The sentence around a place in a text: by what ends sentences in UAX #29, and what doesn't in news."""

from __future__ import annotations

import re
from typing import Final

MOST: Final = 400  # characters on either side of what is shown: a longer sentence is cut

_END: Final = re.compile(r"[。！？｡]+[」』）”’]*|[.!?…]+[\"'”’)\]]*(?=\s)|\t")
_ABBREVIATION: Final = re.compile(
    r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|St|Jr|Sr|No|Nos|vs|etc|cf|al|Inc|Corp|Co|Ltd|Jan|Feb|Mar|Apr"
    r"|Aug|Sept|Oct|Nov|Dec))\Z"
)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends that holds a stretch of a text; it never goes over the end of a block.

    A full stop after a letter alone or an abbreviation (`U.S.`, `Mr.`) ends none, nor does anything before a small
    letter. In a table a cell is a sentence.
    """
    first = max(text.rfind("\n", 0, start) + 1, start - MOST)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + MOST)
    for match in _END.finditer(text, first, last):
        if not _ends(text, match, last):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.end() >= end:
            last = match.end()
            break
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def _ends(text: str, match: re.Match[str], last: int) -> bool:
    if match[0][0] not in ".!?…":
        return True
    if match[0][0] == "." and _ABBREVIATION.search(text, max(0, match.start() - 6), match.start()):
        return False
    after = text[match.end() : min(last, match.end() + 3)].lstrip()
    return not (after and after[0].islower())
