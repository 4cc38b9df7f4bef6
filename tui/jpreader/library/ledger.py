"""The ledger and the timeline: all figures and all dated events of some articles, whoever wrote them down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

from jpreader.library.catalogue import EDITIONS
from jpreader.library.database import damage
from jpreader.library.index import REF_FIELDS, Index, Ref, ref
from jpreader.library.who import Who, known

ABOUT: Final = 0.1  # of an amount: what is about 100 may be 95, and doesn't disagree with it


class Name(NamedTuple):
    """An entity as the index first met it."""

    id: int
    key: str
    name: str
    native: str


class Figure(NamedTuple):
    """A fact of an article."""

    ref: Ref
    label: str
    value: str
    """As typed."""
    number: float
    unit: str
    compare: str
    """over, under, about, or empty."""
    date: str
    first: int
    """The first day that the date covers, and the last: see `entry.day_number`; 0 where there is no date."""
    last: int
    entities: tuple[Name, ...]
    section: str
    quote: str


class Thing(NamedTuple):
    """Figures of one thing: one label, one unit, entities in common."""

    label: str
    unit: str
    figures: tuple[Figure, ...]
    """By date, those first that have none."""
    clashing: frozenset[int] = frozenset()
    """The places of those that can't all be true: of dates that may be the same, with values that can't."""

    @property
    def disagrees(self) -> bool:
        """Whether not all of them can be true."""
        return bool(self.clashing)


class Happening(NamedTuple):
    """An event of an article."""

    ref: Ref
    label: str
    date: str
    first: int
    last: int
    entities: tuple[Name, ...]
    section: str
    quote: str


class Names:
    """Names by the numbers that tables have of them."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._known: dict[int, Name] = {}
        self._joined: dict[int, str] = {}

    def of(self, numbers: str) -> tuple[Name, ...]:
        """The names of entities as a table has them."""
        return tuple(one for id in map(int, numbers.split()) if (one := self.one(id)))

    def one(self, id: int) -> Name | None:
        """The name of one; None if it is gone meanwhile."""
        if id not in self._known:
            row = self._index.db.execute("select id, key, name, native from entity where id = ?", (id,)).fetchone()
            if row is None:
                return None
            self._known[id] = Name(*row)
        return self._known[id]

    def joined(self, id: int) -> str:
        """The key of one with all that are joined to it."""
        if id not in self._joined:
            self._joined |= {each: one.key for each, one in known(self._index, [id]).items()}
        return self._joined.get(id, "")


def ledger(
    index: Index, one: Who | None = None, unit: str = "", language: str = "", newest: int = -1
) -> tuple[Thing, ...]:
    """All figures by unit and label; of an entity or a unit alone, if that is said.

    Args:
        index: where to look.
        one: whose figures.
        unit: as `words.name_key` makes it.
        language: of labels and quotes, where an article has it; else as in the original.
        newest: of how many articles that name `one`; of all if it is less than 0.

    Raises:
        Damaged: the index has to be made anew.
    """
    return tuple(things(index, one, unit, language, newest))


def things(
    index: Index, one: Who | None = None, unit: str = "", language: str = "", newest: int = -1
) -> Iterator[Thing]:
    """What `ledger` gives, as it is asked for: of a hundred thousand articles the first hundred are there at once."""
    names = Names(index)
    if one is not None or unit:
        yield from _things(index, names, one, (unit,) if unit else (), language, newest)
        return
    for each in _units(index):  # one after another: to put all in order takes a second
        yield from _things(index, names, None, (each,), language, newest)


def _units(index: Index) -> Iterator[str]:
    """All units, in their order."""
    with damage():
        select = "select min(unit_name) from fact where unit_name > ?"
        (unit,) = index.db.execute("select min(unit_name) from fact").fetchone()
        while unit is not None:
            yield unit
            (unit,) = index.db.execute(select, (unit,)).fetchone()


def _things(
    index: Index, names: Names, one: Who | None, units: tuple[str, ...], language: str, newest: int
) -> Iterator[Thing]:
    """Figures of a unit, or of all where none is said."""
    where, values = _about("fact", one, newest)
    rows = index.db.execute(
        _SELECT.format(
            fields="fact.label, value, amount, unit, compare, date, first, last, section, quote, entities,"
            " unit_name || char(10) || fact.name",
            table="fact",
            where=f"{'unit_name = ?' if units else '1'} and {where} and {index.where}",
            order="unit_name, fact.name, first, edition.id desc",
        ),
        (*units, *values),
    )
    with damage():
        for _, same in groupby(_in_language(index, rows, language), key=lambda row: row[-1]):
            figures = [Figure._make((row[0], *row[1:9], names.of(row[11]), *row[9:11])) for row in same]
            yield from map(_thing, _series(_apart(figures, names)))


def timeline(index: Index, one: Who | None = None, language: str = "", newest: int = -1) -> tuple[Happening, ...]:
    """All dated events in their order; of an entity alone, if one is said. Arguments and errors are as of `ledger`."""
    return tuple(happenings(index, one, language, newest))


def happenings(index: Index, one: Who | None = None, language: str = "", newest: int = -1) -> Iterator[Happening]:
    """What `timeline` gives, as it is asked for."""
    names = Names(index)
    where, values = _about("event", one, newest)
    rows = index.db.execute(
        _SELECT.format(
            fields="event.label, date, first, last, section, quote, entities",
            table="event",
            where=f"first > ? and {where} and {index.where}",
            order="first, last desc, edition.id",
        ),
        (0, *values),
    )
    with damage():
        for row in _in_language(index, rows, language):
            yield Happening._make((*row[:5], names.of(row[7]), *row[5:7]))


_SELECT: Final = (
    "select edition.id, " + REF_FIELDS + ", {fields} from {table} join edition on edition.id = {table}.edition"
    f" join article on article.id = (edition.id & {~EDITIONS}) where {{where}} order by {{order}}"
)


def _about(table: str, one: Who | None, newest: int) -> tuple[str, tuple[object, ...]]:
    """What SQL has to find true of a row about an entity."""
    if one is None:
        return "1", ()
    ids = ", ".join(map(str, one.ids))
    holders = f"select edition from mention where entity in ({ids}) order by edition desc limit {newest}"
    named = " or ".join("entities like ?" for _ in one.ids)
    return f"{table}.edition in ({holders}) and ({named})", tuple(f"% {id} %" for id in one.ids)


def _in_language(index: Index, rows: Iterable[Sequence[Any]], language: str) -> Iterator[tuple[Any, ...]]:
    """Of each article the rows of one edition, with what is known of it in place of their first fields."""
    shown: dict[int, int] = {}
    refs: dict[int, Ref] = {}  # one for all rows of an edition, of which there may be hundreds of thousands
    for row in rows:
        edition, article = row[0], row[0] & ~EDITIONS
        if article not in shown:
            shown[article] = index.edition_in(article, language)
        if shown[article] == edition:
            if edition not in refs:
                refs[edition] = ref(*row[: len(Ref._fields)])
            yield (refs[edition], *row[len(Ref._fields) :])


def _apart(figures: Iterable[Figure], names: Names) -> Iterator[_Same]:
    """Figures of one label and unit by things and times; those of one date and one set of entities at once."""
    alike: dict[_About, list[Figure]] = {}
    for figure in figures:
        about = _About(figure.first, figure.last, frozenset(names.joined(name.id) for name in figure.entities))
        alike.setdefault(about, []).append(figure)
    apart: list[list[_About]] = []
    near = _Near()
    for about in sorted(alike, key=lambda about: about.first):
        for place in near.of(about.entities):
            if about.first and any(0 < other.last < about.first for other in apart[place]):
                near.drop(place, *(other.entities for other in apart[place]))  # over, as for all that come
            elif all(_may_be_same(about, other) for other in apart[place]):
                break
        else:
            place = len(apart)
            apart.append([])
        apart[place].append(about)
        near.put(place, about.entities)
    for thing in apart:
        same = [figure for about in thing for figure in alike[about]]
        yield _Same(frozenset(about.entities for about in thing), same)


def _series(apart: Iterable[_Same]) -> list[list[_Same]]:
    """Things with those of other times that have the same entities, in the order of their first."""
    found: list[list[_Same]] = []
    sets: list[set[frozenset[str]]] = []
    near = _Near()
    for thing in apart:
        some = min(thing.entities, key=len)
        for place in near.of(some):
            if all(_common(mine, yours) for mine in thing.entities for yours in sets[place]):
                break
        else:
            place = len(found)
            found.append([])
            sets.append(set())
        found[place].append(thing)
        sets[place] |= thing.entities
        near.put(place, *thing.entities)
    return found


class _Near:
    """Groups of figures by their entities: of many thousand those that another may belong to."""

    def __init__(self) -> None:
        self._count = 0
        self._by_entity: dict[str, set[int]] = {}
        self._bare: set[int] = set()  # of figures without any

    def of(self, entities: frozenset[str]) -> Iterable[int]:
        """The places of groups that have one of some entities, or none at all; of all, if there are no entities."""
        if not entities:
            return range(self._count)
        return sorted(self._bare.union(*(self._by_entity.get(each, ()) for each in entities)))

    def put(self, place: int, *sets: frozenset[str]) -> None:
        """Say that a group has figures of such entities."""
        if place == self._count:
            self._count += 1
            self._bare.add(place)
        for each in frozenset().union(*sets):
            self._bare.discard(place)
            self._by_entity.setdefault(each, set()).add(place)

    def drop(self, place: int, *sets: frozenset[str]) -> None:
        """Say that nothing belongs any more to a group that was put with such entities."""
        self._bare.discard(place)
        for each in frozenset().union(*sets):
            self._by_entity[each].discard(place)


class _Same(NamedTuple):
    """Figures of one thing at one time."""

    entities: frozenset[frozenset[str]]
    """The sets of entities that they have."""
    figures: list[Figure]


class _About(NamedTuple):
    """What tells figures apart that have one label and one unit."""

    first: int
    last: int
    entities: frozenset[str]


def _may_be_same(one: _About, other: _About) -> bool:
    """Whether two figures may be of one thing: nothing in their dates and entities speaks against it."""
    if one.first and other.first and (one.last < other.first or other.last < one.first):
        return False
    return _common(one.entities, other.entities)


def _common(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether figures of some entities may be of the same thing as those of others."""
    return bool(some & others) or not (some and others)


def _thing(series: Iterable[_Same]) -> Thing:
    figures: list[Figure] = []
    clashing: set[int] = set()
    for same in series:
        if not agree(same.figures):
            clashing.update(range(len(figures), len(figures) + len(same.figures)))
        figures += same.figures
    return Thing(figures[0].label, figures[0].unit, tuple(figures), frozenset(clashing))


def agree(figures: Iterable[Figure]) -> bool:
    """Whether figures of one thing may all be true: over 750 and 760 may, over 750 and 700 may not."""
    ranges = list(map(_range, figures))
    return max(least for least, _ in ranges) <= min(most for _, most in ranges)


def _range(figure: Figure) -> tuple[float, float]:
    number = figure.number
    if figure.compare == "over":
        return number, float("inf")
    if figure.compare == "under":
        return float("-inf"), number
    about = abs(number) * ABOUT if figure.compare == "about" else 0.0
    return number - about, number + about
