"""What there is to choose by, and how many have it: as many as the list then shows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.library.conftest import Shelf

from jpreader.library import facets
from jpreader.library.arranging import Wish
from jpreader.library.bundle import content
from jpreader.library.index import Index
from jpreader.library.indexing import update
from jpreader.library.rows import FACETS, Value, rows
from jpreader.library.scan import place
from jpreader.library.shelving import Shelving

IBM = "entities:\n  ibm: {kind: company, name: IBM}\n"
CHIPS = "entities:\n  chips: {kind: technology, name: semiconductors, native: 半導体, wikidata: Q11456}\n"

Counts = dict[str, list[tuple[str, int]]]


@pytest.fixture
def some(shelf: Shelf) -> Shelf:
    shelf.write("b", "Rain. " * 500, IBM, title="beta", published="2023-05", tags="chips, rain")
    shelf.write("a", "Rain.", title="Alpha", published="2024-01", tags="rain")
    shelf.translate("a", "雨。")
    shelf.write("c", "半導体。" * 400, title="天気", published="2024-02", language="ja", tags="chips")
    shelf.put("broken.yaml", "jpreader: 1\ntitel: x\n")
    return shelf


def counts(index: Index, wish: Wish, shelving: Shelving, read: dict[str, frozenset[str]] | None = None) -> Counts:
    """What each facet says, having proved of every value that the list has as many."""
    found = {field: shelving.facet(field, wish, read or {}, (), index) for field in FACETS}
    for value in (value for own in found.values() for value in own):
        query = f"({wish.query}) ({value.query})" if wish.query else value.query
        listed = shelving.arrange(wish._replace(query=query), read or {}, "", index)
        assert len(listed.order) == value.articles, value
    return {field: [(one.label, one.articles) for one in own] for field, own in found.items()}


def test_all_articles_are_counted_where_nothing_is_wished(some: Shelf) -> None:
    assert counts(some.index(), Wish(), Shelving([str(some.folder)], ())) == {
        "tag": [("chips", 2), ("rain", 2)],
        "kind": [("company", 1)],
        "entity": [("IBM", 1)],
        "year": [("2024", 2), ("2023", 1)],
        "lang": [("en", 2), ("ja", 2)],
    }


@pytest.mark.parametrize("few", [0, 1000])
def test_what_is_typed_chosen_and_unread_narrows_the_counts(
    some: Shelf, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "FEW", few)  # the words of the articles, or of all of the index
    index = some.index()
    shelving = Shelving([str(some.folder)], ())
    assert counts(index, Wish(typed="alp"), shelving) == {
        "tag": [("rain", 1)], "kind": [], "entity": [], "year": [("2024", 1)], "lang": [("en", 1), ("ja", 1)],
    }  # fmt: skip
    assert counts(index, Wish(query="tag:rain"), shelving)["tag"] == [("rain", 2), ("chips", 1)]
    read = {os.path.realpath(some.folder / "b.yaml"): frozenset({"lead"})}
    found = counts(index, Wish(query="tag:chips", unread=True), shelving, read)
    assert found == {"tag": [("chips", 1)], "kind": [], "entity": [], "year": [("2024", 1)], "lang": [("ja", 1)]}


def test_what_is_chosen_stays_there_to_be_taken_back(some: Shelf) -> None:
    shelving = Shelving([str(some.folder)], ())
    chosen = Value("rain", 'tag:"rain"', 2)
    assert shelving.facet("tag", Wish(typed="天気"), {}, [chosen], some.index()) == (
        Value("chips", 'tag:"chips"', 1),
        chosen._replace(articles=0),
    )


@pytest.mark.parametrize(("language", "name"), [("", "semiconductors"), ("en", "semiconductors"), ("ja", "半導体")])
def test_a_tag_that_is_an_entity_s_other_name_is_the_same_tag_in_the_language_shown(
    shelf: Shelf, language: str, name: str
) -> None:
    shelf.write("a", "Rain.", CHIPS, tags="semiconductors, 半導体, rain")
    shelf.write("b", "Rain.", CHIPS, tags="semiconductors")
    shelf.write("c", "雨。", CHIPS, language="ja", tags="半導体")
    shelf.write("d", "Rain.", CHIPS)
    found = counts(shelf.index(), Wish(), Shelving([str(shelf.folder)], (), language))
    assert found["tag"] == [(name, 3), ("rain", 1)]


def test_entities_of_one_name_are_counted_each_for_itself_and_those_of_one_language_with_its_dialects(
    shelf: Shelf,
) -> None:
    shelf.write("a", "Apple grows.", "entities:\n  apple: {kind: company, name: Apple}\n", language="en-US")
    shelf.write("b", "Apple falls.", "entities:\n  apple: {kind: product, name: Apple}\n")
    shelf.write("c", "Apple rises.", "entities:\n  apple: {kind: company, name: Apple}\n")
    found = counts(shelf.index(), Wish(), Shelving([str(shelf.folder)], ()))
    assert found["entity"] == [("Apple", 2), ("Apple", 1)]
    assert found["lang"] == [("en", 3), ("en-US", 1)]


def test_what_ships_has_each_tag_once(shelf: Shelf) -> None:
    list(update(shelf.database, [content()]))
    index = Index(shelf.database, [place(content())])
    tags = {
        language: [value.label for value in Shelving([content()], (), language).facet("tag", Wish(), {}, (), index)]
        for language in ("en", "ja")
    }
    assert "semiconductors" in tags["en"]
    assert "半導体" not in tags["en"]
    assert "半導体" in tags["ja"]
    assert "semiconductors" not in tags["ja"]


def test_counts_are_of_the_articles_of_the_shelf_and_not_of_all_that_the_index_has(some: Shelf, tmp_path: Path) -> None:
    for number in range(facets.MOST_VALUES):  # more than there is room for
        for one in "wxyz":
            some.write(f"{one}{number}", "Rain.", tags=f"tag {number}")
    other = tmp_path / "other"
    other.mkdir()
    (other / "d.yaml").write_text((some.folder / "a.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    some.update()
    list(update(some.database, [str(other)]))
    index = Index(some.database, [place(str(other))])
    shelving = Shelving([str(other)], ())
    for wish in (Wish(), Wish(typed="alpha")):
        assert counts(index, wish, shelving)["tag"] == [("rain", 1)]
        assert [row.id for row in rows(index, shelving.arrange(wish, {}, "", index).order)] == ["d"]
