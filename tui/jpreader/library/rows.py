"""What a shelf shows of very many articles: their order, a row for those that are in view, and facets by name.

The order is numbers alone, so that it can be kept whole; rows are read for a window of it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, get_args

from jpreader.library.database import damage
from jpreader.library.index import Index

Order = Literal["published", "title", "source", "minutes"]
ORDERS: Final[tuple[Order, ...]] = get_args(Order)
FACETS: Final = ("tag", "kind", "entity", "year", "lang")

_BY: Final = {
    "title": "title collate nocase, id desc",
    "source": "source = '', source collate nocase, id desc",
    "minutes": "minutes, id desc",
}


class Row(NamedTuple):
    """An article on the shelf."""

    article: int
    """Its number in the index."""
    id: str
    path: str
    key: str
    """What its place is kept under: see `shelf.Item.key`."""
    title: str
    languages: tuple[str, ...]
    """The original's first; none where it can't be read."""
    published: str
    source: str
    minutes: int
    """How long it takes to read."""
    tags: tuple[str, ...]
    problem: str
    """Why it can't be read, in a line; empty where it can."""
    digest: bytes
    """A hash of its files, by which it is known to have changed."""


class Value(NamedTuple):
    """A value of a facet."""

    label: str
    query: str
    """What finds those that have it: `tag:"chips"`."""
    articles: int


def ordered(index: Index, by: Order = "published") -> tuple[int, ...]:
    """The numbers of all articles, in an order.

    Raises:
        Damaged: the index has to be made anew.
    """
    select = f"select id from article where {index.where}"
    with damage():
        if by == "published":  # by their numbers, then: SQLite reads the least index, and not the articles
            return tuple(sorted((int(id) for (id,) in index.db.execute(select)), reverse=True))
        return tuple(int(id) for (id,) in index.db.execute(f"{select} order by {_BY[by]}"))


def newest(index: Index, most: int) -> tuple[int, ...]:
    """The numbers of so many articles, the first of `ordered` by their dates, without putting the others in order.

    Raises:
        Damaged: the index has to be made anew.
    """
    # Of all there are, the last in the table itself; else those of the folders, which SQLite has an index of.
    number = "id" if index.where == "1" else "+id"
    select = f"select id from article where {index.where} order by {number} desc limit ?"
    with damage():
        return tuple(int(id) for (id,) in index.db.execute(select, (most,)))


def rows(index: Index, articles: Sequence[int]) -> tuple[Row, ...]:
    """The rows of some articles, in their order; those that are gone meanwhile are left out.

    Raises:
        Damaged: the index has to be made anew.
    """
    select = (
        "select id, slug, path, key, title, languages, published, source, minutes, tags, problem, hash"
        " from article where id = ?"
    )
    with damage():
        found = (index.db.execute(select, (id,)).fetchone() for id in articles)
        return tuple(
            Row(
                *(id, slug, os.fsdecode(path), os.fsdecode(key), title, tuple(filter(None, languages.split(",")))),
                *(published, source, minutes, tuple(json.loads(tags)), problem, digest),
            )
            for id, slug, path, key, title, languages, published, source, minutes, tags, problem, digest in filter(
                None, found
            )
        )


def titled(index: Index, row: Row, language: str | None) -> Row:
    """A row with the title that its article has in one of its languages.

    Raises:
        Damaged: the index has to be made anew.
    """
    if language is None or language == row.languages[0]:
        return row
    with damage():
        edition = index.edition_in(row.article, language)
        found = index.db.execute("select title from edition where id = ?", (edition,)).fetchone()
    return row._replace(title=found[0]) if found and found[0] else row
