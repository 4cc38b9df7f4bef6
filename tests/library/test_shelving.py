"""What a shelf asks of its index."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.library.conftest import Shelf

from jpreader.library.arranging import Wish
from jpreader.library.digest import digest_now
from jpreader.library.index import Index
from jpreader.library.indexing import update
from jpreader.library.rows import rows
from jpreader.library.scan import place
from jpreader.library.shelf import STDIN, Item
from jpreader.library.shelving import Shelving


@pytest.fixture
def some(shelf: Shelf) -> Shelf:
    shelf.write("a", "Rain.", title="Alpha", published="2024-03", tags="wet")
    shelf.write("b", "Sun.", title="Beta", published="2024-02")
    shelf.translate("b", "晴れ。", title="天気")
    shelf.write("c", "Snow.", title="Gamma", published="2024-01", tags="wet")
    return shelf


def unread_yet(shelf: Shelf) -> Index:
    """The index, which hasn't looked for changes."""
    return Index(shelf.database, [place(str(shelf.folder))])


def key(shelf: Shelf, id: str) -> str:
    return os.path.realpath(shelf.folder / f"{id}.yaml")


def test_a_filter_finds_titles_in_every_language_and_the_cursor_stays_on_its_article(some: Shelf) -> None:
    index = some.index()
    shelving = Shelving([str(some.folder)], ())
    found = shelving.arrange(Wish(), {}, key(some, "c"), index)
    assert [row.id for row in rows(index, found.order)] == ["a", "b", "c"]
    assert (found.at, found.total, found.waiting) == (2, 3, ())
    found = shelving.arrange(Wish(typed="天"), {}, "", index)
    assert [row.id for row in rows(index, found.order)] == ["b"]
    found = shelving.arrange(Wish(query="tag:wet"), {}, key(some, "b"), index)
    assert ([row.id for row in rows(index, found.order)], found.at) == (["a", "c"], 0)


def test_a_screen_that_cannot_wait_has_the_first_of_what_comes_then(some: Shelf, tmp_path: Path) -> None:
    whole = some.index()
    other = tmp_path / "other"
    other.mkdir()
    (other / "d.yaml").write_text((some.folder / "a.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    list(update(some.database, [str(other)]))
    for index in (whole, unread_yet(some)):  # of all that is in it, and of one folder of two
        given = Item("given", STDIN, source=b"x")
        shelving = Shelving([str(some.folder)], [given])
        then = Shelving([str(some.folder)], [given]).arrange(Wish(), {}, "", index)
        for most in range(6):
            begun = shelving.begin(most, index)
            assert (begun.order, begun.total) == (then.order[:most], then.total)
            assert begun.waiting == then.waiting == (given,)


def test_what_was_read_to_its_end_is_no_more_unread(some: Shelf) -> None:
    index = some.index()
    shelving = Shelving([str(some.folder)], ())
    read = {key(some, "a"): frozenset({"lead"}), key(some, "b"): frozenset[str]()}
    found = shelving.arrange(Wish(unread=True), read, "", index)
    assert [row.id for row in rows(index, found.order)] == ["b", "c"]
    found = shelving.arrange(Wish(unread_first=True), read, "", index)
    assert [row.id for row in rows(index, found.order)] == ["b", "c", "a"]
    assert [seen.sections for seen in shelving.see(found.order, read, index)] == [0, 0, 1]


def test_what_the_index_has_not_yet_waits_by_its_name_and_the_cursor_stays_when_it_comes(some: Shelf) -> None:
    shelving = Shelving([str(some.folder)], (Item("stdin", STDIN, source=b"x"),))
    found = shelving.arrange(Wish(), {}, key(some, "b"), unread_yet(some))
    assert sorted(one.id for one in found.waiting) == ["a", "b", "c", "stdin"]
    assert found.waiting[-1 - found.order[found.at]].id == "b"
    index = some.index()
    shelving.changed()
    found = shelving.arrange(Wish(), {}, key(some, "b"), index)
    assert [one.id for one in found.waiting] == ["stdin"]
    assert (found.total, len(found.order), found.order[-1]) == (4, 4, -1)
    assert rows(index, [found.order[found.at]])[0].id == "b"


def test_an_article_changes_with_its_files_and_not_with_their_times(some: Shelf) -> None:
    def digests() -> dict[str, bytes]:
        index = some.index()
        return {row.id: row.digest for row in rows(index, Shelving([], ()).arrange(Wish(), {}, "", index).order)}

    before = digests()
    assert before["b"] == digest_now(str(some.folder / "b.yaml"))
    some.translate("b", "曇り。", title="天気")
    some.write("c", "Snow.", title="Gamma", published="2024-01", tags="wet")
    after = digests()
    assert after["b"] == digest_now(str(some.folder / "b.yaml")) != before["b"]
    assert after["c"] == before["c"]
