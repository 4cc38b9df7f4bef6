"""The small marks beside claims: the section that one is said in, and the language of one that isn't translated."""

from __future__ import annotations

from collections.abc import Sequence

from jpreader.article.model import Article, Evidence
from jpreader.layout.column import Column
from jpreader.layout.line import Piece


def section_mark(article: Article, evidence: Evidence | None) -> tuple[Piece, ...]:
    """`§2` for evidence in the second section; nothing without evidence."""
    if evidence is None or evidence.section not in article.by_section:
        return ()
    return (Piece(f"§{list(article.by_section).index(evidence.section) + 1}", "mark"),)


def language_mark(article: Article, *names: str) -> tuple[Piece, ...]:
    """The original's language, such as `en`, where any of some texts is shown in it for want of a translation.

    Names are those of `Article.fallbacks`; what is part of a text that falls back falls back with it.
    """
    if article.original and any(_falls_back(article, name) for name in names):
        return (Piece(article.original.language, "fallback"),)
    return ()


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


def _falls_back(article: Article, name: str) -> bool:
    while name:
        if name in article.fallbacks:
            return True
        name = name.rpartition(".")[0]
    return False
