"""The shelf as the first screen, in a real terminal."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from tests.library.conftest import ARTICLE, settle
from tests.start.test_first_paint import ASKED, PATIENCE, Program, without_textual

MANY = 3000  # articles: to read them takes some seconds


def write(folder: Path, id: str, title: str) -> None:
    folder.mkdir(exist_ok=True)
    path = folder / f"{id}.yaml"
    text = ARTICLE.format(language="en", title=title, published="2024", tags="", body="Rain. " * 200, more="")
    path.write_text(text, encoding="utf-8")
    settle(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    write(made, "a", "Rain again")
    write(made, "b", "Sun at last")
    return made


def read_once(home: Path, folder: Path) -> None:
    """Begin with the shelf, and quit once the index is there."""
    program = Program(home, str(folder))
    program.until(b"1 min")
    assert program.end() == 0


def screens(home: Path) -> list[Path]:
    return list(home.glob(".cache/jpreader/screens/*"))


@pytest.mark.parametrize("kept", [True, False])
def test_the_shelf_stands_before_textual_is_imported(kept: bool, folder: Path, tmp_path: Path) -> None:
    read_once(tmp_path, folder)
    assert len(screens(tmp_path)) == 1
    for screen in [] if kept else screens(tmp_path):
        screen.unlink()
    (tmp_path / "path").mkdir()
    program = Program(tmp_path, str(folder), path=without_textual(tmp_path / "path"))
    program.until(b"Sun at last")
    assert program.end(b"") == 1
    assert b"Rain again" in program.seen[: program.seen.index(b"Textual is not there")]


def test_what_follows_changes_nothing_of_the_shelf_of_the_last_time(folder: Path, tmp_path: Path) -> None:
    read_once(tmp_path, folder)
    program = Program(tmp_path, str(folder))
    painted = program.until(ASKED)
    program.press(b"/q")
    program.until(b"has all that", after=painted)
    assert b"Sun" not in program.seen[program.seen.index(ASKED) :], "the rows were drawn once"
    assert program.end(b"\rq") == 0


def test_an_article_that_is_new_or_changed_comes_to_the_shelf_of_the_last_time(folder: Path, tmp_path: Path) -> None:
    read_once(tmp_path, folder)
    write(folder, "c", "QQQQ")
    write(folder, "a", "ZZZZ")
    program = Program(tmp_path, str(folder))
    program.until(b"QQQQ")
    program.until(b"ZZZZ")
    assert program.end() == 0


def test_a_damaged_index_is_made_anew_and_said_in_a_line(folder: Path, tmp_path: Path) -> None:
    read_once(tmp_path, folder)
    for file in tmp_path.glob(".cache/jpreader/index-*"):
        file.write_bytes(b"no index " * 1000)
    program = Program(tmp_path, str(folder))
    program.until(b"The index was damaged")
    program.until(b"Sun at last")
    assert program.end() == 0


def test_what_is_wrong_with_the_settings_is_said_on_the_first_shelf_of_all(folder: Path, tmp_path: Path) -> None:
    (tmp_path / ".config/jpreader").mkdir(parents=True)
    (tmp_path / ".config/jpreader/settings.yaml").write_text("measure: wide\n")
    program = Program(tmp_path, str(folder))
    program.until(b"~/.config/jpreader/settings.yaml:1:10: error: ")
    assert program.end() == 0


def processes_of(text: str) -> list[int]:
    """The processes that have a text in their environment."""
    found = []
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and text.encode() in Path("/proc", name, "environ").read_bytes():
                found.append(int(name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="processes are looked for in /proc")
def test_quitting_while_files_are_read_is_at_once_and_leaves_no_process(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    for number in range(MANY):
        write(folder, f"n{number}", f"Rain {number}")
    program = Program(tmp_path, str(folder))
    program.until(b"articles read")
    assert re.search(rb"of 3,000 articles read", program.seen)
    end = time.monotonic() + PATIENCE
    while len(processes_of(f"HOME={tmp_path}")) <= 2:  # besides itself and what tidies up: those that read come later
        assert time.monotonic() < end
        time.sleep(0.02)  # between two looks; nothing depends on its length
    begun = time.monotonic()
    assert program.end() == 0
    assert time.monotonic() - begun < 2, "a busy machine takes its time; all of the files take more"
    end = time.monotonic() + PATIENCE
    while processes_of(f"HOME={tmp_path}"):
        assert time.monotonic() < end
        time.sleep(0.02)  # between two looks; nothing depends on its length
