"""A filter by typing: the titles that have what was typed, and where; folded as find is.

Each word that was typed must be there: at the start of a word, in one, or with its letters in order, of which each
follows the one before by at most `GAP` others or begins a word (`jut` finds "Japan-US tech"). Those that have it best
come first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from jpreader.article.folding import loose, lower

GAP: Final = 2  # letters left out, or typed wrong
LEAST: Final = 3  # letters of a word of which some may be left out: of fewer nearly every title has them in order
ENOUGH: Final = 200  # titles that have the words as they were typed: who typed them looks no further


def folded(text: str) -> str:
    """A title to look in; it begins with a blank, as its words do."""
    return " " + loose(text).lower()


def typed_words(text: str) -> tuple[str, ...]:
    """The words of what was typed, the longest first."""
    return tuple(sorted(dict.fromkeys(loose(text).lower().split()), key=len, reverse=True))


def matching(order: Iterable[int], titles: Mapping[int, str], typed: str) -> list[int]:
    """Those of some numbers whose folded titles have what was typed, the best first, else in their order.

    A number without a title isn't among them.
    """
    words = typed_words(typed)
    numbers = list(order)
    if not words:
        return numbers
    starting: list[int] = []
    within: list[int] = []
    for number in numbers:
        title = titles.get(number)
        if title is None or any(word not in title for word in words):
            continue
        (starting if all(f" {word}" in title for word in words) else within).append(number)
    if len(starting) + len(within) >= ENOUGH:
        return starting + within
    already = {*starting, *within}
    loosely = [
        number
        for number in numbers
        if number not in already
        and (title := titles.get(number)) is not None
        and all(word in title or letters(word, title) for word in words)
    ]
    return starting + within + loosely


def letters(word: str, title: str) -> tuple[int, ...]:
    """Where the letters of a word are in a folded title, none if they aren't there as they have to be."""
    rest = iter(title)
    if len(word) < LEAST or not all(letter in rest for letter in word):
        return ()
    ways: dict[int, tuple[int, ...]] = {at: (at,) for at in _all(title, word[0])}
    for letter in word[1:]:
        places = _all(title, letter)
        following: dict[int, tuple[int, ...]] = {}
        for end, way in ways.items():
            for at in places:
                if at > end and at not in following and (at - end <= GAP + 1 or _begins_word(title, at)):
                    following[at] = (*way, at)
        ways = following
        if not ways:
            return ()
    return min(ways.values(), key=lambda way: (way[-1] - way[0], way))


def _all(title: str, letter: str) -> list[int]:
    return [at for at, other in enumerate(title) if other == letter]


def _begins_word(title: str, at: int) -> bool:
    return at == 0 or not title[at - 1].isalnum()


def lit(text: str, typed: str) -> frozenset[int]:
    """The offsets in a title, as it is shown, of what was typed."""
    words = typed_words(typed)
    if not words:
        return frozenset()
    same = "".join(lower(loose(char))[:1] or char for char in text)
    found: set[int] = set()
    for word in words:
        at = f" {same}".find(f" {word}")
        at = at if at >= 0 else same.find(word)
        found |= set(range(at, at + len(word))) if at >= 0 else set(letters(word, same))
    return frozenset(found)
