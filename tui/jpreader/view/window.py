"""The article through a window of a size: which lines are in it, and which places bring others into it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from jpreader.article.mentions import Mention, mentions
from jpreader.article.model import TOP, Article, Place, Span
from jpreader.article.place import offset_of, place_of, progress
from jpreader.layout.cells import width as cell_width
from jpreader.layout.flow import Flow, Position
from jpreader.layout.ink import Ink, Light
from jpreader.layout.line import Line, Pieces
from jpreader.layout.measure import default_measure
from jpreader.reading.met import New
from jpreader.reading.notes import Note
from jpreader.reading.reading import Reading
from jpreader.reading.stretch import Stretch
from jpreader.view.margin import margin
from jpreader.view.novelty import first_mentions
from jpreader.view.placing import highlights

LEAST_MEASURE = 10  # cells, down to which a flow keeps to its measure


@lru_cache(maxsize=8)  # two languages at the widths of a resize or two
def flow_of(article: Article, measure: int, ruby: bool) -> Flow:
    """The flow of an article at a measure in cells."""
    return Flow(article, measure, ruby)


@lru_cache(maxsize=2)  # the reading that is shown, and the one that follows it
def _ink(
    article: Article,
    new: New,
    entity: str,
    matches: tuple[Span, ...],
    current: Span | None,
    lit: Span | None,
    selected: Stretch | None,
    notes: tuple[Note, ...],
) -> Ink:
    stretch, marked = selected.spans(article) if selected else (), highlights(article, notes)
    firsts = first_mentions(article, new)
    return Ink(article, Light(mentions(article), entity, firsts, matches, current, lit, stretch, marked))


class Window(NamedTuple):
    """What a reading shows of its article; the top line is that of its place. Sizes are in cells."""

    reading: Reading
    width: int
    height: int

    @property
    def measure(self) -> int:
        """The length of a line in cells: what the reader or the article wants, if the window has it."""
        wanted = self.reading.measure or default_measure(self.reading.article)
        return max(LEAST_MEASURE, min(wanted, self.width - (4 if self.width > 40 else 2)))

    @property
    def margin(self) -> int:
        """Cells at the left of the text: it stands in the middle."""
        return max(1, (self.width - self.measure) // 2)

    @property
    def flow(self) -> Flow:
        """The lines of the article at this measure."""
        return flow_of(self.reading.article, self.measure, self.reading.ruby)

    # Lines and places

    def position(self, place: Place) -> Position:
        """The line of a place; a negative offset counts the blank lines above the block."""
        flow = self.flow
        if not place.section:  # the front matter counts its lines
            return Position(0, min(max(0, place.offset), len(flow.lines(0)) - 1))
        first = flow.position(place._replace(offset=max(0, place.offset)))
        return Position(first.block, max(0, first.line + place.offset)) if place.offset < 0 else first

    def place(self, position: Position) -> Place:
        """The place of a line; of a blank one above a block, with a negative offset."""
        if position.block == 0:
            return TOP._replace(offset=position.line)
        lines = self.flow.lines(position.block)
        place = lines[position.line].place
        above = 0
        while position.line + above < len(lines) and lines[position.line + above].role == "blank":
            above += 1
        return place._replace(offset=-above) if above else place

    def lines(self) -> list[tuple[Position, Line]]:
        """The lines in the window."""
        return self.flow.window(self.position(self.reading.place), self.height)

    def rows(self) -> list[Pieces]:
        """The lines in the window as they are drawn: lit, and with the margin."""
        reading, width = self.reading, self.margin
        lit = reading.matches, reading.current, reading.lit, reading.selected, reading.notes
        ink = _ink(reading.article, reading.new, reading.entity, *lit)
        return [(*margin(reading, line, width), *ink.pieces(line)) for _, line in self.lines()]

    # What it shows

    def shows(self, span: Span) -> bool:
        """True if the start of a span is in the window."""
        lines = self.lines()
        return bool(lines) and lines[0][0] <= self.position(place_of(self.reading.article, span)) <= lines[-1][0]

    def bottom(self) -> Place:
        """The place just after the last character in the window."""
        lines = self.lines()
        if not lines:
            return Place()
        line = lines[-1][1]
        return line.place if line.role == "blank" else line.place._replace(offset=line.end)

    def progress(self) -> int:
        """How much of the article stands above the window or in it, in per cent."""
        return round(100 * progress(self.reading.article, self.bottom()))

    def ended(self) -> frozenset[str]:
        """The ids of the sections whose last line is in the window."""
        article = self.reading.article
        done: set[str] = set()
        for _, line in self.lines():
            section = article.by_section.get(line.place.section)
            if section and line.place.block == len(section.blocks) - 1 and line.end >= len(section.blocks[-1].text):
                done.add(section.id)
        return frozenset(done)

    def changes(self) -> range:
        """The numbers of the changes that are in the window."""
        lines = self.lines() if self.reading.changed.all else []
        if not lines:
            return range(0)
        article = self.reading.article
        order = {section.id: number for number, section in enumerate(article.sections)}
        (_, first), (_, last) = lines[0], lines[-1]
        begin = order.get(first.place.section, 0), offset_of(article, first.place)
        if not last.place.section:
            return range(0)
        end = order[last.place.section], offset_of(article, last.place._replace(offset=last.end))
        return self.reading.changed.between(begin, end)

    def character_at(self, x: int, y: int) -> Place | None:
        """The place of the character of a section that is drawn at a cell of the window, if there is one."""
        lines = self.lines()
        if not 0 <= y < len(lines) or not lines[y][1].place.section:
            return None
        line = lines[y][1]
        column = x - self.margin
        for text, start in line.chunks:
            if 0 <= column < cell_width(text) and start >= 0:
                taken = next(n for n in range(1, len(text) + 1) if cell_width(text[:n]) > column) - 1
                return line.place._replace(offset=start + taken)
            column -= cell_width(text)
        return None

    def mention_at(self, x: int, y: int) -> Mention | None:
        """The mention that is drawn at a cell of the window, if there is one."""
        place = self.character_at(x, y)
        if place is None:
            return None
        at = offset_of(self.reading.article, place)
        for mention in mentions(self.reading.article):
            if mention.span.section == place.section and mention.span.start <= at < mention.span.end:
                return mention
        return None

    # Places to go to

    def scrolled(self, lines: int) -> Place:
        """The place that is at the top after scrolling down by some lines, or up if negative."""
        here = self.position(self.reading.place)
        if lines > 0:
            last = self.flow.last_top(self.height)
            if here >= last:
                return self.reading.place
            return self.place(min(self.flow.move(here, lines), last))
        return self.place(self.flow.move(here, lines))

    def end(self) -> Place:
        """The place at the top when the last line is at the bottom."""
        return self.place(self.flow.last_top(self.height))

    def following(self, line: Position) -> Place:
        """The place to be at for a line to be in view: this one if it is, else the nearest."""
        lines = self.lines()
        if lines and line < lines[0][0]:
            return self.place(line)
        if lines and line > lines[-1][0]:
            return self.place(self.flow.move(line, 1 - self.height))
        return self.reading.place

    def revealing(self, span: Span) -> Place:
        """The place to be at for a span to be in view: this one if it is, else one a few lines above it."""
        return self.reading.place if self.shows(span) else self.standing(span)

    def standing(self, span: Span) -> Place:
        """The place a few lines above a span."""
        line = self.position(place_of(self.reading.article, span))
        above = self.height // 3  # the eye looks for it there, and its context shows
        return self.place(min(self.flow.move(line, -above), max(self.flow.last_top(self.height), Position(0, 0))))


def first_in_view(reading: Reading) -> Mention | None:
    """The first mention on the screen, or, with none on it, the next one after it."""
    numbers = {section.id: number for number, section in enumerate(reading.article.sections)}
    place = reading.place
    here = (numbers[reading.section], offset_of(reading.article, place) if place.section else 0)
    found = mentions(reading.article)
    after = [mention for mention in found if (numbers[mention.span.section], mention.span.start) >= here]
    return after[0] if after else found[0] if found else None
