"""The application: it owns the articles, the settings and the store, and has the screens show one reading."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from rich.console import RenderableType
from textual import on
from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

from jpreader import palette
from jpreader.article import place
from jpreader.article.check import render
from jpreader.library.shelf import Editions, Item, Selection, last_read, load
from jpreader.reading import folders
from jpreader.reading.opening import opening
from jpreader.reading.reading import Reading
from jpreader.reading.settings import Settings
from jpreader.reading.store import Kept, Store
from jpreader.screens.reader import Reader
from jpreader.screens.sheet import Sheet, help_rows, text_rows
from jpreader.screens.shelf import Shelf
from jpreader.terminal import colour
from jpreader.terminal.driver import WireDriver
from jpreader.terminal.wire import DEADLY, Wire
from jpreader.theme import PALETTES, PLAIN, Palette
from jpreader.widgets.typeset import ASCII

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


class Jpreader(App[int], inherit_bindings=False):
    """Reads."""

    TITLE = "jpreader"
    ENABLE_COMMAND_PALETTE = False
    CSS = "Screen { overflow: hidden; }"

    def __init__(
        self,
        selection: Selection,
        settings: Settings,
        keymap: Mapping[str, tuple[str, ...]],
        notice: str = "",
        wire: Wire | None = None,
        ascii: bool = False,
    ) -> None:
        """Make it.

        Args:
            selection: the articles.
            settings: the reader's.
            keymap: the keys of each command.
            notice: what to say first, such as what is wrong with the settings.
            wire: what draws; without one, Textual's own driver.
            ascii: True to draw frames, bars and marks in ASCII.
        """
        no_colour = colour.unwanted() or (wire is not None and not wire.capabilities.colours)
        super().__init__(driver_class=WireDriver if wire else None)
        self.wire = wire
        self.animation_level = "none"
        for ink in (*PALETTES.values(), PLAIN):
            self.register_theme(textual_theme(ink))
        self.set_class(ascii, ASCII)
        self.theme = PLAIN.name if no_colour else settings.theme
        if no_colour:
            colour.remove(self)
        self.selection = selection
        self.settings = settings
        self.keymap = keymap
        self.store = Store(Path(folders.state(), "reading.db"))
        self._notice = notice or self.store.problem
        self._item: Item | None = None
        self._unsaved: Reading | None = None

    # Start and end

    def on_mount(self) -> None:
        """Open what was asked for."""
        loop = asyncio.get_running_loop()
        for number in DEADLY:
            loop.add_signal_handler(number, partial(self.exit, 128 + number))
        item = self.selection.chosen
        if item is None and self.selection.default:
            item = last_read(self.selection.shelf, self.store.last())
        if item is None:
            self.push_screen(Shelf(self.selection.shelf, None, self.keymap, self.settings.language))
        else:
            self.open(item, self.selection.section, self.selection.entity)
        gc.enable()
        gc.freeze()  # what is loaded by now stays: the collector need not look at it again

    def exit(self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End, with an exit status: at once, since with the place kept and the terminal restored nothing is left to do.

        Taking the screens and the interpreter apart in order would take 250 ms, for which the reader waits.
        """
        if self.wire is None:
            super().exit(result, return_code, message)
            return
        self.wire.leave()
        self._save()
        os._exit(result or return_code)

    def on_unmount(self) -> None:
        """Keep the place."""
        self._save()
        self.store.close()

    # Articles

    def open(self, item: Item, section: str = "", entity: str = "") -> None:
        """Show an article where it was left, or at a section or an entity's first mention."""
        editions = self.selection.editions if item is self.selection.chosen else None
        editions = editions or load(item)
        if not editions.articles:
            self._say_what_is_wrong(editions)
            return
        self._save()
        self._item = item
        reading = opening(
            editions.articles,
            self.store.load(item.key),
            self.settings,
            language=item.language,
            section=section,
            entity=entity,
            problems=editions.problems,
            notice=self._notice,
        )
        self._notice = ""
        if isinstance(self.screen, Shelf) and self._under_shelf():
            self.pop_screen()  # the article that the shelf was opened from, whose place the new one takes
        if isinstance(self.screen, Reader | Shelf):
            self.switch_screen(Reader(reading, self.keymap))
        else:
            self.push_screen(Reader(reading, self.keymap))

    def _under_shelf(self) -> bool:
        """True if the shelf lies over an article."""
        return isinstance(self.screen_stack[-2], Reader)

    def _say_what_is_wrong(self, editions: Editions) -> None:
        text = "\n".join(map(render, editions.problems))
        self.push_screen(Sheet(partial(text_rows, text), self.keymap))

    @on(Shelf.Chosen)
    def _chosen(self, message: Shelf.Chosen) -> None:
        self.open(message.item)

    # Memory

    @on(Reader.Moved)
    def _moved(self, message: Reader.Moved) -> None:
        if self._unsaved is None:
            self.set_timer(SAVE_SECONDS, self._save_later)
        self._unsaved = message.reading

    async def _save_later(self) -> None:
        await asyncio.to_thread(self._save)

    def _save(self) -> None:
        """Keep the place of the reading, if it moved since it was kept."""
        reading, self._unsaved = self._unsaved, None
        if reading is not None and self._item is not None:
            at = reading.place._replace(offset=max(0, reading.place.offset))
            anchor = place.anchor(reading.article, at)._replace(place=at)
            kept = Kept(anchor, reading.article.language, reading.read)
            self.store.save(self._item.key, kept)

    # Commands that no screen knows better

    def action_command(self, command: str) -> None:
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
            case "shelf":
                if not isinstance(self.screen, Shelf):
                    self._save()
                    self.push_screen(Shelf(self.selection.shelf, self._item, self.keymap, self.settings.language))
            case "close":
                if isinstance(self.screen, Shelf) and self._under_shelf():
                    self.pop_screen()
            case "redraw":
                self.refresh(layout=True)
            case "suspend":
                self._save()
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


def run(
    selection: Selection,
    settings: Settings,
    keymap: Mapping[str, tuple[str, ...]],
    notice: str = "",
    wire: Wire | None = None,
    ascii: bool = False,
) -> int:
    """Show a screen until the reader quits; gives the exit status. The arguments are those of `Jpreader`."""
    app = Jpreader(selection, settings, keymap, notice, wire, ascii)
    status = app.run(mouse=settings.mouse)
    return app.return_code or 0 if status is None else status
