"""The first screen in a real terminal: before Textual is imported, once, and the one that stays."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import sqlite3
import struct
import sys
import termios
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = b"their money behind a comeback"
TITLE = "日本、米テクノロジー".encode()
ASKED = b"\x1b[5n"  # asks the terminal whether it has drawn what came before
PATIENCE = 20.0  # seconds: for a machine that is busy with something else


class Program:
    """A jpreader in a terminal of its own."""

    def __init__(self, home: Path, *arguments: str, path: str = "", size: tuple[int, int] = (80, 24)) -> None:
        where = os.pathsep.join(filter(None, [path, str(ROOT / "tui")]))
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": where, "HOME": str(home), "LANG": "C.UTF-8"}
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            command = [sys.executable, "-m", "jpreader", *arguments]
            os.execve(sys.executable, command, env | {"TERM": "xterm-256color"})
        self.seen = b""

    def until(self, text: bytes, after: int = 0) -> int:
        """Read until a text has come; how much had come by then."""
        end = time.monotonic() + PATIENCE
        while text not in self.seen[after:]:
            assert self._read(), f"it ended without {text!r}: {self.seen[after:]!r}"
            assert time.monotonic() < end, f"no {text!r} in {self.seen[after:]!r}"
        return len(self.seen)

    def _read(self) -> bool:
        if select.select([self.terminal], [], [], 0.5)[0]:
            try:
                data = os.read(self.terminal, 65536)
            except OSError:
                return False
            self.seen += data
            for _ in re.findall(rb"\x1b\[5n", data):
                os.write(self.terminal, b"\x1b[0n")
        return True

    def press(self, keys: bytes) -> None:
        os.write(self.terminal, keys)

    def end(self, keys: bytes = b"q") -> int:
        """The exit status after these keys."""
        if keys:
            self.press(keys)
        while self._read():
            pass
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def without_textual(folder: Path) -> str:
    """A folder to find modules in, where importing Textual fails."""
    (folder / "textual").mkdir()
    (folder / "textual" / "__init__.py").write_text("raise SystemExit('Textual is not there')", encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize("start", ["first", "second"])
def test_the_article_stands_before_textual_is_imported(start: str, tmp_path: Path) -> None:
    if start == "second":
        before = Program(tmp_path, "japan-us-tech")
        before.until(TEXT)
        assert before.end() == 0
        assert list(tmp_path.glob(".cache/jpreader/screens/*"))
    (tmp_path / "path").mkdir()
    program = Program(tmp_path, "japan-us-tech", path=without_textual(tmp_path / "path"))
    program.until(TEXT)
    assert program.end(b"") == 1
    at = program.seen.index(b"Textual is not there")
    assert b"\x1b[?1049l" in program.seen[:at], "the terminal is given back before anything is said"


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
def test_what_follows_changes_nothing_and_keys_typed_meanwhile_count(size: tuple[int, int], tmp_path: Path) -> None:
    for _ in ("first", "second"):
        program = Program(tmp_path, "japan-us-tech", size=size)
        painted = program.until(ASKED)  # which comes after all of the screen, in whatever order that is drawn
        program.press(b"L")
        program.until(TITLE, after=painted)
        between = program.seen[program.seen.index(ASKED) + len(ASKED) : program.seen.index(TITLE, painted)]
        assert TEXT not in re.sub(rb"\x1b\[[0-?]*[@-~]", b"", between), "the screen was drawn once"
        assert program.end(b"Lq") == 0


@pytest.mark.parametrize("module", ["ssl", "hashlib"])
def test_an_article_is_read_without_openssl(module: str, tmp_path: Path) -> None:
    (tmp_path / f"{module}.py").write_text(f"raise SystemExit('{module} is imported')", encoding="utf-8")
    program = Program(tmp_path, "japan-us-tech", path=str(tmp_path))
    painted = program.until(ASKED)
    program.press(b"L")
    program.until(TITLE, after=painted)
    assert program.end() == 0, program.seen
    with closing(sqlite3.connect(tmp_path / ".local/state/jpreader/reading.db")) as kept:
        assert kept.execute("select length(digest) from stood").fetchall() == [(16,)], "the hash of its files is kept"
