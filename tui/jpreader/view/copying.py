"""What is copied: the selection, the current paragraph, or the entry under the cursor, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jpreader.article.evidence import locate
from jpreader.article.model import Article, Block, Evidence, Section, Span
from jpreader.article.text import clean
from jpreader.layout.card import card
from jpreader.layout.citation import citation
from jpreader.layout.digest import digest
from jpreader.layout.line import Row, ToEntity, ToEvidence, ToSection
from jpreader.layout.outline import entity_group
from jpreader.view.choosing import chosen
from jpreader.view.sight import Sight

WIDE: Final = 10_000  # cells: each text of an entry then stands on a row of its own

DRAWN: Final = frozenset({"bar", "mark", "marker", "new", "rule", "number", "fallback"})
"""Roles of what an entry shows beside its words."""


def copied(sight: Sight) -> str:
    """The text, cleaned, with its citation below it; empty where there is nothing to copy."""
    reading = sight.reading
    if reading.pane != "article" and not reading.selected:
        return clean(_entry(sight))
    stretch = chosen(sight)
    spans = stretch.spans(reading.article) if stretch else ()
    text = quoted(reading.article, spans)
    return clean(f"{text}\n\n{citation(reading.article, [span.section for span in spans])}") if text else ""


def quoted(article: Article, spans: tuple[Span, ...]) -> str:
    """The text of some spans, a blank line between paragraphs."""
    return "\n\n".join(text for span in spans if (text := _of_section(article.by_section[span.section], span)))


def _of_section(section: Section, span: Span) -> str:
    found = ""
    for block in section.blocks:
        start, end = max(span.start - block.start, 0), min(span.end - block.start, len(block.text))
        if start >= end:
            continue
        text = block.text[start:end].rstrip()
        gap = "" if not found else "\n" if block.tight else "\n\n"
        found += gap + (_lead(block) if start == 0 else "") + text
    return found


def _lead(block: Block) -> str:
    """What stands before a paragraph of a list."""
    indent = "  " * max(0, block.level - 1)
    return f"{indent}{block.marker} " if block.marker else indent


def _entry(sight: Sight) -> str:
    """The entry under the cursor of a pane."""
    reading = sight.reading
    article, pane = reading.article, reading.pane
    if pane == "article":
        return ""
    listing = sight.listing(pane)
    if not 0 <= listing.cursor < len(listing.targets):
        return ""
    match listing.targets[listing.cursor]:
        case ToSection(id):
            section = article.by_section[id]
            return f"{_of_section(section, Span(id, 0, len(section.text)))}\n\n{citation(article, [id])}"
        case ToEntity(id):
            return f"{_card(article, id)}\n\n{citation(article)}"
        case ToEvidence(evidence):
            rows = card(article, reading.entity, WIDE) if reading.card else digest(article, WIDE)
            said = "\n".join(_words(rows, listing.cursor))
            return f"{said}{_quote(article, evidence)}\n\n{citation(article, [evidence.section])}"


def _card(article: Article, id: str) -> str:
    (entry,) = entity_group(article, id).entries
    return "\n".join([" ".join(filter(None, (entry.lead, entry.text))), *entry.under])


def _words(rows: tuple[Row, ...], item: int) -> Iterator[str]:
    """The words of an entry, without bars and marks."""
    for row in rows:
        if row.item == item:
            words = [piece.text for piece in row.pieces if DRAWN.isdisjoint(piece.role.split())]
            if text := " ".join("".join(words).split()):
                yield text


def _quote(article: Article, evidence: Evidence) -> str:
    """The words that an entry is said by, where they stand in the text."""
    passage = locate(article, evidence)
    if not evidence.quote or passage is None or not passage.exact:
        return ""
    span = passage.span
    text = article.by_section[span.section].text[span.start : span.end]
    left, right = "「」" if article.language.split("-")[0] == "ja" else "“”"
    return f"\n{left}{text}{right}"
