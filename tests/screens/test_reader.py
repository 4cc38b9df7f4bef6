"""The reader's screen, by its keys: what is on it is asserted as text."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from jpreader.app import Jpreader
from jpreader.library import bundle
from jpreader.library.shelf import Selection, item, shelf
from jpreader.reading.keymap import keymap
from jpreader.reading.settings import Settings
from jpreader.screens.reader import Reader


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.delenv("NO_COLOR", raising=False)


@asynccontextmanager
async def reading(size: tuple[int, int] = (80, 24), id: str = "japan-us-tech") -> AsyncIterator[Pilot[int]]:
    content = bundle.content()
    selection = Selection(shelf(content), item(f"{content}/{id}.yaml"))
    app = Jpreader(selection, Settings(), keymap({})[0])
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def text(pilot: Pilot[int]) -> str:
    screen = pilot.app.screen
    width, height = screen.size
    return (
        "\n".join("".join(s.text for s in strip) for strip in screen._compositor.render_strips(None))
        if width * height
        else ""
    )


def reader(pilot: Pilot[int]) -> Reader:
    screen = pilot.app.screen
    assert isinstance(screen, Reader)
    return screen


async def test_a_new_reader_sees_sections_entities_a_summary_and_twelve_lines_without_a_key() -> None:
    async with reading() as pilot:
        shown = text(pilot)
        assert "SECTIONS" in shown
        assert "ENTITIES" in shown
        assert "Japan asks U.S. technology" in shown
        assert reader(pilot).page.size.height >= 12
        assert "Japan wants American" in shown


async def test_three_panes_at_120_columns() -> None:
    async with reading((120, 40)) as pilot:
        shown = text(pilot)
        assert "KEY POINTS" in shown
        assert "FIGURES" in shown


async def test_section_keys_and_back() -> None:
    async with reading() as pilot:
        await pilot.press("]", "]")
        assert reader(pilot).reading.place.section == "stakes"
        await pilot.press("4")
        assert reader(pilot).reading.place.section == "outlook"
        await pilot.press("backspace")
        assert reader(pilot).reading.place.section == "stakes"


async def test_a_digit_before_a_move_key_is_a_count() -> None:
    async with reading() as pilot:
        await pilot.press("3", "j")
        counted = reader(pilot).reading.place
        await pilot.press("g", "j", "j", "j")
        assert reader(pilot).reading.place == counted


async def test_language_stays_at_section_and_block() -> None:
    async with reading() as pilot:
        await pilot.press("3", "L")
        assert reader(pilot).reading.article.language == "ja"
        assert reader(pilot).reading.place.section == "deals"
        await pilot.pause()
        assert "マイクロソフト" in text(pilot)


async def test_an_entity_has_a_card_and_enter_goes_to_its_first_mention() -> None:
    async with reading() as pilot:
        before = reader(pilot).reading.place
        await pilot.press("e", "j")
        await pilot.pause()
        assert "in 1 section" in text(pilot) or "sections" in text(pilot)
        assert reader(pilot).reading.place == before
        await pilot.press("enter")
        now = reader(pilot).reading
        assert now.pane == "article"
        assert now.hit == 0


async def test_find_lights_all_matches_counts_them_and_says_when_it_wraps() -> None:
    async with reading() as pilot:
        await pilot.press("slash", *"japan", "enter")
        await pilot.pause()
        now = reader(pilot).reading
        assert len(now.matches) > 5
        assert f"1/{len(now.matches)}" in text(pilot)
        await pilot.press("N")
        await pilot.pause()
        assert "on from the end" in text(pilot)


async def test_escape_from_find_leaves_everything_as_it_was() -> None:
    async with reading() as pilot:
        before = reader(pilot).reading
        await pilot.press("slash", *"ibm", "escape")
        assert reader(pilot).reading.place == before.place
        assert reader(pilot).reading.query is None


async def test_a_claim_opens_its_evidence_and_back_returns() -> None:
    async with reading((120, 40)) as pilot:
        await pilot.press("s", "j", "enter")
        now = reader(pilot).reading
        assert now.lit is not None
        assert now.lit.section == "stakes"
        await pilot.press("backspace")
        assert reader(pilot).reading.pane == "summary"


async def test_every_line_can_be_reached_by_j_and_left_by_k() -> None:
    async with reading() as pilot:
        places = []
        for _ in range(60):
            places.append(reader(pilot).reading.place)
            await pilot.press("j")
        last = reader(pilot).reading.place
        assert last == places[-1]
        moved = places[: places.index(last)]
        assert len(moved) == len(set(moved)) > 20
        for _ in range(60):
            await pilot.press("k")
        assert reader(pilot).reading.place == places[0]


async def test_the_place_survives_resizing() -> None:
    async with reading() as pilot:
        await pilot.press("3", "j", "j")
        place = reader(pilot).reading.place
        first = reader(pilot).page.window()[0][1].text
        for size in ((40, 24), (120, 24), (33, 24), (80, 24)):
            await pilot.resize_terminal(*size)
        assert reader(pilot).reading.place == place
        assert reader(pilot).page.window()[0][1].text == first


@pytest.mark.parametrize("size", [(20, 6), (40, 15), (80, 24), (200, 60), (10, 3), (1, 1)])
async def test_every_size_draws_every_pane(size: tuple[int, int]) -> None:
    async with reading(size) as pilot:
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
            await pilot.press(key)
        await pilot.pause()
        lines = text(pilot).split("\n")
        assert all(len(line) <= size[0] for line in lines)


async def test_the_place_is_there_at_the_next_start() -> None:
    async with reading() as pilot:
        await pilot.press("3", "j")
        place = reader(pilot).reading.place
    async with reading() as pilot:
        assert reader(pilot).reading.place == place


async def test_help_names_every_command() -> None:
    async with reading((120, 60)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        shown = text(pilot)
        assert "To the next section" in shown
        assert "Quit; the place is kept" in shown


async def test_below_60_columns_one_pane_at_a_time() -> None:
    async with reading((40, 15)) as pilot:
        assert "SECTIONS" not in text(pilot)
        await pilot.press("t")
        await pilot.pause()
        assert "SECTIONS" in text(pilot)
        assert "Japan wants American" not in text(pilot)
        await pilot.press("s")
        await pilot.pause()
        assert "KEY POINTS" in text(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert "Japan wants American" in text(pilot)


async def test_the_summary_strip_grows_over_the_article_and_does_not_move_it() -> None:
    async with reading() as pilot:
        before = text(pilot).split("\n")[1]
        height = reader(pilot).panes["summary"].size.height
        await pilot.press("s")
        await pilot.pause()
        assert reader(pilot).panes["summary"].size.height > height
        assert text(pilot).split("\n")[1] == before


@pytest.mark.parametrize("presses", [1, 2, 3])
async def test_every_theme_draws_the_article(presses: int) -> None:
    async with reading() as pilot:
        for _ in range(presses):
            await pilot.press("T")
        await pilot.pause()
        assert pilot.app.theme == ("light", "terminal", "dark")[presses - 1]
        assert "Japan wants American" in text(pilot)


async def test_no_color_sends_no_colour_and_keeps_weight_and_underline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading() as pilot:
        await pilot.press("e")
        await pilot.pause()
        styles = [s.style for strip in pilot.app.screen._compositor.render_strips(None) for s in strip if s.style]
        assert all(style.color is None and style.bgcolor is None for style in styles)
        assert any(style.underline for style in styles)
        assert any(style.reverse for style in styles)
