"""Joining and parting entities by hand: what the reader knows better than kinds, names and Wikidata ids."""

from __future__ import annotations

from typing import NamedTuple

from jpreader.article.names import name_key
from jpreader.library.index import Index, Joins
from jpreader.library.who import similar, who


class Joining(NamedTuple):
    """The reader's joins after a change, and what to say of it."""

    joins: Joins
    said: str
    changed: bool = False


def join(index: Index, one: str, other: str) -> Joining:
    """Two entities as one; each is named by its key or a name.

    Raises:
        Damaged: the index has to be made anew.
    """
    joins, found, others = index.joins, who(index, one), who(index, other)
    if not found or not others:
        return Joining(joins, unknown(index, other if found else one))
    whole = found[0]
    far = next((each for each in others if each.key not in whole.keys), None)
    if far is None:
        return Joining(joins, f"{others[0].name} is joined to it already")
    pair = frozenset((whole.key, far.key))
    across = {frozenset((mine, theirs)) for mine in whole.keys for theirs in far.keys}
    said = f"{whole.name} and {far.name} ({far.key}) are one from now on"
    return Joining(Joins(joins.joined | {pair}, joins.parted - across), said, changed=True)


def part(index: Index, one: str, other: str) -> Joining:
    """An entity without another that was joined to it, each named by its key or a name.

    Raises:
        Damaged: the index has to be made anew.
    """
    joins, found = index.joins, who(index, one)
    if not found:
        return Joining(joins, unknown(index, one))
    whole = found[0]
    if len(whole.keys) < 2:
        return Joining(joins, f"{whole.name} is one entity in all articles: there is nothing to part")
    key = next((each for each in whole.keys if each.lower() == other.lower()), "") or _called(index, whole.ids, other)
    if not key:
        return Joining(joins, f"“{other}” is none of {', '.join(whole.keys)}")
    pairs = {frozenset((key, each)) for each in whole.keys if each != key}
    said = f"{key} is someone or something else from now on"
    return Joining(Joins(joins.joined - pairs, joins.parted | pairs), said, changed=True)


def _called(index: Index, ids: tuple[int, ...], name: str) -> str:
    """The key of the one of some entities that has a name; of several, of one without a Wikidata id first."""
    select = (
        "select key from entity join name on name.entity = entity.id where name.name = ? and entity.id in"
        f" ({', '.join(map(str, ids))}) order by wikidata != '', entity.articles limit 1"
    )
    row = index.db.execute(select, (name_key(name),)).fetchone()
    return str(row[0]) if row else ""


def unknown(index: Index, name: str) -> str:
    """That nobody has a name, with the nearest name that there is."""
    near = similar(index, name)
    return f"No article has an entity called “{name}”{f': {near}' if near else ''}"
