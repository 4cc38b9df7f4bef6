"""What a shelf shows of very many articles."""

from __future__ import annotations

import pytest
from tests.library.conftest import Shelf

from jpreader.library.rows import ORDERS, Order, ordered, rows

CHIPS = "entities:\n  ibm: {kind: company, name: IBM}\n"


@pytest.fixture
def some(shelf: Shelf) -> Shelf:
    shelf.write("b", "Rain. " * 500, CHIPS, title="beta", published="2023-05", tags="chips, rain")
    shelf.write("a", "Rain.", title="Alpha", published="2024-01", tags="rain")
    shelf.translate("a", "雨。")
    shelf.write("c", "半導体。" * 400, title="天気", published="2024-02", language="ja", tags="chips")
    shelf.put("broken.yaml", "jpreader: 1\ntitel: x\n")
    return shelf


@pytest.mark.parametrize(
    ("by", "ids"),
    [
        ("published", ["c", "a", "b", "broken"]),
        ("title", ["a", "b", "broken", "c"]),
        ("source", ["c", "a", "b", "broken"]),
        ("minutes", ["broken", "a", "b", "c"]),
    ],
)
def test_articles_stand_in_an_order(some: Shelf, by: Order, ids: list[str]) -> None:
    index = some.index()
    assert by in ORDERS
    assert [row.id for row in rows(index, ordered(index, by))] == ids


def test_a_row_says_what_a_reader_chooses_by(some: Shelf) -> None:
    index = some.index()
    c, a, b, broken = rows(index, ordered(index))
    assert (a.title, a.languages, a.published, a.tags, a.minutes, a.problem) == (
        "Alpha", ("en", "ja"), "2024-01", ("rain",), 1, "",
    )  # fmt: skip
    assert (b.minutes, c.minutes) == (2, 3)  # 501 words, 1,602 characters
    assert (a.path, a.key) == (str(some.folder / "a.yaml"),) * 2
    assert (broken.languages, broken.problem.partition(": ")[0]) == ((), str(some.folder / "broken.yaml") + ":1:1")
    some.write("a", "Rain and snow.")
    changed = {row.id: row.digest for row in rows(some.index(), ordered(some.index()))}
    assert changed["a"] != a.digest
    assert changed["b"] == b.digest


def test_rows_of_articles_that_are_gone_are_left_out(some: Shelf) -> None:
    assert rows(some.index(), [1, 2, 3]) == ()
