"""The mouse, where there is one: what a click and a notch of the wheel do, in three columns, in two, and in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from jpreader.screens.reader import Reader

if TYPE_CHECKING:
    from tests.screens.conftest import Sit

each_size = pytest.mark.parametrize("size", [(120, 40), (80, 24), (50, 20)], ids=lambda size: f"{size[0]}x{size[1]}")
with_panes = pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")


@each_size
async def test_a_click_on_a_section_goes_there(sit: Sit, size: tuple[int, int]) -> None:
    async with sit(size) as sitting:
        if size[0] < 60:
            await sitting.tap("t")
        await sitting.click("The deals behind", "contents")
        assert sitting.reader.reading.section == "deals"
        assert sitting.reader.reading.pane == "article"
        await sitting.tap("backspace")
        assert sitting.reader.reading.section == "pitch"


@each_size
async def test_a_click_on_an_entity_shows_its_card(sit: Sit, size: tuple[int, int]) -> None:
    async with sit(size) as sitting:
        if size[0] < 60:
            await sitting.tap("e")
        place = sitting.reader.reading.place
        await sitting.click("Rapidus", "entities")
        assert sitting.reader.reading.entity == "rapidus"
        assert sitting.reader.reading.place == place
        if size[0] >= 60:
            assert "ENTITY" in sitting.text()


@each_size
async def test_a_click_on_a_name_in_the_text_chooses_it(sit: Sit, size: tuple[int, int]) -> None:
    async with sit(size) as sitting:
        await sitting.tap("1")
        await sitting.click("Japan wants", "article")
        assert sitting.reader.reading.entity == "japan"
        await sitting.tap("n")
        assert sitting.reader.reading.hit == 1


@each_size
async def test_a_click_on_a_claim_goes_to_its_evidence(sit: Sit, size: tuple[int, int]) -> None:
    async with sit(size) as sitting:
        await sitting.tap("s")
        await sitting.click("Japanese direct", "summary")
        now = sitting.reader.reading
        assert now.lit is not None
        assert (now.lit.section, now.pane) == ("stakes", "article")


@each_size
async def test_the_wheel_scrolls_the_text_by_three_lines_and_back(sit: Sit, size: tuple[int, int]) -> None:
    async with sit(size, "article-format") as sitting:
        await sitting.tap("2")
        before = sitting.reader.reading.place
        await sitting.turn_wheel(MouseScrollDown, "article")
        scrolled = sitting.reader.reading.place
        await sitting.tap("k", "k", "k")
        assert sitting.reader.reading.place == before
        await sitting.tap("j", "j", "j")
        assert sitting.reader.reading.place == scrolled
        await sitting.turn_wheel(MouseScrollUp, "article")
        assert sitting.reader.reading.place == before


@with_panes
async def test_the_wheel_over_a_list_walks_it_and_leaves_the_text(sit: Sit, size: tuple[int, int]) -> None:
    async with sit(size) as sitting:
        place = sitting.reader.reading.place
        await sitting.turn_wheel(MouseScrollDown, "entities")
        first = sitting.reader.reading.entity
        await sitting.turn_wheel(MouseScrollDown, "entities")
        second = sitting.reader.reading.entity
        await sitting.turn_wheel(MouseScrollUp, "entities")
        assert sitting.reader.reading.entity == first != second
        assert sitting.reader.reading.place == place
        assert sitting.reader.reading.pane == "entities"


@each_size
async def test_a_click_where_there_is_nothing_does_nothing(sit: Sit, size: tuple[int, int]) -> None:
    async with sit(size) as sitting:
        before = sitting.rows()
        await sitting.click("§", "status")
        await sitting.click("quit", "footer")
        await sitting.click("Prime Minister", "article")
        for way in (MouseScrollDown, MouseScrollUp):
            await sitting.turn_wheel(way, "status")
            await sitting.turn_wheel(way, "footer")
        if size[0] >= 60:
            await sitting.click("ENTITIES", "entities")
            await sitting.click("Companies", "entities")
        assert sitting.rows() == before


async def test_a_click_on_the_shelf_opens_what_it_is_on(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("o")
        await sitting.until(lambda: "How to write" in sitting.text())
        at = [row.text for row in sitting.rows()]
        await sitting.pilot.click(offset=(4, next(y for y, row in enumerate(at) if "How to write" in row)))
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert sitting.reader.reading.article.id == "article-format"


async def test_the_wheel_scrolls_help(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("?")
        first = sitting.text()
        for way in (MouseScrollDown, MouseScrollUp):
            sitting.app.post_message(way(None, 40, 12, 0, 0, 0, False, False, False, 40, 12))
            await sitting.settled()
            assert (sitting.text() == first) is (way is MouseScrollUp)
