"""How a reading begins."""

from __future__ import annotations

import pytest

from jpreader.article.model import TOP, Place
from jpreader.article.place import Anchor, anchor
from jpreader.article.problem import Problem
from jpreader.library.bundle import content
from jpreader.library.shelf import load
from jpreader.reading.opening import opening
from jpreader.reading.settings import Settings
from jpreader.reading.store import Kept

PITCH = load(f"{content()}/japan-us-tech.yaml").articles
LEFT = Place("deals", 2, 7)


def kept(place: Place = LEFT, language: str = "en", *read: str) -> Kept:
    return Kept(anchor(PITCH[0], place)._replace(place=place), language, frozenset(read))


def test_a_new_article_begins_at_its_top_in_the_original() -> None:
    begun = opening(PITCH, None, Settings())
    assert (begun.place, begun.article.language, begun.pane, begun.read) == (TOP, "en", "article", frozenset())


@pytest.mark.parametrize(
    ("asked", "known", "wish", "shown"),
    [
        ("", None, "ja", "ja"),
        ("", None, "ja-JP", "ja"),
        ("", None, "de", "en"),
        ("", kept(language="en"), "ja", "en"),
        ("", kept(language="ja"), "en", "ja"),
        ("en", kept(language="ja"), "ja", "en"),
        ("ja", None, "", "ja"),
    ],
)
def test_the_language_is_the_one_asked_for_or_last_read_or_wished_for(
    asked: str, known: Kept | None, wish: str, shown: str
) -> None:
    begun = opening(PITCH, known, Settings(language=wish), language=asked)
    assert begun.article.language == shown


def test_it_begins_where_it_was_left_with_what_was_read() -> None:
    begun = opening(PITCH, kept(LEFT, "en", "pitch", "gone"), Settings())
    assert begun.place == LEFT
    assert begun.read == {"pitch"}
    front = TOP._replace(offset=2)
    assert opening(PITCH, kept(front), Settings()).place == front


def test_a_place_is_found_by_the_text_around_it_once_the_file_was_edited() -> None:
    text = PITCH[0].by_section["deals"].blocks[2].text
    moved = Kept(Anchor(Place("stakes", 0, 0), "", text[:40]), "en", frozenset())
    assert opening(PITCH, moved, Settings()).place == Place("deals", 2, 0)


def test_a_section_or_an_entity_that_was_asked_for_comes_before_where_it_was_left() -> None:
    assert opening(PITCH, kept(), Settings(), section="outlook").place == Place("outlook")
    begun = opening(PITCH, kept(), Settings(), entity="microsoft")
    assert (begun.entity, begun.card, begun.hit) == ("microsoft", True, 0)
    assert begun.current is not None
    assert begun.place.section == begun.current.section
    assert begun.place.offset == 0


def test_an_error_is_told_before_anything_else_and_a_warning_is_not() -> None:
    error, warning = (Problem("a.ja.yaml", 3, 1, severity, "no title") for severity in ("error", "warning"))
    said = opening(PITCH, None, Settings(), problems=[warning, error], notice="Places are not kept").notice
    assert said == str(error)
    assert opening(PITCH, None, Settings(), problems=[warning], notice="Places are not kept").notice == (
        "Places are not kept"
    )


def test_the_settings_say_the_measure_and_whether_readings_show() -> None:
    begun = opening(PITCH, None, Settings(measure=50, ruby=True))
    assert (begun.measure, begun.ruby) == (50, True)
