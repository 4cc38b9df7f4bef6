"""The line over a list."""

from __future__ import annotations

import pytest

from jpreader.layout.cells import width as cells
from jpreader.view.heading import headed


def line(title: str, which: str, asides: tuple[str, ...], width: int) -> str:
    return "".join(piece.text for piece in headed(title, which, asides, width))


def test_how_much_stands_at_the_right_and_gives_way_to_the_title() -> None:
    counts = ("3 of 9, by date", "3 of 9")
    assert line("Articles", "wet", counts, 40) == " Articles  wet          3 of 9, by date"
    assert line("Articles", "wet", counts, 20) == " Articles    3 of 9"
    assert line("Articles", "", counts, 14).rstrip() == " Articles"


@pytest.mark.parametrize("width", range(1, 60))
def test_it_is_never_wider_than_the_screen(width: int) -> None:
    assert cells(line("日本の半導体", "“something long that was typed”", ("12,345, by date", "12,345"), width)) <= max(
        4, width
    )
