"""Which entities the text never names: without looking for all names at every place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from jpreader.article.folding import fold
from jpreader.article.mentions import finder, in_block, looked_for, names
from jpreader.article.model import Article

IN_VAIN: Final = 50_000  # characters without an entity that is still looked for: then it is time to sift them

MOST_SIFTED: Final = 64  # entities: a pattern of their names tries one after another

MOST_SOUGHT: Final = 32  # names that are looked for in a section one after another

MOST_TRIED: Final = 1_000  # places of a name within words, before the text is looked at more closely

_WORD: Final = re.compile("[A-Za-z0-9]+")
_FREE: Final = re.compile(r"[A-Za-z0-9]+(?![^,.;:!?])")  # of what stands between spaces: a word that no letter touches


def never_mentioned(article: Article) -> tuple[str, ...]:
    """The ids of the entities that the bodies don't name.

    The search ends when all others have been met; where a few are left, blocks in which none of their names stands in
    any way are passed over.
    """
    left = dict.fromkeys(article.entities)
    sieve: re.Pattern[str] | None = None
    sought: Mapping[str, bool] = {}
    sifted, vain = MOST_SIFTED + 1, 0  # more than are looked for by the sieve; the characters since one was met
    if len(left) > MOST_SIFTED:
        plainly = _plainly_named(article)
        left = dict.fromkeys(id for id in article.entities if id not in plainly)
        vain = IN_VAIN + 1
    for section in article.sections:
        text = fold(section.text)
        absent: bool | None = None  # True if the section has none of the names that the sieve looks for
        for block in section.body:
            if not left:
                return ()
            if vain > IN_VAIN and len(left) < sifted:
                sought = _sought(article, left)
                sieve, sifted, vain, absent = _sieve(sought), len(left), 0, None
            if sieve and absent is None:
                absent = len(sought) <= MOST_SOUGHT and not _stands_any(sought, _loose(text))
            if sieve and not (block.runs and any(run.style == "mention" and run.target in left for run in block.runs)):
                start = block.start
                if absent or not sieve.search(_loose(text[start : start + len(block.text)])):
                    continue
            count = len(left)
            for _, _, entity in in_block(finder(article), text, block):
                if left.pop(entity, "") is None and not left:
                    return ()
            vain = vain + len(block.text) if len(left) == count else 0
    return tuple(left)


def _sought(article: Article, ids: Iterable[str]) -> Mapping[str, bool]:
    """The names of some entities as they stand in a text that `_loose` has made.

    True for one that ends with a Latin letter: as `_edges` has it, it does not end within a word.
    """
    entities = [article.entities[id] for id in ids]
    found = {_loose(name) for entity in entities if entity.match for name in names(entity)}
    return {name: bool(_WORD.fullmatch(name[-1])) for name in sorted(found)}


def _sieve(sought: Mapping[str, bool]) -> re.Pattern[str]:
    """Finds what may be one of some names in a text that `_loose` has made; nothing if there are none."""
    found = "|".join(re.escape(name) + "(?![a-z0-9])" * ends for name, ends in sought.items())
    return re.compile(found or r"(?!)")


def _stands_any(sought: Mapping[str, bool], text: str) -> bool:
    """False if none of some names stands in a text; one by one, a few are looked for sooner than by a pattern."""
    for name, ends in sought.items():
        at = -1
        for _ in range(MOST_TRIED):
            at = text.find(name, at + 1)
            if at < 0:
                break
            if not (ends and _WORD.match(text, at + len(name))):
                return True
        else:
            return True
    return False


def _loose(text: str) -> str:
    """Text in which all that matches in any case is the same: ς is σ at the end of a word, which a name may cut off."""
    return text.lower().replace("ς", "σ")


def _plainly_named(article: Article) -> set[str]:
    """Entities that a block without runs names by a word that is in the names of no other; not all that there are.

    Whatever names stand around such a word, it is a mention of that entity or a part of one.
    """
    owners: dict[str, str] = {}
    for id, own in looked_for(article):
        for word in set(_WORD.findall("\n".join(own).lower())):
            if owners.setdefault(word, id) != id:
                owners[word] = ""
    spaced: set[str] = set()
    for section in article.sections:
        for block in section.body:
            if not block.runs:
                spaced.update(fold(block.text).split())
    words = {match[0] for found in spaced if (match := _FREE.match(found))}
    return {id for id, own in looked_for(article) for name in own if name in words and owners.get(name.lower()) == id}
