"""What `jpreader check` says beyond what decoding says: are the quotes in the text, and is anything missing?"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, groupby
from typing import Final

from jpreader.article.collecting import paused
from jpreader.article.evidence import Passage, every_claim, evidence_of, locate, why_not
from jpreader.article.inline import target_of
from jpreader.article.language_tags import unregistered
from jpreader.article.mentions import shared_names
from jpreader.article.model import Article, Entity, Event, Evidence, Fact, Mark, Relation, Section
from jpreader.article.problem import Problem
from jpreader.article.quantity import amount, amounts
from jpreader.article.report import as_github, as_json, render
from jpreader.article.source import Source
from jpreader.article.unmentioned import never_mentioned
from jpreader.article.yamlevents import Reader
from jpreader.article.yamlnodes import Mapping as Fields
from jpreader.article.yamlnodes import Node, Scalar

__all__ = ["as_github", "as_json", "check", "render"]

MOST_SEARCHED: Final = 500_000_000
"""Characters gone through for quotes, half a second or so: a section of 4 MB with 200 quotes goes beyond."""

_LINK: Final = r"(?i)\[[^\[\]\n]+\]\((@[^()\s]*|(?:[a-z][a-z0-9+.-]*:|//|www\.)[^()\s]*)\)"


def check(article: Article, source: bytes | None = None) -> tuple[Problem, ...]:
    """Problems of an article or a translation that was decoded, in the order of their lines.

    Args:
        article: what `decode` or `decode_overlay` gave.
        source: its file, for the lines that are shown; None: none are.
    """
    with paused():  # what is made for a look at thousands of names is no garbage
        checker = _Checker(article, Source(article.path) if source is None else Reader(source, article.path))
        checker.quotes()
        checker.entities()
        checker.shared_names()
        checker.links()
        checker.amounts()
        if article.original is None:
            checker.unproved()
        else:
            checker.untranslated(article.original)
        checker.language()
        return checker.report.found()


class _Checker:
    """One article and the report on it."""

    def __init__(self, article: Article, report: Source) -> None:
        self.article = article
        self.report = report
        self.passages: dict[Evidence, Passage | None] = {}
        """Where those quotes stand that have been looked for."""

    def warn(self, mark: Mark, message: str, hint: str = "", length: int = 1) -> None:
        """Add a warning."""
        self.report.say(mark, message, hint, length, "warning")

    @cached_property
    def _fields(self) -> Mapping[str, tuple[Scalar, Node]]:
        """The file again, for the marks that an article doesn't keep: read only where something is wrong."""
        report = self.report
        root = Reader(report.text.encode(), report.path).root() if isinstance(report, Reader) else None
        return {name.text: (name, value) for name, value in root.items} if isinstance(root, Fields) else {}

    def _mark(self, key: str, inner: str = "") -> Mark:
        """Where a key stands, or one in its mapping; the outer one where there is no inner, else the top."""
        name, value = self._fields.get(key, (None, None))
        within = value.items if isinstance(value, Fields) else ()
        return next((own.mark for own, _ in within if own.text == inner), name.mark if name else Mark())

    def _entity_mark(self, entity: Entity) -> Mark:
        """Where an entity stands in this file; a translation's entities have the marks of the original."""
        return self._mark("entities", entity.id) if self.article.original else entity.mark

    def _typed(self, section: Section, start: int, text: str) -> Mark:
        """Where a text of a section stands in the file: the first place of it in its block."""
        number = bisect_right(section.blocks, start, key=lambda block: block.start) - 1
        first = section.blocks[number].line
        if first:
            after = section.blocks[number + 1].line if number + 1 < len(section.blocks) else first + 200
            for line in range(first, min(max(after, first + 1), len(self.report.lines) + 1)):
                at = self.report.lines[line - 1].find(text)
                if at >= 0:
                    return Mark(line, at + 1)
        return Mark(first, 1) if first else section.mark

    def _own_sections(self) -> Iterator[Section]:
        """The sections whose body is in this file."""
        for section in self.article.sections:
            if f"sections.{section.id}.body" not in self.article.fallbacks:
                yield section

    def _own_quotes(self) -> Iterator[Evidence]:
        """The evidence whose quote is in this file."""
        for claim in every_claim(self.article):
            own = claim.evidence
            if own and own.quote and (self.article.original is None or own.translated):
                yield own

    def quotes(self) -> None:
        """Is each quote in its section?"""
        searched = 0
        for evidence in self._own_quotes():
            section = self.article.by_section.get(evidence.section)
            if section is None:
                continue  # decoding says so
            searched += len(section.text)
            if searched > MOST_SEARCHED:
                hint = "make shorter sections: there is too much text to look through for each quote"
                self.warn(evidence.mark, "the quotes from here on were not looked for", hint)
                return
            self.passages[evidence] = locate(self.article, evidence)
            if self.passages[evidence] is None:
                message, hint = why_not(self.article, evidence) if not self.report.full else ("", "")
                self.report.say(evidence.mark, message, hint, len(evidence.quote))

    def unproved(self) -> None:
        """Has each fact and relation a quote?"""
        claims: tuple[Fact | Relation, ...] = (*self.article.facts.values(), *self.article.relations)
        for claim in claims:
            if not any(evidence.quote for evidence in evidence_of(self.article, claim)):
                what = "fact" if isinstance(claim, Fact) else "relation"
                self.warn(claim.mark, f"this {what} has no quote", "add the 'section' and the 'quote' that say it")

    def entities(self) -> None:
        """Does the text name each entity?"""
        named = _named(self.article)
        for id in never_mentioned(self.article):
            entity = self.article.entities[id]
            if entity.match:
                message = f"'{entity.name}' is never found in the text: add the form the text uses under `aliases`"
                hint = "or write match: false"
            elif id not in named and self.article.original is None:
                message = f"nothing mentions '{entity.name}': no text by hand, no relation, figure or event"
                hint = f"write [words](@{id}) where the text means it"
            else:
                continue
            self.warn(self._entity_mark(entity), message, hint, len(id))

    def shared_names(self) -> None:
        """Have two entities one name? In a translation: one that the original's have not."""
        known = shared_names(self.article.original) if self.article.original else {}
        for (name, second), first in shared_names(self.article).items():
            if (name, second) not in known:
                entity = self.article.entities[second]
                message = f"'{name}' is a name of '{first}' too, which takes its mentions"
                self.warn(self._entity_mark(entity), message, "leave it to one of them", len(second))

    def links(self) -> None:
        """Has each link an address that may be opened?"""
        for section in self._own_sections():
            if "](" not in section.text:
                continue
            code = _code(section)
            for match in re.finditer(_LINK, section.text):
                if self.report.full:
                    return
                if target_of(match[1]) is None and not code.touches(match.start(), match.start() + 1):
                    message = "this is no link, and stays text as it stands"
                    hint = "an address begins with https://, http:// or mailto:, and has at most 2,048 characters"
                    if match[1].startswith("@"):
                        hint = "an entity's id is small letters, digits and hyphens"
                    self.warn(self._typed(section, match.start(), match[0]), message, hint, len(match[0]))

    def amounts(self) -> None:
        """Has each amount in the text a figure: one of the same number, or one whose quote holds it?"""
        sections = list(self._own_sections())
        # All at once: an amount ends with its line, and to look for the signs of one in each of many sections takes
        # ten times as long.
        found = amounts("\n".join([section.text for section in sections]))
        if not found:
            return
        begins = list(accumulate((len(section.text) + 1 for section in sections), initial=0))
        seen: set[str] = set()
        quotes = self._quoted_by_facts()
        for number, spans in groupby(found, lambda span: bisect_right(begins, span[0]) - 1):
            section, begin = sections[number], begins[number]
            quoted, code = _Cover(quotes.get(section.id, ())), _code(section)
            for start, end in ((start - begin, end - begin) for start, end in spans):
                text = section.text[start:end]
                if text in seen or start < len(section.title) or self.report.full:
                    continue
                if quoted.touches(start, end) or code.touches(start, end) or amount(text) in self._numbers:
                    continue
                seen.add(text)
                message = f"the text says “{text}”, and no fact covers it"
                self.warn(self._typed(section, start, text), message, "add it under `facts`", len(text))

    @cached_property
    def _numbers(self) -> set[Decimal]:
        """The numbers of all figures, without their signs."""
        return {abs(fact.number) for fact in self.article.facts.values()}

    def _quoted_by_facts(self) -> dict[str, list[tuple[int, int]]]:
        """What the quotes of facts cover, by section."""
        found: dict[str, list[tuple[int, int]]] = {}
        for fact in self.article.facts.values():
            evidence = fact.evidence if fact.evidence and fact.evidence.quote else None
            if evidence and evidence not in self.passages:
                self.passages[evidence] = locate(self.article, evidence)
            passage = self.passages[evidence] if evidence else None
            if passage and passage.exact:
                found.setdefault(passage.span.section, []).append((passage.span.start, passage.span.end))
        return found

    def untranslated(self, original: Article) -> None:
        """Does a translation lack what a reader can't do without? Labels may: they fall back one by one, and say so."""
        own = {section.id for section in self._own_sections()}
        lacks = [section.id for section in self.article.sections if section.id not in own]
        shown = f"shown in '{original.language}' instead"
        if lacks:
            count = f"{len(lacks)} of {len(self.article.sections)} sections: " if len(lacks) > 1 else "section "
            names = ", ".join(f"'{id}'" for id in lacks[:8]) + (", …" if len(lacks) > 8 else "")
            self.warn(self._mark("sections"), f"the translation lacks {count}{names}", shown)
        for key, inner in (("title", ""), ("summary", "tldr")):
            name = f"{key}.{inner}" if inner else key
            if name in self.article.fallbacks:
                self.warn(self._mark(key), f"the translation lacks '{name}'", shown)
        for section in self._own_sections():
            here, there = len(section.body), len(original.by_section[section.id].body)
            if here != there:
                message = f"section '{section.id}' has {here} blocks, and the original {there}"
                self.warn(section.mark, message, "as many let a reader switch in mid-text")

    def language(self) -> None:
        """Is the language registered?"""
        tag = self.article.language
        part, hint = unregistered(tag)
        if part:
            _, value = self._fields.get("language", (None, None))
            message = f"nobody registered the language '{tag}'" + (f": '{part}' means nothing" if part != tag else "")
            self.warn(value.mark if value else Mark(), message, hint, len(tag))


class _Cover:
    """Stretches of a text, in which others are looked for."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))
        """The furthest end of each stretch and those before it."""

    def touches(self, start: int, end: int) -> bool:
        """True if a stretch has a character of another one."""
        number = bisect_left(self._starts, end)
        return number > 0 and self._ends[number - 1] > start


def _named(article: Article) -> set[str]:
    """The entities that claims name."""
    named = {end for relation in article.relations for end in (relation.source, relation.target)}
    claims: tuple[Fact | Event, ...] = (*article.facts.values(), *article.timeline)
    for claim in claims:
        named.update(claim.entities)
    return named


def _code(section: Section) -> _Cover:
    """What stands in code: it is neither a link nor a figure."""
    return _Cover(
        (block.start + run.start, block.start + run.end)
        for block in section.blocks
        for run in block.runs
        if run.style == "code"
    )
