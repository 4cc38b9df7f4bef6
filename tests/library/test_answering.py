"""The index asked by an application, while processes of their own bring it up to date."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.library.conftest import ARTICLE, settle

from jpreader.library.answering import Answering
from jpreader.library.database import BUSY, Database
from jpreader.library.index import Index, Joins
from jpreader.library.progress import Progress

PATIENCE = 60.0  # seconds: for a machine that is busy with something else
MANY = 800  # articles: some seconds of work


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    return made


def write(folder: Path, *ids: object, title: str = "News") -> None:
    for id in ids:
        path = folder / f"{id}.yaml"
        text = ARTICLE.format(language="en", title=title, published="2024", tags="", body="Rain.", more="")
        path.write_text(text, encoding="utf-8")
        settle(path)


async def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)


def titles(index: Index) -> list[str]:
    return sorted(title for (title,) in index.db.execute("select title from article"))


async def test_a_question_waits_for_the_index_and_is_answered_in_another_thread(tmp_path: Path, folder: Path) -> None:
    write(folder, "a", "b")
    told: list[Progress] = []
    answering = Answering(str(tmp_path / "cache"), [str(folder)], Joins, told.append)
    try:
        count, thread = await answering.ask(lambda index: (index.count(), threading.get_ident()), PATIENCE)
        assert count == 2
        assert thread != threading.get_ident()
        await until(lambda: not answering.busy)
        assert any(progress == Progress(2, 2, 0.0, True) for progress in told)
        write(folder, "a", title="Another")
        told.clear()
        answering.update()
        await until(lambda: not answering.busy)
        assert any(progress.changed for progress in told)
        assert await answering.ask(titles) == ["Another", "News"]
    finally:
        answering.close()


async def test_a_damaged_index_is_made_anew_and_said_in_a_line(tmp_path: Path, folder: Path) -> None:
    write(folder, "a")
    Database(str(tmp_path / "cache")).close()
    next((tmp_path / "cache").glob("*.sqlite")).write_bytes(b"no database " * 1000)
    told: list[Progress] = []
    answering = Answering(str(tmp_path / "cache"), [str(folder)], Joins, told.append)
    try:
        assert await answering.ask(titles, PATIENCE) == ["News"]
        notes = [progress.note for progress in told if progress.note]
        assert len(notes) == 1
        assert "damaged" in notes[0]
    finally:
        answering.close()


async def test_where_nothing_can_be_kept_all_work_on_one_index_that_goes_with_the_session(
    tmp_path: Path, folder: Path
) -> None:
    write(folder, "a")
    (tmp_path / "cache").write_text("no folder")
    told: list[Progress] = []
    answering = Answering(str(tmp_path / "cache"), [str(folder)], Joins, told.append)
    home = ""
    try:
        home = await answering.ask(lambda index: index.database.folder, PATIENCE)
        assert await answering.ask(titles) == ["News"]
        assert [progress.note for progress in told if "not kept" in progress.note]
    finally:
        answering.close()
    assert home
    assert not os.path.exists(home)


async def test_a_second_one_waits_for_the_first_and_finds_what_is_left(tmp_path: Path, folder: Path) -> None:
    write(folder, "a")
    told: list[Progress] = []
    held = Database(str(tmp_path / "cache"))
    with held.writing() as why:
        assert not why
        answering = Answering(str(tmp_path / "cache"), [str(folder)], Joins, told.append)
        await until(lambda: any(progress.note == BUSY for progress in told))
    try:
        await until(lambda: not answering.busy)
        assert await answering.ask(titles) == ["News"]
    finally:
        answering.close()
        held.close()


async def test_what_is_in_view_is_looked_at_while_all_the_rest_is_still_being_read(
    tmp_path: Path, folder: Path
) -> None:
    write(folder, "seen")
    told: list[Progress] = []
    answering = Answering(str(tmp_path / "cache"), [str(folder)], Joins, told.append)
    try:
        assert await answering.ask(titles, PATIENCE) == ["News"]
        await until(lambda: not answering.busy)
        held = Database(str(tmp_path / "cache"))
        with held.writing():  # else some are read before all are there
            write(folder, *range(MANY))
            answering.update()
        held.close()
        await until(lambda: any(progress.total > MANY // 4 for progress in told))
        told.clear()
        write(folder, "seen", title="Other news")
        answering.look([str(folder / "seen.yaml"), str(folder / "gone.yaml")])
        await until(lambda: any(progress.changed for progress in told))
        assert "Other news" in await answering.ask(titles)
        assert answering.busy
        await until(lambda: not answering.busy)
        assert await answering.ask(Index.count) == MANY + 1
    finally:
        answering.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells of files by inotify")
@pytest.mark.parametrize("named", ["folder", "files"])
async def test_a_file_that_changes_is_read_again_without_being_asked_for(
    tmp_path: Path, folder: Path, named: str
) -> None:
    write(folder, "a", "b")
    paths = [str(folder)] if named == "folder" else [str(folder / "a.yaml")]
    answering = Answering(str(tmp_path / "cache"), paths, Joins, list[Progress]().append)

    async def shown(*expected: str) -> None:
        end = time.monotonic() + PATIENCE
        while await answering.ask(titles) != sorted(expected):
            assert time.monotonic() < end
            await asyncio.sleep(0.01)

    try:
        await until(lambda: not answering.busy)
        whole = ["News"] if named == "folder" else []
        write(folder, "a", title="Written over")
        await shown("Written over", *whole)
        write(folder, "aside", title="Put in its place")
        os.replace(folder / "aside.yaml", folder / "a.yaml")
        await shown("Put in its place", *whole)
        write(folder, "c", title="Added")
        (folder / "b.yaml").unlink()
        await shown("Put in its place", *(["Added"] if whole else []))
        (folder / "a.yaml").unlink()
        await shown(*(["Added"] if whole else []))
        assert not answering.busy
    finally:
        answering.close()


async def test_one_process_does_all_and_another_takes_its_place_when_it_is_killed(tmp_path: Path, folder: Path) -> None:
    write(folder, "a", "b")
    told: list[Progress] = []
    answering = Answering(str(tmp_path / "cache"), [str(folder)], Joins, told.append)
    try:
        await until(lambda: not answering.busy)
        first = answering._process
        assert first
        for title in ("One", "Two", "Three"):
            write(folder, "a", title=title)
            for _ in range(20):  # more than are said to it at once
                answering.update([str(folder / "a.yaml")])
            await until(lambda: not answering.busy)
            assert await answering.ask(titles) == sorted(["News", title])
        assert answering._process is first
        first.kill()
        await until(lambda: any("given up" in progress.note for progress in told))
        write(folder, "b", title="Four")
        answering.update()
        await until(lambda: not answering.busy)
        assert await answering.ask(titles) == ["Four", "Three"]
    finally:
        answering.close()


def children_of(session: int) -> list[int]:
    """The processes of a session that are alive."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                fields = Path("/proc", name, "stat").read_text().rpartition(") ")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session and fields[0] != "Z":
                found.append(int(name))
    return found


APPLICATION = """
import asyncio, sys
from jpreader.library.answering import Answering
from jpreader.library.index import Joins

async def main():
    answering = Answering(sys.argv[1], [sys.argv[2]], Joins, lambda progress: None)
    while answering._process is None:
        await asyncio.sleep(0.01)
    print(answering._process.pid, flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="processes are looked for in /proc")
@pytest.mark.parametrize("how", ["closed", "killed"])
async def test_its_processes_end_with_it(tmp_path: Path, folder: Path, how: str) -> None:
    write(folder, *range(MANY))
    cache = str(tmp_path / "cache")
    if how == "closed":
        answering = Answering(cache, [str(folder)], Joins, list[Progress]().append)
        await until(lambda: answering._process is not None)
        session = answering._process.pid if answering._process else 0
        await until(lambda: len(children_of(session)) > 2)
        begun = time.monotonic()
        answering.end()
        assert time.monotonic() - begun < 0.1
        answering.close()
    else:
        arguments = [sys.executable, "-c", APPLICATION, cache, str(folder)]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as application:
            assert application.stdout
            session = int(application.stdout.readline())
            await until(lambda: len(children_of(session)) > 2)
            application.send_signal(signal.SIGKILL)
    await until(lambda: not children_of(session))
    # What was killed half-way is gone on with.
    answering = Answering(cache, [str(folder)], Joins, list[Progress]().append)
    try:
        await until(lambda: not answering.busy)
        assert await answering.ask(Index.count) == MANY
    finally:
        answering.close()
