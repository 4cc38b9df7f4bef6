"""The reader's screen, by its keys: what is on it is asserted as text."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jpreader.article.model import TOP
from jpreader.commands import COMMANDS

if TYPE_CHECKING:
    from tests.screens.conftest import Sit


async def test_a_new_reader_sees_sections_entities_a_summary_and_twelve_lines_without_a_key(sit: Sit) -> None:
    async with sit() as sitting:
        shown = sitting.text()
        assert "SECTIONS" in shown
        assert "ENTITIES" in shown
        assert "Japan asks U.S. technology" in shown
        assert sitting.reader.window.height >= 12
        assert "Japan wants American" in shown


async def test_three_panes_at_120_columns(sit: Sit) -> None:
    async with sit((120, 40)) as sitting:
        shown = sitting.text()
        assert "KEY POINTS" in shown
        assert "FIGURES" in shown


async def test_section_keys_and_back(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("]", "]")
        assert sitting.reader.reading.place.section == "stakes"
        await sitting.tap("4")
        assert sitting.reader.reading.place.section == "outlook"
        await sitting.tap("backspace")
        assert sitting.reader.reading.place.section == "stakes"


async def test_a_digit_before_a_move_key_is_a_count(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("3", "j")
        counted = sitting.reader.reading.place
        await sitting.tap("g", "j", "j", "j")
        assert sitting.reader.reading.place == counted


async def test_language_stays_at_section_and_block(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("3", "L")
        assert sitting.reader.reading.article.language == "ja"
        assert sitting.reader.reading.place.section == "deals"
        assert "マイクロソフト" in sitting.text()


async def test_an_entity_has_a_card_and_enter_goes_to_its_first_mention(sit: Sit) -> None:
    async with sit() as sitting:
        before = sitting.reader.reading.place
        await sitting.tap("e", "j")
        assert "in 1 section" in sitting.text() or "sections" in sitting.text()
        assert sitting.reader.reading.place == before
        await sitting.tap("enter")
        now = sitting.reader.reading
        assert now.pane == "article"
        assert now.hit == 0


async def test_find_lights_all_matches_counts_them_and_says_when_it_wraps(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("/", *"japan", "enter")
        now = sitting.reader.reading
        assert len(now.matches) > 5
        assert f"1/{len(now.matches)}" in sitting.text()
        await sitting.tap("N")
        assert "on from the end" in sitting.text()


async def test_escape_from_find_leaves_everything_as_it_was(sit: Sit) -> None:
    async with sit() as sitting:
        before = sitting.reader.reading
        await sitting.tap("/", *"ibm", "escape")
        assert sitting.reader.reading.place == before.place
        assert sitting.reader.reading.query is None


async def test_a_regular_expression_is_found_in_both_languages_and_a_key_after_enter_waits_for_it(
    sit: Sit,
) -> None:
    async with sit() as sitting:
        await sitting.tap("/", "ctrl+r", *"[0-9.]+ billion|億")
        sitting.app.simulate_key("enter")
        sitting.app.simulate_key("n")
        await sitting.until(lambda: sitting.reader.reading.hit == 1)
        now = sitting.reader.reading
        assert [now.article.by_section[span.section].text[span.start : span.end] for span in now.matches] == [
            "750 billion",
            "2.9 billion",
        ]
        assert "2/2" in sitting.text()
        await sitting.tap("L")
        now = sitting.reader.reading
        assert {now.article.by_section[span.section].text[span.start : span.end] for span in now.matches} == {"億"}


async def test_a_pattern_that_would_never_end_is_given_up_and_the_screen_runs_on(sit: Sit) -> None:
    async with sit(id="article-format") as sitting:
        await sitting.tap("/", "ctrl+r", *"(.*a){30}$")
        longest, begun = 0.0, time.monotonic()
        while "takes too long" not in sitting.reader.reading.notice:
            start = time.monotonic()
            assert start - begun < 20
            await asyncio.sleep(0.005)
            longest = max(longest, time.monotonic() - start)
        assert longest < 0.5  # the screen stood still for a second
        await sitting.tap("escape", "j")
        assert sitting.reader.reading.query is None
        assert sitting.reader.reading.place != TOP


async def test_escape_gives_up_a_pattern_that_was_taken(sit: Sit) -> None:
    async with sit(id="article-format") as sitting:
        await sitting.tap("/", "ctrl+r", *"(.*a){30}$", "enter", "escape", "j")
        assert sitting.reader.reading.query is None
        assert sitting.reader.reading.place != TOP


@pytest.mark.parametrize(("key", "query"), [("enter", "japan"), ("escape", None)])
async def test_what_is_typed_after_the_end_of_a_query_is_not_part_of_it(sit: Sit, key: str, query: str | None) -> None:
    async with sit() as sitting:
        await sitting.tap("/")
        for typed in [*"japan", key, "3"]:
            sitting.app.simulate_key(typed)
        await sitting.settled()
        now = sitting.reader.reading
        assert now.section == "deals"
        assert (now.query.text if now.query else None) == query


async def test_a_claim_opens_its_evidence_and_back_returns(sit: Sit) -> None:
    async with sit((120, 40)) as sitting:
        await sitting.tap("s", "j", "enter")
        now = sitting.reader.reading
        assert now.lit is not None
        assert now.lit.section == "stakes"
        await sitting.tap("backspace")
        assert sitting.reader.reading.pane == "summary"


async def test_every_line_can_be_reached_by_j_and_left_by_k(sit: Sit) -> None:
    async with sit() as sitting:
        places = []
        for _ in range(60):
            places.append(sitting.reader.reading.place)
            await sitting.tap("j")
        last = sitting.reader.reading.place
        assert last == places[-1]
        moved = places[: places.index(last)]
        assert len(moved) == len(set(moved)) > 20
        for _ in range(60):
            await sitting.tap("k")
        assert sitting.reader.reading.place == places[0]


async def test_the_place_survives_resizing(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("3", "j", "j")
        place = sitting.reader.reading.place
        first = sitting.reader.window.lines()[0][1].text
        for size in ((40, 24), (120, 24), (33, 24), (80, 24)):
            await sitting.pilot.resize_terminal(*size)
        assert sitting.reader.reading.place == place
        assert sitting.reader.window.lines()[0][1].text == first


@pytest.mark.parametrize("size", [(20, 6), (40, 15), (80, 24), (200, 60), (10, 3), (1, 1)])
async def test_every_size_draws_every_pane(sit: Sit, size: tuple[int, int]) -> None:
    async with sit(size) as sitting:
        for key in (
            "e",
            "s",
            "t",
            "escape",
            "j",
            "space",
            "G",
            "question_mark",
            "escape",
            "T",
            "r",
            "plus",
            "o",
            "escape",
        ):
            await sitting.tap(key)
        lines = sitting.text().split("\n")
        assert all(len(line) <= size[0] for line in lines)


async def test_the_place_is_there_at_the_next_start(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("3", "j")
        place = sitting.reader.reading.place
    async with sit() as sitting:
        assert sitting.reader.reading.place == place


async def test_help_names_every_command(sit: Sit) -> None:
    async with sit((120, 60)) as sitting:
        await sitting.tap("?")
        shown = sitting.text()
        await sitting.tap("G")
        shown += sitting.text()
        for command in COMMANDS:
            assert command.help[:40] in shown


async def test_help_says_at_once_how_it_is_closed(sit: Sit) -> None:
    for size in ((20, 6), (80, 24), (120, 40)):
        async with sit(size) as sitting:
            await sitting.tap("?")
            assert "Esc closes" in sitting.text()
            await sitting.tap("escape")
            assert "Esc closes" not in sitting.text()


async def test_below_60_columns_one_pane_at_a_time(sit: Sit) -> None:
    async with sit((40, 15)) as sitting:
        assert "SECTIONS" not in sitting.text()
        await sitting.tap("t")
        assert "SECTIONS" in sitting.text()
        assert "Japan wants American" not in sitting.text()
        await sitting.tap("s")
        assert "KEY POINTS" in sitting.text()
        await sitting.tap("escape")
        assert "Japan wants American" in sitting.text()


async def test_the_summary_strip_grows_over_the_article_and_does_not_move_it(sit: Sit) -> None:
    async with sit() as sitting:
        before = sitting.text().split("\n")[1]
        height = sitting.reader.sight.regions()["summary"].height
        await sitting.tap("s")
        assert sitting.reader.sight.regions()["summary"].height > height
        assert sitting.text().split("\n")[1] == before


@pytest.mark.parametrize("presses", [1, 2, 3])
async def test_every_theme_draws_the_article(sit: Sit, presses: int) -> None:
    async with sit() as sitting:
        for _ in range(presses):
            await sitting.tap("T")
        assert sitting.app.theme == ("light", "terminal", "dark")[presses - 1]
        assert "Japan wants American" in sitting.text()


async def test_no_color_sends_no_colour_and_keeps_weight_and_underline(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with sit() as sitting:
        await sitting.tap("e")
        styles = [s.style for strip in sitting.rows() for s in strip if s.style]
        assert all(style.color is None and style.bgcolor is None for style in styles)
        assert any(style.underline for style in styles)
        assert any(style.reverse for style in styles)


async def test_a_count_may_have_a_nought_in_it(sit: Sit) -> None:
    async with sit((80, 24), "article-format") as sitting:
        await sitting.tap(*"j" * 10)
        tenth = sitting.reader.reading.place
        await sitting.tap("g", "1", "0", "j")
        assert sitting.reader.reading.place == tenth
        await sitting.tap("k")
        ninth = sitting.reader.reading.place
        await sitting.tap("j", "0", "k")  # alone it is no count
        assert sitting.reader.reading.place == ninth


async def test_a_key_that_does_nothing_ends_a_count(sit: Sit) -> None:
    async with sit((80, 24), "article-format") as sitting:
        await sitting.tap("1", "escape", "3", "j")
        third = sitting.reader.reading.place
        await sitting.tap("1", "&", "3", "j")
        assert sitting.reader.reading.place == third


async def test_a_count_beyond_the_last_section_goes_to_it(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("9", "9", "]")
        assert "§4/4" in sitting.rows()[0].text
        await sitting.tap("]")
        assert "This is the last section" in sitting.rows()[-1].text
        await sitting.tap("9", "9", "[")
        assert "§1/4" in sitting.rows()[0].text


async def test_of_an_article_with_one_section_and_nothing_else_every_answer_is_true(sit: Sit, tmp_path: Path) -> None:
    path = tmp_path / "rain.yaml"
    path.write_text("jpreader: 1\nlanguage: en\ntitle: Rain\nsections: [{id: a, title: A, body: Rain.}]\n")
    async with sit((80, 24), str(path), keys={"mark": ("Z",), "highlight": ()}) as sitting:
        await sitting.tap("7")
        assert "This article has 1 section " in sitting.rows()[-1].text
        await sitting.tap("enter")
        assert "No entity is named in this article" in sitting.rows()[-1].text
        for pane in "e", "s":
            await sitting.tap(pane)
            assert "Enter open" not in sitting.rows()[-1].text
            await sitting.tap("enter")
            assert "Nothing to open here" in sitting.rows()[-1].text
        await sitting.tap("M")
        await sitting.until(lambda: "Nothing is kept yet: Z marks a place, a writes a note" in sitting.text())
