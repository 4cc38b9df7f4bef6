from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios
from collections.abc import Iterator, Sequence

import pytest
from textual._compositor import LayoutUpdate
from textual.app import App, ComposeResult
from textual.screen import Screen

from jpreader.layout.line import Piece, Pieces
from jpreader.terminal.capabilities import capabilities
from jpreader.terminal.grid import Grid
from jpreader.terminal.shortcut import Shortcut
from jpreader.terminal.wire import Wire
from jpreader.widgets.typeset import Typeset

SIZE = (30, 6)


class Pane(Typeset):
    text = "before 日本語"

    def compose_view(self, width: int, height: int) -> Sequence[Pieces]:
        return [[Piece(f"{number} {self.text}"[:width], "title")] for number in range(height)]


class Panes(App[None]):
    CSS = "Screen { layout: horizontal; } Pane { width: 1fr; height: 100%; }"

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self.wire = wire
        self.shortcut = Shortcut(wire)

    def compose(self) -> ComposeResult:
        yield Pane()
        yield Pane()

    def compositors(self) -> Grid:
        """What the compositor would draw of all of it."""
        update = self.screen._compositor.render_update(full=True)
        assert isinstance(update, LayoutUpdate)
        grid = Grid(*self.size)
        grid.write(update.render_segments(self.console))
        return grid


@pytest.fixture
def app() -> Iterator[Panes]:
    here, there = pty.openpty()
    fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", SIZE[1], SIZE[0], 0, 0))
    can = capabilities({"TERM": "xterm-256color"})
    assert can is not None
    yield Panes(Wire(can, source=there, sink=there))
    os.close(here)
    os.close(there)


async def test_what_is_drawn_past_the_compositor_is_what_it_would_have_drawn(app: Panes) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.wire.grid.rows = app.compositors().rows
        for pane, text in zip(app.query(Pane), ("after", "今は終わり"), strict=True):
            pane.text = text
            pane.update()
        assert "今は終わり" in "".join(text for text, _ in app.wire.grid.rows[3])
        assert app.wire.grid.rows == app.compositors().rows


async def test_a_widget_that_is_about_to_stand_elsewhere_is_left_to_the_compositor(app: Panes) -> None:
    async with app.run_test(size=SIZE) as pilot:
        first, second = app.query(Pane)
        first.refresh(layout=True)
        assert not app.shortcut.draw(second, [])
        await pilot.pause()
        assert app.shortcut.draw(second, [])
        second.screen._layout_required = True
        assert not app.shortcut.draw(second, [])


async def test_under_another_screen_nothing_is_drawn(app: Panes) -> None:
    async with app.run_test(size=SIZE) as pilot:
        pane = app.query(Pane).first()
        await app.push_screen(Screen())
        assert not app.shortcut.draw(pane, [])
        await app.pop_screen()
        await pilot.pause()
        assert app.shortcut.draw(pane, [])


async def test_what_is_not_shown_is_not_drawn(app: Panes) -> None:
    async with app.run_test(size=SIZE) as pilot:
        pane = app.query(Pane).first()
        pane.display = False
        await pilot.pause()
        assert not app.shortcut.draw(pane, [])


async def test_at_the_size_from_before_a_resize_nothing_is_drawn(app: Panes) -> None:
    async with app.run_test(size=SIZE):
        app.wire.grid = Grid(SIZE[0] + 1, SIZE[1])
        assert not app.shortcut.draw(app.query(Pane).first(), [])
