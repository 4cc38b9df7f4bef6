"""What stands inside a line of a body: emphasis, code, links, mentions by hand, ruby.

It goes by CommonMark 0.31 (emphasis: section 6.2, "the algorithm"; links: 6.3), with these rules of our own:

- Beside wide characters emphasis needs no space around it, so that `**「重要」**です` is bold.
- `_` is text: names of files and variables are full of it.
- A link's address has no title, no angle brackets and one level of parentheses, and begins with one of `SCHEMES`.
- A bracket that is no link, and all else that means nothing, is text as it stands.
- Ruby as in Aozora Bunko: 漢字《かんじ》, and ｜base《reading》 where the base isn't one run of a script.

Two passes, each linear in the length: the first cuts the text into tokens and finds which brackets are links, the
second finds which asterisks belong together. What means the same whatever stands around it is one token.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import Final, cast, get_args

from jpreader.article.linejoin import BREAK, joint
from jpreader.article.model import Ruby, Run, RunStyle

MOST_URL: Final = 2048  # characters: what a terminal, and a browser, may be given

SCHEMES: Final = ("https://", "http://", "mailto:")
"""What an address may begin with: it is of the web or of mail, and names no file and no code."""

MOST_BASE: Final = 64  # characters between ｜ and 《: a bar further away is just a bar

_WORDS: Final = r"[^*`\[\]\\《｜]"  # what means nothing
_ADDRESSED: Final = r"\(((?:[^()\s\[\]]++|\([^()\s\[\]]*+\))*+)\)"
# A character that means something, and what follows if that means the same whatever stands around it: emphasis that
# can but begin here and can but end there, a code span between single backticks, a link whose words hold no markup.
# It begins with a set of characters, which lets `re` skip to the next of them.
_SPECIAL: Final = re.compile(
    r"[*`\[\]\\《｜](?:"
    rf"(?<=\*)(?<!\S\*)(\*?)((?!\s){_WORDS}++)(?<!\s)(?:\*\1(?=\s|\Z)|(?<=[0-9A-Za-z])\*\1(?=[.,;:!?\"')]))"
    rf"|(?<=`)([^`]++)`(?!`)"
    rf"|(?<=\[)({_WORDS}++)\]{_ADDRESSED}"
    ")?"
)
_ESCAPABLE: Final = frozenset("\n!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~《》｜")
_STARS: Final = re.compile(r"\*+")
_TICKS: Final = re.compile("`+")
_ADDRESS: Final = re.compile(_ADDRESSED)
_ENTITY: Final = re.compile(r"[a-z0-9-]+")
_READING: Final = re.compile(rf"《([^《》\n]{{1,{MOST_BASE}}}+)》")
# A reading without ｜ is kana or bopomofo: 他读了《红楼梦》 names a book, and reads nothing.
_KANA: Final = r"[\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf\uff66-\uff9f\u02ca\u02c7\u02cb\u02d9 \u3000]+"

_STYLES: Final = frozenset(get_args(RunStyle))

_KANJI, _KATAKANA, _LATIN = 1, 2, 4

_Token = tuple[str, str, str]
"""A stretch of the source: what it is, a text, and more.

`text`: the text; the style of a run: the text that has it, and its target; `stars`: the asterisks, and their flanks
(`open`, `close`); `words`: where the words of a link begin, its target and style; `end`: where they end; `base`: where
the base of a reading begins; `ruby`: where it ends, the reading.
"""


def inline(source: str) -> tuple[str, tuple[Run, ...], tuple[Ruby, ...]]:
    """The text that a reader sees, on one line, with its runs and its readings. Total."""
    if not ("*" in source or "`" in source or "](" in source or "《" in source or "\\" in source):
        return (BREAK.sub(joint, source) if "\n" in source else source), (), ()
    writer = _Writer()
    writer.write(_tokens(source))
    return writer.finished()


def target_of(address: str) -> tuple[RunStyle, str] | None:
    """What an address in parentheses makes of the words in brackets before it; None if they are no link."""
    if address.startswith("@"):
        if address == "@":
            return "plain", ""
        return ("mention", address[1:]) if _ENTITY.fullmatch(address, 1) else None
    for scheme in SCHEMES:
        if address[: len(scheme)].lower() == scheme:
            return ("link", address) if len(scheme) < len(address) <= MOST_URL else None
    return None


def _tokens(source: str) -> list[_Token]:
    tokens: list[_Token] = []
    brackets: list[int] = []  # tokens that may begin a link, innermost last
    barrier = 0  # of those, as many hold a link already, and a link holds no other
    bar = -1, 0  # the token of the last ｜, and where in the source its base begins
    ticks: dict[int, list[int]] = {}
    at = 0
    while special := _SPECIAL.search(source, at):
        start = special.start()
        if start > at:
            tokens.append(("text", source[at:start], ""))
        whole = special.lastindex
        if whole == 2:
            tokens.append(("strong" if special[1] else "em", special[2], ""))
            at = special.end()
            continue
        if whole == 3:
            tokens.append(("code", _code(special[3]), ""))
            at = special.end()
            continue
        if whole == 5 and (style := target_of(special[5])):
            tokens.append((style[0], special[4], style[1]))
            barrier = len(brackets) if style[0] == "link" else barrier
            at = special.end()
            continue
        end = at = start + 1
        char = source[start]
        if char == "*":
            if source[end : end + 1] == "*":
                end = at = _stop(_STARS, source, start)
            tokens.append(("stars", source[start:end], _flanks(source[start - 1 : start], source[end : end + 1])))
        elif char == "`":
            end = at = _stop(_TICKS, source, start)
            closed = _closed(source, start, end, ticks)
            if closed >= 0:
                at = closed + end - start
                tokens.append(("code", _code(source[end:closed]), ""))
            else:
                tokens.append(("text", source[start:end], ""))
        elif char == "]":
            opened = brackets.pop() if brackets else -1
            address = _ADDRESS.match(source, end) if 0 <= opened < len(tokens) - 1 else None
            style = target_of(address[1]) if address else None
            if address and style and not (style[0] == "link" and len(brackets) < barrier):
                tokens[opened] = ("words", style[1], style[0])
                tokens.append(("end", "", ""))
                at = address.end()
                barrier = len(brackets) if style[0] == "link" else min(barrier, len(brackets))
            else:
                tokens.append(("text", char, ""))
                barrier = min(barrier, len(brackets))
        elif char == "《":
            reading = _READING.match(source, start)
            near = bar[0] >= 0 and 0 < start - bar[1] <= MOST_BASE and "\n" not in source[bar[1] : start]
            if reading and _mark_base(tokens, bar[0] if near else -1, reading[1]):
                tokens.append(("ruby", reading[1].strip(), ""))
                at = reading.end()
            else:
                tokens.append(("text", char, ""))
            bar = -1, 0
        elif char == "\\" and source[end : end + 1] in _ESCAPABLE:
            tokens.append(("text", source[end], ""))
            at = end + 1
        else:
            if char == "[":
                brackets.append(len(tokens))
            elif char == "｜":
                bar = len(tokens), end
            tokens.append(("text", char, ""))
    if at < len(source):
        tokens.append(("text", source[at:], ""))
    return tokens


def _stop(run: re.Pattern[str], source: str, at: int) -> int:
    """The end of a run that begins at an offset."""
    match = run.match(source, at)
    return match.end() if match else at


def _closed(source: str, start: int, end: int, ticks: dict[int, list[int]]) -> int:
    """Where the backticks stand that close those from `start` to `end`; -1 if none do.

    `ticks` is filled at need: where the runs of backticks stand, by their length.
    """
    if end - start == 1:
        near = source.find("`", end)
        if near < 0 or source[near + 1 : near + 2] != "`":
            return near
    if not ticks:
        for match in _TICKS.finditer(source):
            ticks.setdefault(match.end() - match.start(), []).append(match.start())
    there = ticks.get(end - start, [])
    number = bisect_left(there, end)
    return there[number] if number < len(there) else -1


def _code(content: str) -> str:
    """What stands in a code span: a space at either end is for a backtick that would touch the fence."""
    spaced = len(content) > 2 and content[0] in " \n" and content[-1] in " \n" and not content.isspace()
    return content[1:-1] if spaced else content


def _mark_base(tokens: list[_Token], bar: int, reading: str) -> bool:
    """Put a token where the base of a reading begins, at a bar if there is one; False: no base, and so no reading."""
    if bar >= 0:
        tokens[bar] = ("base", "", "")
        return True
    if not tokens or not re.fullmatch(_KANA, reading):
        return False
    kind, text, _ = tokens[-1]
    # The words of a link or a mention by hand are a base, if nothing else stands in them.
    if kind in ("link", "mention", "plain"):
        tokens.insert(len(tokens) - 1, ("base", "", ""))
        return True
    if kind == "end":
        if len(tokens) < 3 or tokens[-3][0] != "words" or tokens[-2][0] != "text":
            return False
        tokens.insert(len(tokens) - 3, ("base", "", ""))
        return True
    begin = _base(text) if kind == "text" else len(text)
    if begin == len(text):
        return False
    tokens[-1:] = [("text", text[:begin], ""), ("base", "", ""), ("text", text[begin:], "")]
    return True


def _base(text: str) -> int:
    """Where the run of one script at the end of a text begins, which a reading belongs to; the end if there is none."""
    at, scripts = len(text), _KANJI | _KATAKANA | _LATIN
    while at > max(0, len(text) - MOST_BASE) and (scripts := scripts & _scripts(text[at - 1])):
        at -= 1
    return at


def _scripts(char: str) -> int:
    """The scripts that a character may belong to; as in Aozora Bunko 々〆〇 count as kanji, and so do ヵ and ヶ.

    Comparisons, because `re` takes 2 ms to compile a set with all kanji.
    """
    if "\u3400" <= char <= "\u4dbf" or "\u4e00" <= char <= "\u9fff" or char in "々〆〇":
        return _KANJI
    if "\u30a1" <= char <= "\u30fa" or "\u30fc" <= char <= "\u30fe":
        return _KATAKANA | _KANJI if char in "ヵヶ" else _KATAKANA
    if "A" <= char <= "Z" or "a" <= char <= "z" or "\u00c0" <= char <= "\u024f":
        return _LATIN
    if "Ａ" <= char <= "Ｚ" or "ａ" <= char <= "ｚ":
        return _LATIN
    return _KANJI if "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003fffd" else 0


@lru_cache(maxsize=1024)  # pairs of characters: an article has a few hundred around its asterisks
def _flanks(before: str, after: str) -> str:
    """Whether asterisks between two characters may open emphasis, close it, or both (CommonMark 6.2)."""
    left_space, right_space = not before or before.isspace(), not after or after.isspace()
    wide = _wide(before) or _wide(after)
    left_mark, right_mark = _is_mark(before), _is_mark(after)
    opens = not right_space and (not right_mark or left_space or left_mark or wide)
    closes = not left_space and (not left_mark or right_space or right_mark or wide)
    return "open " * opens + "close" * closes


def _wide(char: str) -> bool:
    return bool(char) and unicodedata.east_asian_width(char) in "WF"


def _is_mark(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "PS"


class _Opener:
    """Asterisks that may begin emphasis."""

    __slots__ = ("both", "count", "length", "piece")

    def __init__(self, piece: int, count: int, length: int, both: bool) -> None:
        self.piece, self.count, self.length, self.both = piece, count, length, both


class _Writer:
    """Writes tokens as pieces of text; runs are between pieces until all lengths are known."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.runs: list[tuple[int, int, RunStyle, str]] = []
        self.ruby: list[tuple[int, int, str]] = []
        self.base = 0
        self.openers: list[_Opener] = []
        self.floor = 0  # openers below it stand outside the link that is being written
        self.bottoms: dict[tuple[int, bool], int] = {}
        """By kind of closer: how many openers were looked at in vain, and need not be again."""
        self.links: list[tuple[int, int, dict[tuple[int, bool], int], _Token]] = []
        self.nested = False  # True if a run may stand in another one

    def write(self, tokens: Iterable[_Token]) -> None:
        """Add tokens."""
        pieces = self.pieces
        for token in tokens:
            kind, text, more = token
            if kind == "text":
                pieces.append(text)
            elif kind in _STYLES:
                self.runs.append((len(pieces), len(pieces) + 1, cast(RunStyle, kind), more))
                pieces.append(text)
            elif kind == "stars":
                self._stars(text, "open" in more, "close" in more)
            elif kind == "words":
                self.links.append((len(pieces), self.floor, self.bottoms, token))
                self.floor, self.bottoms = len(self.openers), {}
            elif kind == "end":
                del self.openers[self.floor :]
                self.nested = True
                begun, self.floor, self.bottoms, (_, target, style) = self.links.pop()
                self.runs.append((begun, len(pieces), cast(RunStyle, style), target))
            elif kind == "base":
                self.base = len(pieces)
            else:
                self.ruby.append((self.base, len(pieces), text))

    def _stars(self, stars: str, opens: bool, closes: bool) -> None:
        here, count, length = len(self.pieces), len(stars), len(stars)
        while closes and count:
            number = self._opener(length, opens)
            if number < 0:
                break
            opener = self.openers[number]
            used = 2 if count > 1 and opener.count > 1 else 1
            count -= used
            opener.count -= used
            self.pieces[opener.piece] = "*" * opener.count
            self.nested = True
            self.runs.append((opener.piece + 1, here, "strong" if used > 1 else "em", ""))
            self._keep(number + 1 if opener.count else number)
        self.pieces.append("*" * count)
        if opens and count:
            self.openers.append(_Opener(here, count, length, closes))

    def _opener(self, length: int, both: bool) -> int:
        """The number of the nearest opener that a closer goes with; -1 if there is none."""
        kind = length % 3, both
        for number in range(len(self.openers) - 1, max(self.floor, self.bottoms.get(kind, 0)) - 1, -1):
            opener = self.openers[number]
            # Rules 9 and 10 of CommonMark: `**a*b**` has no emphasis inside.
            if not (both or opener.both) or (opener.length + length) % 3 or not (opener.length % 3 or length % 3):
                return number
        self.bottoms[kind] = len(self.openers)
        return -1

    def _keep(self, count: int) -> None:
        """Forget the openers after the first few: they stay text."""
        del self.openers[count:]
        for kind, bottom in self.bottoms.items():
            if bottom > count:
                self.bottoms[kind] = count

    def finished(self) -> tuple[str, tuple[Run, ...], tuple[Ruby, ...]]:
        """The text, its runs, outer before inner, and its readings."""
        text = "".join(self.pieces)
        ends = [0, *accumulate(map(len, self.pieces))]
        if "\n" in text:
            text, ends = _joined(text, ends)
        runs = [Run(ends[a], ends[b], style, target) for a, b, style, target in self.runs if ends[b] > ends[a]]
        if self.nested:
            # What was closed last is further out, where two begin and end together.
            runs = sorted(dict.fromkeys(reversed(runs)), key=lambda run: (run.start, -run.end))
        ruby = sorted(Ruby(ends[a], ends[b], reading) for a, b, reading in self.ruby if ends[b] > ends[a])
        return text, tuple(runs), tuple(ruby)


def _joined(text: str, offsets: list[int]) -> tuple[str, list[int]]:
    """Text with its lines joined, and offsets into it moved along."""
    pieces: list[str] = []
    starts: list[int] = []
    breaks: list[tuple[int, int, int, int]] = []  # start and end of each, in the text and in the joined one
    at = length = 0
    for match in BREAK.finditer(text):
        start, end, put = *match.span(), joint(match)
        pieces += text[at:start], put
        length += start - at
        starts.append(start)
        breaks.append((start, end, length, length + len(put)))
        length += len(put)
        at = end
    pieces.append(text[at:])

    def moved(offset: int) -> int:
        number = bisect_right(starts, offset) - 1
        if number < 0:
            return offset
        start, end, now, after = breaks[number]
        return now if offset == start else after + max(0, offset - end)

    return "".join(pieces), [moved(offset) for offset in offsets]
