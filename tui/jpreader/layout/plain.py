"""The whole article without a screen: as text, as Markdown, as data. Nothing that a pane shows is missing."""

from __future__ import annotations

from typing import Final

from jpreader.article.evidence import evidence_of
from jpreader.article.mentions import by_entity
from jpreader.article.model import Article, Event, Evidence, Fact, Point, Question, Relation
from jpreader.layout.card import card, mention_count
from jpreader.layout.digest import digest
from jpreader.layout.figures import figure_label
from jpreader.layout.flow import Flow
from jpreader.layout.line import Row

PARTS: Final = ("summary", "entities", "figures", "timeline")

Claim = Point | Fact | Relation | Event | Question


def text(article: Article, width: int, only: str = "") -> str:
    """The article as lines of at most a width in cells, or one part of it: a section's id, or one of `PARTS`."""
    parts: list[str] = []
    if not only or only in article.by_section:
        parts.append(_body(article, width, only))
    if not only:
        parts.append(_rows(digest(article, width)))
    if only == "summary":
        parts.append(_rows(digest(article, width)))
    if only == "figures":
        parts.append(
            "\n".join(
                f"{fact.label}: {figure_label(fact, article.language)}{_cite(article, fact)}"
                for fact in article.facts.values()
            )
        )
    if only == "timeline":
        parts.append(
            "\n".join(
                f"{event.when.text if event.when else '—'}  {event.label}{_cite(article, event)}"
                for event in article.timeline
            )
        )
    if only in ("", "entities") or only.startswith("@"):
        ids = [only[1:]] if only.startswith("@") else list(article.entities)
        cards = [_rows(card(article, id, width)) for id in ids]
        if cards and not only.startswith("@"):
            cards.insert(0, "ENTITIES")
        parts.append("\n\n".join(cards))
    return "\n\n".join(part for part in parts if part)


def _body(article: Article, width: int, only: str) -> str:
    flow = Flow(article, width)
    lines = [
        line for block in range(flow.blocks) for line in flow.lines(block) if not only or line.place.section == only
    ]
    return "\n".join(line.text for line in lines).strip("\n")


def _rows(rows: tuple[Row, ...]) -> str:
    return "\n".join(row.text for row in rows)


def _cite(article: Article, claim: Claim) -> str:
    return "".join(
        f" [{evidence.section}: “{evidence.quote}”]" for evidence in evidence_of(article, claim) if evidence.quote
    )


def markdown(article: Article, only: str = "") -> str:
    """The same as Markdown."""
    out: list[str] = []
    if not only:
        out += [f"# {article.title}", article.subtitle]
    for section in article.sections:
        if only in ("", section.id):
            out.append(f"## {section.title}")
            for block in section.body:
                mark = "> " * block.quoted + "  " * max(0, block.level - 1)
                mark += {"•": "- "}.get(
                    block.marker, f"{block.marker} " if block.marker else "  " if block.level else ""
                )
                if block.kind == "table":
                    rows = ["| " + " | ".join(block.text[a:b] for a, b in row) + " |" for row in block.rows]
                    rows.insert(1, "|" + " --- |" * len(block.rows[0]))
                    out.append("\n".join(rows))
                else:
                    out.append(mark + block.text)
    if only in ("", "summary") and article.summary:
        out += ["## Summary", article.summary.tldr]
        out += [
            "\n".join(f"{n}. {point.text}{_cite(article, point)}" for n, point in enumerate(article.summary.points, 1))
        ]
    if only in ("", "figures") and article.facts:
        out += [
            "## Figures",
            "\n".join(
                f"- {fact.label}: {figure_label(fact, article.language)}{_cite(article, fact)}"
                for fact in article.facts.values()
            ),
        ]
    if only in ("", "timeline") and article.timeline:
        out += [
            "## Timeline",
            "\n".join(
                f"- {event.when.text if event.when else '—'}: {event.label}{_cite(article, event)}"
                for event in article.timeline
            ),
        ]
    if only in ("", "entities") and article.entities:
        found = by_entity(article)
        out.append("## Entities")
        for entity in article.entities.values():
            names = " · ".join(filter(None, (entity.native, entity.reading, entity.kind, entity.role)))
            out.append(
                f"- **{entity.name}** ({names}): {entity.description} {mention_count(found.get(entity.id, ()))}."
            )
        out += [_relation(article, relation) for relation in article.relations]
    if not only and article.questions:
        out += ["## Questions", "\n\n".join(f"**{q.ask}** {q.answer}{_cite(article, q)}" for q in article.questions)]
    if not only and article.glossary:
        out += ["## Glossary", "\n".join(f"- **{t.term}** {t.native}: {t.text}" for t in article.glossary)]
    return "\n\n".join(part for part in out if part)


def _relation(article: Article, relation: Relation) -> str:
    source, target = article.entities[relation.source].name, article.entities[relation.target].name
    return f"- {source} {'↔' if relation.mutual else '→'} {target}: {relation.label}{_cite(article, relation)}"


def data(article: Article, only: str = "") -> dict[str, object]:
    """The same as values for JSON."""

    def evidence(claim: Claim) -> list[dict[str, str]]:
        return [_evidence(e) for e in evidence_of(article, claim)]

    found = by_entity(article)
    whole: dict[str, object] = {
        "id": article.id,
        "language": article.language,
        "title": article.title,
        "subtitle": article.subtitle,
        "published": article.published.text if article.published else None,
        "tags": list(article.tags),
        "sections": [
            {"id": s.id, "title": s.title, "role": s.role, "text": [b.text for b in s.body]}
            for s in article.sections
            if only in ("", s.id) or only in PARTS
        ],
        "summary": {
            "tldr": article.summary.tldr,
            "points": [{"text": p.text, "evidence": evidence(p)} for p in article.summary.points],
        }
        if article.summary
        else None,
        "entities": [
            {
                "id": e.id,
                "kind": e.kind,
                "name": e.name,
                "native": e.native,
                "reading": e.reading,
                "role": e.role,
                "description": e.description,
                "wikidata": e.wikidata,
                "mentions": [{"section": s.section, "start": s.start, "end": s.end} for s in found.get(e.id, ())],
            }
            for e in article.entities.values()
        ],
        "relations": [
            {"from": r.source, "to": r.target, "label": r.label, "mutual": r.mutual, "evidence": evidence(r)}
            for r in article.relations
        ],
        "figures": [
            {
                "id": f.id,
                "label": f.label,
                "value": f.value,
                "number": str(f.number),
                "unit": f.unit,
                "compare": f.compare,
                "date": f.date.text if f.date else None,
                "entities": list(f.entities),
                "evidence": evidence(f),
            }
            for f in article.facts.values()
        ],
        "timeline": [
            {
                "when": e.when.text if e.when else None,
                "label": e.label,
                "entities": list(e.entities),
                "evidence": evidence(e),
            }
            for e in article.timeline
        ],
        "questions": [{"ask": q.ask, "answer": q.answer, "evidence": evidence(q)} for q in article.questions],
        "glossary": [{"term": t.term, "native": t.native, "text": t.text} for t in article.glossary],
    }
    if only in PARTS:
        return {only: whole[only]}
    if only in article.by_section:
        return {"sections": whole["sections"]}
    return whole


def _evidence(evidence: Evidence) -> dict[str, str]:
    return {"section": evidence.section, "quote": evidence.quote}
