"""What a shelf asks its index: the articles in order, the rows in view, and what there is to choose by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from jpreader.library.arranging import (
    Arranged,
    Wish,
    arranged,
    first_arranged,
    knows,
    narrowed,
    read_articles,
    section_count,
    waiting,
)
from jpreader.library.index import Index
from jpreader.library.lasting import Lasting
from jpreader.library.rows import Row, Value, rows, titled
from jpreader.library.shelf import Item, best_language


class Seen(NamedTuple):
    """A row, and how many sections the article has, if something of it was read."""

    row: Row
    sections: int


class Shelving:
    """The questions of one shelf. They are asked in other threads, one of a kind at a time."""

    def __init__(self, paths: Sequence[str], known: Sequence[Item], language: str = "") -> None:
        """Nothing is asked yet.

        Args:
            paths: the folders and files that it is of.
            known: articles of which something is known without the index.
            language: the one that titles are wanted in; the originals' stand for want of it.
        """
        self._paths, self._known, self._language = tuple(paths), tuple(known), language
        self._lasting = Lasting()
        self._waiting: tuple[Item, ...] = tuple(one for one in known if one.source is not None)
        self._look = False
        self._first = True

    def turn(self, language: str) -> None:
        """Titles and names are wanted in another language from now on."""
        self._language = language

    def changed(self) -> None:
        """The index holds other than before."""
        self._lasting = Lasting()
        self._look |= bool(self._waiting)

    def incomplete(self) -> None:
        """There are many files that the index doesn't have, or has as they were."""
        self._look = True

    def arrange(self, wish: Wish, read: Mapping[str, frozenset[str]], keep: str, index: Index) -> Arranged:
        """The articles that a wish finds: see `arranging.arranged`; `read` are the sections by the articles' keys."""
        self._wait(index)
        whole = read_articles(index, read) if wish.unread or wish.unread_first else frozenset()
        return arranged(index, wish, whole, self._waiting, keep, self._lasting)

    def begin(self, most: int, index: Index) -> Arranged:
        """The first so many of the articles, for a screen that can't wait: see `arranging.first_arranged`."""
        self._wait(index)
        return first_arranged(index, most, self._waiting)

    def _wait(self, index: Index) -> None:
        """Know which articles the index doesn't have."""
        if self._look or (self._first and not all(map(partial(knows, index), self._paths))):
            self._waiting = waiting(index, self._paths, self._known)
        self._look = self._first = False

    def facet(
        self, field: str, wish: Wish, read: Mapping[str, frozenset[str]], chosen: Sequence[Value], index: Index
    ) -> tuple[Value, ...]:
        """What the articles that a wish finds have of a facet, of which some values are chosen: see `facets.values`."""
        from jpreader.library.facets import values  # a shelf that stands counts nothing

        lasting = self._lasting
        among = None
        if wish.typed.strip() or wish.query.strip() or wish.unread:
            whole = read_articles(index, read) if wish.unread else frozenset()
            among = lasting.among(index, narrowed(index, wish, whole, lasting))
        return values(index, field, among, lasting, self._language, chosen)

    def see(self, numbers: Sequence[int], read: Mapping[str, frozenset[str]], index: Index) -> list[Seen]:
        """The rows of some articles."""
        return [
            Seen(
                titled(index, row, best_language(self._language, row.languages)),
                section_count(index, row.article) if read.get(row.key) else 0,
            )
            for row in rows(index, numbers)
        ]
