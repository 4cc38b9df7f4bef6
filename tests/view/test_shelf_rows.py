"""The shelf's lines, at every size; and what keys make of what is seen."""

from __future__ import annotations

import pytest

from jpreader.layout.cells import width as cells
from jpreader.layout.line import Pieces
from jpreader.library.arranging import Arranged
from jpreader.library.progress import Progress
from jpreader.library.rows import Row, Value
from jpreader.library.shelf import Edition, Item
from jpreader.library.shelving import Seen
from jpreader.reading.keymap import keymap
from jpreader.reading.standing import Remembered, Standing
from jpreader.view.fitted import fitted
from jpreader.view.shelf_rows import article_row, progress_line
from jpreader.view.shelf_screen import shelf_lines, under
from jpreader.view.shelved import UNREAD, Facet, Shelved

KEYS = keymap({})[0]
LONG = Row(
    1, "a", "/news/a.yaml", "/news/a.yaml", "日本の半導体 and a title that is longer than any row has room for, " * 3,
    ("en", "ja"), "2024-04-10", "A newspaper of some length", 12, ("chips",), "", b"1",
)  # fmt: skip
SHORT = LONG._replace(article=2, title="Rain", source="", published="2024", minutes=1, languages=("en", "de", "fr"))
BROKEN = LONG._replace(article=3, problem="/news/a.yaml:3:1: error: an article needs 'language'", languages=())
FACETS = (
    Facet(UNREAD, Value("Not read to the end", UNREAD, 3)),
    Facet("tag", Value("chips", 'tag:"chips"', 2)),
    Facet("tag", Value("rain", 'tag:"rain"', 1)),
    Facet("kind", Value("person", 'kind:"person"', 1)),
)
SHELVED = Shelved(
    Arranged((1, 2, 3, -1), 0, 4, (Item("new", "/news/new.yaml"),)),
    facets=FACETS,
    rows={1: LONG, 2: SHORT, 3: BROKEN},
    standings={1: Standing(1, 3, True, True), 2: Standing(3, 3, True)},
    known=True,
)


def text(row: Pieces) -> str:
    return "".join(piece.text for piece in row)


@pytest.mark.parametrize("width", [*range(20, 140), 160, 200])
@pytest.mark.parametrize(
    "shelved",
    [
        SHELVED,
        SHELVED._replace(pane="facets", chosen=frozenset({FACETS[1]}), typed="rain"),
        SHELVED._replace(progress=Progress(34_000, 100_000, 185.0), typing=True, typed="long " * 30),
        Shelved(notice="something to say " * 20),
    ],
    ids=["rows", "facets", "typing", "nothing"],
)
def test_no_line_is_wider_than_the_screen_and_there_are_as_many_as_it_has(shelved: Shelved, width: int) -> None:
    for height in (6, 24):
        lines = shelf_lines(shelved, width, height, KEYS)
        assert len(lines) >= height - (0 if shelved.order else height)
        assert len(lines) <= height
        assert [line for line in map(text, lines) if cells(line.rstrip()) > width] == []


def test_an_article_s_row_has_its_columns_where_the_others_have_them() -> None:
    for width in range(30, 140):
        ends = {text(article_row(row, Standing(), width)).index(row.published) for row in (SHORT,)}
        assert ends == {width - 10}
        assert cells(text(article_row(LONG, Standing(), width))) == width


@pytest.mark.parametrize(("minutes", "said"), [(1, " 1 min "), (99, "99 min "), (100, " 2 h "), (6000, " 100 h ")])
def test_no_length_is_cut_off(minutes: int, said: str) -> None:
    assert said in text(article_row(LONG._replace(minutes=minutes), Standing(), 80))


def test_a_mark_says_how_an_article_stands_with_the_reader() -> None:
    def mark(row: Row, standing: Standing) -> str:
        return text(article_row(row, standing, 80)).split(" ")[0]

    assert mark(SHORT, Standing()) == "●"
    assert mark(SHORT, Standing(opened=True)) == ""
    assert mark(SHORT, Standing(3, 3, True)) == "✓"
    assert mark(SHORT, Standing(3, 3, True, changed=True)) == "±"
    assert mark(BROKEN, Standing()) == "×"
    assert "3:1: error: an article needs 'language'" in text(article_row(BROKEN, Standing(), 80))
    assert "§2/5" in text(article_row(SHORT, Standing(2, 5, True), 80))


def test_in_ascii_nothing_of_the_frame_is_left_out() -> None:
    shelved = SHELVED._replace(
        pane="facets", chosen=frozenset({FACETS[1]}), rows={1: SHORT, 2: SHORT, 3: BROKEN._replace(title="")},
        progress=Progress(3, 100, 5.0),
    )  # fmt: skip
    lines = [text(fitted(line, 100, ascii=True)) for line in shelf_lines(shelved, 100, 24, KEYS)]
    assert [line for line in lines if not line.replace("§", "").isascii()] == []  # as in the status


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, "7 of 100 articles read"), (12.0, "12 seconds left"), (60.0, "about a minute"), (185.0, "3 minutes left")],
)
def test_progress_says_how_many_of_how_many_and_how_long(seconds: float | None, said: str) -> None:
    assert said in text(progress_line(Progress(7, 100, seconds), 80))


def test_that_there_are_no_articles_is_only_said_once_it_is_known() -> None:
    before = "\n".join(map(text, shelf_lines(Shelved(), 80, 24, KEYS)))
    assert "Reading the articles" in before
    assert "No articles" not in before
    assert "0" not in before
    empty = Shelved().arranged_anew(Arranged(), 21)
    assert "No articles here" in "\n".join(map(text, shelf_lines(empty, 80, 24, KEYS)))


def test_the_cursor_keeps_its_article_and_its_row_when_others_come() -> None:
    shelved = Shelved(Arranged(tuple(range(100)), 0, 100), known=True).at(50, 20)
    row = shelved.cursor - shelved.top
    later = shelved.arranged_anew(Arranged(tuple(range(-40, 100)), 90, 140), 20)
    assert later.order[later.cursor] == 50
    assert later.cursor - later.top == row
    assert shelved.arranged_anew(Arranged((7,), 0, 1), 20)[1:3] == (0, 0)


@pytest.mark.parametrize(("at", "top"), [(3, 0), (50, 40), (99, 80)])
def test_the_article_that_is_come_back_from_stands_among_those_around_it(at: int, top: int) -> None:
    shelved = Shelved().arranged_anew(Arranged(tuple(range(100)), at, 100), 20)
    assert (shelved.cursor, shelved.top) == (at, top)


def test_facets_of_one_field_widen_and_those_of_others_narrow() -> None:
    shelved = SHELVED._replace(pane="facets")
    for _ in FACETS[1:]:
        shelved = shelved.moved(1, 20).toggled()
    assert shelved.query() == '((kind:"person")) ((tag:"chips") or (tag:"rain"))'
    assert shelved.query(but="tag") == '((kind:"person"))'
    recounted = shelved.faceted(tuple(one._replace(value=one.value._replace(articles=9)) for one in FACETS))
    assert recounted.is_chosen(recounted.facets[1])
    assert not recounted.toggled().is_chosen(FACETS[3])


def test_a_cell_belongs_to_the_article_or_the_facet_on_it() -> None:
    assert under(SHELVED, 10, 2, 80, 24) == ("rows", 1)
    assert under(SHELVED, 10, 20, 80, 24) == ("rows", -1)
    assert under(SHELVED, 10, 0, 80, 24) is None
    assert under(SHELVED, 10, 23, 80, 24) is None
    beside = SHELVED._replace(pane="facets")
    assert under(beside, 10, 2, 80, 24) == ("facets", 0)
    assert under(beside, 10, 1, 80, 24) == ("facets", -1)
    assert under(beside, 40, 2, 80, 24) == ("rows", 1)


def test_what_changed_since_it_was_read_is_known_by_its_hash() -> None:
    memory = Remembered({LONG.key: frozenset({"lead"})}, {LONG.key: b"0"})
    seen = SHELVED.seen([Seen(LONG, 3)], memory)
    assert seen.standings[1] == Standing(1, 3, True, True)
    same = Remembered(memory.read, {LONG.key: b"1"})
    assert not SHELVED.seen([Seen(LONG, 3)], same).standings[1].changed


def last(shelved: Shelved, width: int) -> str:
    return text(shelf_lines(shelved, width, 15, KEYS)[-1]).rstrip()


def test_the_last_line_offers_what_the_pane_does_and_the_way_back_before_what_narrow_screens_leave_out() -> None:
    assert last(SHELVED, 80) == " Enter open  Tab pane  / find  O order  Esc close  ? help  q quit"
    assert last(SHELVED, 40) == " Enter open  Tab pane  ? help  q quit"
    narrowed = SHELVED._replace(typed="rain")
    assert last(narrowed, 40) == " Enter open  Esc close  ? help  q quit"
    facets = SHELVED._replace(pane="facets")
    assert last(facets, 80) == " Enter choose  Tab list  / find  O order  Esc close  ? help  q quit"
    assert last(facets, 40) == " Enter choose  Tab list  ? help  q quit"
    assert "Enter" not in last(Shelved(known=True), 80)


def test_the_next_language_is_of_those_that_articles_are_translated_into_read_or_not() -> None:
    turns = [SHELVED]
    for _ in range(5):
        turns.append(turns[-1]._replace(language=turns[-1].next_language))
    assert [one.language for one in turns] == ["", "de", "fr", "ja", "en", "de"]
    alone = LONG._replace(languages=("en",))
    assert not SHELVED._replace(rows={1: alone}).next_language
    new = Item("new", "/news/new.yaml", tuple(Edition(language, "New", "/news/new.yaml") for language in ("en", "ja")))
    assert SHELVED._replace(arranged=Arranged((-1,), 0, 1, (new,)), rows={}).next_language == "ja"
