"""The command line, run as a reader runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FIRST = ROOT / "content" / "japan-us-tech.yaml"


def jpreader(*arguments: str, given: str | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jpreader", *arguments],
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=20,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "tui"), "HOME": "/nonexistent", **env},
    )


def test_help_and_version_are_on_stdout() -> None:
    for argument in ("--help", "-h", "--version"):
        run = jpreader(argument)
        assert (run.returncode, run.stderr) == (0, "")
        assert "jpreader" in run.stdout


def test_without_a_terminal_the_article_comes_as_clean_text() -> None:
    run = jpreader("japan-us-tech")
    assert run.returncode == 0
    assert "U.S. [and European] companies" in run.stdout.replace("\n", " ")
    assert "\x1b" not in run.stdout


def test_japanese_is_utf8_in_any_locale() -> None:
    run = jpreader("-l", "ja", "print", "japan-us-tech", LC_ALL="C")
    assert run.returncode in (0, 1, 2)
    assert "日本" in jpreader("print", "-l", "ja", "japan-us-tech", LC_ALL="C").stdout


def test_what_ships_is_clean() -> None:
    run = jpreader("check", str(ROOT / "content"))
    assert (run.returncode, run.stdout) == (0, "")


def test_a_broken_file_gets_its_place_and_a_way_out(tmp_path: Path) -> None:
    broken = tmp_path / "a.yaml"
    broken.write_text(FIRST.read_text(encoding="utf-8").replace("subtitle:", "subtitel:"), encoding="utf-8")
    run = jpreader("check", str(broken))
    assert run.returncode == 1
    assert f"{broken}:5:1: error: unknown key 'subtitel'" in run.stdout
    assert "^^^^^^^^ did you mean 'subtitle'?" in run.stdout
    assert jpreader("check", str(broken), "--format", "github").stdout.startswith("::error file=")
    assert json.loads(jpreader("check", str(broken), "--format", "json").stdout)[0]["line"] == 5


def test_a_quote_that_is_not_there_says_where_it_stops(tmp_path: Path) -> None:
    wrong = tmp_path / "a.yaml"
    text = FIRST.read_text(encoding="utf-8")
    wrong.write_text(text.replace("quote: created over a million jobs", "quote: created over a million posts"), "utf-8")
    run = jpreader("check", str(wrong))
    assert run.returncode == 1
    assert "stops matching after “created over a million" in run.stdout


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("japan-us-teck", "did you mean 'japan-us-tech'?"),
        ("/no/such.yaml", "no such file"),
        ("japan-us-tech#deal", "deals"),
    ],
)
def test_a_bad_path_opens_nothing_else(argument: str, said: str) -> None:
    run = jpreader(argument)
    assert (run.returncode, run.stdout) == (1, "")
    assert said in run.stderr


def test_a_usage_error_is_2() -> None:
    assert jpreader("--no-such-option").returncode == 2
    assert jpreader("print", "--format", "pdf").returncode == 2


def test_stdin_is_an_article() -> None:
    run = jpreader("print", "-", given=FIRST.read_text(encoding="utf-8"))
    assert "Tokyo courts American tech money" in run.stdout


def test_json_misses_nothing() -> None:
    article = json.loads(jpreader("print", "--format", "json", "japan-us-tech").stdout)
    assert len(article["entities"]) == 12
    assert len(article["relations"]) == 8
    assert article["facts"][0]["evidence"][0]["section"] == "stakes"


def test_a_broken_pipe_is_silent() -> None:
    command = f"{sys.executable} -m jpreader print japan-us-tech | head -n 1"
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "tui"), "HOME": "/nonexistent"}
    run = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=env, timeout=20)
    assert run.stderr == ""
