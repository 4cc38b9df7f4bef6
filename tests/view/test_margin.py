"""The margin's signs, and where the text has what is new."""

from __future__ import annotations

import pytest

from jpreader.article.mentions import by_entity
from jpreader.layout.cells import width as cells
from jpreader.library.bundle import content
from jpreader.library.shelf import load
from jpreader.reading.met import NOTHING_NEW, New, met_by, new_in
from jpreader.reading.reading import Reading
from jpreader.view import going
from jpreader.view.novelty import stops
from jpreader.view.panes import listing
from jpreader.view.screen import screen
from jpreader.view.sight import Sight
from jpreader.view.window import Window

VISIT = load(f"{content()}/kishida-visit.yaml").articles
PITCH = load(f"{content()}/japan-us-tech.yaml").articles
NEW = new_in(VISIT[0], met_by(PITCH[0], set(PITCH[0].by_section)))
SIZES = [(20, 6), (40, 15), (80, 24), (120, 40), (200, 60)]


def marked(window: Window) -> list[str]:
    """The lines with a sign, without it."""
    rows = ["".join(piece.text for piece in row) for row in window.rows()]
    return [row[window.margin :] for row in rows if "◆" in row[: window.margin]]


@pytest.mark.parametrize("edition", [0, 1])
@pytest.mark.parametrize("width", [22, 40, 58, 100])
def test_the_line_that_first_names_someone_new_has_the_sign_and_no_line_gets_wider(width: int, edition: int) -> None:
    plain = Window(Reading(VISIT, edition), width, 400)
    signed = plain._replace(reading=plain.reading._replace(new=New(frozenset({"biden"}))))
    (line,) = marked(signed)
    span = by_entity(VISIT[edition])["biden"][0]
    names = VISIT[edition].by_section[span.section].text[span.start : span.end]
    assert names[:3] in line
    for before, after in zip(plain.rows(), signed.rows(), strict=True):
        texts = ["".join(piece.text for piece in row) for row in (before, after)]
        assert cells(texts[0]) == cells(texts[1])
        assert texts[0][plain.margin :] == texts[1][plain.margin :]


def test_the_first_mention_stands_out_without_its_colour_and_the_second_does_not() -> None:
    window = Window(Reading(VISIT, new=New(frozenset({"biden"}))), 80, 400)
    roles = [role for row in window.rows() for text, role in row if "Biden" in text and "entity" in role]
    assert ["new.mention" in role for role in roles] == [True, *[False] * (len(roles) - 1)]


@pytest.mark.parametrize("edition", [0, 1])
def test_each_new_thing_that_the_text_has_is_gone_to_in_its_order_and_round_again(edition: int) -> None:
    reading = Reading(VISIT, edition, new=NEW)
    found = stops(VISIT[edition], NEW)
    assert len(found) > 5
    sight = Sight(reading, 80, 24)
    for stop in (*found, found[0]):
        reading = going.to_new(sight, 1)
        sight = sight._replace(reading=reading)
        assert reading.lit == stop.span
        assert sight.window.shows(stop.span)
        assert stop.said[0] in reading.notice
    for stop in (found[-1], found[-2]):
        sight = sight._replace(reading=going.to_new(sight, -1))
        assert sight.reading.lit == stop.span


def test_from_where_the_reader_is_the_next_is_below_and_the_one_before_above() -> None:
    found = stops(VISIT[0], NEW)
    end = Sight(Reading(VISIT, new=NEW), 80, 24)
    end = end._replace(reading=end.reading.at(end.window.end()))
    assert going.to_new(end, -1).lit in [stop.span for stop in found if stop.span.section != "visit"]
    assert going.to_new(end._replace(reading=Reading(VISIT, new=NEW)), 1).lit == found[0].span


def test_with_nothing_new_it_says_so() -> None:
    sight = Sight(Reading(VISIT), 80, 24)
    assert going.to_new(sight, 1).place == sight.reading.place
    assert going.to_new(sight, 1).notice


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_what_is_new_is_marked_in_the_panes_and_moves_nothing(width: int, height: int) -> None:
    for pane in ("entities", "summary", "contents", "article"):
        plain, new = Reading(VISIT, pane=pane), Reading(VISIT, pane=pane, new=NEW)
        before, after = screen(plain, width, height, {}), screen(new, width, height, {})
        assert [part.region for part in before] == [part.region for part in after]
        for old, now in zip(before, after, strict=True):
            for one, other in zip(old.rows, now.rows, strict=True):
                left, right = ("".join(piece.text for piece in row) for row in (one, other))
                assert cells(left) == cells(right) == old.region.width
                assert left.replace("│", " ") == right.replace("◆", " ").replace("│", " ")


def test_the_panes_mark_entities_figures_and_relations() -> None:
    def signed(reading: Reading, pane: str) -> str:
        rows = listing(reading, pane, 34, 80, 120).drawn  # type: ignore[arg-type]
        return "\n".join(text for row in rows if (text := "".join(piece.text for piece in row)).startswith("◆"))

    reading = Reading(VISIT, new=NEW)
    assert "Joe Biden" in signed(reading, "entities")
    assert "Fumio Kishida" not in signed(reading, "entities")
    assert "Length of the visit" in signed(reading, "summary")
    assert "Microsoft" not in signed(reading, "summary")
    card = reading.choose("biden")
    assert "Joe Biden" in signed(card, "summary")
    assert "held a summit with" in signed(card, "summary")
    assert signed(Reading(VISIT, new=NOTHING_NEW), "entities") == ""


def test_in_ascii_the_signs_are_ascii() -> None:
    for part in screen(Reading(VISIT, new=NEW), 120, 40, {}, ascii=True):
        assert all("◆" not in piece.text for row in part.rows for piece in row)
