"""What a reader has met, and what of an article is new to them: entities, figures and relations.

What was met is known by keys, which hold from article to article; those of a translation are its original's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from jpreader.article.evidence import evidence_of
from jpreader.article.mentions import mentions
from jpreader.article.model import Article, Entity, Fact, Relation
from jpreader.article.names import entity_key, name_key


class New(NamedTuple):
    """What an article holds that its reader had not met when it was opened."""

    entities: frozenset[str] = frozenset()
    """Ids."""
    facts: frozenset[str] = frozenset()
    """Ids."""
    relations: frozenset[int] = frozenset()
    """Their numbers in `Article.relations`."""


NOTHING_NEW = New()


class _Keys(NamedTuple):
    """Of each thing in an article: the keys that are kept once it is met, and those that show that it was."""

    entities: dict[str, tuple[frozenset[str], frozenset[str]]]
    facts: dict[str, frozenset[str]]
    relations: tuple[str, ...]


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


@lru_cache(maxsize=4)
def _keys(own: Article) -> _Keys:
    """The keys of an original."""
    joined = {id: entity_key(entity) for id, entity in own.entities.items()}

    def of_fact(fact: Fact) -> frozenset[str]:
        said = f"{name_key(fact.label)}|{name_key(fact.unit)}|{fact.number.normalize()}"
        return frozenset(f"fact {joined[id]}|{said}" for id in fact.entities) or frozenset({f"fact |{said}"})

    def of_relation(relation: Relation) -> str:
        ends = [joined[relation.source], joined[relation.target]]
        return "relation " + "|".join([*(sorted(ends) if relation.mutual else ends), name_key(relation.label)])

    return _Keys(
        {id: entity_keys(entity) for id, entity in own.entities.items()},
        {id: of_fact(fact) for id, fact in own.facts.items()},
        tuple(map(of_relation, own.relations)),
    )


def all_keys(article: Article) -> frozenset[str]:
    """Every key by which anything in an article may be known."""
    keys = _keys(article.original or article)
    known = (key for _, any_of in keys.entities.values() for key in any_of)
    return frozenset([*known, *(key for any_of in keys.facts.values() for key in any_of), *keys.relations])


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
    for key, relation in zip(keys.relations, article.relations, strict=False):
        if whole or _said_in(article, relation, sections):
            found.add(key)
    return frozenset(found)


def _said_in(article: Article, claim: Fact | Relation, sections: Collection[str]) -> bool:
    return any(evidence.section in sections for evidence in evidence_of(article, claim))


def new_in(article: Article, met: Collection[str]) -> New:
    """What an article holds that isn't known by what was met."""
    keys = _keys(article.original or article)

    def unmet() -> Iterator[str]:
        return (id for id, (_, any_of) in keys.entities.items() if any_of.isdisjoint(met))

    return New(
        frozenset(unmet()),
        frozenset(id for id, any_of in keys.facts.items() if any_of.isdisjoint(met)),
        frozenset(number for number, key in enumerate(keys.relations) if key not in met),
    )
