"""README.md says what is so: its commands, its keys, its picture, its settings, its limits."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jpreader.article.files import MOST_BYTES
from jpreader.article.yamlnodes import MOST_DEPTH
from jpreader.cli import main
from jpreader.cli.options import COMMANDS as SUBCOMMANDS
from jpreader.commands import COMMANDS, keys_label
from jpreader.layout.frame import LEAST_COLUMNS, LEAST_LINES
from jpreader.library.bundle import SHIPPED
from jpreader.reading import folders
from jpreader.reading.keymap import keymap
from jpreader.reading.settings import LEAST_MEASURE, MOST_MEASURE, load

if TYPE_CHECKING:
    from tests.conftest import Drawn

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8") if (ROOT / ".ci" / "run").exists() else ""


def fenced(language: str) -> list[str]:
    """What stands in README's code blocks of a language."""
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", README)


def test_there_is_one_command_to_read_and_one_to_test_and_ci_runs_both() -> None:
    commands = [line for block in fenced("sh") for line in block.splitlines() if line.startswith("python3 -m venv")]
    assert [command.split("/")[-1] for command in commands] == ["jpreader", "pytest"]
    assert all("&&" in command and "sudo" not in command for command in commands)
    if CI:  # not in a sdist
        assert 'bash -c "$read_command"' in CI
        assert 'bash -c "$test_command"' in CI


def test_the_table_of_keys_is_that_of_the_commands() -> None:
    rows = [f"| `{keys_label(command.keys)}` | {command.help} |" for command in COMMANDS]
    table = "\n".join(["| keys | what |", "| --- | --- |", *rows])
    assert table in README, f"README's table of keys should be:\n{table}"


async def test_the_picture_is_what_a_new_reader_sees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawn: Drawn
) -> None:
    from jpreader.app import Jpreader
    from jpreader.library.selection import select
    from jpreader.reading.settings import Settings
    from jpreader.start.beginning import begin

    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path))
    selection, _ = select(["japan-us-tech"])
    assert selection is not None
    picture = fenced("text")[0].splitlines()
    app = Jpreader(begin(selection, Settings(), keymap({})[0]))
    async with app.run_test(size=(120, len(picture))) as pilot:
        await pilot.pause()
        shown = [row.text.rstrip() for row in drawn(app)]
    assert picture == shown, "README's picture should be:\n" + "\n".join(shown)


def test_the_settings_shown_are_right_and_all_there_are(tmp_path: Path) -> None:
    (block,) = fenced("yaml")
    (tmp_path / "settings.yaml").write_text(block, encoding="utf-8")
    settings, problems = load(str(tmp_path / "settings.yaml"))
    assert problems == ()
    assert {line.partition(":")[0] for line in block.splitlines() if line[0] not in " #"} == set(settings._fields)
    assert keymap(settings.keys)[1] == ()
    assert f"{LEAST_MEASURE} to {MOST_MEASURE}" in README


def test_the_folders_named_are_those_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STATE", "CONFIG", "DATA", "CACHE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
        assert f"XDG_{name}_HOME" in README
    for path in (folders.settings(), folders.state(), folders.articles(), folders.cache()):
        assert f"`{path.replace(str(Path.home()), '~')}" in README


def test_every_shipped_article_and_every_command_is_named() -> None:
    for word in (*(f"`{id}`" for id in SHIPPED), *(f"$ jpreader {command}" for command in SUBCOMMANDS)):
        assert word in README


def test_every_command_line_shown_is_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    lines = [line for block in fenced("console") for line in block.splitlines()]
    shown = [line.removeprefix("$ ").partition("  #")[0].strip() for line in lines if line.startswith("$ jpreader")]
    assert len(shown) >= 6
    for line in shown:
        arguments = shlex.split(re.split(r" [|>] ", line)[0])[1:]
        assert main(arguments) in (0, 1), line  # 1: a file of the reader's that isn't here
    assert b"did you mean" not in capsysbinary.readouterr().err


def test_the_limits_are_those_of_the_code() -> None:
    assert f"{MOST_BYTES // 1024 // 1024} MiB" in README
    assert f"{MOST_DEPTH} levels" in README
    assert f"{LEAST_COLUMNS}×{LEAST_LINES}" in README
