"""Evidence: from a claim to where the text says it, and why a quote isn't there.

A quote is found by its text alone, as the W3C's TextQuoteSelector is (Web Annotation Data Model, section 4.2.4):
character by character, but for how much white space stands somewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from jpreader.article.folding import fold
from jpreader.article.inline import inline
from jpreader.article.model import Article, Event, Evidence, Fact, Point, Question, Relation, Section, Span

_new: Final = tuple.__new__  # a named tuple's own takes twice as long

Claim = Point | Fact | Relation | Event | Question

_WORD: Final = re.compile(r"\S+")

LEAST_MATCHED: Final = 4  # characters: a shorter beginning is somewhere in every section, and says nothing

MOST_SHOWN: Final = 60  # characters of the matched beginning in a message

MOST_NEXT: Final = 24  # characters of how the text goes on: they stand beside a caret


class Passage(NamedTuple):
    """Where a claim is said.

    `exact` is False where a whole block stands in: for a quote that is only in the original's language, or for want
    of a quote.
    """

    span: Span
    exact: bool


def locate(article: Article, evidence: Evidence) -> Passage | None:
    """Where the evidence stands in the article; None if the quote isn't in the body of its section.

    A quote that isn't translated is found in the original: the translation's block of that number stands in, or its
    first where the two have not as many. Without a quote the section's first block does.
    """
    section = article.by_section.get(evidence.section)
    if section is None:
        return None
    if not evidence.quote:
        return _block(section, 1)
    if span := _quoted(section, evidence.quote):
        return _new(Passage, (span, True))
    own = article.original.by_section.get(evidence.section) if article.original and not evidence.translated else None
    span = _quoted(own, evidence.quote) if own else None
    if own is None or span is None:
        return None
    starts = [block.start for block in own.blocks]
    return _block(section, bisect_right(starts, span.start) - 1 if len(starts) == len(section.blocks) else 1)


def _quoted(section: Section, quote: str) -> Span | None:
    """The first place of a quote in the body of a section."""
    text, begin = section.text, len(section.title) + 1
    at = text.find(quote, begin)
    if at >= 0:
        return _new(Span, (section.id, at, at + len(quote)))
    words = quote.split()
    if len(words) < 2:
        return None
    # With one space wherever there is white space both are searched in linear time, as no pattern with \s+ is.
    at = _plain(text, begin).find(" ".join(words))
    if at < 0:
        return None
    start = _place_in(text, begin, at)
    return Span(section.id, start, _place_in(text, begin, at + len(" ".join(words)) - 1) + 1)


@lru_cache(maxsize=256)  # sections: a file's quotes go through them again and again
def _plain(text: str, begin: int) -> str:
    """The words of a text from a place on, with one space between them."""
    return " ".join(text[begin:].split())


def _place_in(text: str, begin: int, at: int) -> int:
    """Where the character of a word in a plain text stands in the text it was made of."""
    plain = _plain(text, begin)
    number = plain.count(" ", 0, at)
    word = next(islice(_WORD.finditer(text, begin), number, None))
    return word.start() + at - (plain.rfind(" ", 0, at) + 1)


def _block(section: Section, number: int) -> Passage | None:
    if number >= len(section.blocks):
        return None
    block = section.blocks[number]
    return Passage(Span(section.id, block.start, block.start + len(block.text)), False)


def evidence_of(article: Article, claim: Claim) -> tuple[Evidence, ...]:
    """The evidence of a claim: its own quote, and those of the facts that a point or a relation names.

    Where there is no quote at all, its section alone, if it has one.
    """
    own = claim.evidence
    named = claim.facts if isinstance(claim, Point) else (claim.fact,) if isinstance(claim, Relation) else ()
    found = [own] if own and own.quote else []
    for id in named:
        fact = article.facts.get(id)
        if fact and fact.evidence and fact.evidence.quote and fact.evidence not in found:
            found.append(fact.evidence)
    return tuple(found) or ((own,) if own else ())


def every_claim(article: Article) -> Iterator[Claim]:
    """All claims of an article: points, facts, relations, events, questions."""
    yield from article.summary.points if article.summary else ()
    yield from article.facts.values()
    yield from article.relations
    yield from article.timeline
    yield from article.questions


@lru_cache(maxsize=4)  # articles: two languages, and those of the one before
def claims(article: Article) -> tuple[tuple[Evidence, Passage], ...]:
    """All evidence that the text holds, each once, with where it is."""
    found = dict.fromkeys(evidence for claim in every_claim(article) for evidence in evidence_of(article, claim))
    return tuple((evidence, passage) for evidence in found if (passage := locate(article, evidence)))


def why_not(article: Article, evidence: Evidence) -> tuple[str, str]:
    """Why a quote isn't in the body of the section that it names, and a hint, which may be empty."""
    quote, id = evidence.quote, evidence.section
    section = article.by_section[id]
    for other in article.sections:
        if other.id != id and _quoted(other, quote):
            return f"the quote is in section '{other.id}', not in '{id}'", f"write section: {other.id}"
    missing = f"the quote is not in section '{id}'"
    if quote in section.title:
        return missing, "it is the section's title: quote its body"
    plain = inline(quote)[0]
    if plain != quote and _quoted(section, plain):
        return missing, "quote what a reader sees, without the markup"
    length = _matched(section, quote)
    begin = quote[:length].rstrip()
    if len(begin) < LEAST_MATCHED:
        if " ".join(quote.lower().split()) in _plain(section.text, len(section.title) + 1).lower():
            return missing, "capitals and small letters differ"
        return missing, "quote the text word for word"
    shown = begin if len(begin) <= MOST_SHOWN else "…" + begin[-MOST_SHOWN:]
    return f"{missing}: it stops matching after “{shown}”", _difference(section, begin, quote[length:].lstrip())


def _matched(section: Section, quote: str) -> int:
    """How many characters of a quote's beginning stand in the body of a section."""
    low, high = 0, len(quote)
    body = _plain(section.text, len(section.title) + 1)
    while low < high:
        middle = (low + high + 1) // 2
        if " ".join(quote[:middle].split()) in body:
            low = middle
        else:
            high = middle - 1
    return low


def _difference(section: Section, begin: str, rest: str) -> str:
    """What the text has where a quote, of which only the beginning is there, goes on otherwise."""
    span = _quoted(section, begin)
    line = section.text[span.end :].split("\n")[0].lstrip() if span else ""
    if not line:
        return "a block of the text ends there"
    here, there = rest[0], line[0]
    if here == there:
        return "the spaces differ there"
    if _alike(here) == _alike(there):
        return f"the text has {there} where the quote has {here}"
    return f"the text goes on “{line if len(line) <= MOST_NEXT else line[:MOST_NEXT].rstrip() + '…'}”"


def _alike(char: str) -> str:
    """What a character is easily taken for."""
    looks = {"‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "、": ",", "。": ".", "，": ","}
    plain = fold(char)
    return looks.get(char, plain).lower()
