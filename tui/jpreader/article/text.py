"""Text made harmless at the boundary where it is loaded, so that what is hidden in it shows.

Source: the list that jpreader's design gives for hostile text. Bidirectional controls are those of UAX #9,
variation selectors and tags as in UTS #51 and UTS #37, pictures of control characters the block at U+2400.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final

_TAB: Final = 4  # characters to a tab stop, as in CommonMark
_MOST_MARKS: Final = 4  # on one base: Vietnamese needs two, Thai three, pointed Hebrew four

_BIDI: Final = {
    "\u202a": "<LRE>", "\u202b": "<RLE>", "\u202c": "<PDF>", "\u202d": "<LRO>", "\u202e": "<RLO>",
    "\u2066": "<LRI>", "\u2067": "<RLI>", "\u2068": "<FSI>", "\u2069": "<PDI>",
}  # fmt: skip

# Where a text holds none of these there is nothing to do but NFC: all marks, all that is replaced, left out or joins,
# and some more, which is only looked at more closely. The harmless ones are not named: the more characters a set has,
# the longer `re` takes to compile it.
_PLAIN: Final = bytes((0x0A, *range(0x20, 0x7F)))  # to take them away as bytes takes a fifth of the time of a pattern
_SUSPECT: Final = (
    "[\0-\x09\x0b-\x1f\x7f-\x9f\xad\u0300-\u036f\u0483-\u0489\u0590-\u05cf\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u109f"
    "\u115f\u1160\u135d-\u135f\u1712-\u1cff\u1dc0-\u1dff\u200b-\u200d\u2028-\u202e\u2060-\u206f\u20d0-\u20ff\u2cef-\u2dff"
    "\u302a-\u302f\u3099\u309a\u3164\ua66f-\ua6ff\ua802-\uabff\ud800-\udfff\ufb1e\ufdd0-\ufe2f\ufeff\uffa0\ufff0-\uffff"
    "\U00010000-\U0010ffff]"
)
_NEWLINES: Final = re.compile("\r\n?|[\x85\u2028\u2029]")
_BROKEN: Final = re.compile(r"[^\S\n]*[\t\n\r\x85\u2028\u2029]\s*")

# Controls, bidirectional controls, surrogates and noncharacters: each is replaced by something that shows.
_SHOWN: Final = "\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_SHOWN_ASTRAL: Final = "".join(f"{chr(plane << 16 | 0xFFFE)}-{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
# What is ignorable by default and has no say in how its neighbours look: soft hyphen, joiners of words and
# graphemes, fillers, zero-width spaces, invisible operators, annotations, tags.
_INVISIBLE: Final = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
)
_INVISIBLE_ASTRAL: Final = "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
# But tags stay in the flag of a region (UTS #51 section 2.7): a black flag, the tags of its code, the cancel tag.
_REGION: Final = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
# Characters that change the one before them: Mongolian selectors, ZWNJ, ZWJ, the variation selectors.
_JOINING: Final = "\u180b-\u180f\u200c\u200d\ufe00-\ufe0f"
_JOINING_ASTRAL: Final = "\U000e0100-\U000e01ef"
_BASELESS: Final = "\n \u3000"  # a mark after these stands alone; a no-break space may bear one
_MONGOLIAN: Final = re.compile("[\u1820-\u18aa]")


def clean(text: str) -> str:
    """Text in which nothing is hidden; clean text stays as it is. Total."""
    return cleaned(text)[0]


def cleaned(text: str) -> tuple[str, int]:
    """Clean text, and how many invisible characters were dropped from it."""
    if text.isascii():
        if not text.encode().translate(None, _PLAIN):
            return text, 0
    elif not _suspect().search(text):
        return unicodedata.normalize("NFC", text), 0
    text = unicodedata.normalize("NFC", _NEWLINES.sub("\n", text).expandtabs(_TAB))
    shown, invisible, joining, marks = _patterns(not text.isascii() and max(text) > "\uffff")
    text = shown.sub(_show, text)
    dropped = 0

    def without(pattern: re.Pattern[str], kept: Callable[[re.Match[str]], str]) -> str:
        nonlocal dropped
        result = pattern.sub(kept, text)
        dropped += len(text) - len(result)
        return result

    text = without(invisible, lambda match: match[0] if len(match[0]) > 1 else "")
    text = without(joining, _joined)
    text = marks.sub(_limited, text)
    # What has gone from between two characters may let them compose.
    return unicodedata.normalize("NFC", text), dropped


def one_line(text: str) -> str:
    """Clean text on one line, without spaces around it: for titles, labels, messages and file names."""
    if text.isascii() and text.isprintable():
        return text.strip(" ")  # as most are
    return clean(_BROKEN.sub(" ", text)).strip(" \u3000")


def _show(match: re.Match[str]) -> str:
    """What stands in for a character that may not reach a terminal."""
    char = match[0]
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"<{code:02X}>" if code < 0xA0 else _BIDI.get(char, "\ufffd")


def _joined(match: re.Match[str]) -> str:
    """Those of a run of joiners and selectors that have something before them to change."""
    before = match.string[match.start() - 1] if match.start() else "\n"
    kept = ""
    for char in match[0]:
        category = unicodedata.category(before)[0]
        if char in "\u200c\u200d":
            stays = category in "LMS"
        elif "\u180b" <= char <= "\u180f":
            stays = bool(_MONGOLIAN.match(before))
        else:
            stays = category in "LNPS"
        if stays:
            kept += char
            before = char
    return kept


def _limited(match: re.Match[str]) -> str:
    """A run of marks and joiners with at most the marks that a base may bear, and with a base."""
    alone = match.start() == 0 or match.string[match.start() - 1] in _BASELESS
    kept, marks = "\u25cc" * alone, 0  # a dotted circle, as Unicode's charts show a mark without a base
    for char in match[0]:
        marks += char not in "\u200c\u200d"
        if marks > _MOST_MARKS:
            break
        kept += char
    return kept


# The patterns are made when first needed: they take some milliseconds of a start.


@cache
def _suspect() -> re.Pattern[str]:
    """A character that calls for a closer look."""
    return re.compile(_SUSPECT)


@cache
def _patterns(astral: bool) -> tuple[re.Pattern[str], ...]:
    """What to look for, in texts with and without characters beyond U+FFFF.

    What is replaced, what is left out, what joins, and marks: runs that are too long, and those that have no base.

    Python's `re` looks up a set of characters in a table if all are below U+10000, and compares range by range
    otherwise, which was ten times as slow on Hindi.
    """

    def either(near: str, far: str) -> str:
        return f"(?:[{near}]|(?=[\U00010000-\U0010ffff])[{far}])" if astral else f"[{near}]"

    near, far = _ranges(0x300, 0x10000), _ranges(0x10000, 0x1F000) if astral else ""
    mark, more = either(near, far + _JOINING_ASTRAL), either(near + "\u200c\u200d", far + _JOINING_ASTRAL)
    return (
        re.compile(either(_SHOWN, _SHOWN_ASTRAL)),
        re.compile(f"{_REGION}|" * astral + either(_INVISIBLE, _INVISIBLE_ASTRAL)),
        re.compile(either(_JOINING, _JOINING_ASTRAL) + "+"),
        re.compile(f"(?<![^{_BASELESS}]){mark}{more}*|{mark}{more}{{{_MOST_MARKS},}}"),
    )


def _ranges(start: int, end: int) -> str:
    """The marks of a stretch of Unicode, as ranges of a set. None stands after U+1EFFF but selectors."""
    ranges, first = "", 0
    for code in range(start, end):
        is_mark = unicodedata.category(chr(code))[0] == "M"
        if is_mark and not first:
            first = code
        elif first and not is_mark:
            ranges += f"{chr(first)}-{chr(code - 1)}"
            first = 0
    return ranges
