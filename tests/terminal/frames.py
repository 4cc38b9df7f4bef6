"""The same frames on two kinds of terminal: as Textual's own driver would write them, and as our wire does.

A program, since Textual takes its colour depth from the environment when it is imported, once for a process:
`python -m tests.terminal.frames COLOURS SEED FRAMES` ends with status 1, and says what differs, if the screens do.
The application runs as it is; what Textual writes is copied to a terminal that shows it as it comes, and to the grids
of several wires, each with a terminal that knows less or more, and answers at once, late, now and then, or never. What
goes past Textual's compositor is drawn by the compositor, too, for the first of these.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import re
import signal
import struct
import sys
import tempfile
import termios
import time
from collections import deque
from functools import lru_cache
from itertools import product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from tests.rewritten import rewritten, shipped, words, written
from tests.terminal.emulator import Cell, Emulator, Knows, Look

from jpreader.commands import COMMANDS
from jpreader.terminal.capabilities import Capabilities, prepare
from jpreader.terminal.grid import Grid
from jpreader.terminal.pace import QUESTION
from jpreader.terminal.replies import Ears
from jpreader.terminal.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from textual.strip import Strip
    from textual.widget import Widget

    from jpreader.app import Jpreader
    from jpreader.reading.settings import Theme

Rows = list[list[Cell]]
Size = tuple[int, int]

PATIENCE: Final = 10.0  # seconds: for a machine that is busy with something else
WIRES: Final = 3
SIZES: Final = ((80, 24), (80, 24), (120, 30), (50, 16), (20, 6), (33, 9), (61, 20), (7, 3), (100, 12))
FRAMES_EACH: Final = 90  # of one application, before the next

MOVES: Final = ("j", "j", "j", "k", "space", "b", "d", "u", "f", "]", "[", "n", "N", "enter", "tab", "g", "G", "T", "L")
ENDS: Final = {"quit", "suspend"}
KEYS: Final = tuple(key for command in COMMANDS if command.id not in ENDS for key in command.keys)
TYPED: Final = (*"an the日本", "backspace", "ctrl+r", "enter", "escape", "down", "up")

THEMES: Final[tuple[Theme, ...]] = ("dark", "light", "terminal")

BLANK: Final = re.compile(" [\u200d\ufe00-\ufe0f\U000e0020-\U000e007f]*")
"""A blank, and what joins, chooses a form or tags, and is nothing to see by itself."""

WAYS: Final = ("at once", "late", "now and then", "never")
"""How a terminal answers."""


@lru_cache(maxsize=65536)
def visible(cell: Cell) -> Cell:
    """What can be seen of a cell: of a blank, the ink only if a line or the reverse shows it.

    What can't be seen at the beginning of a text goes to the blank before it, which isn't its own: we leave it out.
    """
    if not BLANK.fullmatch(cell.text) or cell.look.flags & {4, 7, 9}:
        return cell
    return Cell(" ", Look(ground=cell.look.ground))


def alike(one: Rows, other: Rows) -> bool:
    """True if two screens can't be told apart."""
    return all(
        a == b or (len(a) == len(b) and all(visible(c) == visible(d) for c, d in zip(a, b, strict=True)))
        for a, b in zip(one, other, strict=True)
    )


def different(ours: Rows, stock: Rows) -> list[str]:
    """The cells that differ."""
    return [
        f"  column {x}, row {y}: stock {b}, ours {a}; stock's row is {''.join(cell.text for cell in wanted)!a}"
        for y, (row, wanted) in enumerate(zip(ours, stock, strict=True))
        for x, (a, b) in enumerate(zip(row, wanted, strict=True))
        if visible(a) != visible(b)
    ]


def differences(ours: Rows, stock: Rows) -> str:
    """The first cells that differ, for a reader of the failure."""
    found = different(ours, stock)
    return "\n".join([f"{len(found)} cells differ", *found[:8]])


class Unequal(Exception):
    """A wire's terminal shows what the stock driver's doesn't."""


class Watched(Emulator):
    """A terminal of which each frame is looked at when it is complete, at the question after it."""

    line: Line

    def _plain_csi(self, final: str, given: list[int], whole: str) -> None:
        if whole == QUESTION:
            self.line.framed()
        super()._plain_csi(final, given, whole)


class Telling(Wire):
    """A wire that tells before it shows anything: an answer may have it do so at any time."""

    before: Callable[[], None]

    def show(self) -> None:
        """Tell, and show."""
        self.before()
        super().show()


class Line:
    """A wire, the pty that it writes to, and the terminal behind it."""

    def __init__(self, random: Random, size: Size, colours: int, before: Callable[[], None]) -> None:
        self.random = random
        column, scroll, erase, ground, margins = random.choice(list(product((True, False), repeat=5)))
        self.can = Capabilities(colours, column, scroll, erase, ground)
        self.here, self.there = pty.openpty()
        self.set_size(size)
        os.set_blocking(self.here, False)
        self.wire = Telling(self.can, source=self.there, sink=self.there)
        self.wire.before = before
        knows = Knows(colours or 1, column, scroll, erase, ground, margins)
        self.screen = Watched(*size, knows)
        self.screen.line = self
        self.way = random.choice(WAYS)
        self.shots: deque[Rows] = deque([self.rows()])
        """What the stock terminal has shown since what this one shows, that first."""
        self.frames = 0
        self.sized = True
        """False while a wire doesn't know yet that its window has another size: then what it draws may be anywhere."""
        self.failure = ""

    def rows(self) -> Rows:
        """The cells, to keep."""
        return [list(row) for row in self.screen.rows]

    def set_size(self, size: Size) -> None:
        """Tell the kernel."""
        fcntl.ioctl(self.there, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def framed(self) -> None:
        """A frame is complete: it is one that the stock terminal has shown, and none from before the last one."""
        if not self.sized or self.failure:
            return
        self.frames += 1
        found = next((at for at, shot in enumerate(self.shots) if alike(self.screen.rows, shot)), None)
        if found is None:
            nearest = min(self.shots, key=lambda shot: len(different(self.screen.rows, shot)))
            self.failure = differences(self.screen.rows, nearest)
        else:
            for _ in range(found):
                self.shots.popleft()

    def look(self) -> None:
        """Show what was sent, and answer, as far as this terminal does."""
        while True:
            try:
                data = os.read(self.here, 65536)
            except BlockingIOError:
                break
            self.screen.feed(data)
        if self.failure:
            raise Unequal(f"{self.can}, {self.screen.knows}, {self.way}: {self.failure}")
        unknown = [what for what in self.screen.unknown if what not in ("\x1b[?69$p",)]
        if unknown:
            raise Unequal(f"{self.can}: it doesn't know {unknown[:3]}")
        answers = bytes(self.screen.answers)
        if not answers:
            return
        lost = self.way == "now and then" and self.random.random() < 0.1
        if self.way == "never" or lost:
            self.screen.answers.clear()
        elif self.way == "at once" or self.random.random() < 0.3:
            self.screen.answers.clear()
            os.write(self.here, answers)

    def answer(self) -> None:
        """Answer all that a late one has kept back."""
        if self.way != "never" and self.screen.answers:
            os.write(self.here, bytes(self.screen.answers))
            self.screen.answers.clear()

    def equals(self, stock: Emulator) -> bool:
        """True if this terminal shows what the other does, the cursor too where there is one to see."""
        return alike(self.screen.rows, stock.rows) and self.cursor_alike(stock)

    def cursor_alike(self, stock: Emulator) -> bool:
        at = min(stock.x, stock.width - 1), stock.y
        return at == (0, 0) or at == (min(self.screen.x, self.screen.width - 1), self.screen.y)

    def close(self) -> None:
        """Give the descriptors back."""
        self.wire.leave()
        for descriptor in {self.here, self.there, self.wire._input, self.wire._output}:
            os.close(descriptor)


class Run:
    """One application, from its start to its end."""

    def __init__(self, random: Random, size: Size, colours: int, folder: Path, most: int) -> None:
        self.random = random
        self.size = size
        self.past: Callable[[], None] = lambda: None
        """Completes the frame of what was drawn past the compositor."""
        self.lines = [Line(random, size, colours, self._before) for _ in range(WIRES)]
        self.stock = Emulator(*size)
        self.frames = 0
        self.screens = 0
        """Screens, each other than the one before, that all terminals came to show."""
        self._last: Rows = []
        self.most = most
        """So many frames are drawn, and no more keys pressed."""
        self.history: list[str] = []
        self.app = self._app(folder)

    def _app(self, folder: Path) -> Jpreader:
        from jpreader.app import Jpreader
        from jpreader.library.shelf import Selection, item, shelf
        from jpreader.reading.keymap import keymap
        from jpreader.reading.settings import Settings
        from jpreader.start.beginning import begin
        from jpreader.terminal.driver import WireDriver
        from jpreader.terminal.shortcut import Shortcut

        run = self

        class Twofold(WireDriver):
            """Writes to all."""

            def write(self, data: str) -> None:
                run.stock.feed(data.encode("utf-8", "replace"))
                for line in run.lines:
                    line.wire.grid.write(data)

            def flush(self) -> None:
                run.drawn()
                for line in run.lines:
                    line.wire.show()

            def start_application_mode(self) -> None:
                loop = asyncio.get_running_loop()
                for line in run.lines[1:]:
                    line.wire.enter()
                    line.wire.attach(loop, Ears(lambda _: None, lambda: None, lambda: None))
                super().start_application_mode()

            def _settled(self) -> None:
                for line in run.lines[1:]:
                    line.wire.fit()
                super()._settled()

        class Endless(Jpreader):
            """Neither ends nor stops, whatever is chosen from the palette."""

            async def action_command(self, command: str) -> None:
                if command not in ENDS:
                    await super().action_command(command)

        class Both(Shortcut):
            """Draws on all grids, and has the compositor draw the same rows for the stock terminal."""

            def __init__(self) -> None:
                super().__init__(run.lines[0].wire)
                run.past = self.complete
                self.others = [Shortcut(line.wire) for line in run.lines[1:]]
                self.begun = False

            def draw(self, widget: Widget, rows: Iterable[tuple[int, Strip]]) -> bool:
                rows = list(rows)
                if not self.begun:
                    self.begun = True
                    asyncio.get_running_loop().call_soon(self.complete)
                if not super().draw(widget, rows):
                    return False
                if not all(other.draw(widget, rows) for other in self.others):
                    raise Unequal("the size of one terminal is another one's")
                region = widget.region
                whole = widget.screen._compositor.render_strips()
                cursor = run.stock.x, run.stock.y
                for y, _ in rows:
                    row = whole[region.y + y].crop(region.x, region.right)
                    run.stock.feed(f"\x1b[{region.y + y + 1};{region.x + 1}H{row.render(widget.app.console)}".encode())
                run.stock.x, run.stock.y = cursor
                return True

            def complete(self) -> None:
                if self.begun:
                    self.begun = False
                    run.drawn()

        random = self.random
        # Textual asks Rich for the size of standard output until the driver says otherwise.
        os.environ["COLUMNS"], os.environ["LINES"] = map(str, self.size)
        path = write(random, folder)
        theme: Theme = random.choice(THEMES)
        settings = Settings(theme=theme, language=random.choice(("", "ja")))
        selection = Selection(shelf(str(folder)), item(str(path)))
        beginning = begin(selection, settings, keymap({})[0], ascii=random.random() < 0.1)
        main = self.lines[0].wire
        app = Endless(beginning, main)
        app.driver_class = Twofold
        app.shortcut = Both()
        main.enter()
        if random.random() < 0.5:
            self._begin(Grid(*self.size))
        return app

    def _before(self) -> None:
        self.past()

    def drawn(self) -> None:
        """A frame is complete on the stock terminal, and about to be shown by the others."""
        self.frames += 1
        shot = [list(row) for row in self.stock.rows]
        for line in self.lines:
            line.shots.append(shot)

    def _begin(self, grid: Grid) -> None:
        """A first screen, as it is kept from the last time, here of anything."""
        text = words(self.random)
        for y in range(grid.height):
            grid.write(f"\x1b[{y + 1};1H\x1b[{self.random.choice((31, 44, 7, 4, 1))}m{text()}\x1b[m")
        self.lines[0].shots.append([[Cell(text, Look(*style)) for text, style in row] for row in grid.rows])
        self.lines[0].wire.begin(grid)

    async def play(self) -> None:
        """Press keys and change sizes, and look at all that is shown meanwhile."""
        task = asyncio.create_task(self.app.run_async(mouse=False))
        try:
            while not self.app.is_running or not self.frames:
                await asyncio.sleep(0.002)  # between two looks; nothing depends on its length
                if task.done():
                    task.result()
            await self.caught_up()
            while self.frames < self.most:
                await self.step()
            await self.caught_up()
        finally:
            from textual.app import App

            App.exit(self.app, 0)
            await task
            for line in self.lines:
                line.close()

    async def step(self) -> None:
        random = self.random
        chance = random.random()
        if chance < 0.06:
            await self.resize(random.choice(SIZES))
        elif chance < 0.2:
            await self.caught_up()
        else:
            for key in self.some_keys():
                self.history.append(key)
                self.app.simulate_key(key)
                if random.random() < 0.8:
                    await self.settled()
                self.look()

    def some_keys(self) -> Sequence[str]:
        random = self.random
        if self.app.screen.query("#prompt"):
            return random.choices(TYPED, k=3)
        return random.choices(MOVES if random.random() < 0.6 else KEYS, k=random.choice((1, 1, 1, 5)))

    async def settled(self) -> None:
        """Wait until the application has done what it was asked."""
        done = asyncio.Event()
        while not done.is_set():
            # Asked again, as a screen that is closed takes with it what it was asked.
            self.app.call_later(lambda: self.app.screen.call_after_refresh(done.set))
            try:
                await asyncio.wait_for(done.wait(), 0.02)
            except TimeoutError:
                self.look()

    def look(self) -> None:
        for line in self.lines:
            line.look()

    async def caught_up(self) -> None:
        """All terminals come to show the same once they have answered, or their answers are taken for lost."""
        self.history.append("=")
        for _ in range(2):
            await self.settled()
        end = time.monotonic() + PATIENCE
        while True:
            self.look()
            behind = [line for line in self.lines if not line.equals(self.stock)]
            if not behind:
                if len(self._last) != len(self.stock.rows) or not alike(self._last, self.stock.rows):
                    self._last = [list(row) for row in self.stock.rows]
                    self.screens += 1
                return
            if time.monotonic() > end:
                line = behind[0]
                where = "" if line.cursor_alike(self.stock) else f" cursor {self.stock.x, self.stock.y}"
                raise Unequal(f"{line.can}, {line.way}:{where} {differences(line.screen.rows, self.stock.rows)}")
            for line in self.lines:
                line.answer()
            await asyncio.sleep(0.001)  # the loop's turn, to read the answers

    async def resize(self, size: Size) -> None:
        """The window changes its size, after all that was on its way has come.

        If it is the size that it was, the window was of another one for a moment.
        """
        await self.caught_up()
        self.history.append(f"{size[0]}x{size[1]}")
        other = self.size != size
        if other:
            self.stock.resize(*size)
        self.size = size
        before = self.frames
        for line in self.lines:
            line.sized = False
            line.set_size(size)
            line.screen.resize(*size)
        os.kill(os.getpid(), signal.SIGWINCH)
        end = time.monotonic() + PATIENCE
        while other and (tuple(self.app.screen.size) != size or self.frames == before):
            if time.monotonic() > end:
                raise Unequal(f"the application doesn't take the size {size}, it is {self.app.size}")
            if tuple(self.app.screen.size) != size:
                before = self.frames
            await asyncio.sleep(0.005)  # between two looks; nothing depends on its length
        await self.caught_up()
        for line in self.lines:
            line.sized = True
            line.shots = deque([line.rows()])


def write(random: Random, folder: Path) -> Path:
    """An article in two languages with words of any script."""
    id = random.choice(("japan-us-tech", "article-format"))
    for suffix in (".yaml", ".ja.yaml"):
        tree = rewritten(shipped(id + suffix), words(random), random.choice((0.0, 0.1, 0.8)), random)
        (folder / f"{id}{suffix}").write_text(written(tree), encoding="utf-8")
    return folder / f"{id}.yaml"


def runs(colours: int, seed: int, frames: int) -> Iterator[Run]:
    """Applications one after another, until so many frames have been drawn."""
    drawn = number = 0
    while drawn < frames:
        random = Random(f"{seed} {number}")
        with tempfile.TemporaryDirectory() as folder:
            for name in ("STATE", "CONFIG", "CACHE"):
                os.environ[f"XDG_{name}_HOME"] = folder
            run = Run(random, random.choice(SIZES), colours, Path(folder), min(frames, FRAMES_EACH))
            yield run
        drawn += run.frames
        number += 1


def main(colours: int, seed: int, frames: int) -> int:
    """Compare; the exit status."""
    prepare(Capabilities(colours))
    drawn = screens = 0
    for number, run in enumerate(runs(colours, seed, frames)):
        try:
            asyncio.run(run.play())
        except Unequal as problem:
            print(f"run {number} of seed {seed} in {colours} colours, {run.size}, after {' '.join(run.history)}")
            print(problem)
            return 1
        drawn += run.frames
        screens += run.screens
    print(f"{drawn} frames of Textual, {screens} screens that all came to show")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4])))
