"""The keymap: how keys are written, and which can't be."""

from __future__ import annotations

import pytest

from jpreader.commands import COMMANDS
from jpreader.reading.keymap import BadKey, key, keymap


def test_without_overrides_every_command_has_the_keys_of_the_table() -> None:
    keys, misfits = keymap({})
    assert keys == {command.id: command.keys for command in COMMANDS}
    assert misfits == ()


def test_the_table_itself_has_no_clash_and_only_keys_that_are_spelled_right() -> None:
    every = [one for command in COMMANDS for one in command.keys]
    assert len(every) == len(set(every))
    assert [key(one) for one in every if one != "escape"] == [one for one in every if one != "escape"]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("^D", "ctrl+d"),
        ("C-d", "ctrl+d"),
        ("<C-d>", "ctrl+d"),
        ("Ctrl+D", "ctrl+d"),
        ("ctrl-d", "ctrl+d"),
        ("PgDn", "pagedown"),
        ("Page Down", "pagedown"),
        ("page_up", "pageup"),
        ("Space", "space"),
        (" ", "space"),
        ("G", "G"),
        ("g", "g"),
        ("F1", "f1"),
        ("Shift-Tab", "shift+tab"),
        ("S-Tab", "shift+tab"),
        ("M-x", "alt+x"),
        ("Alt+Left", "alt+left"),
        ("Return", "enter"),
        ("↓", "down"),
        ("+", "+"),
        ("-", "-"),
        ("あ", "あ"),
    ],
)
def test_keys_are_written_as_people_write_them(written: str, found: str) -> None:
    assert key(written) == found


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("^B", "tmux"),
        ("^A", "screen"),
        ("^S", "stop all output"),
        ("^Q", "resume output"),
        ("escape", "closes what is open"),
        ("Esc", "closes what is open"),
        ("^[", "Esc"),
        ("^I", "Tab"),
        ("^M", "Enter"),
        ("0", "count"),
        ("shift+g", "capital"),
        ("ctrl+1", "don't send"),
        ("ctrl+shift+d", "few terminals"),
        ("pagedwon", "no key"),
        ("hyper+x", "no key"),
        ("\x07", "no key"),
    ],
)
def test_a_key_that_cannot_be_is_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(BadKey, match=reason):
        key(written)


def test_the_way_out_is_said() -> None:
    with pytest.raises(BadKey) as capital:
        key("shift+g")
    assert capital.value.hint == "write G"
    with pytest.raises(BadKey) as typo:
        key("pagedwon")
    assert typo.value.hint == "did you mean 'pagedown'?"


def test_new_keys_take_the_place_of_all_a_commands_own() -> None:
    keys, misfits = keymap({"theme": ("Z", "^T")})
    assert keys["theme"] == ("Z", "ctrl+t")
    assert misfits == ()


def test_a_clash_keeps_the_key_where_it_was() -> None:
    keys, misfits = keymap({"theme": ("j",)})
    assert keys["line-down"] == ("j", "down")
    assert keys["theme"] == ("T",)
    assert [(misfit.command, misfit.key) for misfit in misfits] == [("theme", "j")]
    assert "line-down" in misfits[0].message


def test_keys_can_be_exchanged() -> None:
    keys, misfits = keymap({"half-down": ("f",), "page-down": ("d", "space")})
    assert keys["half-down"] == ("f",)
    assert keys["page-down"] == ("d", "space")
    assert misfits == ()


def test_case_tells_keys_apart() -> None:
    assert keymap({"theme": ("Z",), "ruby": ("z",)})[1] == ()


def test_of_two_commands_given_one_key_the_first_has_it() -> None:
    keys, misfits = keymap({"ruby": ("z",), "theme": ("z",)})
    assert (keys["ruby"], keys["theme"]) == (("z",), ("T",))
    assert [misfit.command for misfit in misfits] == ["theme"]


def test_a_command_that_falls_back_to_its_own_key_takes_it_back() -> None:
    keys, misfits = keymap({"half-down": ("^B",), "page-down": ("d",)})
    assert keys["half-down"] == ("d", "ctrl+d")
    assert keys["page-down"] == ("space", "f", "pagedown")
    assert [misfit.command for misfit in misfits] == ["half-down", "page-down"]


def test_a_command_can_be_left_to_the_palette_but_not_quit() -> None:
    keys, misfits = keymap({"ruby": (), "quit": ()})
    assert keys["ruby"] == ()
    assert keys["quit"] == ("q", "ctrl+c")
    assert [misfit.command for misfit in misfits] == ["quit"]


def test_an_unknown_command_is_told_with_the_nearest() -> None:
    _, misfits = keymap({"page-dwon": ("x",)})
    assert misfits[0].hint == "did you mean 'page-down'?"


@pytest.mark.parametrize("command", ["section", "close"])
def test_fixed_keys_cannot_be_changed(command: str) -> None:
    keys, misfits = keymap({command: ("x",)})
    assert keys[command] == next(one.keys for one in COMMANDS if one.id == command)
    assert "can't be changed" in misfits[0].message
