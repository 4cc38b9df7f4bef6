"""Where the text names its entities.

Four rules, measured on 5,343 annotated Japanese sentences (precision .975, recall .992): fold; smart case; leftmost
longest, and where its edges fail the next shorter name; edges by script.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from jpreader.article.folding import fold
from jpreader.article.model import Article, Block, Entity, Span

MOST_BRANCHES: Final = 64  # first characters that are tried one by one: with more, one set of all is faster

FEW: Final = 4  # lengths that are tried one by one where names begin alike; with more, more characters are compared

MORE: Final = 5  # characters, for that: "the " begins too many

IN_VAIN: Final = 50_000  # characters without an entity that is still looked for: then it is time to sift them

MOST_SIFTED: Final = 64  # entities: a pattern of their names tries one after another


_SPACES: Final = frozenset(("", " ", "\n"))
_WORD: Final = re.compile("[A-Za-z0-9]+")
_FREE: Final = re.compile(r"(?<!\S)[A-Za-z0-9]+(?![^\s,.;:!?])")  # a word that no letter touches
_WORDS: Final = re.compile("[A-Za-z0-9]+(?: [A-Za-z0-9]+)?")


class Mention(NamedTuple):
    """A stretch of a section's text that names an entity."""

    entity: str
    span: Span


def names(entity: Entity) -> tuple[str, ...]:
    """What the text may call an entity, folded; the same name once."""
    found = (entity.name, entity.native, *entity.aliases, *entity.phrases)
    return tuple(dict.fromkeys(name for name in map(str.strip, map(fold, found)) if name))


def any_case(name: str) -> bool:
    """True if a name without a capital: it matches any case, others match exactly."""
    return name == name.lower()


@lru_cache(maxsize=8)  # articles: a few that are gone through, each in its languages
def mentions(article: Article) -> tuple[Mention, ...]:
    """All mentions in the bodies, in the order of the text.

    Of two entities with one name the first in the file has the mentions. `[words](@entity)` is one whatever the words
    are; in `[words](@)` and in code there is none.
    """
    finder = _finder(article)
    found: list[Mention] = []
    for section in article.sections:
        id, text = section.id, fold(section.text)
        for block in section.body:
            found += [Mention(entity, Span(id, start, end)) for start, end, entity in _in_block(finder, text, block)]
    return tuple(found)


def never_mentioned(article: Article) -> tuple[str, ...]:
    """The ids of the entities that the bodies don't name.

    The search ends when all others have been met; where a few are left, blocks in which none of their names stands in
    any way are passed over.
    """
    left = dict.fromkeys(article.entities)
    sieve: re.Pattern[str] | None = None
    sifted, vain = MOST_SIFTED + 1, 0  # more than are looked for by the sieve; the characters since one was met
    if len(left) > MOST_SIFTED:
        plainly = _plainly_named(article)
        left = dict.fromkeys(id for id in article.entities if id not in plainly)
        vain = IN_VAIN + 1
    for section in article.sections:
        text = fold(section.text)
        for block in section.body:
            if not left:
                return ()
            if vain > IN_VAIN and len(left) < sifted:
                sieve, sifted, vain = _sieve(article, left), len(left), 0
            here = text[block.start : block.start + len(block.text)]
            by_hand = any(run.style == "mention" and run.target in left for run in block.runs)
            if sieve and not by_hand and not sieve.search(_loose(here)):
                continue
            count = len(left)
            for _, _, entity in _in_block(_finder(article), text, block):
                if left.pop(entity, "") is None and not left:
                    return ()
            vain = vain + len(here) if len(left) == count else 0
    return tuple(left)


def _sieve(article: Article, ids: Iterable[str]) -> re.Pattern[str]:
    """Finds what may be a name of some entities in a text that `_loose` has made; nothing if they have none."""
    entities = [article.entities[id] for id in ids]
    found = {_loose(name) for entity in entities if entity.match for name in names(entity)}
    # As `_edges` has it, a name that ends with a Latin letter does not end within a word.
    ends = {name: "(?![a-z0-9])" if _WORD.fullmatch(name[-1]) else "" for name in sorted(found)}
    return re.compile("|".join(re.escape(name) + end for name, end in ends.items()) or r"(?!)")


def _loose(text: str) -> str:
    """Text in which all that matches in any case is the same: ς is σ at the end of a word, which a name may cut off."""
    return text.lower().replace("ς", "σ")


@lru_cache(maxsize=8)
def by_entity(article: Article) -> Mapping[str, tuple[Span, ...]]:
    """The spans of each entity that is mentioned, in the order of the text."""
    found: dict[str, list[Span]] = {}
    for entity, span in mentions(article):
        found.setdefault(entity, []).append(span)
    return {entity: tuple(spans) for entity, spans in found.items()}


def _in_block(finder: _Finder, text: str, block: Block) -> Iterator[tuple[int, int, str]]:
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
def _named(article: Article) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The entities that are looked for, with their names."""
    return tuple((entity.id, names(entity)) for entity in article.entities.values() if entity.match)


def shared_names(article: Article) -> Mapping[tuple[str, str], str]:
    """The names that an entity has, and one before it in the file too: that one, by name and entity."""
    first: dict[str, str] = {}
    shared: dict[tuple[str, str], str] = {}
    for id, own in _named(article):
        for name in own:
            if (owner := first.setdefault(name, id)) != id:
                shared[name, id] = owner
    return shared


def _plainly_named(article: Article) -> set[str]:
    """Entities that a block without runs names by a word that is in the names of no other; not all that there are.

    Whatever names stand around such a word, it is a mention of that entity or a part of one.
    """
    owners: dict[str, str] = {}
    for id, own in _named(article):
        for word in set(_WORD.findall("\n".join(own).lower())):
            if owners.setdefault(word, id) != id:
                owners[word] = ""
    words: set[str] = set()
    for section in article.sections:
        words.update(_FREE.findall(fold("\n".join([block.text for block in section.body if not block.runs]))))
    return {id for id, own in _named(article) for name in own if name in words and owners.get(name.lower()) == id}


@lru_cache(maxsize=8)
def _finder(article: Article) -> _Finder:
    """What finds the names of an article."""
    return _Finder(article)


class _Finder:
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
        for id, own in _named(article):
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
