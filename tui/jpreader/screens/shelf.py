"""The articles to choose from; one that is broken stands there with what is wrong with it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Protocol, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message

from jpreader.article.check import render
from jpreader.library.database import BUSY
from jpreader.library.index import Index
from jpreader.library.rows import FACETS, Value
from jpreader.library.shelf import Item, load
from jpreader.library.shelving import Shelving
from jpreader.reading.standing import Remembered
from jpreader.screens.commanded import EVERYWHERE, Indexed, Keymap
from jpreader.screens.counted import Counted
from jpreader.screens.latest import Latest
from jpreader.screens.lettering import Lettering
from jpreader.view.elsewhere import counting, elsewhere
from jpreader.view.scrolling import SCROLLING, steps
from jpreader.view.shelf_screen import shape, wanted
from jpreader.view.shelved import MADE, UNREAD, Facet, Preview, Shelved
from jpreader.view.status import language_name
from jpreader.widgets.shelf_view import ShelfView

MANY = 64  # files to read of which it is worth saying how many, and of those that are new showing the names meanwhile

T = TypeVar("T")


class Ask(Protocol):
    """Puts a question to the index, beside the event loop."""

    def __call__(self, question: Callable[[Index], T], patience: float = ...) -> Awaitable[T]:
        """Its answer."""


class Shelf(Lettering, Counted[None]):
    """A row an article: title, languages, date; Enter opens it."""

    CSS_PATH = "shelf.tcss"
    AUTO_FOCUS = ""
    CAPITALS_ONLY = True

    class Chosen(Message):
        """The reader opened an article."""

        def __init__(self, item: Item) -> None:
            super().__init__()
            self.item = item

    class Stale(Message):
        """The reader wants changes looked for, first in what is in view."""

        def __init__(self, paths: Sequence[str]) -> None:
            super().__init__()
            self.paths = paths

    class Shown(Message):
        """Rows stand there as the index has them: the articles' files may have changed since."""

        def __init__(self, paths: Sequence[str]) -> None:
            super().__init__()
            self.paths = paths

    class Turned(Message):
        """The reader wants articles in another language, where they have it."""

        def __init__(self, language: str) -> None:
            super().__init__()
            self.language = language

    def __init__(
        self,
        shelving: Shelving,
        ask: Ask,
        remembered: Callable[[], Remembered],
        keymap: Keymap,
        shelved: Shelved,
        current: str = "",
    ) -> None:
        """Show a shelf.

        Args:
            shelving: the questions of this shelf.
            ask: puts them to the index.
            remembered: what is kept of what was read; called in another thread.
            keymap: the keys of each command.
            shelved: what is seen of it first.
            current: the key of the article that the cursor begins on.
        """
        super().__init__(keymap)
        self.shelved = shelved
        self.view = ShelfView(keymap)
        self._shelving, self._ask, self._remembered = shelving, ask, remembered
        self._memory = Remembered({}, {})
        self._keep = current
        self._stale = False
        self._arranging = Latest(self, self._arrange)
        self._seeing = Latest(self, self._see)
        self._faceting = Latest(self, self._facet)
        self._previewing = Latest(self, self._preview)
        self._arranged = asyncio.Event()
        self._counted: tuple[object, ...] | None = None

    def compose(self) -> ComposeResult:
        """All of it is one view."""
        yield self.view

    def on_mount(self) -> None:
        """Ask for the articles."""
        self._arranging.want()

    def on_resize(self) -> None:
        """Another size shows other rows."""
        self._show(self.shelved.at(self.shelved.cursor, self._height))

    @property
    def _height(self) -> int:
        """Rows of the panes."""
        return shape(self.shelved, *self.size).height

    @property
    def busy(self) -> bool:
        """Whether more of what is to be seen is being asked for."""
        return any(one.going for one in (self._arranging, self._seeing, self._faceting, self._previewing))

    def _show(self, shelved: Shelved) -> None:
        """Show the shelf so, and ask for what is in view and not known."""
        self.shelved = shelved
        self.view.show(shelved)
        if not self._arranged.is_set():
            return
        form = shape(shelved, *self.size)
        known = shelved.rows
        if self._stale or any(number >= 0 and number not in known for number in self._in_view()):
            self._seeing.want()
        if form.facets and self._counted != self._to_count:
            self._faceting.want()
        if form.preview and not shelved.previewed:
            self._previewing.want()

    def _in_view(self) -> list[int]:
        return [self.shelved.order[position] for position in wanted(self.shelved, self._height)]

    def _files_in_view(self) -> list[str]:
        """The files of the articles in view, those that the index has."""
        rows = map(self.shelved.row, wanted(self.shelved, self._height))
        return [row.path for row in rows if row is not None and row.article >= 0]

    # What is asked

    async def _arrange(self) -> None:
        """The articles in their order."""
        first = not self._arranged.is_set()
        wish = self.shelved.wish
        current = self.shelved.current
        if not self.shelved.cursor and not first:  # who is at the top stays there, whatever comes
            self._keep = ""
        elif current is not None and self.shelved.cursor:  # else it is being read anew, and still is the one to keep
            self._keep = current.key
        keep = self._keep
        self._memory = await asyncio.to_thread(self._remembered)
        question = partial(self._shelving.arrange, wish, self._memory.read, keep)
        arranged = await self._ask(question, patience=0.0)
        if wish != self.shelved.wish:
            return  # another is on its way
        self._stale = True
        self._arranged.set()
        typed = self.shelved.typing
        found = arranged._replace(at=0) if typed else arranged
        self.shelved = self.shelved.arranged_anew(found, self._height)
        if first:
            self.shelved = self.shelved.at(arranged.at, self._height)
        await self._see()
        self._show(self.shelved)
        if first:
            self.post_message(self.Shown(self._files_in_view()))

    async def _see(self) -> None:
        """The rows in view, and those that were before."""
        self._stale = False
        numbers = [number for number in self._in_view() if number >= 0]
        memory = self._memory
        found = await self._ask(partial(self._shelving.see, numbers, memory.read), patience=0.0)
        self._show(self.shelved.seen(found, memory))

    @property
    def _to_count(self) -> tuple[object, ...]:
        """What the counts of the facets depend on."""
        return self.shelved.chosen, self.shelved.arranged

    async def _facet(self) -> None:
        """What there is to choose by."""
        shelved, read = self.shelved, self._memory.read
        counted = self._to_count
        unread = shelved.wish._replace(unread=True)
        whole = await self._ask(partial(self._shelving.arrange, unread, read, ""), patience=0.0)
        facets = [Facet(UNREAD, Value("Not read to the end", UNREAD, len(whole.order)))]
        for field in FACETS:
            chosen = [one.value for one in shelved.chosen if one.field == field]
            wish = shelved.wish._replace(query=shelved.query(but=field))
            found = await self._ask(partial(self._shelving.facet, field, wish, read, chosen), patience=0.0)
            facets += [Facet(field, value) for value in found]
        self._counted = counted
        self._show(self.shelved.faceted(tuple(facets)))

    async def _preview(self) -> None:
        """The article that the cursor is on."""
        current = self.shelved.current
        if current is None:
            return
        editions = await asyncio.to_thread(load, current.path)
        article = editions.find(self.shelved.language) or (editions.articles[0] if editions.articles else None)
        problem = "\n".join(map(render, editions.problems)) if article is None else ""
        self._show(self.shelved._replace(preview=Preview(current.key, current.digest, article, problem)))

    def on_indexed(self, message: Indexed) -> None:
        """The index is so far."""
        progress = message.progress
        if progress.total > MANY and not progress.done:
            self._shelving.incomplete()
        going = progress.total > max(MANY, progress.done)  # few are there at once
        shown = self.shelved._replace(
            progress=progress if going else progress._replace(done=0, total=0),
            notice=progress.note or ("" if self.shelved.notice == BUSY else self.shelved.notice),
        )
        if progress.changed:
            self._shelving.changed()
            self._counted = None
        if progress.changed or (progress.total > MANY and not progress.done):
            self._arranging.want()
        self._show(shown)

    # Keys

    async def on_key(self, event: events.Key) -> None:
        """What is typed goes into the filter while that is open."""
        if not self.shelved.typing:
            return  # it is a command's
        typed = self.shelved.typed
        if event.key == "escape":
            self._type("", False)
        elif event.key in ("enter", "tab"):
            self._type(typed, False)
        elif event.key in ("up", "down"):
            self._show(self.shelved.moved(1 if event.key == "down" else -1, self._height))
        elif event.key == "backspace":
            self._type(typed[:-1], bool(typed))
        elif event.key == "ctrl+u":
            self._type("", True)
        elif event.is_printable and event.character:
            self._type(typed + event.character, True)
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """A pasted line goes into the filter."""
        if self.shelved.typing:
            self._type(self.shelved.typed + " ".join(event.text.split()), True)

    def _type(self, typed: str, typing: bool) -> None:
        changed = typed != self.shelved.typed
        self._show(self.shelved._replace(typed=typed, typing=typing, notice=""))
        if changed:
            self._arranging.want()

    async def do(self, command: str, key: str = "") -> None:
        """Move, choose, open, or what the whole application does; of the rest, say where it is done."""
        times = self.times(command, key)
        await self._arranged.wait()  # of keys typed at once nothing is lost
        if command in ("open", "language"):
            await self._arranging.done()
        shelved = self.shelved._replace(notice="")
        height = self._height
        if not times:
            self._show(shelved._replace(notice=counting(key, self.keymap)))
        elif command in SCROLLING and not (shelved.pane == "facets" and key == "space"):
            self._show(_scrolled(shelved, command, times, height))
        elif command == "open" or key == "space":
            self._open(shelved)
        elif command == "find":
            self._show(shelved._replace(typing=True, pane="rows"))
        elif command == "order":
            self._show(shelved._replace(made=(shelved.made + 1) % len(MADE)))
            self._arranging.want()
        elif command in ("next-pane", "previous-pane"):
            self._show(shelved._replace(pane="rows" if shelved.pane == "facets" else "facets"))
        elif command == "close":
            await self._close(shelved)
        elif command == "language":
            self._turn(shelved)
        elif command == "go-to-mark":
            self._show(shelved)
            self.do_go_to_mark()
        elif command in EVERYWHERE or command == "kept":
            self._show(shelved)
            if command == "redraw":
                self.post_message(self.Stale(self._files_in_view()))
            await super().do(command, key)
        else:
            self._show(shelved._replace(notice=elsewhere(command, "shelf", self.keymap)))

    def _turn(self, shelved: Shelved) -> None:
        """Titles, names and what stands beside the list in the next language."""
        language = shelved.next_language
        if not language:
            self._show(shelved._replace(notice="None of these articles is in another language, too"))
            return
        self._shelving.turn(language)
        self.post_message(self.Turned(language))
        self._stale, self._counted = True, None
        said = f"{language_name(language)}, where an article has it"
        self._show(shelved._replace(language=language, preview=None, notice=said))

    def say(self, text: str) -> None:
        """Say something in the last line."""
        self._show(self.shelved._replace(notice=text))

    async def _close(self, shelved: Shelved) -> None:
        """What was opened last goes first: the facets' pane, what is chosen, the shelf."""
        if shelved.pane == "facets":
            self._show(shelved._replace(pane="rows"))
        elif shelved.narrowed:
            self._show(shelved._replace(typed="", chosen=frozenset()))
            self._arranging.want()
        else:
            self._show(shelved)
            await super().do("close")

    def _open(self, shelved: Shelved) -> None:
        """The article that the cursor is on, or a facet."""
        if shelved.pane == "facets":
            self._show(shelved.toggled())
            self._arranging.want()
        elif (row := shelved.current) is not None:
            waits = row.article < 0
            self.post_message(
                self.Chosen(shelved.arranged.waiting[-1 - row.article] if waits else Item(row.id, row.path))
            )

    @on(ShelfView.Picked)
    def _picked(self, message: ShelfView.Picked) -> None:
        shelved = self.shelved._replace(pane=message.pane)
        if message.pane == "facets":
            self._open(shelved._replace(facet=message.number))
        else:
            self._show(shelved.at(message.number, self._height))
            self._open(self.shelved)

    @on(ShelfView.Rolled)
    def _rolled(self, message: ShelfView.Rolled) -> None:
        if message.pane == "facets":
            self._show(self.shelved._replace(pane="facets").moved(message.by, self._height))
        else:
            self._show(self.shelved.rolled(3 * message.by, self._height))


def _scrolled(shelved: Shelved, command: str, times: int, height: int) -> Shelved:
    end = len(shelved.order) + len(shelved.facets)
    return shelved.moved(times * steps(max(1, height - 1), end)[command], height)
