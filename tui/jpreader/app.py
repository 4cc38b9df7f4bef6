"""The application: it owns the settings, the store and the terminal, begins and ends, and does what no screen does."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import traceback
from functools import partial

from rich.console import RenderableType
from textual.theme import BUILTIN_THEMES, Theme

from jpreader import memory, palette
from jpreader.navigation import Navigating
from jpreader.screens.reader import Reader
from jpreader.screens.sheet import Sheet, help_rows
from jpreader.start.beginning import Beginning
from jpreader.start.keeping import keep_screen
from jpreader.start.recall import Asked
from jpreader.terminal import colour
from jpreader.terminal.driver import WireDriver
from jpreader.terminal.shortcut import Shortcut
from jpreader.terminal.signals import DEADLY
from jpreader.terminal.wire import Wire
from jpreader.theme import PALETTES, PLAIN, Palette
from jpreader.widgets.typeset import ASCII

FAULT = 1  # exit status after a fault of ours


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


class Jpreader(Navigating, inherit_bindings=False):
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
        self._shelved, self._notice = beginning.shelved, beginning.notice

    # Start and end

    async def on_mount(self) -> None:
        """Open what was asked for."""
        loop = asyncio.get_running_loop()
        for number in DEADLY:
            loop.add_signal_handler(number, partial(self.exit, 128 + number))
        await self.push_screen(self.first())
        self.screen.call_after_refresh(self._stands)
        gc.enable()
        gc.freeze()  # what is loaded by now stays: the collector need not look at it again

    def _stands(self) -> None:
        """The first screen is complete: it takes the place of the one that was shown till now, and is the same."""
        if self.wire is not None:
            self.wire.uncover()
        self.look_for_changes()

    def exit(self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End, with an exit status: at once, since with the place kept and the terminal restored nothing is left to do.

        Taking the screens and the interpreter apart in order would take 250 ms, for which the reader waits.
        """
        if self.wire is None:
            super().exit(result, return_code, message)
            return
        status = FAULT
        gc.disable()  # what is collected now goes with the process in a moment
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
        self.keep_place()
        if self._asked is not None and self.wire is not None and not self.wire.lost:
            keep_screen(self.beginning, self._asked._replace(size=self.wire.size), self.wire.mouse)

    def on_unmount(self) -> None:
        """Keep the place."""
        self.keep_place()
        if self._answering is not None:
            (self._answering.close if self.wire is None else self._answering.end)()
        self.store.close()

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
                self.show_shelf()
            case "close":
                if self.shelf_is_over:
                    self.pop_screen()
            case "copy" | "highlight" | "kept":
                await self.remember(command)
            case "redraw":
                self.refresh(layout=True)
                if self.wire is not None:
                    self.wire.redraw()
            case "suspend":
                self.keep_place()
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
    return asyncio.run(_running(app))


async def _running(app: Jpreader) -> int:
    try:
        status = await app.run_async(mouse=app.beginning.settings.mouse is not False)
    finally:
        if app.wire is not None:  # `exit` ends the process: a fault of ours came, and was told
            if sys.exc_info()[0] is not None:
                traceback.print_exc()
            sys.stderr.flush()
            os._exit(app.return_code or FAULT)  # rather than wait for what some thread does
    return app.return_code or 0 if status is None else status
