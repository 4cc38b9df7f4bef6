"""Joining and parting entities by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jpreader.library.index import Joins
from jpreader.library.joining import Joining, join, part
from jpreader.library.who import who

if TYPE_CHECKING:
    from tests.library.conftest import Shelf

MORE = """
entities:
  one: {{kind: company, name: {name}{wikidata}}}
"""


def named(shelf: Shelf, id: str, name: str, wikidata: str = "") -> None:
    shelf.write(id, f"{name} builds.", MORE.format(name=name, wikidata=f", wikidata: {wikidata}" if wikidata else ""))


def keys(shelf: Shelf, name: str, joining: Joining) -> list[list[str]]:
    return [sorted(one.keys) for one in who(shelf.index(joining.joins), name)]


def test_two_entities_are_one_once_they_are_joined_and_two_again_once_they_are_parted(shelf: Shelf) -> None:
    named(shelf, "one", "Rapidus")
    named(shelf, "two", "Rapidus Design")
    together = join(shelf.index(), "Rapidus", "Rapidus Design")
    assert together.changed
    both = ["company:rapidus", "company:rapidus design"]
    assert keys(shelf, "Rapidus Design", together) == [both]
    again = join(shelf.index(together.joins), "Rapidus", "Rapidus Design")
    assert not again.changed
    apart = part(shelf.index(together.joins), "Rapidus", "Rapidus Design")
    assert apart.changed
    assert keys(shelf, "Rapidus", apart) == [["company:rapidus"]]
    assert keys(shelf, "Rapidus Design", apart) == [["company:rapidus design"]]
    once_more = join(shelf.index(apart.joins), "Rapidus", "Rapidus Design")
    assert keys(shelf, "Rapidus", once_more) == [both]


def test_those_that_are_one_by_their_names_can_be_parted_by_key(shelf: Shelf) -> None:
    named(shelf, "one", "Delta", "Q188920")
    named(shelf, "two", "Delta")
    assert keys(shelf, "Delta", Joining(Joins(), "")) == [["Q188920", "company:delta"]]
    apart = part(shelf.index(), "Delta", "company:delta")
    assert sorted(map(str, keys(shelf, "Delta", apart))) == ["['Q188920']", "['company:delta']"]


def test_one_of_three_is_parted_from_both_others(shelf: Shelf) -> None:
    for id, name in (("one", "Alpha"), ("two", "Beta"), ("three", "Gamma")):
        named(shelf, id, name)
    joined = join(shelf.index(), "Alpha", "Beta")
    joined = join(shelf.index(joined.joins), "Beta", "Gamma")
    assert len(keys(shelf, "Alpha", joined)[0]) == 3
    apart = part(shelf.index(joined.joins), "Alpha", "Beta")
    assert keys(shelf, "Beta", apart) == [["company:beta"]]


def test_what_cannot_be_is_said_and_changes_nothing(shelf: Shelf) -> None:
    named(shelf, "one", "Rapidus")
    index = shelf.index()
    assert "called “Nobody”" in join(index, "Rapidus", "Nobody").said
    assert "did you mean 'rapidus'" in join(index, "Rapidos", "Rapidus").said
    assert "joined to it already" in join(index, "Rapidus", "Rapidus").said
    assert "nothing to part" in part(index, "Rapidus", "Rapidus").said
    assert not any(done.changed for done in (join(index, "Rapidus", "Nobody"), part(index, "Rapidus", "Rapidus")))
