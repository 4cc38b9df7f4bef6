"""The whole screen as a value: nothing left out, nothing drawn twice, and what it shows is read."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jpreader.article.model import Place
from jpreader.layout.cells import width as cells
from jpreader.library.bundle import content
from jpreader.library.shelf import load
from jpreader.reading.keymap import keymap
from jpreader.reading.reading import PANES, Pane, Reading
from jpreader.view.screen import screen
from jpreader.view.sight import Sight

PITCH = load(f"{content()}/japan-us-tech.yaml").articles
KEYS = keymap({})[0]


def text(reading: Reading, width: int, height: int, ascii: bool = False) -> str:
    """Row by row, as the parts stand on the screen."""
    rows: list[list[tuple[int, str]]] = [[] for _ in range(height)]
    for region, _, drawn in screen(reading, width, height, KEYS, ascii):
        for y, row in enumerate(drawn, region.y):
            rows[y].append((region.x, "".join(piece.text for piece in row)))
    return "\n".join("".join(part for _, part in sorted(row)) for row in rows)


@given(st.integers(1, 220), st.integers(1, 70), st.sampled_from(PANES), st.booleans(), st.integers(0, 1))
def test_parts_cover_every_screen_without_gap_or_overlap(w: int, h: int, pane: Pane, card: bool, edition: int) -> None:
    reading = Reading(PITCH, edition, Place("stakes", 1), pane)
    reading = reading.choose("microsoft")._replace(pane=pane) if card else reading
    cover = [[0] * w for _ in range(h)]
    for region, ground, rows in screen(reading, w, h, KEYS):
        assert ground in ("page", "panel")
        assert len(rows) == region.height
        assert all(sum(cells(piece.text) for piece in row) == region.width for row in rows)
        for y, x in product(range(region.y, region.y + region.height), range(region.x, region.x + region.width)):
            cover[y][x] += 1
    assert cover == [[1] * w for _ in range(h)]


def test_a_screen_that_is_too_small_says_so_and_shows_nothing_else() -> None:
    assert text(Reading(PITCH), 19, 5).split("\n") == ["needs 20×6".ljust(19), *[" " * 19] * 4]
    assert "Tokyo" in text(Reading(PITCH), 20, 6)


def test_a_section_that_is_shown_to_its_end_stands_there_as_read() -> None:
    reading = Reading(PITCH, place=Place("pitch"))
    assert "✓ 1 The pitch" not in text(reading, 80, 24)
    high = text(reading._replace(place=Place("stakes")), 120, 60)
    assert "✓ 3 The deals" in high
    assert Sight(reading, 200, 100).read().read >= {"pitch", "stakes"}


def test_what_is_hidden_is_not_read() -> None:
    reading = Reading(PITCH, place=Place("outlook"), pane="summary")
    assert Sight(reading, 40, 60).read() is reading
    assert Sight(reading.focus("article"), 40, 60).read().read == {"outlook"}
    assert Sight(reading, 10, 3).read() is reading


def test_how_far_is_that_of_the_lines_that_a_growing_pane_leaves() -> None:
    reading = Reading(PITCH, place=Place("stakes"))
    with_strip, grown = (Sight(each, 80, 24).window for each in (reading, reading.focus("summary")))
    assert grown.height < with_strip.height
    assert grown.progress() < with_strip.progress()
    assert f"{grown.progress()}%" in text(reading.focus("summary"), 80, 24).split("\n")[0]


@pytest.mark.parametrize("pane", PANES)
def test_below_60_columns_the_window_is_the_one_to_come_back_to(pane: Pane) -> None:
    reading = Reading(PITCH, pane=pane)
    assert Sight(reading, 40, 15).window[1:] == (40, 13)
    assert Sight(reading, 10, 3).window[1:] == (0, 0)


GLYPHS = set("─│┼▸✓●•█▏▎▍▌▋▊▉▐▃▅▇→←↔↑↓")


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("id", ["japan-us-tech", "reading-guide", "article-format"])
def test_in_ascii_no_screen_needs_a_glyph_that_the_article_does_not_have(id: str, width: int) -> None:
    replaced: set[str] = set()
    for edition, article in enumerate(load(f"{content()}/{id}.yaml").articles):
        own = {char for section in article.sections for char in section.text}
        reading = Reading(load(f"{content()}/{id}.yaml").articles, edition)
        entity = next(iter(article.entities), "")
        readings = [reading.at(Place(section.id)) for section in article.sections]
        readings += [reading.focus("contents"), reading.focus("summary"), reading.focus("entities")]
        readings += [reading.focus("summary").pointing("summary", item) for item in range(0, 40, 4)]
        readings += [reading.choose(entity)._replace(pane="summary")] if entity else []
        for each in readings:
            drawn, plain = (text(each, width, 40, ascii=ascii) for ascii in (False, True))
            replaced |= (set(drawn) & GLYPHS) - own
            assert not (set(plain) & GLYPHS) - own
            assert [cells(row) for row in plain.split("\n")] == [width] * 40
    assert "▸" in replaced
