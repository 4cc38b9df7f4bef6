"""What is sent to a terminal of a name."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.terminal.sitting import ROOT

from jpreader.terminal.capabilities import Capabilities, capabilities, utf8

TRUE = 2**24


def of(**environment: str) -> Capabilities:
    found = capabilities({"LANG": "C.UTF-8", **environment})
    assert found is not None
    return found


@pytest.mark.parametrize("term", ["", "dumb", "unknown", "emacs"])
def test_where_no_cursor_moves_there_is_only_text(term: str) -> None:
    assert capabilities({"TERM": term, "COLORTERM": "truecolor"}) is None
    assert capabilities({}) is None


@pytest.mark.parametrize(
    ("term", "colours"),
    [
        ("vt100", 0), ("vt220", 0), ("xterm-mono", 0), ("linux", 16), ("xterm-16color", 16), ("xterm", 256),
        ("xterm-256color", 256), ("screen", 256), ("screen-256color", 256), ("tmux-256color", 256), ("alacritty", TRUE),
        ("xterm-kitty", TRUE), ("ghostty", TRUE), ("xterm-ghostty", TRUE), ("xterm-direct", TRUE), ("foot-extra", TRUE),
        ("a-name-nobody-knows", 256),
    ],
)  # fmt: skip
def test_colours_are_those_of_the_name(term: str, colours: int) -> None:
    assert of(TERM=term).colours == colours


@pytest.mark.parametrize("said", ["truecolor", "24bit", "TrueColor "])
def test_what_the_environment_says_of_colours_is_believed(said: str) -> None:
    assert of(TERM="xterm-256color", COLORTERM=said).colours == TRUE
    assert of(TERM="vt100", COLORTERM=said).colours == 0


def test_nothing_that_only_some_know_is_sent_to_an_unknown_one() -> None:
    found = of(TERM="a-name-nobody-knows")
    assert not any((found.column, found.scroll, found.erase, found.ground))


def test_screen_erases_without_a_background() -> None:
    assert not of(TERM="screen.xterm-256color").ground
    assert not of(TERM="screen-256color").ground


@pytest.mark.parametrize(
    ("environment", "multiplexer"),
    [
        ({"TERM": "tmux-256color"}, "tmux"),
        ({"TERM": "screen-256color"}, "screen"),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, "tmux"),
        ({"TERM": "xterm-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, "tmux"),
        ({"TERM": "screen-256color", "STY": "1.pts"}, "screen"),
        ({"TERM": "xterm-256color", "STY": "1.pts"}, "screen"),
        ({"TERM": "xterm-256color"}, ""),
    ],
)
def test_what_stands_between_is_told(environment: dict[str, str], multiplexer: str) -> None:
    assert of(**environment).multiplexer == multiplexer


@pytest.mark.parametrize(
    ("environment", "is_utf8"),
    [
        ({"LANG": "en_US.UTF-8"}, True),
        ({"LANG": "C.utf8"}, True),
        ({"LANG": "ja_JP.eucJP"}, False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LANG": "C", "LC_CTYPE": "UTF-8"}, True),
        ({"LANG": "C", "LC_ALL": ""}, False),
        ({"LANG": "ja_JP.UTF-8@cjknarrow"}, True),
        ({}, False),
    ],
)
def test_the_locale_says_what_encoding_its_characters_have(environment: dict[str, str], is_utf8: bool) -> None:
    assert utf8(environment) is is_utf8


def test_glyphs_for_frames_need_a_terminal_and_a_locale_that_have_them() -> None:
    assert of(TERM="xterm").unicode
    assert not of(TERM="linux").unicode
    assert not of(TERM="xterm", LC_ALL="C").unicode


@pytest.mark.parametrize(
    ("given", "is_utf8"),
    [
        ({}, False),
        ({"LANG": "C"}, False),
        ({"LANG": "ja_JP.eucJP"}, False),
        ({"LC_ALL": "POSIX"}, False),
        ({"LANG": "C.UTF-8"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LANG": "xx_XX.UTF-8"}, True),
    ],
)
def test_the_locale_that_python_sets_for_itself_is_not_the_readers(given: dict[str, str], is_utf8: bool) -> None:
    code = "from jpreader.terminal.capabilities import environment, utf8; print(utf8(environment()))"
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "tui"), **given}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == f"{is_utf8}\n"


def test_kitty_erases_without_a_background_for_all_that_its_entry_says() -> None:
    assert not of(TERM="xterm-kitty").ground
