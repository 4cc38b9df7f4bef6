"""What a reader selects: a stretch of the text between two places, so that it is the same at any size of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from jpreader.article.model import Article, Place, Span
from jpreader.article.place import offset_of


class Extent(NamedTuple):
    """From a place to the one after its last character, in one block: a line as it was then, a word, a paragraph."""

    start: Place
    end: Place


class Stretch(NamedTuple):
    """From where a reader began to where they are now; either end may come first in the text."""

    begun: Extent
    here: Extent

    def edge(self, article: Article) -> Place:
        """The place of the character that the selection ends with where the reader is now: its first, or its last."""
        order = _order(article)
        if (order[self.here.end.section], self.here.end) < (order[self.begun.end.section], self.begun.end):
            return self.here.start
        return self.here.end._replace(offset=max(0, self.here.end.offset - 1))

    def spans(self, article: Article) -> tuple[Span, ...]:
        """What it covers, in each section that it goes through."""
        order = _order(article)

        def key(place: Place) -> tuple[int, int]:
            return order[place.section], offset_of(article, place)

        low, start = min(key(self.begun.start), key(self.here.start))
        high, end = max(key(self.begun.end), key(self.here.end))
        found = []
        for number in range(low, high + 1):
            section = article.sections[number]
            span = Span(section.id, start if number == low else 0, end if number == high else len(section.text))
            if span.end > span.start:
                found.append(span)
        return tuple(found)


@lru_cache(maxsize=4)
def _order(article: Article) -> Mapping[str, int]:
    return {section.id: number for number, section in enumerate(article.sections)}


def paragraph(article: Article, place: Place) -> Extent:
    """All of the block of a place, which the article has."""
    block = article.block(place)
    length = len(block.text) if block else 0
    return Extent(place._replace(offset=0), place._replace(offset=length))
