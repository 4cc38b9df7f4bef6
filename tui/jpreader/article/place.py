"""Places: from spans to places and back, and places that survive an edit of the file and a change of language."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from jpreader.article.model import TOP, Article, Place, Span

CONTEXT: Final = 32  # characters on either side of a place, as in the W3C's examples of TextQuoteSelector

PIECE: Final = 12  # characters of a context by which a changed text is still known

LEAST: Final = 8  # characters of a piece without the spaces around it: fewer are found by chance


class Anchor(NamedTuple):
    """A place, with the text around it in its block, by which it is found again after an edit."""

    place: Place
    before: str
    after: str


def place_of(article: Article, span: Span) -> Place:
    """The place of a span's start."""
    section = article.by_section[span.section]
    number = max(0, bisect_right(section.blocks, span.start, key=lambda block: block.start) - 1)
    block = section.blocks[number]
    return Place(section.id, number, max(0, min(span.start - block.start, len(block.text))))


def offset_of(article: Article, place: Place) -> int:
    """The offset of a place in its section's text; 0 for the front matter and for a place that isn't there."""
    block = article.block(place)
    return block.start + max(0, min(place.offset, len(block.text))) if block else 0


def anchor(article: Article, place: Place) -> Anchor:
    """A place with the text around it."""
    block = article.block(place)
    text, at = block.text if block else "", max(0, place.offset)
    return Anchor(place, text[max(0, at - CONTEXT) : at], text[at : at + CONTEXT])


def restore(article: Article, anchor: Anchor) -> Place:
    """The place of an anchor in an article that may have been edited since. Total.

    It is where the text around it is now: in the same block, else the nearest in the section, else the nearest
    elsewhere; with half of that text or a part of it if the whole is nowhere. Where nothing of it is left, the block
    of that number in the section, or the section's last; without the section, the top.
    """
    place = anchor.place
    if not place.section:
        return place
    for before, after, ahead in _traces(anchor):
        if (found := _found(article, place, before, after, ahead)) is not None:
            return found
    section = article.by_section.get(place.section)
    return Place(place.section, max(0, min(place.block, len(section.blocks) - 1))) if section else TOP


def _traces(anchor: Anchor) -> Iterator[tuple[str, str, int]]:
    """What to look for, from all of it to the least: text before and after a point, and how far the place is ahead."""
    before, after = anchor.before, anchor.after
    yield before, after, 0
    yield "", after, 0
    yield before, "", 0
    for start in range(0, CONTEXT - PIECE + 1, PIECE // 2):  # outwards, since what is nearest tells most
        yield "", after[start : start + PIECE], -start
        end = len(before) - start
        yield before[max(0, end - PIECE) : max(0, end)], "", start


def _found(article: Article, place: Place, before: str, after: str, ahead: int) -> Place | None:
    """The nearest place around which a text stands; a short text tells something only if it is all of a block."""
    words = before + after
    if not words:
        return None
    short = len(words.strip()) < LEAST
    best: tuple[tuple[bool, int, int], Place] | None = None
    for section in article.sections:
        if words not in section.text:
            continue
        for number, block in enumerate(section.blocks):
            if short and words != block.text:
                continue
            at = block.text.find(words)
            while at >= 0:
                offset = max(0, min(at + len(before) + ahead, len(block.text)))
                distance = (section.id != place.section, abs(number - place.block), abs(offset - place.offset))
                if best is None or distance < best[0]:
                    best = distance, Place(section.id, number, offset)
                at = block.text.find(words, at + max(1, len(words)))
    if best is None:
        return None
    # Before the text of a block (the blank line above it) stands a place with a negative offset.
    return best[1]._replace(offset=place.offset) if place.offset < 0 and best[1].offset == 0 else best[1]


def transfer(place: Place, source: Article, target: Article) -> Place:
    """The same section and block in another language, and as far into it where both have as many blocks.

    There and back again ends where it began, or at most a few characters on, and stays there: offsets don't creep.
    """
    section, own = target.by_section.get(place.section), source.by_section.get(place.section)
    if not place.section:
        return place
    if section is None or own is None:
        return TOP
    number = max(0, min(place.block, len(section.blocks) - 1))
    if place.offset <= 0 or len(own.blocks) != len(section.blocks):
        return Place(section.id, number, min(place.offset, 0))
    length, now = max(1, len(own.blocks[number].text)), len(section.blocks[number].text)
    # Up into a shorter text and down into a longer one: the way back then undoes what rounding did.
    offset = place.offset * now // length if now > length else -(-place.offset * now // length)
    return Place(section.id, number, min(now, offset))


def progress(article: Article, place: Place) -> float:
    """How much of the article stands before a place, by characters: from 0 to 1."""
    if place.section not in article.by_section:
        return 0.0
    return min(1.0, (_starts(article)[place.section] + offset_of(article, place)) / max(1, article.length))


@lru_cache(maxsize=8)
def _starts(article: Article) -> Mapping[str, int]:
    """How many characters stand before each section."""
    starts: dict[str, int] = {}
    length = 0
    for section in article.sections:
        starts[section.id] = length
        length += len(section.text)
    return starts
