"""Where the text has what is new to the reader, in its order."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from jpreader.article.evidence import evidence_of, locate
from jpreader.article.mentions import by_entity
from jpreader.article.model import Article, Fact, Relation, Span
from jpreader.layout.entities import KIND_NAMES
from jpreader.layout.figures import figure_label
from jpreader.reading.met import NOTHING_NEW, New


class Stop(NamedTuple):
    """A stretch of the text that has something new; at one there may be several things."""

    span: Span
    said: tuple[str, ...]
    """Of each thing, what it is."""


@lru_cache(maxsize=4)  # an article in its languages
def stops(article: Article, new: New) -> tuple[Stop, ...]:
    """The first mention of each new entity, and where each new claim is said, in the order of the text."""
    if new == NOTHING_NEW:
        return ()
    found: dict[Span, list[str]] = {}
    mentioned = by_entity(article)
    for id, entity in article.entities.items():
        if id in new.entities and id in mentioned:
            kind = KIND_NAMES[entity.kind][0].lower()
            found.setdefault(mentioned[id][0], []).append(f"{entity.name} ({kind})")
    for id, fact in article.facts.items():
        if id in new.facts and (span := _said_at(article, fact)):
            found.setdefault(span, []).append(f"{figure_label(fact, article.language)}: {fact.label}")
    for number, relation in enumerate(article.relations):
        if number in new.relations and (span := _said_at(article, relation)):
            source, target = article.entities[relation.source].name, article.entities[relation.target].name
            found.setdefault(span, []).append(f"{source} {'↔' if relation.mutual else '→'} {target}: {relation.label}")
    order = {section.id: number for number, section in enumerate(article.sections)}
    spans = sorted(found, key=lambda span: (order[span.section], span.start, span.end))
    return tuple(Stop(span, tuple(found[span])) for span in spans)


@lru_cache(maxsize=4)
def by_section(article: Article, new: New) -> Mapping[str, tuple[Span, ...]]:
    """The spans of the stops in each section that has some."""
    found: dict[str, list[Span]] = {}
    for stop in stops(article, new):
        found.setdefault(stop.span.section, []).append(stop.span)
    return {section: tuple(spans) for section, spans in found.items()}


@lru_cache(maxsize=4)
def first_mentions(article: Article, new: New) -> tuple[Span, ...]:
    """The first mention of each new entity, in the order of the text."""
    mentioned = by_entity(article)
    first = {mentioned[id][0] for id in new.entities if id in mentioned}
    return tuple(stop.span for stop in stops(article, new) if stop.span in first)


def _said_at(article: Article, claim: Fact | Relation) -> Span | None:
    for evidence in evidence_of(article, claim):
        if evidence.section in article.by_section and (passage := locate(article, evidence)):
            return passage.span
    return None
