"""Who is who across articles: entities joined by Wikidata id, else by kind and name, and by the reader's own hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from jpreader.article.fields import suggestion
from jpreader.article.names import name_key
from jpreader.library.index import Index

MOST_JOINED: Final = 200  # entities that are one: more come of a slip in joining

MOST_COMPARED: Final = 2000  # names that begin alike, with what was typed: 20 ms

_ROW: Final = "select id, key, kind, name, native, reading, wikidata, articles from entity"


class Who(NamedTuple):
    """Someone or something, as one, by all the names that articles have for it."""

    key: str
    """Its Wikidata id, else its kind and its name: `company:rapidus`."""
    kind: str
    name: str
    native: str
    reading: str
    wikidata: str
    articles: int
    """How many name it, at most: of those that the index holds, in whatever folder."""
    ids: tuple[int, ...]
    """The numbers in the index of those that are joined in it."""
    keys: tuple[str, ...]


class _Entity(NamedTuple):
    id: int
    key: str
    kind: str
    name: str
    native: str
    reading: str
    wikidata: str
    articles: int


def who(index: Index, text: str) -> tuple[Who, ...]:
    """All whom a name, a Wikidata id or a key may mean, those in most articles first."""
    key = name_key(text)
    rows = index.db.execute(f"{_ROW} where key in (?, ?, ?)", (text, text.upper(), text.lower())).fetchall()
    if not rows:
        rows = index.db.execute(f"{_ROW} where id in (select entity from name where name = ?)", (key,)).fetchall()
    found: dict[tuple[int, ...], Who] = {}
    for row in rows:
        one = joined(index, _Entity(*row))
        found[one.ids] = one
    return tuple(sorted(found.values(), key=lambda one: (-one.articles, one.key)))


def similar(index: Index, text: str) -> str:
    """A hint with the nearest name that there is to one that nobody has; empty where none is near."""
    key = name_key(text)
    select = "select distinct name from name where name >= ? and name < ? limit ?"
    rows = index.db.execute(select, (key[:1], key[:1] + "\U0010ffff", MOST_COMPARED))
    return suggestion(key, [name for (name,) in rows])


def known(index: Index, ids: Iterable[int]) -> dict[int, Who]:
    """Who has some numbers."""
    found: dict[int, Who] = {}
    for id in ids:
        if id not in found and (row := index.db.execute(f"{_ROW} where id = ?", (id,)).fetchone()):
            one = joined(index, _Entity(*row))
            found |= dict.fromkeys(one.ids, one)
    return found


def joined(index: Index, first: _Entity) -> Who:
    """One with all that are joined to it."""
    group = {first.id: first}
    left = [first]
    while left and len(group) < MOST_JOINED:
        for other in _beside(index, left.pop()):
            if other.id not in group:
                group[other.id] = other
                left.append(other)
    return _one(sorted(group.values(), key=lambda one: (not one.wikidata, -one.articles, one.key)))


def _one(group: Sequence[_Entity]) -> Who:
    best = group[0]
    return Who(
        best.key,
        best.kind,
        best.name,
        next((one.native for one in group if one.native), ""),
        next((one.reading for one in group if one.reading), ""),
        best.wikidata,
        sum(one.articles for one in group),
        tuple(sorted(one.id for one in group)),
        tuple(one.key for one in group),
    )


def _beside(index: Index, one: _Entity) -> list[_Entity]:
    """Those that are joined to one directly."""
    found = _namesakes(index, one)
    for pair in index.joins.joined:
        if one.key in pair:
            for other in pair - {one.key}:
                found += [_Entity(*row) for row in index.db.execute(f"{_ROW} where key = ?", (other,))]
    return [other for other in found if frozenset((one.key, other.key)) not in index.joins.parted]


def _namesakes(index: Index, one: _Entity) -> list[_Entity]:
    """Of one without a Wikidata id, the only one of its kind and name that has one; and the other way about."""
    if not one.wikidata:
        found = _called(index, one.kind, one.key.partition(":")[2], wikidata=True)
        return found if len(found) == 1 else []
    names = [name for (name,) in index.db.execute("select name from name where entity = ? and main", (one.id,))]
    return [
        other
        for name in names
        if _called(index, one.kind, name, wikidata=True) == [one]
        for other in _called(index, one.kind, name, wikidata=False)
        if other.key == f"{one.kind}:{name}"
    ]


def _called(index: Index, kind: str, name: str, wikidata: bool) -> list[_Entity]:
    select = (
        f"{_ROW} where kind = ? and (wikidata != '') = ? and id in (select entity from name where name = ? and main)"
    )
    return [_Entity(*row) for row in index.db.execute(select, (kind, wikidata, name))]
