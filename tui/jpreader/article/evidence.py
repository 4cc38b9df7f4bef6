"""Evidence: from a claim to where the text says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from jpreader.article.model import Article, Event, Evidence, Fact, Point, Question, Relation, Section, Span

Claim = Point | Fact | Relation | Event | Question


class Passage(NamedTuple):
    """Where a claim is said.

    `exact` is False where a whole block stands in for a quote that is only in the original's language.
    """

    span: Span
    exact: bool


@lru_cache(maxsize=1024)
def _quote_pattern(quote: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in quote.split()))


def _in_section(section: Section, quote: str) -> Span | None:
    """The quote in the body of a section: verbatim, but for white space."""
    begin = section.blocks[1].start if len(section.blocks) > 1 else len(section.text)
    at = section.text.find(quote, begin)
    if at >= 0:
        return Span(section.id, at, at + len(quote))
    match = _quote_pattern(quote).search(section.text, begin)
    return Span(section.id, match.start(), match.end()) if match else None


def locate(article: Article, evidence: Evidence) -> Passage | None:
    """Where the evidence stands; None if the quote isn't in its section.

    Without a quote, and for a quote that isn't translated, a block stands in.
    """
    section = article.by_section.get(evidence.section)
    if section is None:
        return None
    if evidence.quote and (span := _in_section(section, evidence.quote)):
        return Passage(span, True)
    if not evidence.quote:
        return _block(section, 1)
    if evidence.translated or article.original is None:
        return None
    own = article.original.by_section[evidence.section]
    span = _in_section(own, evidence.quote)
    if span is None:
        return None
    number = max(n for n, block in enumerate(own.blocks) if block.start <= span.start)
    return _block(section, number if len(own.blocks) == len(section.blocks) else 1)


def _block(section: Section, number: int) -> Passage | None:
    if number >= len(section.blocks):
        return None
    block = section.blocks[number]
    return Passage(Span(section.id, block.start, block.start + len(block.text)), False)


def evidence_of(article: Article, claim: Claim) -> tuple[Evidence, ...]:
    """The evidence of a claim: its own, or, of a point or a relation without a quote, that of the facts it names."""
    own = claim.evidence
    if own and own.quote:
        return (own,)
    named = claim.facts if isinstance(claim, Point) else (claim.fact,) if isinstance(claim, Relation) else ()
    through = tuple(fact.evidence for id in named if (fact := article.facts.get(id)) and fact.evidence)
    return through or ((own,) if own else ())


def every_claim(article: Article) -> Iterator[Claim]:
    """All claims of an article."""
    yield from article.relations
    yield from article.facts.values()
    yield from article.timeline
    yield from article.summary.points if article.summary else ()
    yield from article.questions


@lru_cache(maxsize=8)
def claims(article: Article) -> tuple[tuple[Evidence, Passage], ...]:
    """All evidence that is found in the text, with where it is."""
    found = (evidence for claim in every_claim(article) for evidence in evidence_of(article, claim))
    return tuple((evidence, passage) for evidence in found if (passage := locate(article, evidence)))


def why_not(article: Article, evidence: Evidence) -> tuple[str, str]:
    """Why a quote isn't where it is said to be, and a hint."""
    for section in article.sections:
        if section.id != evidence.section and _in_section(section, evidence.quote):
            return (
                f"the quote is in section '{section.id}', not in '{evidence.section}'",
                f"write section: {section.id}",
            )
    section = article.by_section[evidence.section]
    words = evidence.quote
    low, high = 0, len(words)
    while low < high:  # the longest beginning that is there
        middle = (low + high + 1) // 2
        if _in_section(section, words[:middle].rstrip()) or not words[:middle].strip():
            low = middle
        else:
            high = middle - 1
    matched = words[:low].rstrip()
    if len(matched) < 3:
        return f"the quote is not in section '{section.id}'", "quote the text word for word"
    message = f"the quote is not in section '{section.id}': it stops matching after “{matched[-60:]}”"
    span = _in_section(section, matched)
    here, there = words[low : low + 1], section.text[span.end : span.end + 1] if span else ""
    hint = f"the text has {there} where the quote has {here}" if there.strip() and here.strip() else ""
    return message, hint
