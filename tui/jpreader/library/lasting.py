"""What is kept of an index until it changes: who stands on a shelf in which order, what was asked last, the titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from jpreader.library.catalogue import EDITIONS
from jpreader.library.fuzzy import folded, matching
from jpreader.library.rows import Order, ordered

if TYPE_CHECKING:
    from jpreader.library.index import Index

MOST_ANSWERS: Final = 100  # a byte an article each: 10 MB for 100,000 articles, and more than all facets have values


class Lasting:
    """Of one index. Two threads may ask at once: at worst both find the same."""

    def __init__(self) -> None:
        self._order: tuple[tuple[str, Order], tuple[int, ...]] | None = None
        self._typed: tuple[tuple[str, Order, str], tuple[int, ...]] | None = None
        self._places: tuple[str, Mapping[int, int]] | None = None
        self._titles: tuple[str, Mapping[int, str]] | None = None
        self._answers: dict[tuple[str, str], bytes] = {}

    def order(self, index: Index, by: Order) -> tuple[int, ...]:
        """All articles in an order."""
        asked = (index.where, by)
        if self._order is None or self._order[0] != asked:
            self._order = asked, ordered(index, by)
        return self._order[1]

    def typed(self, index: Index, by: Order, typed: str) -> tuple[int, ...]:
        """The articles whose titles have what was typed, the best first, else in an order; see `fuzzy`."""
        asked = (index.where, by, typed)
        if self._typed is None or self._typed[0] != asked:
            self._typed = asked, tuple(matching(self.order(index, by), self.titles(index), typed))
        return self._typed[1]

    def places(self, index: Index) -> Mapping[int, int]:
        """The place of each article among all, by its number."""
        if self._places is None or self._places[0] != index.where:
            self._places = index.where, {id: at for at, id in enumerate(ordered(index))}
        return self._places[1]

    def answering(self, index: Index, query: str) -> bytes:
        """For each article's place whether it answers a query, as 1 or 0."""
        asked = (index.where, query)
        if (found := self._answers.get(asked)) is None:
            from jpreader.library.search import answering  # a shelf that stands asks for nothing

            if len(self._answers) >= MOST_ANSWERS:
                self._answers.clear()
            found = self._answers[asked] = self.among(index, answering(index, query))
        return found

    def among(self, index: Index, articles: Sequence[int]) -> bytes:
        """For each article's place whether it is among some, as 1 or 0."""
        places = self.places(index)
        found = bytearray(len(places))
        for id in articles:
            if (at := places.get(id)) is not None:
                found[at] = 1
        return bytes(found)

    def titles(self, index: Index) -> Mapping[int, str]:
        """The folded titles, in all their languages, and sources of all articles, by the articles' numbers."""
        if self._titles is None or self._titles[0] != index.where:
            found: dict[int, list[str]] = {}
            for id, slug, source in index.db.execute(f"select id, slug, source from article where {index.where}"):
                found[id] = [slug, source]
            for id, title in index.db.execute("select id, title from edition"):
                if (texts := found.get(id & ~EDITIONS)) is not None:
                    texts.insert(-2, title)
            self._titles = index.where, {id: folded("  ".join(texts)) for id, texts in found.items()}
        return self._titles[1]
