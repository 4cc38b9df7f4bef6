"""What was read of an article as it then stood, to tell later what has changed in it since."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from jpreader.article.evidence import evidence_of
from jpreader.article.model import Article, Fact, Relation

_LEVEL: Final = 1  # of zlib: it is packed whenever a section was read


class Part(NamedTuple):
    """A section."""

    id: str
    title: str
    blocks: tuple[str, ...] | None
    """The texts of its body; None where it wasn't read."""


class Figure(NamedTuple):
    """A fact."""

    id: str
    section: str
    """Where it was said."""
    label: str
    value: str
    number: str
    unit: str
    compare: str


class Link(NamedTuple):
    """A relation."""

    source: str
    target: str
    label: str
    section: str
    """Where it was said."""
    names: str
    """Of its two ends, with an arrow."""


class Snapshot(NamedTuple):
    """An article in one language: all its sections, and of those that were read their text and their claims."""

    parts: tuple[Part, ...] = ()
    figures: tuple[Figure, ...] = ()
    links: tuple[Link, ...] = ()

    def shown_at(self, article: Article, section: str) -> str:
        """The section of an article as it is now at which one of the snapshot has its place.

        That section, or if it is gone the nearest before it that isn't, or else the first of all.
        """
        ids = [part.id for part in self.parts]
        for id in reversed(ids[: ids.index(section) + 1] if section in ids else []):
            if id in article.by_section:
                return id
        return section if section in article.by_section else article.sections[0].id


def figure(article: Article, fact: Fact) -> Figure:
    """A fact as it is kept."""
    section = _section(article, fact)
    return Figure(fact.id, section, fact.label, fact.value, str(fact.number), fact.unit, fact.compare or "")


def link(article: Article, relation: Relation) -> Link:
    """A relation as it is kept."""
    source, target = (article.entities[id].name for id in (relation.source, relation.target))
    names = f"{source} {'↔' if relation.mutual else '→'} {target}"
    return Link(relation.source, relation.target, relation.label, _section(article, relation), names)


def _section(article: Article, claim: Fact | Relation) -> str:
    """Where a claim is said; the first section for one without evidence."""
    said = (evidence.section for evidence in evidence_of(article, claim))
    return next((id for id in said if id in article.by_section), article.sections[0].id)


def as_fact(kept: Figure) -> Fact:
    """A kept fact as a fact again."""
    compare = kept.compare if kept.compare in ("over", "under", "about") else None
    return Fact(kept.id, kept.label, kept.value, Decimal(kept.number), kept.unit, compare)  # type: ignore[arg-type]


def after(before: Snapshot | None, article: Article, seen: Collection[str]) -> Snapshot:
    """What is to be kept once some sections of an article were read, as they stand now.

    What is known of the others stays: what has changed in them is still to be seen. A section that is gone is
    forgotten once the one was read at which it had its place.
    """
    kept = before or Snapshot()
    known = {part.id: part for part in kept.parts}
    parts: list[Part] = []
    for section in article.sections:
        if section.id in seen:
            parts.append(Part(section.id, section.title, tuple(block.text for block in section.body)))
        elif section.id in known:
            parts.append(known[section.id])
        elif before is None:
            parts.append(Part(section.id, section.title, None))
    for number, part in enumerate(kept.parts):
        if part.id not in article.by_section and kept.shown_at(article, part.id) not in seen:
            ahead = kept.parts[number - 1].id if number else ""
            parts.insert(next((at + 1 for at, one in enumerate(parts) if one.id == ahead), 0), part)
    figures = {one.id: one for one in kept.figures if kept.shown_at(article, one.section) not in seen}
    figures |= {id: one for id, fact in article.facts.items() if (one := figure(article, fact)).section in seen}
    links = {one for one in kept.links if kept.shown_at(article, one.section) not in seen}
    links |= {now for relation in article.relations if (now := link(article, relation)).section in seen}
    return Snapshot(tuple(parts), tuple(sorted(figures.values())), tuple(sorted(links)))


def packed(snapshot: Snapshot) -> bytes:
    """A snapshot in few bytes."""
    return zlib.compress(json.dumps(snapshot, ensure_ascii=False, separators=(",", ":")).encode(), _LEVEL)


def unpacked(data: bytes) -> Snapshot | None:
    """A snapshot that was packed; None where it wasn't, or not by this version."""
    try:
        parts, figures, links = json.loads(zlib.decompress(data))
        found = Snapshot(
            tuple(Part(id, title, None if blocks is None else tuple(blocks)) for id, title, blocks in parts),
            tuple(Figure(*one) for one in figures),
            tuple(Link(*one) for one in links),
        )
        _ = [Decimal(one.number) for one in found.figures]
    except (zlib.error, ValueError, TypeError, InvalidOperation):
        return None
    return found
