"""Searching all articles in a terminal: Japanese is typed, found, and opened where it stands."""

from __future__ import annotations

from pathlib import Path

from tests.terminal.sitting import FIRST, sitting

KUMAMOTO = "熊本県菊陽町"  # of an article's first sentence


def test_japanese_is_typed_found_and_opened_at_its_place_and_back_comes_to_the_article_before(tmp_path: Path) -> None:
    with sitting(tmp_path) as reader:
        reader.until(FIRST)
        reader.type("S")
        reader.until("search all articles")
        for character in "菊陽町":
            reader.type(character)
        reader.until("台湾の半導体工場、熊本に開所")
        reader.until(KUMAMOTO)
        reader.type("\r")
        reader.until(lambda screen: KUMAMOTO in screen.text() and "§1/5" in screen.text(), gone="1 article")
        reader.type("\x0f")
        reader.until(FIRST)
        reader.type("S")
        reader.until(lambda screen: "菊陽町" in screen.text().splitlines()[1] and KUMAMOTO in screen.text())
        reader.type("\x1b")
        reader.until(FIRST)
        reader.type("q")
        assert reader.end() == 0
        reader.assert_restored()
