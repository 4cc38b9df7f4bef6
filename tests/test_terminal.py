"""The whole program in a real terminal: tmux shows it, and a pty is taken away from it."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

Needs = Callable[[str], str]
ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "jpreader", "japan-us-tech"]
PATIENCE = 20.0  # seconds: for a machine that is busy with something else
PROMPT = "ready>"  # that of the shell


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "tui"), "LANG": "C.UTF-8"}
    return kept | {"HOME": str(home), "TERM": "xterm-256color", **more}


class Tmux:
    """One pane of a tmux of its own."""

    def __init__(self, program: str, home: Path, size: tuple[int, int], **more: str) -> None:
        self._command = [program, "-S", str(home / "tmux"), "-f", os.devnull]
        (home / "shrc").write_text(f"PS1='{PROMPT} '\n", encoding="utf-8")  # POSIX: read by a shell that is typed in
        self._env = environment(home, ENV=str(home / "shrc"), **more)
        width, height = map(str, size)
        self._run("new-session", "-d", "-x", width, "-y", height, "sh")
        self.keys(" ".join(COMMAND), "Enter")

    def _run(self, *arguments: str) -> str:
        run = subprocess.run(
            [*self._command, *arguments], env=self._env, capture_output=True, text=True, check=True, timeout=PATIENCE
        )
        return run.stdout

    def keys(self, *keys: str) -> None:
        self._run("send-keys", *keys)

    def types(self, text: str) -> None:
        """Write bytes as the terminal would."""
        self._run("send-keys", "-H", *(f"{byte:x}" for byte in text.encode()))

    def told(self, format: str) -> str:
        """What tmux knows of its pane."""
        return self._run("display-message", "-p", format).strip()

    def screen(self, *flags: str) -> str:
        return self._run("capture-pane", "-p", *flags)

    def until(self, text: str, unlike: Sequence[str] = ()) -> str:
        """The screen once a text is on it, and it is not what it was."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            shown = self.screen()
            if text in shown and shown.splitlines() != unlike:
                return shown
            time.sleep(0.02)  # between two looks; nothing depends on its length
        raise AssertionError(f"no {text!r} on the screen:\n{shown}")

    def until_prompt(self) -> str:
        """The screen once the shell has it again: what is typed earlier may be dropped.

        A prompt alone doesn't tell: the shell was typed in while it began, so that one may stand there from before.
        """
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            shown = self.screen()
            if shown.rstrip().endswith(PROMPT) and not self.told("#{pane_current_command}").startswith("python"):
                return shown
            time.sleep(0.02)  # between two looks; nothing depends on its length
        raise AssertionError(f"no prompt on the screen:\n{shown}")

    def close(self) -> None:
        self._run("kill-server")


@contextmanager
def tmux(needs: Needs, home: Path, size: tuple[int, int] = (80, 24), **more: str) -> Iterator[Tmux]:
    terminal = Tmux(needs("tmux"), home, size, **more)
    try:
        yield terminal
    finally:
        terminal.close()


def test_the_article_is_read_to_its_last_line_and_the_shell_is_as_it_was(needs: Needs, tmp_path: Path) -> None:
    with tmux(needs, tmp_path) as terminal:
        terminal.until("Japan wants American")
        terminal.keys("G")
        terminal.until("invest and find partners.")
        terminal.keys("q")
        terminal.until_prompt()
        terminal.keys("echo still $((40 + 2)) here", "Enter")
        terminal.until("still 42 here")


def test_japanese_is_read_in_a_real_terminal(needs: Needs, tmp_path: Path) -> None:
    with tmux(needs, tmp_path) as terminal:
        terminal.until("Japan wants American")
        terminal.keys("L")
        terminal.until("日本、米テクノロジー企業に投資を呼びかけ")


def test_stopping_and_going_on_draws_the_screen_again(needs: Needs, tmp_path: Path) -> None:
    with tmux(needs, tmp_path) as terminal:
        terminal.until("Japan wants American")
        terminal.keys("3")
        terminal.until("Two moves give the pitch")
        terminal.keys("C-z")
        terminal.until_prompt()
        terminal.keys("fg", "Enter")
        terminal.until("Two moves give the pitch")


def test_no_color_leaves_no_colour_in_the_terminal(needs: Needs, tmp_path: Path) -> None:
    with tmux(needs, tmp_path, NO_COLOR="1") as terminal:
        terminal.until("Japan wants American")
        shown = terminal.screen("-e")
        codes = {int(code) for part in shown.split("\x1b[")[1:] for code in part.split("m")[0].split(";") if code}
        assert codes & {1, 4}
        assert not codes & {*range(30, 39), *range(40, 49), *range(90, 98), *range(100, 108)}


def test_the_mouse_of_a_real_terminal_clicks_and_scrolls(needs: Needs, tmp_path: Path) -> None:
    settings = tmp_path / ".config" / "jpreader" / "settings.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text("mouse: true\n", encoding="utf-8")
    with tmux(needs, tmp_path) as terminal:
        lines = terminal.until("The deals behind").splitlines()
        assert terminal.told("#{mouse_button_flag}#{mouse_sgr_flag}") == "11"
        row = next(number for number, line in enumerate(lines, 1) if "The deals behind" in line)
        terminal.types(f"\x1b[<0;6;{row}M\x1b[<0;6;{row}m")  # xterm: button 1 pressed and released, from 1;1
        lines = terminal.until("Two moves give the pitch").splitlines()
        terminal.types("\x1b[<64;40;5M")  # wheel up
        lines = terminal.until("Two moves give the pitch", unlike=lines).splitlines()
        terminal.types("\x1b[<65;40;5M")  # wheel down
        terminal.until("Two moves give the pitch", unlike=lines)
        terminal.keys("q")
        terminal.until_prompt()
        assert terminal.told("#{mouse_any_flag}#{mouse_sgr_flag}") == "00"


def until(terminal: int, text: bytes) -> None:
    """Read from a terminal until a text has come."""
    seen = b""
    end = time.monotonic() + PATIENCE
    while text not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 0.5)[0]:
            seen += os.read(terminal, 65536)
    assert text in seen


def started(home: Path, text: bytes) -> tuple[int, int]:
    """The process, once a text is on its terminal, and the terminal."""
    process, terminal = pty.fork()
    if process == 0:
        os.execve(sys.executable, COMMAND, environment(home))
    until(terminal, text)
    return process, terminal


def ended(process: int, terminal: int | None) -> int:
    """The exit status of a process whose output is read until it is gone."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found, status = os.waitpid(process, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if terminal is not None and select.select([terminal], [], [], 0.05)[0]:
            try:
                os.read(terminal, 65536)
            except OSError:
                terminal = None
        elif terminal is None:
            time.sleep(0.02)  # between two looks; nothing depends on its length
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    raise AssertionError("it goes on after its end")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_the_place_is_kept(tmp_path: Path, number: signal.Signals) -> None:
    process, terminal = started(tmp_path, b"technology companies to put")
    os.write(terminal, b"3")
    until(terminal, b"Two moves")
    os.kill(process, number)
    assert ended(process, terminal) == 128 + number
    os.close(terminal)
    process, terminal = started(tmp_path, b"Two moves")
    os.write(terminal, b"q")
    assert ended(process, terminal) == 0
    os.close(terminal)
