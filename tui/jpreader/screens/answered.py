"""A screen of entries that the index gives: asked beside the event loop, drawn by window, asked for more at the end.

One question is put at a time: what is typed or scrolled meanwhile makes the next one, so that no answer ever takes the
place of a newer one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final, NamedTuple, Protocol, TypeVar

from textual import on

from jpreader.layout.line import Pieces
from jpreader.library.database import BUSY, Damaged
from jpreader.library.index import Index
from jpreader.library.search import languages
from jpreader.screens.commanded import Indexed, Keymap
from jpreader.screens.counted import Counted
from jpreader.view.box import Completion
from jpreader.view.entries import Answer, Goal
from jpreader.view.heading import headed
from jpreader.view.scrolling import SCROLLING, steps
from jpreader.view.status import language_name
from jpreader.view.subjects import Subject, in_language
from jpreader.widgets.entries import EntryList

GROWING: Final = 4  # times as much is asked for each time that the reader comes to the end

T = TypeVar("T")

Completing = Callable[[Index], Completion]
"""Asks what may stand in a box."""


class Ask(Protocol):
    """Puts a question to the index, beside the event loop."""

    def __call__(self, question: Callable[[Index], T]) -> Awaitable[T]:
        """Its answer."""


class Due(NamedTuple):
    """What is to be asked next; None for what isn't."""

    subject: Subject | None
    keep: bool
    """Whether the cursor stays where it is."""
    completing: Completing | None


class Told(NamedTuple):
    """What came back: what is shown, what may stand in the box; None for what wasn't asked."""

    answer: Answer | None = None
    completion: Completion | None = None
    languages: tuple[str, ...] | None = None


def _told(subject: Subject | None, most: int, completing: Completing | None, index: Index) -> Told:
    """What the index says of a subject, of what may stand in the box, and in which languages there are articles."""
    return Told(
        subject.answer(index, most) if subject is not None else None,
        completing(index) if completing is not None else None,
        languages(index) if subject is not None else None,
    )


class Answered(Counted[None]):
    """Shows the entries of a subject; subclasses compose them, and say what is under the cursor's goals."""

    def __init__(self, subject: Subject, ask: Ask, keymap: Keymap, went: Goal | None = None) -> None:
        """Show what the index says.

        Args:
            subject: what it is asked.
            ask: how.
            keymap: the keys of each command.
            went: where the reader went last from a screen like this: the cursor begins there, if that is shown.
        """
        super().__init__(keymap)
        self.subject = subject
        self.entries = EntryList()
        self.answer = Answer("")
        self.notice = ""
        self.languages: tuple[str, ...] = ()
        """Those that there are articles in, those of most articles first; none before the first answer."""
        self._turns = 0
        """Languages to go on by, once they are known: L was pressed before."""
        self._ask = ask
        self._went = went
        self._most = subject.first
        self._busy = False
        self._due: Due | None = None
        self._note = ""

    def draw(self) -> None:
        """Draw what stands around the entries."""
        raise NotImplementedError

    def completed(self, completion: Completion) -> None:
        """What may stand in the box is known."""
        raise NotImplementedError

    def heading(self, width: int) -> Pieces:
        """What it is, and how much of it."""
        return headed(self.answer.title or self.subject.title, "", (self._note or self.answer.aside,), width)

    # Asking

    @on(Indexed)
    def _indexed(self, message: Indexed) -> None:
        """Say how far the index is, and ask it again if it holds something else by now."""
        progress = message.progress
        going = progress.done < progress.total
        self._note = f"{progress.done:,} of {progress.total:,} articles read" if going else ""
        self.notice = progress.note or ("" if self.notice == BUSY else self.notice)
        if progress.changed:
            self.ask_again()
        self.draw()

    def ask_again(self) -> None:
        """Show what the index says now."""
        self.want(self.subject, keep=True)

    def want(self, subject: Subject | None, keep: bool, completing: Completing | None = None) -> None:
        """Ask for a subject, for what may stand in the box, or both, once what is asked already has come."""
        if subject is not None and subject is not self.subject:
            self.subject, self._most = subject, max(subject.first, self._most if keep else 0)
        if self._due is not None:
            keep = keep if subject is not None else self._due.keep
            subject = subject if subject is not None else self._due.subject
            completing = completing if completing is not None else self._due.completing
        self._due = Due(subject, keep, completing)
        if not self._busy:
            self._busy = True
            self.run_worker(self._answering())

    async def _answering(self) -> None:
        try:
            while self._due is not None and self.is_attached:
                due, self._due = self._due, None
                told = await self.put(partial(_told, due.subject, self._most, due.completing))
                if told is not None:
                    self._told(told, due.keep)
        finally:
            self._busy = False

    async def settled(self) -> None:
        """Wait until all that was asked is shown."""
        while self._busy:
            for worker in [worker for worker in self.workers if worker.node is self and not worker.is_finished]:
                await worker.wait()

    async def put(self, question: Callable[[Index], T]) -> T | None:
        """The answer to a question; None, and said, where the index can't be asked."""
        try:
            return await self._ask(question)
        except (Damaged, sqlite3.Error) as error:
            self.notice = f"The index can’t be asked: {error}"
            self.draw()
            return None

    def _told(self, told: Told, keep: bool) -> None:
        if told.languages is not None:
            self.languages = told.languages
            turns, self._turns = self._turns, 0
            for _ in range(turns):
                self.do_language()
        if told.answer is not None:
            before = self.entries.current
            self.answer = told.answer
            self.entries.show(told.answer.entries, keep)
            self.entries.find(before.goal if keep and before is not None else self._went)
            self._went = None
            if told.answer.partial and self._due is None:
                self._grow()
        if told.completion is not None:
            self.completed(told.completion)
        self.draw()

    @on(EntryList.Moved)
    def _moved(self) -> None:
        """Ask for more before the reader is at the end."""
        if self.answer.more and not self._busy and self.entries.at_end:
            self._grow()

    def _grow(self) -> None:
        self._most *= GROWING
        self.want(self.subject, keep=True)

    def do_language(self) -> None:
        """The same in the next language that there are articles in."""
        if not self.languages and self._busy:
            self._turns += 1
            return
        if len(self.languages) < 2:
            self.notice = (
                "One language so far: articles are still read"
                if self._note
                else "These articles are in one language only"
            )
            return
        # What was wanted in none is in that of most articles, in all likelihood.
        shown = self.languages.index(self.subject.language) if self.subject.language in self.languages else 0
        language = self.languages[(shown + 1) % len(self.languages)]
        self.want(in_language(self.subject, language), keep=True)
        self.notice = f"{language_name(language)}, where an article has it"

    # Moving

    @property
    def page(self) -> int:
        """How many rows a page is: one less than there are, so that the eye finds where it was."""
        return max(1, self.entries.size.height - 1)

    def moved(self, command: str, times: int) -> bool:
        """Move the cursor as a command says, so many times; false if it says something else."""
        headings = {"next-section": 1, "previous-section": -1}
        if command in ("line-down", "line-up"):
            self.entries.go(times if command == "line-down" else -times)
        elif command in ("top", "bottom"):
            self.entries.ends(last=command == "bottom")
        elif command in SCROLLING:
            self.entries.page(times * steps(self.page, 0)[command])
        elif command in headings:
            for _ in range(min(times, len(self.entries.entries))):
                self.entries.heading(headings[command])
        else:
            return False
        return True

    @property
    def at_first(self) -> bool:
        """Whether the cursor is on the first entry."""
        return self.entries.cursor == self.entries.typeset.choosable(0, 1)
