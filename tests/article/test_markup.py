"""Bodies: blocks and what stands inside them (the format's "Text in bodies")."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from jpreader.article.inline import inline
from jpreader.article.linejoin import join_lines
from jpreader.article.markup import MOST_COLUMNS, MOST_NESTED, blocks
from jpreader.article.model import Block, Ruby, Run


def body(source: str) -> tuple[Block, ...]:
    return blocks("T", source)[1][1:]


def one(source: str) -> Block:
    (block,) = body(source)
    return block


def styled(source: str) -> list[tuple[str, str, str]]:
    """The words of each run, its style and target."""
    block = one(source)
    return [(block.text[run.start : run.end], run.style, run.target) for run in block.runs]


def read(source: str) -> list[tuple[str, str]]:
    """The words of each reading, and the reading."""
    block = one(source)
    return [(block.text[ruby.start : ruby.end], ruby.reading) for ruby in block.ruby]


def shape(source: str) -> list[tuple[str, int, str, int]]:
    return [(block.text, block.level, block.marker, block.quoted) for block in body(source)]


class TestSection:
    def test_the_heading_comes_first_and_all_texts_are_joined(self) -> None:
        text, (heading, first, second) = blocks("Title", "One.\n\nTwo.", 7)
        assert text == "Title\nOne.\nTwo."
        assert (heading.kind, heading.text, heading.start) == ("heading", "Title", 0)
        assert [text[block.start : block.start + len(block.text)] for block in (first, second)] == ["One.", "Two."]
        assert (first.line, second.line) == (7, 9)

    def test_lines_of_the_file_are_those_where_blocks_begin(self) -> None:
        source = "\nOne\nmore.\n\n\n- a\n- b\n  more\n\n  > c\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\nlast"
        found = blocks("T", source, 10)[1][1:]
        assert [(block.text[:3], block.line) for block in found] == [
            ("One", 11), ("a", 15), ("b m", 16), ("c", 19), ("x\ty", 21), ("las", 25),
        ]  # fmt: skip

    def test_without_a_line_the_blocks_have_none(self) -> None:
        assert {block.line for block in body("a\n\n- b")} == {0}

    @pytest.mark.parametrize("source", ["", "\n\n", "  \n"])
    def test_an_empty_body_has_no_blocks(self, source: str) -> None:
        assert blocks("T", source)[0] == "T"
        assert body(source) == ()


class TestEmphasis:
    @pytest.mark.parametrize(
        ("source", "text", "runs"),
        [
            ("*em* and **strong**", "em and strong", [("em", "em", ""), ("strong", "strong", "")]),
            ("***both***", "both", [("both", "em", ""), ("both", "strong", "")]),
            ("*a **b** c*", "a b c", [("a b c", "em", ""), ("b", "strong", "")]),
            ("**a *b***", "a b", [("a b", "strong", ""), ("b", "em", "")]),
            ("in*ter*nal", "internal", [("ter", "em", "")]),
            ("*a **b*", "*a *b", [("b", "em", "")]),
            ("**a*", "*a", [("a", "em", "")]),
            ("*a\nb*", "a b", [("a b", "em", "")]),
        ],
    )
    def test_as_in_commonmark(self, source: str, text: str, runs: list[tuple[str, str, str]]) -> None:
        assert one(source).text == text
        assert styled(source) == runs

    @pytest.mark.parametrize(
        "source", ["2 * 3 * 4", "* a *", "a * b", "**", "a** b **c", "a*", "snake_case and _this_"]
    )
    def test_what_means_nothing_is_text(self, source: str) -> None:
        assert (one(source).text, styled(source)) == (source, [])

    def test_of_a_strong_text_no_part_is_emphasis_by_chance(self) -> None:
        # CommonMark, rules 9 and 10 of section 6.2
        assert styled("*foo**bar*") == [("foo**bar", "em", "")]

    @given(st.text("*ab .(`", min_size=1, max_size=16))
    @settings(max_examples=400, deadline=None)
    def test_agrees_with_a_commonmark_parser(self, source: str) -> None:
        """With the one that comes with Textual: on one line of ASCII, where none of our own rules counts."""
        source = f"x{source}x"
        (block,) = MarkdownIt("commonmark").parseInline(source)
        text = ""
        opened: list[int] = []
        runs: set[tuple[int, int, str]] = set()
        for token in block.children or []:
            if token.type in ("em_open", "strong_open"):
                opened.append(len(text))
            elif token.type in ("em_close", "strong_close"):
                runs.add((opened.pop(), len(text), token.tag))
            elif token.type == "code_inline":
                runs.add((len(text), len(text) + len(token.content), "code"))
            text += token.content
        assert one(source).text == text
        assert {(run.start, run.end, run.style) for run in one(source).runs} == runs

    @pytest.mark.parametrize(
        ("source", "words"),
        [
            ("**「重要」**です", "「重要」"),
            ("これは**「重要」**です。", "「重要」"),
            ("これは**重要。**です", "重要。"),
            ("彼は*「はい」*と言った", "「はい」"),
            ("価格は**(税込)**です", "(税込)"),
            ("그는 **“중요”**라고 말했다", "“중요”"),
        ],
    )
    def test_needs_no_space_beside_wide_characters(self, source: str, words: str) -> None:
        assert [run[0] for run in styled(source)] == [words]
        assert "*" not in one(source).text


class TestCode:
    @pytest.mark.parametrize(
        ("source", "text", "code"),
        [
            ("`a`", "a", "a"),
            ("x `*a* [b](@c)` y", "x *a* [b](@c) y", "*a* [b](@c)"),
            ("`` a`b ``", "a`b", "a`b"),
            ("`a\nb`", "a b", "a b"),
            ("`\\`", "\\", "\\"),
            ("`漢字《かんじ》`", "漢字《かんじ》", "漢字《かんじ》"),
        ],
    )
    def test_stands_as_it_is(self, source: str, text: str, code: str) -> None:
        assert one(source).text == text
        assert styled(source) == [(code, "code", "")]

    @pytest.mark.parametrize("source", ["`a", "``a`", "a ` b"])
    def test_what_is_not_closed_is_text(self, source: str) -> None:
        assert (one(source).text, styled(source)) == (source, [])

    def test_binds_before_emphasis(self) -> None:
        assert one("*a `b* c`").text == "*a b* c"


class TestLinks:
    @pytest.mark.parametrize(
        ("source", "runs"),
        [
            ("[words](https://a.example/b?c=d#e)", [("words", "link", "https://a.example/b?c=d#e")]),
            ("[w](http://a.example)", [("w", "link", "http://a.example")]),
            ("[w](mailto:a@b.example)", [("w", "link", "mailto:a@b.example")]),
            ("[w](HTTPS://a.example)", [("w", "link", "HTTPS://a.example")]),
            ("[w](https://a.example/Rapidus_(company))", [("w", "link", "https://a.example/Rapidus_(company)")]),
            ("[the prime minister](@kishida)", [("the prime minister", "mention", "kishida")]),
            ("[Tokyo](@)", [("Tokyo", "plain", "")]),
            ("[a *b*](@c)", [("a b", "mention", "c"), ("b", "em", "")]),
            ("*[a](@c)*", [("a", "em", ""), ("a", "mention", "c")]),
            ("[U.S. [and European] firms](https://a.b)", [("U.S. [and European] firms", "link", "https://a.b")]),
            (
                "[see [Japan](@japan) here](https://a.b)",
                [("see Japan here", "link", "https://a.b"), ("Japan", "mention", "japan")],
            ),
        ],
    )
    def test_words_get_their_target(self, source: str, runs: list[tuple[str, str, str]]) -> None:
        assert styled(source) == runs
        assert "](" not in one(source).text

    @pytest.mark.parametrize(
        "source",
        [
            "U.S. [and European] companies",
            "米国［および欧州］の企業",
            "[a] (b)",
            "[a](b)",
            "[a](javascript:alert(1))",
            "[a](file:///etc/passwd)",
            "[a](data:text/html,x)",
            "[a](https://)",
            "[a](https://a b)",
            "[a](@No)",
            "[](https://a.example)",
            "[a](https://" + "x" * 2048 + ")",
            "] [ ]( [a](",
            "[@click=app.quit]x[/]",
        ],
    )
    def test_a_bracket_that_is_no_link_is_text(self, source: str) -> None:
        assert (one(source).text, styled(source)) == (source, [])

    def test_a_link_holds_no_other(self) -> None:
        assert styled("[a [b](https://b.example) c](https://c.example)") == [("b", "link", "https://b.example")]

    def test_emphasis_does_not_reach_out_of_a_link(self) -> None:
        block = one("*a [b* c](@d)")
        assert block.text == "*a b* c"
        assert [run.style for run in block.runs] == ["mention"]


class TestEscapes:
    def test_a_backslash_makes_punctuation_text(self) -> None:
        assert one(r"\*a\* \[b\](@c) \`d\` \\ \| \# 漢字\《かな》").text == r"*a* [b](@c) `d` \ | # 漢字《かな》"

    def test_before_anything_else_it_is_text(self) -> None:
        assert one(r"C:\temp \漢 \1").text == r"C:\temp \漢 \1"

    def test_before_a_line_end_it_goes(self) -> None:
        assert one("a\\\nb").text == "a b"


class TestRuby:
    @pytest.mark.parametrize(
        ("source", "text", "readings"),
        [
            ("漢字《かんじ》", "漢字", [("漢字", "かんじ")]),
            ("この佐々木《ささき》さん", "この佐々木さん", [("佐々木", "ささき")]),
            ("霞ヶ関《かすみがせき》", "霞ヶ関", [("霞ヶ関", "かすみがせき")]),
            ("〆切《しめきり》", "〆切", [("〆切", "しめきり")]),
            ("｜岸田文雄《きしだふみお》", "岸田文雄", [("岸田文雄", "きしだふみお")]),
            ("首相の｜岸田 文雄《きしだふみお》", "首相の岸田 文雄", [("岸田 文雄", "きしだふみお")]),
            ("これは｜お茶《おちゃ》", "これはお茶", [("お茶", "おちゃ")]),
            ("電子メール《でんしめーる》", "電子メール", [("メール", "でんしめーる")]),
            ("新しいRapidus《ラピダス》社", "新しいRapidus社", [("Rapidus", "ラピダス")]),
            ("｜半導体《semiconductor》", "半導体", [("半導体", "semiconductor")]),
            ("東京《とうきょう》と大阪《おおさか》", "東京と大阪", [("東京", "とうきょう"), ("大阪", "おおさか")]),
            ("**漢字《かんじ》**", "漢字", [("漢字", "かんじ")]),
            ("[岸田](@kishida)《きしだ》", "岸田", [("岸田", "きしだ")]),
            ("中國《ㄓㄨㄥ ㄍㄨㄛˊ》", "中國", [("中國", "ㄓㄨㄥ ㄍㄨㄛˊ")]),
        ],
    )
    def test_as_in_aozora_bunko(self, source: str, text: str, readings: list[tuple[str, str]]) -> None:
        assert one(source).text == text
        assert read(source) == readings

    @pytest.mark.parametrize(
        "source",
        [
            "他读了《红楼梦》。",
            "《かな》",
            "です《かな》",
            "漢字《》",
            "漢字《かん",
            "a｜b",
            "漢字 《かんじ》",
            "一《二《三",
        ],
    )
    def test_what_reads_nothing_is_text(self, source: str) -> None:
        assert (one(source).text, one(source).ruby) == (source, ())

    def test_a_bar_far_away_is_just_a_bar(self) -> None:
        source = "A｜B" + "の" * 80 + "漢字《かんじ》"
        assert one(source).text == source.removesuffix("《かんじ》")
        assert read(source) == [("漢字", "かんじ")]


class TestLines:
    @pytest.mark.parametrize(
        ("source", "joined"),
        [
            ("two\nlines", "two lines"),
            ("半導体\n産業", "半導体産業"),
            ("ラピダス、\n「産業」", "ラピダス、「産業」"),
            ("日本\nJapan", "日本 Japan"),
            ("Japan\n日本", "Japan 日本"),
            ("반도체\n산업", "반도체 산업"),
            ("だった……\nその後", "だった……その後"),
            ("彼は——\nそう", "彼は——そう"),
            ("he said —\nso", "he said — so"),
            ("trailing   \n   spaces", "trailing spaces"),
            ("**半導体**\nの[日本](@japan)\n企業", "半導体の日本企業"),
        ],
    )
    def test_are_joined_as_css_joins_them(self, source: str, joined: str) -> None:
        # CSS Text 3, section 4.1.3
        assert one(source).text == joined

    def test_runs_move_with_the_text(self) -> None:
        block = one("漢\n字と\n**強\n調**の\n`co\nde`《》")
        assert block.text == "漢字と強調の co de《》"
        assert block.runs == (Run(3, 5, "strong"), Run(7, 12, "code"))

    def test_readings_move_with_the_text(self) -> None:
        block = one("日本の\n首都は東京《とうきょう》")
        assert block.ruby == (Ruby(6, 8, "とうきょう"),)

    def test_a_quote_in_a_file_is_joined_in_the_same_way(self) -> None:
        assert join_lines("半導体\n産業 and\n more") == "半導体産業 and more"


class TestLists:
    def test_items_have_a_sign_and_a_level(self) -> None:
        assert shape("- a\n- b\n  - c\n    - d\n- e") == [
            ("a", 1, "•", 0), ("b", 1, "•", 0), ("c", 2, "•", 0), ("d", 3, "•", 0), ("e", 1, "•", 0),
        ]  # fmt: skip

    def test_numbers_count_from_the_first(self) -> None:
        assert [block.marker for block in body("3. a\n3. b\n\n9. c\n\ntext\n\n1. d")] == ["3.", "4.", "5.", "", "1."]

    def test_a_paragraph_of_an_item_stands_under_it(self) -> None:
        assert shape("1. a\n\n   b\n2. c\nlazy\n\nd") == [
            ("a", 1, "1.", 0), ("b", 1, "", 0), ("c lazy", 1, "2.", 0), ("d", 0, "", 0),
        ]  # fmt: skip

    def test_two_columns_are_enough_to_nest(self) -> None:
        assert shape("1. a\n  - b\n2. c") == [("a", 1, "1.", 0), ("b", 2, "•", 0), ("c", 1, "2.", 0)]

    def test_tight_where_no_blank_line_stands_before(self) -> None:
        assert [block.tight for block in body("win:\n- a\n- b\n\n- c\n\nend\n> q")] == [
            False, True, True, False, False, True,
        ]  # fmt: skip

    def test_a_list_may_follow_a_paragraph_at_once(self) -> None:
        assert shape("both win:\n- a\n- b") == [("both win:", 0, "", 0), ("a", 1, "•", 0), ("b", 1, "•", 0)]

    def test_a_number_in_a_paragraph_begins_no_list(self) -> None:
        assert shape("It was in the year\n2024. Then came more.") == [
            ("It was in the year 2024. Then came more.", 0, "", 0)
        ]

    @pytest.mark.parametrize("source", ["-a", "-", "- ", "1.a", "1.", "12345678901. a", "a - b", "* a", "+ a", "1) a"])
    def test_what_is_no_item_is_text(self, source: str) -> None:
        assert shape(source) == [(source.strip(), 0, "", 0)]

    def test_a_quote_and_a_table_may_stand_in_an_item(self) -> None:
        quote, table = body("- > a\n\n  | x | y |\n  |---|---|\n  | 1 | 2 |")
        assert (quote.text, quote.level, quote.quoted, quote.marker) == ("a", 1, 1, "•")
        assert (table.kind, table.level, table.text) == ("table", 1, "x\ty\n1\t2")


class TestQuotes:
    def test_nest_and_hold_lists(self) -> None:
        assert shape("> a\n> > b\n>\n> - c\n> - d\n\ne") == [
            ("a", 0, "", 1), ("b", 0, "", 2), ("c", 1, "•", 1), ("d", 1, "•", 1), ("e", 0, "", 0),
        ]  # fmt: skip

    def test_a_paragraph_goes_on_without_the_sign(self) -> None:
        assert shape("> a\nb\n\nc") == [("a b", 0, "", 1), ("c", 0, "", 0)]

    def test_what_is_too_deep_stays_text(self) -> None:
        (block,) = body(">" * 20 + " a")
        assert block.quoted == MOST_NESTED
        assert block.text == ">" * (20 - MOST_NESTED) + " a"


class TestTables:
    def test_cells_rows_and_alignments(self) -> None:
        table = one("| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | *2* | | `x` |")
        assert table.kind == "table"
        assert table.text == "a\tb\tc\td\n1\t2\t\tx"
        assert table.alignments == ("left", "left", "center", "right")
        cells = [[table.text[start:end] for start, end in row] for row in table.rows]
        assert cells == [["a", "b", "c", "d"], ["1", "2", "", "x"]]
        assert [(table.text[run.start : run.end], run.style) for run in table.runs] == [("2", "em"), ("x", "code")]

    def test_a_bar_in_a_cell_is_escaped(self) -> None:
        table = one("a | b\n--|--\n1 \\| 2 | `x\\|y`")
        assert table.text == "a\tb\n1 | 2\tx|y"

    def test_rows_are_as_long_as_the_head(self) -> None:
        table = one("|a|b|\n|-|-|\n|1|\n|1|2|3|")
        assert [len(row) for row in table.rows] == [2, 2, 2]
        assert table.text == "a\tb\n1\t\n1\t2"

    def test_ends_where_no_bar_follows(self) -> None:
        assert [block.text for block in body("text\n|a|\n|-|\n|1|\nmore\n\n- x")] == ["text", "a\n1", "more", "x"]

    @pytest.mark.parametrize("source", ["a | b", "a | b\n--", "| a | b |\n|---|", "a\n---", "|a|\n|b|"])
    def test_what_is_no_table_is_text(self, source: str) -> None:
        assert {block.kind for block in body(source)} == {"paragraph"}

    def test_one_with_too_many_columns_is_text(self) -> None:
        count = MOST_COLUMNS + 1
        assert one("|a" * count + "|\n" + "|-" * count + "|").kind == "paragraph"


class TestWhatIsNotInTheFormat:
    @pytest.mark.parametrize(
        "source",
        ["# heading", "<b>bold</b>", "&amp;", "![alt](x.png)", "~~no~~", "***", "[a]: https://b.example", "    code"],
    )
    def test_is_text(self, source: str) -> None:
        assert one(source).text == source.strip()

    def test_setext_headings_and_fences_are_paragraphs(self) -> None:
        assert [block.text for block in body("Title\n=====\n\n~~~\nx\n~~~")] == ["Title =====", "~~~ x ~~~"]


pieces = st.lists(
    st.sampled_from(
        [*"*`[]()《》｜|>\\- \n\n#_ab漢字かカ「」。、’", "- ", "1. ", "> ", "**", "](@a)",
         "](https://a.b)", "|-|\n", "\n\n", "  ", "《か》"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@given(pieces)
@settings(max_examples=400, deadline=None)
def test_any_body_gives_blocks_that_agree_with_their_section(source: str) -> None:
    text, found = blocks("T", source, 5)
    assert text == "\n".join(block.text for block in found)
    lines = [block.line for block in found]
    assert lines == sorted(lines)
    for block in found:
        assert text.startswith(block.text, block.start)
        assert block.kind == "table" or "\n" not in block.text
        for run in block.runs:
            assert 0 <= run.start < run.end <= len(block.text)
        for ruby in block.ruby:
            assert 0 <= ruby.start < ruby.end <= len(block.text)
        assert [run.start for run in block.runs] == sorted(run.start for run in block.runs)


@given(
    st.text(st.characters(blacklist_characters="*`[\\《\n\t>|-.", blacklist_categories=["Cs", "Cc", "Z"]), min_size=1)
)
@settings(deadline=None)
def test_text_without_markup_stays_as_it_is(source: str) -> None:
    assert one(source).text == source


def test_ambiguous_and_wide_are_as_unicode_has_them() -> None:
    """Between two letters of any script a line break goes exactly where both are wide, and neither is Hangul."""
    for code in range(0x21, 0x30000, 7):
        char = chr(code)
        if unicodedata.category(char)[0] in "LN" and char not in "*`[\\《":
            wide = unicodedata.east_asian_width(char) in "WFH" and "HANGUL" not in unicodedata.name(char, "")
            assert join_lines(f"漢\n{char}") == ("漢" + char if wide else f"漢 {char}"), hex(code)


N = 30_000


@pytest.mark.parametrize(
    "source",
    [
        "[" * N, "*" * N, "*a " * N, "a*" * N, "*a**b" * N, "漢《" * N, "漢《か》" * N, "｜a" * N + "《b》" * N,
        "｜ab《" * N, ">" * N, ">\n" * N, "> a\n" * N, "- " * N,
        "- a\n\n" * N, "- a\n" + "\n" * N + "- b", "1. a\n\n   b\n" * N,
        "".join("`" * n + "a" for n in range(400)), "`a``b" * N, "[a](" * N, "[a](https://" * N, "[a](@b)" * N,
        "[" * N + "[a](https://b)" * N, "[*a" * N + "](@b)" * N, "](((((" * N, "|" * N, "|\n" * N, "|-" * N,
        "|a" * 60 + "\n" + "|-" * 60 + "\n" + "|\n" * N, "\\" * N, " " * N + "-", "\n" * N, "*a*\n" * N,
        "> - " * 30 + "a\n", "".join(" " * 2 * n + "- a\n" for n in range(300)), "|-|\n" * N, "a|b\n" * N,
    ],
    ids=lambda source: repr(source[:8]),
)  # fmt: skip
def test_hostile_bodies_take_linear_time(source: str) -> None:
    start = time.process_time()
    blocks("T", source)
    assert time.process_time() - start < 2.0  # a quadratic one takes a minute


signs = [
    *"*[]《》漢カ|a、」(.\\｜ \n`", "**", "***", "``", "](@a)", "](https://a.b)", "《かん》", "b1",
]  # fmt: skip


@given(st.lists(st.sampled_from(signs), max_size=24).map(lambda parts: "".join(parts).strip()))
@settings(max_examples=400, deadline=None)
def test_what_stands_before_does_not_change_what_markup_means(source: str) -> None:
    """The escape keeps a text from being read at one go."""
    text, runs, ruby = inline(source)
    assume(text)  # of a code span that holds a line break alone nothing is left, and the space before it ends the line
    behind, moved, readings = inline(f"\\! {source}")
    assert behind == f"! {text}"
    assert [(run.start - 2, run.end - 2, *run[2:]) for run in moved] == list(runs)
    assert [(mark.start - 2, mark.end - 2, mark.reading) for mark in readings] == list(ruby)
