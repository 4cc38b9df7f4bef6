"""Numbers as people write them, and the amounts in running text that a figure should stand for."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Final

MOST_DIGITS: Final = 40  # characters of a number; a figure in yen has 15 digits

_SCALES: Final = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "k": 3, "m": 6, "bn": 9, "tn": 12}
_WIDE_SCALES: Final = {"十": 1, "百": 2, "千": 3, "万": 4, "億": 8, "兆": 12, "京": 16}
_NARROW: Final = str.maketrans("０１２３４５６７８９，．−－＋％￥＄\u00a0\u3000", "0123456789,.--+%¥$  ")

# What no amount is without, by either pattern: a text is sooner searched for these than for all its digits.
_MONEY_SIGNS: Final = "$€£¥₩＄￥"
_UNITS: Final = ("illion", "%", "cent", "億", "兆", "円", "ドル", "ユーロ", "ポンド", "人民元", "ウォン", "万人")

_NUMBER: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
# Compiled where they are needed, in 0.3 ms each.
_LATIN: Final = rf"(?ai)([+-]?)({_NUMBER}) *(thousand|million|billion|trillion)?(?: *%)?"
_SHORT: Final = rf"(?ai)({_NUMBER}) ?(thousand|million|billion|trillion|k|m|bn|tn)?\b.*"
_WIDE: Final = rf"(?a)([+-]?)((?:{_NUMBER}[十百千万億兆京]+)+)({_NUMBER})?"
_WIDE_PART: Final = rf"(?a)({_NUMBER})([十百千万億兆京]+)"


def number(text: str) -> Decimal:
    """The number that a value means: `750 billion`, `1,234.5`, `−0.1`, `12%`, `7,500億`, `1兆2,000億`.

    Raises:
        ValueError: it is none; the message says how to write one.
    """
    plain = text.strip()
    if not plain.isascii():
        plain = plain.translate(_NARROW)
    if len(plain) <= MOST_DIGITS:
        if match := _latin().fullmatch(plain):
            return Decimal(match[1] + _digits(match[2], _SCALES[match[3].lower()] if match[3] else 0))
        if (match := re.fullmatch(_WIDE, plain)) and (found := _wide(match[2], match[3] or "0")) is not None:
            return -found if match[1] == "-" else found
    shown = text if len(text) <= MOST_DIGITS else text[:MOST_DIGITS] + "…"
    raise ValueError(f"'{shown}' is no number: write 750 billion, 1,234.5 or 7,500億")


@cache
def _latin() -> re.Pattern[str]:
    """Numbers in Latin letters: `re` takes as long to find it among the patterns that it knows as to match it."""
    return re.compile(_LATIN)


def _digits(digits: str, scale: int) -> str:
    """A number that `Decimal` reads without rounding it, as its arithmetic does at 28 digits."""
    return f"{digits.replace(',', '')}E{scale}" if scale else digits.replace(",", "")


def _wide(parts: str, rest: str) -> Decimal | None:
    """The sum of parts such as 1兆 and 2,000億; None if their scales don't fall."""
    total, before = Decimal(0), None
    for digits, scales in re.findall(_WIDE_PART, parts):
        scale = sum(_WIDE_SCALES[char] for char in scales)
        if before is not None and scale >= before:
            return None
        before = scale
        total += Decimal(_digits(digits, scale))
    return total + Decimal(_digits(rest, 0))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Money after its sign, and numbers before a unit: compiled in 2 ms where they are needed.

    Each begins with a set of characters, which lets `re` skip to the next of them.
    """
    money = re.compile(
        rf"[{_MONEY_SIGNS}] ?\d(?:[\d,.]*\d)?(?: ?(?:thousand|million|billion|trillion|bn|tn|m|k)\b)?"
        r"(?![\d.,]*[\d–-])"  # a range: $5-10 million says two amounts, and neither as it stands
    )
    count = re.compile(
        r"\d(?<![A-Za-z\d.,，．千万億兆$€£¥₩＄￥+–-]\d)(?<![$€£¥₩＄￥] \d)(?:[\d,.，．]*\d)?"
        r"(?: ?(?:million|billion|trillion)\b(?: (?:U\.S\. |US )?(?:dollars|yen|euros|pounds|won|yuan)\b)?"
        r"|(?:[千万億兆](?:[\d,.，．]*\d)?){0,4}[千万億兆]?(?:米ドル|ドル|円|ユーロ|ポンド|人民元|ウォン)"
        r"|(?:[千万億兆](?:[\d,.，．]*\d)?){0,4}[億兆](?![\d年])"
        r"|[千万]*万人"
        r"| ?(?:%|％|per cent\b|percent\b))"
    )
    return money, count


def amounts(text: str) -> list[tuple[int, int]]:
    """Where running text gives an amount that an author would want a figure for, in the order of the text.

    Money, shares in per cent, numbers in millions and more; not years, dates, ranges, nor numbers in words. What is
    in doubt is left out.
    """
    money, count = _patterns()
    patterns = [money] if any(sign in text for sign in _MONEY_SIGNS) else []
    patterns += [count] if any(unit in text for unit in _UNITS) else []
    return sorted(match.span() for pattern in patterns for match in pattern.finditer(text))


def amount(text: str) -> Decimal | None:
    """The number in an amount: 2,900,000,000 in `$2.9 billion` and in 29億ドル; None where that isn't clear."""
    plain = text.translate(_NARROW).lstrip("$€£¥₩ ")
    if len(plain) > MOST_DIGITS:
        return None
    if match := re.match(rf"(?:{_NUMBER}[十百千万億兆京]+)+", plain, re.ASCII):
        return _wide(match[0], "0")
    if match := re.match(_SHORT, plain):
        return Decimal(_digits(match[1], _SCALES[match[2].lower()] if match[2] else 0))
    return None
