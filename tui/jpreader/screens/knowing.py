"""What all articles say, as entries that lead somewhere: what a search finds, a dossier, the ledger, the timeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.message import Message

from jpreader.commands import BY_ID
from jpreader.layout.cells import fit
from jpreader.layout.line import Piece, Pieces
from jpreader.library.index import Joins, Ref
from jpreader.library.ledger import Name
from jpreader.reading.spot import Spot
from jpreader.screens.answered import Answered, Ask, Completing
from jpreader.screens.commanded import EVERYWHERE, Keymap
from jpreader.view.asking import Asking, connecting, filtering, joining, meant, parting
from jpreader.view.box import Completion, candidate_line, key_line, problem_lines
from jpreader.view.elsewhere import counting, elsewhere
from jpreader.view.entries import Goal, ToDossier, ToQuery, ToSpot
from jpreader.view.footer import hints
from jpreader.view.subjects import DossierOf, Found, Subject, in_language, named_at
from jpreader.widgets.box import Box
from jpreader.widgets.entries import EntryList
from jpreader.widgets.one_line import OneLine

TALL: Final = 12  # lines of a screen that has room for the lines under a box that nobody types in

T = TypeVar("T")


class Knowing(Answered):
    """Shows entries; Enter goes where one leads, and Esc back to what is under it."""

    CSS_PATH = "knowing.tcss"
    AUTO_FOCUS = ""

    class Opened(Message):
        """The reader goes where an entry leads."""

        def __init__(self, goal: ToSpot | ToDossier) -> None:
            super().__init__()
            self.goal = goal

    class Choosing(Message):
        """The reader wants the dossier of one of several."""

        def __init__(self, names: tuple[Name, ...]) -> None:
            super().__init__()
            self.names = names

    class Asked(Message):
        """The reader wants to see something else, over this."""

        def __init__(self, subject: Subject) -> None:
            super().__init__()
            self.subject = subject

    class Joined(Message):
        """The reader has joined or parted entities: these are all that are."""

        def __init__(self, joins: Joins) -> None:
            super().__init__()
            self.joins = joins

    def __init__(
        self, subject: Subject, ask: Ask, keymap: Keymap, asking: Asking | None = None, went: Goal | None = None
    ) -> None:
        """`asking` is what a box at the top asks for from the start; without one it is there when it is called for."""
        super().__init__(subject, ask, keymap, went)
        self.box = Box()
        self.asking = asking
        self._always = asking
        self._completion = Completion()

    def compose(self) -> ComposeResult:
        """Heading, box, entries, keys."""
        self.head = OneLine(self.heading)
        self.under = OneLine(lambda width: self._under(width)[0])
        self.below = OneLine(lambda width: self._under(width)[1])
        self.last = OneLine(self._last)
        yield self.head
        yield self.box
        yield self.under
        yield self.below
        yield self.entries
        yield self.last

    def on_mount(self) -> None:
        """Ask what it was opened for."""
        self._show_box()
        if self.asking is not None:
            self.box.begin(self.asking.text, self.asking.placeholder, replace=True)
        self.want(self.subject, keep=False)

    # What is drawn

    def _under(self, width: int) -> Sequence[Pieces]:
        """The two lines under the box."""
        if self.asking is None:
            return (), ()
        begun = self.box.value.endswith(":") and self._completion.candidates  # what may come is all there is to say
        if not begun and (problem := self.asking.problem(self.box.value)):
            return problem_lines(self.box.value, problem, 1 - int(self.box.scroll_offset.x), width)
        return candidate_line(self._completion, width), ()

    def _last(self, width: int) -> Pieces:
        """The notice, or the keys."""
        if self.notice:
            return [Piece(" "), Piece(fit(self.notice, width - 2), "notice")]
        if self.asking is not None and self.focused is not None:
            return key_line(self.asking.live, width)
        return hints(self.keymap, [BY_ID[name] for name in self._offered], width)

    @property
    def _offered(self) -> Sequence[str]:
        """Commands that do something here, what does most first."""
        entry = self.entries.current
        opens = ["open"] if entry is not None else []
        told = entry is not None and not isinstance(entry.goal, ToQuery)
        dossier = ["dossier"] if told else []
        language = ["language"] if told and len(self.languages) > 1 else []
        if isinstance(self.subject, DossierOf):
            named = ["connect", "join", "ledger", "timeline"] if opens else []
            return ("close", *opens, "next-section", *dossier, *named, *language, "help", "quit")
        asks = self._always is not None or filtering(self.subject) is not None
        return ("close", *opens, *dossier, *(["find"] if asks else []), *language, "help", "quit")

    def on_resize(self) -> None:
        """Another size may have no room for all the lines."""
        self.draw()

    def draw(self) -> None:
        """Draw what stands around the entries."""
        self._show_box()
        for line in (self.head, self.under, self.below, self.last):
            line.update()

    def _show_box(self) -> None:
        self.box.display = self.asking is not None
        tall = self.size.height >= TALL or self.focused is not None
        for line in (self.under, self.below):
            line.display = self.asking is not None and tall

    # Asking

    @property
    def query_text(self) -> str:
        """The query that is shown; empty where none is."""
        return self.subject.query if isinstance(self.subject, Found) else ""

    # The box

    def call(self, asking: Asking) -> None:
        """Ask the reader for something."""
        self.asking = asking
        self._completion = Completion()
        self._show_box()
        self.box.begin(asking.text, asking.placeholder)
        self.want(None, keep=True, completing=self._completing(asking.text))
        self.draw()

    @on(Box.Typed)
    def _typed(self) -> None:
        self.notice = ""
        self._completion = Completion(self.box.value)
        self._asked_live()
        self.draw()

    def _asked_live(self) -> None:
        """What is typed changes what is shown, where that is what the box asks for."""
        if self.asking is None:
            return
        text = self.box.value
        subject = self.asking.subject(text) if self.asking.live and not self.asking.problem(text) else None
        subject = in_language(subject, self.subject.language) if subject is not None else None
        self.want(subject, keep=False, completing=self._completing(text) if self._completion.taken < 0 else None)

    def _completing(self, text: str) -> Completing | None:
        if self.asking is None:
            return None
        complete, cursor = self.asking.complete, self.box.cursor_position
        return lambda index: Completion(text, complete(index, text, cursor))

    def completed(self, completion: Completion) -> None:
        """Show what may stand in the box, if it is for what stands there."""
        if completion.text == self.box.value:
            self._completion = completion

    @on(Box.Pressed)
    async def _pressed(self, message: Box.Pressed) -> None:
        match message.key:
            case "tab" | "shift+tab":
                self._complete(1 if message.key == "tab" else -1)
            case "enter":
                await self._enter()
            case "escape":
                self._leave()
            case "down":
                self.set_focus(None)
                self.draw()
            case "pagedown" | "pageup":
                self.entries.page((1 if message.key == "pagedown" else -1) * self.page)

    def _complete(self, by: int) -> None:
        if self._completion.candidates:
            self._completion = self._completion.next(by)
            self.box.put(self._completion.value, self._completion.cursor)
            self._asked_live()
            self.draw()

    async def _enter(self) -> None:
        """Take what was typed: of a live box the entry that the cursor is on, once the answer to it is there."""
        asking = self.asking
        if asking is None:
            return
        text = self.box.value
        if asking.problem(text):
            self.box.again()
        elif asking.live:
            await self.settled()
            self.set_focus(None)
            self.draw()
            self.do_open()
        else:
            await self.settled()
            found = self._completion.candidates if self._completion.text == text else ()
            self._leave()
            if text.strip() and asking.change is None:  # a change is made only of whom was named
                text = await self.put(lambda index: meant(index, text, found)) or text
            await self._take(asking, text)

    async def _take(self, asking: Asking, text: str) -> None:
        text = text.strip()
        if asking.change is not None:
            change = asking.change
            if text:
                done = await self.put(lambda index: change(index, text))
                if done is not None:
                    self.notice = done.said
                if done is not None and done.changed:
                    self.post_message(self.Joined(done.joins))
        elif (subject := asking.subject(text)) is not None and asking.over:
            self.post_message(self.Asked(subject))
        elif subject is not None:
            self.want(subject, keep=False)
        self.draw()

    def _leave(self) -> None:
        """Close the box; where it stands always, the screen."""
        self.set_focus(None)
        if self._always is not None:
            self.dismiss()
            return
        self.asking = None
        self._show_box()
        self.draw()

    # Commands

    async def do(self, command: str, key: str = "") -> None:
        """Move, open, ask, or what the whole application does; of the rest, say where it is done."""
        self.notice = ""
        times = self.times(command, key)
        if not times:
            self.notice = counting(key, self.keymap)
            self.draw()
            return
        if command in ("open", "dossier") and self.entries.current is None:
            await self.settled()  # keys are typed faster than the first answer comes
        method = getattr(self, "do_" + command.replace("-", "_"), None)
        if command == "line-up" and self._always and self.at_first:
            self.box.again()
        elif self.moved(command, times):
            pass
        elif method is not None:
            method()
        elif command in EVERYWHERE:
            await super().do(command, key)
        else:
            self.notice = elsewhere(command, "knowing", self.keymap)
        self.draw()

    def do_close(self) -> None:
        """Back to what is under this."""
        self.dismiss()

    def do_back(self) -> None:
        """Back to what is under this."""
        self.dismiss()

    def do_open(self) -> None:
        """Go where the entry leads."""
        if (entry := self.entries.current) is not None and entry.goal is not None:
            self._go(entry.goal)

    def _go(self, goal: Goal) -> None:
        if isinstance(goal, ToQuery):
            self.box.begin(goal.query, self.box.placeholder)
            self._typed()
        else:
            self.post_message(self.Opened(goal))

    @on(EntryList.Picked)
    def _picked(self) -> None:
        self.do_open()

    def do_find(self) -> None:
        """Ask again, or for whom to show alone."""
        if self._always is not None:
            self.box.again()
        elif (asking := filtering(self.subject)) is not None:
            self.call(asking)
        else:
            self.notice = "Nothing to choose by here"

    def do_connect(self) -> None:
        """Ask with whom the entity is connected."""
        self._call_of_dossier("connect", connecting)

    def do_join(self) -> None:
        """Ask who is the same as the entity."""
        self._call_of_dossier("join", joining)

    def do_part(self) -> None:
        """Ask which of the joined entities is another."""
        parts = self.answer.parts
        if len(parts) > 1 or not isinstance(self.subject, DossierOf):
            self._call_of_dossier("part", lambda subject: parting(subject, parts))
        else:
            self.notice = "Nothing is joined here"

    def _call_of_dossier(self, command: str, asking: Callable[[DossierOf], Asking]) -> None:
        if isinstance(self.subject, DossierOf):
            self.call(asking(self.subject))
        else:
            self.notice = elsewhere(command, "knowing", self.keymap)

    def do_dossier(self) -> None:
        """The dossier of whom the entry is about."""
        entry = self.entries.current
        if entry is None:
            self._choose(())
        elif entry.about:
            self._choose(entry.about)
        elif isinstance(entry.goal, ToSpot):
            self.run_worker(self._find_named(entry.goal.ref, entry.goal.spot))
        else:
            self._choose(())

    async def _find_named(self, ref: Ref, spot: Spot) -> None:
        names = await self.put(lambda index: named_at(index, ref, spot))
        if names is not None:
            self._choose(names)

    def _choose(self, names: tuple[Name, ...]) -> None:
        if not names:
            self.notice = "No entity is named here"
            self.draw()
        elif len(names) == 1:
            self.post_message(self.Opened(ToDossier(names[0].key)))
        else:
            self.post_message(self.Choosing(names))
