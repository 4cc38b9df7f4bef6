"""Regular expressions that a reader types: where they match, and, in a reader's words, what is wrong with them.

`re` can't be interrupted, and `(a+)+b` may take for ever: `reading.seeking` runs this in a process of its own.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from itertools import islice
from typing import Final

from jpreader.article.folding import literal

Extent = tuple[int, int]
"""Where a match starts and ends in its text, in characters."""

MOST_MATCHES: Final = 20_000  # nobody walks more, and each costs the screen half a microsecond a step

_MESSAGES: Final = (
    ("unterminated character set", "a [ has no ] to it"),
    ("missing ), unterminated", "a ( has no ) to it"),
    ("unbalanced parenthesis", "a ) has no ( to it"),
    ("nothing to repeat", "there is nothing to repeat before *, +, ? or {"),
    ("multiple repeat", "two repeats stand side by side"),
    ("bad escape (end of pattern)", "a \\ stands at the end"),
    ("bad escape", "this letter means nothing after \\"),
    ("bad character range", "the range runs backwards"),
    ("min repeat greater than max", "the repeat asks for more than it allows"),
    ("invalid group reference", "there is no such group"),
    ("look-behind requires", "what stands in (?<= ) must have one length"),
    ("unknown extension", "this means nothing after (?"),
)
"""How what `re` says begins, and how we say it."""


class BadPattern(ValueError):
    """A regular expression that can't be used; `position` is the character at which it goes wrong, from 0."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


def extents(pattern: str, texts: Iterable[str]) -> list[list[Extent]]:
    """Where a regular expression matches in each of some texts; no match is empty.

    A text is matched as it stands, but for quotes, kinds of space, and the width of letters and digits. Case counts
    where the pattern has a capital; `^` and `$` are the ends of a line, which is a block.

    Raises:
        BadPattern: it can't be read, or matches over `MOST_MATCHES` times in all.
    """
    expression = _expression(pattern)
    found: list[list[Extent]] = []
    room = MOST_MATCHES
    for text in texts:
        matches = (match.span() for match in expression.finditer(literal(text)) if match[0])
        found.append(list(islice(matches, room + 1)))
        room -= len(found[-1])
        if room < 0:
            raise BadPattern(f"The pattern matches over {MOST_MATCHES:,} times here: make it longer")
    return found


def has_no_capital(text: str) -> bool:
    """True if case doesn't count in a query."""
    return text == text.lower()


def _expression(pattern: str) -> re.Pattern[str]:
    capitals = re.sub(r"\\.", "", pattern)  # \S and \W are no capitals
    flags = re.MULTILINE | (re.IGNORECASE if has_no_capital(capitals) else 0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a later Python may take [[ for
            return re.compile(literal(pattern), flags)
    except re.error as error:
        at = error.pos or 0
        said = next((ours for begin, ours in _MESSAGES if error.msg.startswith(begin)), error.msg)
        raise BadPattern(f"The pattern goes wrong at character {at + 1}: {said}", at) from None
    except (OverflowError, RecursionError):
        raise BadPattern("The pattern is too large") from None
