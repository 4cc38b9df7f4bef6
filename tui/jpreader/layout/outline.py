"""What the panes hold, as words alone: for readers and programs that have no screen.

Each claim stands with its evidence: the section, by number and title, and the quote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from jpreader.article.evidence import Claim, evidence_of, locate
from jpreader.article.mentions import by_entity
from jpreader.article.model import KINDS, Article, Entity, Evidence, Fact, Relation
from jpreader.layout.card import mention_count
from jpreader.layout.dates import date_label
from jpreader.layout.digest import first_use
from jpreader.layout.entities import KIND_NAMES
from jpreader.layout.figures import figure_label
from jpreader.layout.marks import language_mark

SEPARATOR: Final = " · "


class Entry(NamedTuple):
    """One thing: its text, what stands before it (a number, a date), and lines below it."""

    text: str
    lead: str = ""
    under: tuple[str, ...] = ()
    name: bool = False
    """True if the text is a name or a question, which Markdown sets in bold."""


class Group(NamedTuple):
    """Entries under a heading."""

    heading: str
    entries: tuple[Entry, ...]


def groups(article: Article, part: str = "") -> tuple[Group, ...]:
    """What the panes hold, or one of `PARTS` of it; groups without entries are left out."""
    makers = PARTS[part] if part else tuple(maker for makers in PARTS.values() for maker in makers)
    return tuple(group for maker in makers if (group := maker(article)).entries)


def entity_group(article: Article, id: str) -> Group:
    """All there is about one entity, which the article has."""
    entity = article.entities[id]
    return Group(KIND_NAMES[entity.kind][0], (_entity(article, entity),))


def section_name(article: Article, id: str) -> str:
    """A section as evidence names it: `§2 Why it matters`; the id where there is no such section."""
    ids = list(article.by_section)
    return f"§{ids.index(id) + 1} {article.by_section[id].title}" if id in ids else id


def said(article: Article, evidence: Evidence) -> str:
    """Where a claim is said, with the words; and whether they aren't there, or are another language's."""
    where = section_name(article, evidence.section)
    if not evidence.quote:
        return where
    passage = locate(article, evidence)
    note = "" if passage else " (not found there)"
    if article.original and not evidence.translated and not (passage and passage.exact):
        note = f" [{article.original.language}]"
    japanese = article.language.split("-")[0] == "ja" and evidence.translated
    left, right = "「」" if japanese else "“”"
    return f"{where}: {left}{evidence.quote}{right}{note}"


def details(article: Article) -> tuple[str, ...]:
    """What is known about the article beyond its byline."""
    found = []
    if article.source:
        source = article.source
        retrieved = f"retrieved {date_label(source.retrieved, article.language)}" if source.retrieved else ""
        found.append(f"Source: {SEPARATOR.join(filter(None, (source.name, source.url, source.license, retrieved)))}")
    found += [f"Author: {author.name}{SEPARATOR}{author.url}" for author in article.authors if author.url]
    if article.tags:
        found.append(f"Tags: {', '.join(article.tags)}")
    if article.original:
        found.append(f"Translation of: {article.original.title} [{article.original.language}]")
    return tuple(found)


def _cites(article: Article, claim: Claim) -> tuple[str, ...]:
    return tuple(said(article, evidence) for evidence in evidence_of(article, claim))


def _marked(article: Article, text: str, *names: str) -> str:
    """A text, with the language that it is in where it isn't the article's: `… [en]`."""
    return " ".join([text, *(f"[{piece.text}]" for piece in language_mark(article, *names))])


def _named(article: Article, ids: tuple[str, ...]) -> tuple[str, ...]:
    names = ", ".join(article.entities[id].name for id in ids if id in article.entities)
    return (f"Entities: {names}",) if names else ()


def _sentence(article: Article) -> Group:
    tldr = article.summary.tldr if article.summary else ""
    return Group("Summary", (Entry(_marked(article, tldr, "summary.tldr")),) if tldr else ())


def _points(article: Article) -> Group:
    points = article.summary.points if article.summary else ()
    return Group(
        "Key points",
        tuple(
            Entry(_marked(article, point.text, f"summary.points.{n}.text"), f"{n + 1}.", _cites(article, point))
            for n, point in enumerate(points)
        ),
    )


def _figure(article: Article, fact: Fact) -> str:
    """`Japanese direct investment in the U.S. (Apr 2024): > $750 B`."""
    label = _marked(article, fact.label, f"facts.{fact.id}.label")
    date = f" ({date_label(fact.date, article.language)})" if fact.date else ""
    return f"{label}{date}: {figure_label(fact, article.language)}"


def _figures(article: Article) -> Group:
    return Group(
        "Figures",
        tuple(
            Entry(_figure(article, fact), under=(*_named(article, fact.entities), *_cites(article, fact)))
            for fact in article.facts.values()
        ),
    )


def _questions(article: Article) -> Group:
    return Group(
        "Questions",
        tuple(
            Entry(
                _marked(article, question.ask, f"questions.{n}.ask"),
                under=(_marked(article, question.answer, f"questions.{n}.answer"), *_cites(article, question)),
                name=True,
            )
            for n, question in enumerate(article.questions)
        ),
    )


def _timeline(article: Article) -> Group:
    return Group(
        "Timeline",
        tuple(
            Entry(
                _marked(article, event.label, f"timeline.{n}.label"),
                f"{date_label(event.when, article.language)}:" if event.when else "No date:",
                (*_named(article, event.entities), *_cites(article, event)),
            )
            for n, event in enumerate(article.timeline)
        ),
    )


def _glossary(article: Article) -> Group:
    return Group(
        "Glossary",
        tuple(
            Entry(
                SEPARATOR.join(filter(None, (term.term, term.native, *term.aliases))),
                under=(
                    _marked(article, term.text, f"glossary.{term.term}.text"),
                    *([section_name(article, use.section)] if (use := first_use(article, term)) else ()),
                ),
                name=True,
            )
            for term in article.glossary
        ),
    )


def _entities(article: Article) -> Group:
    ordered = sorted(article.entities.values(), key=lambda entity: KINDS.index(entity.kind))
    return Group("Entities", tuple(_entity(article, entity) for entity in ordered))


def _entity(article: Article, entity: Entity) -> Entry:
    known = f"entities.{entity.id}"
    role = _marked(article, entity.role, f"{known}.role") if entity.role else ""
    under = [SEPARATOR.join(filter(None, (KIND_NAMES[entity.kind][0], role)))]
    if entity.description:
        under.append(_marked(article, entity.description, f"{known}.description"))
    other = [name for name in (*entity.aliases, *entity.phrases) if name not in (entity.name, entity.native)]
    under += [f"Also: {', '.join(other)}"] if other else []
    under.append(_mentioned(article, entity.id))
    under += list(_relations(article, entity.id))
    under += [f"Figure: {_figure(article, fact)}" for fact in article.facts.values() if entity.id in fact.entities]
    under += [f"Wikidata: {entity.wikidata}"] if entity.wikidata else []
    under += [entity.url] if entity.url else []
    japanese = article.language.split("-")[0] == "ja"  # a reading follows the name that it is of
    others = (entity.reading, entity.native) if japanese else (entity.native, entity.reading)
    names = dict.fromkeys(name for name in (entity.name, *others) if name)
    return Entry(SEPARATOR.join(names), under=tuple(under), name=True)


def _mentioned(article: Article, id: str) -> str:
    """`3 mentions in 2 sections: §1 The pitch, §2 Why it matters (2)`."""
    spans = by_entity(article).get(id, ())
    counts: dict[str, int] = {}
    for span in spans:
        counts[span.section] = counts.get(span.section, 0) + 1
    where = [section_name(article, section) + (f" ({count})" if count > 1 else "") for section, count in counts.items()]
    return mention_count(spans) + (f": {', '.join(where)}" if where else "")


def _relations(article: Article, id: str) -> Iterator[str]:
    """Each relation as seen from one end, as a sentence has it: `→ invests in Japan (§3 …: “…”)`."""
    for n, relation in enumerate(article.relations):
        if id in (relation.source, relation.target):
            cites = "; ".join(_cites(article, relation))
            label = _marked(article, relation.label, f"relations.{n}.label")
            yield f"{_sentence_of(article, relation, label)}{f' ({cites})' if cites else ''}"


def _sentence_of(article: Article, relation: Relation, label: str) -> str:
    source, target = article.entities[relation.source].name, article.entities[relation.target].name
    return f"{source} {'↔' if relation.mutual else '→'} {target}: {label}"


PARTS: Final[Mapping[str, tuple[Callable[[Article], Group], ...]]] = {
    "summary": (_sentence, _points),
    "figures": (_figures,),
    "questions": (_questions,),
    "timeline": (_timeline,),
    "glossary": (_glossary,),
    "entities": (_entities,),
}
"""The parts that can be asked for alone, in the order of the panes."""
