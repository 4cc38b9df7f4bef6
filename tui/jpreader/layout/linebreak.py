"""Where a line may break: the Unicode line breaking algorithm (UAX #14).

The rules are those of Unicode 15.0 with numbers kept together (its section 8.2, example 7), as Unicode's own tests
have them, and from Unicode 16 the rules about quotation marks (LB15a, LB15b, LB19, LB19a), by which `“` and `”` break
like 「 and 」 between wide characters, and about numbers like `.5` (in LB25).
Class CJ (small kana, ー) is NS, which is CSS `line-break: strict`.

Each character becomes a letter for its class (`linebreak_classes`). What depends on more than two characters is
then settled by giving some of them another letter, so that in the end every two neighbours say by themselves
whether a line may break between them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import compress
from operator import add

_HANGUL = 0xAC00  # the first syllable; every 28th has no final consonant


class _Classes(dict[int, str]):
    """Letters of classes by code point, for `str.translate`; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        from jpreader.layout.linebreak_classes import CLASSES, STARTS  # not needed before the first text

        letter = CLASSES[bisect_right(STARTS, code) - 1]
        if letter == "3" and (code - _HANGUL) % 28 == 0:
            letter = "2"
        self[code] = letter
        return letter


_CLASSES = _Classes()


def classes(text: str) -> str:
    """The line breaking class of each character of a text, as a letter of `linebreak_classes`."""
    return text.translate(_CLASSES)


# Letters that no character has, only some in a context.
_SECOND = "r"  # the second RI of a flag
_CLOSES = "q"  # QU that LB15b keeps from the start of a line even after a space
_OPENS = "["  # QU after which no line may break, but before which one may
_SHUTS = "]"  # QU before which no line may break, but after which one may

_WIDE = "ABEILMNOPSTUX234"  # whose East_Asian_Width is F, W or H
_ALL = '\v\r\n zwgahbB`=@lL)xXtTsS/nNoO"pPuU-0iIeEmM&23456aA' + _SECOND + _CLOSES + _OPENS + _SHUTS
_LETTERS = "aAh"
_IDEOGRAPHS = "iIeEmM"
_KOREAN = "23456"


def _but(letters: str) -> str:
    return "".join(letter for letter in _ALL if letter not in letters)


# (before, after, may a line break between them), the first that fits; rules that are missing are settled by `_settle`.
_RULES: Sequence[tuple[str, str, bool]] = (
    ("\r", "\n", False),  # LB5
    ("\v\r\n", _ALL, True),  # LB4, LB5
    (_ALL, "\v\r\n", False),  # LB6
    (_ALL, " z", False),  # LB7
    ("z", _ALL, True),  # LB8
    (_ALL, "w", False),  # LB11
    ("w", _ALL, False),
    ("g", _ALL, False),  # LB12
    (_but(" bB-"), "g", False),  # LB12a
    (_ALL, "lL)xXsS/", False),  # LB13
    ("oO", _ALL, False),  # LB14
    (_ALL, _CLOSES, False),  # LB15b
    ("=", "=", False),  # LB17
    (" ", _ALL, True),  # LB18
    (_ALL, '"' + _SHUTS, False),  # LB19, LB19a
    ('"' + _OPENS + _CLOSES, _ALL, False),
    (_ALL, "@", True),  # LB20
    ("@", _ALL, True),
    (_ALL, "bB-nN", False),  # LB21
    ("`", _ALL, False),
    ("/", "h", False),  # LB21b
    (_ALL, "tT", False),  # LB22
    (_LETTERS, "0", False),  # LB23
    ("0", _LETTERS, False),
    ("pP", _IDEOGRAPHS, False),  # LB23a
    (_IDEOGRAPHS, "uU", False),
    ("pPuU", _LETTERS, False),  # LB24
    (_LETTERS, "pPuU", False),
    ("pPuU-sS0", "0", False),  # LB25
    ("0", "pPuU", False),
    ("4", "4523", False),  # LB26
    ("52", "56", False),
    ("63", "6", False),
    (_KOREAN, "uU", False),  # LB27
    ("pP", _KOREAN, False),
    (_LETTERS, _LETTERS, False),  # LB28
    ("sS", _LETTERS, False),  # LB29
    (_LETTERS + "0", "o", False),  # LB30
    (")", _LETTERS + "0", False),
    ("&", _SECOND, False),  # LB30a
    ("eE", "mM", False),  # LB30b
    (_ALL, _ALL, True),  # LB31
)


@cache
def _breaks(kinsoku: bool) -> frozenset[str]:
    """The pairs of letters between which a line may break."""
    table: dict[str, bool] = {}
    for lefts, rights, may in _RULES:
        for left in lefts:
            for right in rights:
                table.setdefault(left + right, may)
    return frozenset(pair for pair, may in table.items() if may and not (kinsoku and pair in (" n", " N")))


@cache
def _contexts() -> tuple[re.Pattern[str], ...]:
    """A pattern of every context that `_settle` looks for, and one for each that it settles by itself."""
    wide = f"[{_WIDE}]"
    return tuple(
        map(
            re.compile,
            (
                r'[<>"z]|[oO)lL=] |h[-b]|&&|[pPuU][oO]|0[/sS]*[/lL)]',
                rf'(?P<closes>>(?=[ gwlL)xXsS/\v\r\nz<>"]|\Z))'  # LB15b
                rf"|(?P<opens>(?<={wide})<(?={wide}))|(?P<shuts>(?<={wide})>(?={wide}))"  # LB19a
                r'|[<>"]',
                r'(?:\A|(?<=[\v\r\noO<>"gz ]))<( +)',  # LB15a
                r"z +",  # LB8
                r"[oO] +|[lL)] +(?=[nN])|= +(?==)"  # LB14, LB16, LB17
                r"|h[-b]"  # LB21a
                r"|[pPuU][oO](?=[sS]?0)"  # LB25
                r"|0(?:[/sS]+(?=[0pPuU])|[/sS]*[lL)](?=[pPuU]))",
                r"&&",  # LB30a
            ),
        )
    )


def _quote(match: re.Match[str]) -> str:
    return {"closes": _CLOSES, "opens": _OPENS, "shuts": _SHUTS}.get(match.lastgroup or "", '"')


def _join(match: re.Match[str]) -> str:
    """The first letter, and then WJ for each of the others: no line may break before nor after them."""
    return match[0][0] + "w" * (len(match[0]) - 1)


def _settle(letters: str) -> str:
    """The letters of a text without combining marks, with all contexts settled."""
    anything, quotes, opening, after_zw, joins, flags = _contexts()
    if not anything.search(letters):
        return letters
    if " " in letters:
        letters = opening.sub(lambda match: "<" + "w" * len(match[1]), letters)
    letters = quotes.sub(_quote, letters)
    letters = after_zw.sub(lambda match: "z" * len(match[0]), letters)
    letters = joins.sub(_join, letters)
    return flags.sub("&" + _SECOND, letters)


def opportunities(text: str, kinsoku: bool = False) -> list[int]:
    """The offsets, in order, before which a line may or must break; the last is the end of the text.

    Args:
        text: a text, of any number of lines.
        kinsoku: a space makes no exception of a character that must not begin a line (NS), as it does in UAX #14.
    """
    if not text:
        return []
    letters = classes(text)
    if "+" in letters or "j" in letters:
        return _with_marks(letters, kinsoku)
    settled = _settle(letters)
    pairs = map(_breaks(kinsoku).__contains__, map(add, settled, settled[1:]))
    found = list(compress(range(1, len(text)), pairs))
    found.append(len(text))
    return found


_ABSORBED = re.compile(r"(?<=[^\v\r\n z])[+j]+")  # LB9


def _with_marks(letters: str, kinsoku: bool) -> list[int]:
    """As `opportunities`, for letters that have CM or ZWJ among them."""
    kept: list[int] = []
    end = 0
    for match in _ABSORBED.finditer(letters):
        kept += range(end, match.start())
        end = match.end()
    kept += range(end, len(letters))
    settled = _settle(re.sub("[+j]", "a", _ABSORBED.sub("", letters)))  # LB9, LB10
    pairs = map(_breaks(kinsoku).__contains__, map(add, settled, settled[1:]))
    found = [at for at in compress(kept[1:], pairs) if letters[at - 1] != "j"]  # LB8a
    found.append(len(letters))
    return found


_MANDATORY = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")


def mandatory(text: str) -> Iterable[int]:
    """The offsets before which a line must break (LB4, LB5), in order; not the text's end unless one stands there."""
    return (match.end() for match in _MANDATORY.finditer(text))
