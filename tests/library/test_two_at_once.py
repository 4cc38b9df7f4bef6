"""Two jpreaders at once, in two terminals: one watched folder, one index, one memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.library.conftest import ARTICLE
from tests.terminal.sitting import Sitting, sitting

MANY = 200  # articles: some are in the index before the others are read
TURNS = 12  # changes: now the one is first to see it, now the other


def write(folder: Path, id: str, title: str) -> None:
    text = ARTICLE.format(language="en", title=title, published="2024-03", tags="", body="It rained.", more="")
    beside = folder / f".{id}"
    beside.write_text(text, encoding="utf-8")
    beside.rename(folder / f"{id}.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    for number in range(MANY):
        write(made, f"a{number:03}", f"Article {number}")
    return made


@pytest.fixture
def both(folder: Path, tmp_path: Path) -> Iterator[tuple[Sitting, Sitting]]:
    """Both begin at once, with no index."""
    home = tmp_path / "home"
    home.mkdir()
    command = (sys.executable, "-m", "jpreader", str(folder))
    with sitting(home, command) as one, sitting(home, command) as other:
        for each in (one, other):
            each.until(f"{MANY}, by date")
            each.until("1 min")
        yield one, other


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells of files by inotify")
def test_what_changes_in_a_folder_is_on_both_shelves_each_time(both: tuple[Sitting, Sitting], folder: Path) -> None:
    for turn in range(TURNS):
        write(folder, f"new-{turn}", f"News {turn} of today")
        for each in both:
            each.until(f"{MANY + turn + 1}, by date")
            each.until(f"News {turn} of today")
    for each in both:
        assert "Another jpreader" not in each.screen.text()
        each.type("q")
        assert each.end() == 0
