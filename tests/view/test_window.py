"""The window on an article: what is in it, and which places bring something else into it."""

from __future__ import annotations

import pytest

from jpreader.article.mentions import mentions
from jpreader.article.model import TOP, Place, Span
from jpreader.library.bundle import content
from jpreader.library.shelf import load
from jpreader.reading.reading import Reading
from jpreader.view.window import Window, first_in_view

PITCH = load(f"{content()}/japan-us-tech.yaml").articles
SIZES = [(20, 4), (38, 13), (54, 15), (58, 38), (120, 58)]


def window(place: Place = TOP, width: int = 54, height: int = 15, edition: int = 0, **changes: object) -> Window:
    reading = Reading(PITCH, edition, place)._replace(**changes)  # type: ignore[arg-type]
    return Window(reading, width, height)


def scrolled(here: Window, lines: int) -> Window:
    return here._replace(reading=here.reading.at(here.scrolled(lines)))


def text(here: Window) -> list[str]:
    return [line.text for _, line in here.lines()]


@pytest.mark.parametrize("edition", [0, 1])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_line_by_line_and_page_by_page_show_the_same_lines(width: int, height: int, edition: int) -> None:
    here, by_line = window(width=width, height=height, edition=edition), list[str]()
    while True:
        by_line.append(text(here)[0])
        after = scrolled(here, 1)
        if after.reading.place == here.reading.place:
            break
        here = after
    assert here.reading.place == here.end()
    assert here.progress() == 100
    by_page, here = list[str](), window(width=width, height=height, edition=edition)
    while here.reading.place != here.end():
        by_page += text(here)
        here = scrolled(here, height)
    assert by_page[: len(by_line)] == by_line[: len(by_page)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_up_undoes_down(width: int, height: int) -> None:
    here = window(TOP, width, height)
    for lines in (1, 2, 7):
        assert text(scrolled(here, lines)) != text(here)
        assert text(scrolled(scrolled(here, lines), -lines)) == text(here)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_span_is_revealed_with_something_above_it_and_what_is_in_view_moves_nothing(width: int, height: int) -> None:
    for mention in mentions(PITCH[0]):
        here = window(Place("outlook"), width, height)
        was_in_view = here.shows(mention.span)
        place = here.revealing(mention.span)
        assert (place == here.reading.place) == was_in_view
        there = here._replace(reading=here.reading.at(place))
        assert there.shows(mention.span)


def test_a_section_has_ended_when_its_last_line_is_in_the_window() -> None:
    here, seen = window(height=12), set[str]()
    last = PITCH[0].by_section["pitch"].blocks[-1].text[-12:]
    while "pitch" not in seen:
        assert last not in "\n".join(text(here))
        here = scrolled(here, 1)
        seen |= here.ended()
    assert last in "\n".join(text(here))


def test_how_far_grows_from_line_to_line() -> None:
    here, shares = window(height=6), list[int]()
    for _ in range(200):
        shares.append(here.progress())
        here = scrolled(here, 1)
    assert shares == sorted(shares)
    assert shares[0] < 10
    assert shares[-1] == 100


def test_the_text_stands_in_the_middle_at_the_measure_that_is_wanted_or_that_there_is_room_for() -> None:
    assert [window(width=width).measure for width in (5, 20, 40, 41, 60, 70, 200)] == [10, 18, 38, 37, 56, 66, 66]
    assert window(width=200, edition=1).measure == 72
    assert window(width=200, measure=50).measure == 50
    assert (window(width=200).margin, window(width=20).margin) == (67, 1)


def test_the_mention_that_was_clicked_on_is_found_by_its_cells() -> None:
    here = window(Place("deals"), 54, 15, 1)
    found: dict[Span, str] = {}
    for y, row in enumerate(here.rows()):
        for x in range(54):
            if mention := here.mention_at(x, y):
                found.setdefault(mention.span, "")
                assert any(" entity." in piece.role for piece in row)
    names = {PITCH[1].by_section[span.section].text[span.start : span.end] for span in found}
    assert "マイクロソフト" in names
    assert here.mention_at(3, 99) is None
    assert window().mention_at(10, 0) is None  # the title


def test_the_first_in_view_is_the_first_one_after_the_top_line() -> None:
    assert first_in_view(Reading(PITCH)) == mentions(PITCH[0])[0]
    found = first_in_view(Reading(PITCH, place=Place("deals")))
    assert found is not None
    assert found.span.section == "deals"


def test_what_is_chosen_found_and_quoted_is_lit() -> None:
    def roles(here: Window) -> set[str]:
        return {word for row in here.rows() for piece in row for word in piece.role.split(" ")}

    plain = window(Place("deals"))
    assert "entity.company" in roles(plain)
    assert not roles(plain) & {"entity.company.chosen", "current", "lit", "match"}
    assert "entity.company.chosen" in roles(window(Place("deals"), entity="microsoft"))
    assert "lit" in roles(window(Place("deals"), lit=Span("deals", 40, 60)))
