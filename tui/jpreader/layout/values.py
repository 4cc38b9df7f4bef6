"""The article as values that JSON can hold: with FORMAT's names, and with where everything stands in the text.

Offsets are in characters (Unicode code points) of a section's `text`, which begins with its title.
"""

from __future__ import annotations

from jpreader.article.evidence import Claim, evidence_of, locate
from jpreader.article.mentions import by_entity
from jpreader.article.model import Article, Block, Entity, Evidence, Fact, Relation, Section, When
from jpreader.article.place import place_of
from jpreader.layout.digest import first_use

Value = None | bool | int | str | list["Value"] | dict[str, "Value"]

KEYS = {
    "summary": ("summary",),
    "figures": ("facts",),
    "questions": ("questions",),
    "timeline": ("timeline",),
    "glossary": ("glossary",),
    "entities": ("entities", "relations"),
}
"""The keys that hold each part that can be asked for alone."""


def data(article: Article, only: str = "") -> dict[str, Value]:
    """The article, or a part of it as `plain` has it, always with `id`, `language` and `title`.

    Raises:
        KeyError: the article has no such part.
    """
    if not only:
        return _head(article) | _rest(article)
    if only in KEYS:
        wanted, body = KEYS[only], _rest(article)
        found = {key: body[key] for key in wanted}
    elif only.startswith("@"):
        entity = article.entities[only[1:]]
        found = {
            "entities": [_entity(article, entity)],
            "relations": [
                _relation(article, one) for one in article.relations if entity.id in (one.source, one.target)
            ],
            "facts": [_fact(article, fact) for fact in article.facts.values() if entity.id in fact.entities],
        }
    else:
        found = {"sections": [_section(article.by_section[only.removeprefix("#")])]}
    return {"id": article.id, "language": article.language, "title": article.title} | found


def _head(article: Article) -> dict[str, Value]:
    source = article.source
    return {
        "id": article.id,
        "language": article.language,
        "title": article.title,
        "subtitle": article.subtitle,
        "source": {
            "name": source.name,
            "url": source.url,
            "license": source.license,
            "retrieved": _when(source.retrieved),
        }
        if source
        else None,
        "authors": [{"name": author.name, "url": author.url} for author in article.authors],
        "published": _when(article.published),
        "updated": _when(article.updated),
        "tags": [*article.tags],
        "translates": article.original.language if article.original else None,
        "status": article.status,
        "fallbacks": [*sorted(article.fallbacks)],
    }


def _rest(article: Article) -> dict[str, Value]:
    summary = article.summary
    return {
        "sections": [_section(section) for section in article.sections],
        "summary": {
            "tldr": summary.tldr,
            "points": [
                {"text": point.text, "facts": [*point.facts], "evidence": _evidence(article, point)}
                for point in summary.points
            ],
        }
        if summary
        else None,
        "facts": [_fact(article, fact) for fact in article.facts.values()],
        "questions": [
            {"ask": question.ask, "answer": question.answer, "evidence": _evidence(article, question)}
            for question in article.questions
        ],
        "timeline": [
            {
                "when": _when(event.when),
                "label": event.label,
                "entities": [*event.entities],
                "evidence": _evidence(article, event),
            }
            for event in article.timeline
        ],
        "glossary": [
            {
                "term": term.term,
                "native": term.native,
                "aliases": [*term.aliases],
                "text": term.text,
                "section": use.section if (use := first_use(article, term)) else "",
            }
            for term in article.glossary
        ],
        "entities": [_entity(article, entity) for entity in article.entities.values()],
        "relations": [_relation(article, relation) for relation in article.relations],
    }


def _when(when: When | None) -> str | None:
    return when.text if when else None


def _section(section: Section) -> dict[str, Value]:
    return {
        "id": section.id,
        "title": section.title,
        "role": section.role,
        "text": section.text,
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> dict[str, Value]:
    found: dict[str, Value] = {"kind": block.kind, "start": block.start, "text": block.text}
    if block.marker or block.level:
        found |= {"level": block.level, "marker": block.marker}
    if block.quoted:
        found["quoted"] = block.quoted
    if block.runs:
        found["runs"] = [
            {"start": block.start + run.start, "end": block.start + run.end, "style": run.style, "target": run.target}
            for run in block.runs
        ]
    if block.ruby:
        found["ruby"] = [
            {"start": block.start + ruby.start, "end": block.start + ruby.end, "reading": ruby.reading}
            for ruby in block.ruby
        ]
    if block.rows:
        found["rows"] = [[block.text[start:end] for start, end in row] for row in block.rows]
    return found


def _evidence(article: Article, claim: Claim) -> list[Value]:
    return [_passage(article, evidence) for evidence in evidence_of(article, claim)]


def _passage(article: Article, evidence: Evidence) -> dict[str, Value]:
    """Evidence with where it stands; `exact` is false where a block stands in for words that aren't there."""
    found: dict[str, Value] = {"section": evidence.section, "quote": evidence.quote}
    if passage := locate(article, evidence):
        span = passage.span
        place = place_of(article, span)
        found |= {"block": place.block, "start": span.start, "end": span.end, "exact": passage.exact}
    return found


def _fact(article: Article, fact: Fact) -> dict[str, Value]:
    return {
        "id": fact.id,
        "label": fact.label,
        "value": fact.value,
        "number": f"{fact.number:f}",
        "unit": fact.unit,
        "compare": fact.compare,
        "date": _when(fact.date),
        "entities": [*fact.entities],
        "evidence": _evidence(article, fact),
    }


def _entity(article: Article, entity: Entity) -> dict[str, Value]:
    return {
        "id": entity.id,
        "kind": entity.kind,
        "name": entity.name,
        "native": entity.native,
        "reading": entity.reading,
        "role": entity.role,
        "description": entity.description,
        "aliases": [*entity.aliases],
        "phrases": [*entity.phrases],
        "match": entity.match,
        "wikidata": entity.wikidata,
        "url": entity.url,
        "mentions": [
            {"section": span.section, "start": span.start, "end": span.end}
            for span in by_entity(article).get(entity.id, ())
        ],
    }


def _relation(article: Article, relation: Relation) -> dict[str, Value]:
    return {
        "from": relation.source,
        "to": relation.target,
        "label": relation.label,
        "mutual": relation.mutual,
        "fact": relation.fact or None,
        "evidence": _evidence(article, relation),
    }
