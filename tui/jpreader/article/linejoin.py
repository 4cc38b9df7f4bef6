"""Joining the lines of a paragraph: a line break in the file is no break in the text.

CSS Text Module Level 3, section 4.1.3 (segment break transformation): between two wide characters the break goes
away, elsewhere it is a space. Korean is wide and has spaces between its words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

BREAK: Final = re.compile(r" *+\n[ \n]*")

_HANGUL: Final = (
    "\u1100\u11ff",
    "\u3130\u318f",
    "\u3200\u321e",
    "\u3260\u327f",
    "\ua960\ua97f",
    "\uac00\ud7ff",
    "\uffa0\uffdc",
)


def join_lines(text: str) -> str:
    """Text on one line: a line break is a space, or nothing between two wide characters."""
    return BREAK.sub(joint, text.strip()) if "\n" in text else text


def joint(match: re.Match[str]) -> str:
    """What takes the place of a line break that `BREAK` found."""
    text, (start, end) = match.string, match.span()
    if start == 0 or end == len(text):
        return ""
    before, after = text[start - 1], text[end]
    if before < "\u1100" and after < "\u1100":  # the first wide letter
        return " "
    return _between(before, after)


@lru_cache(maxsize=4096)  # pairs of characters: an article has some hundred at the ends of its lines
def _between(before: str, after: str) -> str:
    left, right = _breadth(before), _breadth(after)
    # A dash, dots or a curly quote is as wide as what it stands beside (the Candidate Recommendation of 2019 has
    # this for Chinese and Japanese: here the other character tells).
    return "" if left + right in ("WW", "WA", "AW") else " "


def _breadth(char: str) -> str:
    """`W`: wide, and of a script without spaces; `A`: a mark whose width goes by its neighbours; else neither."""
    width = unicodedata.east_asian_width(char)
    if width in "WFH":
        return "" if any(first <= char <= last for first, last in _HANGUL) else "W"
    return "A" if width == "A" and unicodedata.category(char)[0] in "PS" else ""
