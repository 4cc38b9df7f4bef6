"""The command line as people and scripts use it: whole processes, their output and their exit status."""

from __future__ import annotations

import fcntl
import io
import json
import os
import pty
import re
import select
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Protocol

import pytest

import jpreader
from jpreader.cli import main
from jpreader.commands import COMMANDS
from jpreader.library.bundle import content
from jpreader.reading import folders, joins
from jpreader.reading.store import Store

SOURCE = str(Path(jpreader.__file__).parents[1])
CONTENT = Path(content())
FIRST = CONTENT / "japan-us-tech.yaml"
BROKEN = """\
jpreader: 1
language: en
title: Rain
subtitel: wet
sections:
  - {id: lead, title: Lead, body: It rained.}
facts:
  - {id: rain, label: Rain, value: 3, section: lead, quote: It snowed.}
"""
SECONDS = 20  # for a process that takes a tenth of one: a hang, not a slow machine


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment of nobody: no settings, no colours, no locale."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": SOURCE,
        "HOME": str(tmp_path / "home"),
        "TERM": "xterm-256color",
    }


class Run(Protocol):
    """Runs jpreader in this process, in the environment of nobody; gives what `process` does."""

    def __call__(self, *arguments: str, stdin: bytes = b"", cwd: Path | None = None) -> tuple[int, str, str]: ...


@pytest.fixture
def run(env: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    for name in list(os.environ):
        if name not in env:
            monkeypatch.delenv(name)
    for name, value in env.items():
        monkeypatch.setenv(name, value)

    def do(*arguments: str, stdin: bytes = b"", cwd: Path | None = None) -> tuple[int, str, str]:
        with monkeypatch.context() as here:
            here.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            if cwd:
                here.chdir(cwd)
            status = main(arguments)
        captured = capsysbinary.readouterr()
        return status, *read(captured.out, captured.err)

    return do


def read(out: bytes, errors: bytes) -> tuple[str, str]:
    """Output and errors, which must be UTF-8 without controls, and nothing of Python's."""
    assert b"Traceback" not in errors
    for text in (out.decode(), errors.decode()):
        assert not [char for char in text if not char.isprintable() and char not in "\n\t"]
    return out.decode(), errors.decode()


def process(
    env: Mapping[str, str],
    *arguments: str,
    stdin: bytes | IO[bytes] | None = None,
    cwd: Path | None = None,
) -> tuple[int, str, str]:
    """Exit status, output and errors of jpreader in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "jpreader", *arguments],
        input=stdin if isinstance(stdin, bytes) else None,
        stdin=subprocess.DEVNULL if stdin is None else None if isinstance(stdin, bytes) else stdin,
        capture_output=True,
        env=dict(env),
        cwd=cwd,
        timeout=SECONDS,
        check=False,
    )
    return done.returncode, *read(done.stdout, done.stderr)


# Help, version, usage


def test_version(run: Run) -> None:
    for option in ("--version", "-V"):
        assert run(option) == (0, f"jpreader {jpreader.__version__}\n", "")


@pytest.mark.parametrize("command", ["", "print", "check", "list", "keys"])
def test_help_is_output_that_fits_a_terminal(run: Run, command: str) -> None:
    status, out, errors = run(*command.split(), "--help")
    assert (status, errors) == (0, "")
    assert out.startswith(f"usage: jpreader {command}")
    assert max(map(len, out.splitlines())) <= 120
    assert run(*command.split(), "-h")[1] == out


def test_help_names_every_command_and_the_shipped_articles(run: Run) -> None:
    out = run("-h")[1]
    for word in ("list", "print", "check", "keys", "japan-us-tech", "reading-guide", "article-format", "./list"):
        assert word in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--nonsense"], "--nonsense"),
        (["print", "--format", "pdf"], "--format"),
        (["print", "--width", "19"], "from 20 to 1000"),
        (["print", "--width", "９９"], "from 20 to 1000"),
        (["check", "--format"], "--format"),
        (["keys", "x"], "x"),
        (["-l", "ja", "print", "x"], "jpreader print"),
        (["help"], "--help"),
        (["japan-us-tech#deals", "reading-guide"], "one article"),
        (["check", "japan-us-tech#deals"], "whole articles"),
        (["print", "--only", "summary", "japan-us-tech#deals"], "--only"),
    ],
)
def test_a_wrong_command_line_is_status_2(run: Run, arguments: list[str], says: str, tmp_path: Path) -> None:
    status, out, errors = run(*arguments, cwd=tmp_path)
    assert (status, out) == (2, "")
    assert says in errors
    assert errors.startswith("jpreader: ")


def test_what_follows_two_dashes_is_no_option(run: Run, tmp_path: Path) -> None:
    status, out, errors = run("search", "--", "-rapidus")
    assert (status, errors) == (0, "")
    assert out == run("search", "not rapidus")[1]
    (tmp_path / "--format").write_bytes(FIRST.read_bytes())
    assert run("print", "--", "--format", cwd=tmp_path) == run("print", str(FIRST))
    status, _, errors = run("keys", "--", "-x")
    assert status == 2
    assert "arguments: -x\n" in errors


# Reading without a screen


def test_a_pipe_gets_the_article_as_text(run: Run) -> None:
    status, out, errors = run("japan-us-tech")
    assert (status, errors) == (0, "")
    assert out.startswith("Tokyo courts American tech money\n")
    assert "\nENTITIES\n" in out
    assert run("print", "japan-us-tech")[1] == out


def test_the_language_is_as_asked_for_or_as_set(run: Run, env: dict[str, str]) -> None:
    japanese = run("print", "-l", "ja", "japan-us-tech")[1]
    assert japanese.startswith("日本、米テクノロジー企業に投資を呼びかけ\n")
    assert run("print", str(CONTENT / "japan-us-tech.ja.yaml"))[1] == japanese
    assert run("-l", "ja-JP", "japan-us-tech")[1] == japanese
    settings = Path(env["HOME"]) / ".config" / "jpreader" / "settings.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text("language: ja\n")
    assert run("print", "japan-us-tech")[1] == japanese
    assert run("print", "-l", "en", "japan-us-tech")[1].startswith("Tokyo")


def test_output_is_utf_8_in_any_locale(env: dict[str, str]) -> None:
    expected = process(env, "print", "-l", "ja", "japan-us-tech")
    plain = {**env, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for locale in ("C", "POSIX", "ja_JP.eucJP"):
        assert process({**plain, "LC_ALL": locale}, "print", "-l", "ja", "japan-us-tech") == expected
    assert process({**plain, "PYTHONIOENCODING": "ascii"}, "print", "-l", "ja", "japan-us-tech") == expected


def test_print_gives_one_json_object_for_each_article(run: Run) -> None:
    one = json.loads(run("print", "--format", "json", "japan-us-tech")[1])
    assert one["title"] == "Tokyo courts American tech money"
    out = run("print", "--format", "json", "--only", "timeline", "japan-us-tech", "reading-guide")[1]
    decoder, found = json.JSONDecoder(), []
    while out.strip():
        value, end = decoder.raw_decode(out.lstrip())
        found.append(value["id"])
        out = out.lstrip()[end:]
    assert found == ["japan-us-tech", "reading-guide"]


def test_print_gives_markdown(run: Run) -> None:
    assert run("print", "--format", "md", "japan-us-tech")[1].startswith("# Tokyo courts American tech money\n")


@pytest.mark.parametrize("only", ["summary", "entities", "figures", "timeline", "questions", "glossary", "deals"])
@pytest.mark.parametrize("format", ["text", "md", "json"])
def test_print_gives_a_part_alone(only: str, format: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["print", "--only", only, "--format", format, "japan-us-tech"]) == 0
    part = capsysbinary.readouterr().out
    assert main(["print", "--format", format, "japan-us-tech"]) == 0
    assert 0 < len(part) < len(capsysbinary.readouterr().out)


def test_print_keeps_to_a_width(run: Run) -> None:
    out = run("print", "--width", "40", "japan-us-tech")[1]
    assert max(map(len, out.splitlines())) <= 40


def test_a_place_prints_that_part(run: Run) -> None:
    assert run("japan-us-tech#deals")[1].startswith("§3 The deals behind the words\n")
    assert run("japan-us-tech@ibm")[1].startswith("COMPANY\nIBM")


def test_standard_input(run: Run) -> None:
    source = FIRST.read_bytes()
    assert run("-", stdin=source)[1].startswith("Tokyo courts")
    assert run("print", "-#deals", stdin=source)[1].startswith("§3 The deals")
    assert run("check", "-", stdin=source)[0] == 0
    assert run("list", "-", stdin=source)[1].startswith("stdin\ten\t2024-04\tTokyo")
    status, out, errors = run("-", stdin=b"x" * (4 * 1024 * 1024 + 1))
    assert (status, out) == (1, "")
    assert "larger than 4 MiB" in errors


def test_an_endless_standard_input_ends(env: dict[str, str]) -> None:
    with open("/dev/zero", "rb") as endless:
        assert process(env, "print", "-", stdin=endless)[0] == 1


def test_closed_streams_are_no_crash(env: dict[str, str]) -> None:
    for redirect, status in (("<&-", 0), (">&-", 1), ("2>&-", 0), ("<&- >&- 2>&-", 1)):
        command = f'exec "$0" -m jpreader print japan-us-tech {redirect}'
        done = subprocess.run(
            ["/bin/sh", "-c", command, sys.executable], env=env, capture_output=True, timeout=SECONDS, check=False
        )
        assert done.returncode == status
        assert b"Traceback" not in done.stderr
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" -m jpreader - <&-', sys.executable],
        env=env,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"jpreader: <stdin>: standard input is closed\n")


# What goes wrong


@pytest.mark.parametrize(
    ("argument", "says"),
    [
        ("nothing.yaml", "no such file"),
        ("japan-us-tec", "did you mean 'japan-us-tech'?"),
        ("japan-us-tech#del", "did you mean 'deals'?"),
        ("japan-us-tech@kishid", "did you mean 'kishida'?"),
        ("/dev/null", "is a device"),
        ("fifo", "pipe"),
        ("secret.yaml", "permissions"),
        ("loop.yaml", "circle"),
        ("empty", "no article in this folder"),
        ("\udcff\x1b[31m.yaml", "␛[31m"),
    ],
)
def test_what_cannot_be_opened_is_one_line_and_status_1(run: Run, tmp_path: Path, argument: str, says: str) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "secret.yaml").write_text("x")
    (tmp_path / "secret.yaml").chmod(0)
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "empty").mkdir()
    if argument == "secret.yaml" and os.access(tmp_path / argument, os.R_OK):
        pytest.skip("whoever runs this may read everything")
    for command in ([], ["print"]):
        status, out, errors = run(*command, argument, cwd=tmp_path)
        assert (status, out) == (1, "")
        assert says in errors
        assert errors.startswith("jpreader: ")
        assert errors.count("\n") == 1


def test_a_broken_article_is_shown_where_it_breaks(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rain.yaml").write_text(BROKEN)
    status, out, errors = run("print", "rain.yaml", cwd=tmp_path)
    assert (status, out) == (1, "")
    assert errors.startswith("rain.yaml:4:1: error: unknown key 'subtitel'\n")
    assert "did you mean 'subtitle'?" in errors


def test_what_is_whole_is_printed_though_another_is_broken(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rain.yaml").write_text(BROKEN)
    (tmp_path / "sun.yaml").write_text(BROKEN.replace("subtitel", "subtitle").replace("snowed", "rained"))
    status, out, errors = run("print", ".", cwd=tmp_path)
    assert status == 1
    assert out.startswith("Rain\nwet\n")
    assert "rain.yaml:4:1" in errors


@pytest.mark.parametrize("arguments", [["--version"], ["-h"], ["keys"], ["list"], ["print", "japan-us-tech"]])
def test_a_full_disk_is_one_line_and_status_1(env: dict[str, str], arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "jpreader", *arguments],
            env=env,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=SECONDS,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, b"jpreader: can't write the output: No space left on device\n")


@pytest.mark.parametrize("arguments", [["print", "japan-us-tech"], ["list"], ["keys"], ["-h"], ["print"]])
def test_a_closed_pipe_is_silent(env: dict[str, str], arguments: list[str]) -> None:
    command = [sys.executable, "-m", "jpreader", *arguments]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(SECONDS) == 128 + signal.SIGPIPE


def test_an_interrupt_is_silent(env: dict[str, str]) -> None:
    command = [sys.executable, "-m", "jpreader", "print", "-"]
    with subprocess.Popen(
        command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"x" * 100_000)  # more than a pipe holds: once it is taken, standard input is being read
        process.stdin.flush()
        process.send_signal(signal.SIGINT)  # once, at whatever it is doing: reading, or between two reads
        assert process.wait(SECONDS) == -signal.SIGINT
        assert process.stderr is not None
        assert process.stderr.read() == b""


# check


def test_check_is_silent_about_what_is_right(run: Run) -> None:
    status, out, errors = run("check", str(FIRST))
    assert (status, out) == (0, "")
    assert errors == "2 files checked: no errors, no warnings\n"


def test_the_shipped_content_has_no_error_and_no_warning(run: Run) -> None:
    status, out, errors = run("check", str(CONTENT))
    assert (status, out) == (0, "")
    assert re.fullmatch(r"\d+ files checked: no errors, no warnings\n", errors)
    assert run("check")[1:] == (out, errors)


def test_check_says_everything_at_once_in_three_ways(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rain.yaml").write_text(BROKEN)
    status, out, errors = run("check", "rain.yaml", "nothing.yaml", cwd=tmp_path)
    assert status == 1
    assert "rain.yaml:4:1: error: unknown key 'subtitel'\n    4 | subtitel: wet\n" in out
    assert "nothing.yaml: error: no such file" in out
    assert errors.startswith("2 files checked: ")
    found = json.loads(run("check", "--format", "json", "rain.yaml", cwd=tmp_path)[1])
    assert (found[0]["path"], found[0]["line"], found[0]["column"]) == ("rain.yaml", 4, 1)
    github = run("check", "--format", "github", "rain.yaml", cwd=tmp_path)[1]
    assert github.startswith("::error file=rain.yaml,line=4,col=1")


def test_check_goes_on_after_a_broken_file(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(BROKEN)
    out = run("check", ".", cwd=tmp_path)[1]
    assert "a.yaml:4:1" in out
    assert "b.yaml:4:1" in out


def test_check_tells_at_once_what_is_wrong_with_keys_and_with_quotes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rain.yaml").write_text(BROKEN)
    found = json.loads(run("check", "--format", "json", "rain.yaml", cwd=tmp_path)[1])
    assert [(one["line"], one["severity"], one["message"].split(":")[0]) for one in found] == [
        (4, "error", "unknown key 'subtitel'"),
        (8, "error", "the quote is not in section 'lead'"),
    ]
    overlay = "jpreader: 1\ntranslates: rain\nlanguage: ja\ntitle: 雨\nbogus: 1\nfacts: {rain: {quote: 雪。}}\n"
    (tmp_path / "rain.yaml").write_text(BROKEN.replace("subtitel", "subtitle").replace("snowed", "rained"))
    for sections, lines in (
        ("sections: {lead: {title: 冒頭, body: 雨が降った。}}\n", [5, 6]),
        ("sections: {led: {title: 冒頭, body: 雪。}}\n", [5, 7]),  # its text isn't known, so neither is the quote
    ):
        (tmp_path / "rain.ja.yaml").write_text(overlay + sections, encoding="utf-8")
        found = json.loads(run("check", "--format", "json", "rain.ja.yaml", cwd=tmp_path)[1])
        assert [one["line"] for one in found if one["severity"] == "error"] == lines


def test_where_text_is_missing_no_quote_is_looked_for(run: Run, tmp_path: Path) -> None:
    twice = "\n  - {id: lead, title: Lead, body: It was wet.}"
    for sections in ("body: [x]}", "body: It snowed.}" + twice):
        (tmp_path / "rain.yaml").write_text(BROKEN.replace("body: It rained.}", sections))
        out = run("check", "rain.yaml", cwd=tmp_path)[1]
        assert "unknown key 'subtitel'" in out
        assert "the quote" not in out


def test_a_translation_is_checked_against_its_original(run: Run, tmp_path: Path) -> None:
    whole = BROKEN.replace("subtitel", "subtitle").replace("snowed", "rained")
    (tmp_path / "rain.yaml").write_text(whole)
    overlay = (
        "jpreader: 1\ntranslates: rain\nlanguage: ja\ntitle: 雨\nsections:\n  led: {title: 冒頭, body: 雨が降った。}\n"
    )
    (tmp_path / "rain.ja.yaml").write_text(overlay, encoding="utf-8")
    for arguments in (["rain.ja.yaml"], ["rain.yaml"], ["."]):
        status, out, _ = run("check", *arguments, cwd=tmp_path)
        assert status == 1
        assert "rain.ja.yaml:6:3: error:" in out
        assert "did you mean 'lead'?" in out
    (tmp_path / "rain.yaml").write_text(whole.replace("value: 3,", ""))  # a warning or an error of the original alone
    out = run("check", "rain.ja.yaml", cwd=tmp_path)[1]
    assert "rain.yaml:8" in out  # which can't be read, so that its translation can't be checked


def test_print_says_what_is_wrong_with_a_broken_translation(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rain.yaml").write_text(BROKEN.replace("subtitel", "subtitle"))
    (tmp_path / "rain.ja.yaml").write_text("jpreader: 1\ntranslates: rain\nlanguage: ja\nbogus: 1\n")
    told = "rain.ja.yaml:4:1: error: unknown key 'bogus'"
    status, out, errors = run("print", "rain.yaml", cwd=tmp_path)
    assert (status, out.splitlines()[0]) == (0, "Rain")
    assert told in errors
    for arguments in (["rain.ja.yaml"], ["-l", "ja", "rain.yaml"], ["-l", "ja", "."]):
        status, out, errors = run("print", *arguments, cwd=tmp_path)
        assert (status, out) == (1, "")  # nothing else than what was asked for
        assert told in errors


def test_warnings_alone_are_status_0(run: Run, tmp_path: Path) -> None:
    text = BROKEN.replace("subtitel", "subtitle").replace(", section: lead, quote: It snowed.", "")
    (tmp_path / "rain.yaml").write_text(text)
    status, out, errors = run("check", "rain.yaml", cwd=tmp_path)
    assert status == 0
    assert "warning:" in out
    assert errors == "1 file checked: no errors, 1 warning\n"


# list, keys


def test_list_names_what_ships_and_the_reader_s_own_articles(run: Run, env: dict[str, str]) -> None:
    own = Path(env["HOME"], ".local", "share", "jpreader", "articles")
    own.mkdir(parents=True)
    shipped = run("list")[1].splitlines()
    assert run("list")[0] == 0, "an empty folder of one's own is nothing wrong"
    shutil.copy(Path(content(), "rapidus.yaml"), own / "mine.yaml")
    listed = run("list")[1].splitlines()
    assert listed[:-1] == shipped
    assert listed[-1].startswith("mine\ten\t")


def test_list_gives_a_line_for_each_article(run: Run) -> None:
    lines = [line.split("\t") for line in run("list")[1].splitlines()]
    assert lines[0] == ["japan-us-tech", "en,ja", "2024-04", "Tokyo courts American tech money"]
    assert {line[0] for line in lines} >= {"reading-guide", "article-format"}


def test_list_shows_a_broken_file_with_its_problem(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rain.yaml").write_text(BROKEN)
    status, out, _ = run("list", ".", cwd=tmp_path)
    assert status == 1
    assert out == "rain\t\t\t./rain.yaml:4:1: error: unknown key 'subtitel'\n"


def test_keys_lists_every_command(run: Run) -> None:
    status, out, errors = run("keys")
    assert (status, errors) == (0, "")
    listed = [line.split()[0] for line in out.splitlines() if line.startswith("  ")]
    assert sorted(listed) == sorted(command.id for command in COMMANDS)


def test_keys_follow_the_settings_and_tell_what_is_wrong_with_them(run: Run, env: dict[str, str]) -> None:
    settings = Path(env["HOME"]) / ".config" / "jpreader" / "settings.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text("keys:\n  theme: C-t\n  ruby: j\nsearches:\n  people: kind:persn\n")
    status, out, errors = run("keys")
    assert status == 1
    assert " *theme" in out
    assert "^T" in out
    assert f"{settings}:3:9: error: j is already the key of 'line-down'" in errors
    assert f"{settings}:5:16: error: there is no kind 'persn'" in errors
    assert str(settings) in out


# A terminal


def on_terminal(
    env: Mapping[str, str], *arguments: str, typed: bytes = b"", columns: int = 80, redirect: str = ""
) -> tuple[int, bytes]:
    """Exit status and output of jpreader on a terminal of its own; keys are typed once a screen stands."""
    terminal, other = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    own = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
    shell = ["/bin/sh", "-c", f'exec "$0" -m jpreader "$@" {redirect}', sys.executable, *arguments]
    with subprocess.Popen(
        [sys.executable, "-c", own, *shell],
        env=dict(env),
        stdin=other,
        stdout=other,
        stderr=other,
        start_new_session=True,
    ) as child:
        out, until = b"", time.monotonic() + SECONDS
        os.close(other)
        while time.monotonic() < until and select.select([terminal], [], [], until - time.monotonic())[0]:
            try:
                part = os.read(terminal, 65536)
            except OSError:  # Linux's way of saying that the other side is closed
                break
            if not part:
                break
            out += part
            if typed and SCREEN in out and b"SECTIONS" in out:
                os.write(terminal, typed)
                typed = b""
        os.close(terminal)
        return child.wait(SECONDS), out


SCREEN = b"\x1b[?1049h"  # the alternate screen begins (xterm's DECSET 1049)


@pytest.mark.parametrize(
    ("arguments", "redirect"),
    [
        (["japan-us-tech#deals"], ""),
        ([], ""),
        (["-"], f"< {shlex.quote(str(FIRST))}"),  # keys come from the terminal all the same
        (["japan-us-tech"], "< /dev/null"),
        (["japan-us-tech"], "2> /dev/null"),
    ],
)
def test_a_terminal_gets_a_screen(env: dict[str, str], arguments: list[str], redirect: str) -> None:
    status, out = on_terminal(env, *arguments, typed=b"q", redirect=redirect)
    assert SCREEN in out
    assert b"Traceback" not in out
    assert status == 0


@pytest.mark.parametrize("arguments", [["nothing.yaml"], ["japan-us-tech#nothing"], ["japan-us-tech", "-l", "fr"]])
def test_what_cannot_be_opened_opens_no_screen(env: dict[str, str], arguments: list[str]) -> None:
    status, out = on_terminal(env, *arguments)
    assert status == 1
    assert out.startswith(b"jpreader: ")
    assert b"\x1b" not in out


@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_dumb_terminal_gets_text(env: dict[str, str], term: str) -> None:
    status, out = on_terminal({**env, "TERM": term}, "japan-us-tech")
    assert status == 0
    assert out.startswith(b"Tokyo courts American tech money\r\n")
    assert b"\x1b" not in out


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"LC_ALL": "ja_JP.UTF-8"}, "│"),
        ({"LC_ALL": "ja_JP.UTF-8", "TERM": "linux"}, "|"),
        ({"LC_ALL": "ja_JP.eucJP"}, "|"),
        ({"LC_ALL": "C"}, "|"),
    ],
)
def test_frames_are_ascii_where_the_terminal_may_have_no_others(
    env: dict[str, str], more: dict[str, str], rule: str
) -> None:
    status, out = on_terminal({**env, **more}, "-l", "ja", "japan-us-tech", typed=b"q")
    assert status == 0
    assert {sign for sign in "│|" if sign in out.decode()} == {rule}
    assert "日本" in out.decode()


def test_print_on_a_narrow_terminal_is_as_narrow(env: dict[str, str]) -> None:
    status, out = on_terminal(env, "print", "japan-us-tech", columns=40)
    assert status == 0
    assert max(map(len, out.decode().splitlines())) <= 40


def test_a_terminal_as_standard_input_is_misuse(env: dict[str, str]) -> None:
    status, out = on_terminal(env, "print", "-")
    assert status == 2
    assert b"pipe an article in" in out


def own(env: dict[str, str]) -> Path:
    """The folder of the reader's own articles."""
    folder = Path(env["HOME"]) / ".local" / "share" / "jpreader" / "articles"
    folder.mkdir(parents=True)
    return folder


def test_search_shows_articles_with_their_sentences(run: Run) -> None:
    status, out, err = run("search", "tokyo luncheon lang:en")
    assert (status, err) == (0, "")
    title, about, *sentences = out.splitlines()
    assert title == "Tokyo courts American tech money"
    assert about.split("  ")[1:4] == ["2024-04", "en", str(FIRST)]
    assert any(line.startswith("    #pitch ") and "At a luncheon in Washington" in line for line in sentences)


def test_search_gives_json_with_places(run: Run) -> None:
    status, out, _ = run("search", "--format", "json", "-l", "ja", "entity:ラピダス tag:半導体", str(FIRST))
    (found,) = json.loads(out)
    assert status == 0
    assert (found["id"], found["language"], found["path"]) == (
        "japan-us-tech",
        "ja",
        str(FIRST.with_suffix(".ja.yaml")),
    )
    assert {hit["text"][slice(*span)] for hit in found["hits"] for span in hit["lit"]} == {"ラピダス"}


def test_search_also_looks_in_the_reader_s_own_articles(run: Run, env: dict[str, str]) -> None:
    (own(env) / "mine.yaml").write_text(
        "jpreader: 1\nlanguage: en\ntitle: Mine\nsections:\n  - {id: lead, title: Lead, body: Zebras graze.}\n"
    )
    assert run("search", "zebras")[1].startswith("Mine\n")
    status, out, err = run("search", "zebras", "japan-us-tech")
    assert (status, out, err) == (1, "", "no article answers this\n")


def test_a_wrong_query_is_shown_where_it_is_wrong(run: Run) -> None:
    status, out, err = run("search", "tokyo kind:persn")
    assert (status, out) == (2, "")
    assert err.splitlines() == [
        "jpreader: the query is wrong",
        "query:1:12: error: there is no kind 'persn'",
        "    1 | tokyo kind:persn",
        "      |            ^^^^^ did you mean 'person'?",
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["search", "zzzzz"], 1, "no article answers this"),
        (["search", "tokyo", "nothing.yaml"], 1, "nothing.yaml: no such file"),
        (["search", "tokyo", "luncheon"], 1, "luncheon: no such file, folder or shipped article"),
        (["search", "tokyo", "-"], 2, "- is standard input"),
        (["search", "tokyo", "japan-us-tech#pitch"], 2, "without #section or @entity"),
        (["search"], 2, "QUERY"),
        (["search", "--limit", "0", "tokyo"], 2, "not a number from 1 to"),
        (["dossier", "rapidis"], 1, "no article has an entity called 'rapidis': did you mean 'rapidus'?"),
        (["dossier", "Wikidata", "--to", "Kioxia"], 1, "nothing connects Wikidata with Kioxia"),
        (["ledger", "--unit", "zzz"], 1, "no article has such a figure"),
        (["timeline", "--entity", "nobody"], 1, "no article has an entity called 'nobody'"),
        (["timeline", "--format", "xml"], 2, "xml"),
    ],
)
def test_what_cannot_be_asked_or_found_is_said(run: Run, arguments: list[str], status: int, said: str) -> None:
    done = run(*arguments)
    assert (done[0], done[1]) == (status, "")
    assert said in done[2]


def test_a_dossier_says_what_all_articles_know(run: Run) -> None:
    status, out, _ = run("dossier", "ラピダス")
    assert status == 0
    assert out.startswith("Rapidus  ラピダス\n  company\n")
    for line in ("  Tokyo — backs → Rapidus  japan-us-tech#deals", "  920 billion JPY  (2024-04-02)  rapidus#decision"):
        assert line in out
    known = json.loads(run("dossier", "--format", "json", "Q17")[1])
    assert (known["key"], known["native"]) == ("Q17", "日本")
    assert {each["article"] for each in known["mentioned"]} >= {"japan-us-tech", "chip-history", "kishida-visit"}


def test_entities_that_the_reader_has_joined_are_one_here_too(run: Run) -> None:
    store = Store(folders.memory())
    joins.save(store, frozenset({frozenset(("company:rapidus", "Q37156"))}), frozenset())
    store.close()
    known = json.loads(run("dossier", "--format", "json", "Rapidus")[1])
    assert {"Rapidus", "IBM"} <= set(known["names"])


def test_a_connection_has_its_evidence_at_each_step(run: Run) -> None:
    status, out, _ = run("dossier", "--format", "json", "Toyota", "--to", "IBM")
    assert status == 0
    steps = json.loads(out)
    assert {steps[0]["from"], steps[0]["to"]} == {"Toyota", "Rapidus"}
    assert {steps[1]["from"], steps[1]["to"]} == {"Rapidus", "IBM"}
    assert all(step["quote"] and step["section"] and step["article"] for step in steps)


def test_the_ledger_says_whom_the_figures_are_of(run: Run) -> None:
    _, out, _ = run("ledger", "--unit", "companies", "rapidus")
    assert out == "Shareholders · Rapidus\n  8 companies  rapidus#shares\n"


def test_figures_and_events_are_given_as_tables(run: Run) -> None:
    import csv

    status, out, _ = run("ledger", "--format", "csv", "--entity", "microsoft", "japan-us-tech")
    (row,) = csv.DictReader(io.StringIO(out))
    assert status == 0
    assert (row["value"], row["number"], row["unit"], row["disagrees"]) == ("2.9 billion", "2900000000", "USD", "false")
    assert row["entities"] == "Microsoft; Japan"
    rows = json.loads(run("timeline", "--format", "json")[1])
    dates = [row["date"].partition("/")[0] for row in rows]
    assert dates == sorted(dates)
    assert run("timeline", "--entity", "kishida")[1].splitlines()[0].startswith("2024-04-08/2024-04-14  ")


def test_a_read_section_is_not_unread(run: Run, env: dict[str, str]) -> None:
    from jpreader.article.model import TOP
    from jpreader.article.place import Anchor
    from jpreader.reading.store import Kept, Store

    assert run("search", "unread luncheon")[0] == 0
    store = Store(os.path.join(env["HOME"], ".local", "state", "jpreader", "reading.db"))
    sections = frozenset({"pitch", "stakes", "deals", "outlook"})
    store.save("shipped:japan-us-tech", Kept(Anchor(TOP, "", ""), "en", sections))
    store.close()
    assert [one["id"] for one in json.loads(run("search", "--format", "json", "luncheon -unread")[1])] == [
        "japan-us-tech"
    ]
    assert "japan-us-tech" not in [
        one["id"] for one in json.loads(run("search", "--format", "json", "japan unread")[1])
    ]


def test_a_damaged_index_is_made_anew_and_said_in_one_line(run: Run, env: dict[str, str]) -> None:
    run("search", "tokyo")
    (index,) = (Path(env["HOME"]) / ".cache" / "jpreader").glob("index-*.sqlite")
    index.write_bytes(b"damage" * 10_000)
    status, out, err = run("search", "tokyo")
    assert (status, out != "") == (0, True)
    (line,) = err.splitlines()
    assert line.startswith("jpreader: The index was damaged (")


@pytest.mark.parametrize("seconds", [0.0, 0.1])  # before processes start, and while they do
def test_many_articles_are_read_by_several_processes_and_an_interrupt_ends_them_all(
    env: dict[str, str], tmp_path: Path, seconds: float
) -> None:
    text = (
        "jpreader: 1\nlanguage: en\ntitle: Rain {0}\nsections:\n  - {{id: lead, title: Lead, body: It rained {0}.}}\n"
    )
    for number in range(1000):
        (tmp_path / f"a{number}.yaml").write_text(text.format(number))
    arguments = [sys.executable, "-m", "jpreader", "search", "rained", str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(arguments, env=env, stdout=pipe, stderr=pipe, start_new_session=True) as started:
        cache = Path(env["HOME"]) / ".cache" / "jpreader"
        until = time.monotonic() + SECONDS
        while not list(cache.glob("index.lock")) and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(seconds)
        os.killpg(started.pid, signal.SIGINT)
        out, err = started.communicate(timeout=SECONDS)
    assert (started.returncode, out, err) == (-signal.SIGINT, b"", b"")
    status, shown, said = process(env, "search", "rained", str(tmp_path))
    assert (status, said) == (0, "20 of 1,000 articles; --limit 1000 shows all\n")
    assert shown.count("It rained ") == 20


def test_only_what_a_folder_shows_is_in_the_index_and_that_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "news.yml").write_bytes(FIRST.read_bytes())
    status, out, err = run("search", "tokyo", str(tmp_path / "news.yml"))
    assert (status, out) == (1, "")
    assert err == f"jpreader: {tmp_path}/news.yml: not in the index, which holds .yaml files; call it news.yaml\n"


def test_names_of_files_send_nothing_to_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m.yaml").write_bytes(FIRST.read_bytes())
    (tmp_path / "b\x1b[31m.yaml").write_bytes(b"no article")
    for arguments in (["search", "tokyo"], ["dossier", "tokyo"], ["ledger"], ["timeline"]):
        status, out, err = run(*arguments, str(tmp_path))
        assert (status, "\x1b" in out + err) == (0, False), arguments


def test_only_what_is_missing_is_asked_for(run: Run) -> None:
    for command, missing in ("search", "QUERY"), ("dossier", "ENTITY"):
        assert run(command) == (
            2,
            "",
            f"jpreader: the following arguments are required: {missing}\njpreader {command} --help says more\n",
        )
