"""The tour of the reading guide, key by key: in both languages it does what the guide says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from jpreader.app import Jpreader
from jpreader.article.find import Query, find
from jpreader.layout.line import ToEvidence
from jpreader.library.bundle import content
from jpreader.library.shelf import Selection, item, load, shelf
from jpreader.reading.keymap import keymap
from jpreader.reading.settings import Settings
from jpreader.screens.reader import Reader
from jpreader.screens.sheet import Sheet
from jpreader.screens.shelf import Shelf

GUIDE = f"{content()}/reading-guide.yaml"
SOUGHT = {"en": "measure", "ja": "行長"}
"""The languages, and what the guide has its reader look for in each."""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.delenv("NO_COLOR", raising=False)


@asynccontextmanager
async def touring(language: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    selection = Selection(shelf(content()), item(GUIDE))
    app = Jpreader(selection, Settings(language=language), keymap({})[0])
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert reader(pilot).reading.article.language == language
        yield pilot


def reader(pilot: Pilot[int]) -> Reader:
    screen = pilot.app.screen
    assert isinstance(screen, Reader)
    return screen


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


@pytest.mark.parametrize("language", SOUGHT)
async def test_the_keys_do_in_the_reading_guide_what_it_says(language: str) -> None:
    async with touring(language) as pilot:

        def page() -> Reader:
            return reader(pilot)

        # Move around
        await press(pilot, "space")
        here = page().reading.place
        await press(pilot, "3")
        assert page().reading.section == "names"
        await press(pilot, "backspace")
        assert page().reading.place == here
        await press(pilot, "greater_than_sign")
        assert page().reading.section == "names"
        top = page().page.position(page().reading.place)
        await press(pilot, "4", "j")
        assert page().page.flow.move(top, 4) == page().page.position(page().reading.place)

        # Follow a name
        await press(pilot, "3", "e")
        for key in [*"jjjjjjjjjjjjjjj", *"kkkkkkkkkkkkkkk"]:
            if page().reading.entity == "japan":
                break
            await press(pilot, key)
        assert page().reading.card
        await press(pilot, "enter")
        assert (page().reading.pane, page().reading.hit, page().reading.section) == ("article", 0, "see")
        await press(pilot, "n")
        assert page().reading.hit == 1
        await press(pilot, "N")
        assert page().reading.hit == 0
        await press(pilot, "3", "escape")
        assert (page().reading.section, page().reading.entity) == ("names", "")

        # Check a claim
        await press(pilot, "4", "s")
        fact = page().reading.article.facts["microsoft"].evidence
        assert fact is not None
        rows = page().panes["summary"].targets()
        item_of_fact = rows.index(ToEvidence(fact))
        await press(pilot, *("j" for _ in range(item_of_fact)))
        await press(pilot, "enter")
        lit = page().reading.lit
        assert page().reading.pane == "article"
        assert lit is not None
        assert page().reading.article.by_section["check"].text[lit.start : lit.end] == fact.quote
        await press(pilot, "backspace")
        assert (page().reading.pane, page().reading.cursors["summary"]) == ("summary", item_of_fact)
        await press(pilot, "escape")
        assert page().reading.pane == "article"

        # Make it yours
        await press(pilot, "5")
        here = page().reading.place
        await press(pilot, "L")
        assert page().reading.article.language != language
        assert page().reading.place[:2] == here[:2]
        await press(pilot, "L", "r")
        assert page().reading.article.language == language
        assert page().reading.ruby
        theme = pilot.app.theme
        await press(pilot, "T")
        assert pilot.app.theme != theme
        measure = page().page.measure
        await press(pilot, "minus")
        assert page().page.measure < measure
        await press(pilot, "plus")
        assert page().page.measure == measure
        await press(pilot, "slash", *SOUGHT[language], "enter")
        assert len(page().reading.hits) >= 2
        await press(pilot, "escape")
        assert page().reading.query is None

        # Where to go from here
        await press(pilot, "o")
        assert isinstance(pilot.app.screen, Shelf)
        await press(pilot, "escape", "question_mark")
        assert isinstance(pilot.app.screen, Sheet)
        await press(pilot, "escape", "q")
        assert not pilot.app.is_running


@pytest.mark.parametrize("language", SOUGHT)
def test_what_the_reading_guide_has_its_reader_look_for_is_found_where_it_says_so(language: str) -> None:
    article = load(GUIDE).find(language)
    assert article is not None
    found = find(article, Query(SOUGHT[language]))
    assert [span.section for span in found] == ["suit"] * len(found)
    last = article.by_section["suit"].blocks[-1]
    assert any(last.start <= span.start for span in found), "the guide names the word"


async def test_the_measures_of_the_reading_guide_are_those_that_a_wide_screen_begins_with() -> None:
    facts = load(GUIDE).articles[0].facts
    async with touring("en", (160, 40)) as pilot:
        assert reader(pilot).page.measure == facts["latin-measure"].number
        await press(pilot, "L")
        assert reader(pilot).page.measure == facts["japanese-measure"].number
