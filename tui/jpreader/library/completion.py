"""What may stand at a place of a query: fields, operators, and what the articles have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final, NamedTuple

from jpreader.article.model import KINDS
from jpreader.article.names import name_key
from jpreader.library.database import damage
from jpreader.library.index import Index
from jpreader.library.query import FIELDS, OPERATORS, UNREAD, Field
from jpreader.library.words import attribute, quoted

MOST: Final = 20  # candidates: more than a box shows
MOST_LOOKED_UP: Final = 2000  # entities of other folders, too, of which it is asked whether one of these names them

_TYPED: Final = re.compile(r'-?(?:([A-Za-z]+)[:：])?("[^"]*|[^\s()"]*)\Z')


class Wanted(NamedTuple):
    """What is being typed."""

    field: Field | None
    """None for a word, which may become a field."""
    typed: str
    """Of the value or the word, without a quotation mark."""
    start: int
    """Where in the query a candidate begins, and where what it takes the place of ends."""
    end: int


class Known(NamedTuple):
    """A value that articles have."""

    label: str
    articles: int
    """How many have it; 0 where the index holds more than is asked of."""
    key: str
    """By which it is found: see `words.name_key`."""


class Candidate(NamedTuple):
    """What may stand in the query from `start` to `end`."""

    text: str
    start: int
    end: int
    articles: int = 0
    """How many have it; 0 where that isn't counted."""


def wanted(query: str, cursor: int) -> Wanted:
    """What is being typed before a place of a query. Total."""
    cursor = max(0, min(cursor, len(query)))
    match = _TYPED.search(query, 0, cursor)
    if match is None:
        return Wanted(None, "", cursor, cursor)
    name = (match[1] or "").lower()
    field = next((one for one in FIELDS if one == name), None)
    if name and field is None:
        return Wanted(None, "", cursor, cursor)
    end = cursor
    while end < len(query) and not query[end].isspace() and query[end] not in '()"':
        end += 1
    end += match[2].startswith('"') and query[end : end + 1] == '"'
    return Wanted(field, match[2].lstrip('"'), match.start(2), end)


def candidates(typed: Wanted, known: Iterable[Known] = ()) -> tuple[Candidate, ...]:
    """What may stand there, the likeliest first: values that begin as what was typed does, or a word of theirs.

    Args:
        typed: see `wanted`.
        known: what articles have of the field: see `vocabulary`.
    """
    start, end, values = typed.start, typed.end, list(known)
    if typed.field is None:
        begun = typed.typed.lower()
        words = [*(f"{field}:" for field in FIELDS), UNREAD, *OPERATORS]
        found = [Candidate(word, start, end) for word in words if begun and word.startswith(begun)]
        found += [Candidate(f"entity:{_quoted(one.label)}", start, end, one.articles) for one in values if begun]
        return tuple(found[:MOST])
    if typed.field == "kind":
        values = [Known(kind, 0, kind) for kind in KINDS]
    begun = name_key(typed.typed)
    chosen = [one for one in values if f" {one.key}".find(f" {begun}") >= 0]
    chosen.sort(key=lambda one: (not one.key.startswith(begun), -one.articles))
    unique = dict.fromkeys(one.label for one in chosen)
    most = {label: max(one.articles for one in chosen if one.label == label) for label in unique}
    return tuple(Candidate(_quoted(label), start, end, most[label]) for label in unique)[:MOST]


def vocabulary(index: Index, typed: Wanted, most: int = 200) -> tuple[Known, ...]:
    """What the articles have of the field that is being typed, entities for a word; what most of them have first.

    Raises:
        Damaged: the index has to be made anew.
    """
    whole = index.where == "1"  # else the counts are of other folders' articles, too
    with damage():
        if typed.field in (None, "entity"):
            begun = name_key(typed.typed) if typed.typed.strip() else ""
            rows = index.db.execute(
                "select entity.name, max(entity.articles), name.name, entity.id from name"
                " join entity on entity.id = entity where name.name >= ? and name.name < ?"
                " group by entity order by 2 desc limit ?",
                (begun, begun + "\U0010ffff", most if whole else MOST_LOOKED_UP),
            )
            if not whole:
                named = (Known(label, 0, key) for label, _, key, id in rows if _is_named(index, id))
                return tuple(islice(named, MOST))
        else:
            field = "year" if typed.field in ("after", "before") else typed.field
            select = "select label, articles, key from vocabulary where field = ? order by articles desc limit ?"
            rows = index.db.execute(select, (field, most))
        return tuple(Known(label, articles if whole else 0, key) for label, articles, key, *_ in rows)


def _is_named(index: Index, entity: int) -> bool:
    """Whether an article of the places that are asked has an entity."""
    match = quoted(attribute("entity", str(entity)))
    if index.match:
        match = f"({match} AND {index.match})"
    editions = index.db.execute("select rowid from body where body match ?", (match,))
    return any(index.holds(edition) for (edition,) in editions)


def _quoted(label: str) -> str:
    return f'"{label}"' if re.search(r"[\s()<>=]", label) else label
