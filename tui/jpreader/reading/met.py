"""What a reader has met, and what of an article is new to them: entities, figures and relations.

What was met is known by keys, which hold from article to article; those of a translation are its original's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from jpreader.article.evidence import evidence_of
from jpreader.article.mentions import mentions
from jpreader.article.model import Article, Entity, Fact, Relation
from jpreader.article.names import entity_key, name_key

if TYPE_CHECKING:
    from jpreader.reading.joins import Pairs


class New(NamedTuple):
    """What an article holds that its reader had not met when it was opened."""

    entities: frozenset[str] = frozenset()
    """Ids."""
    facts: frozenset[str] = frozenset()
    """Ids."""
    relations: frozenset[int] = frozenset()
    """Their numbers in `Article.relations`."""


NOTHING_NEW = New()

ByHand = tuple["Pairs", "Pairs"]
"""Which entities the reader has joined, and which parted: see `joins`."""

BY_NAMES_ALONE: ByHand = (frozenset(), frozenset())


class _Keys(NamedTuple):
    """Of each thing in an article: the keys that are kept once it is met, and those that show that it was."""

    entities: dict[str, tuple[frozenset[str], frozenset[str]]]
    facts: dict[str, frozenset[str]]
    relations: tuple[frozenset[str], ...]


def joined_to(key: str, joined: Pairs) -> frozenset[str]:
    """An entity's key and those of all that were joined to it, be it by way of others."""
    found, todo = {key}, [key]
    while todo:
        one = todo.pop()
        new = {each for pair in joined if one in pair for each in pair} - found
        found |= new
        todo += new
    return frozenset(found)


def entity_keys(entity: Entity) -> tuple[frozenset[str], frozenset[str]]:
    """The keys that are kept of an entity once it is met, and those by any of which it is known.

    Entities are one by their Wikidata ids; one without an id and one of the same kind and name, with or without an id,
    are one, too; two with different ids never are.
    """
    names = {f"{entity.kind}:{key}" for key in map(name_key, (entity.name, entity.native)) if key}
    bare = {f"bare {name}" for name in names}
    numbered = {f"numbered {name}" for name in names}
    if entity.wikidata:
        own = f"entity {entity.wikidata}"
        return frozenset({own, *numbered}), frozenset({own, *bare})
    return frozenset(bare), frozenset({*bare, *numbered})


def _shown_by(key: str) -> frozenset[str]:
    """The keys of which one is kept, whatever else it is called, once an entity is met."""
    return frozenset({f"bare {key}", f"numbered {key}"} if _is_name(key) else {f"entity {key}"})


def _not_shown_by(key: str, parted: Pairs) -> frozenset[str]:
    """The keys that would show that an entity was met, but are those of others, from which it was parted."""
    others = {each for pair in parted if key in pair for each in pair if each != key}
    numbered = [f"numbered {key}"] if _is_name(key) and not all(map(_is_name, others)) else []
    return frozenset([*numbered, *(f"bare {each}" for each in others)])


def _is_name(key: str) -> bool:
    return ":" in key  # else a Wikidata id: see `entity_key`


@lru_cache(maxsize=8)
def _keys(own: Article, by_hand: ByHand = BY_NAMES_ALONE) -> _Keys:
    """The keys of an original."""
    joined, parted = by_hand
    one = {id: joined_to(entity_key(entity), joined) for id, entity in own.entities.items()}

    def of_entity(id: str, entity: Entity) -> tuple[frozenset[str], frozenset[str]]:
        kept, known = entity_keys(entity)
        key = entity_key(entity)
        return kept, (known - _not_shown_by(key, parted)).union(*map(_shown_by, one[id] - {key}))

    def of_fact(fact: Fact) -> frozenset[str]:
        said = f"{name_key(fact.label)}|{name_key(fact.unit)}|{fact.number.normalize()}"
        about = [key for id in fact.entities for key in one[id]] or [""]
        return frozenset(f"fact {key}|{said}" for key in about)

    def of_relation(relation: Relation) -> frozenset[str]:
        pairs = product(one[relation.source], one[relation.target])
        ends = (sorted(pair) if relation.mutual else pair for pair in pairs)
        return frozenset("relation " + "|".join([*pair, name_key(relation.label)]) for pair in ends)

    return _Keys(
        {id: of_entity(id, entity) for id, entity in own.entities.items()},
        {id: of_fact(fact) for id, fact in own.facts.items()},
        tuple(map(of_relation, own.relations)),
    )


def all_keys(article: Article, by_hand: ByHand = BY_NAMES_ALONE) -> frozenset[str]:
    """Every key by which anything in an article may be known."""
    keys = _keys(article.original or article, by_hand)
    known = (any_of for _, any_of in keys.entities.values())
    return frozenset().union(*known, *keys.facts.values(), *keys.relations)


def met_by(article: Article, sections: Collection[str]) -> frozenset[str]:
    """The keys of what is met by reading some sections: what they name, and the claims that they are quoted for.

    What no section names or is quoted for is met once all are read.
    """
    whole = set(article.by_section) <= set(sections)
    keys = _keys(article.original or article)
    named = {mention.entity for mention in mentions(article) if mention.span.section in sections}
    found = {key for id in keys.entities if whole or id in named for key in keys.entities[id][0]}
    for id, fact in article.facts.items():
        if whole or _said_in(article, fact, sections):
            found |= keys.facts.get(id, frozenset())
    for own, relation in zip(keys.relations, article.relations, strict=False):
        if whole or _said_in(article, relation, sections):
            found |= own
    return frozenset(found)


def _said_in(article: Article, claim: Fact | Relation, sections: Collection[str]) -> bool:
    return any(evidence.section in sections for evidence in evidence_of(article, claim))


def new_in(article: Article, met: Collection[str], by_hand: ByHand = BY_NAMES_ALONE) -> New:
    """What an article holds that isn't known by what was met."""
    keys = _keys(article.original or article, by_hand)

    def unmet() -> Iterator[str]:
        return (id for id, (_, any_of) in keys.entities.items() if any_of.isdisjoint(met))

    return New(
        frozenset(unmet()),
        frozenset(id for id, any_of in keys.facts.items() if any_of.isdisjoint(met)),
        frozenset(number for number, any_of in enumerate(keys.relations) if any_of.isdisjoint(met)),
    )
