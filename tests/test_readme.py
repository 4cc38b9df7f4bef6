"""README says what is so."""

from __future__ import annotations

import re
from pathlib import Path

from jpreader.commands import COMMANDS, keys_label

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_the_key_table_is_the_command_table() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| (.*) \|$", README, re.MULTILINE)
    assert rows == [(keys_label(command.keys), command.help) for command in COMMANDS]


def test_there_is_one_command_to_read_and_one_for_the_tests() -> None:
    commands = re.findall(r"```sh\n(.*)\n```", README)
    assert len(commands) == 2
    assert commands[0].endswith("jpreader")
    assert commands[1].endswith("pytest")
