"""Which paragraph of a text became which of a later one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from jpreader.article.edits import tokens

Pair = tuple[int | None, int | None]
"""The numbers of a paragraph before and now; None where there is none: it was added, or removed."""

MOST_SAME: Final = 1_000_000  # pairs of paragraphs: beyond, only the ends of the texts are compared
MOST_TRIED: Final = 2_500  # pairs of paragraphs that differ: beyond, they are paired in their order
ALIKE: Final = 0.35  # of the words of two paragraphs, in both: with fewer, one was removed and the other added


def aligned(before: Sequence[str], now: Sequence[str]) -> Iterator[Pair]:
    """All paragraphs of two texts, in order: what is removed stands where it was."""
    head = _common(before, now)
    tail = _common(before[head:][::-1], now[head:][::-1])
    yield from ((number, number) for number in range(head))
    old, new = range(head, len(before) - tail), range(head, len(now) - tail)
    if len(old) * len(new) > MOST_SAME:
        yield from _in_order(old, new)
    else:
        from difflib import SequenceMatcher  # wanted seldom, and never at a start

        matcher = SequenceMatcher(None, before[head : old.stop], now[head : new.stop], autojunk=False)
        for same, a, b, c, d in matcher.get_opcodes():
            if same == "equal":
                yield from zip(old[a:b], new[c:d], strict=True)
            else:
                yield from _differing(before, now, old[a:b], new[c:d])
    yield from zip(range(old.stop, len(before)), range(new.stop, len(now)), strict=True)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many paragraphs two texts begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _in_order(old: range, new: range) -> Iterator[Pair]:
    yield from zip(old, new, strict=False)
    yield from ((number, None) for number in old[len(new) :])
    yield from ((None, number) for number in new[len(old) :])


def _differing(before: Sequence[str], now: Sequence[str], old: range, new: range) -> Iterator[Pair]:
    """Pairs of paragraphs none of which is the same: those in order that have most words in common."""
    if not old or not new or len(old) * len(new) > MOST_TRIED:
        yield from _in_order(old, new)
        return
    ours, theirs = [_words(before[n]) for n in old], [_words(now[n]) for n in new]
    # The best that can be had of the paragraphs from (i, j) on: as the longest common subsequence is found.
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            together = _alike(ours[i], theirs[j])
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together + best[i + 1][j + 1] if together else 0.0)
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and best[i][j] == best[i + 1][j]:
            yield old[i], None
            i += 1
        elif j < len(new) and best[i][j] == best[i][j + 1]:
            yield None, new[j]
            j += 1
        else:
            yield old[i], new[j]
            i, j = i + 1, j + 1


def _words(text: str) -> frozenset[str]:
    return frozenset(token for token in tokens(text) if token.isalnum())


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the words of two paragraphs both have, from `ALIKE` to 1; 0 for less."""
    shared = 2 * len(one & other) / max(1, len(one) + len(other))
    return shared if shared >= ALIKE else 0.0
