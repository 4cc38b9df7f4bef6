"""Places that survive an edit and a change of language."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jpreader.article.markup import blocks
from jpreader.article.model import TOP, Article, Place, Section, Span
from jpreader.article.place import Anchor, anchor, offset_of, place_of, progress, restore, transfer

BODIES = {
    "pitch": "Japan wants American technology companies to put their money behind a comeback.\n\n"
    "At a luncheon in Washington he said so.",
    "stakes": "The two economies are already bound together.\n\n"
    "Japan once dominated the global semiconductor industry.\n\n"
    "- American investment speeds up growth;\n- a faster-growing Japan invests more.",
    "deals": "Two moves give the pitch its weight.\n\n"
    "Microsoft has announced that it will invest $2.9 billion in Japan.",
}


def article(bodies: dict[str, str]) -> Article:
    sections = []
    for id, body in bodies.items():
        text, made = blocks(f"On {id}", body)
        sections.append(Section(id, made, text))
    return Article("a", "en", "A", tuple(sections))


ARTICLE = article(BODIES)
PLACES = [
    Place(section.id, number, offset)
    for section in ARTICLE.sections
    for number, block in enumerate(section.blocks)
    for offset in range(len(block.text) + 1)
]
places = st.sampled_from(PLACES)


class TestSpans:
    def test_a_place_and_its_offset_lead_to_each_other(self) -> None:
        for place in PLACES:
            offset = offset_of(ARTICLE, place)
            block = ARTICLE.block(place)
            assert block is not None
            if place.offset < len(block.text):
                assert place_of(ARTICLE, Span(place.section, offset, offset + 1)) == place

    def test_the_front_matter_and_places_that_are_not_there_are_at_the_start(self) -> None:
        assert offset_of(ARTICLE, TOP) == 0
        assert offset_of(ARTICLE, Place("pitch", 99, 3)) == 0
        assert offset_of(ARTICLE, Place("nowhere", 0, 3)) == 0

    def test_the_end_of_a_section_is_in_its_last_block(self) -> None:
        end = len(ARTICLE.sections[0].text)
        assert place_of(ARTICLE, Span("pitch", end, end)).block == 2


class TestRestore:
    @given(places)
    def test_nothing_moves_where_nothing_was_edited(self, place: Place) -> None:
        assert restore(ARTICLE, anchor(ARTICLE, place)) == place

    @given(places)
    def test_a_paragraph_before_it_moves_it_down(self, place: Place) -> None:
        edited = article({id: "Something new was put here.\n\n" + body for id, body in BODIES.items()})
        found = restore(edited, anchor(ARTICLE, place))
        assert found == (place if place.block == 0 else place._replace(block=place.block + 1))

    @given(places)
    def test_it_follows_a_section_that_moves(self, place: Place) -> None:
        edited = article(dict(reversed(BODIES.items())))
        assert restore(edited, anchor(ARTICLE, place)) == place

    @given(places)
    def test_it_follows_a_section_that_gets_another_id(self, place: Place) -> None:
        edited = article({f"{id}-2": body for id, body in BODIES.items()})
        found = restore(edited, anchor(ARTICLE, place))
        if place.block == 0:  # the heading says the id here, and is new too
            assert found.section in ("", f"{place.section}-2")
        else:
            assert found == place._replace(section=f"{place.section}-2")

    @given(places)
    def test_a_word_changed_near_it_leaves_it_near(self, place: Place) -> None:
        edited = article({id: body.replace("Japan", "Nippon").replace("money", "funds") for id, body in BODIES.items()})
        found = restore(edited, anchor(ARTICLE, place))
        assert found[:2] == place[:2]
        block = edited.block(found)
        assert block is not None
        if place.offset and len(block.text) > 24:
            assert abs(found.offset - place.offset) <= 4

    @given(places)
    def test_of_a_paragraph_rewritten_the_number_is_left(self, place: Place) -> None:
        edited = article({id: "\n\n".join(f"{number}" * 9 for number in range(5)) for id in BODIES})
        if place.block:
            assert restore(edited, anchor(ARTICLE, place)) == Place(place.section, place.block)

    def test_of_a_section_removed_nothing_is_left(self) -> None:
        edited = article({"pitch": BODIES["pitch"]})
        assert restore(edited, anchor(ARTICLE, Place("deals", 2, 10))) == TOP

    def test_a_paragraph_that_went_to_another_section_is_followed(self) -> None:
        moved = BODIES["deals"].split("\n\n")[1]
        edited = article({**BODIES, "deals": "Two moves.", "pitch": BODIES["pitch"] + "\n\n" + moved})
        assert restore(edited, anchor(ARTICLE, Place("deals", 2, 20))) == Place("pitch", 3, 20)

    def test_of_two_places_with_the_same_text_the_nearer_one(self) -> None:
        twice = article({"s": "The same words stand here.\n\nOther words.\n\nMore.\n\nThe same words stand here."})
        edited = article({"s": "New.\n\nThe same words stand here.\n\nOther.\n\nMore.\n\nThe same words stand here."})
        for number in (1, 4):
            place = Place("s", number, 9)
            assert restore(twice, anchor(twice, place)) == place
            assert restore(edited, anchor(twice, place)) == Place("s", number + 1, 9)

    @pytest.mark.parametrize("place", [TOP, Place("", 0, 5)])
    def test_the_front_matter_stays(self, place: Place) -> None:
        assert restore(ARTICLE, anchor(ARTICLE, place)) == place

    @given(
        st.builds(Place, st.sampled_from(["pitch", "x", ""]), st.integers(-1, 9), st.integers(-1, 99)),
        st.text(max_size=40),
        st.text(max_size=40),
    )
    @settings(deadline=None)
    def test_any_anchor_gives_a_place_that_is_there(self, place: Place, before: str, after: str) -> None:
        found = restore(ARTICLE, Anchor(place, before, after))
        assert not found.section or ARTICLE.block(found) is not None


JAPANESE = article(
    {
        "pitch": "日本は米国企業の資金を望んでいる。\n\n首相はワシントンでそう語った。",
        "stakes": "両国の経済は結びついている。\n\n日本は半導体産業を圧倒した。\n\n"
        "- 投資が成長を速める。\n- 日本が投資を増やす。",
        "deals": "二つの動きがある。",
    }
)


class TestTransfer:
    @given(places)
    def test_goes_to_the_same_section_and_block(self, place: Place) -> None:
        found = transfer(place, ARTICLE, JAPANESE)
        assert found.section == place.section
        assert found.block == min(place.block, len(JAPANESE.by_section[place.section].blocks) - 1)
        block = JAPANESE.block(found)
        assert block is not None
        assert 0 <= found.offset <= len(block.text)

    @given(places)
    def test_there_and_back_does_not_creep_up(self, place: Place) -> None:
        once = transfer(transfer(place, ARTICLE, JAPANESE), JAPANESE, ARTICLE)
        if place.section != "deals":  # it has fewer blocks there, so that the place within one is lost
            assert place.offset <= once.offset <= place.offset + 8
        assert transfer(transfer(once, ARTICLE, JAPANESE), JAPANESE, ARTICLE) == once

    def test_the_front_matter_is_the_front_matter(self) -> None:
        assert transfer(TOP, ARTICLE, JAPANESE) == TOP


class TestProgress:
    def test_runs_from_nothing_to_all(self) -> None:
        assert progress(ARTICLE, TOP) == 0
        last = ARTICLE.sections[-1]
        assert progress(ARTICLE, Place(last.id, len(last.blocks) - 1, len(last.blocks[-1].text))) == 1

    def test_never_falls(self) -> None:
        values = [progress(ARTICLE, place) for place in PLACES]
        assert values == sorted(values)

    def test_of_a_place_that_is_not_there_is_nothing(self) -> None:
        assert progress(ARTICLE, Place("x")) == 0


def test_an_anchor_holds_the_text_on_either_side() -> None:
    place = Place("pitch", 1, 11)
    assert anchor(ARTICLE, place) == Anchor(place, "Japan wants", " American technology companies t")


@pytest.mark.parametrize("place", [Place("pitch", 99, 0), Place("x", 0, 5)])
def test_an_anchor_of_a_place_that_is_not_there_holds_nothing(place: Place) -> None:
    assert anchor(ARTICLE, place) == Anchor(place, "", "")
