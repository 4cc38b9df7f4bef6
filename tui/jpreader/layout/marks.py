"""The small marks beside claims: the section that one is said in, and the language of one that isn't translated."""

from __future__ import annotations

from jpreader.article.model import Article, Evidence
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


def _falls_back(article: Article, name: str) -> bool:
    while name:
        if name in article.fallbacks:
            return True
        name = name.rpartition(".")[0]
    return False
