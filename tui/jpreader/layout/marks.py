"""The small marks beside claims: the section that one is said in, and the language of one that isn't translated."""

from __future__ import annotations

from collections.abc import Sequence

from jpreader.article.evidence import Claim, evidence_of
from jpreader.article.model import Article, Evidence
from jpreader.layout.column import Column
from jpreader.layout.line import Piece, Target, ToEvidence


def section_mark(article: Article, evidence: Evidence | None) -> tuple[Piece, ...]:
    """`§2` for evidence in the second section; nothing without evidence."""
    if evidence is None or evidence.section not in article.by_section:
        return ()
    return (Piece(f"§{list(article.by_section).index(evidence.section) + 1}", "mark"),)


def language_mark(article: Article, *names: str) -> tuple[Piece, ...]:
    """The original's language, such as `en`, where any of some texts is shown in it for want of a translation.

    Names are those of `Article.fallbacks`, or what they begin with: `questions.0` is the question and its answer.
    """
    lacks = article.fallbacks
    if article.original and any(lack == name or lack.startswith(f"{name}.") for lack in lacks for name in names):
        return (Piece(article.original.language, "fallback"),)
    return ()


def begin(column: Column, article: Article, claim: Claim, otherwise: Target | None = None) -> tuple[Piece, ...]:
    """Begins the item of a claim, which opens its evidence, or else something other; gives its section's mark."""
    evidence = next(iter(evidence_of(article, claim)), None)
    column.begin(ToEvidence(evidence) if evidence else otherwise)
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
