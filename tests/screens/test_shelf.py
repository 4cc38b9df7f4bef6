"""The shelf, by its keys and its clicks."""

from __future__ import annotations

import re
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.library.conftest import ARTICLE, OVERLAY, settle
from tests.screens.conftest import Sitting

from jpreader.app import Jpreader
from jpreader.library.database import Database
from jpreader.library.shelf import Selection
from jpreader.reading import folders
from jpreader.reading.keymap import keymap
from jpreader.reading.settings import Settings
from jpreader.screens.reader import Reader
from jpreader.screens.shelf import Shelf
from jpreader.start.beginning import begin

if TYPE_CHECKING:
    from tests.conftest import Drawn

MANY = 600  # articles: a second of work at least

Browse = Callable[..., AbstractAsyncContextManager[Sitting]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    write(made, "alpha", "Alpha rises", "2024-03", "wet")
    write(made, "beta", "Beta falls", "2024-02")
    write(made, "gamma", "Gamma rays", "2024-01", "wet")
    return made


def write(folder: Path, id: str, title: str, published: str, tags: str = "", body: str = "Rain.") -> None:
    path = folder / f"{id}.yaml"
    text = ARTICLE.format(language="en", title=title, published=published, tags=tags, body=body, more="")
    path.write_text(text, encoding="utf-8")
    settle(path)


@pytest.fixture
def browse(folder: Path, drawn: Drawn) -> Browse:
    """Begins a sitting before the shelf of the folder, the index of which is there."""

    @asynccontextmanager
    async def sitting(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Sitting]:
        selection = Selection((), paths=(str(folder),))
        app = Jpreader(begin(selection, Settings(), keymap({})[0]))
        async with app.run_test(size=size) as pilot:
            made = Sitting(app, pilot, drawn)
            await made.until(lambda: at_rest(made))
            yield made

    return sitting


@contextmanager
def all_at_once() -> Iterator[None]:
    """What is written meanwhile gets into the index after it: else some is read before all is there."""
    database = Database(folders.cache())
    with database.writing() as why_not:
        assert not why_not
        yield
    database.close()


def at_rest(sitting: Sitting) -> bool:
    screen = sitting.app.screen
    if not isinstance(screen, Shelf) or screen.busy or sitting.app.answering.busy:
        return False
    return min(screen.shelved.order, default=0) >= 0  # else what the index has now is still on its way to the screen


def titles(sitting: Sitting) -> list[str]:
    """The titles on the shelf, in order."""
    known = ("Alpha rises", "Beta falls", "Gamma rays", "Delta flows", "Omega ends")
    return [title for row in sitting.rows() for title in known if title in row.text[:45]]


async def press(sitting: Sitting, *keys: str) -> None:
    await sitting.tap(*keys)
    await sitting.until(lambda: at_rest(sitting))


async def test_a_filter_narrows_the_shelf_as_it_is_typed_and_enter_keeps_it(browse: Browse) -> None:
    async with browse() as sitting:
        assert titles(sitting) == ["Alpha rises", "Beta falls", "Gamma rays"]
        await press(sitting, "/", *"ra")
        assert titles(sitting) == ["Gamma rays"]
        assert "1 of 3" in sitting.text()
        await press(sitting, "backspace", "backspace", *"fa", "enter")
        assert titles(sitting) == ["Beta falls"]
        assert "q quit" in sitting.text()
        await press(sitting, "escape")
        assert titles(sitting) == ["Alpha rises", "Beta falls", "Gamma rays"]
        await sitting.tap("/", *"gam", "enter", "enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert sitting.reader.reading.article.id == "gamma"


async def test_the_shelf_changes_its_language_and_what_is_opened_from_it_has_it(browse: Browse, folder: Path) -> None:
    path = folder / "alpha.ja.yaml"
    path.write_text(OVERLAY.format(id="alpha", title="アルファ", body="雨。", more=""), encoding="utf-8")
    settle(path)
    async with browse((120, 24)) as sitting:
        assert titles(sitting) == ["Alpha rises", "Beta falls", "Gamma rays"]
        await press(sitting, "L")
        assert "日本語, where an article has it" in sitting.text()
        assert titles(sitting) == ["Beta falls", "Gamma rays"]
        assert "アルファ" in sitting.rows()[1].text[:45]
        assert "アルファ" in sitting.rows()[1].text[70:], "beside the list, too"
        await sitting.tap("enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert sitting.reader.reading.article.language == "ja"
        await sitting.tap("o")
        await sitting.until(lambda: at_rest(sitting))
        assert titles(sitting) == ["Beta falls", "Gamma rays"]
        await press(sitting, "L")
        assert titles(sitting) == ["Alpha rises", "Beta falls", "Gamma rays"]


async def test_a_shelf_without_translations_says_so(browse: Browse) -> None:
    async with browse() as sitting:
        await press(sitting, "L")
        assert "None of these articles is in another language, too" in sitting.text()


async def test_from_the_shelf_a_capital_leads_to_its_article_and_all_that_is_kept_is_listed(browse: Browse) -> None:
    async with browse() as sitting:
        await sitting.tap("M")
        await sitting.until(lambda: "Nothing is kept yet" in sitting.text())
        await sitting.tap("escape", "'", "Q")
        await sitting.until(lambda: "There is no mark Q" in sitting.text())
        await sitting.tap("'", "a")
        assert "a–z are each article’s own" in sitting.text()
        await press(sitting, "j")
        await sitting.tap("enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        await sitting.tap("m", "Q")
        await sitting.until(lambda: "Mark Q is set here" in sitting.text())
    async with browse() as sitting:
        await press(sitting, "G")
        await sitting.tap("'", "Q")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert sitting.reader.reading.article.id == "beta"
        await sitting.tap("backspace")
        await sitting.until(lambda: isinstance(sitting.app.screen, Shelf))
        await sitting.tap("'", "Q")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
    async with browse() as sitting:
        await sitting.tap("M", "enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert sitting.reader.reading.article.id == "beta"


async def test_the_order_changes_and_the_cursor_stays_on_its_article(browse: Browse) -> None:
    async with browse() as sitting:
        shelf = sitting.app.screen
        assert isinstance(shelf, Shelf)
        await press(sitting, "j", "O")
        assert "by title" in sitting.text()
        assert shelf.shelved.current
        assert shelf.shelved.current.id == "beta"
        for said in ("by source", "by length", "unread first", "by date"):
            await press(sitting, "O")
            assert said in sitting.text()
            assert sorted(titles(sitting)) == ["Alpha rises", "Beta falls", "Gamma rays"]


async def test_facets_stand_in_a_pane_with_their_counts_and_narrow_the_shelf(browse: Browse) -> None:
    async with browse((120, 30)) as sitting:
        await press(sitting, "tab")
        wet = next(row.text for row in sitting.rows() if " wet" in row.text[:28])
        assert wet[:28].split()[-1] == "2" or " 2 " in wet[:28]
        await press(sitting, "j", "space")
        assert "2 of 3" in sitting.text()
        await press(sitting, "tab")
        assert titles(sitting) == ["Alpha rises", "Gamma rays"]
        await press(sitting, "escape")
        assert len(titles(sitting)) == 3


async def test_a_click_chooses_a_facet_and_an_article(browse: Browse) -> None:
    async with browse((120, 30)) as sitting:
        await press(sitting, "tab")
        y = next(y for y, row in enumerate(sitting.rows()) if " wet" in row.text[:28])
        await sitting.pilot.click(offset=(5, y))
        await sitting.until(lambda: "2 of 3" in sitting.text())
        y = next(y for y, row in enumerate(sitting.rows()) if "Gamma rays" in row.text)
        await sitting.pilot.click(offset=(40, y))
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert sitting.reader.reading.article.id == "gamma"


async def test_on_a_wide_screen_the_article_stands_beside_the_list(browse: Browse, folder: Path) -> None:
    summary = "summary:\n  tldr: Something falls.\n"
    path = folder / "beta.yaml"
    path.write_text(path.read_text(encoding="utf-8") + summary, encoding="utf-8")
    (folder / "broken.yaml").write_text("jpreader: 1\ntitel: x\n", encoding="utf-8")
    async with browse((120, 30)) as sitting:
        await press(sitting, "j")
        assert "Something falls." in sitting.text()
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("Something falls.", "It is quiet again."), encoding="utf-8")
        await press(sitting, "ctrl+l")
        assert "Something falls." not in sitting.text()
        assert "It is quiet again." in sitting.text()
        await press(sitting, "G")
        assert "It is quiet again." not in sitting.text()
        assert "× broken" in sitting.text()
        beside = " ".join(row.text[82:].strip() for row in sitting.rows())
        assert "an article needs 'language'" in beside
        await sitting.tap("enter")
        await sitting.until(lambda: "Esc closes this" in sitting.text())
        await press(sitting, "escape", "J")
        assert "Entities are joined in a dossier" in sitting.rows()[-1].text


async def test_what_changes_is_marked_and_what_comes_leaves_the_cursor_where_it_is(
    browse: Browse, folder: Path
) -> None:
    async with browse() as sitting:
        assert "● Beta falls" in sitting.text()
        await sitting.tap("j", "enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        await sitting.tap("o")
        await sitting.until(lambda: at_rest(sitting))
        assert "✓ Beta falls" in sitting.text()
        write(folder, "beta", "Beta falls", "2024-02", body="Snow.")
        write(folder, "delta", "Delta flows", "2024-09")
        await press(sitting, "ctrl+l")
        assert titles(sitting) == ["Delta flows", "Alpha rises", "Beta falls", "Gamma rays"]
        assert "± Beta falls" in sitting.text()
        shelf = sitting.app.screen
        assert isinstance(shelf, Shelf)
        assert shelf.shelved.current
        assert shelf.shelved.current.id == "beta"


async def test_a_change_in_view_is_there_while_all_other_files_are_still_being_read(
    browse: Browse, folder: Path
) -> None:
    async def held() -> int:
        return await sitting.app.answering.ask(lambda index: index.count())

    async with browse() as sitting:
        await sitting.tap("j", "enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        with all_at_once():
            write(folder, "beta", "Beta soars", "2024-02")
            for number in range(MANY):
                write(folder, f"other-{number}", "Other", "2023")
        await sitting.tap("o")
        await sitting.until(lambda: "Beta soars" in sitting.text())
        assert await held() < 3 + MANY
        write(folder, "alpha", "Alpha sinks", "2024-03")
        await sitting.tap("ctrl+l")
        await sitting.until(lambda: "Alpha sinks" in sitting.text())
        assert await held() < 3 + MANY
        await sitting.until(lambda: at_rest(sitting))
        assert await held() == 3 + MANY


async def test_keys_that_are_typed_before_the_index_answers_are_not_lost(browse: Browse) -> None:
    async with browse() as sitting:
        await sitting.tap("enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        await sitting.tap("o")
        for key in ("G", "enter"):
            sitting.app.simulate_key(key)
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader) and "Gamma" in sitting.text())


@pytest.mark.parametrize(("keys", "title"), [("2j", "Gamma rays"), ("10j", "Gamma rays"), ("G2k", "Alpha rises")])
async def test_a_count_before_a_key_moves_so_often(browse: Browse, keys: str, title: str) -> None:
    async with browse() as sitting:
        await press(sitting, *keys)
        await sitting.tap("enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert sitting.reader.reading.article.title == title


async def test_the_counts_of_the_facets_are_those_of_the_list_that_was_filtered(browse: Browse, folder: Path) -> None:
    write(folder, "delta", "Delta flows", "2024-09", "wet")

    def count(label: str) -> str:
        return next((row.text[:27].split()[-1] for row in sitting.rows() if f" {label} " in row.text[:27]), "")

    async with browse((120, 40)) as sitting:
        await press(sitting, "/", *"alpha", "enter", "tab")
        assert [count(label) for label in ("wet", "Not read to the end", "2024")] == ["1", "1", "1"]
        await press(sitting, "tab", "/", *["backspace"] * 3, "enter", "tab")
        assert "2 of 4" in sitting.text()
        assert [count(label) for label in ("wet", "Not read to the end", "2024")] == ["1", "2", "2"]
        await press(sitting, "escape", "escape", "tab")
        assert [count(label) for label in ("wet", "Not read to the end", "2024")] == ["3", "4", "4"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells of files by inotify")
async def test_of_many_files_that_come_while_it_stands_a_bar_says_how_many_and_how_long_and_reading_goes_on(
    browse: Browse, folder: Path
) -> None:
    def bar() -> bool:
        return re.search(r" [1-9]\d* of \d+ articles read, .* left", sitting.text()) is not None

    def all_read() -> bool:
        return at_rest(sitting) and f"{count:,}, by date" in sitting.text()

    async with browse() as sitting:
        count = 3
        while count < 3 + 6 * MANY and not bar():  # a machine that is busy may look only when all are read
            with all_at_once():
                for number in range(count, count + MANY):
                    write(folder, f"other-{number}", "Other", "2023", body="It rained. " * 200)
            count += MANY
            await sitting.until(lambda: bar() or all_read())
        assert bar()
        await sitting.tap("j", "enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert sitting.reader.reading.article.id == "beta"
        await sitting.tap("o")
        await sitting.until(all_read)
        await sitting.until(lambda: "articles read" not in sitting.text())
