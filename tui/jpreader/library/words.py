"""What full text search takes for words: those of scripts with spaces, and pairs of characters of scripts without.

半導体 is 半導 and 導体, so that any two characters that stand together are found, as they are when finding in an
article; texts are folded as they are there (`article.folding`), and case never counts. Of scripts without spaces each
character is a word too, at the end of the text, so that one alone is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, NamedTuple

from jpreader.article.folding import loose
from jpreader.library.hashing import blake2b

# Thai and Lao, Myanmar, Khmer, kana with ー but not ・, kanji with 々〆〇.
_UNSPACED: Final = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
RUN: Final = re.compile(f"[{_UNSPACED}]+|[^\\W_{_UNSPACED}]+")
_UNSPACED_CHAR: Final = re.compile(f"[{_UNSPACED}]")
_FOLDED: Final = re.compile(f"[{_UNSPACED}\uff01-\uffdc]")  # what is cut into pairs, or has another width
_NOT_ASCII: Final = re.compile("[^\0-\x7f]+")
_SPACED_RUN: Final = re.compile(r"[^\W_]+")
_ATTRIBUTE: Final = "\ue000"  # a private character: no text has a word that begins with it


class Phrase(NamedTuple):
    """What is looked for: words that follow one another."""

    words: tuple[str, ...]
    exact: bool = True
    """False where a text may hold the words and not the phrase, as of 国A, which is in 中国AI."""


def words(text: str) -> str:
    """The words of a text, in its order, with spaces and other signs of ASCII between them."""
    if text.isascii():
        return text.lower()
    if not _FOLDED.search("".join(_NOT_ASCII.findall(text))):
        return _NOT_ASCII.sub(_letters, text).lower()
    found: list[str] = []
    for run in RUN.findall(loose(text).lower()):
        if len(run) > 1 and _UNSPACED_CHAR.match(run):
            found += map("".join, pairwise(run))
        else:
            found.append(run)
    return " ".join(found)


def _letters(match: re.Match[str]) -> str:
    return match[0] if match[0].isalnum() else "".join([char if char.isalnum() else " " for char in match[0]])


def characters(text: str) -> str:
    """Each character of scripts without spaces that a text has, once, with a space between them."""
    other = "" if text.isascii() else "".join(_NOT_ASCII.findall(text))
    if not _FOLDED.search(other):
        return ""
    return " ".join(sorted(char for char in set(loose(other)) if _UNSPACED_CHAR.match(char)))


def phrase(text: str) -> Phrase:
    """What to look for to find a text; no words where it is made of signs alone."""
    runs = RUN.findall(loose(text).lower())
    alone = len(runs) > 1 and any(len(run) == 1 and _UNSPACED_CHAR.match(run) for run in runs)
    return Phrase(tuple(_SPACED_RUN.findall(words(text))), not alone)


def attribute(field: str, value: str = "") -> str:
    """A word that no text has, for something that is true of an article: `kind` person, `tag` chips."""
    return _ATTRIBUTE + blake2b(f"{field}:{value}".encode(), digest_size=6).hexdigest()


def is_unspaced(run: str) -> bool:
    """Whether a run of letters is of a script without spaces, cut into pairs."""
    return _UNSPACED_CHAR.match(run) is not None


def has_unspaced(text: str) -> bool:
    """Whether a text has characters of scripts without spaces."""
    return _UNSPACED_CHAR.search(text) is not None


def any_of(words: Iterable[str]) -> str:
    """What finds any of some words in FTS5; where there are none it finds nothing."""
    return f"({' OR '.join([quoted(word) for word in words] or [quoted(attribute('none'))])})"


def quoted(word: str) -> str:
    """A word, or several that follow one another, as FTS5 takes them."""
    return f'"{word}"'
