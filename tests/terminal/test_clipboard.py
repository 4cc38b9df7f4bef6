"""The terminal's clipboard: what is sent to it, by way of a real tmux and a real screen where there are some."""

from __future__ import annotations

import base64
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from tests.conftest import Needs
from tests.terminal.sitting import COMMAND, FIRST, ROOT, Sitting, environment, sitting

from jpreader.terminal.capabilities import Capabilities, capabilities
from jpreader.terminal.clipboard import MOST_BYTES, hand_to_tmux, sequence

OSC_52 = re.compile(rb"\x1b\]52;c?;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)")

HOSTILE = "\x1b]0;title\x07\x1b[31m\x1b\\\x1bPtmux;\x9c\x07日本"


def taken(data: bytes) -> list[str]:
    """The texts that a terminal's clipboard takes from what came."""
    return [base64.b64decode(found).decode() for found in OSC_52.findall(data)]


def test_whatever_the_text_is_only_base64_goes_out() -> None:
    sent = sequence(HOSTILE, Capabilities()).encode()
    assert re.fullmatch(rb"\x1b\]52;c;[A-Za-z0-9+/=]+\x07", sent)
    assert taken(sent) == [HOSTILE]


def test_screen_hands_on_what_is_wrapped_in_pieces_that_its_buffer_holds() -> None:
    text = "日本語 and English. " * 900
    sent = sequence(text, Capabilities(multiplexer="screen"))
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", sent, re.DOTALL)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == sent
    assert max(map(len, pieces)) < 512
    assert taken("".join(pieces).encode()) == [text]


def test_a_tmux_that_is_not_ours_gets_it_both_ways() -> None:
    """`set-clipboard on` takes the first, `allow-passthrough` the second."""
    sent = sequence("text", Capabilities(multiplexer="tmux"))
    plain, _, wrapped = sent.partition("\x1bPtmux;")
    assert taken(plain.encode()) == ["text"]
    assert taken(wrapped.replace("\x1b\x1b", "\x1b").encode()) == ["text"]


def test_the_longest_text_is_taken_whole_and_a_longer_one_not_at_all() -> None:
    assert taken(sequence("a" * MOST_BYTES, Capabilities()).encode()) == ["a" * MOST_BYTES]
    for text in ("a" * (MOST_BYTES + 1), "日" * (MOST_BYTES // 3 + 1)):
        with pytest.raises(ValueError, match="too long"):
            sequence(text, Capabilities())


@pytest.mark.parametrize("term", ["vt100", "vt220", "linux", "ansi", "never-heard-of"])
def test_a_terminal_without_a_clipboard_is_sent_nothing(term: str) -> None:
    found = capabilities({"TERM": term})
    assert found is not None
    assert sequence("text", found) == ""


def test_outside_of_tmux_there_is_none_to_ask() -> None:
    assert not hand_to_tmux("text", {"PATH": os.environ["PATH"]})
    assert not hand_to_tmux("text", {"PATH": "/nowhere", "TMUX": "/nowhere,1,0"})


def copies(reader: Sitting, said: str) -> None:
    """Read, and copy the first paragraph."""
    reader.until(FIRST)
    reader.settle()
    reader.type("y")
    reader.until(said)
    reader.until(lambda screen: taken(bytes(screen.sent)))


def check(reader: Sitting) -> None:
    """The clipboard has the paragraph with its source."""
    (text,) = set(taken(bytes(reader.screen.sent)))
    assert text.startswith(FIRST)
    assert "\n\n— “Tokyo courts American tech money”, The pitch." in text
    reader.type("q")
    assert reader.end() == 0


def test_a_paragraph_is_sent_with_its_source(tmp_path: Path) -> None:
    with sitting(tmp_path) as reader:
        copies(reader, "characters to the terminal’s clipboard: “Japan wants")
        said = re.search(r"Sent ([\d,]+) characters", reader.screen.text())
        assert said is not None
        (text,) = taken(bytes(reader.screen.sent))
        assert int(said[1].replace(",", "")) == len(text)
        check(reader)
        reader.assert_restored()


@pytest.mark.parametrize("term", ["vt100", "never-heard-of"])
def test_a_terminal_that_has_none_is_told_of_and_sent_none(tmp_path: Path, term: str) -> None:
    with sitting(tmp_path, env={"TERM": term}) as reader:
        reader.until(FIRST)
        reader.type("y")
        reader.until("has no clipboard")
        assert b"]52" not in reader.screen.sent


def test_nothing_else_sends_to_the_clipboard(tmp_path: Path) -> None:
    """Textual's own prompt copies and cuts what is selected in it with ^C and ^X."""
    with sitting(tmp_path) as reader:
        reader.until(FIRST)
        reader.type("/Tokyo")
        reader.until("1/")
        reader.type("\x1b[1;2H")  # Shift-Home
        reader.type("\x03\x18")
        reader.until("find (^R")  # it has cut: the prompt is empty
        reader.type("\x1b")
        reader.until("q quit")
        reader.type("v")
        reader.until("extend it")
        reader.type("jj")
        reader.settle()
        assert b"]52" not in reader.screen.sent


@pytest.mark.parametrize("settings", ["", "set -s set-clipboard on\n"], ids=["default", "on"])
def test_through_a_real_tmux(needs: Needs, tmp_path: Path, settings: str) -> None:
    (tmp_path / "tmux.conf").write_text(f"set -g status off\n{settings}")
    line = shlex.join(["env", f"PYTHONPATH={ROOT / 'tui'}", "PYTHONSAFEPATH=1", *COMMAND])
    tmux = [needs("tmux"), "-S", str(tmp_path / "tmux"), "-f", str(tmp_path / "tmux.conf"), "-u"]
    with sitting(tmp_path, [*tmux, "new-session", line]) as reader:
        copies(reader, "characters to tmux for the terminal’s clipboard")
        check(reader)


def test_through_a_tmux_whose_socket_is_out_of_reach(needs: Needs, tmp_path: Path) -> None:
    """As at the far end of an SSH line: only `set-clipboard on` heeds what comes from there."""
    (tmp_path / "tmux.conf").write_text("set -g status off\nset -s set-clipboard on\n")
    line = shlex.join(["env", "-u", "TMUX", f"PYTHONPATH={ROOT / 'tui'}", "PYTHONSAFEPATH=1", *COMMAND])
    tmux = [needs("tmux"), "-S", str(tmp_path / "tmux"), "-f", str(tmp_path / "tmux.conf"), "-u"]
    with sitting(tmp_path, [*tmux, "new-session", f"TERM=tmux-256color {line}"]) as reader:
        copies(reader, "characters to the terminal’s clipboard")
        check(reader)


def test_through_a_real_screen(needs: Needs, tmp_path: Path) -> None:
    sockets = tmp_path / "sockets"
    sockets.mkdir(mode=0o700)
    (tmp_path / "screenrc").write_text("startup_message off\naltscreen on\nterm screen-256color\ndefutf8 on\n")
    inner = ["env", f"PYTHONPATH={ROOT / 'tui'}", "PYTHONSAFEPATH=1", *COMMAND]
    command = [needs("screen"), "-U", "-c", str(tmp_path / "screenrc"), "-S", "copies", *inner]
    env = {"SCREENDIR": str(sockets)}
    try:
        with sitting(tmp_path, command, env=env) as reader:
            copies(reader, "characters to the terminal’s clipboard")
            check(reader)
    finally:
        quit_ = [needs("screen"), "-S", "copies", "-X", "quit"]
        subprocess.run(quit_, env=environment(tmp_path) | env, check=False, capture_output=True)
