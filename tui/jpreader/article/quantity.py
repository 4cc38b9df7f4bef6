"""Numbers as people write them, and the amounts in running text that a figure should stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

_SCALES: Final = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_WIDE_SCALES: Final = {"千": 3, "万": 4, "億": 8, "兆": 12}
_NARROW: Final = str.maketrans("０１２３４５６７８９，．−－＋", "0123456789,.--+")

_NUMBER: Final = r"\d+(?:,\d{3})*(?:\.\d+)?"
_LATIN: Final = re.compile(rf"([+-]?)({_NUMBER})\s*(thousand|million|billion|trillion)?\s*%?", re.IGNORECASE | re.ASCII)
_WIDE: Final = re.compile(rf"([+-]?)((?:{_NUMBER}[千万億兆]+)*)({_NUMBER})?", re.ASCII)
_WIDE_PART: Final = re.compile(rf"({_NUMBER})([千万億兆]+)", re.ASCII)

_AMOUNT: Final = re.compile(
    r"(?:US|U\.S\.|A|C|NT|HK)?[$€£¥₩]\s?\d[\d,.]*\d?(?:\s?(?:thousand|million|billion|trillion|bn|m|k)\b)?"
    r"|\b\d[\d,.]*\s(?:million|billion|trillion)\b(?:\s(?:dollars|yen|euros|pounds|people|jobs))?"
    r"|[\d０-９][\d０-９,，.．]*(?:[千万億兆][\d０-９,，.．]*)*\s?(?:円|ドル|ユーロ|ポンド|元|ウォン)"
    r"|\b\d+(?:\.\d+)?\s?(?:%|per cent\b|percent\b)"
    r"|[\d０-９]+(?:[.．][\d０-９]+)?[%％]"
)


def number(text: str) -> Decimal:
    """The number that a value means: `750 billion`, `1,234.5`, `-0.1`, `7,500億`, `1兆2,000億`.

    Raises:
        ValueError: it is none; the message says how to write one.
    """
    plain = text.strip().translate(_NARROW)
    if match := _LATIN.fullmatch(plain):
        scale = _SCALES[match[3].lower()] if match[3] else 0
        return Decimal(match[1] + match[2].replace(",", "")).scaleb(scale)
    if (match := _WIDE.fullmatch(plain)) and (match[2] or match[3]):
        total = Decimal(match[3].replace(",", "")) if match[3] else Decimal(0)
        for part, scales in _WIDE_PART.findall(match[2]):
            total += Decimal(part.replace(",", "")).scaleb(sum(_WIDE_SCALES[scale] for scale in scales))
        return -total if match[1] == "-" else total
    raise ValueError(f"'{text}' is no number: write 750 billion, 1,234.5 or 7,500億")


def amounts(text: str) -> Iterator[tuple[int, int]]:
    """Where running text gives an amount of money, a share in per cent, or a number in millions and more."""
    for match in _AMOUNT.finditer(text):
        yield match.start(), match.start() + len(match[0].rstrip(",. "))
