"""Nothing is lost and nothing left behind, however it ends: each for real, in a pty."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from random import Random

import pytest
from tests.terminal.emulator import Emulator
from tests.terminal.sitting import (
    COMMAND,
    FIRST,
    PATIENCE,
    THIRD,
    Sitting,
    none_left,
    place,
    processes,
    sitting,
)

from jpreader.library.bundle import content
from jpreader.library.shelf import load
from jpreader.terminal.signals import DEADLY

Needs = Callable[[str], str]

THOROUGH = bool(os.environ.get("JPREADER_CI"))
SOON = 1.0  # seconds: what is asked for
ALL = [*DEADLY]
USUAL = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1]


def quoted(command: tuple[str, ...] = COMMAND) -> str:
    return shlex.join(command)


def press_for(reader: Sitting, random: Random, seconds: float) -> None:
    """Press keys, one a hundredth of a second."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        reader.type(random.choice(["j", "k", " ", "L", "\x1b[B", "T"]))
        reader.look(0.01)


@pytest.mark.parametrize("number", ALL if THOROUGH else USUAL, ids=lambda number: signal.Signals(number).name)
def test_a_signal_ends_it_with_the_place_kept_and_the_terminal_restored(tmp_path: Path, number: int) -> None:
    with sitting(tmp_path) as reader:
        reader.until(FIRST)
        reader.type("3")
        reader.until(THIRD)
        os.kill(reader.process, number)
        assert reader.end(SOON) == 128 + number
        reader.assert_restored()
    assert place(tmp_path) == "deals"
    assert none_left(tmp_path, SOON)


@pytest.mark.parametrize("seed", range(60 if THOROUGH else 6))
def test_a_signal_at_any_moment_leaves_the_terminal_as_it_was(tmp_path: Path, seed: int) -> None:
    """During start, and while a key is held."""
    random = Random(seed)
    number = random.choice(ALL)
    with sitting(tmp_path) as reader:
        press_for(reader, random, random.uniform(0, 1.5))
        os.kill(reader.process, number)
        # Until the first line of ours is run the process ends as any does, or as Python does while it starts itself.
        status = reader.end(SOON)
        assert status in (128 + number, -number) or starting(status, number, bytes(reader.screen.sent))
        reader.assert_restored()
    assert none_left(tmp_path, SOON)


def starting(status: int, number: int, said: bytes) -> bool:
    """Whether an interrupt met Python on its way to us: it then says where it was, and that isn't in our files."""
    return (status, number) == (1, signal.SIGINT) and b"KeyboardInterrupt" in said and b"tui/jpreader" not in said


SWALLOWED = """
import os, signal, sys
from jpreader.cli import main

def begun(frame, event, argument):
    if frame.f_code.co_name == "_run":
        sys.setprofile(imported)

def imported(frame, event, argument):
    # Python calls this once a module is there, as it calls __del__: an exception would be told of and forgotten.
    if frame.f_code.co_name == "cb" and "importlib" in frame.f_code.co_filename:
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGINT)

sys.setprofile(begun)
sys.argv = ["jpreader", "japan-us-tech"]
raise SystemExit(main())
"""


def test_an_interrupt_ends_it_where_an_exception_would_be_swallowed(tmp_path: Path) -> None:
    with sitting(tmp_path, [sys.executable, "-c", SWALLOWED]) as reader:
        assert reader.end() == -signal.SIGINT
        assert bytes(reader.screen.sent) == b"", "nothing was begun yet, and there is nothing to say"


SECOND = """
import signal, sys
from jpreader.cli import main
from jpreader.terminal import wire

def once_more(*arguments):
    signal.raise_signal(signal.SIGHUP)
    return restoring(*arguments)

def entered(self):
    enter(self)
    signal.raise_signal(signal.SIGTERM)

restoring, wire.restoring = wire.restoring, once_more
enter, wire.Wire.enter = wire.Wire.enter, entered
sys.argv = ["jpreader", "japan-us-tech"]
raise SystemExit(main())
"""


def test_a_second_signal_during_start_doesnt_keep_the_first_from_giving_the_terminal_back(tmp_path: Path) -> None:
    with sitting(tmp_path, [sys.executable, "-c", SECOND]) as reader:
        assert reader.end() == 128 + signal.SIGTERM
        reader.assert_restored()


def test_two_signals_at_once_end_it_as_one_does(tmp_path: Path) -> None:
    with sitting(tmp_path) as reader:
        reader.until(FIRST)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            os.kill(reader.process, number)
        assert reader.end(SOON) in (143, 129, 130)
        reader.assert_restored()


def test_quitting_leaves_the_screen_and_the_terminal_as_they_were(tmp_path: Path) -> None:
    with sitting(tmp_path, ["/bin/sh", "-c", f"echo the shell says hello; exec {quoted()}"]) as reader:
        reader.until(FIRST)
        assert reader.screen.state()["alternate"]
        reader.type("q")
        assert reader.end() == 0
        reader.assert_restored()
        assert reader.screen.text().rstrip() == "the shell says hello"
        assert reader.left_over() == b""
    assert none_left(tmp_path, SOON)


def test_a_terminal_that_goes_away_ends_it_with_the_place_kept(tmp_path: Path) -> None:
    with sitting(tmp_path) as reader:
        reader.until(FIRST)
        reader.type("3")
        reader.until(THIRD)
        reader.hang_up()
        assert reader.end(SOON) == 128 + signal.SIGHUP
    assert place(tmp_path) == "deals"
    assert none_left(tmp_path, SOON)


def ignore_hang_up() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def block_hang_up() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGHUP])


@pytest.mark.parametrize("undelivered", [ignore_hang_up, block_hang_up])
@pytest.mark.parametrize("early", [True, False])
def test_a_hang_up_that_no_signal_tells_of_is_seen(
    tmp_path: Path, undelivered: Callable[[], None], early: bool
) -> None:
    with sitting(tmp_path, before=undelivered) as reader:
        reader.until(FIRST)
        if not early:  # otherwise Textual may still be on its way
            reader.type("3")
            reader.until(THIRD)
        reader.hang_up()
        assert reader.end(PATIENCE if early else SOON) == 128 + signal.SIGHUP
    assert place(tmp_path) == ("" if early else "deals")
    assert none_left(tmp_path, SOON)


@pytest.mark.parametrize("undelivered", [None, ignore_hang_up, block_hang_up])
@pytest.mark.parametrize("seed", range(8 if THOROUGH else 1))
def test_a_hang_up_at_any_moment_ends_it(tmp_path: Path, undelivered: Callable[[], None] | None, seed: int) -> None:
    """During start, and while a key is held; nothing is left then that could be told."""
    random = Random(seed)
    with sitting(tmp_path, before=undelivered) as reader:
        press_for(reader, random, random.uniform(0, 0.5))
        reader.hang_up()
        # SIGHUP alone ends what is only beginning; where it doesn't come, the article can't be printed either.
        assert reader.end(SOON) in ((129, -1) if undelivered is None else (129, 1))
    assert none_left(tmp_path, SOON)


def test_a_kill_costs_one_second_at_most(tmp_path: Path) -> None:
    with sitting(tmp_path) as reader:
        reader.until(FIRST)
        reader.type("3")
        reader.until(THIRD)
        end = time.monotonic() + 1.0
        while time.monotonic() < end:
            reader.look()
        os.kill(reader.process, signal.SIGKILL)
        assert reader.end() == -signal.SIGKILL
    assert place(tmp_path) == "deals"
    assert none_left(tmp_path, SOON)


@pytest.mark.parametrize("last", [5, 6, 7] if THOROUGH else [5])
def test_killed_while_keys_are_held_the_place_is_at_most_a_second_behind(tmp_path: Path, last: int) -> None:
    guide = load(f"{content()}/reading-guide.yaml").articles[0]
    sections = [section.id for section in guide.sections]
    with sitting(tmp_path, [*COMMAND[:-1], guide.id]) as reader:
        reader.until("q quit")
        shown: list[tuple[float, int]] = []
        for number in range(1, last + 1):
            reader.type("]")
            reader.until(f"▸ {number}")
            shown.append((time.monotonic(), number))
            end = time.monotonic() + 0.3
            while time.monotonic() < end:
                reader.type("jk")
                reader.look(0.01)
        os.kill(reader.process, signal.SIGKILL)
        killed = time.monotonic()
        assert reader.end() == -signal.SIGKILL
    kept = sections.index(found) + 1 if (found := place(tmp_path)) else 0
    assert kept >= max(number for at, number in shown if at < killed - SOON)


@pytest.mark.parametrize("how", ["signal", "key", "hang up"])
def test_a_terminal_that_stops_reading_keeps_nobody_from_ending(tmp_path: Path, how: str) -> None:
    with sitting(tmp_path, size=(200, 60)) as reader:
        reader.until(FIRST)
        reader.type("3")
        reader.until("▸ 3")  # all of the article is on so large a screen from the start
        for _ in range(10):  # each frame of a theme is larger than what the kernel holds for a terminal
            reader.type("TL")
            time.sleep(0.01)  # as fast as keys are repeated
        if how == "signal":
            os.kill(reader.process, signal.SIGTERM)
        elif how == "key":
            reader.type("q")
        else:
            reader.hang_up()
        status = {"signal": 143, "key": 0, "hang up": 129}[how]
        # The keys before q are seen to first; else it waits as long as an answer could take, and is gone.
        assert reader.end(PATIENCE if how == "key" else SOON + 1, looking=False) == status
    assert place(tmp_path) == "deals"


def test_a_terminal_that_reads_on_shows_the_newest(tmp_path: Path) -> None:
    with sitting(tmp_path, size=(200, 60)) as reader:
        reader.until(FIRST)
        for _ in range(30):
            reader.type("T")
            time.sleep(0.01)  # as fast as keys are repeated
        reader.type("3")
        reader.until(THIRD)
        assert len(reader.screen.sent) < 200_000  # not the thirty frames between


def shell(needs: Needs) -> list[str]:
    return [needs("bash"), "--norc", "--noprofile", "-i"]


def test_stopping_gives_the_shell_its_terminal_and_going_on_draws_again(needs: Needs, tmp_path: Path) -> None:
    with sitting(tmp_path, shell(needs), env={"PS1": "ready> "}) as reader:
        reader.until("ready>")
        reader.type(quoted() + "\r")
        reader.until(FIRST)
        reader.type("3")
        reader.until(THIRD)
        for key in (b"\x1a", b"\x1a"):  # and once more
            reader.type(key)
            reader.until("Stopped", gone=THIRD)
            assert reader.screen.state() == {**Emulator().state(), "modes": reader.screen.state()["modes"]}
            reader.type("echo $((40 + 2)) here; stty -a | tr ' ;' '\\n\\n' | grep -cx -e echo -e icanon -e isig\r")
            reader.until("42 here\n3\n")
            reader.type("clear; fg\r")
            reader.until(THIRD)
        reader.type("q")
        reader.until("ready>", gone=THIRD)
        reader.type("echo $((2 * 21)) there\r")
        reader.until("42 there")
        assert not reader.screen.state()["alternate"]
        assert not reader.screen.modes.get("?69")


def test_stopped_from_outside_it_draws_again_when_it_goes_on(tmp_path: Path) -> None:
    with sitting(tmp_path) as reader:
        reader.until(FIRST)
        reader.settle()
        os.kill(reader.process, signal.SIGSTOP)
        reader.screen.feed(b"\x1b[2J\x1b[?1049l\x1b[?7h\x1b[1;1Hsomething else wrote here")
        os.kill(reader.process, signal.SIGCONT)
        reader.until(FIRST, gone="something else")
        reader.type("3")
        reader.until(THIRD)
        reader.type("q")
        assert reader.end() == 0
        reader.assert_restored()


def test_keys_typed_as_it_goes_on_are_not_taken_for_late_answers(tmp_path: Path) -> None:
    with sitting(tmp_path, lag=0.3) as reader:
        reader.until(FIRST)
        end = time.monotonic() + 1.0
        while time.monotonic() < end:  # until the round trip is known
            reader.look()
        reader.type("T")
        reader.until("Theme:")
        os.kill(reader.process, signal.SIGSTOP)
        os.kill(reader.process, signal.SIGCONT)
        end = time.monotonic() + 0.1
        while time.monotonic() < end:
            reader.look()
        reader.type("3")
        reader.until(THIRD)


def test_redrawing_draws_over_what_something_else_wrote(tmp_path: Path) -> None:
    with sitting(tmp_path) as reader:
        reader.until(FIRST)
        reader.type("3")
        reader.until(THIRD)
        reader.screen.feed(b"\x1b[8;30Hwall: the machine goes down at noon")
        reader.until("goes down at noon")
        reader.type("\x0c")
        reader.until(THIRD, gone="goes down at noon")


def test_bytes_that_are_no_utf_8_are_no_end(tmp_path: Path) -> None:
    with sitting(tmp_path) as reader:
        reader.until(FIRST)
        reader.type(b"\xff\xfe\xc3")
        reader.type(b"\x803")
        reader.until(THIRD)
        for part in (b"\xe6", b"\x97", b"\xa5", b"\x97"):  # of which each alone is nothing yet, or never
            reader.type(part)
            reader.settle(0.05)
        reader.type("g")
        reader.until(FIRST, gone=THIRD)
        reader.type(b"\xe6q")  # the beginning of a character, and not its rest
        assert reader.end() == 0


@pytest.mark.parametrize("source", ["< /dev/null", "< pyproject.toml", "cat pyproject.toml |", "<&-"])
def test_keys_come_from_the_terminal_whatever_standard_input_is(tmp_path: Path, source: str) -> None:
    line = f"{source} {quoted()}" if source.endswith("|") else f"{quoted()} {source}"
    with sitting(tmp_path, ["/bin/sh", "-c", line]) as reader:
        if source == "<&-":  # without one there is no keyboard to count on
            assert reader.end() == 0
            assert FIRST in reader.screen.sent.decode()
            return
        reader.until(FIRST)
        reader.type("3")
        reader.until(THIRD)
        reader.type("q")
        assert reader.end() == 0
        reader.assert_restored()


def test_an_article_from_a_pipe_is_read_on_the_screen(tmp_path: Path) -> None:
    with sitting(
        tmp_path, ["/bin/sh", "-c", f"cat content/japan-us-tech.yaml | {sys.executable} -m jpreader -"]
    ) as reader:
        reader.until(FIRST)
        reader.type("3")
        reader.until(THIRD)
        reader.type("q")
        assert reader.end() == 0


def test_without_a_keyboard_there_is_text(tmp_path: Path) -> None:
    """Standard input is nothing, and there is no terminal that the process belongs to."""
    code = f"import os; os.fork() and os._exit(0); os.setsid(); os.execv({COMMAND[0]!r}, {list(COMMAND)!r})"
    with sitting(
        tmp_path, ["/bin/sh", "-c", f"{shlex.join([sys.executable, '-c', code])} < /dev/null; sleep 20"]
    ) as reader:
        reader.until(lambda _: b"invest and find partners." in reader.screen.sent)
        assert reader.screen.state() == Emulator().state()
    assert b"\x1b" not in bytes(reader.screen.sent)


def test_a_keys_bytes_may_come_one_by_one(tmp_path: Path) -> None:
    with sitting(tmp_path) as reader:
        reader.until(FIRST)
        reader.type("/American")
        reader.until(lambda screen: "American" in screen.text().splitlines()[-1])
        for part in (b"\x1b", b"[", b"D") * 4:  # left; Esc would close the prompt
            reader.type(part)
            reader.look(0.01)
        reader.type("X")
        reader.until("AmerXican")


def test_on_a_slow_line_the_rest_of_a_key_is_waited_for_longer(tmp_path: Path) -> None:
    with sitting(tmp_path, lag=0.3) as reader:
        reader.until(FIRST)
        reader.type("/American")
        reader.until(lambda screen: "American" in screen.text().splitlines()[-1])
        end = time.monotonic() + 1.0
        while time.monotonic() < end:  # until the round trip is known
            reader.look()
        for part in (b"\x1b", b"[", b"D"):
            reader.type(part)
            end = time.monotonic() + 0.15
            while time.monotonic() < end:
                reader.look()
        reader.type("X")
        reader.until("AmericaXn")


ANSWERS = [
    b"\x1b[?62;22c",
    b"\x1b]11;rgb:1212/1212/1212\x1b\\",
    b"\x1b[?69;0$y",
    b"\x1b[24;80R",
    b"\x1bP>|XTerm(377)\x1b\\",
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_late_answer_is_not_typed(tmp_path: Path, answer: bytes) -> None:
    with sitting(tmp_path) as reader:
        reader.until(FIRST)
        reader.type("/American")
        reader.until(lambda screen: "American" in screen.text().splitlines()[-1])
        for at in range(1, len(answer)):
            reader.type(answer[:at])
            reader.look(0.005)
            reader.type(answer[at:])
        reader.type("X")
        reader.until("AmericanX")


def test_answers_to_the_last_frame_are_not_left_for_the_shell(tmp_path: Path) -> None:
    with sitting(tmp_path, lag=0.2) as reader:
        reader.until(FIRST)
        end = time.monotonic() + 0.6
        while time.monotonic() < end:  # until an answer has come
            reader.look()
        reader.type("jjq")
        assert reader.end(2) == 0
        reader.look(0.3)
        assert reader.left_over() == b""
        reader.assert_restored()


@pytest.mark.skipif(not THOROUGH, reason="takes seconds: JPREADER_CI=1")
def test_answers_that_a_bad_line_holds_back_are_not_left_for_the_shell(tmp_path: Path) -> None:
    """What was lost is sent again, and comes after several round trips."""
    with sitting(tmp_path, lag=0.4) as reader:
        reader.until(FIRST)
        end = time.monotonic() + 1.2
        while time.monotonic() < end:  # until the round trip is known
            reader.look()
        reader.lag = 1.7
        for key in "3TTq":
            reader.type(key)
            end = time.monotonic() + 0.1
            while time.monotonic() < end:
                reader.look()
        reader.until(lambda screen: not screen.state()["alternate"])
        reader.until(lambda _: place(tmp_path) == "deals")
        assert processes(tmp_path), "it waits for the answers, and has done all else"
        assert reader.end(4) == 0
        end = time.monotonic() + reader.lag
        while time.monotonic() < end:
            reader.look()
        assert reader.left_over() == b""
        reader.assert_restored()


def test_a_terminal_that_never_answers_is_read_on(tmp_path: Path) -> None:
    with sitting(tmp_path, answers=False) as reader:
        reader.until(FIRST)
        for _ in range(20):
            reader.type("j")
            reader.look()
        reader.type("3")
        reader.until(THIRD)
        reader.type("q")
        assert reader.end(SOON) == 0


def test_of_two_hundred_resizes_the_last_one_counts(tmp_path: Path) -> None:
    with sitting(tmp_path) as reader:
        reader.until(FIRST)
        reader.settle()
        reader.screen.sent.clear()
        for number in range(200):
            reader.resize(60 + number % 80, 20 + number % 30)
            reader.look(0.005)
        reader.resize(100, 30)
        reader.until("q quit")
        reader.settle()
        assert len(reader.screen.sent) < 60_000
        last = reader.screen.rows
    with sitting(tmp_path, size=(100, 30)) as reader:
        reader.until("q quit")
        reader.settle()
        assert [[cell.text for cell in row] for row in reader.screen.rows] == [
            [cell.text for cell in row] for row in last
        ]


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (1000, 1000), (20, 6), (19, 5), (300, 1), (1, 100)])
def test_any_size_is_borne(tmp_path: Path, size: tuple[int, int]) -> None:
    with sitting(tmp_path, size=size) as reader:
        if size == (0, 0):
            reader.screen.resize(80, 24)
        reader.until(lambda screen: screen.text().strip())
        reader.settle()
        if size == (0, 0):
            assert FIRST in reader.screen.text()
        assert len(reader.screen.sent) < 100_000
        if size[0] and (size[0] < 20 or size[1] < 6):  # one line says so, as much of it as there is room for
            said = "".join(reader.screen.text().split())
            assert said == "needs20×6"[: size[0] * size[1]]
        reader.resize(80, 24)
        reader.until(FIRST)
        reader.type("3")
        reader.until(THIRD)
        reader.type("q")
        assert reader.end() == 0
        reader.assert_restored()


BROKEN = """
from jpreader.cli import main
import jpreader.app
def fails(self, command):
    raise RuntimeError("the reader found a fault")
jpreader.app.Jpreader.action_command = fails
raise SystemExit(main(["japan-us-tech"]))
"""


def test_a_fault_of_ours_restores_the_terminal_and_shows_where_it_is(tmp_path: Path) -> None:
    with sitting(tmp_path, [sys.executable, "-c", BROKEN]) as reader:
        reader.until(FIRST)
        reader.type("3")
        reader.until(THIRD)
        reader.type("?")
        assert reader.end() == 1
        reader.assert_restored()
        assert "the reader found a fault" in reader.screen.text()
    assert place(tmp_path) == "deals"


@pytest.mark.parametrize(
    "way", ["asyncio.get_running_loop().run_in_executor(None, {})", "threading.Thread(target={}).start()"]
)
def test_after_a_fault_of_ours_no_thread_is_waited_for(tmp_path: Path, way: str) -> None:
    asleep = way.format("lambda: time.sleep(60)")
    busy = BROKEN.replace("    raise", f"    import asyncio, threading, time\n    {asleep}\n    raise")
    with sitting(tmp_path, [sys.executable, "-c", busy]) as reader:
        reader.until(FIRST)
        reader.type("?")
        assert reader.end() == 1
        assert "the reader found a fault" in reader.screen.text()


def test_nothing_is_written_and_nothing_done_while_nothing_happens(tmp_path: Path) -> None:
    """Whatever is open: no cursor blinks, and nobody looks whether something has come. All wait at once."""
    with ExitStack() as stack:
        readers = {}
        for number, keys in enumerate(["", "/", "a", "?", "o", "S", "\x10"]):
            home = tmp_path / str(number)
            home.mkdir()
            readers[keys] = stack.enter_context(sitting(home))
        for keys, reader in readers.items():
            reader.until(FIRST)
            if keys:
                before = reader.screen.text()
                reader.type(keys)
                reader.until(partial(shows_other, before))
        Sitting.all_settle([*readers.values()], 1.0)
        used = {keys: (cpu(reader.process), wakes(reader.process)) for keys, reader in readers.items()}
        for reader in readers.values():
            reader.screen.sent.clear()
        time.sleep(2.0)
        for keys, reader in readers.items():
            assert not reader.look(0), keys
            assert bytes(reader.screen.sent) == b"", keys
            assert cpu(reader.process) - used[keys][0] <= 1, keys
            woken = wakes(reader.process) - used[keys][1]
            assert woken <= 2, f"{keys!r}: it waits for what comes, and doesn't ask for it again and again"


def shows_other(before: str, screen: Emulator) -> bool:
    """Whether a screen has another text than before."""
    return screen.text() != before


def cpu(process: int) -> int:
    """What a process has used of a processor, in ticks of the kernel (`SC_CLK_TCK`): a hundredth of a second."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def wakes(process: int) -> int:
    """How often the threads of a process have gone to wait."""
    found = 0
    for status in Path(f"/proc/{process}/task").glob("*/status"):
        found += int(status.read_text().partition("\nvoluntary_ctxt_switches:")[2].split()[0])
    return found


def test_over_ssh_no_mode_is_set_that_a_dropped_line_would_leave_to_disturb(tmp_path: Path) -> None:
    with sitting(tmp_path, env={"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"}) as reader:
        reader.until(FIRST)
        reader.settle()
        assert reader.screen.keyboard == 0
        assert not {mode for mode, on in reader.screen.modes.items() if on} & {
            "?1000",
            "?1002",
            "?1003",
            "?1006",
            "?1004",
        }


def test_keys_typed_at_once_are_all_done_one_after_the_other(tmp_path: Path) -> None:
    with sitting(tmp_path) as reader:
        reader.until(FIRST)
        reader.type("/American\r" + "jk" * 30 + "g3")
        reader.until(THIRD)
        reader.type("q")
        assert reader.end() == 0
    assert place(tmp_path) == "deals"
