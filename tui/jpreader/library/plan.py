"""How a query is answered: what full text search can tell by itself, and what has to be looked into one by one.

All that an article has is also a word in its text (`words.attribute`), so that nearly every query is one expression of
FTS5. What can't be told so (amounts, dates, what was read) is left out of it where that only finds more, and looked
into for each article that it finds.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from typing import Final, NamedTuple

from jpreader.article.fields import suggestion
from jpreader.article.problem import Problem
from jpreader.library.catalogue import EDITIONS, first_of
from jpreader.library.index import Index
from jpreader.library.lit import found
from jpreader.library.magnitude import amounts
from jpreader.library.query import And, Has, Leaf, Node, Not, Or, Unread, Words, leaves, problem
from jpreader.library.who import MOST_COMPARED, similar, who
from jpreader.library.words import any_of, attribute, quoted

EVERY: Final = quoted(attribute("all"))
LAST: Final = (1 << 62) - 1

IsUnread = Callable[[str, Callable[[], Collection[str]]], bool]
"""Whether an article, by the key that its place is kept under, has a section not read; it may ask for their ids."""


class Plan(NamedTuple):
    """How to find the articles of a query."""

    match: str
    """For FTS5: what the articles are among."""
    least: int
    most: int
    """Between these, both included, their numbers are."""
    node: Node | None
    """What has to be looked into for each of them; None where `match` is the whole truth."""
    problems: tuple[Problem, ...] = ()
    """What the query asks for and no article has: warnings."""


class Planner:
    """Makes plans from queries, and looks into articles."""

    def __init__(self, index: Index, text: str, unread: IsUnread) -> None:
        self.index = index
        self._text = text
        self._unread = unread
        self._entities: dict[str, tuple[int, ...]] = {}

    def plan(self, node: Node) -> Plan:
        """How to find what a query asks for."""
        problems = tuple(self._nowhere(node))
        least, most = 0, LAST
        for part in node.parts if isinstance(node, And) else (node,):
            if isinstance(part, Has) and part.field == "after":
                least = max(least, first_of(part.day))
            elif isinstance(part, Has) and part.field == "before":
                most = min(most, first_of(part.day) - 1)
                least = max(least, first_of(UNDATED + 1))
        match = self._match(node)
        if self.index.match:
            match = f"({match} AND {self.index.match})"
        parts = node.parts if isinstance(node, And) else (node,)
        left = tuple(part for part in parts if not self._is_whole(part, top=True))
        return Plan(match, least, most, And(left) if left else None, problems)

    def _nowhere(self, node: Node) -> Iterator[Problem]:
        """What is asked for that no article has."""
        for leaf in leaves(node):
            if not isinstance(leaf, Has) or leaf.field in ("after", "before"):
                continue
            if leaf.field == "entity":
                if not self.entities(leaf):
                    yield self._unknown(leaf, "no article has an entity of this name", self._similar(leaf))
            elif not self._is_in_body(quoted(attribute(leaf.field, leaf.value))):
                yield self._unknown(leaf, f"no article has this {_SAID[leaf.field]}", self._similar(leaf))

    def _unknown(self, leaf: Has, message: str, hint: str) -> Problem:
        return problem(self._text, leaf.start, leaf.end - leaf.start, message, hint, "warning")

    def _similar(self, leaf: Has) -> str:
        """The nearest thing that there is, as a hint."""
        if leaf.field == "entity":
            return similar(self.index, leaf.value)
        select = "select label from vocabulary where field = ? order by articles desc limit ?"
        return suggestion(
            leaf.value, [label for (label,) in self.index.db.execute(select, (leaf.field, MOST_COMPARED))]
        )

    def _is_in_body(self, match: str) -> bool:
        return self.index.db.execute("select 1 from body where body match ? limit 1", (match,)).fetchone() is not None

    def entities(self, leaf: Has) -> tuple[int, ...]:
        """The numbers of those that a name may mean."""
        if leaf.value not in self._entities:
            asked = self._text[leaf.start : leaf.end].partition(":")[2].strip('"“”')
            meant = who(self.index, asked) or who(self.index, leaf.value)
            self._entities[leaf.value] = tuple(id for one in meant for id in one.ids)
        return self._entities[leaf.value]

    def _match(self, node: Node) -> str:
        """What finds at least all that a query asks for."""
        if isinstance(node, And):
            needed = [self._match(part) for part in node.parts if not isinstance(part, Not)]
            needed = [one for one in dict.fromkeys(needed) if one != EVERY] or [EVERY]
            excluded = [self._excluded(part) for part in node.parts if isinstance(part, Not)]
            return _but_not(f"({' AND '.join(needed)})" if len(needed) > 1 else needed[0], excluded)
        if isinstance(node, Or):
            any_of = list(dict.fromkeys(self._match(part) for part in node.parts))
            return EVERY if EVERY in any_of else f"({' OR '.join(any_of)})"
        if isinstance(node, Not):
            return _but_not(EVERY, [self._excluded(node)])
        return self._words(node)

    def _excluded(self, node: Not) -> str:
        """What finds only what a query doesn't ask for; empty where nothing can be told."""
        return self._match(node.part) if self._is_whole(node.part) else ""

    def _words(self, leaf: Leaf) -> str:
        """What finds a leaf: all of it at least."""
        if isinstance(leaf, Words):
            return matching(leaf)
        if isinstance(leaf, Unread) or leaf.field in ("after", "before"):
            return EVERY
        if leaf.field == "entity":
            return any_of(attribute("entity", str(id)) for id in self.entities(leaf))
        if leaf.compare and leaf.amount > 0:
            return any_of(amounts(leaf.value, leaf.compare, leaf.amount))
        return quoted(attribute(leaf.field, leaf.value))

    def _is_whole(self, node: Node, top: bool = False) -> bool:
        """Whether what `_match` finds is what a query asks for; the dates of the `top` are told by numbers."""
        if isinstance(node, And | Or):
            return all(map(self._is_whole, node.parts))
        if isinstance(node, Not):
            return self._is_whole(node.part)
        if isinstance(node, Words):
            return node.phrase.exact
        if isinstance(node, Unread):
            return False
        return top if node.field in ("after", "before") else not node.compare

    def holds(self, node: Node, edition: int) -> bool:
        """Whether a query is true of an edition."""
        if isinstance(node, And):
            return all(self.holds(part, edition) for part in node.parts)
        if isinstance(node, Or):
            return any(self.holds(part, edition) for part in node.parts)
        if isinstance(node, Not):
            return not self.holds(node.part, edition)
        db = self.index.db
        if isinstance(node, Unread):
            row = db.execute("select key from article where id = ?", (edition & ~EDITIONS,)).fetchone()
            return row is not None and self._unread(os.fsdecode(row[0]), lambda: self._sections(edition))
        if isinstance(node, Has) and node.field == "after":
            return edition >= first_of(node.day)
        if isinstance(node, Has) and node.field == "before":
            return first_of(UNDATED + 1) <= edition < first_of(node.day)
        if isinstance(node, Has) and node.compare:
            compare = node.compare if node.compare in ("<", ">", "<=", ">=") else "="
            select = f"select 1 from fact where edition = ? and +unit_name = ? and amount {compare} ?"
            return db.execute(select, (edition, node.value, node.amount)).fetchone() is not None
        select = "select 1 from body where body match ? and rowid = ?"
        if db.execute(select, (self._words(node), edition)).fetchone() is None:
            return False
        return not isinstance(node, Words) or node.phrase.exact or self._stands_in(node, edition)

    def _sections(self, edition: int) -> list[str]:
        texts = self.index.texts(edition)
        return [id for id, _ in texts.sections] if texts else []

    def _stands_in(self, words: Words, edition: int) -> bool:
        texts = self.index.texts(edition)
        if texts is None:
            return False
        return any(True for _ in found((*texts.front, *(text for _, text in texts.sections)), words))


def matching(words: Words) -> str:
    """What finds words in FTS5: of a phrase that isn't exact, all of them."""
    if words.phrase.exact:
        return quoted(" ".join(words.phrase.words)) + " *" * words.prefix
    return f"({' AND '.join(map(quoted, words.phrase.words))})"


UNDATED: Final = 12 * 31 - 1
"""The last day that articles without a date may have: of the year 0."""

_SAID: Final = {"kind": "kind of entity", "tag": "tag", "relation": "relation", "unit": "unit", "lang": "language"}


def _but_not(match: str, excluded: list[str]) -> str:
    for one in excluded:
        if one:
            match = f"({match} NOT {one})"
    return match
