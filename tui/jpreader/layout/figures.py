"""Key figures as people read them: `> $750 B`, `7,500億ドル超`. No digit is ever lost to rounding."""

from __future__ import annotations

from decimal import Context, Decimal

from jpreader.article.model import Fact

_EXACT = Context(prec=400)  # more digits than a value in a file has, so that scaling never rounds

_COMPARE = {"over": "> ", "under": "< ", "about": "≈ ", None: ""}
_COMPARE_JA = {"over": ("", "超"), "under": ("", "未満"), "about": ("約", ""), None: ("", "")}

# Signs that no other currency has in English text; any other currency keeps its ISO 4217 code.
_SIGNS = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "INR": "₹",
    "KRW": "₩",
    "CNY": "CN¥",
    "TWD": "NT$",
    "HKD": "HK$",
    "SGD": "S$",
    "AUD": "A$",
    "CAD": "C$",
}
_UNITS_JA = {
    "USD": "ドル",
    "EUR": "ユーロ",
    "GBP": "ポンド",
    "JPY": "円",
    "INR": "ルピー",
    "KRW": "ウォン",
    "CNY": "元",
    "TWD": "台湾ドル",
    "HKD": "香港ドル",
    "SGD": "シンガポールドル",
    "AUD": "豪ドル",
    "CAD": "カナダドル",
    "CHF": "スイスフラン",
    "percent": "%",
    "%": "%",
}
_SCALES = ((12, "T"), (9, "B"), (6, "M"), (3, "K"))
_SCALES_JA = ((16, "京"), (12, "兆"), (8, "億"), (4, "万"))

_LEAST_SCALED = 10_000  # below, four digits read faster than `9.5 K`
_DECIMALS = 2  # of a scaled number; one that needs more is given in a smaller scale, or in full


def figure_label(fact: Fact, language: str) -> str:
    """A fact's figure with what it counts, on one line; `language` is a BCP 47 tag."""
    unit = unit_of(fact)
    if language.split("-")[0] != "ja":
        return _COMPARE[fact.compare] + _english(fact.number, unit)
    unit = _UNITS_JA.get(unit, unit)
    if unit.isascii() and unit not in ("", "%"):  # a noun, or a code, that isn't Japanese takes no 超 after it
        return f"{_COMPARE[fact.compare]}{_japanese(fact.number)} {unit}"
    before, after = _COMPARE_JA[fact.compare]
    return f"{before}{_japanese(fact.number)}{unit}{after}"


def unit_of(fact: Fact) -> str:
    """What a figure counts: its unit, or the per cent sign that its value was typed with."""
    return fact.unit or ("%" if fact.value.rstrip().endswith(("%", "％")) else "")


def _english(number: Decimal, unit: str) -> str:
    minus, figure = _minus(number), _scaled(number.copy_abs())
    if _is_currency(unit):
        return f"{minus}{_SIGNS.get(unit, unit + ' ')}{figure}"
    if unit in ("%", "percent"):
        return f"{minus}{figure}%"
    return f"{minus}{figure} {unit}".rstrip()


def _japanese(number: Decimal) -> str:
    return _minus(number) + _grouped_by_ten_thousands(number.copy_abs())


def _minus(number: Decimal) -> str:
    return "−" if number < 0 else ""


def _is_currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isascii() and unit.isupper() and unit.isalpha()


def _scaled(number: Decimal) -> str:
    """`750 B`, `2.9 B`, `12,345`: in the largest scale that needs no more than two decimals."""
    for power, name in _SCALES:
        if number >= _LEAST_SCALED and number >= 10**power:
            scaled = number.scaleb(-power, _EXACT)
            if scaled == scaled.quantize(Decimal(1).scaleb(-_DECIMALS), context=_EXACT):
                return f"{scaled.normalize(_EXACT):,f} {name}"
    return f"{number:,f}"


def _grouped_by_ten_thousands(number: Decimal) -> str:
    """`7,500億`, `1兆2,000億`, `4万6,000`; a number with decimals is given in full: `38,915.87`."""
    left, parts = int(number), []
    if left < _LEAST_SCALED or left != number:
        return f"{number:,f}"
    for power, name in _SCALES_JA:
        count, left = divmod(left, 10**power)
        if count:
            parts.append(f"{count:,}{name}")
    if left:
        parts.append(f"{left:,}")
    return "".join(parts)
