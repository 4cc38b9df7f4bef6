"""Search finds what reading every article finds: queries at random, answered by the index and by hand."""

from __future__ import annotations

import random
from typing import NamedTuple

from tests.library.conftest import Shelf

from jpreader.library.query import And, Node, Not, Or, Unread, Words, parse
from jpreader.library.search import count, search

PARTS = ("rain", "snow", "kyoto", "AI", "半導体", "半", "国", "体の国", "カナ", "かな", "2.9", "U.S.")
KINDS = ("person", "place")
TAGS = ("chips", "trade")


class Made(NamedTuple):
    """What an article was made of."""

    words: tuple[str, ...]
    kind: str
    tag: str
    amount: int
    year: int

    @property
    def text(self) -> str:
        return " ".join(self.words)


def article(chance: random.Random) -> Made:
    words = tuple(chance.choices(PARTS, k=chance.randint(1, 5)))
    return Made(
        words, chance.choice(KINDS), chance.choice(TAGS), chance.choice((1, 5, 50, 900)), chance.randint(2020, 2024)
    )


def query(chance: random.Random, depth: int = 0) -> str:
    """A query, as somebody might type it."""
    if depth < 3 and chance.random() < 0.5:
        parts = [query(chance, depth + 1) for _ in range(chance.randint(2, 3))]
        return f"({chance.choice((' ', ' and ', ' or ')).join(parts)})"
    if chance.random() < 0.2:
        return f"{chance.choice(('not ', '-'))}{query(chance, depth + 1)}"
    return chance.choice(
        (
            chance.choice(PARTS),
            chance.choice(PARTS),
            f'"{chance.choice(PARTS)} {chance.choice(PARTS)}"',
            f"kind:{chance.choice(KINDS)}",
            f"tag:{chance.choice(TAGS)}",
            f"unit:usd{chance.choice(('>', '<', '>=', '<=', '='))}{chance.choice((1, 5, 40, 900))}",
            f"{chance.choice(('after', 'before'))}:{chance.randint(2020, 2024)}",
            "unread",
        )
    )


def folded(text: str) -> str:
    """Words with one space between them, kana as katakana."""
    return " ".join(
        text.lower().replace("かな", "カナ").replace("の", "ノ").replace(".", " ").replace("-", " ").split()
    )


def holds(node: Node, made: Made, read: bool) -> bool:
    """Whether a query is true of an article, by looking at what it was made of."""
    if isinstance(node, And):
        return all(holds(part, made, read) for part in node.parts)
    if isinstance(node, Or):
        return any(holds(part, made, read) for part in node.parts)
    if isinstance(node, Not):
        return not holds(node.part, made, read)
    if isinstance(node, Unread):
        return not read
    if isinstance(node, Words):
        # Every text holds its words with spaces around them; those without spaces stand anywhere.
        sought = folded(node.text)
        text = folded(made.text)
        begins = "" if sought[0] > "\u0e01" else " "
        ends = "" if sought[-1] > "\u0e01" else " "
        return f"{begins}{sought}{ends}" in f" {text} "
    return {
        "kind": made.kind == node.value,
        "tag": made.tag == node.value,
        "after": made.year >= node.day // (12 * 31),
        "before": made.year < node.day // (12 * 31),
        "unit": {
            ">": made.amount > node.amount,
            "<": made.amount < node.amount,
            ">=": made.amount >= node.amount,
            "<=": made.amount <= node.amount,
            "=": made.amount == node.amount,
        }.get(node.compare, True),
    }[node.field]


def test_queries_at_random_find_what_reading_everything_finds(shelf: Shelf) -> None:
    chance = random.Random(11)
    all_made = {f"a{number:02}": article(chance) for number in range(60)}
    for id, made in all_made.items():
        more = f"""
entities:
  e: {{kind: {made.kind}, name: Zzz{id}}}
facts:
  - {{id: f, label: Sum, value: {made.amount}, unit: USD, section: lead, quote: {made.words[0]}}}
"""
        shelf.write(id, made.text, more, title=f"Yyy{id}", published=str(made.year), tags=made.tag)
    index = shelf.index()
    answered = 0
    for _ in range(400):
        asked = query(chance)
        node = parse(asked).node
        assert node is not None, asked
        expected = {id for id, made in all_made.items() if holds(node, made, read=id < "a20")}
        results = search(index, asked, most=100, unread=lambda key, _: not key[-8:-5] < "a20")
        assert {one.ref.id for one in results.found} == expected, asked
        assert count(index, asked, lambda key, _: not key[-8:-5] < "a20") == len(expected), asked
        answered += 0 < len(expected) < len(all_made)
    assert answered > 200
