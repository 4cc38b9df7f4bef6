"""The article as lines at a measure, each with its place; only the blocks that are shown are ever laid out."""

from __future__ import annotations

from typing import NamedTuple

from jpreader.article.model import TOP, Article, Block, Place
from jpreader.layout.cells import width as cells
from jpreader.layout.fill import Filled, fill, wrap
from jpreader.layout.line import Chunk, Line, LineRole
from jpreader.layout.ruby import ruby_row
from jpreader.layout.table import table

LEAST_TEXT = 8  # cells: with less, indentation is given up for text
INDENT = 2  # cells of a list level


class Position(NamedTuple):
    """A line: number of its block in reading order (0 is the front matter), and number of the line in the block."""

    block: int
    line: int


class Flow:
    """An article at a measure in cells."""

    def __init__(self, article: Article, measure: int, ruby: bool = False) -> None:
        self.article = article
        self.measure = max(1, measure)
        self.ruby = ruby
        self._places: list[tuple[str, int]] = [("", 0)]
        self._numbers: dict[tuple[str, int], int] = {}
        for section in article.sections:
            for number in range(len(section.blocks)):
                self._numbers[section.id, number] = len(self._places)
                self._places.append((section.id, number))
        self._lines: dict[int, tuple[Line, ...]] = {}

    @property
    def blocks(self) -> int:
        """How many blocks there are, the front matter among them."""
        return len(self._places)

    def lines(self, block: int) -> tuple[Line, ...]:
        """The lines of a block, with the blank ones above it."""
        if block not in self._lines:
            self._lines[block] = tuple(self._front() if block == 0 else self._set(block))
        return self._lines[block]

    def position(self, place: Place) -> Position:
        """The line that shows a place."""
        number = self._numbers.get((place.section, place.block))
        if number is None:
            return Position(0, 0)
        lines = self.lines(number)
        for index, line in enumerate(lines):
            if line.role not in ("blank", "ruby") and place.offset < line.end:
                above = index and lines[index - 1].role == "ruby"
                return Position(number, index - 1 if above else index)
        return Position(number, len(lines) - 1)

    def place(self, position: Position) -> Place:
        """The place of a line."""
        return self.lines(position.block)[position.line].place

    def move(self, position: Position, lines: int) -> Position:
        """The line some lines further down, or up; the first or last one where the article ends."""
        block, line = position.block, position.line + lines
        while line < 0 and block > 0:
            block -= 1
            line += len(self.lines(block))
        while line >= len(self.lines(block)) and block + 1 < self.blocks:
            line -= len(self.lines(block))
            block += 1
        return Position(block, max(0, min(line, len(self.lines(block)) - 1)))

    def window(self, top: Position, height: int) -> list[tuple[Position, Line]]:
        """As many lines as there are from one on, at most `height`."""
        found: list[tuple[Position, Line]] = []
        block, line = top
        while len(found) < height and block < self.blocks:
            lines = self.lines(block)
            found += [(Position(block, n), lines[n]) for n in range(line, min(len(lines), line + height - len(found)))]
            block, line = block + 1, 0
        return found

    def last_top(self, height: int) -> Position:
        """The top that puts the article's last line on the last row."""
        last = self.blocks - 1
        return self.move(Position(last, len(self.lines(last)) - 1), 1 - max(1, height))

    def between(self, a: Position, b: Position, limit: int) -> int:
        """Lines from one line down to another, at most `limit` either way."""
        if b < a:
            return -self.between(b, a, limit)
        count, block = -a.line, a.block
        while block < b.block and count < limit:
            count += len(self.lines(block))
            block += 1
        return min(limit, count + b.line) if block == b.block else limit

    def _front(self) -> list[Line]:
        article = self.article
        parts: list[tuple[LineRole, str]] = [("title", article.title), ("subtitle", article.subtitle)]
        source = article.source.name if article.source else ""
        authors = ", ".join(author.name for author in article.authors)
        state = {"machine": "machine translation", "draft": "draft translation", "reviewed": "translation"}
        dates = [article.published.text] if article.published else []
        dates += [f"updated {article.updated.text}"] if article.updated else []
        words = [authors, source, *dates, state.get(article.status or "", "")]
        parts.append(("byline", " · ".join(filter(None, words))))
        lines: list[Line] = []
        for role, text in parts:
            lines += [Line(role, TOP, 0, (Chunk(part),)) for part in wrap(text, self.measure)] if text else []
        return lines

    def _set(self, number: int) -> list[Line]:
        section, index = self._places[number]
        block = self.article.by_section[section].blocks[index]
        start = Place(section, index, 0)
        lines = [] if block.tight else [Line("blank", start, 0)]
        if block.kind == "heading":
            lines += [
                Line("heading", start._replace(offset=a), after, (Chunk(block.text[a:b], a),))
                for a, b, after in fill(block.text, self.measure)
            ]
            return lines
        first, rest = self._indents(block)
        room = self.measure - cells(rest)
        if block.kind == "table":
            return lines + table(block, start, rest, room)
        for n, line in enumerate(fill(block.text, room)):
            lines += self._text(block, start, line, first if n == 0 else rest)
        return lines

    def _indents(self, block: Block) -> tuple[str, str]:
        """What stands before the first line of a block and before the others, as wide."""
        quote = "│ " * block.quoted
        if not block.level:
            return (quote, quote) if self.measure - cells(quote) >= LEAST_TEXT else ("", "")
        marker = f"{block.marker} " if block.marker else " " * INDENT
        outer = " " * (INDENT * (block.level - 1))
        first, rest = quote + outer + marker, quote + outer + " " * cells(marker)
        if self.measure - cells(rest) < LEAST_TEXT:
            return (f"{block.marker} ", "  ") if block.marker and self.measure > LEAST_TEXT + 4 else ("", "")
        return first, rest

    def _text(self, block: Block, start: Place, line: Filled, indent: str) -> list[Line]:
        place = start._replace(offset=line.start)
        chunks = (Chunk(indent), Chunk(block.text[line.start : line.end], line.start))
        lines = [Line("text", place, line.next, chunks if indent else chunks[1:])]
        if self.ruby and (row := ruby_row(block, line.start, line.end, cells(indent), self.measure)):
            lines.insert(0, Line("ruby", place, line.start, (Chunk(row),)))
        return lines
