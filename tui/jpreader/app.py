"""The application: it owns the articles, the settings and the store, and has the screens show one reading."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from rich.console import RenderableType
from textual import on
from textual.theme import BUILTIN_THEMES, Theme

from jpreader import memory, palette
from jpreader.across import Across
from jpreader.article import place
from jpreader.article.check import render
from jpreader.article.names import entity_key
from jpreader.library.digest import digest_now
from jpreader.library.shelf import Editions, Item
from jpreader.reading import folders
from jpreader.reading.past import Past, learn
from jpreader.reading.reading import Reading
from jpreader.reading.spot import Spot, arrived
from jpreader.reading.standing import keep_standing, remembered
from jpreader.reading.store import Kept
from jpreader.reading.trail import Trail
from jpreader.screens.commanded import Indexed
from jpreader.screens.reader import Reader
from jpreader.screens.sheet import Sheet, help_rows, text_rows
from jpreader.screens.shelf import Shelf
from jpreader.start.beginning import Beginning
from jpreader.start.keeping import keep_screen
from jpreader.start.places import places
from jpreader.start.recall import Asked, Files
from jpreader.start.standing_shelf import shelving, wished
from jpreader.terminal import colour
from jpreader.terminal.driver import WireDriver
from jpreader.terminal.shortcut import Shortcut
from jpreader.terminal.wire import DEADLY, Wire
from jpreader.theme import PALETTES, PLAIN, Palette
from jpreader.view.shelved import Shelved
from jpreader.view.sight import Sight
from jpreader.widgets.typeset import ASCII

if TYPE_CHECKING:
    from jpreader.library.answering import Answering
    from jpreader.library.index import Index, Ref
    from jpreader.library.progress import Progress

T = TypeVar("T")

FAULT = 1  # exit status after a fault of ours

SAVE_SECONDS = 0.5  # a place is kept at most this long after it changed


def textual_theme(ink: Palette) -> Theme:
    """What Textual's own widgets (the prompt, the palette) take from a palette."""

    def named(colour_name: str) -> str:
        return f"ansi_{colour_name}" if ink.ansi else colour_name

    return Theme(
        name=ink.name,
        primary=named(ink.accent),
        secondary=named(ink.organization),
        accent=named(ink.accent),
        foreground=named(ink.text),
        background=named(ink.ground),
        surface=named(ink.panel),
        panel=named(ink.panel),
        error=named(ink.error),
        dark=ink.dark,
        ansi=ink.ansi,
        # Textual's style sheets ask for these of a theme in the terminal's own colours.
        variables=dict(BUILTIN_THEMES["ansi-dark"].variables) if ink.ansi else {},
    )


class Jpreader(Across, inherit_bindings=False):
    """Reads."""

    TITLE = "jpreader"
    ENABLE_COMMAND_PALETTE = False
    CSS = "Screen { overflow: hidden; }"

    def __init__(self, beginning: Beginning, wire: Wire | None = None, asked: Asked | None = None) -> None:
        """Begin to read.

        Args:
            beginning: what there is to read, and how.
            wire: the terminal; without one Textual's own driver draws.
            asked: what the next start like this one will be asked, for its first screen to be kept.
        """
        no_colour = colour.unwanted() or (wire is not None and not wire.capabilities.colours)
        super().__init__(driver_class=WireDriver if wire else None)
        self.wire = wire
        self.shortcut = Shortcut(wire) if wire else None
        self._asked = asked
        self.beginning = beginning
        self.animation_level = "none"
        for ink in (*PALETTES.values(), PLAIN):
            self.register_theme(textual_theme(ink))
        self.set_class(beginning.ascii, ASCII)
        self.theme = PLAIN.name if no_colour else beginning.settings.theme
        if no_colour:
            colour.remove(self)
        self.selection = beginning.selection
        self.settings = beginning.settings
        self.keymap = beginning.keymap
        self.store = beginning.store
        self.memory = memory.Memory(self.store)
        self._answering: Answering | None = None
        self._shelved = beginning.shelved or Shelved()
        self._stood = ""
        self._reader: Reader | None = None
        self._trail: Trail[Beginning | None] = Trail()
        self._saving = False
        self._saved: tuple[str, Kept] | None = None
        self._compared: Reader | None = None
        self._learnt: tuple[str, frozenset[tuple[int, str]]] = "", frozenset()

    # Start and end

    async def on_mount(self) -> None:
        """Open what was asked for."""
        loop = asyncio.get_running_loop()
        for number in DEADLY:
            loop.add_signal_handler(number, partial(self.exit, 128 + number))
        reading = self.beginning.reading
        if reading is not None:
            self.beginning = self.beginning._replace(notice="")
            await self.push_screen(self._read(reading))
        elif self.beginning.item is None:
            await self.push_screen(self._shelf())
        else:
            await self.push_screen(self._wrong(self.beginning.editions))
        self.screen.call_after_refresh(self._stands)
        gc.enable()
        gc.freeze()  # what is loaded by now stays: the collector need not look at it again

    def _stands(self) -> None:
        """The first screen is complete: it takes the place of the one that was shown till now, and is the same."""
        if self.wire is not None:
            self.wire.uncover()
        self._look_for_changes()

    def exit(self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End, with an exit status: at once, since with the place kept and the terminal restored nothing is left to do.

        Taking the screens and the interpreter apart in order would take 250 ms, for which the reader waits.
        """
        if self.wire is None:
            super().exit(result, return_code, message)
            return
        status = FAULT
        try:
            self.wire.leave(self._keep)
            status = result or return_code
        finally:
            if sys.exc_info()[0] is not None:
                traceback.print_exc()
            os._exit(status)

    def _keep(self) -> None:
        """Keep the place, and the screen for the next start."""
        if self._answering is not None:
            self._answering.end()
        self._keep_place()
        if self._asked is not None and self.wire is not None and not self.wire.lost:
            keep_screen(self.beginning, self._asked._replace(size=self.wire.size), self.wire.mouse)

    def on_unmount(self) -> None:
        """Keep the place."""
        self._keep_place()
        if self._answering is not None:
            self._answering.close()
        self.store.close()

    # Articles

    def open(self, item: Item) -> None:
        """Show an article where it was left."""
        beginning = self.beginning.at(item)
        reading = beginning.reading
        if reading is None:
            self.push_screen(self._wrong(beginning.editions))
            return
        self._keep_place()
        self.beginning = beginning._replace(notice="")
        if isinstance(self.screen, Shelf) and self._under_shelf():
            self.pop_screen()  # the article that the shelf was opened from, whose place the new one takes
        if isinstance(self.screen, Reader | Shelf):
            self.switch_screen(self._read(reading))
        else:
            self.push_screen(self._read(reading))
        self.call_after_refresh(self._look_for_changes)

    def _read(self, reading: Reading) -> Reader:
        """The screen of the article that is open from now on."""
        self._learnt = "", frozenset()
        self._stood = ""
        self._reader = Reader(reading, self.keymap, bool(self._trail.before), bool(self._trail.after))
        return self._reader

    # Across articles

    @property
    def opened(self) -> tuple[Reader, Item] | None:
        """The article that is open, and its screen."""
        return (self._reader, self.beginning.item) if self._reader and self.beginning.item else None

    @property
    def reading_language(self) -> str:
        """The language of the article that is open, else the one that is wanted."""
        return self._reader.reading.article.language if self._reader else self.settings.language

    @property
    def _here(self) -> Beginning | None:
        """What to come back to: the article that is open, as it is being read; None for the shelf."""
        if self._reader is None or isinstance(self.screen, Shelf):
            return None
        return self.beginning._replace(reading=self._reader.reading)

    def go_to(self, ref: Ref, spot: Spot) -> None:
        """Show a spot of an article; back comes to what is shown now."""
        item = next((one for one in self.selection.shelf if one.key == ref.key), Item(ref.id, ref.path))
        self.arrive(item, partial(self._arrived, language=ref.language, spot=spot))

    def arrive(self, item: Item, there: Callable[[Reading], Reading]) -> None:
        """Show an article as `there` has it; back comes to what is shown now."""
        here, current = self._here, self.beginning.item
        if here is not None and self._reader is not None and current is not None and current.key == item.key:
            self._reader.reading = there(self._reader.reading)
            return
        beginning = self.beginning.at(item)
        if beginning.reading is None:
            self.push_screen(self._wrong(beginning.editions))
            return
        arrived = there(beginning.reading)._replace(back=(), forward=())
        self._change(beginning._replace(reading=arrived), self._trail.left(here))

    def _arrived(self, reading: Reading, language: str, spot: Spot) -> Reading:
        """A reading at a spot, which stands a few lines under the top."""
        languages = [article.language for article in reading.editions]
        if language in languages and language != reading.article.language:
            reading = reading.switch(languages.index(language))
        there = arrived(reading, spot)
        span = there.current or there.lit
        sight = Sight(there, *self.size)
        return there._replace(place=sight.window.standing(span)) if span else there

    def _change(self, beginning: Beginning, trail: Trail[Beginning | None]) -> None:
        """Show another article, as it is being read already."""
        self._keep_place()
        self._trail = trail
        reading, self.beginning = beginning.reading, beginning._replace(notice="")
        if isinstance(self.screen, Shelf) and self._under_shelf():
            self.pop_screen()
        if reading is not None:
            self.switch_screen(self._read(reading))
            self.call_after_refresh(self._look_for_changes)

    @on(Reader.Left)
    async def _left(self, message: Reader.Left) -> None:
        """Back to the article before, as it was left, or to the shelf; or forward."""
        trail = self._trail
        if not (trail.before if message.back else trail.after):
            return
        trail, there = (trail.back if message.back else trail.forward)(self._here)
        if there is not None:
            self._change(there, trail)
        else:
            self._trail = trail
            await self.action_command("shelf")

    @on(Reader.Asked)
    def _asked_of(self, message: Reader.Asked) -> None:
        self.open_dossier(entity_key(message.entity))

    def _under_shelf(self) -> bool:
        """True if the shelf lies over an article."""
        return isinstance(self.screen_stack[-2], Reader)

    def _wrong(self, editions: Editions) -> Sheet:
        """What is wrong with an article that can't be opened."""
        text = "\n".join(map(render, editions.problems))
        return Sheet(partial(text_rows, text), self.keymap)

    def _shelf(self) -> Shelf:
        """The articles, as they were when one was chosen from them; the cursor is on the one that is open."""
        if self._answering is not None:
            self._answering.update()
        current = self.beginning.item.key if self.beginning.item else ""
        shelved, self._shelved = self._shelved._replace(language=wished(self.beginning)), Shelved()
        return Shelf(
            shelving(self.beginning), self.answering.ask, partial(remembered, self.store), self.keymap, shelved, current
        )

    @on(Shelf.Chosen)
    def _chosen(self, message: Shelf.Chosen) -> None:
        if isinstance(self.screen, Shelf):
            seen = self.screen.shelved
            self._shelved = Shelved(made=seen.made, typed=seen.typed, chosen=seen.chosen)
        item = message.item
        known = next((one for one in self.selection.shelf if one.key == item.key), None)
        self.open(known or item._replace(language=self.selection.language))

    @on(Shelf.Stale)
    def _look_again(self) -> None:
        self.answering.update()

    # What was read before

    def _look_for_changes(self) -> None:
        """Begin to compare the article that is open with what was read of it, once it stands on the screen."""
        reader, item = self._reader, self.beginning.item
        if reader is not None and reader.reading.changes:  # it was open before, and that was known
            self._compared = reader
        elif reader is not None and item is not None:
            self.run_worker(self._compare(reader, item.key))

    async def _compare(self, reader: Reader, key: str) -> None:
        """Find what has changed in an article since it was read, while it is being read; then what is read counts."""
        found = await asyncio.to_thread(Past(self.store).compare, key, reader.reading.editions)
        if reader is self._reader:
            self._compared = reader
            reader.show_changes(found)
            self._moved()

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
            screen.post_message(Indexed(progress, self.answering.busy))

    # Memory

    @on(Reader.Moved)
    def _moved(self) -> None:
        if not self._saving:
            self._saving = True
            self.set_timer(SAVE_SECONDS, self._save_later)

    async def _save_later(self) -> None:
        self._saving = False
        if found := self._place():
            await asyncio.to_thread(self._save, *found)

    def _place(self) -> tuple[str, Kept, Reading | None] | None:
        """The article that is open, what is to be kept of its place, and its reading; None where none is.

        There is no reading before it has been compared with what was read: till then that is needed.

        The screen is asked, not what it has told so far: of keys typed fast nothing may be lost.
        """
        if self._reader is None or self.beginning.item is None:
            return None
        reading = self._reader.reading
        at = reading.place._replace(offset=max(0, reading.place.offset))
        anchor = place.anchor(reading.article, at)._replace(place=at)
        compared = reading if self._compared is self._reader else None
        return self.beginning.item.key, Kept(anchor, reading.article.language, reading.read), compared

    def _save(self, article: str, kept: Kept, reading: Reading | None) -> None:
        """Keep a place, and what was read, if they aren't kept already."""
        if (article, kept) != self._saved:
            self.store.save(article, kept)
            self._saved = article, kept
        if article != self._stood:
            self._stood = article
            self._keep_standing(article)
        known, seen = self._learnt
        if reading is not None and (known, seen) != (article, learnt := reading.learnt):
            learn(Past(self.store), article, reading, seen if known == article else frozenset())
            self._learnt = article, learnt

    def _keep_standing(self, article: str) -> None:
        """Keep how the files of the article stand, if they are as they were when it was opened."""
        item, files = self.beginning.item, self.beginning.files
        if item is None or files is None or Files.now(files.paths) != files:
            return
        with suppress(OSError):
            keep_standing(self.store, article, digest_now(item.path))

    def _keep_place(self) -> None:
        if found := self._place():
            self._save(*found)

    # Commands that no screen knows better

    async def action_command(self, command: str) -> None:
        """Do what a command says."""
        match command:
            case "quit":
                self.exit(0)
            case "help":
                self.push_screen(Sheet(partial(help_rows, self.keymap), self.keymap))
            case "palette":
                self.push_screen(palette.Palette(providers=[palette.Commands]))
            case "theme":
                self._next_theme()
            case "search" | "ledger" | "timeline":
                self.know(command)
            case "shelf":
                self.close_known()
                if not isinstance(self.screen, Shelf):
                    self._keep_place()
                    self.push_screen(self._shelf())
            case "order":
                if isinstance(self.screen, Reader):
                    self.screen.reading = self.screen.reading.saying("That is for the articles: o goes to them")
            case "close":
                if isinstance(self.screen, Shelf) and self._under_shelf():
                    self.pop_screen()
            case "copy" | "highlight" | "kept":
                await self.remember(command)
            case "redraw":
                self.refresh(layout=True)
                if self.wire is not None:
                    self.wire.redraw()
            case "suspend":
                self._keep_place()
                self.action_suspend_process()

    def _next_theme(self) -> None:
        names = list(PALETTES)
        if self.theme not in names:
            said = "NO_COLOR is set: there is one theme, without colour"
        else:
            self.theme = names[(names.index(self.theme) + 1) % len(names)]
            said = f"Theme: {self.theme}"
        if isinstance(self.screen, Reader):
            self.screen.reading = self.screen.reading.saying(said)


def run(beginning: Beginning, wire: Wire | None, asked: Asked | None) -> int:
    """Show a screen until the reader quits; gives the exit status."""
    app = Jpreader(beginning, wire, asked)
    status = app.run(mouse=beginning.settings.mouse is not False)
    return app.return_code or 0 if status is None else status
