"""Which article is open, and the ways from it: to the shelf, to another article, and back to where it was left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on
from textual.screen import Screen

from jpreader.across import Across
from jpreader.article.check import render
from jpreader.article.names import entity_key
from jpreader.bookmark import Bookmark
from jpreader.library.shelf import Editions, Item
from jpreader.reading.reading import Reading
from jpreader.reading.spot import Spot
from jpreader.reading.standing import remembered
from jpreader.reading.trail import Trail
from jpreader.screens.lettering import Lettering
from jpreader.screens.reader import Reader
from jpreader.screens.sheet import Sheet, text_rows
from jpreader.start.beginning import Beginning
from jpreader.view import going
from jpreader.view.sight import Sight

if TYPE_CHECKING:
    from jpreader.library.index import Ref
    from jpreader.screens.shelf import Shelf
    from jpreader.view.shelved import Shelved

SAVE_SECONDS: Final = 0.5  # a place is kept at most this long after it changed


class Navigating(Across, inherit_bindings=False):
    """An application that has one article open, over the shelf or under it, and comes back to those before.

    What the shelf takes is imported when it is shown first: who reads one article needs none of it.
    """

    beginning: Beginning
    """The article that is open, as it was opened."""

    bookmark: Bookmark | None = None
    """Of the article that is open; None as long as none is."""

    _trail: Trail[Beginning | None] = Trail()
    _shelved: Shelved | None = None
    """What is seen first of the shelf when it is shown next; None for all of it."""
    _notice = ""
    """What the shelf says first."""
    _turned = ""
    """The language that the reader chose on the shelf; empty where they chose none."""
    _saving = False

    @property
    def opened(self) -> tuple[Reader, Item] | None:
        """The article that is open, and its screen."""
        return (self.bookmark.reader, self.bookmark.item) if self.bookmark else None

    @property
    def reading_language(self) -> str:
        """The language of the article that is open, else the one that is wanted, or was chosen on the shelf."""
        if self._turned and self._shelf_shown is not None:
            return self._turned
        return self.bookmark.reader.reading.article.language if self.bookmark else self.beginning.language

    # Articles

    def first(self) -> Screen[None]:
        """The first screen: the article that was asked for, or what is wrong with it; or the shelf."""
        item, reading = self.beginning.item, self.beginning.reading
        if item is None:
            return self._shelf()
        if reading is None:
            return self._wrong(self.beginning.editions)
        return self._read(self.beginning, item, reading)

    def open(self, item: Item) -> None:
        """Show an article where it was left."""
        self._change(self.beginning.at(item), self._trail)

    def _read(self, beginning: Beginning, item: Item, reading: Reading) -> Reader:
        """The screen of the article that is open from now on."""
        self.beginning = beginning._replace(notice="")
        reader = Reader(reading, self.keymap, bool(self._trail.before), bool(self._trail.after))
        self.bookmark = Bookmark(self.store, item, beginning.files, reader)
        return reader

    def _wrong(self, editions: Editions) -> Sheet:
        """What is wrong with an article that can't be opened."""
        text = "\n".join(map(render, editions.problems))
        return Sheet(partial(text_rows, text, self.keymap), self.keymap)

    # From one to another

    @property
    def _here(self) -> Beginning | None:
        """What to come back to: the article that is open, as it is being read; None for the shelf."""
        if self.bookmark is None or self._shelf_shown is not None:
            return None
        return self.beginning._replace(reading=self.bookmark.reader.reading)

    def go_to(self, ref: Ref, spot: Spot) -> None:
        """Show a spot of an article; back comes to what is shown now."""
        item = next((one for one in self.selection.shelf if one.key == ref.key), Item(ref.id, ref.path))
        self.arrive(item, lambda reading: going.at_spot(Sight(reading, *self.size), ref.language, spot))

    def arrive(self, item: Item, there: Callable[[Reading], Reading]) -> None:
        """Show an article as `there` has it; back comes to what is shown now."""
        here, bookmark = self._here, self.bookmark
        if here is not None and bookmark is not None and bookmark.item.key == item.key:
            bookmark.reader.reading = there(bookmark.reader.reading)
            return
        beginning = self.beginning.at(item)
        if beginning.reading is not None:
            beginning = beginning._replace(reading=there(beginning.reading)._replace(back=(), forward=()))
        self._change(beginning, self._trail.left(here))

    def _change(self, beginning: Beginning, trail: Trail[Beginning | None]) -> None:
        """Show another article, as it is being read already, or what is wrong with it."""
        item, reading = beginning.item, beginning.reading
        if item is None or reading is None:
            self.push_screen(self._wrong(beginning.editions))
            return
        self.keep_place()
        self._trail = trail
        if self.shelf_is_over:
            self.pop_screen()  # the article that the shelf was opened from, whose place the new one takes
        screen = self._read(beginning, item, reading)
        if isinstance(self.screen, Lettering):  # an article or the shelf
            self.switch_screen(screen)
        else:
            self.push_screen(screen)
        self.call_after_refresh(self.look_for_changes)

    @on(Reader.Left)
    def _left(self, message: Reader.Left) -> None:
        """Back to the article before, as it was left, or to the shelf; or forward."""
        trail = self._trail
        if not (trail.before if message.back else trail.after):
            return
        trail, there = (trail.back if message.back else trail.forward)(self._here)
        if there is not None:
            self._change(there, trail)
        else:
            self._trail = trail
            self.show_shelf()

    @on(Reader.Asked)
    def _asked_of(self, message: Reader.Asked) -> None:
        self.open_dossier(entity_key(message.entity))

    # The shelf

    @property
    def _shelf_shown(self) -> Shelf | None:
        """The shelf, if it is on the screen."""
        from jpreader.screens.shelf import Shelf

        return self.screen if isinstance(self.screen, Shelf) else None

    @property
    def shelf_is_over(self) -> bool:
        """True if the shelf is on the screen, over the article that it was opened from."""
        return self._shelf_shown is not None and isinstance(self.screen_stack[-2], Reader)

    def show_shelf(self) -> None:
        """Show the shelf over the article that is open."""
        self.close_known()
        if self._shelf_shown is None:
            self.keep_place()
            self.push_screen(self._shelf())

    def _shelf(self) -> Shelf:
        """The articles, as they were when one was chosen from them; the cursor is on the one that is open."""
        from jpreader.screens.shelf import Shelf
        from jpreader.start.standing_shelf import shelving
        from jpreader.view.shelved import Shelved

        if self._answering is not None:
            self._answering.update()
        current = self.beginning.item.key if self.beginning.item else ""
        shelved = (self._shelved or Shelved(notice=self._notice))._replace(language=self.beginning.language)
        self._shelved, self._notice = None, ""
        return Shelf(
            shelving(self.beginning), self.answering.ask, partial(remembered, self.store), self.keymap, shelved, current
        )

    # What the reader does there; by name, since the class of these messages is imported with their screen

    def on_shelf_chosen(self, message: Shelf.Chosen) -> None:
        """Open an article."""
        if (shelf := self._shelf_shown) is not None:
            self._shelved = shelf.shelved.again()
        item = message.item
        known = next((one for one in self.selection.shelf if one.key == item.key), None)
        chosen = known or item._replace(language=self.selection.language)
        self.open(chosen._replace(language=self._turned) if self._turned else chosen)

    def on_shelf_turned(self, message: Shelf.Turned) -> None:
        """Show articles in another language."""
        self._turned = message.language
        selection = self.beginning.selection._replace(language=message.language)
        self.beginning = self.beginning._replace(selection=selection)

    def on_shelf_stale(self, message: Shelf.Stale) -> None:
        """Look for changes, first in what is in view."""
        self.answering.update(message.paths)

    def on_shelf_shown(self, message: Shelf.Shown) -> None:
        """Look at what is in view."""
        self.answering.look(message.paths)

    # What is kept of the article that is open

    def look_for_changes(self) -> None:
        """Begin to compare the article that is open with what was read of it, once it stands on the screen."""
        bookmark = self.bookmark
        if bookmark is not None and bookmark.reader.reading.changes:  # it was open before, and that was known
            bookmark.compared = True
        elif bookmark is not None:
            self.run_worker(self._compare(bookmark))

    async def _compare(self, bookmark: Bookmark) -> None:
        found = await bookmark.compare()
        if bookmark is self.bookmark:
            bookmark.compared = True
            bookmark.reader.show_changes(found)
            self._moved()

    @on(Reader.Moved)
    def _moved(self) -> None:
        if not self._saving:
            self._saving = True
            self.set_timer(SAVE_SECONDS, self._keep_place_beside)

    async def _keep_place_beside(self) -> None:
        self._saving = False
        if self.bookmark is None:
            return
        before, bookmark = self.store.problem, self.bookmark
        await bookmark.keep_beside()
        if (problem := self.store.problem) not in ("", before):
            bookmark.reader.reading = bookmark.reader.reading.saying(problem)

    def keep_place(self) -> None:
        """Keep the place, and what was read, now."""
        if self.bookmark is not None:
            self.bookmark.keep()
