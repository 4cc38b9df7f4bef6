"""What leads from an article to what all articles say, and from there to a place in another one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeVar

from jpreader.library.shelf import Selection
from jpreader.memory import Remembering
from jpreader.reading import folders, joins
from jpreader.reading.store import Store
from jpreader.screens.commanded import Indexed
from jpreader.start.places import places

if TYPE_CHECKING:
    from jpreader.library.answering import Answering
    from jpreader.library.index import Index, Joins, Ref
    from jpreader.library.progress import Progress
    from jpreader.reading.settings import Settings
    from jpreader.reading.spot import Spot
    from jpreader.screens.knowing import Knowing
    from jpreader.view.asking import Asking
    from jpreader.view.entries import Goal
    from jpreader.view.subjects import Subject

T = TypeVar("T")

MOST_SHOWN: Final = 16  # screens over one another: dossiers that were opened from dossiers


class Across(Remembering, inherit_bindings=False):
    """An application that asks the index.

    What that takes is imported when it is asked for first: a reader of one article never waits for it.
    """

    selection: Selection
    settings: Settings
    store: Store
    keymap: Mapping[str, tuple[str, ...]]
    """The keys of each command."""

    _answering: Answering | None = None
    _searched = ""
    _went: Goal | None = None

    def go_to(self, ref: Ref, spot: Spot) -> None:
        """Show a spot of an article."""
        raise NotImplementedError

    @property
    def reading_language(self) -> str:
        """The language that the reader reads in."""
        raise NotImplementedError

    # The index

    @property
    def answering(self) -> Answering:
        """What asks the index; begun by the first who asks: a reader of one article never waits for it."""
        if self._answering is None:
            from jpreader.library.answering import Answering

            self._answering = Answering(folders.cache(), places(self.selection), self.joins, self._indexed)
        return self._answering

    async def ask(self, question: Callable[[Index], T]) -> T:
        """The answer of the index to a question, which is put to it in another thread."""
        return await self.answering.ask(question)

    def _indexed(self, progress: Progress) -> None:
        """Tell every screen how far the index is."""
        for screen in self.screen_stack:
            screen.post_message(Indexed(progress))

    def joins(self) -> Joins:
        """Which entities the reader has joined and parted."""
        from jpreader.library.index import Joins

        return Joins(*joins.load(self.store))

    # Commands

    def know(self, command: str) -> None:
        """Open what a command is for: the search, the ledger, the timeline."""
        from jpreader.view.asking import query
        from jpreader.view.subjects import Found, LedgerOf, Saved, TimelineOf

        language = self._shown_language
        if command == "search":
            asking = query(self.settings.searches, self.store.unread, language, self._searched)
            first = Found(self._searched, language, self.store.unread) if self._searched else None
            self.show(first or Saved(self.settings.searches, self.store.unread, language), asking)
        elif command == "ledger":
            self.show(LedgerOf(self._about, language))
        else:
            self.show(TimelineOf(self._about, language))

    @property
    def _shown_language(self) -> str:
        """The language of what the index says on the screen, else the one that the reader reads in."""
        from jpreader.screens.knowing import Knowing

        screen = self.screen
        return (isinstance(screen, Knowing) and screen.subject.language) or self.reading_language

    @property
    def _about(self) -> str:
        """The key of the entity whose dossier is on the screen; empty where none is."""
        from jpreader.screens.knowing import Knowing
        from jpreader.view.subjects import DossierOf

        screen = self.screen
        return screen.subject.key if isinstance(screen, Knowing) and isinstance(screen.subject, DossierOf) else ""

    def show(self, subject: Subject, asking: Asking | None = None) -> None:
        """Show what the index says of something, over what is there."""
        from jpreader.screens.knowing import Knowing
        from jpreader.view.subjects import Choice

        screen = Knowing(subject, self.ask, self.keymap, asking, self._went)
        chosen = isinstance(self.screen, Knowing) and isinstance(self.screen.subject, Choice)
        if not chosen and sum(isinstance(shown, Knowing) for shown in self.screen_stack) < MOST_SHOWN:
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    def close_known(self) -> None:
        """Back to the article, or the shelf, that all this was opened from."""
        from jpreader.screens.knowing import Knowing

        while isinstance(self.screen, Knowing):
            self.pop_screen()

    # What the reader does there; by name, since the class of these messages is imported with their screen

    def on_knowing_opened(self, message: Knowing.Opened) -> None:
        """Go where an entry leads."""
        from jpreader.screens.knowing import Knowing
        from jpreader.view.entries import ToDossier

        if isinstance(message.goal, ToDossier):
            self.open_dossier(message.goal.key)
            return
        for screen in self.screen_stack:
            if isinstance(screen, Knowing) and screen.query_text:
                self._searched = screen.query_text
        self._went = message.goal
        self.close_known()
        self.go_to(message.goal.ref, message.goal.spot)

    def on_knowing_asked(self, message: Knowing.Asked) -> None:
        """Show something else over what is there."""
        self.show(message.subject)

    def on_knowing_choosing(self, message: Knowing.Choosing) -> None:
        """Ask whose dossier is wanted."""
        from jpreader.view.subjects import Choice

        self.show(Choice(message.names, self._shown_language))

    async def on_knowing_joined(self, message: Knowing.Joined) -> None:
        """Keep which entities are one."""
        from jpreader.screens.knowing import Knowing

        await asyncio.to_thread(joins.save, self.store, *message.joins)
        for screen in self.screen_stack:
            if isinstance(screen, Knowing):
                screen.ask_again()

    def open_dossier(self, key: str) -> None:
        """Show the dossier of an entity."""
        from jpreader.view.subjects import DossierOf

        self.show(DossierOf(key, self._shown_language))
