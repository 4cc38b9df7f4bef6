"""Places: from spans to places and back, and places that survive an edit of the file and a change of language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from jpreader.article.model import TOP, Article, Place, Span

CONTEXT: Final = 32  # characters on either side: as the W3C's TextQuoteSelector examples have


class Anchor(NamedTuple):
    """A place, with the text around it, by which it is found again after an edit."""

    place: Place
    before: str
    after: str


def place_of(article: Article, span: Span) -> Place:
    """The place of a span's start."""
    section = article.by_section[span.section]
    number = max(n for n, block in enumerate(section.blocks) if block.start <= span.start or n == 0)
    block = section.blocks[number]
    return Place(section.id, number, min(span.start - block.start, len(block.text)))


def offset_of(article: Article, place: Place) -> int:
    """The offset of a place in its section's text; 0 for the front matter."""
    block = article.block(place)
    return block.start + max(0, min(place.offset, len(block.text))) if block else 0


def anchor(article: Article, place: Place) -> Anchor:
    """A place with the text around it."""
    block = article.block(place)
    text = block.text if block else ""
    at = max(0, place.offset)
    return Anchor(place, text[max(0, at - CONTEXT) : at], text[at : at + CONTEXT])


def restore(article: Article, anchor: Anchor) -> Place:
    """The place of an anchor in an article that may have been edited since.

    Where the text is as it was, the same place; else where that text is now, the nearest to where it was; else the
    start of the section; else the top.
    """
    place = anchor.place
    if place == TOP:
        return TOP
    block = article.block(place)
    at = place.offset
    if (
        block
        and at <= len(block.text)
        and block.text[:at].endswith(anchor.before)
        and block.text[at:].startswith(anchor.after)
    ):
        return place
    for before, after in _contexts(anchor):
        found = sorted(_found(article, before, after), key=lambda other: _distance(place, other))
        if found:
            return found[0]
    return Place(place.section) if place.section in article.by_section else TOP


def _contexts(anchor: Anchor) -> Iterator[tuple[str, str]]:
    """What to look for: all, then less and less, down to what still says where."""
    before, after = anchor.before, anchor.after
    yield before, after
    for length in (CONTEXT, CONTEXT // 2, CONTEXT // 4):
        if len(after[:length].strip()) >= min(6, length):
            yield "", after[:length]
        if len(before[-length:].strip()) >= min(6, length):
            yield before[-length:], ""


def _found(article: Article, before: str, after: str) -> Iterator[Place]:
    if not (before + after).strip():
        return
    for section in article.sections:
        for number, block in enumerate(section.blocks):
            at = block.text.find(before + after)
            if at >= 0:
                yield Place(section.id, number, at + len(before))


def _distance(old: Place, new: Place) -> tuple[bool, int, int]:
    return (old.section != new.section, abs(old.block - new.block), abs(old.offset - new.offset))


def transfer(place: Place, source: Article, target: Article) -> Place:
    """The same section and block in another language; with as many blocks on both sides, as far into it."""
    section = target.by_section.get(place.section)
    if section is None:
        return TOP
    own = source.by_section[place.section]
    number = min(place.block, len(section.blocks) - 1)
    if place.offset < 0 or len(own.blocks) != len(section.blocks):
        return Place(section.id, number, min(place.offset, 0))
    length = max(1, len(own.blocks[place.block].text))
    return Place(section.id, number, place.offset * len(section.blocks[number].text) // length)


def progress(article: Article, place: Place) -> float:
    """How much of the article stands before a place, by characters: from 0 to 1."""
    if not place.section:
        return 0.0
    before = 0
    for section in article.sections:
        if section.id == place.section:
            return min(1.0, (before + offset_of(article, place)) / max(1, article.length))
        before += len(section.text)
    return 0.0
