"""What there is to choose the articles of a shelf by, and how many of those in view have each.

Counts are those of the list that choosing gives: of what was typed and chosen already. Each is counted by the query
that finds it, as that list is. What is offered is what most of the articles in view have; where those are very many,
what most of all articles have, or, on a shelf that isn't all of the index, what most of its newest have.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, islice
from typing import Final

from jpreader.library.database import damage
from jpreader.library.index import Index
from jpreader.library.lasting import Lasting
from jpreader.library.rows import Value
from jpreader.library.search import count
from jpreader.library.who import known
from jpreader.library.words import has_unspaced

MOST_VALUES: Final = 12  # of a facet: as many as stand beside a list
FEW: Final = 1000  # articles that are looked at one by one, which takes 20 ms
ALONE: Final = ("tag", "kind")  # fields of which the index counts what a query finds: no value is part of another


def values(
    index: Index,
    field: str,
    among: bytes | None = None,
    lasting: Lasting | None = None,
    language: str = "",
    chosen: Iterable[Value] = (),
) -> tuple[Value, ...]:
    """What most of some articles have of a facet.

    Args:
        index: of the shelf.
        field: the facet.
        among: which articles, as `Lasting.among` says it; without it all are counted.
        lasting: what is kept of this index.
        language: the one that names are wanted in; without it, that of most articles.
        chosen: what is there in any case, if nobody had it.

    Raises:
        Damaged: the index has to be made anew.
    """
    lasting = lasting or Lasting()
    with damage():
        language = language or _usual_language(index)
        if among is None and index.where != "1":
            among = bytes([1]) * len(lasting.places(index))
        offered = {value.query: value for value in _offered(index, field, among, lasting, language)}
        kept = {value.query: value for value in chosen}
        found: list[Value] = []
        for query, value in (kept | offered).items():
            if among is None:
                whole = field in ALONE and " or " not in query and query in offered
                number = value.articles if whole else count(index, query)
            else:
                number = _both(among, lasting.answering(index, query))
            if number or query in kept:
                found.append(value._replace(articles=number))
        return tuple(sorted(found, key=lambda value: (-value.articles, value.label)))


def _both(some: bytes, others: bytes) -> int:
    """At how many places both have a 1."""
    return (int.from_bytes(some) & int.from_bytes(others)).bit_count()


def _usual_language(index: Index) -> str:
    select = "select key from vocabulary where field = 'lang' order by articles desc limit 1"
    row = index.db.execute(select).fetchone()
    return str(row[0]) if row else ""


def _offered(index: Index, field: str, among: bytes | None, lasting: Lasting, language: str) -> list[Value]:
    """The values that most articles have, with how many have them of those that were looked at."""
    if among is not None and (index.where != "1" or among.count(1) <= FEW):
        of_few, labels = _of_few(index, field, islice(compress(lasting.places(index), among), FEW))
        most = [(key, labels[key], articles) for key, articles in of_few.most_common(MOST_VALUES)]
    elif field == "entity":
        select = "select id, name, articles from entity order by articles desc limit ?"
        most = [(str(id), name, articles) for id, name, articles in index.db.execute(select, (MOST_VALUES,))]
    else:
        select = "select key, label, articles from vocabulary where field = ? order by articles desc limit ?"
        most = index.db.execute(select, (field, MOST_VALUES)).fetchall()
    if field == "entity":
        return _entities(index, [int(key) for key, *_ in most], language)
    if field == "tag":
        return _tags(index, most, language)
    if field == "year":
        return [
            Value(label, f"after:{key} before:{int(key) + 1:04}", articles)
            for key, label, articles in most
            if key.isdigit()
        ]
    return [Value(label, f'{field}:"{key}"', articles) for key, label, articles in most]


def _of_few(index: Index, field: str, articles: Iterable[int]) -> tuple[Counter[str], Mapping[str, str]]:
    """How many of some articles have each value of a facet, by its key, and how they write it."""
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for id in articles:
        row = index.db.execute("select vocabulary from article where id = ?", (id,)).fetchone()
        if row is None:
            continue
        vocabulary, names = json.loads(zlib.decompress(row[0]))
        if field == "entity":
            own = {str(entity): name for name, entity, *_ in names}
        else:
            own = {key: label for each, key, label in vocabulary if each == field}
        counts.update(own.keys())
        for key, label in own.items():
            labels.setdefault(key, label)
    return counts, labels


def _entities(index: Index, ids: Sequence[int], language: str) -> list[Value]:
    """Entities, by their numbers: those that are joined as one."""
    found: dict[str, Value] = {}
    for one in known(index, ids).values():
        label = one.native if one.native and _is_unspaced(language) else one.name
        found.setdefault(one.key, Value(label, f'entity:"{one.key}"', one.articles))
    return list(found.values())


def _tags(index: Index, most: Sequence[tuple[str, str, int]], language: str) -> list[Value]:
    """Tags: those that are names of one entity are one, and are called as in a language."""
    found: dict[str, Value] = {}
    for key, label, articles in most:
        labels = {key: label} | _same_tags(index, key)
        query = " or ".join(f'tag:"{one}"' for one in sorted(labels))
        fitting = [text for text in labels.values() if has_unspaced(text) == _is_unspaced(language)]
        found.setdefault(query, Value((fitting or [label])[0], query, articles))
    return list(found.values())


def _same_tags(index: Index, key: str) -> dict[str, str]:
    """Tags that are another name of the entity that a tag is a name of."""
    select = (
        "select key, label from vocabulary where field = 'tag' and key in (select other.name from name as own"
        " join name as other on other.entity = own.entity and other.main where own.name = ? and own.main)"
    )
    return dict(index.db.execute(select, (key,)).fetchall())


def _is_unspaced(language: str) -> bool:
    """Whether a language is written without spaces, in kanji or kana."""
    return language.lower().partition("-")[0] in ("ja", "zh")
