"""The YAML subset: FORMAT.md "YAML subset"."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jpreader.article import yamlevents
from jpreader.article.files import MOST_BYTES
from jpreader.article.model import Mark
from jpreader.article.source import EXCERPT, MOST_PROBLEMS
from jpreader.article.yamlevents import Reader
from jpreader.article.yamlnodes import Mapping, Node, Scalar, Sequence

Plain = str | list["Plain"] | dict[str, "Plain"]


def plain(node: Node) -> Plain:
    """A node without its marks."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.items}


def tree(source: str) -> Node:
    """The root of a file in which nothing is wrong."""
    reader = Reader(source.encode(), "a.yaml")
    root = reader.root()
    assert reader.found() == ()
    assert root is not None
    return root


def value(source: str) -> Scalar:
    """The value of the only key of a file."""
    root = tree(source)
    assert isinstance(root, Mapping)
    ((_, node),) = root.items
    assert isinstance(node, Scalar)
    return node


def said(source: str | bytes, path: str = "a.yaml") -> list[str]:
    """What is wrong with a file, without its path, and the way out."""
    reader = Reader(source if isinstance(source, bytes) else source.encode(), path)
    root = reader.root()
    assert reader.broken
    assert root is None or reader.problems
    return [f"{problem.line}:{problem.column}: {problem.message} | {problem.hint}" for problem in reader.found()]


def test_everything_is_text() -> None:
    source = "a: no\nb: 2024-04-10\nc: 12:30:45\nd: 1.10\ne: ~\nf: null\ng:\nh: [true, 0x1F]\n"
    assert plain(tree(source)) == {
        "a": "no", "b": "2024-04-10", "c": "12:30:45", "d": "1.10", "e": "~", "f": "null", "g": "",
        "h": ["true", "0x1F"],
    }  # fmt: skip


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_marks_count_characters(bom: str, end: str) -> None:
    root = tree(bom + end.join(["日本: 技術", "😀: 'x'  # e", "👍🏽e\u0301: {k: 語}", ""]))
    assert isinstance(root, Mapping)
    assert [(key.mark, key.length) for key, _ in root.items] == [
        (Mark(1, 1), 2), (Mark(2, 1), 1), (Mark(3, 1), 4),
    ]  # fmt: skip
    assert [node.mark for _, node in root.items] == [Mark(1, 5), Mark(2, 4), Mark(3, 7)]


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029"])
def test_only_line_feeds_and_returns_end_lines(char: str) -> None:
    # YAML 1.2, section 5.4; editors don't count these as lines either.
    root = tree(f"a: |\n  one{char}two\nb: c\n")
    assert isinstance(root, Mapping)
    assert plain(root) == {"a": "one two\n", "b": "c"}
    assert root.items[1][0].mark == Mark(3, 1)


@pytest.mark.parametrize(
    ("source", "typed"),
    [
        ("a: one\n  two\n\n  three\n", "one\ntwo\n\nthree"),
        ("a: 日本の\n   技術\n", "日本の\n技術"),
        ("a: 'it''s\n  two'\n", "it's\ntwo"),
        ('a: "one\n  two \\n \\u65E5\\x41 \\"\n\n  three \\\n  four"\n', 'one\ntwo \n 日A "\n\nthree four'),
        ("a: >\n  one\n  two\n\n    more\n  three\n", "one\ntwo\n\n  more\nthree\n"),
        ("a: >-\r\n  one\r\n  two\r\n", "one\ntwo\n"),
        ("a: |\n  one\n  two\n", "one\ntwo\n"),
        ("a: one line\n", "one line"),
    ],
)
def test_a_text_keeps_the_line_breaks_of_the_file(source: str, typed: str) -> None:
    assert value(source).typed == typed


@given(st.lists(st.text("abc日本'\"\\: #\t-", max_size=6).map(str.strip).filter(bool), min_size=1, max_size=4))
def test_line_breaks_are_all_that_yaml_folds(words: list[str]) -> None:
    for source in (
        yaml.safe_dump(" ".join(words), width=2, allow_unicode=True, default_style=s) for s in ('"', "'", ">")
    ):
        scalar = Reader(source.encode(), "a.yaml").root()
        assert isinstance(scalar, Scalar)
        assert "".join(scalar.typed.split()) == "".join(scalar.text.split()) == "".join("".join(words).split())


QUOTES = "or put a text that begins so in quotes"
ARTICLE = "jpreader print article-format says what goes into one"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a: b\nb: c\na: d\n", "3:1: duplicate key 'a', first on line 1 | rename one of the two, or delete it"),
        ("a: &x b\n", f"1:4: an anchor (&) is not part of the format | delete it, {QUOTES}"),
        ("a: *x\n", f"1:4: an alias (*) is not part of the format | write the value out, {QUOTES}"),
        (
            "a: !important b\n",
            "1:4: a tag (!important) is not part of the format | "
            f"delete it: each field knows what its value is, {QUOTES}",
        ),
        ("a: b\n---\nc: d\n", "2:1: a second document: a file holds one | make it a file of its own, or delete ---"),
        ("%YAML 1.2\n---\na: b\n", "1:1: directives are not part of the format | delete this line"),
        ("? [a]\n: b\n", "1:3: a key must be a text | write key: value"),
        (
            "a: b\x07\n",
            '1:5: the character U+0007 may not stand in a file | delete it, or write it as "\\x07" in double quotes',
        ),
        (
            "日本\x00: b\n",
            '1:3: the character U+0000 may not stand in a file | delete it, or write it as "\\x00" in double quotes',
        ),
        ("a: \ufffe\n", "1:4: the character U+FFFE may not stand in a file | delete it"),
        ("", f"0:0: the file is empty | {ARTICLE}"),
        (" \n\n", f"0:0: the file is empty | {ARTICLE}"),
        ("# a\n", f"0:0: the file holds nothing but comments | {ARTICLE}"),
    ],
)
def test_what_is_refused(source: str, expected: str) -> None:
    assert said(source) == [expected]


def test_all_that_can_be_is_told_at_once() -> None:
    found = said("a: &x b\nc: *x\nd: !!int 3\na: 4\ne: {f: 1, f: 2}\n")
    assert [problem.split(": ")[0] for problem in found] == ["1:4", "2:4", "3:4", "4:1", "5:11"]


def test_keys_that_were_refused_are_one() -> None:
    found = said("*x : a\n? &y k\n: b\n'': c\n")
    assert [problem.partition(" | ")[0] for problem in found] == [
        "1:1: an alias (*) is not part of the format",
        "2:3: an anchor (&) is not part of the format",
        "2:3: duplicate key '', first on line 1",
        "4:1: duplicate key '', first on line 1",
    ]


def test_after_a_hundred_the_rest_is_only_counted_or_left() -> None:
    found = said("".join(f"a: {n}\n" for n in range(1000)))
    assert len(found) == MOST_PROBLEMS + 1
    assert found[-1] == "0:0: the rest of the file has not been looked at | mend these first"


def test_depth() -> None:
    assert plain(tree("[" * 32 + "]" * 32))
    hint = "put quotes around brackets that are text"
    assert said("[" * 33 + "]" * 33) == [f"1:33: nested over 32 levels deep | {hint}"]
    assert said("- " * 32 + "- a") == [f"1:65: nested over 32 levels deep | {hint}"]


def test_number_of_nodes() -> None:
    # The list is one of them.
    assert said("[" + "a, " * 200_000 + "a]") == [
        "1:599999: more than 200,000 keys and values | split the file into several"
    ]


def test_size() -> None:
    assert said(b"#" * (MOST_BYTES + 1)) == ["0:0: larger than 4 MiB (4,194,305 bytes) | split it into several files"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a:\n  b: The deals: behind\n", "2:15: a value that contains ': ' needs quotes"),
        ("a: {b: c: d}\n", "1:9: a value that contains ': ' needs quotes"),
        ("title: x\n  subtitle: y\n", "2:3: 'subtitle' is indented too far: it is read as part of the value above it"),
        ("a:\n\tb: c\n", "2:1: a tab can't indent a line"),
        ("a: |\n\tb\n", "2:1: a tab can't indent a line"),
        ("a: @b\n", "1:4: a value that begins with '@' needs quotes"),
        ("a: `b`\n", "1:4: a value that begins with '`' needs quotes"),
        ("a: %b\n", "1:4: a value that begins with '%' needs quotes"),
        ("a: *em* b\n", "1:4: a value that begins with '*' needs quotes"),
        ("a: & b\n", "1:4: a value that begins with '&' needs quotes"),
        ("a: ] b\n", "1:4: a value that begins with ']' needs quotes"),
        ("a: ? b\n", "1:4: a value that begins with '?' needs quotes"),
        ("a: 'x\nb: y\n", "1:4: this quote is never closed"),
        ('a: "x\nb: y\n', "1:4: this quote is never closed"),
        ("a: 'x\nb: it's\n", "1:4: this quote goes on to line 2, column 6"),
        ("a: 'It's x'\n", "1:8: this stands after the quote that ends the value"),
        ('a: "\\d"\n', "1:5: '\\d' is no character's code that YAML knows"),
        ("a: [x, y\nb: c\n", "1:4: this '[' is never closed"),
        ("a:\n  - {b: c\n  - d\n", "2:5: this '{' is never closed"),
        ("a: [x\n", "1:4: this '[' is never closed"),
        ("a: {b: 'x' y}\n", "1:12: a comma or '}' is missing before this"),
        ("a: [x, , y]\n", "1:8: nothing stands before this comma"),
        ("a: | b\n  c\n", "1:6: the text after '|' begins on the next line"),
        ("a: |\n  b\nc\nd: e\n", "3:1: this line stands too far left to belong to the text above it"),
        ("a: |\n    b\n  c\n", "3:3: this line stands further left than the first line of the text above it"),
        ("a: b\nc\nd: e\n", "2:1: this line has no ': ', so it is neither a key nor a value"),
        ("a: b\nc:d\ne: f\n", "2:1: a space is missing after 'c:'"),
        ("a: - b\n", "1:4: a list can't begin on the line of its key"),
        ("a:\n  b: c\n d: e\n", "3:2: the indentation of this line fits nothing above it"),
        ("a:\n  - b: c\n   d: e\n", "3:4: the indentation of this line fits nothing above it"),
        ("a: b\n- c\n", "2:1: the indentation of this line fits nothing above it"),
    ],
)
def test_syntax_errors_say_what_to_mend(source: str, expected: str) -> None:
    (found,) = said(source)
    where, _, way_out = found.partition(" | ")
    assert where == expected
    assert way_out


def test_an_alias_that_breaks_the_line_is_told_once() -> None:
    assert said("a: *em b\n") == [
        "1:4: an alias (*) is not part of the format | write the value out, or put a text that begins so in quotes"
    ]


JAPANESE = "title: 日本の技術。カタカナもある\n"


@pytest.mark.parametrize(
    ("source", "says", "iconv"),
    [
        (JAPANESE.encode("cp932"), "Shift_JIS", "CP932"),
        ("title: 日本技術\n".encode("cp932"), "Shift_JIS", "CP932"),
        ("title: テスト\n".encode("cp932"), "Shift_JIS", "CP932"),
        (JAPANESE.encode("euc_jp"), "EUC-JP", "EUC-JP"),
        (JAPANESE.encode("iso2022_jp"), "ISO-2022-JP", "ISO-2022-JP"),
        (JAPANESE.encode("utf-16"), "UTF-16", "UTF-16"),
        (JAPANESE.encode("utf-16-be"), "UTF-16 without a byte order mark (UTF-16BE)", "UTF-16BE"),
        (JAPANESE.encode("utf-16-le"), "UTF-16 without a byte order mark (UTF-16LE)", "UTF-16LE"),
        (JAPANESE.encode("utf-32"), "UTF-32", "UTF-32"),
        ("title: a café’s “déjà vu”\n".encode("cp1252"), "Windows-1252", "CP1252"),
    ],
)
def test_other_encodings_are_named_with_the_line_that_mends_them(source: bytes, says: str, iconv: str) -> None:
    convert = f"iconv -f {iconv} -t UTF-8 a.yaml > a.yaml.new && mv a.yaml.new a.yaml"
    assert said(source) == [f"0:0: not UTF-8: it looks like {says} | {convert}"]


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("my file.yaml", "'my file.yaml' > 'my file.yaml.new' && mv 'my file.yaml.new' 'my file.yaml'"),
        ("-f.yaml", "./-f.yaml > ./-f.yaml.new && mv ./-f.yaml.new ./-f.yaml"),
        ("$(rm).yaml", "'$(rm).yaml' > '$(rm).yaml.new' && mv '$(rm).yaml.new' '$(rm).yaml'"),
        ("a\x1b.yaml", "FILE > FILE.new && mv FILE.new FILE"),
    ],
)
def test_the_line_that_mends_can_be_pasted(path: str, command: str) -> None:
    (found,) = said(JAPANESE.encode("cp932"), path)
    assert found.endswith(f" | iconv -f CP932 -t UTF-8 {command}")


def test_the_line_that_mends_does(tmp_path: Path, needs: Callable[[str], str]) -> None:
    needs("iconv")
    path = tmp_path / "it's $(a) file.yaml"
    path.write_bytes(JAPANESE.encode("cp932"))
    (found,) = said(path.read_bytes(), str(path))
    subprocess.run(["/bin/sh", "-c", found.partition(" | ")[2]], check=True)
    assert path.read_text("utf-8") == JAPANESE


def test_a_byte_that_is_no_utf_8() -> None:
    source = "a: 日本の技術についての記事\nb: 技術".encode() + b"\x82\n"
    assert said(source) == ["2:6: a byte that is not UTF-8 (0x82) | save the file as UTF-8, or delete the byte"]


def test_an_excerpt_shows_the_place() -> None:
    reader = Reader(("a: b\n" + "  " + "k" * 200 + ": x, 日本: y" + "語" * 100 + "\n").encode(), "a.yaml")
    reader.root()
    (problem,) = reader.found()
    assert problem.line == 2
    assert problem.excerpt[problem.caret - 1 :][: problem.length].startswith("k")
    assert problem.excerpt.endswith("…")
    assert len(problem.excerpt) <= EXCERPT
    reader = Reader(b"a: " + "日本".encode() * 100 + b": x\n", "a.yaml")
    reader.root()
    (problem,) = reader.found()
    assert (problem.line, problem.column) == (1, 204)
    assert problem.excerpt[problem.caret - 1] == ":"
    assert problem.excerpt.startswith("…日本日本")


def test_an_excerpt_is_clean() -> None:
    reader = Reader("a: \u202e\u200b\t\x9b\n".encode(), "\x1b.yaml")
    reader.root()
    (problem,) = reader.found()
    assert problem.path == "␛.yaml"
    assert problem.excerpt == "a: <RLO>   <9B>"
    assert (problem.column, problem.excerpt[problem.caret - 1 :]) == (7, "<9B>")


@given(st.text("ab:-? \n\t[]{},'\"|>#&*!%@`\\日\x85\u2028~.0", max_size=40) | st.text(max_size=40))
def test_any_text_is_a_tree_or_a_problem(source: str) -> None:
    encoded = source.encode("utf-8", "replace")
    reader = Reader(encoded, "a.yaml")
    assert (reader.root() is None) <= reader.broken
    for problem in reader.found():
        assert problem.message
        assert 0 <= problem.line <= len(reader.lines)
        assert "\n" not in problem.message + problem.hint + problem.excerpt


@given(st.binary(max_size=40))
def test_any_bytes_are_a_tree_or_a_problem(source: bytes) -> None:
    reader = Reader(source, "a.yaml")
    assert (reader.root() is None) <= reader.broken


def test_the_parser_in_python_does_where_there_is_none_in_c(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlevents, "Loader", yaml.SafeLoader)
    assert plain(tree("日本: [a, {b: 'c'}]\nd: |\n  e\n")) == {"日本": ["a", {"b": "c"}], "d": "e\n"}
    assert said("a: b: c\n")[0].startswith("1:5: a value that contains ': ' needs quotes")
    assert said("a: 'b\n")[0].startswith("1:4: this quote is never closed")
    assert said("a: \x07\n")[0].startswith("1:4: the character U+0007")
    assert said("[" * 1000)[0].startswith("1:33: nested over 32 levels")
