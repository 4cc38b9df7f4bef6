"""What is copied: the current paragraph, a selection, or the entry of a pane, with its source."""

from __future__ import annotations

import pytest

from jpreader.article.decode import decode
from jpreader.article.model import Place, Span
from jpreader.layout.citation import citation
from jpreader.library.bundle import content
from jpreader.library.shelf import load
from jpreader.reading.reading import Reading
from jpreader.view import choosing, going
from jpreader.view.copying import copied
from jpreader.view.sight import Sight

PITCH = load(f"{content()}/japan-us-tech.yaml").articles
SIZES = [(20, 6), (50, 20), (80, 24), (120, 40), (200, 60)]

HOSTILE = """
jpreader: 1
language: en
title: "Rain \\e]52;c;AAAA\\a"
source: {name: "The \\e[31mTimes", url: "https://example.org/"}
published: 2024-04-09
sections:
  - {id: one, title: One, body: "It \\e[31mrained\\u202e.\\n\\n- in Kyoto\\n- in Tokyo\\n\\nAnd it stopped."}
"""


def at(place: Place, size: tuple[int, int] = (80, 24), edition: int = 0) -> Sight:
    return Sight(Reading(PITCH, edition, place), *size)


@pytest.mark.parametrize("size", SIZES)
def test_without_a_selection_it_is_the_paragraph_at_the_place(size: tuple[int, int]) -> None:
    block = PITCH[0].by_section["stakes"].blocks[2]
    text = copied(at(Place("stakes", 2, 30), size))
    assert text == f"{block.text}\n\n— “Tokyo courts American tech money”, Why it matters. Apr 2024."


def test_a_heading_stands_for_the_paragraph_below_it_and_so_does_the_title() -> None:
    first = PITCH[0].sections[0].blocks[1].text
    assert copied(at(Place())).startswith(first)
    assert copied(at(Place("pitch"))).startswith(first)
    assert copied(at(Place("pitch", 1, -1))).startswith(first)


def test_what_was_gone_to_is_where_the_reader_is() -> None:
    sight = at(Place("stakes"))
    span = PITCH[0].by_section["stakes"].blocks[2]
    lit = going.gone_to_span(sight, Span("stakes", span.start + 5, span.start + 9))
    assert copied(sight._replace(reading=lit)).startswith(span.text)


def test_in_japanese_the_source_is_said_in_japanese() -> None:
    text = copied(at(Place("stakes", 1), edition=1))
    assert text.startswith(PITCH[1].by_section["stakes"].blocks[1].text)
    assert text.splitlines()[-1] == citation(PITCH[1], ["stakes"])
    assert text.splitlines()[-1].startswith("—「")
    assert "2024年4月" in text


def test_a_selection_over_sections_has_all_paragraphs_and_names_both_ends() -> None:
    sight = at(Place("pitch", 1))
    for step in (choosing.begun, lambda sight: choosing.extended_to_end(sight, top=False)):
        sight = sight._replace(reading=step(sight))
    text = copied(sight)
    bodies = [block.text for section in PITCH[0].sections for block in section.blocks][1:]
    body = text.partition("\n\n— ")[0]
    assert [line.removeprefix("• ") for line in body.split("\n") if line] == bodies
    assert "The pitch – What comes next." in text


def test_a_claim_is_copied_with_its_quote_and_a_figure_with_its_value() -> None:
    reading = Reading(PITCH).show_summary()
    for size in ((80, 24), (50, 20)):
        items = range(len(PITCH[0].facts) + 4)
        found = [copied(Sight(reading.pointing("summary", item), *size)) for item in items]
        assert any("Japanese direct investment in the U.S." in text and "> $750 B" in text for text in found)
        quoted = next(text for text in found if "> $750 B" in text)
        assert "\n“" in quoted
        assert quoted.endswith("— “Tokyo courts American tech money”, Why it matters. Apr 2024.")
        assert not any("█" in text or "§" in text for text in found)


def test_an_entity_is_copied_as_its_card_and_a_section_as_its_text() -> None:
    reading = going.focused(Reading(PITCH).choose("rapidus"), "entities")
    text = copied(Sight(reading, 120, 40))
    assert text.startswith("Rapidus")
    assert "IBM" in text
    assert text.endswith("— “Tokyo courts American tech money”. Apr 2024.")
    reading = Reading(PITCH).focus("contents").pointing("contents", 2)
    section = PITCH[0].sections[2]
    assert copied(Sight(reading, 120, 40)).startswith(f"{section.title}\n\n{section.blocks[1].text}\n\n")


def test_what_is_copied_is_clean_and_lists_keep_their_marks() -> None:
    article = decode(HOSTILE.encode(), "rain.yaml", "rain").article
    assert article is not None
    reading = Reading((article,), place=Place("one", 1))
    sight = Sight(reading, 80, 24)
    for step in (choosing.begun, lambda sight: choosing.extended_to_end(sight, top=False)):
        sight = sight._replace(reading=step(sight))
    text = copied(sight)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert (
        "\n\n• in Kyoto\n• in Tokyo\n\nAnd it stopped.\n\n— “Rain ␛]52;c;AAAA␇”, One. The ␛[31mTimes, 9 Apr 2024."
        in text
    )
    assert text.endswith("\nhttps://example.org/")


def test_a_link_is_copied_with_where_it_leads() -> None:
    guide = load(f"{content()}/reading-guide.yaml").articles
    reading = Reading(guide).show_summary()
    items = range(len(Sight(reading, 80, 24).listing("summary").targets))
    last = copied(Sight(reading.pointing("summary", items[-1]), 80, 24))
    assert "\nhttps://www.unicode.org/reports/tr14/\n" in last
    assert "“Five minutes with jpreader”, What it stands on." in last
