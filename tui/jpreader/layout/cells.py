"""Cells: how wide text is in a terminal, by the same table as Textual pads by, and what can't be cut.

The only user of `rich.cells`. A grapheme is an extended grapheme cluster (UAX #29), as far as line breaking classes
tell them: flags, Hangul syllables of several jamo, and what marks, emoji modifiers and ZWJ join stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Literal

from rich.cells import cell_len, get_character_cell_size, split_graphemes

from jpreader.layout.linebreak import classes

_RESIZING = re.compile("[\u200d\ufe0f]")  # ZWJ and VS16 change the width of what stands beside them


class _Widths(dict[str, int]):
    """Cells of single characters; filled as characters are met."""

    def __missing__(self, character: str) -> int:
        cells = get_character_cell_size(character)
        self[character] = cells
        return cells


_WIDTHS = _Widths()


def width(text: str) -> int:
    """Cells that a text takes."""
    return len(text) if text.isascii() and text.isprintable() else cell_len(text)


def sums(text: str) -> Sequence[int]:
    """Cells before each offset of a text, and at last the cells of all of it.

    What joins the character before it (a mark, all of an emoji sequence but its first character) has no width.
    """
    if text.isascii() and text.isprintable():
        return range(len(text) + 1)
    if not _RESIZING.search(text):
        return list(accumulate(map(_WIDTHS.__getitem__, text), initial=0))
    found, before = [0], 0
    for start, end, cells in split_graphemes(text)[0]:
        before += cells
        found += [before] * (end - start)
    return found


@cache
def _cluster() -> re.Pattern[str]:
    """A grapheme, in the letters of line breaking classes."""
    return re.compile(
        r"\r\n|[\v\r\n]"  # GB3 to GB5
        r"|(?:4*(?:25*|3|5+)6*|4+|6+|&&|(?s:.))"  # GB6 to GB8, GB12, GB13
        r"(?:[+mM]|j(?s:.)?)*"  # GB9, GB9a, GB11; Rich takes whatever stands after a ZWJ for joined
    )


def boundaries(letters: str, start: int, end: int) -> Iterator[int]:
    """The offsets where graphemes end, from `start` (itself a boundary) on, up to `end`.

    Args:
        letters: the line breaking classes of a text.
        start: an offset in it.
        end: an offset in it.
    """
    for match in _cluster().finditer(letters, start):
        if match.end() > end:
            return
        yield match.end()


def graphemes(text: str) -> list[str]:
    """The graphemes of a text, in order."""
    if text.isascii() and text.isprintable():
        return list(text)
    ends = [0, *boundaries(classes(text), 0, len(text))]
    return [text[start:end] for start, end in pairwise(ends)]


def fit(text: str, cells: int) -> str:
    """A text cut to a width in cells, ending in … where something is missing; never through a grapheme."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    before = sums(text)
    end = 0
    for boundary in boundaries(classes(text), 0, len(text)):
        if before[boundary] > cells - 1:
            break
        end = boundary
    return text[:end].rstrip() + "…"


def pad(text: str, cells: int, align: Literal["left", "center", "right"] = "left") -> str:
    """A text with blanks up to a width in cells; a longer one is given back as it is."""
    gap = max(0, cells - width(text))
    left = {"left": 0, "center": gap // 2, "right": gap}[align]
    return " " * left + text + " " * (gap - left)
