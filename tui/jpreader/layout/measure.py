"""The measure: how many cells a line of the article has where the reader has no other wish."""

from __future__ import annotations

from typing import Final

from jpreader.article.model import Article

LATIN_MEASURE: Final = 66  # cells: Bringhurst's 66 characters
WIDE_MEASURE: Final = 72  # cells: 36 characters of Japanese
_WIDE: Final = frozenset({"ja", "zh", "ko"})


def default_measure(article: Article) -> int:
    """The measure that suits the article's script, in cells."""
    return WIDE_MEASURE if article.language.split("-")[0].lower() in _WIDE else LATIN_MEASURE
