"""A kept screen stands again only if all that it was made from is as it was."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.terminal.emulator import Cell as Seen
from tests.terminal.emulator import Emulator, Look

import jpreader
from jpreader.library.bundle import content
from jpreader.reading import folders
from jpreader.start import recall
from jpreader.start.recall import Asked, Kept, files_of, keep, recalled
from jpreader.terminal.capabilities import Capabilities
from jpreader.terminal.grid import Grid
from jpreader.terminal.shown import Shown


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An article with a translation, and a home."""
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    os.makedirs(folders.state())
    Path(folders.state(), "reading.db").write_bytes(b"places")
    (tmp_path / "news").mkdir()
    for name in ("japan-us-tech.yaml", "japan-us-tech.ja.yaml"):
        shutil.copy(f"{content()}/{name}", tmp_path / "news")
    return tmp_path / "news" / "japan-us-tech.yaml"


ASKED = Asked(("news.yaml",), "/home/reader", (20, 6), Capabilities(), local=True)


def screen() -> Grid:
    grid = Grid(20, 6)
    grid.write("\x1b[2;3H\x1b[1;4;38;5;111mTokyo\x1b[0m 日本語 ’\x1b[48;2;1;2;3m│\x1b[0m")
    return grid


def kept(news: Path, asked: Asked = ASKED) -> None:
    keep(asked, files_of(str(news)), Kept(screen(), mouse=True))


def test_a_screen_comes_back_cell_by_cell(news: Path) -> None:
    kept(news)
    found = recalled(ASKED)
    assert found is not None
    assert (found.grid.rows, found.mouse) == (screen().rows, True)


def test_what_is_sent_of_a_screen_shows_it(news: Path) -> None:
    kept(news)
    found = recalled(ASKED)
    assert found is not None
    terminal = Emulator(20, 6)
    terminal.feed(found.drawn.encode())
    shown = Shown(20, 6, Capabilities())
    shown.stands(found.grid.rows)
    assert shown.update(found.grid.rows) == ""
    assert terminal.text().splitlines()[1].strip() == "Tokyo 日本語 ’│"
    grid = screen()
    grid.write("\x1b[3;1H\x1b[31mnext\x1b[0m\x1b[2;3HO")
    terminal.feed(shown.update(grid.rows).encode())
    assert [line.rstrip() for line in terminal.text().splitlines()[1:3]] == ["  Ookyo 日本語 ’│", "next"]
    assert terminal.rows[2][0] == Seen("n", Look("31"))


def test_what_was_never_kept_is_not_recalled(news: Path) -> None:
    assert recalled(ASKED) is None
    kept(news)
    assert recalled(ASKED._replace(arguments=("other.yaml",))) is None
    assert recalled(ASKED._replace(folder="/elsewhere")) is None


def _written(path: str) -> None:
    os.makedirs(os.path.dirname(path))
    Path(path).write_text("theme: light\n", encoding="utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a letter of the article": lambda news: news.write_bytes(news.read_bytes().replace(b"Tokyo", b"Kyoto", 1)),
    "the translation": lambda news: news.with_suffix(".ja.yaml").write_bytes(b"broken"),
    "the translation is gone": lambda news: news.with_suffix(".ja.yaml").unlink(),
    "another translation": lambda news: news.with_suffix(".fr.yaml").write_bytes(b""),
    "settings": lambda _: _written(folders.settings()),
    "a place": lambda _: Path(folders.state(), "reading.db").write_bytes(b"others"),
    "a place not yet in the file itself": lambda _: Path(folders.state(), "reading.db-wal").write_bytes(b"more"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_what_it_was_made_from_is_seen(change: Callable[[Path], object], news: Path) -> None:
    kept(news)
    change(news)
    assert recalled(ASKED) is None


def test_an_edit_that_keeps_size_and_time_is_seen(news: Path) -> None:
    kept(news)
    before = os.stat(news)
    text = news.read_bytes()
    with open(news, "r+b") as file:
        file.write(text.replace(b"Tokyo", b"Kyoto", 1))
    os.utime(news, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert os.stat(news).st_size == before.st_size
    assert recalled(ASKED) is None


@pytest.mark.parametrize(
    "changed",
    [
        ASKED._replace(size=(21, 6)),
        ASKED._replace(capabilities=Capabilities(colours=16)),
        ASKED._replace(capabilities=Capabilities(unicode=False)),
        ASKED._replace(local=False),
    ],
)
def test_another_terminal_is_seen(changed: Asked, news: Path) -> None:
    kept(news)
    assert recalled(changed) is None


def test_another_version_is_seen(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(news)
    monkeypatch.setattr(jpreader, "__version__", "99.0")
    assert recalled(ASKED) is None


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe\n\n", b"mouse\n", b"mouse\njpreader\n\n\x1b[1;1Hevil"])
def test_a_damaged_file_is_as_none(damage: bytes, news: Path) -> None:
    kept(news)
    Path(ASKED.path).write_bytes(damage)
    assert recalled(ASKED) is None


def test_nothing_that_a_cache_holds_writes_to_the_terminal(news: Path) -> None:
    kept(news)
    text = Path(ASKED.path).read_text(encoding="utf-8")
    Path(ASKED.path).write_text(text + "\x1b]52;c;aGk=\x07\x1b[6n\x9b31m\x07x", encoding="utf-8")
    found = recalled(ASKED)
    assert found is not None
    assert not any(ord(character) < 32 for row in found.grid.rows for cell, _ in row for character in cell)


@pytest.mark.parametrize("evil", ["\x1b]52;c;aGk=\x07", "\x1b[6n", "\x9b31m", "\x1b[?1000h", "\x1bc", "\u202e"])
def test_what_would_do_more_than_draw_is_not_sent(evil: str, news: Path) -> None:
    kept(news)
    whole = Path(ASKED.path).read_text(encoding="utf-8")
    head, _, drawing = whole.partition("\n\n")
    mouse, _, length = head.partition("\n")[0].partition(", ")
    facts = head.partition("\n")[2]
    changed = f"{mouse}, {int(length) + len(evil)}\n{facts}\n\n{evil}{drawing}"
    Path(ASKED.path).write_text(changed, encoding="utf-8", newline="")
    assert recalled(ASKED) is None


def test_where_nothing_can_be_kept_reading_goes_on(news: Path) -> None:
    Path(folders.cache()).parent.mkdir()
    Path(folders.cache()).write_bytes(b"a file, not a folder")
    kept(news)
    assert recalled(ASKED) is None


def test_only_the_screens_used_last_are_kept(news: Path) -> None:
    for number in range(recall.MOST_KEPT + 3):
        kept(news, ASKED._replace(arguments=(f"{number}.yaml",)))
        os.utime(ASKED._replace(arguments=(f"{number}.yaml",)).path, ns=(number, number))
    assert len(os.listdir(os.path.dirname(ASKED.path))) == recall.MOST_KEPT
    assert recalled(ASKED._replace(arguments=("0.yaml",))) is None
    assert recalled(ASKED._replace(arguments=(f"{recall.MOST_KEPT + 2}.yaml",))) is not None
