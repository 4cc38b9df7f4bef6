"""The article at a measure: lists, quotes, tables, readings, places that survive a resize, and no work in vain."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jpreader.article.model import TOP, Article, Author, Block, Place, Ruby, Section, Source, When
from jpreader.layout.cells import width
from jpreader.layout.flow import Flow, Position
from jpreader.layout.line import Line

ENGLISH = (
    "Japan wants American technology companies to put their money behind a comeback. At a luncheon in Washington, "
    "Prime Minister Fumio Kishida told U.S. chief executives that his country is eager to work with them."
)
JAPANESE = (
    "両国の経済はすでに深く結びついている。日本企業による米国への対外直接投資は7,500億ドルを超え、現地で100万人以上の"
    "雇用を生んできた。東京がいま望んでいるのは、「その流れを逆向きにも太くすること」である。"
)


def table(*rows: Sequence[str], alignments: str = "", **more: int) -> Block:
    """A table of rows of cells; alignments are the first letters of their names."""
    text, spans = "", []
    for row in rows:
        cells = []
        for cell in row:
            start = len(text)
            text += cell + "\t"
            cells.append((start, start + len(cell)))
        text = text[:-1] + "\n"
        spans.append(tuple(cells))
    names = {"l": "left", "c": "center", "r": "right"}
    aligned = tuple(names[letter] for letter in alignments or "l" * len(rows[0]))
    return Block("table", text[:-1], 0, rows=tuple(spans), alignments=aligned, **more)  # type: ignore[arg-type]


def paragraph(text: str, **more: object) -> Block:
    return Block("paragraph", text, 0, **more)  # type: ignore[arg-type]


def section(id: str, title: str, *blocks: Block) -> Section:
    placed, text = [], ""
    for block in (Block("heading", title, 0), *blocks):
        placed.append(block._replace(start=len(text)))
        text += block.text + "\n"
    return Section(id, tuple(placed), text[:-1])


def article(*sections: Section, **more: object) -> Article:
    return Article("a", "en", "A title", sections, **more)  # type: ignore[arg-type]


def drawn(flow: Flow, block: int) -> list[str]:
    return [line.text for line in flow.lines(block)]


def everything(flow: Flow) -> list[tuple[Position, Line]]:
    return flow.window(Position(0, 0), 1_000_000)


COMPANIES = table(
    ["Company", "Amount", "Note"],
    ["マイクロソフト", "$2.9 billion", "its largest commitment yet"],
    ["Rapidus", "", "a partnership with IBM and others"],
    alignments="lrc",
)
MIXED = article(
    section(
        "one",
        "The first section, whose title is as long as titles get",
        paragraph(ENGLISH),
        paragraph(JAPANESE, ruby=(Ruby(3, 5, "けいざい"), Ruby(19, 21, "にほん"), Ruby(21, 23, "きぎょう"))),
        paragraph("American investment speeds up growth in Japan;", level=1, marker="•"),
        paragraph("a faster-growing Japan invests more in return.", level=1, marker="•", tight=True),
        paragraph("So it goes on, in a second paragraph of the item.", level=1),
        paragraph("nine", level=2, marker="9.", tight=True),
        paragraph("ten, which takes more than a line where lines are short", level=2, marker="10.", tight=True),
        paragraph(JAPANESE, quoted=2),
        COMPANIES,
    ),
    section(
        "two", "二番目", paragraph("https://example.com/" + "a" * 300), table(["A"], ["日本"]), paragraph("終わり。")
    ),
    subtitle="A subtitle that is long enough to need two lines at most measures",
    authors=(Author("A. Writer"), Author("B. Writer")),
    source=Source("The Example Times", license="CC BY 4.0"),
    published=When("2024-04-10", (2024, 4, 10), (2024, 4, 10)),
    status="draft",
)


# What holds for every line


@pytest.mark.parametrize("ruby", [False, True])
@pytest.mark.parametrize("measure", [*range(10, 45), 60, 66, 72, 80, 120, 200])
def test_lines_fit_the_measure_and_their_chunks_are_the_text(measure: int, ruby: bool) -> None:
    flow = Flow(MIXED, measure, ruby)
    for position, line in everything(flow):
        assert width("".join(chunk.text for chunk in line.chunks)) <= measure, (position, line)
        block = MIXED.block(line.place)
        for text, start in line.chunks:
            assert text
            if start >= 0:
                assert block is not None
                assert text == block.text[start : start + len(text)]
        assert line.place.offset <= line.end


@pytest.mark.parametrize("measure", [10, 20, 33, 66, 80])
def test_every_character_is_shown_once(measure: int) -> None:
    flow = Flow(MIXED, measure)
    for number in range(1, flow.blocks):
        place = flow.place(Position(number, 0))
        block = MIXED.block(place)
        assert block is not None
        shown = sorted(
            offset
            for line in flow.lines(number)
            for text, start in line.chunks
            if start >= 0
            for offset in range(start, start + len(text))
        )
        assert len(shown) == len(set(shown))
        hidden = set(range(len(block.text))) - set(shown)
        heads = range(block.rows[0][-1][1]) if block.rows else ()  # a narrow table names them as it goes
        assert all(block.text[offset] in " \t\n" or offset in heads for offset in hidden)


# Places


@pytest.mark.parametrize("ruby", [False, True])
@pytest.mark.parametrize("measure", [10, 14, 20, 33, 40, 66, 80, 120])
def test_the_place_of_a_line_leads_back_to_it(measure: int, ruby: bool) -> None:
    flow = Flow(MIXED, measure, ruby)
    lines = everything(flow)
    for position, line in lines:
        back = flow.position(flow.place(position))
        if line.role == "blank":
            assert back.block == position.block
            assert back.line > position.line
        elif line.role != "ruby" and position.line and flow.lines(position.block)[position.line - 1].role == "ruby":
            assert back == Position(position.block, position.line - 1)
        else:
            assert back == position


@pytest.mark.parametrize("measure", [10, 20, 33, 40, 80, 120])
def test_every_character_is_on_the_line_of_its_place(measure: int) -> None:
    flow = Flow(MIXED, measure)
    for number in range(1, flow.blocks):
        place = flow.place(Position(number, 0))
        for line_number, line in enumerate(flow.lines(number)):
            for text, start in line.chunks:
                for offset in range(start, start + len(text)) if start >= 0 else ():
                    assert flow.position(place._replace(offset=offset)) == Position(number, line_number)


def test_resizing_to_and_fro_returns_to_the_same_line() -> None:
    for position, _ in everything(Flow(MIXED, 80)):
        place = Flow(MIXED, 80).place(position)
        start = Flow(MIXED, 80).position(place)
        for measure in (40, 120, 33):
            at = Flow(MIXED, measure).position(place)
            shown = Flow(MIXED, measure).lines(at.block)[at.line]
            assert shown.place.section == place.section
            assert shown.place.block == place.block
            assert shown.place.offset <= place.offset
        assert Flow(MIXED, 80).position(place) == start


def test_places_that_are_not_there_lead_to_what_is_nearest() -> None:
    flow = Flow(MIXED, 66)
    assert flow.position(Place("no such section", 3, 9)) == Position(0, 0)
    assert flow.position(Place("one", 99, 0)).block == 10
    last = len(flow.lines(2)) - 1
    assert flow.position(Place("one", 1, 100_000)) == Position(2, last)
    assert flow.position(Place("two", 0, -5)) == flow.position(Place("two"))
    assert flow.position(TOP) == Position(0, 0)


# Moving


def test_moving_goes_through_all_lines_in_order_and_stops_at_the_ends() -> None:
    flow = Flow(MIXED, 40)
    positions = [position for position, _ in everything(flow)]
    at = positions[0]
    for expected in positions[1:]:
        at = flow.move(at, 1)
        assert at == expected
    assert flow.move(at, 1) == at
    assert flow.move(positions[0], -1) == positions[0]
    for count in (2, 7, 1000):
        assert flow.move(positions[0], count) == positions[min(count, len(positions) - 1)]
        assert flow.move(positions[-1], -count) == positions[max(0, len(positions) - 1 - count)]


def test_the_last_top_puts_the_last_line_on_the_last_row() -> None:
    flow = Flow(MIXED, 40)
    everywhere = everything(flow)
    for height in (1, 2, 12, 24):
        window = flow.window(flow.last_top(height), height)
        assert len(window) == height
        assert window[-1] == everywhere[-1]
    assert flow.last_top(10_000) == Position(0, 0)
    assert len(flow.window(Position(0, 0), 10_000)) == len(everywhere)


@pytest.mark.parametrize("measure", [20, 33, 66])
def test_scrolling_never_parts_a_reading_from_its_line_nor_gets_stuck(measure: int) -> None:
    flow = Flow(MIXED, measure, ruby=True)
    lines = dict(everything(flow))
    for step in (1, 2, 5):
        at = Position(0, 0)
        seen = [at]
        while (after := flow.move(at, step)) != at:
            if lines[after].role != "blank":
                assert flow.position(flow.place(after)) == after
            at = after
            seen.append(at)
        assert at == list(lines)[-1] or flow.lines(at.block)[-2].role == "ruby"
        while (after := flow.move(at, -step)) != at:
            assert after < at
            if lines[after].role != "blank":
                assert flow.position(flow.place(after)) == after
            at = after
        assert at == Position(0, 0)
    for height in range(2, 40):
        top = flow.last_top(height)
        assert flow.window(top, height)[-1][0] == list(lines)[-1]
        assert lines[top].role == "blank" or flow.position(flow.place(top)) == top


def test_a_vocabulary_of_single_characters_can_be_scrolled() -> None:
    words = [paragraph("漢", ruby=(Ruby(0, 1, "かん"),), level=1, marker="•", tight=True) for _ in range(5)]
    flow = Flow(article(section("a", "漢字", *words)), 20, ruby=True)
    assert drawn(flow, 3) == [" かん", "• 漢"]
    at, passed = Position(2, 0), []
    for _ in range(3):
        at = flow.move(at, 1)
        passed.append(at)
    assert [flow.lines(position.block)[position.line].role for position in passed] == ["ruby", "ruby", "ruby"]
    assert len({flow.place(position) for position in passed}) == 3


# Laziness


class Counted(Flow):
    """A flow that remembers which blocks it was asked to lay out."""

    def __init__(self, article: Article, measure: int) -> None:
        super().__init__(article, measure)
        self.asked: set[int] = set()

    def lines(self, block: int) -> tuple[Line, ...]:
        self.asked.add(block)
        return super().lines(block)


def test_only_what_is_shown_is_laid_out() -> None:
    long = article(*(section(f"s{number}", "Title", *[paragraph(ENGLISH)] * 199) for number in range(10)))
    flow = Counted(long, 66)
    assert flow.blocks == 2001
    assert flow.asked == set()
    shown = flow.window(Position(0, 0), 24)
    assert flow.asked == {position.block for position, _ in shown} == set(range(7))
    flow.asked.clear()
    flow.window(flow.position(Place("s5", 100, 50)), 24)
    assert flow.asked <= set(range(1101, 1109))
    flow.asked.clear()
    flow.move(Position(1500, 2), 10)
    flow.move(Position(1500, 2), -10)
    assert flow.asked <= set(range(1497, 1505))
    flow.asked.clear()
    flow.last_top(24)
    assert min(flow.asked) > 1993


# How things look


def test_front_matter() -> None:
    assert drawn(Flow(MIXED, 66), 0) == [
        "A title",
        "A subtitle that is long enough to need two lines at most measures",
        "A. Writer, B. Writer · The Example Times · 10 Apr 2024 · CC BY 4.0",
        "draft translation",
    ]
    assert [line.role for line in Flow(MIXED, 66).lines(0)] == ["title", "subtitle", "byline", "byline"]
    assert drawn(Flow(MIXED, 34), 0) == [
        "A title",
        "A subtitle that is long enough to",
        "need two lines at most measures",
        "A. Writer, B. Writer",
        "The Example Times · 10 Apr 2024",
        "CC BY 4.0 · draft translation",
    ]
    assert drawn(Flow(article(section("a", "Only")), 66), 0) == ["A title"]


def test_blank_lines_belong_to_the_block_after_them() -> None:
    flow = Flow(article(section("a", "One", paragraph("p"), paragraph("q")), section("b", "Two")), 66)
    assert [line.text for _, line in everything(flow)] == ["A title", "", "One", "", "p", "", "q", "", "", "Two"]
    assert flow.position(Place("b")) == Position(4, 2)
    assert flow.place(Position(4, 0)) == flow.place(Position(4, 2)) == Place("b")


def test_lists_hang_under_their_text() -> None:
    flow = Flow(MIXED, 30)
    assert [line for number in range(4, 9) for line in drawn(flow, number)] == [
        "",
        "• American investment speeds",
        "  up growth in Japan;",
        "• a faster-growing Japan",
        "  invests more in return.",
        "",
        "  So it goes on, in a second",
        "  paragraph of the item.",
        "   9. nine",
        "  10. ten, which takes more",
        "      than a line where lines",
        "      are short",
    ]
    marker = flow.lines(4)[1].chunks[0]
    assert marker.start == -1
    assert flow.lines(4)[1].chunks[1].start == 0


def test_markers_of_a_list_are_right_aligned_and_those_of_another_list_are_not_counted() -> None:
    items = [paragraph("x", level=1, marker=f"{number}.", tight=True) for number in (8, 9, 10)]
    inner = paragraph("in it", level=2, marker="•", tight=True)
    after = [paragraph("y", level=1, marker="•", tight=True), paragraph("z")]
    again = paragraph("first", level=1, marker="1.", tight=True)
    flow = Flow(article(section("a", "A", items[0], inner, *items[1:], *after, again)), 40)
    assert [line for number in range(2, 9) for line in drawn(flow, number) if line] == [
        " 8. x",
        "    • in it",
        " 9. x",
        "10. x",
        "• y",
        "z",
        "1. first",
    ]


def test_quotes_have_a_bar_for_each_depth() -> None:
    lines = drawn(Flow(MIXED, 24), 9)[1:]
    assert lines[0] == "│ │ 両国の経済はすでに深"
    assert all(line.startswith("│ │ ") for line in lines)


def test_the_bars_of_a_quote_go_on_between_its_paragraphs() -> None:
    flow = Flow(
        article(
            section(
                "a",
                "A",
                paragraph("before"),
                paragraph("one", quoted=1),
                paragraph("two", quoted=2),
                paragraph("three", quoted=2, level=1, marker="•"),
                paragraph("four", quoted=1, tight=True),
                paragraph("after"),
            )
        ),
        20,
    )
    assert [text for block in range(2, flow.blocks) for text in drawn(flow, block)] == [
        "",
        "before",
        "",
        "│ one",
        "│",
        "│ │ two",
        "│ │",
        "│ │ • three",
        "│ four",
        "",
        "after",
    ]


def test_the_bars_of_a_quote_go_on_beside_readings() -> None:
    read = paragraph("日本と米国", quoted=2, ruby=(Ruby(0, 2, "にほん"), Ruby(3, 5, "べいこく")))
    assert drawn(Flow(article(section("a", "A", read)), 30, ruby=True), 2) == [
        "",
        "│ │にほん べいこく",
        "│ │ 日本と米国",
    ]


def test_bars_stand_in_one_column_however_deep() -> None:
    deep = [paragraph("word " * 9, level=level, marker="•", quoted=7) for level in (1, 3, 5, 5)]
    for measure in (10, 16, 20, 30):
        flow = Flow(article(section("a", "A", *deep)), measure)
        for block in range(3, flow.blocks):
            above, first, *rest = drawn(flow, block)
            assert [at for at, char in enumerate(above) if char == "│"] == [
                at for at, char in enumerate(rest[0] if rest else first) if char == "│"
            ]


def test_deep_nesting_leaves_room_for_text() -> None:
    deep = paragraph("word " * 20, level=32, marker="•", quoted=32)
    for measure in (10, 20, 66):
        lines = drawn(Flow(article(section("a", "A", deep)), measure), 2)[1:]
        assert all(len(line.lstrip("│• ")) > measure // 2 - 5 for line in lines[:-1])
        assert "•" in lines[0]


def test_a_table_that_fits() -> None:
    assert drawn(Flow(MIXED, 80), 10)[1:] == [
        "Company               Amount                Note",
        "──────────────  ────────────  ─────────────────────────────────",
        "マイクロソフト  $2.9 billion     its largest commitment yet",
        "Rapidus                       a partnership with IBM and others",
    ]


def test_a_table_that_has_to_wrap_keeps_its_short_columns_whole() -> None:
    assert drawn(Flow(MIXED, 50), 10)[1:] == [
        "Company               Amount          Note",
        "──────────────  ────────────  ────────────────────",
        "マイクロソフト  $2.9 billion      its largest",
        "                                 commitment yet",
        "Rapidus                        a partnership with",
        "                                 IBM and others",
    ]


def test_a_table_with_no_room_for_columns_becomes_a_list() -> None:
    assert drawn(Flow(MIXED, 22), 10)[1:] == [
        "Company: マイクロ",
        "  ソフト",
        "Amount: $2.9 billion",
        "Note: its largest",
        "  commitment yet",
        "────────",
        "Company: Rapidus",
        "Note: a partnership",
        "  with IBM and others",
    ]


def test_columns_of_long_texts_have_equal_shares() -> None:
    flow = Flow(article(section("a", "A", table(["日" * 20, "日" * 30, "日本"]))), 48)
    assert drawn(flow, 2)[-1] == "────────────────────  ────────────────────  ────"


def test_columns_are_no_narrower_than_three_wide_characters() -> None:
    block = table(["日" * 20] * 3, ["本" * 20] * 3)
    assert drawn(Flow(article(section("a", "A", block)), 22), 2)[1] == "日日日  日日日  日日日"
    assert drawn(Flow(article(section("a", "A", block)), 21), 2)[1].endswith("…: 本本本")


@settings(deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "a", "日本", "two words", "a-long-word-that-wont-fit", "一二三四五六七"]),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=4,
    ),
    st.integers(10, 60),
)
def test_any_table_at_any_measure(rows: list[list[str]], measure: int) -> None:
    block = table(*rows, alignments="lcr")
    flow = Flow(article(section("a", "A", block)), measure)
    lines = flow.lines(2)
    assert all(width(line.text) <= measure for line in lines)
    assert len({line.place for line in lines[1:]}) == len(lines) - 1
    assert lines[-1].end >= len(block.text)
    shown = [
        offset
        for line in lines
        for text, start in line.chunks
        if start >= 0
        for offset in range(start, start + len(text))
    ]
    assert len(shown) == len(set(shown))
    if rows[1:]:
        body = {offset for row in block.rows[1:] for start, end in row for offset in range(start, end)}
        assert all(block.text[offset] == " " for offset in body - set(shown))


# Readings


def readings(text: str, *ruby: Ruby, measure: int = 30) -> list[str]:
    return drawn(Flow(article(section("a", "A", paragraph(text, ruby=ruby))), measure, ruby=True), 2)[1:]


def test_readings_stand_in_a_row_above_centred_on_their_words() -> None:
    text = "これは大統領と経済です"
    assert readings(text, Ruby(3, 6, "だい"), Ruby(7, 9, "けいざい")) == [
        "       だい けいざい",
        "これは大統領と経済です",
    ]
    assert drawn(Flow(article(section("a", "A", paragraph(text, ruby=(Ruby(3, 6, "だい"),)))), 30), 2)[1:] == [text]


def test_lines_without_a_reading_have_no_row_for_it() -> None:
    assert readings("一行目です。二行目は漢字だ。", Ruby(10, 12, "かんじ"), measure=12) == [
        "一行目です。",
        "      かんじ",
        "二行目は漢字",
        "だ。",
    ]


def test_readings_that_would_touch_are_moved_apart() -> None:
    assert readings("岸田文雄氏は", Ruby(0, 2, "きしだ"), Ruby(2, 4, "ふみお")) == ["きしだ ふみお", "岸田文雄氏は"]


def test_a_reading_at_the_end_of_the_measure_is_moved_back() -> None:
    assert readings("あああ岸田", Ruby(3, 5, "きしだ"), measure=10) == ["    きしだ", "あああ岸田"]
    assert readings("ああ岸田文雄", Ruby(2, 4, "きしだ"), Ruby(4, 6, "ふみお"), measure=13) == [
        "きしだ ふみお",
        "ああ岸田文雄",
    ]


def test_readings_that_cannot_all_stand_are_cut() -> None:
    rows = readings("一二三四五", *(Ruby(at, at + 1, "ひふみ") for at in range(5)), measure=12)
    assert rows == ["ひふみ ひふ…", "一二三四五"]


def test_nested_readings_of_a_list_stand_over_their_words() -> None:
    item = paragraph("日本の経済", level=1, marker="•", ruby=(Ruby(3, 5, "けいざい"),))
    assert drawn(Flow(article(section("a", "A", item)), 30, ruby=True), 2)[1:] == [
        "      けいざい",
        "• 日本の経済",
    ]


# Hostile


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "a" + "\u0301" * 50_000, "日" * 100_000, "ー" * 100_000], ids=["a", "mark", "日", "ー"]
)
def test_a_block_without_a_place_to_break_is_shown(text: str) -> None:
    flow = Flow(article(section("a", "A", paragraph(text))), 66)
    assert len(flow.window(flow.last_top(24), 24)) == min(24, 4 + len(flow.lines(2)) - 1)


def test_thousands_of_readings_take_time_in_proportion() -> None:
    text = "日本と" * 20_000
    ruby = tuple(Ruby(at, at + 2, "にほん") for at in range(0, len(text), 3))
    flow = Flow(article(section("a", "A", paragraph(text, ruby=ruby))), 66, ruby=True)
    begun = time.process_time()
    assert sum(line.role == "ruby" for line in flow.lines(2)) == len(flow.lines(2)) // 2
    assert time.process_time() - begun < 5  # seconds: ten times what it takes here, a tenth of quadratic


def test_positions_are_in_reading_order() -> None:
    for measure in (12, 66):
        assert all(a[0] < b[0] for a, b in pairwise(everything(Flow(MIXED, measure))))
