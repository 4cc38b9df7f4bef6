"""What the reader sees of the shelf: one frozen value, and what keys make of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from jpreader.article.model import Article
from jpreader.library.arranging import Arranged, Wish, waiting_row
from jpreader.library.progress import Progress
from jpreader.library.rows import ORDERS, Order, Row, Value
from jpreader.library.shelving import Seen
from jpreader.reading.standing import Remembered, Standing

ShelfPane = Literal["rows", "facets"]

UNREAD: Final = "unread"
"""The facet of what wasn't read, which no query asks for."""

MADE: Final[tuple[tuple[Order, bool], ...]] = (*((by, False) for by in ORDERS), ("published", True))
"""The orders that there are; the last begins with what wasn't read."""


class Facet(NamedTuple):
    """A value that articles can be chosen by."""

    field: str
    value: Value


class Preview(NamedTuple):
    """The article beside the list."""

    key: str
    digest: bytes
    """The hash of its files as the index had them: see `rows.Row`."""
    article: Article | None
    """None where it can't be read."""
    problem: str = ""


class Shelved(NamedTuple):
    """The shelf as the reader has it before them."""

    arranged: Arranged = Arranged()
    cursor: int = 0
    """The position of an article in the order."""
    top: int = 0
    """The position of the article in the first row."""
    pane: ShelfPane = "rows"
    made: int = 0
    """Which of the orders: see `MADE`."""
    typed: str = ""
    typing: bool = False
    chosen: frozenset[Facet] = frozenset()
    """By their labels: counts may have changed since."""
    facets: tuple[Facet, ...] = ()
    facet: int = 0
    """The facet that the cursor is on, in their pane."""
    rows: Mapping[int, Row] = MappingProxyType({})
    """What is known of articles, by their numbers."""
    standings: Mapping[int, Standing] = MappingProxyType({})
    progress: Progress = Progress(0, 0)
    notice: str = ""
    preview: Preview | None = None
    language: str = ""
    """The one that titles are wanted in."""
    known: bool = False
    """Whether it is known which articles there are; till then none are listed."""

    @property
    def wish(self) -> Wish:
        """What is to be seen."""
        by, unread_first = MADE[self.made]
        return Wish(by, unread_first, self.typed, self.query(), any(one.field == UNREAD for one in self.chosen))

    def query(self, but: str = "") -> str:
        """What the chosen facets ask for: one of each field's; without those of a field."""
        fields = sorted({one.field for one in self.chosen} - {UNREAD, but})
        parts = (sorted(one.value.query for one in self.chosen if one.field == field) for field in fields)
        return " ".join("(" + " or ".join(f"({query})" for query in part) + ")" for part in parts)

    @property
    def order(self) -> tuple[int, ...]:
        """The numbers of the articles."""
        return self.arranged.order

    def row(self, position: int) -> Row | None:
        """What is known of the article at a position; None if there is none, or it wasn't asked for yet."""
        if not 0 <= position < len(self.order):
            return None
        number = self.order[position]
        if number < 0:
            item = self.arranged.waiting[-1 - number]
            return waiting_row(item, number)._replace(title=item.title_in(self.language))
        return self.rows.get(number)

    @property
    def current(self) -> Row | None:
        """The article that the cursor is on."""
        return self.row(self.cursor)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the articles in view, or not read yet, that are in more than one; the most common first."""
        known = [row.languages for row in self.rows.values()] + [item.languages for item in self.arranged.waiting]
        number = Counter(language for languages in known if len(languages) > 1 for language in languages)
        return tuple(sorted(number, key=lambda language: (-number[language], language)))

    @property
    def next_language(self) -> str:
        """The one after that in which the titles are; empty where there is no other."""
        languages, current = self.languages, self.current
        shown = self.language or (current.languages[0] if current and current.languages else "")
        at = languages.index(shown) if shown in languages else -1
        return languages[(at + 1) % len(languages)] if languages else ""

    @property
    def previewed(self) -> bool:
        """Whether what stands beside the list is the article that the cursor is on, as the index has it."""
        current, preview = self.current, self.preview
        return current is None or (preview is not None and preview[:2] == (current.key, current.digest))

    # What keys do

    def moved(self, by: int, height: int) -> Shelved:
        """With the cursor so much further down, or up; in the pane in use, of so many rows."""
        if self.pane == "facets":
            return self._replace(facet=max(0, min(self.facet + by, len(self.facets) - 1)))
        return self.at(self.cursor + by, height)

    def at(self, position: int, height: int) -> Shelved:
        """With the cursor at a position, and that in view."""
        cursor = max(0, min(position, len(self.order) - 1))
        top = max(cursor - max(1, height) + 1, min(self.top, cursor))
        return self._replace(cursor=cursor, top=max(0, min(top, len(self.order) - height)))

    def rolled(self, by: int, height: int) -> Shelved:
        """With other rows in view; the cursor stays where it can."""
        top = max(0, min(self.top + by, len(self.order) - height))
        return self._replace(top=top, cursor=max(top, min(self.cursor, top + height - 1, len(self.order) - 1)))

    def arranged_anew(self, arranged: Arranged, height: int) -> Shelved:
        """With other articles, or others between them: the cursor stays on its article, and that on its row.

        Where there were none before, that is the row in the middle: of an article come back from, those around it show.
        """
        row = self.cursor - self.top if self.known else height // 2
        moved = self._replace(arranged=arranged, known=True, cursor=arranged.at, top=max(0, arranged.at - row))
        return moved.at(arranged.at, height)

    def seen(self, found: Sequence[Seen], memory: Remembered) -> Shelved:
        """With the rows that are in view, and how they stand with the reader."""
        standings = {
            row.article: Standing(
                len(memory.read.get(row.key, ())),
                sections,
                row.key in memory.read,
                bool(row.digest) and memory.stood.get(row.key, row.digest) != row.digest,
            )
            for row, sections in found
        }
        return self._replace(rows={row.article: row for row, _ in found}, standings=standings)

    def toggled(self) -> Shelved:
        """With the facet that the cursor is on chosen, or not any more."""
        if not self.facets:
            return self
        one = self.facets[self.facet]
        same = {other for other in self.chosen if named(other) == named(one)}
        return self._replace(chosen=self.chosen - same if same else self.chosen | {one})

    def faceted(self, facets: tuple[Facet, ...]) -> Shelved:
        """With the facets as they are counted now; the cursor stays on its own."""
        names = list(map(named, facets))
        own = named(self.facets[self.facet]) if self.facets else None
        return self._replace(facets=facets, facet=names.index(own) if own in names else 0)

    def is_chosen(self, one: Facet) -> bool:
        """Whether a facet is chosen."""
        return named(one) in map(named, self.chosen)

    def again(self) -> Shelved:
        """What the reader made of it, for the next time that it is shown: the order, what is typed and chosen."""
        return Shelved(made=self.made, typed=self.typed, chosen=self.chosen)

    @property
    def narrowed(self) -> bool:
        """Whether not all articles are wanted."""
        return bool(self.typed.strip() or self.chosen)


def named(one: Facet) -> tuple[str, str]:
    """What a facet is known by, however many articles have it."""
    return one.field, one.value.query
