"""The reader's screen: keys and clicks in, the next reading out, everything drawn from it."""

from __future__ import annotations

import time
from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.layout import Layout
from textual.message import Message
from textual.reactive import var

from jpreader.article.model import Entity, Place
from jpreader.reading.changes import Changes
from jpreader.reading.count import Count
from jpreader.reading.reading import PANES, Reading
from jpreader.screens.commanded import Keymap
from jpreader.screens.finding import Finding
from jpreader.screens.frame_layout import FrameLayout
from jpreader.screens.sheet import Sheet
from jpreader.view import choosing, going, revision
from jpreader.view.elsewhere import elsewhere
from jpreader.view.panes import LIST_PANES
from jpreader.view.sight import Sight
from jpreader.view.window import Window, first_in_view
from jpreader.widgets.bound import Bound
from jpreader.widgets.footer import Footer
from jpreader.widgets.listing import Listing
from jpreader.widgets.page import Page
from jpreader.widgets.status import Status

COUNTED = frozenset(
    {
        *going.SCROLLS,
        *("next-section", "previous-section"),
        *("next", "previous"),
        *("next-new", "previous-new"),
        *("next-change", "previous-change"),
    }
)
"""Commands that a count multiplies."""

ELSEWHERE = frozenset({"connect", "join", "part", "delete", "order"})
"""Commands of other screens."""


class Reader(Finding):
    """Shows one article, in as many languages as it has."""

    CSS_PATH = "reader.tcss"
    AUTO_FOCUS = ""

    reading: var[Reading] = var(lambda: Reading(()), init=False)

    class Moved(Message):
        """The reading changed in a way that is worth keeping."""

    class Left(Message):
        """The reader goes back, or forward, to an article that was open before."""

        def __init__(self, back: bool) -> None:
            super().__init__()
            self.back = back

    class Acted(Message):
        """The reader pressed a key."""

    class Asked(Message):
        """The reader wants to know all that is said of an entity of the article."""

        def __init__(self, entity: Entity) -> None:
            super().__init__()
            self.entity = entity

    def __init__(self, reading: Reading, keymap: Keymap, before: bool = False, after: bool = False) -> None:
        """`before` and `after` say whether other articles were open before this one, and after it."""
        super().__init__(keymap)
        self._others_before, self._others_after = before, after
        self._frame = FrameLayout(reading)
        self.set_reactive(Reader.reading, reading)
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

    @property
    def counting(self) -> bool:
        """Whether a digit has just been typed."""
        return self._count.pending(time.monotonic())

    # What is seen

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
        kept = (after.place, after.edition, after.read, after.seen, after.noticed)
        if kept != (before.place, before.edition, before.read, before.seen, before.noticed):
            self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Another size shows more or less of the article."""
        self.reading = self.sight.read()
        self.status.update()  # how much is shown; its own size may be the same

    def show_changes(self, changes: tuple[Changes, ...]) -> None:
        """Show what has changed since the article was read, and say so where there is nothing else to say."""
        reading = self.reading._replace(changes=changes)
        if reading.changed.all and not reading.notice:
            reading = reading.saying(revision.greeting(reading.changed, self.keymap))
        self.reading = reading

    # Commands

    async def do(self, command: str, key: str = "") -> None:
        """Do what a command says, as often as the count before it says."""
        self.post_message(self.Acted())
        if self.seeking:
            if command == "close":
                self.stop_seeking()
                return
            await self.sought()
        if command == "section":
            self._digit(key)
            return
        count, before = self._count.take(time.monotonic())
        if command not in COUNTED:
            count = 1
        elif before is not None:
            self.reading = before
        method = getattr(self, "do_" + command.replace("-", "_"), None)
        if command in choosing.EXTENDING and self.reading.selected and self.reading.pane == "article":
            self.reading = choosing.moved(self.sight, command, count)
        elif command in going.SCROLLS:
            way, amount = going.SCROLLS[command]
            self.reading = going.scrolled(self.sight, way * count, amount)
        elif command in ELSEWHERE:
            self.reading = self.reading.saying(elsewhere(command, "article", self.keymap))
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
            self.reading = before.saying(f"This article has {len(sections)} section{'' if len(sections) == 1 else 's'}")

    def do_top(self) -> None:
        """To the top."""
        self.reading = going.at_top(self.sight)

    def do_bottom(self) -> None:
        """To the end."""
        self.reading = going.at_bottom(self.sight)

    def do_next_section(self, count: int) -> None:
        """To the next section."""
        self.reading = self.reading.by_sections(count)

    def do_previous_section(self, count: int) -> None:
        """To the start of this section, or the one before."""
        self.reading = self.reading.by_sections(-count)

    def do_back(self) -> None:
        """Back: after the first place in this article, to the one before."""
        if self._others_before and not self.reading.back:
            self.post_message(self.Left(back=True))
        else:
            self.reading = self.reading.go_back()

    def do_forward(self) -> None:
        """Forward."""
        if self._others_after and not self.reading.forward:
            self.post_message(self.Left(back=False))
        else:
            self.reading = self.reading.go_forward()

    def do_dossier(self) -> None:
        """All that articles say of the chosen entity, or of the first in view."""
        mention = first_in_view(self.reading)
        id = self.reading.entity or (mention.entity if mention else "")
        if id:
            self.post_message(self.Asked(self.reading.article.entities[id]))
        else:
            self.reading = self.reading.saying("No entity is named in this article")

    # Walk

    def do_next(self, count: int) -> None:
        """To the next match or mention."""
        self.reading = going.stepped(self.sight, 1, count)

    def do_previous(self, count: int) -> None:
        """To the one before."""
        self.reading = going.stepped(self.sight, -1, count)

    def do_next_new(self, count: int) -> None:
        """To the next thing that is new to the reader."""
        self.reading = going.to_new(self.sight, count)

    def do_previous_new(self, count: int) -> None:
        """To the one before."""
        self.reading = going.to_new(self.sight, -count)

    def do_next_change(self, count: int) -> None:
        """To the next change."""
        self.reading = going.to_change(self.sight, count)

    def do_previous_change(self, count: int) -> None:
        """To the one before."""
        self.reading = going.to_change(self.sight, -count)

    def do_changes(self) -> None:
        """All of them, over the article."""
        changed = self.reading.changed
        if changed.all:
            self.app.push_screen(Sheet(partial(revision.rows, changed, self.reading.article), self.keymap))
        else:
            self.reading = self.reading.saying(going.NO_CHANGES)

    def do_walk(self) -> None:
        """Walk the mentions of the chosen entity, or of the first in view."""
        self.reading = going.walking(self.sight)

    def do_open(self) -> None:
        """Open the entry that the cursor is on; in the text, the card of the first entity in view."""
        self.reading = going.opened(self.sight)

    # Panes and views

    def do_next_pane(self) -> None:
        """To the next pane."""
        self.reading = going.focused(self.reading, PANES[(PANES.index(self.reading.pane) + 1) % len(PANES)])

    def do_previous_pane(self) -> None:
        """To the pane before."""
        self.reading = going.focused(self.reading, PANES[(PANES.index(self.reading.pane) - 1) % len(PANES)])

    def do_entities(self) -> None:
        """To the entities."""
        self.reading = going.focused(self.reading, "entities")

    def do_contents(self) -> None:
        """To the sections."""
        self.reading = going.focused(self.reading, "contents")

    def do_summary(self) -> None:
        """To the summary."""
        self.reading = self.reading.show_summary()

    def do_close(self) -> None:
        """Close what was opened last."""
        self.reading = self.reading.close()

    def do_language(self) -> None:
        """The next language."""
        self.reading = self.reading.next_language()

    def do_wider(self) -> None:
        """Longer lines."""
        self.reading = going.measured(self.sight, 1)

    def do_narrower(self) -> None:
        """Shorter lines."""
        self.reading = going.measured(self.sight, -1)

    def do_ruby(self) -> None:
        """Readings above the words."""
        self.reading = self.reading.toggle_ruby()

    # The mouse

    @on(events.MouseDown)
    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def end_count(self) -> None:
        """A digit before a click or a notch is no count for the key after it, which would undo them."""
        self._count.take(time.monotonic())

    @on(Listing.Picked)
    def _picked(self, message: Listing.Picked) -> None:
        self.reading = going.picked(self.sight, message.pane, message.item)

    @on(Listing.Rolled)
    def _rolled(self, message: Listing.Rolled) -> None:
        if self.reading.pane != message.pane:
            self.reading = going.focused(self.reading, message.pane)
        self.reading = going.scrolled(self.sight, message.by, "line")

    @on(Page.Rolled)
    def _page_rolled(self, message: Page.Rolled) -> None:
        self.reading = self.reading.at(self.window.scrolled(message.lines))

    @on(Page.Pointed)
    def _pointed(self, message: Page.Pointed) -> None:
        chosen = self.reading.choose(message.mention.entity)
        spans = chosen.mentioned
        self.reading = chosen._replace(hit=spans.index(message.mention.span))
