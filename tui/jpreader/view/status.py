"""The line at the top: the title, the languages, the section, how far, and which hit of how many."""

from __future__ import annotations

from collections.abc import Sequence

from jpreader.article.model import Article
from jpreader.layout.cells import fit
from jpreader.layout.cells import width as cell_width
from jpreader.layout.frame import LEAST_COLUMNS, LEAST_LINES
from jpreader.layout.line import Piece, Pieces
from jpreader.reading.reading import Reading

LANGUAGE_NAMES = {
    "ja": "日本語", "en": "English", "zh": "中文", "ko": "한국어", "de": "Deutsch", "fr": "Français", "es": "Español"
}  # fmt: skip
"""What a language calls itself; a tag stands for any other."""

LEAST_TITLE = 8  # cells of the title, with a blank on either side, that say which article it is
FAIR_TITLE = 14  # what it has before languages are told

SHORT_NAMES = {"en": "en"}  # in the status, where it stands beside another


def language_name(tag: str) -> str:
    """What a language calls itself, in as few cells as people know it by."""
    short = tag.split("-")[0]
    return SHORT_NAMES.get(short, LANGUAGE_NAMES.get(short, tag))


def small_notice(width: int, height: int) -> list[Pieces]:
    """What to say on a screen that is too small."""
    text = f"needs {LEAST_COLUMNS}×{LEAST_LINES}"
    lines = [text[start : start + width] for start in range(0, len(text), max(1, width))]
    return [[Piece(line, "notice")] for line in lines[:height]]


def status(reading: Reading, progress: int, width: int) -> Pieces:
    """The status line at a width in cells; where there is no room the languages go first, and the hits last."""
    hits, languages, where = _hits(reading), _languages(reading), _where(reading, progress)
    ways = ([hits, languages, where], [hits, where], [hits or where])
    fitting = (way for way in ways if _length(way) + (FAIR_TITLE if languages in way else LEAST_TITLE) <= width)
    groups = [group for group in next(fitting, ways[-1]) if group]
    right = [piece for group in groups for piece in [Piece("  "), *group]] + [Piece(" ")]
    room = width - sum(cell_width(piece.text) for piece in right) - 1
    title = fit(reading.article.title, max(0, room))
    gap = " " * max(0, room - cell_width(title))
    return [Piece(" "), Piece(title, "title"), Piece(gap), *right]


def _length(groups: Sequence[Sequence[Piece]]) -> int:
    return sum(2 + sum(cell_width(piece.text) for piece in group) for group in groups if group)


def _hits(reading: Reading) -> list[Piece]:
    if not reading.hits and not (reading.walking == "find" and reading.query):
        return []
    at = str(reading.hit + 1) if reading.hit >= 0 else "–"
    return [Piece(f"{at}/{len(reading.hits)}", "notice")]


def _languages(reading: Reading) -> list[Piece]:
    if len(reading.editions) < 2:
        return []
    pieces: list[Piece] = []
    for number, article in enumerate(reading.editions):
        pieces += [Piece(" · ", "muted")] if number else []
        pieces.append(_language(article, number == reading.edition))
    return pieces


def _language(article: Article, shown: bool) -> Piece:
    return Piece(language_name(article.language), "chosen underlined" if shown else "muted")


def _where(reading: Reading, progress: int) -> list[Piece]:
    sections = reading.article.sections
    number = 1 + [section.id for section in sections].index(reading.section)
    return [Piece(f"§{number}/{len(sections)}", "muted"), Piece(f"{progress:>5}%", "muted")]
