"""The first screen, drawn without Textual, is the one that Textual then draws: character, colours and attributes."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from textual import constants, events
from textual.driver import Driver
from textual.geometry import Size
from textual.pilot import Pilot

from jpreader.app import Jpreader
from jpreader.article.model import Article
from jpreader.bookmark import Bookmark
from jpreader.library.bundle import content
from jpreader.library.shelf import Selection, item, load, shelf
from jpreader.reading.keymap import keymap
from jpreader.reading.past import Past
from jpreader.reading.reading import Reading
from jpreader.reading.settings import Settings, Theme
from jpreader.screens.reader import Reader
from jpreader.start.beginning import begin
from jpreader.start.drawing import drawn
from jpreader.terminal.grid import Grid
from jpreader.widgets import typeset

PATIENCE = 20.0  # seconds: for a machine that is busy with something else

DEPTHS = {16: "standard", 256: "256", 2**24: "truecolor"}


def on_a_grid(width: int, height: int) -> tuple[Grid, type[Driver]]:
    """A grid, and a driver that draws on it."""
    grid = Grid(width, height)

    class GridDriver(Driver):
        def write(self, data: str) -> None:
            grid.write(data)

        def start_application_mode(self) -> None:
            size = Size(width, height)
            self._app.post_message(events.Resize(size, size))

        def disable_input(self) -> None: ...

        def stop_application_mode(self) -> None: ...

    return grid, GridDriver


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


def different(one: Grid, other: Grid) -> list[str]:
    """The cells that differ, for people to read."""
    return [
        f"{x},{y}: {a} {b}"
        for y, (left, right) in enumerate(zip(one.rows, other.rows, strict=True))
        for x, (a, b) in enumerate(zip(left, right, strict=True))
        if a != b
    ]


CASES = [
    ((80, 24), "dark", "", 256, False),
    ((80, 24), "light", "ja", 2**24, False),
    ((80, 24), "terminal", "", 16, False),
    ((120, 40), "dark", "ja", 16, False),
    ((200, 60), "dark", "", 2**24, False),
    ((200, 60), "terminal", "ja", 256, True),
    ((40, 15), "light", "", 16, True),
    ((20, 6), "dark", "ja", 256, False),
    ((19, 5), "light", "", 256, False),
]


@pytest.mark.parametrize(("size", "theme", "language", "colours", "ascii"), CASES)
async def test_the_first_screen_is_the_one_that_follows(
    size: tuple[int, int],
    theme: Theme,
    language: str,
    colours: int,
    ascii: bool,
    home: Path,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(constants, "COLOR_SYSTEM", DEPTHS[colours])
    typeset.style.cache_clear()  # Rich's styles keep the sequences of the depth that they were drawn in first
    typeset.strip.cache_clear()
    chosen = item(f"{content()}/japan-us-tech.yaml")
    settings = Settings(theme=theme, language=language)

    async def left_with(keys: str) -> Grid:
        """What Textual draws after it has started and these keys were pressed."""
        grid, driver = on_a_grid(*size)
        app = Jpreader(begin(Selection(shelf(content()), chosen), settings, keymap({})[0], ascii=ascii))
        app.driver_class = driver

        async def hands(pilot: Pilot[object]) -> None:
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
            await pilot.pause()
            app.exit()

        await app.run_async(auto_pilot=hands)
        return grid

    def before() -> Grid:
        beginning = begin(Selection(shelf(content()), chosen), settings, keymap({})[0], ascii=ascii)
        reading = beginning.opened()
        assert reading is not None
        found = drawn(reading, beginning, *size, colours)
        beginning.store.close()
        return found

    first = before()
    assert different(first, await left_with("jj]L")) != [] or size == (19, 5)
    second = before()
    assert different(second, await left_with("")) == []
    assert size == (19, 5) or different(first, second), "the place that was left is where it begins"


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("language", ["en", "ja"])
async def test_what_is_new_stands_on_the_first_screen_and_what_has_changed_does_not(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has changed is looked for once that stands there: it must not be on a screen that was kept."""
    monkeypatch.setattr(constants, "COLOR_SYSTEM", DEPTHS[256])
    typeset.style.cache_clear()
    typeset.strip.cache_clear()
    chosen, other = (item(f"{content()}/{id}.yaml") for id in ("japan-us-tech", "rapidus"))
    beginning = begin(Selection((), chosen), Settings(language=language), keymap({})[0])
    kept = Past(beginning.store)
    for one in (other, chosen):
        shown = load(one).articles[language == "ja"]
        altered = Article(*shown._replace(sections=shown.sections[1:]))
        kept.learn(one.key, altered, set(list(altered.by_section)[1:]), ())
    reading = beginning.opened()
    assert reading is not None
    assert reading.new.entities
    first = drawn(reading, beginning, 120, 40, 256)
    assert any(cell == "◆" for row in first.rows for cell, _ in row)
    assert any(changes.all for changes in kept.compare(chosen.key, reading.editions))
    grid, driver = on_a_grid(120, 40)

    end = time.monotonic() + PATIENCE
    found: list[list[str]] = []

    class Patient(Jpreader):
        async def _compare(self, bookmark: Bookmark) -> None:
            """Compares once the screen is the first one."""
            while different(first, grid) and time.monotonic() < end:
                await asyncio.sleep(0.005)  # between two looks
            found.append(different(first, grid))
            await super()._compare(bookmark)

    app = Patient(beginning._replace(reading=reading))
    app.driver_class = driver

    async def hands(pilot: Pilot[object]) -> None:
        while not reader_of(app).changed.all and time.monotonic() < end:
            await asyncio.sleep(0.005)  # between two looks
        await pilot.pause()
        app.exit()

    await app.run_async(auto_pilot=hands)
    assert found == [[]]
    assert "▎" in {cell for row in grid.rows for cell, _ in row}


def reader_of(app: Jpreader) -> Reading:
    """What is read."""
    assert isinstance(app.screen, Reader)
    return app.screen.reading


@pytest.mark.usefixtures("home")
def test_without_colours_nothing_but_attributes_is_left() -> None:
    beginning = begin(Selection((), item(f"{content()}/japan-us-tech.yaml")), Settings(), keymap({})[0])
    reading = beginning.opened()
    assert reading is not None
    styles = {style for row in drawn(reading, beginning, 80, 24, 0).rows for _, style in row}
    beginning.store.close()
    assert {(style.ink, style.ground) for style in styles} == {("", "")}
    assert any(4 in style.flags for style in styles), "mentions are underlined"
    assert any(1 in style.flags for style in styles), "headings are bold"
