"""Cleaning at the boundary: TERMINAL.md, section 4, layer 1."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jpreader.article.text import clean, cleaned, one_line

# Characters that have something to do with one another when some of them go.
ODD = (
    "a e日가ア\u0301\u0308\u0323\u3099\u200d\u200c\ufe0f\ufe00\U000e0100\u200b\u00ad\u2060\t\n\r\u2028\x85\x1b\x9b\x7f"
    "\u202e\u2066\u200e\u061c\U0001f3f4\U000e0067\U000e007f👍🏽\u180b\u1820\u0915\u093c\u0958\u1100\u1161\u11a8\u3164"
    "\ud800\ufffe\U0001ffff\U0001d15e\u0344\u0f73\u0f71\u0f72\u0600 \u3000\xa0"
)
ODDLY = st.text(st.sampled_from(ODD), max_size=12)
ANY = st.text(st.characters(), max_size=12)

UNCHANGED = [
    "Plain text, with “quotes” and a dash — and $2.9 billion.",
    "日本は、技術大国としての復活を米国のテクノロジー企業の資金で後押ししてもらいたい。",
    "العربية ‏نص‎ مُشَكَّل، ٪١٢ ؀١",
    "می‌خواهم",
    "हिन्दी क्‍ष भाषा में",
    "ภาษาไทย ที่นี่ น้ำ",
    "Tiếng Việt được viết như thế này",
    "שָׁלוֹם",
    "བསྒྲུབས",
    "ကျွန်ုပ်",
    "한국어와 漢字",
    "👨‍👩‍👧‍👦 👩🏽‍💻 🏳️‍🌈 ❤️‍🔥",
    "🇯🇵 🇺🇸 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "1️⃣ #️⃣ ☺️ ☺︎ ‼️ 〰️",
    "葛󠄀城 ᠭᠣᠯ᠎ᠤᠨ",
    "two\nlines",
    "",
]


@pytest.mark.parametrize("text", UNCHANGED)
def test_what_people_write_stays(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert cleaned(text) == (text, 0)
    assert one_line(text) == text.replace("\n", " ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\rb\r\nc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a\tb", "a   b"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\0\a\b\v\f\x1f\x7f", "␀␇␈␋␌␟␡"),
        ("\x9b31m\x90\x9f", "<9B>31m<90><9F>"),
        ("\u202ecba\u202c", "<RLO>cba<PDF>"),
        ("\u202a\u202b\u202d\u2066\u2067\u2068\u2069", "<LRE><RLE><LRO><LRI><RLI><FSI><PDI>"),
        ("a\u200e\u200f\u061cb", "a\u200e\u200f\u061cb"),
        ("\ud800\udfff \ufffe \ufdd0 \U0010ffff", "�� � � �"),
        ("e\u0301 か\u3099", "é が"),
        ("\u0301x\n\u0301y", "◌\u0301x\n◌\u0301y"),
    ],
)
def test_what_is_hidden_shows(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "dropped"),
    [
        ("soft\u00adhyphen", "softhyphen", 1),
        ("zero\u200bwidth\ufeffspaces\u2060", "zerowidthspaces", 3),
        ("\u3164\uffa0\u115f\u1160", "", 4),  # fillers of hangul
        ("a\u2061b\u2064c", "abc", 2),
        ("a\U000e0041\U000e0042b", "ab", 2),  # tags that belong to no flag can carry a hidden text
        ("🏴\U000e0067\U000e0062b", "🏴b", 2),
        ("a\u200d\u200d\u200db", "a\u200db", 2),
        ("\u200d \u200da ,\u200c", " a ,", 3),
        ("a\ufe0f\ufe0f\ufe01", "a\ufe0f", 2),  # so can selectors
        (" \ufe0f", " ", 1),
        ("e\u200b\u0301", "é", 1),
    ],
)
def test_what_cannot_be_seen_is_left_out_and_counted(text: str, expected: str, dropped: int) -> None:
    assert cleaned(text) == (expected, dropped)


def test_a_base_bears_four_marks() -> None:
    zalgo = "a" + "\u0316" * 50 + "b"
    assert clean(zalgo) == "a" + "\u0316" * 4 + "b"
    assert clean("a" + "\u0316\u200d" * 50) == "a" + "\u0316\u200d" * 4


def test_the_marks_of_no_script_are_overlooked() -> None:
    marks = [char for char in map(chr, range(0x110000)) if unicodedata.category(char)[0] == "M"]
    assert len(marks) > 2000
    assert [ascii(mark) for mark in marks if len(clean("a" + 9 * mark)) > len("a") + 4] == []
    assert [ascii(mark) for mark in marks if clean(f"\n{mark}")[1:2] == mark] == []


@given(ODDLY | ANY)
def test_it_is_idempotent(text: str) -> None:
    once = clean(text)
    assert cleaned(once) == (once, 0)
    line = one_line(text)
    assert one_line(line) == line


@given(ODDLY | ANY)
def test_no_control_survives(text: str) -> None:
    for char in clean(text):
        assert char == "\n" or unicodedata.category(char) not in ("Cc", "Cs"), ascii(char)
        assert unicodedata.bidirectional(char) not in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    assert unicodedata.is_normalized("NFC", clean(text))


@given(ODDLY | ANY)
def test_one_line_is_one_line(text: str) -> None:
    assert "\n" not in one_line(text)
    assert one_line(text) == one_line(text).strip(" ")


@given(st.text(st.characters(exclude_categories=["C", "M", "Zl", "Zp"]), max_size=40))
def test_letters_and_signs_stay(text: str) -> None:
    fillers = "\u115f\u1160\u3164\uffa0"
    assert clean(text) == unicodedata.normalize("NFC", "".join(char for char in text if char not in fillers))


def test_labels_have_no_spaces_around_them() -> None:
    assert one_line("  a\t\tb \n  c\r\n") == "a b c"
