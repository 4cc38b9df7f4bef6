"""A screen of entries that lead somewhere: what a search finds, a dossier, the ledger, the timeline.

What is shown is an answer of the index. It is asked beside the event loop, one question at a time: what is typed or
scrolled meanwhile makes the next one, so that no answer ever takes the place of a newer one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Final, NamedTuple, Protocol, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.message import Message

from jpreader.commands import BY_ID
from jpreader.layout.cells import fit
from jpreader.layout.cells import width as cells
from jpreader.layout.line import Piece, Pieces
from jpreader.library.database import Damaged
from jpreader.library.index import Index, Joins, Ref
from jpreader.library.ledger import Name
from jpreader.reading.spot import Spot
from jpreader.screens.commanded import Commanded, Indexed, Keymap
from jpreader.screens.shelf import EVERYWHERE, ShelfLine
from jpreader.view.asking import Asking, connecting, filtering, joining, parting
from jpreader.view.box import Completion, candidate_line, key_line, problem_lines
from jpreader.view.entries import Answer, Goal, ToDossier, ToQuery, ToSpot
from jpreader.view.footer import hints
from jpreader.view.subjects import DossierOf, Found, Subject, named_at
from jpreader.widgets.box import Box
from jpreader.widgets.entries import EntryList

TALL: Final = 12  # lines of a screen that has room for the lines under a box that nobody types in
GROWING: Final = 4  # times as much is asked for each time that the reader comes to the end

T = TypeVar("T")


class Ask(Protocol):
    """Puts a question to the index, beside the event loop."""

    def __call__(self, question: Callable[[Index], T]) -> Awaitable[T]:
        """Its answer."""


class Told(NamedTuple):
    """What came back: what is shown, what may stand in the box; None for what wasn't asked."""

    answer: Answer | None = None
    completion: Completion | None = None


def _told(
    subject: Subject | None, most: int, asking: Asking | None, completing: str | None, cursor: int, index: Index
) -> Told:
    """What the index says: of a subject, and of what may stand at a place of a text."""
    answer = subject.answer(index, most) if subject is not None else None
    if completing is None or asking is None:
        return Told(answer)
    return Told(answer, Completion(completing, asking.complete(index, completing, cursor)))


class Knowing(Commanded[None]):
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
        """Show what the index says.

        Args:
            subject: what it is asked.
            ask: how.
            keymap: the keys of each command.
            asking: what a box at the top asks for from the start; without one it is there when it is called for.
            went: where the reader went last from a screen like this: the cursor begins there, if that is shown.
        """
        super().__init__(keymap)
        self.subject = subject
        self.entries = EntryList()
        self.box = Box()
        self.asking = asking
        self._always = asking
        self._went = went
        self._ask = ask
        self._most = subject.first
        self._answer = Answer("")
        self._completion = Completion()
        self._busy = False
        self._due: tuple[Subject | None, bool, str | None] | None = None
        self._notice = ""
        self._note = ""

    def compose(self) -> ComposeResult:
        """Heading, box, entries, keys."""
        self.head = ShelfLine(self._heading)
        self.under = ShelfLine(lambda width: self._under(width)[0])
        self.below = ShelfLine(lambda width: self._under(width)[1])
        self.last = ShelfLine(self._last)
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
            self.box.begin(self.asking.text, self.asking.placeholder)
        self._want(self.subject, keep=False)

    # What is drawn

    def _heading(self, width: int) -> Pieces:
        right = self._note or self._answer.aside
        title = fit(self._answer.title or self.subject.title, max(1, width - 2))
        if cells(title) + cells(right) + 4 > width:
            right = ""
        gap = " " * (width - 2 - cells(title) - cells(right))
        return [Piece(" "), Piece(title, "title"), Piece(gap), Piece(right, "muted")]

    def _under(self, width: int) -> Sequence[Pieces]:
        """The two lines under the box."""
        if self.asking is None:
            return (), ()
        if problem := self.asking.problem(self.box.value):
            return problem_lines(self.box.value, problem, 1 - int(self.box.scroll_offset.x), width)
        return candidate_line(self._completion, width), ()

    def _last(self, width: int) -> Pieces:
        """The notice, or the keys."""
        if self._notice:
            return [Piece(" "), Piece(fit(self._notice, width - 2), "notice")]
        if self.asking is not None and self.focused is not None:
            return key_line(self.asking.live, width)
        return hints(self.keymap, [BY_ID[name] for name in self._offered], width)

    @property
    def _offered(self) -> Sequence[str]:
        if isinstance(self.subject, DossierOf):
            return ("close", "open", "next-section", "dossier", "connect", "join", "ledger", "timeline", "help", "quit")
        asks = self._always is not None or filtering(self.subject) is not None
        return ("close", "open", "dossier", *(["find"] if asks else []), "help", "quit")

    def on_resize(self) -> None:
        """Another size may have no room for all the lines."""
        self._draw()

    def _draw(self) -> None:
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

    @on(Indexed)
    def _indexed(self, message: Indexed) -> None:
        """Say how far the index is, and ask it again if it holds something else by now."""
        progress = message.progress
        going = message.busy and progress.done < progress.total
        self._note = f"{progress.done:,} of {progress.total:,} articles are in the index" if going else ""
        self._notice = progress.note or self._notice
        if progress.changed:
            self.ask_again()
        self._draw()

    def ask_again(self) -> None:
        """Show what the index says now."""
        self._want(self.subject, keep=True)

    def _want(self, subject: Subject | None, keep: bool, completing: str | None = None) -> None:
        """Ask for a subject, for what may stand at the end of a text, or both, once what is asked already has come."""
        if self._due is not None:
            due_subject, due_keep, due_completing = self._due
            keep = keep if subject is not None else due_keep
            subject = subject if subject is not None else due_subject
            completing = completing if completing is not None else due_completing
        self._due = (subject, keep, completing)
        if not self._busy:
            self._busy = True
            self.run_worker(self._answering())

    async def _answering(self) -> None:
        try:
            while self._due is not None and self.is_attached:
                (subject, keep, completing), self._due = self._due, None
                question = partial(_told, subject, self._most, self.asking, completing, self.box.cursor_position)
                if (told := await self._put(question)) is not None:
                    self._told(told, keep)
        finally:
            self._busy = False

    async def _put(self, question: Callable[[Index], T]) -> T | None:
        """The answer to a question; None, and said, where the index can't be asked."""
        try:
            return await self._ask(question)
        except (Damaged, sqlite3.Error) as error:
            self._notice = f"The index can’t be asked: {error}"
            self._draw()
            return None

    def _told(self, told: Told, keep: bool) -> None:
        if told.answer is not None:
            before = self.entries.current
            self._answer = told.answer
            self.entries.show(told.answer.entries, keep)
            goal = before.goal if keep and before is not None else self._went
            self.entries.find(goal)
            self._went = None
            if told.answer.partial:
                self._grow()
        if told.completion is not None and told.completion.text == self.box.value:
            self._completion = told.completion
        self._draw()

    @on(EntryList.Moved)
    def _moved(self) -> None:
        """Ask for more before the reader is at the end."""
        if self._answer.more and not self._busy and self.entries.at_end:
            self._grow()

    def _grow(self) -> None:
        self._most *= GROWING
        self._want(self.subject, keep=True)

    # The box

    def call(self, asking: Asking) -> None:
        """Ask the reader for something."""
        self.asking = asking
        self._completion = Completion()
        self._show_box()
        self.box.begin(asking.text, asking.placeholder)
        self._want(None, keep=True, completing=asking.text)
        self._draw()

    @on(Box.Typed)
    def _typed(self) -> None:
        self._notice = ""
        self._completion = Completion(self.box.value)
        self._asked_live()
        self._draw()

    def _asked_live(self) -> None:
        """What is typed changes what is shown, where that is what the box asks for."""
        if self.asking is None:
            return
        text = self.box.value
        subject = self.asking.subject(text) if self.asking.live and not self.asking.problem(text) else None
        if subject is not None:
            self.subject = subject
            self._most = subject.first
        self._want(subject, keep=False, completing=text if self._completion.taken < 0 else None)

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
                self._draw()
            case "pagedown" | "pageup":
                self.entries.page((1 if message.key == "pagedown" else -1) * self._page)

    def _complete(self, by: int) -> None:
        if self._completion.candidates:
            self._completion = self._completion.next(by)
            self.box.put(self._completion.value, self._completion.cursor)
            self._asked_live()
            self._draw()

    async def _enter(self) -> None:
        """Take what was typed: of a live box the entry that the cursor is on, once the answer to it is there."""
        asking = self.asking
        if asking is None:
            return
        text = self.box.value
        if asking.problem(text):
            self.box.again()
        elif asking.live:
            while self._busy:
                await self._answered()
            self.set_focus(None)
            self._draw()
            self.do_open()
        else:
            self._leave()
            await self._take(asking, text)

    async def _take(self, asking: Asking, text: str) -> None:
        text = text.strip()
        if asking.change is not None:
            change = asking.change
            if text:
                done = await self._put(lambda index: change(index, text))
                if done is not None:
                    self._notice = done.said
                if done is not None and done.changed:
                    self.post_message(self.Joined(done.joins))
        elif (subject := asking.subject(text)) is not None and asking.over:
            self.post_message(self.Asked(subject))
        elif subject is not None:
            self.subject = subject
            self._most = subject.first
            self._want(self.subject, keep=False)
        self._draw()

    async def _answered(self) -> None:
        for worker in list(self.workers):
            if worker.node is self and not worker.is_finished:
                await worker.wait()

    def _leave(self) -> None:
        """Close the box; where it stands always, the screen."""
        self.set_focus(None)
        if self._always is not None:
            self.dismiss()
            return
        self.asking = None
        self._show_box()
        self._draw()

    # Commands

    @property
    def _page(self) -> int:
        return max(1, self.entries.size.height - 1)

    async def do(self, command: str, key: str = "") -> None:
        """Move, open, ask, or what the whole application does; of the rest, say where it is done."""
        self._notice = ""
        page = self._page
        steps = {"line-down": 1, "line-up": -1}
        pages = {"page-down": page, "page-up": -page, "half-down": (page + 1) // 2, "half-up": -((page + 1) // 2)}
        method = getattr(self, "do_" + command.replace("-", "_"), None)
        if command == "line-up" and self._always and self.entries.cursor == self._first:
            self.box.again()
        elif command in steps:
            self.entries.go(steps[command])
        elif command in pages:
            self.entries.page(pages[command])
        elif method is not None:
            method()
        elif command in EVERYWHERE:
            await super().do(command, key)
        else:
            self._notice = "That is for an article: Enter opens one"
        self._draw()

    @property
    def _first(self) -> int:
        return self.entries.typeset.choosable(0, 1)

    def do_top(self) -> None:
        """To the first entry."""
        self.entries.ends(last=False)

    def do_bottom(self) -> None:
        """To the last entry."""
        self.entries.ends(last=True)

    def do_next_section(self) -> None:
        """To the next heading."""
        self.entries.heading(1)

    def do_previous_section(self) -> None:
        """To the heading before."""
        self.entries.heading(-1)

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
            self._notice = "Nothing to choose by here"

    def do_connect(self) -> None:
        """Ask with whom the entity is connected."""
        self._call_of_dossier(connecting)

    def do_join(self) -> None:
        """Ask who is the same as the entity."""
        self._call_of_dossier(joining)

    def do_part(self) -> None:
        """Ask which of the joined entities is another."""
        keys = self._answer.keys
        if len(keys) > 1 or not isinstance(self.subject, DossierOf):
            self._call_of_dossier(lambda subject: parting(subject, keys))
        else:
            self._notice = "Nothing is joined here"

    def _call_of_dossier(self, asking: Callable[[DossierOf], Asking]) -> None:
        if isinstance(self.subject, DossierOf):
            self.call(asking(self.subject))
        else:
            self._notice = "That is for a dossier"

    def do_dossier(self) -> None:
        """The dossier of whom the entry is about."""
        entry = self.entries.current
        if entry is None:
            return
        if entry.about:
            self._choose(entry.about)
        elif isinstance(entry.goal, ToSpot):
            self.run_worker(self._find_named(entry.goal.ref, entry.goal.spot))

    async def _find_named(self, ref: Ref, spot: Spot) -> None:
        names = await self._put(lambda index: named_at(index, ref, spot))
        if names is not None:
            self._choose(names)

    def _choose(self, names: tuple[Name, ...]) -> None:
        if not names:
            self._notice = "No entity is named here"
            self._draw()
        elif len(names) == 1:
            self.post_message(self.Opened(ToDossier(names[0].key)))
        else:
            self.post_message(self.Choosing(names))
