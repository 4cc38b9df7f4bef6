"""A stretch of the text as it is remembered: by its words and those around them, found again after an edit.

As the W3C's TextQuoteSelector (Web Annotation Data Model, section 4.2.4), with the place where it stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from jpreader.article.model import Article, Section, Span
from jpreader.article.place import CONTEXT, LEAST, PIECE

ALIKE: Final = 0.5  # share of characters that an edited stretch has in common with what it was
SLACK: Final = 64  # characters that an edited stretch may have gained beyond twice its length
WITNESS: Final = 4  # characters of context beside a short quote: without them it is found by chance


class Quotation(NamedTuple):
    """Words in a section, with up to 32 characters on either side."""

    section: str
    start: int
    """Their offset in the section's text."""
    text: str
    before: str
    after: str


def quotation(article: Article, span: Span) -> Quotation:
    """What is to be remembered of a span."""
    text = article.by_section[span.section].text
    before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
    return Quotation(span.section, span.start, text[span.start : span.end], before, after)


def restored(article: Article, quote: Quotation) -> Span | None:
    """Where a quotation stands in an article that may have been edited since; None if it is found no more.

    Where the words are as they were, in their section or else in another, the place with most of the context wins,
    then the nearest. Words that were edited are found between what stood before and after them, or by their own ends.
    """
    if not quote.text:
        return None
    own = [section for section in article.sections if section.id == quote.section]
    others = [section for section in article.sections if section.id != quote.section]
    for sections in (own, others):
        if spans := list(_verbatim(sections, quote)):
            return max(spans)[1]
    for section in (*own, *others):
        if span := _edited(section, quote):
            return span
    return None


def _verbatim(sections: Iterable[Section], quote: Quotation) -> Iterator[tuple[tuple[int, int], Span]]:
    """Where the words stand as they were: how well each place suits, and its span."""
    short = len(quote.text.strip()) < LEAST
    for section in sections:
        at = section.text.find(quote.text)
        while at >= 0:
            end = at + len(quote.text)
            witness = _common(quote.before[::-1], section.text[:at][::-1][:CONTEXT])
            witness += _common(quote.after, section.text[end : end + CONTEXT])
            if not short or witness >= min(WITNESS, len(quote.before) + len(quote.after)):
                yield (witness, -abs(at - quote.start)), Span(section.id, at, end)
            at = section.text.find(quote.text, at + 1)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin alike with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _edited(section: Section, quote: Quotation) -> Span | None:
    """Where the words stand changed: from where they began, or what stood before them ends, to their end likewise."""
    text = section.text
    for size in (CONTEXT, PIECE):
        begins = (_after(text, quote.before[-size:], 0), _at(text, quote.text[:size], 0))
        for begin in begins:
            if begin is None:
                continue
            for end in (_at(text, quote.after[:size], begin), _after(text, quote.text[-size:], begin)):
                if end is None or not begin < end <= begin + 2 * len(quote.text) + SLACK:
                    continue
                found = text[begin:end]
                if SequenceMatcher(None, quote.text, found, autojunk=False).quick_ratio() >= ALIKE:
                    return Span(section.id, begin, end)
    return None


def _at(text: str, words: str, start: int) -> int | None:
    found = text.find(words, start) if len(words.strip()) >= LEAST else -1
    return found if found >= 0 else None


def _after(text: str, words: str, start: int) -> int | None:
    found = _at(text, words, start)
    return None if found is None else found + len(words)
