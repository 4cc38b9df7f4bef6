"""The article's lines as pieces with roles: what is strong, a link, a mention, a match, lit.

A piece's role names all that is true of its text, separated by spaces and in the order in which the theme lays one
style over another: `text strong entity.company match`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from jpreader.article.model import Article, Span
from jpreader.layout.cells import boundaries
from jpreader.layout.line import Line, Piece
from jpreader.layout.linebreak import classes


class Light(NamedTuple):
    """What is lit in an article: spans in document order, and the role that each kind of them has."""

    mentions: Sequence[tuple[str, Span]] = ()
    """Entity id and span."""
    chosen: str = ""
    """The entity whose mentions stand out."""
    new: Sequence[Span] = ()
    """Mentions of what the reader hasn't met."""
    matches: Sequence[Span] = ()
    current: Span | None = None
    """The match or mention gone to last."""
    lit: Span | None = None
    """Evidence."""
    selected: Sequence[Span] = ()
    highlights: Sequence[Span] = ()


KEPT = 1024  # lines: some screens of them


class Ink:
    """Gives the pieces of the lines of one article; made anew when what is lit changes."""

    def __init__(self, article: Article, light: Light) -> None:
        self.article = article
        self.light = light
        order = {section.id: number for number, section in enumerate(article.sections)}
        self._order = order
        self._mention_ends = [(order[span.section], span.end) for _, span in light.mentions]
        self._new = frozenset(light.new)
        self._match_ends = [(order[span.section], span.end) for span in light.matches]
        self._inked: dict[int, tuple[Line, tuple[Piece, ...]]] = {}

    def pieces(self, line: Line) -> tuple[Piece, ...]:
        """A line, with a role for each stretch of it; the lines of a flow are asked for again with each key."""
        line_was, pieces = self._inked.get(id(line), (None, ()))
        if line_was is line:
            return pieces
        if len(self._inked) >= KEPT:
            self._inked.clear()
        pieces = self._pieces(line)
        self._inked[id(line)] = line, pieces
        return pieces

    def _pieces(self, line: Line) -> tuple[Piece, ...]:
        block = self.article.block(line.place)
        if block is None or line.role == "ruby" or not line.chunks:
            return tuple(Piece(chunk.text, line.role) for chunk in line.chunks)
        start, end = block.start + line.place.offset, block.start + line.end
        marks: list[tuple[int, int, str]] = [
            (block.start + run.start, block.start + run.end, run.style) for run in block.runs
        ]
        marks += self._lights(line.place.section, start, end)
        pieces: list[Piece] = []
        for text, offset in line.chunks:
            if offset < 0:
                pieces.append(Piece(text, f"{line.role} decoration"))
            else:
                pieces += cut(text, block.start + offset, line.role, marks)
        return tuple(pieces)

    def _lights(self, section: str, start: int, end: int) -> Iterable[tuple[int, int, str]]:
        light, number = self.light, self._order[section]
        for index in range(bisect_left(self._mention_ends, (number, start + 1)), len(self._mention_ends)):
            entity, span = light.mentions[index]
            if span.section != section or span.start >= end:
                break
            kind = self.article.entities[entity].kind
            yield span.start, span.end, f"entity.{kind}.chosen" if entity == light.chosen else f"entity.{kind}"
            if span in self._new:
                yield span.start, span.end, "new.mention"
        for span in light.highlights:
            if span.section == section:
                yield span.start, span.end, "highlight"
        if light.lit and light.lit.section == section:
            yield light.lit.start, light.lit.end, "lit"
        for index in range(bisect_left(self._match_ends, (number, start + 1)), len(self._match_ends)):
            span = light.matches[index]
            if span.section != section or span.start >= end:
                break
            yield span.start, span.end, "match"
        if light.current and light.current.section == section:
            yield light.current.start, light.current.end, "current"
        for span in light.selected:
            if span.section == section:
                yield span.start, span.end, "selected"


def cut(text: str, start: int, role: str, marks: Sequence[tuple[int, int, str]]) -> list[Piece]:
    """A stretch of text that starts at an offset, cut where the set of marks over it changes."""
    end = start + len(text)
    over = [mark for mark in marks if mark[0] < end and mark[1] > start]
    if not over:
        return [Piece(text, role)]
    if not text.isascii():
        over = _whole(text, start, over)
    edges = sorted({start, end, *(edge for mark in over for edge in mark[:2] if start < edge < end)})
    return [
        Piece(text[a - start : b - start], " ".join([role, *(name for x, y, name in over if x <= a and y >= b)]))
        for a, b in pairwise(edges)
    ]


def _whole(text: str, start: int, marks: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Marks as far as the graphemes go that they touch: the 1 of a keycap can't be lit alone."""
    ends = [0, *boundaries(classes(text), 0, len(text))]
    if len(ends) > len(text):
        return marks
    return [
        (
            start + ends[bisect_right(ends, max(0, first - start)) - 1],
            start + ends[bisect_left(ends, min(len(text), last - start))],
            name,
        )
        for first, last, name in marks
    ]
