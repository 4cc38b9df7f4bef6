"""Folding: what is the same to a reader becomes the same text.

There are two folds. `fold` is that of mentions. That of a reader's query takes more for the same, and is turned round:
`pattern` gives what matches all that folds to the query, so that no text is folded and every offset stays true.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

_WIDTH: Final = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SAME: Final = {**_WIDTH, **dict.fromkeys("\u00a0\u3000", " "), **dict.fromkeys("‐‑", "-"), "’": "'"}
_TO_FOLD: Final = re.compile("[’\u00a0\u3000‐‑\uff01-\uff5e]")

_QUOTES: Final = {**dict.fromkeys("‘’‛′´`", "'"), **dict.fromkeys("“”„‟″", '"')}
_DASHES: Final = {**dict.fromkeys("‐‑‒–—―−", "-"), "〜": "~"}
_VOICED: Final = "[ｳｶ-ﾄﾊ-ﾎ]ﾞ|[ﾊ-ﾎ]ﾟ"  # half-width katakana and its mark are one letter
_NOT_ASCII: Final = "[^\\0-\\x7f]+"  # what is translated alone: of an English text a hundredth

_SPACES: Final = dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " ")


def fold(text: str) -> str:
    """Text as mentions are looked for: as long as it was, and with its case."""
    return text if text.isascii() else _TO_FOLD.sub(lambda match: _SAME[match[0]], text)


@cache
def _loose() -> dict[int, str]:
    """Of each character that stands for another in a query: the other."""
    kana = {chr(code): chr(code + 0x60) for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
    half = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF61, 0xFF9E)}
    return str.maketrans({**_WIDTH, **_QUOTES, **_DASHES, **kana, **half})


@cache
def _forms() -> dict[str, str]:
    """Of each character that others stand for: those, and itself."""
    forms: dict[str, str] = {}
    for code, plain in _loose().items():
        forms[plain] = forms.get(plain, plain) + chr(code)
    for base in "ウカキクケコサシスセソタチツテトハヒフヘホ":
        for mark, sound in (("ﾞ", "\u3099"), ("ﾟ", "\u309a")):
            voiced = unicodedata.normalize("NFC", base + sound)
            if len(voiced) == 1:
                forms[voiced] = f"(?:[{forms.get(voiced, voiced)}]|[{forms[base][-1]}]{mark})"
    return forms


def loose(text: str) -> str:
    """Text with all that a query takes for the same made the same; not always as long as it was."""
    if text.isascii():
        return text
    text = re.sub(_VOICED, lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return re.sub(_NOT_ASCII, lambda match: match[0].translate(_loose()), text)


def pattern(text: str, any_case: bool) -> str:
    """A regular expression that matches text without regard to width, kana, quotes and dashes.

    White space matches any white space, however much; that at the ends of the text is left out.
    """
    return r"\s+".join("".join(_characters(word, any_case)) for word in loose(text).split())


def _characters(word: str, any_case: bool) -> Iterator[str]:
    forms = _forms()
    for char in word:
        cases = {char, char.upper(), char.lower(), char.title()} if any_case else {char}
        found = "".join(forms.get(case, case) for case in sorted(cases) if len(case) == 1)
        if found.startswith("(?:"):
            yield found
        else:
            yield f"[{re.escape(found)}]" if len(found) > 1 else re.escape(found)


def literal(text: str) -> str:
    """Text for regular expressions, and they too: width of letters and digits, quotes, spaces; as long as it was."""
    return text if text.isascii() else text.translate(_literal())


@cache
def _literal() -> dict[int, str]:
    """Of each character that stands for another in a regular expression: the other."""
    alphanumeric = {wide: plain for wide, plain in _WIDTH.items() if plain.isalnum()}
    return str.maketrans({**alphanumeric, **_SPACES, "‘": "'", "’": "'", "“": '"', "”": '"'})


def lower(text: str) -> str:
    """Text in lower case, as long as it was: İ becomes two characters, and stays."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join([char.lower() if len(char.lower()) == 1 else char for char in text])
