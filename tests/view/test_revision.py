"""What has changed, in words and in the margin."""

from __future__ import annotations

import pytest

from jpreader.article.model import Place
from jpreader.layout.cells import width as cells
from jpreader.layout.glyphs import ascii_form
from jpreader.library.bundle import content
from jpreader.library.shelf import load
from jpreader.reading.comparing import changes
from jpreader.reading.met import New
from jpreader.reading.reading import Reading
from jpreader.reading.snapshot import after
from jpreader.view import going, revision
from jpreader.view.panes import ListPane, listing
from jpreader.view.screen import screen
from jpreader.view.sight import Sight
from jpreader.view.window import Window

PITCH = load(f"{content()}/japan-us-tech.yaml").articles
SIZES = [(40, 15), (80, 24), (120, 40), (200, 60)]


def reading(edition: int = 0) -> Reading:
    """An article of which other things were read: in each language a paragraph, a title, a section, a figure."""
    found = []
    for article in PITCH:
        snapshot = after(None, article, tuple(article.by_section))
        pitch, stakes, *others = snapshot.parts
        assert stakes.blocks is not None
        blocks = (stakes.blocks[0].replace("750", "700").replace("7,500", "7,000"), "Gone.", *stakes.blocks[2:])
        parts = (pitch._replace(title="Old title"), stakes._replace(blocks=blocks), *others)
        figures = tuple(one._replace(number="7E+11") if one.id == "fdi" else one for one in snapshot.figures)
        removed = others[0]._replace(id="gone", title="A section")
        found.append(changes(snapshot._replace(parts=(*parts, removed), figures=figures, links=()), article))
    return Reading(PITCH, edition, changes=tuple(found))


def margins(of: Reading, width: int) -> dict[str, str]:
    """The signs of each line that has some."""
    window = Window(of, width, 400)
    rows = ["".join(piece.text for piece in row) for row in window.rows()]
    return {row[window.margin :].rstrip(): row[: window.margin].strip() for row in rows if row[: window.margin].strip()}


@pytest.mark.parametrize("edition", [0, 1])
@pytest.mark.parametrize("width", [22, 40, 58, 100])
def test_the_lines_that_changed_have_the_sign_and_no_line_gets_wider(width: int, edition: int) -> None:
    here = reading(edition)
    signs = margins(here, width)
    assert set(signs.values()) == {"▎", "▁"}
    text = "".join(line for line, sign in signs.items() if sign == "▎")
    assert ("8" if edition else "750") in text or "7,500" in text
    assert PITCH[edition].sections[0].title in signs
    window = Window(here, width, 400)
    for row, (_, line) in zip(window.rows(), window.lines(), strict=True):
        assert cells("".join(piece.text for piece in row)) <= width
        assert "".join(piece.text for piece in row)[window.margin :].rstrip() == line.text


def beside_rows(of: Reading, pane: ListPane, height: int = 300) -> dict[str, str]:
    """The texts of a pane's rows that have a sign at its edge, with it."""
    rows = listing(of, pane, 34, height, 120).rows
    return {row.text: ascii_form(row.sign).text for row in rows if row.sign}


@pytest.mark.parametrize("edition", [0, 1])
def test_figures_relations_and_sections_that_changed_have_the_same_sign_in_the_panes(edition: int) -> None:
    here = reading(edition)
    article = here.article
    label = article.facts["fdi"].label
    figures = beside_rows(here, "summary")
    assert [sign for text, sign in figures.items() if label.startswith(text[:8])] == ["~"]
    assert len(figures) == 1
    signs = beside_rows(here, "contents")
    changed = {change.span.section for change in here.changed.all}
    assert len(signs) == len(changed)
    assert next(iter(signs.values())) == "~"  # the title of the first
    card = beside_rows(here._replace(entity="microsoft", card=True), "summary")
    assert "+" in card.values()  # its relations, of which none was known
    fdi = next(iter(article.facts["fdi"].entities))
    assert "~" in beside_rows(here._replace(entity=fdi, card=True), "summary").values()
    assert not beside_rows(here._replace(changes=()), "summary")


def test_in_a_pane_what_has_changed_comes_before_what_is_new() -> None:
    here = reading()
    new = New(facts=frozenset(here.article.facts))
    signs = beside_rows(here._replace(new=new), "summary")
    assert sorted(signs.values()) == ["*"] * (len(here.article.facts) - 1) + ["~"]


def test_a_line_that_is_as_it_was_has_no_sign() -> None:
    signs = margins(reading(), 100)
    assert not [line for line in signs if "Kishida’s argument" in line or "faster-growing" in line]


@pytest.mark.parametrize("edition", [0, 1])
def test_each_is_gone_to_in_order_and_round_again(edition: int) -> None:
    sight = Sight(reading(edition), 80, 24)
    found = revision.stops(sight.reading.changed)
    assert len(found) > 4
    for number, stop in enumerate((*found, found[0])):
        sight = sight._replace(reading=going.to_change(sight, 1))
        assert sight.reading.lit == stop.span
        assert sight.window.shows(stop.span)
        assert f"Change {number % len(found) + 1}/{len(found)}: " in sight.reading.notice
    sight = sight._replace(reading=going.to_change(sight, -1))
    assert sight.reading.lit == found[-1].span


def test_each_is_said_in_words() -> None:
    said = [revision.said(change, PITCH[0]) for change in reading().changed.all]
    assert "the title was “Old title”" in said
    assert "“700” became “750”" in said
    assert "paragraph removed: Gone." in said
    assert "section removed: A section" in said
    assert any(text.startswith("new paragraph: Japan once") for text in said)
    assert any(text.endswith("> $700 B became > $750 B") for text in said)
    assert any(text.startswith("new relation: ") for text in said)


@pytest.mark.parametrize("edition", [0, 1])
@pytest.mark.parametrize("width", [18, 38, 78, 198])
def test_the_list_has_each_as_it_was_and_as_it_is_in_its_width(width: int, edition: int) -> None:
    here = reading(edition)
    rows = revision.rows(here.changed, here.article, width)
    assert all(cells(row.text) <= width for row in rows)
    text = " ".join(row.text.removeprefix("- ").removeprefix("+ ").strip() for row in rows)
    assert "Gone." in text
    words = [piece.text for row in rows for piece in row.pieces if piece.role.endswith("is.word")]
    assert "7,500" in words if edition else "750" in words


def test_the_greeting_names_the_keys_as_they_are() -> None:
    changed = reading().changed
    count = len(changed.all)
    keys = {"next-change": ("ctrl+n",), "changes": ("C",)}
    assert revision.greeting(changed, keys) == f"{count} changes since you read it: ^N goes to the first, C lists them"
    assert revision.greeting(changed, {}) == f"{count} changes since you read it"


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_what_changed_moves_nothing(width: int, height: int) -> None:
    before, now = screen(reading()._replace(changes=()), width, height, {}), screen(reading(), width, height, {})
    assert [part.region for part in before] == [part.region for part in now]


def test_what_has_been_on_the_screen_is_noticed_and_only_then_its_section_learnt() -> None:
    here = Sight(reading(), 80, 24)
    first = here.read()
    assert first.noticed
    assert len(first.noticed) < len(first.changed.all)
    last = Place("stakes", len(PITCH[0].by_section["stakes"].blocks) - 1)
    end = here._replace(reading=first.at(last)).read()
    assert (0, "stakes") in end.seen - end.learnt
    sight = Sight(first, 80, 24)
    for _ in revision.stops(first.changed):
        sight = sight._replace(reading=Sight(going.to_change(sight, 1), 80, 24).read())
    assert sight.reading.learnt == sight.reading.seen
    assert len(sight.reading.noticed) == len(first.changed.all)
