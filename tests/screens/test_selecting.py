"""Selecting and copying, by keys and by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseDown, MouseMove, MouseUp

from jpreader.theme import PALETTES, PLAIN

if TYPE_CHECKING:
    from tests.screens.conftest import Sit, Sitting

    from jpreader.reading.settings import Theme


def reversed_text(sitting: Sitting) -> str:
    found = [segment.text for row in sitting.rows() for segment in row if segment.style and segment.style.reverse]
    return solid("".join(found))


def solid(text: str) -> str:
    """Without white space, which a line ends in or not."""
    return "".join(text.split())


def selected(sitting: Sitting) -> str:
    reading = sitting.reader.reading
    spans = reading.selected.spans(reading.article) if reading.selected else ()
    return " ".join(reading.article.by_section[span.section].text[span.start : span.end] for span in spans)


@pytest.mark.parametrize("theme", PALETTES)
async def test_keys_extend_it_it_shows_in_reverse_and_escape_ends_it(sit: Sit, theme: Theme) -> None:
    async with sit(theme=theme) as sitting:
        await sitting.tap("2", "v", "j", "j")
        assert len(selected(sitting).split()) > 20
        assert reversed_text(sitting) == solid(selected(sitting))
        await sitting.tap("k", "k")
        assert reversed_text(sitting) == solid(selected(sitting))
        assert "y copy  h highlight  a note  Esc close" in sitting.rows()[-1].text
        await sitting.tap("escape")
        assert not reversed_text(sitting)
        assert "y copy" not in sitting.rows()[-1].text
        await sitting.tap("j")
        assert not selected(sitting)


async def test_it_survives_a_resize_and_ends_with_another_language(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("2", "v", "j", "j")
        before = selected(sitting)
        for size in ((50, 20), (120, 40)):
            await sitting.pilot.resize_terminal(*size)
            await sitting.settled()
            assert selected(sitting) == before
            assert reversed_text(sitting) == solid(before)
        await sitting.tap("L")
        assert not reversed_text(sitting)


async def test_the_mouse_selects_what_it_is_dragged_over(sit: Sit) -> None:
    async with sit((80, 24)) as sitting:
        await sitting.tap("1")
        x, y, _, _ = sitting.part("article")
        row = next(number for number, strip in enumerate(sitting.rows()) if "Japan wants" in strip.text)
        left = sitting.rows()[row].text.index("Japan wants")
        assert row >= y
        assert left > x
        for kind, column, line in ((MouseDown, left, row), (MouseMove, left + 9, row), (MouseMove, left + 4, row + 1)):
            sitting.app.post_message(kind(None, column, line, 0, 0, 1, False, False, False, column, line))
            await sitting.settled()
        assert selected(sitting).startswith("Japan wants American")
        assert reversed_text(sitting) == solid(selected(sitting))
        end = MouseUp(None, left + 4, row + 1, 0, 0, 1, False, False, False, left + 4, row + 1)
        sitting.app.post_message(end)
        await sitting.settled()
        assert not sitting.reader.reading.card
        assert selected(sitting)
        await sitting.click("Japan wants", "article")
        assert sitting.reader.reading.entity == "japan"


async def test_where_nothing_can_be_sent_the_selection_stays_and_that_is_said(sit: Sit) -> None:
    """Textual's own driver draws in this test."""
    async with sit() as sitting:
        await sitting.tap("2", "v", "j", "y")
        assert "no clipboard" in sitting.text()
        assert selected(sitting)


def test_a_selection_is_reversed_in_every_theme() -> None:
    for palette in (*PALETTES.values(), PLAIN):
        assert palette.style("selected") == "reverse"
