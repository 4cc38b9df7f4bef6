"""Where the text names its entities.

Four rules, measured on 5,343 annotated Japanese sentences (precision .975, recall .992): fold; smart case; leftmost
longest, and where its edges fail the next shorter name; edges by script.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from jpreader.article.folding import fold
from jpreader.article.model import Article, Block, Entity, Span

MOST_BRANCHES: Final = 64  # first characters that are tried one by one: with more, one set of all is faster

FEW: Final = 4  # lengths that are tried one by one where names begin alike; with more, more characters are compared

MORE: Final = 5  # characters, for that: "the " begins too many

_SPACES: Final = frozenset(("", " ", "\n"))
_WORDS: Final = re.compile("[A-Za-z0-9]+(?: [A-Za-z0-9]+)?")


class Mention(NamedTuple):
    """A stretch of a section's text that names an entity."""

    entity: str
    span: Span


def names(entity: Entity) -> tuple[str, ...]:
    """What the text may call an entity, folded; the same name once."""
    found = (entity.name, entity.native, *entity.aliases, *entity.phrases)
    return tuple(dict.fromkeys([name for text in found if (name := fold(text).strip())]))


def any_case(name: str) -> bool:
    """True if a name without a capital: it matches any case, others match exactly."""
    return name == name.lower()


@lru_cache(maxsize=8)  # articles: a few that are gone through, each in its languages
def mentions(article: Article) -> tuple[Mention, ...]:
    """All mentions in the bodies, in the order of the text.

    Of two entities with one name the first in the file has the mentions. `[words](@entity)` is one whatever the words
    are; in `[words](@)` and in code there is none.
    """
    names_of = finder(article)
    found: list[Mention] = []
    for section in article.sections:
        id, text = section.id, fold(section.text)
        for block in section.body:
            found += [Mention(entity, Span(id, start, end)) for start, end, entity in in_block(names_of, text, block)]
    return tuple(found)


@lru_cache(maxsize=8)
def by_entity(article: Article) -> Mapping[str, tuple[Span, ...]]:
    """The spans of each entity that is mentioned, in the order of the text."""
    found: dict[str, list[Span]] = {}
    for entity, span in mentions(article):
        found.setdefault(entity, []).append(span)
    return {entity: tuple(spans) for entity, spans in found.items()}


def in_block(finder: Finder, text: str, block: Block) -> Iterator[tuple[int, int, str]]:
    """Mentions by hand, and those found between them: no name goes on in the next block.

    Args:
        finder: of the article.
        text: of the section, folded.
        block: of the section.
    """
    at, stop = block.start, block.start + len(block.text)
    for run in block.runs:
        start, end = block.start + run.start, block.start + run.end
        if run.style not in ("mention", "plain", "code") or start < at:
            continue  # what begins before stands in another one
        yield from finder.find(text, at, start)
        if run.style == "mention":
            yield start, end, run.target
        at = end
    yield from finder.find(text, at, stop)


@lru_cache(maxsize=8)
def looked_for(article: Article) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The entities that are looked for, with their names."""
    return tuple([(entity.id, names(entity)) for entity in article.entities.values() if entity.match])


def shared_names(article: Article) -> Mapping[tuple[str, str], str]:
    """The names that an entity has, and one before it in the file too: that one, by name and entity."""
    every = [name for _, own in looked_for(article) for name in own]
    if len(set(every)) == len(every):
        return {}  # as in most files
    first: dict[str, str] = {}
    shared: dict[tuple[str, str], str] = {}
    for id, own in looked_for(article):
        for name in own:
            if (owner := first.setdefault(name, id)) != id:
                shared[name, id] = owner
    return shared


@lru_cache(maxsize=8)
def finder(article: Article) -> Finder:
    """What finds the names of an article."""
    return Finder(article)


class Finder:
    """Looks for all names at once, by how they begin.

    Names in Latin letters are told apart by their first word or two, which are whole words of the text too; others by
    two characters.
    """

    def __init__(self, article: Article) -> None:
        self._exact: dict[str, str] = {}
        self._any_case: dict[str, str] = {}
        words: dict[str, set[int]] = {}
        alike: dict[str, set[str]] = {}
        begins: set[tuple[str, bool]] = set()
        for id, own in looked_for(article):
            for name in own:
                loose = any_case(name)
                if (self._any_case if loose else self._exact).setdefault(name, id) != id:
                    continue
                begins.add((name[:2], loose))
                if begun := _WORDS.match(name):
                    words.setdefault(begun[0].lower(), set()).add(len(name))
                else:
                    for begin in _cases(name[:2]) if loose else (name[:2],):
                        alike.setdefault(begin, set()).add(name)
        for begin, found in alike.items():
            if len(begin) == 2:  # after a name of one character, which any other may follow
                found |= alike.get(begin[0], set())
        self._words = {begin: _falling(lengths) for begin, lengths in words.items()}
        self._alike = {begin: _Lengths(found) for begin, found in alike.items()}
        self._firsts = {begin.partition(" ")[0] for begin in words}
        cases = (_cases(begin) if loose else (begin,) for begin, loose in begins)
        self._begin = _beginnings({begin for found in cases for begin in found})

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Mentions in a stretch of a folded text."""
        if self._begin is None:
            return
        exact, any_case = self._exact, self._any_case
        firsts, words, others = self._firsts, self._words, self._alike
        at = start
        for match in self._begin.finditer(text, start, end):
            here = match.start()
            if here < at:
                continue
            word, second = match.group(0, 1)
            lowered = word.lower()
            if lowered in firsts and second:
                # A name that does not go on with the second word can but end with the first.
                lengths = (*words.get(lowered + second.lower(), ()), len(word))
            elif lowered in firsts:
                lengths = words.get(lowered, ())
            elif second is None and (alike := others.get(text[here : here + 2]) or others.get(word)):
                lengths = alike.few
                if alike.more:
                    lengths = alike.more.get(text[here : here + MORE].lower(), ()) + lengths
            else:
                continue
            for length in lengths:
                stop = here + length
                name = text[here:stop]
                entity = exact.get(name) or any_case.get(name.lower())
                if entity and stop <= end and _edges(text, here, stop):
                    yield here, stop, entity
                    at = stop
                    break


class _Lengths:
    """The lengths of names that begin alike, longest first."""

    __slots__ = ("few", "more")

    def __init__(self, names: Collection[str]) -> None:
        lengths = set(map(len, names))
        self.more: dict[str, tuple[int, ...]] = {}
        """By the first characters in lower case, those of the names that have as many; the others are in `few`."""
        if len(lengths) > FEW:
            found: dict[str, set[int]] = {}
            for name in names:
                if len(name) >= MORE:
                    found.setdefault(name[:MORE].lower(), set()).add(len(name))
            self.more = {begin: _falling(those) for begin, those in found.items()}
            lengths = {length for length in lengths if length < MORE}
        self.few = _falling(lengths)


def _falling(lengths: Collection[int]) -> tuple[int, ...]:
    return tuple(sorted(lengths, reverse=True))


@lru_cache(maxsize=4096)  # pairs of characters: a file has some hundred at the beginning of its names
def _cases(begin: str) -> frozenset[str]:
    """The beginning of a name in any case."""
    found = {""}
    for char in begin:
        found = {before + case for before in found for case in {char, char.upper(), char.title()} if len(case) == 1}
    return frozenset(found)


def _beginnings(begins: Collection[str]) -> re.Pattern[str] | None:
    """Finds where a name may begin, and some places more; never within a Latin word, where none may.

    It matches all of a Latin word, and its group is the space and the word that follow, where they do; else it matches
    the first character.
    """
    if not begins:
        return None
    seconds: dict[str, set[str]] = {}
    for begin in begins:
        seconds.setdefault(begin[0], set()).add(begin[1:])
    if len(seconds) <= MOST_BRANCHES:
        found = "|".join(re.escape(first) + _followed(after) for first, after in sorted(seconds.items()))
    else:
        found = f"[{re.escape(''.join(seconds))}]" + _followed(set().union(*seconds.values()))
    word = "(?:(?<=[A-Za-z0-9])[A-Za-z0-9]*+(?=( [A-Za-z0-9]++)?))?"  # all of it, and the one after it
    return re.compile(f"(?:{found})(?<![A-Za-z0-9][A-Za-z0-9]){word}")


def _followed(characters: set[str]) -> str:
    """What looks ahead for one of some characters; "" among them is any."""
    return "" if "" in characters else f"(?=[{re.escape(''.join(characters))}])"


def _edges(text: str, start: int, end: int) -> bool:
    """True if neither edge of a name cuts through a word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in _SPACES and after in _SPACES:
        return True  # as most are
    first, last = text[start], text[end - 1]
    if (before and _joined(before, first)) or (after and _joined(last, after)):
        return False
    return not (last == "." and after and _is_letter(after))  # `U.S.` is not in `U.S.A.`


@lru_cache(maxsize=4096)  # pairs of characters: an article has some hundred at the edges of names
def _joined(left: str, right: str) -> bool:
    return (_is_letter(left) and _is_letter(right)) or (_is_katakana(left) and _is_katakana(right))


def _is_letter(char: str) -> bool:
    """True for letters and digits of scripts that put spaces between words; kanji, kana, Thai and Hangul are free."""
    return char.isalnum() and (char < "\u0e00" or "\u10a0" <= char < "\u1100" or "\u1e00" <= char < "\u2000")


def _is_katakana(char: str) -> bool:
    return "ァ" <= char <= "ヺ" or "ー" <= char <= "ヾ" or "ㇰ" <= char <= "ㇿ" or "ｦ" <= char <= "ﾟ"
