"""What several tests need."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec

import pytest
from hypothesis import settings

from jpreader.article.decode import decode, decode_overlay
from jpreader.article.model import Article
from jpreader.library.bundle import content

if TYPE_CHECKING:
    from textual.app import App
    from textual.strip import Strip

# What a shell without job control starts in the background has these ignored, and so has all that it starts: a program
# that a test interrupts would go on. What is handled here is as usual in what is started.
for number in (signal.SIGINT, signal.SIGQUIT):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler)

# Textual draws sixty times a second, for the eye. A test waits for the next time after each key, where there is nobody
# to see it: half of the time of the tests of screens. Textual asks for this when it is imported.
os.environ["TEXTUAL_FPS"] = "1000"

# A property is tried on fewer examples by a reader of the code than by `.ci/run`, which has the time.
settings.register_profile("quick", max_examples=25)
if not os.environ.get("JPREADER_CI"):
    settings.load_profile("quick")

Asked = ParamSpec("Asked")
Needs = Callable[[str], str]
Drawn = Callable[["App[int]"], "list[Strip]"]


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One process more than there are cores, for while a test waits for a program, a terminal or a disk."""
    return (yield) + 1


@pytest.fixture(autouse=True)
def connections_closed() -> Iterator[None]:
    """A test closes the databases that it opens, as the program does.

    Python warns of one that isn't closed, from 3.13 on and in whatever test the collector happens to run in.
    """
    opened: list[sqlite3.Connection] = []

    def noted(connect: Callable[Asked, sqlite3.Connection]) -> Callable[Asked, sqlite3.Connection]:
        def connected(*arguments: Asked.args, **options: Asked.kwargs) -> sqlite3.Connection:
            opened.append(connect(*arguments, **options))
            return opened[-1]

        return connected

    with pytest.MonkeyPatch.context() as patch:  # of its own: a test may undo what it has patched
        patch.setattr(sqlite3, "connect", noted(sqlite3.connect))
        yield
    left = [connection for connection in opened if _is_open(connection)]
    for connection in left:
        connection.close()
    assert not left


def _is_open(connection: sqlite3.Connection) -> bool:
    try:
        return connection.in_transaction or True
    except sqlite3.ProgrammingError:
        return False


@pytest.fixture(scope="session")
def half_translated() -> Article:
    """The first article in Japanese up to its summary; its relations, dates, questions and terms are in English."""
    original = Path(content(), "japan-us-tech.yaml")
    source = original.with_suffix(".ja.yaml").read_bytes()
    whole = decode(original.read_bytes(), str(original), original.stem).article
    assert whole is not None
    half = decode_overlay(source.partition(b"\nrelations:")[0], "half.ja.yaml", whole).article
    assert half is not None
    return half


@pytest.fixture(scope="session")
def needs() -> Needs:
    """Gives the path of a program; without it the test is skipped, and under `.ci/run`, which installs it, it fails."""

    def path_of(program: str) -> str:
        path = shutil.which(program, path=os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin"]))
        if path is None and os.environ.get("JPREADER_CI"):
            pytest.fail(f"{program} is not installed, and .ci/run is there to install it")
        if path is None:
            pytest.skip(f"{program} is not installed")
        return path

    return path_of


@pytest.fixture(scope="session")
def drawn() -> Drawn:
    """Gives the rows of an app's screen: what lies under it, and over that what each of its widgets draws."""
    from textual.geometry import Region
    from textual.strip import Strip
    from textual.widget import Widget

    def rows_of(app: App[int]) -> list[Strip]:
        screen = app.screen
        width, height = screen.size
        rows = screen.render_lines(Region(0, 0, width, height))
        for widget in screen.walk_children(Widget):
            x, y, across, down = widget.region.intersection(screen.size.region)
            if widget.children or not across:
                continue
            for number, row in enumerate(widget.render_lines(Region(0, 0, across, down)), y):
                before, after = rows[number].crop(0, x), rows[number].crop(x + across)
                rows[number] = Strip.join([before, row, after])
        return rows

    return rows_of
