"""An article as lines at a measure: laid out a block at a time, only as far as it is looked at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import NamedTuple

from jpreader.article.model import Article, Block, Place, Section
from jpreader.layout.fill import fill
from jpreader.layout.front import front_lines
from jpreader.layout.hang import Hang, hangs
from jpreader.layout.line import Chunk, Line, LineRole
from jpreader.layout.ruby import ruby_row
from jpreader.layout.table import table_lines

_ABOVE_HEADING = 2  # blank lines: a section is set off more than a paragraph


class Position(NamedTuple):
    """A line: the number of its block in reading order, 0 being the front matter, and its own number in the block."""

    block: int
    line: int


class Flow:
    """The lines of an article at a measure in cells.

    Nothing is laid out before it is asked for, and a block only once; so whatever shows a screen costs a screen,
    however long the article is. No line is wider than the measure, down to 10 cells.
    """

    def __init__(self, article: Article, measure: int, ruby: bool = False) -> None:
        self.article = article
        self.measure = max(1, measure)
        self.ruby = ruby
        self._firsts = list(accumulate((len(section.blocks) for section in article.sections), initial=1))
        self._sections = {section.id: number for number, section in enumerate(article.sections)}
        self._lines: dict[int, tuple[Line, ...]] = {}
        self._owners: dict[int, tuple[list[int], list[int]]] = {}
        self._hangs: dict[int, list[Hang]] = {}

    @property
    def blocks(self) -> int:
        """How many blocks there are, the front matter among them."""
        return self._firsts[-1]

    # Lines

    def lines(self, block: int) -> tuple[Line, ...]:
        """The lines of a block, at least one, with the blank lines above it."""
        found = self._lines.get(block)
        if found is None:
            found = self._lines[block] = tuple(self._lay_out(block))
        return found

    def _lay_out(self, number: int) -> list[Line]:
        if number == 0:
            return front_lines(self.article, self.measure)
        place = self._start(number)
        section = self.article.sections[self._sections[place.section]]
        block = section.blocks[place.block]
        hang = self._hang(section)[place.block].at(self.measure)
        lines = self._table(block, place, hang) if block.kind == "table" else self._paragraph(block, place, hang)
        if self.ruby and block.ruby:
            lines = self._with_ruby(lines, block, hang)
        blank = Line("blank", lines[0].place, lines[0].place.offset, (Chunk(hang.above),) if hang.above else ())
        return [blank] * self._blanks(number, block) + lines

    def _blanks(self, number: int, block: Block) -> int:
        if block.kind == "heading":
            return _ABOVE_HEADING if number > 1 else 1
        return 0 if block.tight else 1

    def _paragraph(self, block: Block, place: Place, hang: Hang) -> list[Line]:
        role: LineRole = "heading" if block.kind == "heading" else "text"
        first, rest, _ = hang
        text = block.text
        lines: list[Line] = []
        for start, seen, end in fill(text, self.measure - len(first), whole=block.ruby):
            lead = rest if lines else first
            chunks = (Chunk(lead),) if lead else ()
            if start < seen:
                chunks = (*chunks, Chunk(text[start:seen], start))
            lines.append(Line(role, place._replace(offset=start), end, chunks))
        return lines

    def _table(self, block: Block, place: Place, hang: Hang) -> list[Line]:
        first, rest, _ = hang
        lines: list[Line] = []
        for start, end, shown in table_lines(block, self.measure - len(first)):
            lead = rest if lines else first
            chunks = (Chunk(lead), *shown) if lead else shown
            lines.append(Line("table", place._replace(offset=start), end, chunks))
        return lines

    def _with_ruby(self, lines: list[Line], block: Block, hang: Hang) -> list[Line]:
        found: list[Line] = []
        starts = [base.start for base in block.ruby]
        for line in lines:
            first = max(0, bisect_right(starts, line.place.offset) - 1)
            row = ruby_row(line.chunks, block.ruby[first : bisect_left(starts, line.end)], self.measure)
            if row:
                free = min(len(hang.rest), len(row) - len(row.lstrip(" ")))  # a reading may hang over what stands there
                found.append(Line("ruby", line.place, line.place.offset, (Chunk(hang.rest[:free] + row[free:]),)))
            found.append(line)
        return found

    def _hang(self, section: Section) -> list[Hang]:
        number = self._sections[section.id]
        if number not in self._hangs:
            self._hangs[number] = hangs(section.blocks)
        return self._hangs[number]

    # Places

    def _start(self, block: int) -> Place:
        """The place where a block begins."""
        if block == 0:
            return Place()
        section = bisect_right(self._firsts, block) - 1
        return Place(self.article.sections[section].id, block - self._firsts[section])

    def _block(self, place: Place) -> int:
        """The number of a place's block; the front matter's if the article has no such section."""
        section = self._sections.get(place.section)
        if section is None:
            return 0
        first, after = self._firsts[section : section + 2]
        return min(max(first, first + place.block), after - 1)

    def position(self, place: Place) -> Position:
        """The line that shows a place; where readings stand above it, their row.

        A place past the end of its block or its section is taken for the last one there.
        """
        if place.section and place.section not in self._sections:
            return Position(0, 0)
        block = self._block(place)
        if block not in self._owners:
            owners: dict[int, int] = {}
            for number, line in enumerate(self.lines(block)):
                if line.role != "blank":
                    owners.setdefault(line.place.offset, number)
                    for chunk in line.chunks:
                        if chunk.start >= 0:
                            owners.setdefault(chunk.start, number)
            starts = sorted(owners)
            self._owners[block] = starts, [owners[start] for start in starts]
        starts, numbers = self._owners[block]
        return Position(block, numbers[max(0, bisect_right(starts, place.offset) - 1)])

    def place(self, position: Position) -> Place:
        """The place of a line: of the first character on it."""
        return self.lines(position.block)[position.line].place

    # Moving

    def move(self, position: Position, lines: int) -> Position:
        """The line so many lines below one, or above for a negative number; the first or last if there is none.

        It never comes to rest between a row of readings and its line: the two are passed together.
        """
        at = self._walk(position, lines)
        if not lines or not self._has_ruby(at):
            return at
        below = self._walk(at, 1)
        return below if lines > 0 and below != at else Position(at.block, at.line - 1)

    def _walk(self, position: Position, lines: int) -> Position:
        block, line = position
        line += lines
        while line < 0 and block > 0:
            block -= 1
            line += len(self.lines(block))
        while line >= (count := len(self.lines(block))) and block < self.blocks - 1:
            line -= count
            block += 1
        return Position(block, min(max(0, line), len(self.lines(block)) - 1))

    def _has_ruby(self, position: Position) -> bool:
        """True of a line with readings above it."""
        block, line = position
        return line > 0 and self.lines(block)[line - 1].role == "ruby"

    def window(self, top: Position, height: int) -> list[tuple[Position, Line]]:
        """So many lines from one on, as far as there are."""
        found: list[tuple[Position, Line]] = []
        block, first = top
        while len(found) < height and block < self.blocks:
            lines = self.lines(block)
            shown = range(first, min(len(lines), first + height - len(found)))
            found += [(Position(block, number), lines[number]) for number in shown]
            block, first = block + 1, 0
        return found

    def last_top(self, height: int) -> Position:
        """The line on the first row when the last one of the article is on the last row."""
        last = self.blocks - 1
        end = Position(last, len(self.lines(last)) - 1)
        top = self._walk(end, 1 - max(1, height))
        return self._walk(top, 1) if self._has_ruby(top) else top
