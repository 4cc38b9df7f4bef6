"""A spot of an article that something outside of it leads to, and the reading that is there."""

from __future__ import annotations

from typing import Literal, NamedTuple

from jpreader.article.find import Query
from jpreader.article.mentions import mentions
from jpreader.article.model import TOP, Evidence, Place, Span
from jpreader.article.place import place_of
from jpreader.reading.reading import Reading


class Spot(NamedTuple):
    """What to go to in an article: words at an offset, a mention, a quote; the top if it names no section."""

    kind: Literal["words", "mention", "quote"] = "quote"
    section: str = ""
    start: int = 0
    """Of words and mentions: where they stand in the section's text."""
    text: str = ""
    """The words, or the quote; all of a sentence that has a mention."""
    length: int = 0
    """Of a mention, in characters."""


def arrived(reading: Reading, spot: Spot) -> Reading:
    """A reading at a spot, lit: words as what is found, which `n` goes on with; a mention as one of its entity's.

    A file may have changed since the spot was known: then what is left of it is gone to, and that is said.
    """
    if not spot.section:
        return reading.jump(TOP, pane="article")
    if spot.kind == "words" and spot.text:
        found = reading.searching(Query(spot.text))
        span = Span(spot.section, spot.start, spot.start + len(spot.text))
        if span in found.matches:
            return _at(found._replace(hit=found.matches.index(span)), span)
        if any(one.section == spot.section for one in found.matches):
            near = min(
                (one for one in found.matches if one.section == spot.section),
                key=lambda one: abs(one.start - spot.start),
            )
            return _at(found._replace(hit=found.matches.index(near)), near)
    if spot.kind == "mention":
        span = Span(spot.section, spot.start, spot.start + spot.length)
        for one in mentions(reading.article):
            if one.span == span:
                chosen = reading.choose(one.entity)
                return _at(chosen._replace(hit=chosen.mentioned.index(span)), span)
    for translated in (True, False):
        lit, quoted = reading.light(Evidence(spot.section, spot.text, translated=translated))
        if quoted is not None:
            return _at(lit, quoted).saying(lit.notice)
    if spot.section in reading.article.by_section:
        return reading.jump(Place(spot.section), pane="article").saying("The text no longer holds these words")
    return reading.saying("The article no longer has this section")


def _at(reading: Reading, span: Span) -> Reading:
    """At the line that a span begins on; the screen then gives it room above."""
    return reading.jump(place_of(reading.article, span), pane="article")
