"""The shelf put in order: what the reader wishes to see of it, and what the index doesn't have yet."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from jpreader.library.bundle import content
from jpreader.library.catalogue import folder_number
from jpreader.library.database import damage
from jpreader.library.fuzzy import folded, matching
from jpreader.library.index import Index
from jpreader.library.lasting import Lasting
from jpreader.library.rows import Order, Row, newest
from jpreader.library.scan import by_folder, family, place
from jpreader.library.shelf import SUFFIX, Item

AT_ONCE: Final = 500  # values that SQL is given in one statement


class Wish(NamedTuple):
    """What the reader wishes to see of the shelf."""

    by: Order = "published"
    unread_first: bool = False
    typed: str = ""
    """What the titles have to have: see `fuzzy`."""
    query: str = ""
    """What the articles have to answer: see `library.query`."""
    unread: bool = False
    """Whether only those are wanted in which something wasn't read."""


class Arranged(NamedTuple):
    """The articles that a wish finds."""

    order: tuple[int, ...] = ()
    """Their numbers in the index; below zero, -1 is the first of those that wait, -2 the second."""
    at: int = 0
    """Where the article is that the cursor was on; 0 if it isn't among them."""
    total: int = 0
    """How many articles there are in all."""
    waiting: tuple[Item, ...] = ()
    """Those that aren't in the index yet."""


def arranged(
    index: Index, wish: Wish, read: frozenset[int], waiting: Sequence[Item], keep: str, lasting: Lasting
) -> Arranged:
    """The articles that a wish finds.

    Args:
        index: of the shelf.
        wish: what is to be seen.
        read: the numbers of those in which everything was read.
        waiting: those that aren't in the index.
        keep: the key of the article that the cursor is on.
        lasting: what is kept of this index.

    Raises:
        Damaged: the index has to be made anew.
    """
    with damage():
        total = index.count() + len(waiting)
        order = narrowed(index, wish, read, lasting)
        if wish.unread_first:
            order = sorted(order, key=read.__contains__)
        late = [] if wish.query else list(range(-1, -1 - len(waiting), -1))
        if wish.typed.strip():
            own = {-1 - at: folded(f"{one.title}  {one.id}") for at, one in enumerate(waiting)}
            late = matching(late, own, wish.typed)
        whole = (*order, *late)
        return Arranged(whole, _position(index, whole, waiting, keep), total, tuple(waiting))


def narrowed(index: Index, wish: Wish, read: frozenset[int], lasting: Lasting) -> Sequence[int]:
    """The articles of the index that a wish finds, in its order; those that were read stand among the others.

    What is typed finds the same whatever else is wished: of the articles that have it those are taken that answer.

    Raises:
        Damaged: the index has to be made anew.
    """
    with damage():
        typed = wish.typed.strip()
        order: Sequence[int] = lasting.typed(index, wish.by, typed) if typed else lasting.order(index, wish.by)
        if wish.query.strip():
            places, answers = lasting.places(index), lasting.answering(index, wish.query)
            order = [id for id in order if (at := places.get(id)) is not None and answers[at]]
        return [id for id in order if id not in read] if wish.unread else order


def first_arranged(index: Index, most: int, waiting: Sequence[Item]) -> Arranged:
    """The first so many of the articles that a wish finds which says nothing: quick, however many there are.

    Raises:
        Damaged: the index has to be made anew.
    """
    order = newest(index, most)
    late = range(-1, -1 - min(len(waiting), most - len(order)), -1)
    with damage():
        return Arranged((*order, *late), 0, index.count() + len(waiting), tuple(waiting))


def _position(index: Index, order: Sequence[int], waiting: Sequence[Item], keep: str) -> int:
    if not keep:
        return 0
    number = _number(index, keep)
    if not number:
        number = next((-1 - at for at, one in enumerate(waiting) if one.key == keep), 0)
    try:
        return order.index(number)
    except ValueError:
        return 0


def read_articles(index: Index, read: Mapping[str, frozenset[str]]) -> frozenset[int]:
    """The numbers of the articles in which everything was read.

    Args:
        index: of the shelf.
        read: the ids of the sections that were read, by the articles' keys.

    Raises:
        Damaged: the index has to be made anew.
    """
    with damage():
        return frozenset(
            id
            for key, sections in read.items()
            if sections and (id := _number(index, key))
            if sections.issuperset(section for section, _ in _sections(index, id))
        )


def _number(index: Index, key: str) -> int:
    """The number of the article of a key; 0 where there is none."""
    shipped = key.removeprefix("shipped:")
    folder, name = os.path.split(key) if shipped == key else (os.path.realpath(content()), shipped)
    select = f"select id from article where folder = ? and family = ? and key = ? and {index.where}"
    asked = (folder_number(folder), os.fsencode(family(name)), os.fsencode(key))
    return next((int(id) for (id,) in index.db.execute(select, asked)), 0)


def section_count(index: Index, article: int) -> int:
    """How many sections an article has.

    Raises:
        Damaged: the index has to be made anew.
    """
    with damage():
        return len(_sections(index, article))


def _sections(index: Index, article: int) -> Sequence[tuple[str, str]]:
    texts = index.texts(article)
    return texts.sections if texts is not None else ()


def knows(index: Index, path: str) -> bool:
    """Whether the index has looked into a folder or file, and found something.

    Raises:
        Damaged: the index has to be made anew.
    """
    where = place(path)
    begin = os.fsencode(where.family)
    select = "select 1 from file where folder = ? and name >= ? limit 1"
    with damage():
        return index.db.execute(select, (folder_number(where.folder), begin)).fetchone() is not None


def waiting(index: Index, paths: Sequence[str], known: Sequence[Item]) -> tuple[Item, ...]:
    """The articles of folders and files that the index doesn't have yet, by their names; nothing is read of them.

    Args:
        index: of the shelf.
        paths: the folders and files.
        known: articles of which more is known; what came on standard input never is in the index.

    Raises:
        Damaged: the index has to be made anew.
    """
    more = {one.key: one for one in known}
    found = [one for one in known if one.source is not None]
    for folder, families in by_folder(map(place, paths)).items():
        with damage():
            rows = index.db.execute("select name from file where folder = ?", (folder_number(folder),)).fetchall()
        indexed = {family(os.fsdecode(name)) for (name,) in rows}
        try:
            names = sorted(os.listdir(folder), reverse=True)
        except OSError:  # the index says why
            continue
        there: dict[str, str] = {}
        for name in names:
            if name.endswith(SUFFIX) and not name.startswith("."):
                own = family(name)
                there[own] = own + SUFFIX if there.get(own) == own + SUFFIX else name
        for own, name in there.items():
            if own not in indexed and (not families or own in families):
                bare = Item(own, os.path.join(folder, name))
                found.append(more.get(bare.key, bare) if more else bare)
    if len(found) <= AT_ONCE:
        found.sort(key=lambda one: one.published, reverse=True)
    return tuple(found)


def waiting_row(item: Item, number: int) -> Row:
    """What is known of an article that isn't in the index yet."""
    problem = str(item.problem) if item.problem else ""
    return Row(
        number, item.id, item.path, item.key, item.title, item.languages, item.published, "", 0, (), problem, b""
    )
