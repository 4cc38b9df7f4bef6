"""Changes in an article since it was read: of sections, their texts by words, facts and relations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from jpreader.article.model import Fact, Span

if TYPE_CHECKING:
    from jpreader.article.edits import Edit

What = Literal["section", "title", "text", "fact", "relation"]
Way = Literal["added", "changed", "removed"]


class Trace(NamedTuple):
    """Where a change shows in a section's text: offsets; an empty stretch is where something was."""

    start: int
    end: int
    way: Way


class Change(NamedTuple):
    """One change."""

    what: What
    way: Way
    span: Span
    """Where it is in the article as it stands; empty where something was removed."""
    traces: tuple[Trace, ...]
    edits: tuple[Edit, ...] = ()
    """Of a text, a title or a relation: how it became what it is. Of a section: its title and its text."""
    facts: tuple[Fact, ...] = ()
    """Of a fact: as it was and as it is, those of them that there are."""
    number: int = -1
    """Of a relation: its number in `Article.relations`, unless it was removed."""


class Changes:
    """All changes in an article in one language, in its order; equal only to itself, so it can key a cache."""

    def __init__(self, all: Iterable[Change] = (), order: Mapping[str, int] = MappingProxyType({})) -> None:
        """`order` gives the number of each section."""

        def start(change: Change) -> tuple[int, int]:
            return order[change.span.section], change.span.start

        self.all = tuple(sorted(all, key=start))
        self._starts = [start(change) for change in self.all]

    def between(self, first: tuple[int, int], last: tuple[int, int]) -> range:
        """The numbers of those that begin from one point to another, each the number of a section and an offset."""
        return range(bisect_left(self._starts, first), bisect_right(self._starts, last))

    @cached_property
    def traces(self) -> Mapping[str, tuple[Trace, ...]]:
        """Where the changes show in each section that has some."""
        found: dict[str, list[Trace]] = {}
        for change in self.all:
            found.setdefault(change.span.section, []).extend(change.traces)
        return {section: tuple(traces) for section, traces in found.items()}


UNCHANGED: Final = Changes()
