"""The reader's screen: keys and clicks in, the next reading out, everything drawn from it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Literal

from textual import events, on
from textual.app import ComposeResult
from textual.layout import Layout
from textual.message import Message
from textual.reactive import var
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from jpreader.article.expression import BadPattern
from jpreader.article.find import Query
from jpreader.article.model import TOP, Place, Span
from jpreader.article.place import place_of
from jpreader.layout.line import Target, ToEntity, ToEvidence, ToSection
from jpreader.reading.count import Count
from jpreader.reading.reading import LEAST_MEASURE, MOST_MEASURE, PANES, Pane, Reading
from jpreader.reading.seeking import seek
from jpreader.screens.commanded import Commanded, Keymap
from jpreader.screens.frame_layout import FrameLayout
from jpreader.view.panes import LIST_PANES, ListPane
from jpreader.view.sight import Sight
from jpreader.view.window import Window, first_in_view
from jpreader.widgets.bound import Bound
from jpreader.widgets.footer import Footer
from jpreader.widgets.listing import Listing
from jpreader.widgets.page import Page
from jpreader.widgets.prompt import Prompt
from jpreader.widgets.status import Status

MEASURE_STEP = 4  # cells: one key press makes a difference that can be seen

LIST_PAGE = 5  # entries: a page of a list, which is short

Amount = Literal["line", "half", "page"]

SCROLLS: Mapping[str, tuple[Literal[1, -1], Amount]] = {
    "line-down": (1, "line"),
    "line-up": (-1, "line"),
    "half-down": (1, "half"),
    "half-up": (-1, "half"),
    "page-down": (1, "page"),
    "page-up": (-1, "page"),
}

COUNTED = frozenset({*SCROLLS, "next-section", "previous-section", "next", "previous"})
"""Commands that a count multiplies."""


class Reader(Commanded[None]):
    """Shows one article, in as many languages as it has."""

    CSS_PATH = "reader.tcss"
    AUTO_FOCUS = ""

    reading: var[Reading] = var(lambda: Reading(()), init=False)

    class Moved(Message):
        """The reading changed in a way that is worth keeping."""

    def __init__(self, reading: Reading, keymap: Keymap) -> None:
        super().__init__(keymap)
        self._frame = FrameLayout(reading)
        self.set_reactive(Reader.reading, reading)
        self._before_prompt: Reading | None = None
        self._seeking: Worker[None] | None = None
        self._count: Count[Reading] = Count()
        self.status = Status()

    @property
    def layout(self) -> Layout:
        """The frame, whatever the style sheet says."""
        return self._frame

    def compose(self) -> ComposeResult:
        """The parts; where they stand is up to the frame."""
        panes: dict[str, Bound] = {pane: Listing(pane) for pane in LIST_PANES}
        for name, part in {"status": self.status, **panes, "article": Page(), "footer": Footer(self.keymap)}.items():
            part.id = name
            yield part.data_bind(reading=Reader.reading)

    # What is seen

    @property
    def sight(self) -> Sight:
        """The reading on a screen of this size."""
        return Sight(self.reading, *self.size)

    @property
    def window(self) -> Window:
        """The window that the article has."""
        return self.sight.window

    def validate_reading(self, reading: Reading) -> Reading:
        """What is shown to its end is read."""
        return Sight(reading, *self.size).read()

    # What changed

    def watch_reading(self, before: Reading, after: Reading) -> None:
        """Arrange again if another pane has the reader, and tell what is worth keeping."""
        self._frame.reading = after
        if before.pane != after.pane or before.article is not after.article:
            self.status.refresh(layout=True)  # of a part: only then does the screen arrange its parts anew
        kept = (after.place, after.edition, after.read)
        if kept != (before.place, before.edition, before.read):
            self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Another size shows more or less of the article."""
        self.reading = self.sight.read()
        self.status.update()  # how much is shown; its own size may be the same

    # Commands

    async def do(self, command: str, key: str = "") -> None:
        """Do what a command says, as often as the count before it says."""
        if self._seeking is not None:
            if command == "close":
                self._stop_seeking()
                return
            with suppress(WorkerFailed, WorkerCancelled):  # a failure ends the application by itself
                await self._seeking.wait()
            self._seeking = None
        if command == "section":
            self._digit(key)
            return
        count, before = self._count.take(time.monotonic())
        if command not in COUNTED:
            count = 1
        elif before is not None:
            self.reading = before
        method = getattr(self, "do_" + command.replace("-", "_"), None)
        if command in SCROLLS:
            self._scroll_by(count, *SCROLLS[command])
        elif method is None:
            await super().do(command)
        elif command in COUNTED:
            method(count)
        else:
            method()

    def _digit(self, digit: str) -> None:
        """A digit goes to the section of that number; with a move key right after it, it was a count."""
        number, before = self._count.digit(digit, time.monotonic(), self.reading)
        sections = before.article.sections
        if 1 <= number <= len(sections):
            self.reading = before.jump(Place(sections[number - 1].id), pane="article")
        elif number < 10:
            self.reading = before.saying(f"This article has {len(sections)} sections")

    def _scroll_by(self, count: int, way: Literal[1, -1], amount: Amount) -> None:
        """Move in the pane that the reader is in."""
        pane = self.reading.pane
        # One line of a page stays, so that the eye finds where it was.
        page = max(1, self.window.height - 1) if pane == "article" else LIST_PAGE
        by = way * count * {"line": 1, "half": (page + 1) // 2, "page": page}[amount]
        if pane == "article":
            self.reading = self.reading.at(self.window.scrolled(by))
        else:
            self._point(pane, self.sight.listing(pane).cursor + by)

    def _point(self, pane: ListPane, item: int) -> None:
        targets = self.sight.listing(pane).targets
        if not targets:
            return
        item = max(0, min(item, len(targets) - 1))
        reading = self.reading.pointing(pane, item)
        target = targets[item]
        self.reading = reading.choose(target.entity) if pane == "entities" and isinstance(target, ToEntity) else reading

    def do_top(self) -> None:
        """To the top."""
        pane = self.reading.pane
        if pane == "article":
            self.reading = self.reading.jump(TOP)
        else:
            self._point(pane, 0)

    def do_bottom(self) -> None:
        """To the end."""
        pane = self.reading.pane
        if pane == "article":
            self.reading = self.reading.jump(self.window.end())
        else:
            self._point(pane, len(self.sight.listing(pane).targets))

    def _section(self, by: int) -> None:
        """Sections down or up; up goes to the start of this one first."""
        article, place = self.reading.article, self.reading.place
        ids = [section.id for section in article.sections]
        if not place.section:
            here, inside = -1, False
        else:
            here, inside = ids.index(place.section), place > Place(place.section)
        target = here + by + (1 if by < 0 and inside else 0)
        if target >= len(ids):
            self.reading = self.reading.saying("This is the last section")
        elif target < 0:
            self.reading = self.reading.jump(TOP, pane="article")
        else:
            self.reading = self.reading.jump(Place(ids[target]), pane="article")

    def do_next_section(self, count: int) -> None:
        """To the next section."""
        self._section(count)

    def do_previous_section(self, count: int) -> None:
        """To the start of this section, or the one before."""
        self._section(-count)

    def do_back(self) -> None:
        """Back."""
        self.reading = self.reading.go_back()

    def do_forward(self) -> None:
        """Forward."""
        self.reading = self.reading.go_forward()

    # Find and walk

    def do_find(self) -> None:
        """Ask what to find."""
        if self.query("#prompt"):
            return
        self._before_prompt = self.reading
        regex = bool(self.reading.query and self.reading.query.regex)
        self.mount(prompt := Prompt(regex))
        prompt.focus()

    @on(Prompt.Asked)
    def _asked(self, message: Prompt.Asked) -> None:
        before = self._before_prompt
        if before is None:
            return
        if message.done:
            self._close_prompt()
        self._stop_seeking()
        if not message.query.text:
            self.reading = before
        elif message.query.regex:
            self._seeking = self.run_worker(self._seek(before, message.query, message.done))
        else:
            self._show_found(before.searching(message.query), before, message.done)

    async def _seek(self, before: Reading, query: Query, done: bool) -> None:
        """Find a regular expression; the screen goes on meanwhile, and a key after Enter waits for it."""
        try:
            found = before.searching(query, await seek(before.editions, query.text))
        except BadPattern as error:
            self.reading = before.saying(str(error))
        else:
            self._show_found(found, before, done)

    def _stop_seeking(self) -> None:
        if self._seeking is not None:
            self._seeking.cancel()
            self._seeking = None

    def _show_found(self, found: Reading, before: Reading, done: bool) -> None:
        found = found._replace(pane="article").step(1, seen=False)
        self.reading = self._gone(found, jumped_from=before if done else None)

    @on(Prompt.Left)
    def _left(self) -> None:
        self._stop_seeking()
        if self._before_prompt is not None:
            self.reading = self._before_prompt
        self._close_prompt()

    def _close_prompt(self) -> None:
        self._before_prompt = None
        self.query("#prompt").remove()
        self.set_focus(None)

    def _gone(self, reading: Reading, jumped_from: Reading | None) -> Reading:
        """A reading whose current hit is in view, with a jump from where it was if it moved."""
        if reading.current is None:
            return reading
        place = self.window.revealing(reading.current)
        notice = reading.notice
        if jumped_from is not None and place != jumped_from.place:
            base = reading._replace(place=jumped_from.place, pane=jumped_from.pane)
            return base.jump(place, pane="article").saying(notice)
        return reading._replace(place=place)

    def _step(self, by: Literal[1, -1], count: int) -> None:
        reading = self.reading
        if not reading.walking and reading.entity:
            reading = reading._replace(walking="mentions")
        for _ in range(count):
            seen = reading.current is not None and (count > 1 or self.window.shows(reading.current))
            reading = reading.step(by, seen)
        self.reading = self._gone(reading, jumped_from=self.reading)

    def do_next(self, count: int) -> None:
        """To the next match or mention."""
        self._step(1, count)

    def do_previous(self, count: int) -> None:
        """To the one before."""
        self._step(-1, count)

    def do_walk(self) -> None:
        """Walk the mentions of the chosen entity, or of the first in view."""
        reading = self.reading
        if not reading.entity:
            mention = first_in_view(reading)
            if mention is None:
                self.reading = reading.saying("No entity is named in this article")
                return
            reading = reading.choose(mention.entity)
        reading = reading._replace(walking="mentions")
        seen = reading.current is not None and self.window.shows(reading.current)
        self.reading = self._gone(reading.step(1, seen), jumped_from=self.reading)

    def do_open(self) -> None:
        """Open the entry that the cursor is on; in the text, the card of the first entity in view."""
        reading = self.reading
        if reading.pane == "article":
            if reading.entity:
                self.reading = reading._replace(card=True, pane="summary", notice="")
            elif mention := first_in_view(reading):
                self.reading = reading.choose(mention.entity)
            return
        listing = self.sight.listing(reading.pane)
        if 0 <= listing.cursor < len(listing.targets):
            self._open(listing.targets[listing.cursor])

    def _open(self, target: Target) -> None:
        reading = self.reading
        match target:
            case ToSection(section):
                self.reading = reading.jump(Place(section), pane="article")
            case ToEntity(entity):
                chosen = reading if entity == reading.entity and reading.pane == "entities" else reading.choose(entity)
                if entity != reading.entity:
                    self.reading = chosen._replace(pane=reading.pane)
                    return
                if not chosen.mentioned:
                    self.reading = chosen.step(1, seen=False)
                    return
                chosen = chosen._replace(walking="mentions", hit=0)
                self.reading = self._gone(chosen, jumped_from=reading)
                self.reading = self.reading._replace(pane="article")
            case ToEvidence(evidence):
                lit, span = reading.light(evidence)
                if span is None:
                    self.reading = lit
                else:
                    self.reading = self._lit(lit, span)

    def _lit(self, reading: Reading, span: Span) -> Reading:
        notice = reading.notice
        place = self._revealing_in_article(span)
        return reading.jump(place, pane="article").saying(notice)

    def _revealing_in_article(self, span: Span) -> Place:
        """The place for a span to be in view once the article has the room that it has by itself."""
        room = self.sight.regions("article").get("article")
        if room and self.window.height == room.height:
            return self.window.revealing(span)
        return place_of(self.reading.article, span)._replace(offset=0)

    # Panes and views

    def _focus(self, pane: Pane) -> None:
        self.reading = self.reading.focus(pane)
        if pane == "entities" and not self.reading.entity:
            first = next(iter(self.reading.article.entities), "")
            mention = first_in_view(self.reading)
            self.reading = self.reading.choose(mention.entity if mention else first)
        elif pane == "contents":
            ids = [section.id for section in self.reading.article.sections]
            self.reading = self.reading.pointing("contents", ids.index(self.reading.section))

    def do_next_pane(self) -> None:
        """To the next pane."""
        self._focus(PANES[(PANES.index(self.reading.pane) + 1) % len(PANES)])

    def do_previous_pane(self) -> None:
        """To the pane before."""
        self._focus(PANES[(PANES.index(self.reading.pane) - 1) % len(PANES)])

    def do_entities(self) -> None:
        """To the entities."""
        self._focus("entities")

    def do_contents(self) -> None:
        """To the sections."""
        self._focus("contents")

    def do_summary(self) -> None:
        """To the summary."""
        self.reading = self.reading.show_summary()

    def do_close(self) -> None:
        """Close what was opened last."""
        self.reading = self.reading.close()

    def do_language(self) -> None:
        """The next language."""
        reading = self.reading
        if len(reading.editions) < 2:
            self.reading = reading.saying("This article is in one language only")
        else:
            self.reading = reading.switch((reading.edition + 1) % len(reading.editions))

    def _set_measure(self, by: int) -> None:
        """Longer or shorter lines; the window is the limit that can be seen."""
        here = self.window.measure
        wanted = max(LEAST_MEASURE, min(MOST_MEASURE, here + by))
        self.reading = self.reading._replace(measure=wanted)
        said = f"Lines of {self.window.measure} cells"
        self.reading = self.reading.saying(
            f"{said}: the window has no room for more" if by > 0 and self.window.measure == here else said
        )

    def do_wider(self) -> None:
        """Longer lines."""
        self._set_measure(MEASURE_STEP)

    def do_narrower(self) -> None:
        """Shorter lines."""
        self._set_measure(-MEASURE_STEP)

    def do_ruby(self) -> None:
        """Readings above the words."""
        has = any(block.ruby for section in self.reading.article.sections for block in section.blocks)
        ruby = not self.reading.ruby
        said = f"Readings {'shown' if ruby else 'hidden'}" if has else "This article gives no readings"
        self.reading = self.reading._replace(ruby=ruby).saying(said)

    # The mouse

    @on(events.MouseDown)
    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _end_count(self) -> None:
        """A digit before a click or a notch is no count for the key after it, which would undo them."""
        self._count.take(time.monotonic())

    @on(Listing.Picked)
    def _picked(self, message: Listing.Picked) -> None:
        target = self.sight.listing(message.pane).targets[message.item]
        self._point(message.pane, message.item)
        if not (message.pane == "entities" and isinstance(target, ToEntity)):
            self._open(target)

    @on(Listing.Rolled)
    def _rolled(self, message: Listing.Rolled) -> None:
        if self.reading.pane != message.pane:
            self._focus(message.pane)
        self._scroll_by(1, 1 if message.by > 0 else -1, "line")

    @on(Page.Rolled)
    def _page_rolled(self, message: Page.Rolled) -> None:
        self.reading = self.reading.at(self.window.scrolled(message.lines))

    @on(Page.Pointed)
    def _pointed(self, message: Page.Pointed) -> None:
        chosen = self.reading.choose(message.mention.entity)
        spans = chosen.mentioned
        self.reading = chosen._replace(hit=spans.index(message.mention.span))
