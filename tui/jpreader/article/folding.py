"""Folding: what is the same to a reader becomes the same text, without a change in length."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

# Curly quotes to straight ones, full width to ASCII, spaces and hyphens of every kind to the plain ones.
_SAME: Final[dict[int, int | str]] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "‘’‛′＇"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″"), '"'),
    **dict.fromkeys(map(ord, "\u00a0\u3000\u2002\u2003\u2009\u202f\n\t"), " "),
    **dict.fromkeys(map(ord, "‐‑‒–—−"), "-"),
}
_KANA: Final = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
# Half-width katakana are one character each; their voicing marks stay apart, as they are in the text.
_HALF: Final = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF65, 0xFF9E)}
_LOOSE: Final[dict[int, int | str]] = {**_SAME, **_HALF, **_KANA}


def fold(text: str) -> str:
    """Text as mentions are looked for: as long as it was, and with its case."""
    return text if text.isascii() and "\n" not in text and "\t" not in text else text.translate(_SAME)


@lru_cache(maxsize=64)  # the sections of the article in two languages
def loose(text: str) -> str:
    """Text as a reader's query is looked for: folded, hiragana as katakana, half-width katakana as full."""
    return text.translate(_LOOSE)


def lower(text: str) -> str:
    """Text in lower case, as long as it was: İ becomes two characters, and stays."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
