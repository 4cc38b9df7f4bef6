"""Finding what a reader types: without regard to width, kana, quotes and, where it has no capital, case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from jpreader.article.expression import has_no_capital
from jpreader.article.folding import pattern
from jpreader.article.model import Article, Span


class Query(NamedTuple):
    """What to find."""

    text: str
    regex: bool = False
    """True for a regular expression, which `reading.seeking` looks for."""


@lru_cache(maxsize=16)
def find(article: Article, text: str) -> tuple[Span, ...]:
    """All matches in headings and bodies, in the order of the text; matches don't overlap, and none is empty.

    Case counts where the query has a capital. White space in a query matches any white space, the ends of lines and
    blocks too, and counts for nothing at its ends.
    """
    words = re.compile(pattern(text, any_case=has_no_capital(text)))
    return tuple(_spans(article, words))


def _spans(article: Article, words: re.Pattern[str]) -> Iterator[Span]:
    for section in article.sections:
        for match in words.finditer(section.text):
            start, end = match.span()
            if end > start:
                yield Span(section.id, start, end)
