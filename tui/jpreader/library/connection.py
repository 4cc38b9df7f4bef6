"""How two entities are connected: the shortest chain of relations between them, each with its evidence."""

from __future__ import annotations

from typing import Final, NamedTuple

from jpreader.library.catalogue import EDITIONS
from jpreader.library.database import damage
from jpreader.library.dossier import Related
from jpreader.library.entry import places
from jpreader.library.index import REF_FIELDS, Index, ref
from jpreader.library.ledger import Name, Names
from jpreader.library.lit import best
from jpreader.library.who import Who, known

MOST_STEPS: Final = 8
MOST_VISITED: Final = 4000  # entities: half a second
MOST_EACH: Final = 200  # relations of an entity that are followed, the newest

_EDGE: Final = (
    "select relation.source, target, relation.edition, number from relation join article on"
    " article.id = relation.edition where (relation.source = ? or relation.target = ?)"
    f" and relation.edition & {EDITIONS} = 0 and {{where}} order by relation.edition desc limit ?"
)


class _Edge(NamedTuple):
    source: int
    target: int
    edition: int
    number: int


class _Side:
    """What has been reached from one of the two."""

    def __init__(self, one: Who) -> None:
        self.came: dict[str, tuple[str, _Edge | None]] = {one.key: ("", None)}
        self.edge = [one]


def path(index: Index, start: Who, end: Who, language: str = "") -> tuple[Related, ...]:
    """The steps from one entity to another; none where nothing connects them.

    Relations are followed in both directions. Where no chain of them leads there, and one article names both, that is
    one step without a label, its quote the sentence that names them.

    Raises:
        Damaged: the index has to be made anew.
    """
    with damage():
        met, sides = _met(index, start, end)
        if met is None:
            return tuple(_named_together(index, start, end, language))
        before, after = _chain(sides[0], met), _chain(sides[1], met)
        return tuple(step for edge in (*reversed(before), *after) if (step := _step(index, edge, language)))


def _met(index: Index, start: Who, end: Who) -> tuple[str | None, tuple[_Side, _Side]]:
    """Whom the searches from both ends meet at."""
    sides = (_Side(start), _Side(end))
    if start.key == end.key:
        return None, sides
    for _ in range(MOST_STEPS):
        near, far = sorted(sides, key=lambda side: len(side.edge))
        reached: list[Who] = []
        for one in near.edge:
            for other, edge in _neighbours(index, one):
                if other.key in near.came:
                    continue
                near.came[other.key] = (one.key, edge)
                if other.key in far.came:
                    return other.key, sides
                reached.append(other)
            if len(near.came) > MOST_VISITED:
                return None, sides
        near.edge = reached
        if not reached:
            break
    return None, sides


def _neighbours(index: Index, one: Who) -> list[tuple[Who, _Edge]]:
    edges = [
        _Edge(*row)
        for id in one.ids
        for row in index.db.execute(_EDGE.format(where=index.where), (id, id, MOST_EACH)).fetchall()
    ]
    others = {edge: edge.target if edge.source in one.ids else edge.source for edge in edges}
    people = known(index, others.values())
    return [(people[other], edge) for edge, other in others.items() if other in people]


def _chain(side: _Side, key: str) -> list[_Edge]:
    """The relations from where a search came to where it began."""
    chain: list[_Edge] = []
    while (came := side.came[key])[1] is not None:
        key, edge = came[0], came[1]
        chain.append(edge)
    return chain


def _step(index: Index, edge: _Edge, language: str) -> Related | None:
    edition = index.edition_in(edge.edition, language)
    row = index.db.execute(
        f"select label, mutual, section, quote, {REF_FIELDS} from relation"
        " join edition on edition.id = relation.edition join article on article.id = ?"
        " where relation.edition = ? and number = ?",
        (edge.edition, edition, edge.number),
    ).fetchone()
    names = Names(index)
    source, target = names.one(edge.source), names.one(edge.target)
    if row is None or source is None or target is None:
        return None
    label, mutual, section, quote, *known_of = row
    return Related(ref(edition, *known_of), source, target, label, bool(mutual), section, quote)


def _named_together(index: Index, start: Who, end: Who, language: str) -> list[Related]:
    """A step for the newest article that names both."""
    theirs = ", ".join(map(str, end.ids))
    select = (
        f"select mention.edition from mention join article on article.id = mention.edition where entity in"
        f" ({', '.join(map(str, start.ids))}) and count and {index.where} and exists (select 1 from mention as other"
        f" where other.edition = mention.edition and other.entity in ({theirs}) and other.count)"
        " order by 1 desc limit 1"
    )
    row = index.db.execute(select).fetchone()
    if row is None or start.key == end.key:
        return []
    edition = index.edition_in(row[0], language)
    article, texts = index.refs([edition]).get(edition), index.texts(edition)
    if article is None or texts is None:
        return []
    found = [
        (*place, part)
        for part, one in enumerate((start, end))
        for id in one.ids
        for (packed,) in index.db.execute("select places from mention where entity = ? and edition = ?", (id, edition))
        for place in places(packed)
    ]
    source, target = (Name(one.ids[0], one.key, one.name, one.native) for one in (start, end))
    return [Related(article, source, target, "", True, hit.section, hit.text) for hit in best(texts.sections, found, 1)]
