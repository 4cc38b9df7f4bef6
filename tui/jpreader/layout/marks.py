"""The small marks beside claims: the section that one is said in, and the language of one that isn't translated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from jpreader.article.evidence import Claim, evidence_of
from jpreader.article.model import Article, Evidence
from jpreader.layout.column import Column
from jpreader.layout.line import Piece, Target, ToEvidence

NEW: Final = Piece("◆", "new")
"""The sign of what the reader has not met."""

NOTED: Final = Piece("✎", "noted")
"""The sign of what the reader has written a note on, beside its first line."""

NOTED_ON: Final = Piece("╎", "noted")
"""Beside its other lines."""


Signed = tuple[tuple[str | int, Piece], ...]
"""Signs by what they stand beside."""


class Signs(NamedTuple):
    """The signs that stand at the edge of a pane, beside the first row of what they are for."""

    sections: Signed = ()
    """By their ids."""
    entities: Signed = ()
    """By their ids."""
    facts: Signed = ()
    """By their ids."""
    relations: Signed = ()
    """By their numbers in `Article.relations`."""


NO_SIGNS: Final = Signs()


def section_mark(article: Article, evidence: Evidence | None) -> tuple[Piece, ...]:
    """`§2` for evidence in the second section; nothing without evidence."""
    number = _numbers(article).get(evidence.section) if evidence else None
    return (Piece(f"§{number}", "mark"),) if number else ()


def language_mark(article: Article, name: str) -> tuple[Piece, ...]:
    """The original's language, such as `en`, for a text that is shown in it for want of a translation.

    Names are those of `Article.fallbacks`, or one level up: `questions.0` is a question and its answer.
    """
    if article.original and name in _lacking(article):
        return (Piece(article.original.language, "fallback"),)
    return ()


@lru_cache(maxsize=8)
def _numbers(article: Article) -> Mapping[str, int]:
    return {section.id: number for number, section in enumerate(article.sections, 1)}


@lru_cache(maxsize=8)
def _lacking(article: Article) -> frozenset[str]:
    return article.fallbacks | {name.rpartition(".")[0] for name in article.fallbacks}


def begin(
    column: Column, article: Article, claim: Claim, otherwise: Target | None = None, sign: Piece | None = None
) -> tuple[Piece, ...]:
    """Begins the item of a claim, which opens its evidence, or else something other; gives its section's mark."""
    evidence = next(iter(evidence_of(article, claim)), None)
    column.begin(ToEvidence(evidence) if evidence else otherwise, sign)
    return section_mark(article, evidence)


def group(
    column: Column, article: Article, heading: str, names: Sequence[str], aside: Sequence[Piece] = ()
) -> list[str]:
    """Sets the heading of a group of claims, with the language if all of them fall back.

    Args:
        column: where to set it.
        article: whose claims they are.
        heading: its text.
        names: of the claims' texts, as for `language_mark`.
        aside: what else stands at the right of the heading.

    Returns:
        The names, without those that need no mark any more: an empty one in place of each.
    """
    marks = [language_mark(article, name) for name in names]
    whole = all(marks)
    column.heading(heading, [*aside, *([Piece(" ")] if aside and whole else []), *(marks[0] if whole else ())])
    return [""] * len(names) if whole else list(names)
