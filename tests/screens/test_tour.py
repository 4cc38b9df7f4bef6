"""The tour of the reading guide, key by key: in both languages it does what the guide says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jpreader.article.find import find
from jpreader.layout.line import ToEvidence
from jpreader.library.bundle import content
from jpreader.library.shelf import load
from jpreader.screens.reader import Reader
from jpreader.screens.sheet import Sheet
from jpreader.screens.shelf import Shelf

if TYPE_CHECKING:
    from tests.screens.conftest import Sit

GUIDE = "reading-guide"
SOUGHT = {"en": "measure", "ja": "行長"}
"""The languages, and what the guide has its reader look for in each."""


@pytest.mark.parametrize("language", SOUGHT)
async def test_the_keys_do_in_the_reading_guide_what_it_says(sit: Sit, language: str) -> None:
    async with sit(id=GUIDE, language=language) as sitting:

        def page() -> Reader:
            return sitting.reader

        assert page().reading.article.language == language

        # Move around
        await sitting.tap("space")
        here = page().reading.place
        await sitting.tap("3")
        assert page().reading.section == "names"
        await sitting.tap("backspace")
        assert page().reading.place == here
        await sitting.tap(">")
        assert page().reading.section == "names"
        top = page().window.position(page().reading.place)
        await sitting.tap("4", "j")
        assert page().window.flow.move(top, 4) == page().window.position(page().reading.place)

        # Follow a name
        await sitting.tap("3", "e")
        for key in [*"jjjjjjjjjjjjjjj", *"kkkkkkkkkkkkkkk"]:
            if page().reading.entity == "japan":
                break
            await sitting.tap(key)
        assert page().reading.card
        await sitting.tap("enter")
        assert (page().reading.pane, page().reading.hit, page().reading.section) == ("article", 0, "see")
        await sitting.tap("n")
        assert page().reading.hit == 1
        await sitting.tap("N")
        assert page().reading.hit == 0
        await sitting.tap("3", "escape")
        assert (page().reading.section, page().reading.entity) == ("names", "")

        # Check a claim
        await sitting.tap("4", "s")
        fact = page().reading.article.facts["microsoft"].evidence
        assert fact is not None
        rows = page().sight.listing("summary").targets
        item_of_fact = rows.index(ToEvidence(fact))
        await sitting.tap(*("j" for _ in range(item_of_fact)))
        await sitting.tap("enter")
        lit = page().reading.lit
        assert page().reading.pane == "article"
        assert lit is not None
        assert page().reading.article.by_section["check"].text[lit.start : lit.end] == fact.quote
        await sitting.tap("backspace")
        assert (page().reading.pane, page().reading.cursors["summary"]) == ("summary", item_of_fact)
        await sitting.tap("escape")
        assert page().reading.pane == "article"

        # Make it yours
        await sitting.tap("5")
        here = page().reading.place
        await sitting.tap("L")
        assert page().reading.article.language != language
        assert page().reading.place[:2] == here[:2]
        await sitting.tap("L", "r")
        assert page().reading.article.language == language
        assert page().reading.ruby
        theme = sitting.app.theme
        await sitting.tap("T")
        assert sitting.app.theme != theme
        measure = page().window.measure
        await sitting.tap("-")
        assert page().window.measure < measure
        await sitting.tap("+")
        assert page().window.measure == measure
        await sitting.tap("/", *SOUGHT[language], "enter")
        assert len(page().reading.hits) >= 2
        await sitting.tap("escape")
        assert page().reading.query is None

        # Where to go from here
        await sitting.tap("o")
        assert isinstance(sitting.app.screen, Shelf)
        await sitting.tap("escape", "?")
        assert isinstance(sitting.app.screen, Sheet)
        await sitting.tap("escape", "q")
        await sitting.until(lambda: not sitting.app.is_running)


@pytest.mark.parametrize("language", SOUGHT)
def test_what_the_reading_guide_has_its_reader_look_for_is_found_where_it_says_so(language: str) -> None:
    article = load(f"{content()}/{GUIDE}.yaml").find(language)
    assert article is not None
    found = find(article, SOUGHT[language])
    assert [span.section for span in found] == ["suit"] * len(found)
    last = article.by_section["suit"].blocks[-1]
    assert any(last.start <= span.start for span in found), "the guide names the word"


async def test_the_measures_of_the_reading_guide_are_those_that_a_wide_screen_begins_with(sit: Sit) -> None:
    facts = load(f"{content()}/{GUIDE}.yaml").articles[0].facts
    async with sit((160, 40), GUIDE) as sitting:
        assert sitting.reader.window.measure == facts["latin-measure"].number
        await sitting.tap("L")
        assert sitting.reader.window.measure == facts["japanese-measure"].number
