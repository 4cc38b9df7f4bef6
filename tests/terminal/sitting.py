"""A program in a real terminal: a pty whose other end is the emulator, and a reader who types."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import sqlite3
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.terminal.emulator import Emulator, Knows

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "jpreader", "japan-us-tech")
PATIENCE = 20.0  # seconds: for a machine that is busy with something else
FIRST = "Japan wants American"  # of the article's first paragraph
THIRD = "Two moves give the pitch"  # of its third section
LAST = "invest and find partners."  # its last words


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a reader's shell hands on, with folders of its own."""
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "tui"), "LANG": "C.UTF-8", "PYTHONSAFEPATH": "1"}
    return kept | {"HOME": str(home), "TERM": "xterm-256color", **more}


class Sitting:
    """A process with a terminal, which shows what it writes and answers what it asks."""

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        size: tuple[int, int] = (80, 24),
        knows: Knows | None = None,
        *,
        before: Callable[[], object] | None = None,
        lag: float = 0.0,
        answers: bool = True,
    ) -> None:
        """Start a command.

        Args:
            command: the program and its arguments.
            env: its environment.
            size: columns and rows.
            knows: what the terminal can do.
            before: done in the process before the command.
            lag: seconds that an answer takes.
            answers: False for a terminal that never does.
        """
        self.screen = Emulator(max(1, size[0]), max(1, size[1]), knows)
        self.lag, self._answers = lag, answers
        self._late: list[tuple[float, bytes]] = []
        self.gone = False
        here, there = pty.openpty()
        self._resize(there, *size)
        self.modes_before = termios.tcgetattr(there)
        self.process = os.fork()
        if self.process == 0:  # pragma: no cover: another process
            os.close(here)
            os.setsid()
            fcntl.ioctl(there, termios.TIOCSCTTY, 0)
            for descriptor in range(3):
                os.dup2(there, descriptor)
            os.closerange(3, 256)
            if before is not None:
                before()
            try:
                os.execve(command[0], list(command), dict(env))
            finally:
                os._exit(127)
        self.there: int | None = there
        """The program's end, held open to see how it is left."""
        self._here: int | None = here
        os.set_blocking(here, False)

    # What the terminal does

    def look(self, seconds: float = 0.02) -> bool:
        """Show what comes within some time, and answer; False if nothing came."""
        if self._here is None:
            time.sleep(seconds)
            return False
        now = time.monotonic()
        while self._late and self._late[0][0] <= now:
            self.type(self._late.pop(0)[1])
        wait = min(seconds, self._late[0][0] - now) if self._late else seconds
        if not select.select([self._here], [], [], max(0, wait))[0]:
            return False
        try:
            data = os.read(self._here, 65536)
        except OSError:
            data = b""
        if not data:
            self.gone = True
            return False
        self.screen.feed(data)
        if self.screen.answers and self._answers:
            answer = bytes(self.screen.answers)
            if self.lag:
                self._late.append((time.monotonic() + self.lag, answer))
            else:
                self.type(answer)
        self.screen.answers.clear()
        return True

    def until(self, text: str | Callable[[Emulator], object], gone: str = "", patience: float = PATIENCE) -> None:
        """Look on until a text, or what a function says, is on the screen, and another isn't."""
        end = time.monotonic() + patience
        while True:
            shown = self.screen.text()
            if (text in shown if isinstance(text, str) else text(self.screen)) and not (gone and gone in shown):
                return
            assert time.monotonic() < end, f"no {text!r} on the screen after {patience} s:\n{shown}"
            self.look()

    def settle(self, seconds: float = 0.15) -> None:
        """Look on until nothing has come for some time."""
        end = time.monotonic() + PATIENCE
        while self.look(seconds):
            assert time.monotonic() < end, "it never stops writing"

    @staticmethod
    def all_settle(sittings: Sequence[Sitting], seconds: float = 0.15) -> None:
        """Look on at several until nothing has come to any for some time: one wait for all of them."""
        end, quiet = time.monotonic() + PATIENCE, time.monotonic() + seconds
        while time.monotonic() < quiet:
            for sitting in sittings:
                if sitting.look(0.02 / len(sittings)):
                    quiet = time.monotonic() + seconds
            assert time.monotonic() < end, "they never stop writing"

    def type(self, keys: bytes | str) -> None:
        """Type; without looking, as someone does who holds a key."""
        data = keys.encode() if isinstance(keys, str) else keys
        if self._here is not None:
            with contextlib.suppress(BlockingIOError):
                os.write(self._here, data)

    def resize(self, width: int, height: int) -> None:
        """Another size of the window."""
        if self.there is not None:
            self._resize(self.there, width, height)
        self.screen.resize(max(1, width), max(1, height))

    @staticmethod
    def _resize(there: int, width: int, height: int) -> None:
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def hang_up(self) -> None:
        """The terminal goes away."""
        for descriptor in (self.there, self._here):
            if descriptor is not None:
                os.close(descriptor)
        self.there = self._here = None

    # How it ends

    def end(self, patience: float = PATIENCE, *, looking: bool = True) -> int:
        """The exit status once the process is gone, a signal's number below 0."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            found, status = os.waitpid(self.process, os.WNOHANG)
            if found:
                self.process = 0
                while looking and self._here is not None and self.look(0):
                    pass  # what it wrote last
                return os.waitstatus_to_exitcode(status)
            if looking:
                self.look(0.005)
            else:
                time.sleep(0.005)
        raise AssertionError(f"it goes on {patience} s after its end: {self.waits_in()}\n{self.screen.text()}")

    def waits_in(self) -> str:
        """What the threads of the process do: their states, and where in the kernel they wait."""
        found = []
        with contextlib.suppress(OSError):
            for thread in Path(f"/proc/{self.process}/task").iterdir():
                state = (thread / "stat").read_text().rpartition(")")[2].split()[0]
                found.append(f"{state} {(thread / 'wchan').read_text()}")
        return ", ".join(found)

    def left_over(self) -> bytes:
        """What a shell would now read from the terminal."""
        assert self.there is not None
        modes = termios.tcgetattr(self.there)
        raw = list(modes)
        raw[3] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(self.there, termios.TCSANOW, raw)
        found = os.read(self.there, 65536) if select.select([self.there], [], [], 0)[0] else b""
        termios.tcsetattr(self.there, termios.TCSANOW, modes)
        return found

    def assert_restored(self) -> None:
        """The terminal is as it was, as far as a program can leave traces."""
        assert self.screen.state() == Emulator().state()
        assert self.there is not None
        assert without_speed(termios.tcgetattr(self.there)) == without_speed(self.modes_before)

    def close(self) -> None:
        """End what is left."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
            self.process = 0
        self.hang_up()


def without_speed(modes: list[Any]) -> list[Any]:
    """What `stty` would show of a terminal but its speed; PENDIN is the kernel's own note."""
    found = list(modes)
    found[3] &= ~termios.PENDIN
    return [*found[:4], found[6]]


@contextmanager
def sitting(
    home: Path,
    command: Sequence[str] = COMMAND,
    size: tuple[int, int] = (80, 24),
    **more: Any,  # noqa: ANN401 -- those of Sitting, and env
) -> Iterator[Sitting]:
    """A sitting of a command; `env` is added to its environment, the rest is as of `Sitting`."""
    env = environment(home, **more.pop("env", {}))
    found = Sitting(command, env, size, **more)
    try:
        yield found
    finally:
        found.close()


def place(home: Path) -> str:
    """The section where the article was left; empty if nothing was kept."""
    file = home / ".local/state/jpreader/reading.db"
    if not file.exists():
        return ""
    with contextlib.closing(sqlite3.connect(file)) as store:
        row = store.execute("select section from reading").fetchone()
    return row[0] if row else ""


def processes(home: Path) -> list[int]:
    """The processes that have a folder as their home, alive."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            alive = (folder / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
            if alive and f"HOME={home}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def none_left(home: Path, seconds: float) -> bool:
    """True once no process has a folder as its home, if that is so within some time."""
    end = time.monotonic() + seconds
    while processes(home):
        if time.monotonic() > end:
            return False
        time.sleep(0.01)  # between two looks; nothing depends on its length
    return True
