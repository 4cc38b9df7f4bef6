"""A line that drops, for real: through `sshd`, tmux and screen, killed, hung up, or black."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import Needs
from tests.terminal.far import Server, alive, parent, relay, written
from tests.terminal.sitting import (
    COMMAND,
    FIRST,
    LAST,
    ROOT,
    THIRD,
    Sitting,
    environment,
    none_left,
    place,
    processes,
    sitting,
)

THOROUGH = bool(os.environ.get("JPREADER_CI"))
thorough = pytest.mark.skipif(not THOROUGH, reason="takes seconds: JPREADER_CI=1")
SOON = 1.0  # seconds: what is asked for
GIVING_UP = 10.0  # seconds: until `sshd` ends what has not answered; it asks twice, each second


@pytest.fixture(scope="module")
def server(needs: Needs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(needs, tmp_path_factory.mktemp("far") / "sshd") as found:
        yield found


@pytest.fixture
def far(tmp_path: Path) -> Iterator[Path]:
    """The home at the far end, where no process is left afterwards."""
    home = tmp_path / "far"
    home.mkdir()
    yield home
    assert none_left(home, SOON)


def read_to_third(reader: Sitting) -> None:
    reader.until(FIRST)
    reader.type("3")
    reader.until(THIRD)


def passes(reader: Sitting, seconds: float) -> None:
    """Look on for some time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        reader.look()


def colours(reader: Sitting) -> set[str]:
    """The kinds of colours on the screen: 2 is 24-bit, 5 one of 256."""
    looks = [cell.look for row in reader.screen.rows for cell in row]
    return {colour.split(";")[1] for look in looks for colour in (look.ink, look.ground) if ";" in colour}


@pytest.mark.parametrize(
    ("term", "kinds"), [("xterm-256color", {"5"}), pytest.param("alacritty", {"2", "5"}, marks=thorough)]
)
def test_over_ssh_an_article_is_read_and_left_and_nothing_stays(
    server: Server, tmp_path: Path, far: Path, term: str, kinds: set[str]
) -> None:
    """Colours are those of TERM, as COLORTERM doesn't come along; no mode is set that would be in the way."""
    env = {"TERM": term, "COLORTERM": "truecolor"}
    with sitting(tmp_path, server.command(far), env=env) as reader:
        reader.until(FIRST)
        reader.type("T")
        reader.until("Theme: light")  # whose grounds are finer than the palette of 256
        reader.settle()
        assert colours(reader) == kinds
        assert {mode for mode, on in reader.screen.modes.items() if on} <= {"?2004", "?69"}
        assert reader.screen.keyboard == 0
        read_to_third(reader)
        reader.type("q")
        assert reader.end() == 0
        reader.assert_restored()
        assert reader.left_over() == b""
    assert place(far) == "deals"


def test_a_client_that_is_killed_ends_it_and_reset_repairs_the_terminal(
    server: Server, tmp_path: Path, far: Path
) -> None:
    ssh = f"sh -c 'echo $$ > {tmp_path}/pid; exec \"$@\"' - {shlex.join(server.command(far))}"
    repair = f"read wait; {shlex.join([sys.executable, '-m', 'jpreader', 'reset'])}"
    with sitting(tmp_path, ["/bin/sh", "-c", f"echo hello; {ssh}; {repair}"]) as reader:
        read_to_third(reader)
        os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)
        assert none_left(far, SOON)
        assert reader.screen.state()["alternate"]
        reader.type("\n")
        reader.until("The terminal is reset", gone=THIRD)
        assert reader.end() == 0
        reader.assert_restored()
        assert reader.screen.text().startswith("hello")
    assert place(far) == "deals"


@thorough
def test_a_black_hole_gets_nothing_of_who_is_idle_and_ends_it(server: Server, tmp_path: Path, far: Path) -> None:
    with relay(server) as line, sitting(tmp_path, server.command(far, line.port)) as reader:
        read_to_third(reader)
        reader.until(lambda _: place(far))  # kept as it changes
        reader.settle()
        (process,) = processes(far)
        session = parent(process)
        before = written(process)
        line.go_black()
        passes(reader, 1.5)
        assert written(process) == before
        end = time.monotonic() + GIVING_UP
        while alive(session):
            assert time.monotonic() < end
            time.sleep(0.01)  # between two looks; nothing depends on its length
        assert none_left(far, SOON)
    assert place(far) == "deals"


@thorough
def test_a_key_held_into_a_black_hole_ends_with_the_line(server: Server, tmp_path: Path, far: Path) -> None:
    """What was typed before comes through; then the writer finds no taker, and the place is kept all the same."""
    with relay(server) as line, sitting(tmp_path, server.command(far, line.port)) as reader:
        reader.until(FIRST)
        reader.type("G")
        reader.until(LAST)
        (process,) = processes(far)
        session = parent(process)
        for key in "jT" * 15:
            reader.type(key)
            reader.look(0.01)
        line.go_black()
        end = time.monotonic() + GIVING_UP
        while alive(session):
            assert time.monotonic() < end
            reader.type("j")
            time.sleep(0.03)  # as fast as keys are repeated
        assert none_left(far, SOON)
    assert place(far) == "outlook"


class Tmux:
    """A server of its own; `attached` is what shows it."""

    def __init__(self, program: str, folder: Path, far: Path) -> None:
        (folder / "tmux.conf").write_text("set -g status off\nset -g default-terminal screen-256color\n")
        self._command = [program, "-S", str(folder / "tmux"), "-f", str(folder / "tmux.conf")]
        env = {"HOME": far, "PYTHONPATH": ROOT / "tui", "PYTHONSAFEPATH": "1"}
        line = shlex.join(["exec", "env", *(f"{name}={value}" for name, value in env.items()), *COMMAND])
        self.begin = [*self._command, "-u", "new-session", line]
        self.again = [*self._command, "-u", "attach-session"]
        self.env: dict[str, str] = {}
        self._env = environment(folder)

    def detach(self) -> None:
        self._run("detach-client")

    def end(self) -> None:
        self._run("kill-server")

    def _run(self, *arguments: str) -> None:
        subprocess.run([*self._command, *arguments], env=self._env, check=True, capture_output=True)


class Screen:
    """A GNU screen of its own."""

    def __init__(self, program: str, folder: Path, far: Path) -> None:
        sockets = folder / "sockets"
        sockets.mkdir(mode=0o700)
        rc = folder / "screenrc"
        rc.write_text("startup_message off\naltscreen on\nterm screen-256color\ndefutf8 on\n")
        env = {"HOME": far, "PYTHONPATH": ROOT / "tui", "PYTHONSAFEPATH": "1"}
        inner = ["env", *(f"{name}={value}" for name, value in env.items()), *COMMAND]
        self._program = program
        self._env = environment(folder) | {"SCREENDIR": str(sockets)}
        self.env = {"SCREENDIR": str(sockets)}
        self.begin = [program, "-U", "-c", str(rc), "-S", "far", *inner]
        self.again = [program, "-U", "-c", str(rc), "-r", "far"]

    def detach(self) -> None:
        self._run("-d", "far")

    def end(self) -> None:
        self._run("-S", "far", "-X", "quit")

    def _run(self, *arguments: str) -> None:
        subprocess.run([self._program, *arguments], env=self._env, check=False, capture_output=True)


@pytest.fixture(params=["tmux", "screen"])
def keeper(request: pytest.FixtureRequest, needs: Needs, tmp_path: Path, far: Path) -> Iterator[Tmux | Screen]:
    """What keeps a session while nobody looks on."""
    kind = Tmux if request.param == "tmux" else Screen
    found = kind(needs("tmux") if kind is Tmux else needs("screen"), tmp_path, far)
    yield found
    if processes(far):
        found.end()


def test_attached_again_at_another_size_the_screen_is_right(keeper: Tmux | Screen, tmp_path: Path, far: Path) -> None:
    with sitting(tmp_path, keeper.begin, env=keeper.env) as reader:
        read_to_third(reader)
        keeper.detach()
        assert reader.end() == 0
        reader.assert_restored()
    assert processes(far)
    with sitting(tmp_path, keeper.again, (100, 30), env=keeper.env) as reader:
        reader.until(THIRD)
        reader.settle()
        first = reader.screen.text()
        reader.type("L")
        reader.until("日本", gone=THIRD)
        reader.type("L")
        reader.until(THIRD)
        reader.settle()
        assert reader.screen.text() == first
        reader.type("q")
        reader.end()
        reader.assert_restored()
    with sitting(far, size=(100, 30)) as reader:
        reader.until(THIRD)
        reader.settle()
        assert reader.screen.text() == first


@thorough
@pytest.mark.parametrize("how", ["client", "server"])
def test_killed_it_is_kept_or_ends_with_its_place(keeper: Tmux | Screen, tmp_path: Path, far: Path, how: str) -> None:
    with sitting(tmp_path, keeper.begin, env=keeper.env) as reader:
        read_to_third(reader)
        if how == "client":
            os.kill(reader.process, signal.SIGKILL)
        else:
            keeper.end()
            assert none_left(far, SOON)
        reader.end()
    if how == "client":
        with sitting(tmp_path, keeper.again, (60, 20), env=keeper.env) as reader:
            reader.until(THIRD)
            reader.type("q")
            reader.end()
            reader.assert_restored()
    assert none_left(far, SOON)
    assert place(far) == "deals"
