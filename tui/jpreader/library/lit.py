"""Where a text answers a query: the sentences to show, and what is lit in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from jpreader.article.folding import loose, pattern
from jpreader.library.query import Words
from jpreader.library.sentences import sentence
from jpreader.library.words import RUN, is_unspaced

MOST_LOOKED_AT: Final = 200  # matches of a word in an article, of which the best sentences are chosen

_SPACED: Final = r"[^\W_\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u31f0-\u9fff\uf900-\ufaff]"


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
    """What matches in a text as it stands where full text search finds words."""
    runs = RUN.findall(loose(words.text).lower())
    parts = [pattern(run, any_case=True) for run in runs]
    before = "" if is_unspaced(runs[0]) else f"(?<!{_SPACED})"
    after = "" if words.prefix or is_unspaced(runs[-1]) else f"(?!{_SPACED})"
    return re.compile(before + r"[\W_]*".join(parts) + after)


def found(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """Where a text has words, the first places."""
    for number, match in enumerate(expression(words).finditer(text)):
        if number == MOST_LOOKED_AT:
            return
        yield match.span()


def best(section_texts: Sequence[tuple[str, str]], places: Iterable[tuple[int, int, int, int]], most: int) -> tuple[Hit, ...]:
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
