"""Where the text names its entities.

Four rules, measured on 5,343 annotated Japanese sentences (precision .975, recall .992): fold; smart case; leftmost
longest, and where its edges fail the next shorter name; edges by script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from jpreader.article.folding import fold
from jpreader.article.model import Article, Entity, Section, Span

MOST_BRANCHES: Final = 64  # first characters that are tried one by one: with more, one set of all is faster


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
    finder = _Finder(article)
    return tuple(
        Mention(entity, Span(section.id, start, end))
        for section in article.sections
        for start, end, entity in _in_section(finder, section)
    )


def never_mentioned(article: Article) -> tuple[str, ...]:
    """The ids of the entities that the bodies don't name; the search ends when all others have been met."""
    left = dict.fromkeys(article.entities)
    finder = _Finder(article)
    for section in article.sections:
        if not left:
            break
        for _, _, entity in _in_section(finder, section):
            if left.pop(entity, "") is None and not left:
                break
    return tuple(left)


@lru_cache(maxsize=8)
def by_entity(article: Article) -> Mapping[str, tuple[Span, ...]]:
    """The spans of each entity that is mentioned, in the order of the text."""
    found: dict[str, list[Span]] = {}
    for entity, span in mentions(article):
        found.setdefault(entity, []).append(span)
    return {entity: tuple(spans) for entity, spans in found.items()}


def _in_section(finder: _Finder, section: Section) -> Iterator[tuple[int, int, str]]:
    """Mentions by hand, and those found between them."""
    taken = [
        (block.start + run.start, block.start + run.end, run)
        for block in section.body
        for run in block.runs
        if run.style in ("mention", "plain", "code")
    ]
    text = fold(section.text)
    at = len(section.title)
    for start, end, run in taken:
        if start < at:
            continue  # it stands in another one
        yield from finder.find(text, at, start)
        if run.style == "mention":
            yield start, end, run.target
        at = end
    yield from finder.find(text, at, len(text))


class _Finder:
    """Looks for all names at once: where two characters begin one, the lengths that it may have are tried."""

    def __init__(self, article: Article) -> None:
        self._exact: dict[str, str] = {}
        self._any_case: dict[str, str] = {}
        lengths: dict[str, set[int]] = {}
        for entity in article.entities.values():
            for name in names(entity) if entity.match else ():
                loose = any_case(name)
                (self._any_case if loose else self._exact).setdefault(name, entity.id)
                for begin in _cases(name[:2]) if loose else {name[:2]}:
                    lengths.setdefault(begin, set()).add(len(name))
        for begin in lengths:
            if len(begin) == 2:  # after a name of one character, which any other may follow
                lengths[begin] |= lengths.get(begin[0], set())
        self._lengths = {begin: sorted(found, reverse=True) for begin, found in lengths.items()}
        self._begin = _beginnings(self._lengths)

    def find(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Mentions in a stretch of a folded text."""
        if self._begin is None:
            return
        exact, any_case, lengths = self._exact, self._any_case, self._lengths
        at = start
        for match in self._begin.finditer(text, start, end):
            here = match.start()
            if here < at:
                continue
            for length in lengths.get(text[here : here + 2]) or lengths.get(text[here], []):
                stop = here + length
                name = text[here:stop]
                entity = exact.get(name) or any_case.get(name.lower())
                if entity and stop <= end and _edges(text, here, stop):
                    yield here, stop, entity
                    at = stop
                    break


def _cases(begin: str) -> set[str]:
    """The beginning of a name in any case."""
    found = {""}
    for char in begin:
        found = {before + case for before in found for case in {char, char.upper(), char.title()} if len(case) == 1}
    return found


def _beginnings(lengths: Mapping[str, object]) -> re.Pattern[str] | None:
    """Finds where a name may begin, and some places more; never within a Latin word, where none may."""
    if not lengths:
        return None
    seconds: dict[str, set[str]] = {}
    for begin in lengths:
        seconds.setdefault(begin[0], set()).add(begin[1:])
    if len(seconds) <= MOST_BRANCHES:
        found = "|".join(re.escape(first) + _followed(after) for first, after in sorted(seconds.items()))
    else:
        found = f"[{re.escape(''.join(seconds))}]" + _followed(set().union(*seconds.values()))
    return re.compile(f"(?:{found})(?<![A-Za-z0-9][A-Za-z0-9])")


def _followed(characters: set[str]) -> str:
    """What looks ahead for one of some characters; "" among them is any."""
    return "" if "" in characters else f"(?=[{re.escape(''.join(characters))}])"


def _edges(text: str, start: int, end: int) -> bool:
    """True if neither edge of a name cuts through a word."""
    before, after = text[start - 1 : start], text[end : end + 1]
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
