"""Where a text answers a query: the sentences to show, and what is lit in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from jpreader.article.folding import loose, lower, pattern
from jpreader.library.query import Words
from jpreader.library.sentences import sentence
from jpreader.library.words import RUN, is_unspaced

MOST_LOOKED_AT: Final = 40  # matches of a word in a section, of which the best sentences are chosen


class Hit(NamedTuple):
    """A sentence that answers a query."""

    section: str
    """Its id; empty for what stands before the sections: title, summary, names."""
    start: int
    end: int
    """Where in the section's text the sentence stands."""
    text: str
    lit: tuple[tuple[int, int], ...]
    """Where in `text` the answer stands, in its order, none over another."""


@lru_cache(maxsize=256)  # words of queries
def expression(words: Words) -> re.Pattern[str]:
    """What matches a text where full text search finds words in it, and where they are part of longer ones."""
    runs = RUN.findall(loose(words.text).lower())
    return re.compile(r"[\W_]*".join(pattern(run, any_case=True) for run in runs))


def found(texts: Iterable[str], words: Words) -> Iterator[tuple[int, int, int]]:
    """Where some texts have words: a text by its number, start and end; of each text the first places."""
    texts = list(texts)
    for look in (_literal, _folded):
        any_found = False
        for number, text in enumerate(texts):
            for start, end in islice(look(text, words), MOST_LOOKED_AT):
                if _is_whole(text, start, end, words.prefix):
                    any_found = True
                    yield number, start, end
        if any_found:
            return


def _literal(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """Where a word stands as it was typed but for its case: ten times as fast, and mostly enough."""
    needle = words.text.lower()
    if not needle.isascii() or not needle.isalnum():
        return
    text = lower(text)
    at = text.find(needle)
    while at >= 0:
        yield at, at + len(needle)
        at = text.find(needle, at + len(needle))


def _folded(text: str, words: Words) -> Iterator[tuple[int, int]]:
    return (match.span() for match in expression(words).finditer(text))


def _is_whole(text: str, start: int, end: int, prefix: bool) -> bool:
    """Whether a match is no part of a longer word of letters that have spaces between words."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_is_letter(before) and _is_letter(text[start])) and (
        prefix or not (_is_letter(after) and _is_letter(text[end - 1]))
    )


def _is_letter(char: str) -> bool:
    return char.isalnum() and not is_unspaced(char)


def best(
    section_texts: Sequence[tuple[str, str]], places: Iterable[tuple[int, int, int, int]], most: int
) -> tuple[Hit, ...]:
    """The sentences that answer most of a query, at most so many, in the order of the text.

    Args:
        section_texts: ids and texts of the sections.
        places: section by number, start, end, and which part of the query stands there.
        most: how many sentences.
    """
    sentences: dict[tuple[int, int, int], tuple[set[int], list[tuple[int, int]]]] = {}
    known: tuple[int, int, int] | None = None
    for section, start, end, part in sorted(places):
        if not (known and known[0] == section and known[1] <= start and end <= known[2]):
            known = (section, *sentence(section_texts[section][1], start, end))
        parts, lit = sentences.setdefault(known, (set(), []))
        parts.add(part)
        lit.append((start, end))
    chosen = sorted(sentences, key=lambda key: (-len(sentences[key][0]), key))[:most]
    return tuple(
        Hit(
            section_texts[section][0],
            start,
            end,
            section_texts[section][1][start:end],
            apart((one - start, min(other, end) - start) for one, other in sentences[section, start, end][1]),
        )
        for section, start, end in sorted(chosen)
    )


def apart(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, those that overlap as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)
