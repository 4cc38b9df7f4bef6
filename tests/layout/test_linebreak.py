"""UAX #14, by Unicode's own tests, and what jpreader asks of it beyond them."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jpreader.layout.linebreak import classes, mandatory, opportunities

CASES = Path(__file__).with_name("LineBreakTest.txt")

# The lines of LineBreakTest-15.0.0.txt that are not met, and the rule of Unicode 16 that is followed instead.
DIFFERENT = {
    "LB25: IS × NU, a number may begin with its point": {
        2873, 2875, 7477, 7576, 7577, 7578, 7579, 7580, 7581, 7583, 7584, 7585, 7586, 7587,
    },
    "LB15 is gone: a line may break between a quotation mark, a space, and what opens": {
        4770, 4772, 4818, 4820, 7515, 7520,
    },
    "LB15a, LB15b: no break after what opens a quotation, nor before what closes it, even with a space there": {
        7514, 7519,
    },
}  # fmt: skip


def case(line: str) -> tuple[str, list[int]]:
    text, breaks = "", []
    for token in line.partition("#")[0].split():
        if token == "÷":
            breaks.append(len(text))
        elif token != "×":
            text += chr(int(token, 16))
    return text, breaks


def parts(text: str, kinsoku: bool = False) -> list[str]:
    ends = opportunities(text, kinsoku)
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def test_unicodes_own_cases_but_for_those_named() -> None:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    cases = {number: case(line) for number, line in enumerate(lines, 1) if not line.startswith("#")}
    assert len(cases) == 7654
    failed = {number for number, (text, breaks) in cases.items() if opportunities(text) != breaks}
    assert failed == set().union(*DIFFERENT.values())
    assert len(cases) - len(failed) == 7632


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # LB19a: between wide characters curly quotes are brackets like any other
        ("これは“日本”です", ["こ", "れ", "は", "“日", "本”", "で", "す"]),
        ("首相は‘改革’と", ["首", "相", "は", "‘改", "革’", "と"]),
        ("日本。“次に”", ["日", "本。", "“次", "に”"]),
        # … and next to others they hold on to both sides, as an apostrophe must
        ("Japan’s “new” plan", ["Japan’s ", "“new” ", "plan"]),
        ("日本“Japan”日本", ["日", "本“Japan”日", "本"]),
        # LB15a, LB15b: with the space that French sets inside
        ("« bon » mot", ["« bon » ", "mot"]),
        ("said “ yes ” so", ["said ", "“ yes ” ", "so"]),
    ],
)
def test_curly_quotes_break_as_in_unicode_16(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ラーメンとコーヒー", ["ラー", "メ", "ン", "と", "コー", "ヒー"]),
        ("あっ、ちょっと", ["あっ、", "ちょっ", "と"]),
        ("「はい」（笑）", ["「は", "い」", "（笑）"]),
        ("7,500億ドル", ["7,500", "億", "ド", "ル"]),
        ("約¥5,900億", ["約", "¥5,900", "億"]),
        ("50％増", ["50％", "増"]),
        ("人々、様々", ["人々、", "様々"]),
    ],
)
def test_strict_kinsoku(text: str, expected: list[str]) -> None:
    # CJ is taken for NS: CSS Text 3, line-break: strict
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$2.9 billion, 2024-04-10.", ["$2.9 ", "billion, ", "2024-04-10."]),
        ("(1,234.5)% of", ["(1,234.5)% ", "of"]),
        ("about .5 of it", ["about .5 ", "of ", "it"]),
        ("U.S. chief", ["U.S. ", "chief"]),
        ("Tokyo-backed chipmaker", ["Tokyo-", "backed ", "chipmaker"]),
        ("a\u00a0b c", ["a\u00a0b ", "c"]),
        ("https://example.com/a/b?c=d", ["https://", "example.com/", "a/", "b?", "c=d"]),
        ("\U0001f1ef\U0001f1f5\U0001f1fa\U0001f1f8", ["\U0001f1ef\U0001f1f5", "\U0001f1fa\U0001f1f8"]),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467あ", ["\U0001f468\u200d\U0001f469\u200d\U0001f467", "あ"]),
        ("e\u0301\u0323tude x", ["e\u0301\u0323tude ", "x"]),
    ],
)
def test_what_stays_together(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_with_kinsoku_a_space_makes_no_exception() -> None:
    assert parts("いう ーと") == ["い", "う ", "ー", "と"]
    assert parts("いう ーと", kinsoku=True) == ["い", "う ー", "と"]


def test_mandatory_breaks() -> None:
    text = "a\nb\r\nc d\n"
    assert list(mandatory(text)) == [2, 5, 9]
    assert set(mandatory(text)) <= set(opportunities(text))


@settings(deadline=None)
@given(st.text(st.sampled_from("aあー、。「」（）“”’‘ -/.1%$\n\u200d\u0301\u3000한각אΩ\U0001f1ef👍🏽&ッ"), max_size=60))
def test_breaks_are_in_order_and_the_last_is_the_end(text: str) -> None:
    breaks = opportunities(text)
    assert breaks == sorted(set(breaks))
    assert not text or (breaks[0] > 0 and breaks[-1] == len(text))
    assert set(mandatory(text)) <= set(breaks)


def test_marks_far_from_the_start_do_not_shift_the_breaks() -> None:
    plain = opportunities("one two 三四 five")
    marked = opportunities("one two 三\u0301四 five")
    assert marked == [at if at < 9 else at + 1 for at in plain]


def test_the_table_agrees_with_the_general_categories_of_python() -> None:
    # another source for the same characters: marks are CM or joined to a letter's class, digits NU
    assert set(classes("".join(map(chr, range(0x300, 0x34F))))) == {"+"}
    assert set(classes("0123456789٠٩")) == {"0"}
    kana = "".join(chr(code) for code in range(0x3041, 0x3097))
    small = "".join(character for character in kana if "SMALL" in unicodedata.name(character))
    assert {classes(character) for character in small} == {"N"}
    assert {classes(character) for character in set(kana) - set(small)} == {"I"}
    assert classes("가각") == "23"


def test_the_table_comes_from_the_unicode_files() -> None:
    source = Path("/usr/share/unicode")  # where Debian's unicode-data puts them; its version may be another one
    if not (source / "LineBreak.txt").exists() or "15.0.0" not in (source / "LineBreak.txt").read_text()[:40]:
        pytest.skip("needs the Unicode 15.0 files")
    root = Path(__file__).parents[2]
    script = root / ".ci" / "linebreak_classes.py"
    made = subprocess.run([sys.executable, script, source], capture_output=True, text=True, check=True)
    assert made.stdout == (root / "tui/jpreader/layout/linebreak_classes.py").read_text(encoding="utf-8")
