"""`jpreader reset` repairs a terminal that a session left behind, and nothing else."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from tests.conftest import Needs
from tests.terminal.emulator import Emulator, Knows
from tests.terminal.sitting import FIRST, PATIENCE, Sitting, environment, processes, sitting
from tests.test_terminal import tmux

from jpreader.terminal.capabilities import Capabilities, capabilities
from jpreader.terminal.reset import sequences

JPREADER = shlex.join([sys.executable, "-m", "jpreader"])
SHELL = ["/bin/sh", "-c"]
BEFORE = "what the shell said before"
ALL = {1, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 2004, 2026, 2048, 69}


def left_behind(home: Path, after: str) -> list[str]:
    """A shell in which a session is killed; then it does something else."""
    return [*SHELL, f"echo {BEFORE}; sh -c 'echo $$ > {home}/pid; exec {JPREADER} japan-us-tech'; {after}"]


def kill(reader: Sitting, home: Path) -> None:
    process = int((home / "pid").read_text())
    os.kill(process, signal.SIGKILL)
    reader.until(lambda _: not Path(f"/proc/{process}").exists())


def repaired(reader: Sitting) -> None:
    reader.until("The terminal is reset")
    assert reader.end() == 0
    reader.assert_restored()
    said = reader.screen.text()
    assert BEFORE in said.splitlines()[0], "its text is as it was"
    assert FIRST not in said
    assert "not found" not in said


@pytest.mark.parametrize(
    ("driver", "mouse"), [("", False), ("", True), ("stock", True)], ids=["quiet", "with a mouse", "stock"]
)
def test_after_a_kill_the_terminal_is_as_before(tmp_path: Path, driver: str, mouse: bool) -> None:
    settings = tmp_path / ".config/jpreader/settings.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"mouse: {str(mouse).lower()}\n", encoding="utf-8")
    command = left_behind(tmp_path, f"read wait; {JPREADER} reset")
    with sitting(tmp_path, command, env={"JPREADER_DRIVER": driver}) as reader:
        reader.until(FIRST)
        reader.settle()
        kill(reader, tmp_path)
        left = reader.screen.state()
        assert left["alternate"]
        assert left["modes"]
        reader.type("\n")
        repaired(reader)


def test_a_real_terminal_is_as_before(needs: Needs, tmp_path: Path) -> None:
    """As tmux has it, whose modes are none of ours."""
    settings = tmp_path / ".config/jpreader/settings.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text("mouse: true\n", encoding="utf-8")
    told = "#{alternate_on} #{mouse_any_flag} #{cursor_flag} #{wrap_flag} #{keypad_flag} #{scroll_region_lower}"
    with tmux(needs, tmp_path) as terminal:
        terminal.until(FIRST)
        assert terminal.told(told) == "1 1 0 0 0 23"
        (process,) = [
            number for number in processes(tmp_path) if b"jpreader" in Path(f"/proc/{number}/cmdline").read_bytes()
        ]
        os.kill(process, signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while Path(f"/proc/{process}").exists():
            assert time.monotonic() < end
            time.sleep(0.01)  # between two looks; nothing depends on its length
        terminal.keys("C-j", f"{JPREADER} reset", "C-j")  # Enter does nothing there, as its help says
        shown = terminal.until("The terminal is reset")
        assert terminal.told(told) == "0 0 1 1 0 23"
        assert "-m jpreader japan-us-tech" in shown.splitlines()[0], "the text from before stands where it stood"


@pytest.mark.parametrize("cut", ["\x1b", "\x1b[", "\x1b[38;2;1", "\x1b]52;c;aGVs", "\x1bP1;2"])
def test_what_the_line_cut_short_swallows_nothing(cut: str) -> None:
    terminal = Emulator()
    set_all = "".join(f"\x1b[?{mode}h" for mode in ALL)
    terminal.feed(f"shell\r\n$ \x1b[>1u\x1b[?1049h\x1b[>5u\x1b=\x1b(0\x1b[?7l\x1b[?25l{set_all}".encode())
    terminal.feed(f"\x1b[5;9s\x1b[3;7r\x1b[31;4mtext{cut}".encode())
    terminal.feed(sequences(Capabilities()).encode() + b"here")
    assert terminal.state() == Emulator().state()
    assert terminal.text().rstrip() == "shell\n$ here"


@pytest.mark.parametrize("term", ["xterm", "vt100", "linux", "screen-256color", "ansi", "no-such"])
def test_a_terminal_that_needs_none_keeps_its_text_and_cursor(term: str) -> None:
    found = capabilities({"TERM": term})
    assert found is not None
    terminal = Emulator(knows=Knows(modern=found.modern, scroll=found.scroll, erase=found.erase, column=found.column))
    terminal.feed(b"one\r\ntwo\r\n$ ")
    terminal.feed(sequences(found).encode() + b"here")
    assert terminal.text().rstrip() == "one\ntwo\n$ here"
    assert terminal.state() == Emulator().state()
    assert not terminal.unknown


def test_of_a_dumb_terminal_the_keyboard_is_repaired(tmp_path: Path) -> None:
    command = [*SHELL, f"stty raw -echo; {JPREADER} reset"]
    with sitting(tmp_path, command, env={"TERM": "dumb"}) as reader:
        reader.until("The keyboard is reset; of a terminal with TERM='dumb' nothing else is known.")
        assert reader.end() == 0
        reader.assert_restored()
        assert b"\x1b" not in bytes(reader.screen.sent)


def test_keys_of_the_readers_own_stay(tmp_path: Path) -> None:
    with sitting(tmp_path, [*SHELL, f"stty erase ^H intr ^G; stty raw -echo; {JPREADER} reset; stty -a"]) as reader:
        reader.until("erase = ^H;")
        assert "intr = ^G;" in reader.screen.text()
        assert reader.end() == 0


def test_the_terminal_is_found_where_output_is_a_file(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with sitting(tmp_path, [*SHELL, f"stty raw -echo; {JPREADER} reset > {out} < /dev/null"]) as reader:
        reader.screen.feed(b"\x1b[?1049h\x1b[?1000h")
        assert reader.end() == 0
        reader.assert_restored()
    assert out.read_text().startswith("The terminal is reset")


def test_it_repairs_from_the_background_too(tmp_path: Path) -> None:
    with sitting(tmp_path, [*SHELL, f"set -m; stty raw -echo tostop; {JPREADER} reset > /dev/tty & wait"]) as reader:
        assert reader.end() == 0
        reader.assert_restored()


def test_without_a_terminal_there_is_one_line_and_a_status(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "jpreader", "reset"],
        env=environment(tmp_path), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        start_new_session=True, timeout=20, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr == "jpreader: there is no terminal to reset: No such device or address\n"


def test_the_screen_toolkit_is_not_needed(tmp_path: Path) -> None:
    code = "import sys; from jpreader.cli import main; main(['reset']); print('textual' in sys.modules)"
    with sitting(tmp_path, [sys.executable, "-c", code]) as reader:
        reader.until("False")
        assert reader.end() == 0


def test_sane_modes_are_those_of_stty(tmp_path: Path) -> None:
    """After `stty raw` both give the same, but for breaks, bells and keys, and ^S, which `stty` leaves off."""
    found = []
    for way in ("stty sane -brkint -imaxbel ixon", f"{JPREADER} reset"):
        with sitting(tmp_path, [*SHELL, f"stty raw -echo -echoe -echok onlret tostop noflsh; {way}"]) as reader:
            assert reader.end() == 0
            assert reader.there is not None
            found.append(termios.tcgetattr(reader.there)[:4])
    assert found[0] == found[1]
