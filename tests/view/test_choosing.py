"""Selecting: where it begins, what the keys that move make of it, and that it is between places, not on rows."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from jpreader.article.model import Place, Span
from jpreader.library.bundle import content
from jpreader.library.shelf import load
from jpreader.reading.reading import Reading
from jpreader.view import choosing
from jpreader.view.screen import screen
from jpreader.view.sight import Sight

PITCH = load(f"{content()}/japan-us-tech.yaml").articles
ARTICLES = [PITCH, load(f"{content()}/article-format.yaml").articles]
SIZES = [(20, 6), (50, 20), (80, 24), (120, 40)]

Step = Callable[[Sight], Reading]


def after(sight: Sight, *steps: Step) -> Sight:
    for step in steps:
        sight = sight._replace(reading=step(sight))
    return sight


def spans(sight: Sight) -> tuple[Span, ...]:
    assert sight.reading.selected is not None
    return sight.reading.selected.spans(sight.reading.article)


def text(sight: Sight) -> str:
    return "".join(sight.reading.article.by_section[span.section].text[span.start : span.end] for span in spans(sight))


def reversed_text(sight: Sight) -> str:
    rows = screen(sight.reading, sight.width, sight.height, {})
    pieces = [piece for part in rows if part.ground == "page" for row in part.rows for piece in row]
    return "".join(piece.text for piece in pieces if "selected" in piece.role.split())


def solid(text: str) -> str:
    """Without white space, which a line ends in or not."""
    return "".join(text.split())


def down(sight: Sight) -> Reading:
    return choosing.extended(sight, 1, "line")


def up(sight: Sight) -> Reading:
    return choosing.extended(sight, -1, "line")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("edition", [0, 1])
def test_it_begins_with_a_line_and_what_is_selected_is_what_is_drawn(size: tuple[int, int], edition: int) -> None:
    sight = after(Sight(Reading(PITCH, edition, Place("stakes", 1)), *size), choosing.begun)
    assert text(sight)
    assert solid(reversed_text(sight)) == solid(text(sight))
    assert PITCH[edition].by_section["stakes"].blocks[1].text.startswith(text(sight).rstrip())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("editions", ARTICLES, ids=["pitch", "format"])
def test_line_by_line_it_grows_to_the_end_with_its_end_in_view_and_back(
    size: tuple[int, int], editions: tuple[object, ...]
) -> None:
    reading = Reading(next(articles for articles in ARTICLES if articles is editions))
    sight = after(Sight(reading, *size), choosing.begun)
    begun = sight.reading.selected
    lengths = [len(text(sight))]
    while True:
        before, sight = sight.reading.selected, after(sight, down)
        assert sight.reading.selected is not None
        assert sight.window.following(sight.window.position(sight.reading.selected.here.start)) == sight.reading.place
        if sight.reading.selected == before:
            break
        lengths.append(len(text(sight)))
    assert all(shorter <= longer for shorter, longer in pairwise(lengths))  # a row of a table has lines side by side
    last = reading.article.sections[-1]
    assert spans(sight)[-1] == Span(last.id, spans(sight)[-1].start, len(last.text))
    assert len(spans(sight)) == len(reading.article.sections)
    for _ in lengths[:-1]:
        sight = after(sight, up)
    assert sight.reading.selected == begun


def test_it_goes_up_from_where_it_began_too() -> None:
    sight = after(Sight(Reading(PITCH, place=Place("stakes", 2)), 80, 24), choosing.begun)
    first = text(sight)
    sight = after(sight, up, up)
    assert text(sight).endswith(first)
    assert spans(sight)[0].start < PITCH[0].by_section["stakes"].blocks[2].start
    sight = after(sight, lambda sight: choosing.extended_to_end(sight, top=True))
    assert spans(sight)[0] == Span("pitch", 0, len(PITCH[0].by_section["pitch"].text))


def test_by_sections() -> None:
    sight = after(Sight(Reading(PITCH, place=Place("stakes", 1)), 80, 24), choosing.begun)
    sight = after(sight, lambda sight: choosing.extended_to_section(sight, 1))
    assert spans(sight)[-1].section == "deals"
    sight = after(sight, lambda sight: choosing.extended_to_section(sight, 9))
    assert spans(sight)[-1].section == "outlook"
    sight = after(sight, lambda sight: choosing.extended_to_section(sight, -2))
    assert spans(sight)[-1].section == "deals"


@pytest.mark.parametrize("edition", [0, 1])
def test_at_another_size_it_is_the_same_and_is_still_extended(edition: int) -> None:
    sight = after(Sight(Reading(PITCH, edition, Place("stakes", 1)), 80, 24), choosing.begun, down, down)
    before = text(sight)
    for size in SIZES:
        other = sight._replace(width=size[0], height=size[1])
        assert text(other) == before
        assert text(after(other, down)).startswith(before.rstrip())
        assert len(text(after(other, down))) > len(before)


def test_another_language_ends_it_and_so_does_closing() -> None:
    sight = after(Sight(Reading(PITCH, place=Place("stakes", 1)), 80, 24), choosing.begun, down)
    assert sight.reading.next_language().selected is None
    assert sight.reading.close().selected is None
    assert sight.reading.choose("japan").close().entity == "japan"
    assert choosing.begun(sight).selected is None
