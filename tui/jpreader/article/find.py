"""Finding what a reader types: without regard to width, kana, quotes and, where it has no capital, case."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from jpreader.article.folding import loose, lower
from jpreader.article.model import Article, Span


class Query(NamedTuple):
    """What to find."""

    text: str
    regex: bool = False


class BadPattern(ValueError):
    """A regular expression that is none; `position` is the character at which it goes wrong, from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


@lru_cache(maxsize=32)
def find(article: Article, query: Query) -> tuple[Span, ...]:
    """All matches in headings and bodies, in the order of the text; matches don't overlap, and none is empty.

    White space in a query matches any white space, a line's end and a block's end among it.

    Raises:
        BadPattern: a regular expression that can't be read.
    """
    pattern = _pattern(query)
    if pattern is None:
        return ()
    found: list[Span] = []
    for section in article.sections:
        text = section.text if query.regex else loose(section.text)
        if pattern.flags & re.IGNORECASE and not query.regex:
            text = lower(text)
        found += [
            Span(section.id, match.start(), match.end())
            for match in pattern.finditer(text)
            if match.end() > match.start()
        ]
    return tuple(found)


@lru_cache(maxsize=32)
def _pattern(query: Query) -> re.Pattern[str] | None:
    if not query.text.strip():
        return None
    flags = re.IGNORECASE if query.text == lower(query.text) else 0
    if query.regex:
        try:
            return re.compile(query.text, flags | re.MULTILINE)
        except re.error as error:
            at = error.pos or 0
            raise BadPattern(f"The pattern goes wrong at character {at + 1}: {error.msg}", at) from None
        except (OverflowError, RecursionError):
            raise BadPattern("The pattern is too large", 0) from None
    words = loose(query.text)
    if flags:
        words = lower(words)
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()), flags)
