"""What all articles say, on the screen: search, dossiers, the ledger, the timeline, and the ways from them."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from jpreader.reading.store import Store
from jpreader.screens.knowing import Knowing
from jpreader.screens.reader import Reader
from jpreader.screens.shelf import Shelf

if TYPE_CHECKING:
    from tests.screens.conftest import Sit, Sitting


@pytest.fixture(autouse=True)
def _no_other_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


async def asked(sitting: Sitting, query: str, shows: str) -> None:
    """Search, and wait until the results are there."""
    await sitting.tap("S")
    await sitting.tap(*query)
    await sitting.until(lambda: shows in sitting.text())


def cursor(sitting: Sitting) -> str:
    """What stands on the rows that the cursor is on."""
    assert isinstance(sitting.app.screen, Knowing)
    entries = sitting.app.screen.entries
    rows = entries.typeset.rows(entries.cursor)
    return " ".join("".join(piece.text for piece in row) for row in rows)


async def test_a_search_opens_its_article_at_the_words_lit_and_back_comes_to_the_place_it_was_asked_from(
    sit: Sit,
) -> None:
    async with sit((100, 30)) as sitting:
        await sitting.tap("]", "]", "j")
        place = sitting.reader.reading.place
        await asked(sitting, "TSMC", "A Taiwanese chip plant")
        await sitting.tap("enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        reading = sitting.reader.reading
        assert reading.article.id == "tsmc-kumamoto"
        assert reading.current is not None
        section = reading.article.by_section[reading.current.section]
        assert section.text[reading.current.start : reading.current.end] == "TSMC"
        assert sitting.reader.window.shows(reading.current)
        await sitting.tap("n")
        assert sitting.reader.reading.hit == 1
        while sitting.reader.reading.article.id == "tsmc-kumamoto":
            await sitting.tap("ctrl+o")
        assert sitting.reader.reading.place == place
        await sitting.tap(">")
        await sitting.until(lambda: sitting.reader.reading.article.id == "tsmc-kumamoto")


async def test_keys_that_close_it_twice_at_once_leave_what_is_under_it_open(sit: Sit) -> None:
    async with sit((100, 30)) as sitting:
        for keys in (("escape", "ctrl+o"), ("escape", "escape"), ("ctrl+o", "ctrl+o")):
            await sitting.tap("F")
            assert isinstance(sitting.app.screen, Knowing)
            for key in keys:
                sitting.app.simulate_key(key)
            await sitting.until(lambda: isinstance(sitting.app.screen, Reader))


async def test_what_the_title_says_comes_first_and_the_arrow_goes_into_the_results(sit: Sit) -> None:
    async with sit((100, 30)) as sitting:
        await asked(sitting, "rapidus", "Who pays for Rapidus")
        await sitting.until(lambda: not sitting.app.answering.busy)
        assert "Tab complete" in sitting.rows()[-1].text  # nothing is to be said of the index
        assert "Who pays for Rapidus" in cursor(sitting)
        await sitting.tap("down", "j")
        assert "590 billion yen" in cursor(sitting)
        await sitting.tap("k", "k")
        await sitting.tap(*" kumamoto")
        await sitting.until(lambda: "Kumamoto" in cursor(sitting))


async def test_what_is_wrong_with_a_query_is_shown_under_it_and_the_results_stay(sit: Sit) -> None:
    async with sit((100, 30)) as sitting:
        await asked(sitting, "rapidus", "Who pays for Rapidus")
        await sitting.tap(*" (")
        await sitting.until(lambda: "these parentheses are empty" in sitting.text())
        assert "Who pays for Rapidus" in sitting.text()
        await sitting.tap("backspace", *"半導体 kidn:person")
        await sitting.until(lambda: "there is no field 'kidn'" in sitting.text())
        rows = [row.text.rstrip() for row in sitting.rows()]
        assert cell_len(rows[1][: rows[1].index("kidn")]) == rows[2].index("^^^^")
        assert rows[2].strip() == "^^^^"
        await sitting.tap("enter")
        assert isinstance(sitting.app.screen, Knowing)
        await sitting.tap(*["backspace"] * len("kidn:person"))
        await sitting.until(lambda: "no field" not in sitting.text())


async def test_tab_completes_and_goes_round(sit: Sit) -> None:
    async with sit((100, 30)) as sitting:
        await sitting.tap("S", *"ent")
        await sitting.until(lambda: "entity:" in sitting.rows()[2].text)
        await sitting.tap("tab")
        await sitting.until(lambda: sitting.rows()[1].text.strip() == "entity:")
        await sitting.tap(*"micro")
        await sitting.until(lambda: "Microsoft" in sitting.rows()[2].text)
        await sitting.tap("tab")
        await sitting.until(lambda: sitting.rows()[1].text.strip() == "entity:Microsoft")
        await sitting.until(lambda: "Microsoft puts" in sitting.text() or "Tokyo courts" in sitting.text())
        await sitting.tap("shift+tab")
        assert sitting.rows()[1].text.strip() == "entity:micro"


async def test_after_a_field_stands_what_may_come_and_no_error(sit: Sit) -> None:
    async with sit((100, 30)) as sitting:
        await sitting.tap("S", *"unit:")
        await sitting.until(lambda: "USD" in sitting.rows()[2].text)
        assert "has no value" not in sitting.text()
        await sitting.tap("tab")
        await sitting.until(lambda: re.fullmatch(r"unit:\w+", sitting.rows()[1].text.strip()) is not None)
        await sitting.tap(*" tag: x")
        await sitting.until(lambda: "'tag:' has no value" in sitting.text())


async def test_a_search_from_the_shelf_opens_the_article_and_comes_back_to_the_shelf(sit: Sit) -> None:
    async with sit((80, 24)) as sitting:
        await sitting.tap("o")
        await asked(sitting, "熊本", "熊本")
        await sitting.tap("enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert sitting.reader.reading.article.id != "japan-us-tech"
        await sitting.tap("ctrl+o")
        await sitting.until(lambda: isinstance(sitting.app.screen, Shelf))


async def test_searches_of_the_settings_are_there_with_what_is_unread(sit: Sit) -> None:
    async with sit((80, 24), searches={"chips": "rapidus", "nothing": "no-such-word"}) as sitting:
        await sitting.tap("S")
        await sitting.until(lambda: "6 unread" in sitting.text())
        assert "all read" in sitting.text()
        await sitting.tap("enter")
        await sitting.until(lambda: "Who pays for Rapidus" in sitting.text())
        assert sitting.rows()[1].text.strip() == "rapidus"


async def test_a_dossier_has_all_that_is_said_and_leads_to_it_and_to_others(sit: Sit) -> None:
    async with sit((100, 40)) as sitting:
        await sitting.tap("i")
        await sitting.until(lambda: "WHAT IT IS" in sitting.text())
        first = sitting.rows()[0].text.split()[0]
        await sitting.tap("escape", "*", "i")
        await sitting.until(lambda: first in sitting.rows()[0].text)
        seen = ""
        for _ in range(40):
            seen += sitting.text()
            await sitting.tap("space")
        for heading in ("WHAT IT IS", "RELATIONS", "EVENTS", "NAMED TOGETHER WITH", "MENTIONS"):
            assert heading in seen
        await sitting.tap("enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert sitting.reader.reading.current is not None
        assert sitting.reader.window.shows(sitting.reader.reading.current)


async def test_from_a_relation_to_the_dossier_of_the_other_and_back(sit: Sit) -> None:
    async with sit((100, 40)) as sitting:
        await asked(sitting, "entity:rapidus", "Who pays for Rapidus")
        await sitting.tap("down", "j", "i")
        await sitting.until(lambda: "Search" not in sitting.rows()[0].text)
        if "Whose" in sitting.rows()[0].text:
            while "Rapidus" not in cursor(sitting):
                await sitting.tap("j")
            await sitting.tap("enter")
        await sitting.until(lambda: "Rapidus" in sitting.rows()[0].text and "WHAT IT IS" in sitting.text())
        while not cursor(sitting).strip().startswith("IBM"):
            await sitting.tap("j")
        await sitting.tap("enter")
        await sitting.until(lambda: "IBM" in sitting.rows()[0].text)
        await sitting.tap("escape")
        assert "Rapidus" in sitting.rows()[0].text
        await sitting.tap("c", *"micros")
        await sitting.until(lambda: "Microsoft" in sitting.rows()[2].text)
        await sitting.tap("tab", "enter")
        await sitting.until(lambda: "Rapidus … Microsoft" in sitting.rows()[0].text)
        assert "“" in sitting.text()


async def test_the_ledger_and_the_timeline_go_by_an_entity_and_lead_to_the_sentence(sit: Sit) -> None:
    async with sit((100, 30)) as sitting:
        await sitting.tap("F")
        await sitting.until(lambda: "Interest rate" in sitting.text())
        await sitting.tap("/", *"microsoft", "enter")
        await sitting.until(lambda: "Figures: Microsoft" in sitting.rows()[0].text)
        assert "Interest rate" not in sitting.text()
        await sitting.tap("enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert sitting.reader.reading.lit is not None
        await sitting.tap("D")
        await sitting.until(lambda: "The Nikkei 225" in sitting.text())
        await sitting.tap("G", "enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert sitting.reader.window.shows(sitting.reader.reading.lit)


async def test_entities_joined_by_hand_stay_so_and_are_parted_again(sit: Sit) -> None:
    async with sit((100, 40)) as sitting:
        for _ in range(2):
            await sitting.tap("e", "g", "i")
            await sitting.until(lambda: "WHAT IT IS" in sitting.text())
            name = sitting.rows()[0].text.split("  ")[0].strip()
            await sitting.tap("escape", "escape")
        await sitting.tap("e", "g", "i")
        await sitting.until(lambda: "WHAT IT IS" in sitting.text())
        await sitting.tap("J", *"rapidus", "enter")
        await sitting.until(lambda: "Joined:" in sitting.text())
        assert f"{name} and Rapidus" in sitting.rows()[-1].text
        await sitting.tap("P", *"rapidus", "tab", "enter")
        await sitting.until(lambda: "Joined:" not in sitting.text())


async def test_a_join_is_kept_in_the_state_not_in_the_cache(sit: Sit, tmp_path: Path) -> None:
    from jpreader.reading import folders, joins

    async with sit((100, 40)) as sitting:
        await sitting.tap("e", "g", "i")
        await sitting.until(lambda: "WHAT IT IS" in sitting.text())
        await sitting.tap("J", *"rapidus", "enter")
        await sitting.until(lambda: "Joined:" in sitting.text())
    store = Store(folders.memory())
    joined, parted = joins.load(store)
    store.close()
    assert [sorted(pair) for pair in joined] == [["company:rapidus", "person:fumio kishida"]]
    assert not parted
    assert str(tmp_path / "state") in folders.memory()


async def test_the_shelf_takes_the_place_of_what_was_asked_and_leaves_no_screen_behind(sit: Sit) -> None:
    async with sit((100, 30)) as sitting:
        depth = len(sitting.app.screen_stack)
        await sitting.tap("D")
        await sitting.until(lambda: "The Nikkei 225" in sitting.text())
        await sitting.tap("i")
        await sitting.until(lambda: "MENTIONS" in sitting.text() or "Whose" in sitting.text())
        await sitting.tap("o")
        await sitting.until(lambda: isinstance(sitting.app.screen, Shelf))
        await sitting.tap("escape")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert len(sitting.app.screen_stack) == depth


async def test_the_next_heading_of_a_dossier_is_a_key_away(sit: Sit) -> None:
    async with sit((80, 24)) as sitting:
        await sitting.tap("i")
        await sitting.until(lambda: "WHAT IT IS" in sitting.text())
        seen = []
        for _ in range(12):
            await sitting.tap("]")
            seen.append(sitting.rows()[1].text.strip() or sitting.rows()[2].text.strip())
        assert "RELATIONS" in seen, seen
        assert any("§" in row.text for row in sitting.rows())


async def test_the_search_stands_as_it_was_left_and_typing_begins_another(sit: Sit) -> None:
    async with sit((100, 30)) as sitting:
        await asked(sitting, "rapidus", "Who pays for Rapidus")
        await sitting.tap("down", "j", "j", "enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        await sitting.tap("S")
        await sitting.until(lambda: "Who pays for Rapidus" in sitting.text())
        assert sitting.rows()[1].text.strip() == "rapidus"
        assert "Eight companies" in cursor(sitting)
        await sitting.tap(*"熊本")
        await sitting.until(lambda: sitting.rows()[1].text.strip() == "熊本")


async def test_an_answer_without_entries_offers_nothing_to_open(sit: Sit) -> None:
    async with sit() as sitting:
        await asked(sitting, "rapidus", "Rapidus")
        await sitting.tap("down")
        assert "Enter open  i dossier" in sitting.rows()[-1].text
        await sitting.tap("/", "ctrl+u")
        await asked(sitting, "zzzz", "0 articles")
        await sitting.tap("down")
        await sitting.until(lambda: "Esc close  / find  ? help" in sitting.rows()[-1].text)
        await sitting.tap("i")
        assert "No entity is named here" in sitting.rows()[-1].text


async def test_a_count_before_a_key_moves_so_often_in_every_list(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("D")
        await sitting.until(lambda: "events" in sitting.text())
        screen = sitting.app.screen
        assert isinstance(screen, Knowing)
        await sitting.tap(*"jjj")
        third = screen.entries.cursor
        await sitting.tap(*"g3j")
        assert screen.entries.cursor == third
        await sitting.tap(*"g]]")
        heading = screen.entries.cursor
        assert heading > 0
        await sitting.tap(*"g2]")
        assert screen.entries.cursor == heading
        await sitting.tap("escape", "?", "4", "j")
        assert "b PgUp" in sitting.rows()[0].text


async def test_enter_takes_the_name_that_was_begun(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("F")
        await sitting.until(lambda: "figures" in sitting.text())
        await sitting.tap("/", *"micro", "enter")
        await sitting.until(lambda: "Figures: Microsoft " in sitting.text())
        await sitting.tap("/", *"qqqq", "enter")
        await sitting.until(lambda: "No article has an entity called “qqqq”" in sitting.text())


async def test_the_language_changes_on_every_screen_of_what_all_articles_say_and_goes_along_from_there(
    sit: Sit,
) -> None:
    async with sit((100, 40)) as sitting:
        await asked(sitting, "entity:rapidus", "Who pays for Rapidus")
        await sitting.tap("down")
        assert "L language" in sitting.rows()[-1].text
        await sitting.tap("L")
        await sitting.until(lambda: "ラピダスを支えるのは誰か" in sitting.text())
        assert "日本語, where an article has it" in sitting.rows()[-1].text
        assert "Who pays for Rapidus" not in sitting.text()
        await sitting.tap("/", *"x", "backspace")
        await sitting.until(lambda: "ラピダスを支えるのは誰か" in sitting.text())
        await sitting.tap("down", "F")
        await sitting.until(lambda: "決定までの金利" in sitting.text())
        await sitting.tap("L")
        await sitting.until(lambda: "Interest rate" in sitting.text())
        await sitting.tap("L")
        await sitting.until(lambda: "決定までの金利" in sitting.text())
        await sitting.tap("/", *"microsoft", "enter")
        await sitting.until(lambda: "Figures: Microsoft" in sitting.rows()[0].text)
        assert "「" in sitting.text()
        await sitting.tap("i")
        await sitting.until(lambda: "WHAT IT IS" in sitting.text() or "Whose" in sitting.text())
        if "Whose" in sitting.text():
            await sitting.tap("enter")
            await sitting.until(lambda: "WHAT IT IS" in sitting.text())
        assert "「" in sitting.text()
        await sitting.tap("D")
        await sitting.until(lambda: "Timeline" in sitting.rows()[0].text and "を" in sitting.text())
        await sitting.tap("enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert sitting.reader.reading.article.language == "ja"


async def test_the_language_changes_also_when_its_key_comes_before_the_first_answer(sit: Sit) -> None:
    async with sit((100, 40)) as sitting:
        sitting.app.simulate_key("F")
        while not isinstance(sitting.app.screen, Knowing):
            await asyncio.sleep(0)
        sitting.app.simulate_key("L")
        await sitting.until(lambda: "決定までの金利" in sitting.text())
        assert "日本語" in sitting.rows()[-1].text


async def test_enter_before_the_first_answer_opens_the_first_entry_once_it_is_there(sit: Sit) -> None:
    async with sit((100, 40)) as sitting:
        first = sitting.app.screen
        sitting.app.simulate_key("F")
        while not isinstance(sitting.app.screen, Knowing):
            await asyncio.sleep(0)
        sitting.app.simulate_key("enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader) and sitting.app.screen is not first)
