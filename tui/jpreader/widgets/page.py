"""The article itself: the lines from the place on, as many as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from textual import events
from textual.message import Message

from jpreader.article.mentions import Mention, mentions
from jpreader.article.model import TOP, Article, Place, Span
from jpreader.article.place import offset_of, place_of
from jpreader.layout.cells import width as cell_width
from jpreader.layout.flow import Flow, Position
from jpreader.layout.ink import Ink, Light
from jpreader.layout.line import Line, Piece
from jpreader.layout.measure import default_measure
from jpreader.reading.reading import Reading
from jpreader.widgets.bound import Bound
from jpreader.widgets.typeset import Pieces


@lru_cache(maxsize=8)  # two languages at the widths of a resize or two
def flow_of(article: Article, measure: int, ruby: bool) -> Flow:
    """The flow of an article at a measure in cells."""
    return Flow(article, measure, ruby)


class Page(Bound):
    """The text, with what is named, found and quoted in it lit. Its top line is that of the reading's place."""

    GROUND = "page"

    class Rolled(Message):
        """The reader turned the wheel over the text, by some lines."""

        def __init__(self, lines: int) -> None:
            super().__init__()
            self.lines = lines

    class Pointed(Message):
        """The reader clicked on a mention of an entity."""

        def __init__(self, mention: Mention) -> None:
            super().__init__()
            self.mention = mention

    def __init__(self) -> None:
        super().__init__()
        self._ink: tuple[object, Ink] | None = None

    # Where things stand

    @property
    def measure(self) -> int:
        """The length of a line in cells: what the reader or the article wants, if the window has it."""
        assert self.reading is not None
        wanted = self.reading.measure or default_measure(self.reading.article)
        width = self.size.width
        return max(10, min(wanted, width - (4 if width > 40 else 2)))

    @property
    def flow(self) -> Flow:
        """The lines of the article at this measure."""
        assert self.reading is not None
        return flow_of(self.reading.article, self.measure, self.reading.ruby)

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

    def scrolled(self, lines: int) -> Place:
        """The place that is at the top after scrolling down by some lines, or up if negative."""
        assert self.reading is not None
        here = self.position(self.reading.place)
        if lines > 0:
            last = self.flow.last_top(self.size.height)
            if here >= last:
                return self.reading.place
            return self.place(min(self.flow.move(here, lines), last))
        return self.place(self.flow.move(here, lines))

    def end(self) -> Place:
        """The place at the top when the last line is at the bottom."""
        return self.place(self.flow.last_top(self.size.height))

    def window(self) -> list[tuple[Position, Line]]:
        """The lines on the screen."""
        assert self.reading is not None
        return self.flow.window(self.position(self.reading.place), self.size.height)

    def shows(self, span: Span) -> bool:
        """True if the start of a span is on the screen."""
        assert self.reading is not None
        window = self.window()
        return bool(window) and window[0][0] <= self.position(place_of(self.reading.article, span)) <= window[-1][0]

    def revealing(self, span: Span) -> Place:
        """The place to be at for a span to be in view: this one if it is, else one a few lines above it."""
        assert self.reading is not None
        if self.shows(span):
            return self.reading.place
        line = self.position(place_of(self.reading.article, span))
        above = self.size.height // 3  # the eye looks for it there, and its context shows
        return self.place(min(self.flow.move(line, -above), max(self.flow.last_top(self.size.height), Position(0, 0))))

    def bottom(self) -> Place:
        """The place just after the last character on the screen."""
        window = self.window()
        if not window:
            return Place()
        line = window[-1][1]
        return line.place if line.role == "blank" else line.place._replace(offset=line.end)

    def ended(self) -> frozenset[str]:
        """The sections whose last line is on the screen."""
        assert self.reading is not None
        article = self.reading.article
        done: set[str] = set()
        for _, line in self.window():
            section = article.by_section.get(line.place.section)
            if section and line.place.block == len(section.blocks) - 1 and line.end >= len(section.blocks[-1].text):
                done.add(section.id)
        return frozenset(done)

    # Drawing

    def _light(self, reading: Reading) -> Ink:
        key = (reading.article, reading.entity, reading.query, reading.current, reading.lit)
        if self._ink is None or self._ink[0] != key:
            light = Light(mentions(reading.article), reading.entity, reading.matches, reading.current, reading.lit)
            self._ink = key, Ink(reading.article, light)
        return self._ink[1]

    @property
    def margin(self) -> int:
        """Cells at the left of the text: it stands in the middle."""
        return max(1, (self.size.width - self.measure) // 2)

    def compose_view(self, width: int, height: int) -> Sequence[Pieces]:  # noqa: ARG002
        """The lines in the window, lit."""
        if self.reading is None:
            return ()
        ink, margin = self._light(self.reading), Piece(" " * self.margin)
        return [[margin, *ink.pieces(line)] for _, line in self.window()]

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Choose the entity that is named where the reader clicked."""
        window = self.window()
        if self.reading is None or event.y >= len(window):
            return
        line = window[event.y][1]
        section = self.reading.article.by_section.get(line.place.section)
        if section is None:
            return
        column = event.x - self.margin
        for text, start in line.chunks:
            if 0 <= column < cell_width(text) and start >= 0:
                taken = next(n for n in range(1, len(text) + 1) if cell_width(text[:n]) > column) - 1
                at = section.blocks[line.place.block].start + start + taken
                for mention in mentions(self.reading.article):
                    span = mention.span
                    if span.section == section.id and span.start <= at < span.end:
                        self.post_message(self.Pointed(mention))
                        return
            column -= cell_width(text)

    def on_mouse_scroll_down(self) -> None:
        """Three lines down, as terminals do."""
        self.post_message(self.Rolled(3))

    def on_mouse_scroll_up(self) -> None:
        """Three lines up."""
        self.post_message(self.Rolled(-3))


def first_in_view(page: Page) -> Mention | None:
    """The first mention on the screen, or, with none on it, the next one after it."""
    reading = page.reading
    assert reading is not None
    order = {section.id: number for number, section in enumerate(reading.article.sections)}
    place = reading.place
    here = (order[reading.section], offset_of(reading.article, place) if place.section else 0)
    found = mentions(reading.article)
    after = [mention for mention in found if (order[mention.span.section], mention.span.start) >= here]
    return after[0] if after else found[0] if found else None
