"""What stands inside a line of a body: emphasis, code, links, mentions by hand, ruby.

It goes by CommonMark 0.31 (emphasis: section 6.2, "the algorithm"; links: 6.3), with these rules of our own:

- Beside wide characters emphasis needs no space around it, so that `**「重要」**です` is bold.
- `_` is text: names of files and variables are full of it.
- A link's address has no title, no angle brackets and one level of parentheses, and begins with one of `SCHEMES`.
- A bracket that is no link, and all else that means nothing, is text as it stands.
- Ruby as in Aozora Bunko: 漢字《かんじ》, and ｜base《reading》 where the base isn't one run of a script.

Two passes, each linear in the length: the first cuts the text into tokens and finds which brackets are links, the
second finds which asterisks belong together.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Final, NamedTuple, cast

from jpreader.article.linejoin import BREAK, joint
from jpreader.article.model import Ruby, Run, RunStyle

MOST_URL: Final = 2048  # characters: what the article's links may have

SCHEMES: Final = ("https://", "http://", "mailto:")

MOST_BASE: Final = 64  # characters between ｜ and 《: a bar further away is just a bar

_SPECIAL: Final = re.compile(r"[*`\[\\《]")
_TOKEN: Final = re.compile(r"\\[\n!-/:-@\[-`{-~《》｜]|`+|\*+|[\[\]《｜]")
_ADDRESS: Final = re.compile(r"\(((?:[^()\s\[\]]++|\([^()\s\[\]]*+\))*+)\)")
_ENTITY: Final = re.compile(r"[a-z0-9-]+")
_READING: Final = re.compile(rf"《([^《》\n]{{1,{MOST_BASE}}}+)》")
# A reading without ｜ is kana or bopomofo: 他读了《红楼梦》 names a book, and reads nothing.
_KANA: Final = re.compile(r"[\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf\uff66-\uff9f\u02ca\u02c7\u02cb\u02d9 \u3000]+")
# The runs of one script that a reading belongs to. 々〆〇 count as kanji, and ヶ as what it stands in (Aozora Bunko).
_BASE: Final = re.compile(
    "(?:[\u3005-\u3007\u30f5\u30f6\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]+"
    "|[\u30a1-\u30fa\u30fc-\u30fe]+|[A-Za-zＡ-Ｚａ-ｚ\u00c0-\u024f]+)\\Z"
)


class _Token(NamedTuple):
    """A stretch of the source. The kind says what `text` and `value` are.

    `text`: text; `code`: its content; `stars`: the asterisks, and `value` the flanks (`open`, `close`);
    `link`: where the words of a link begin, `value` its style, `text` its target; `end`: where they end;
    `base`: where the base of a reading begins; `ruby`: where it ends, `text` the reading.
    """

    kind: str
    text: str = ""
    value: str = ""


def inline(source: str) -> tuple[str, tuple[Run, ...], tuple[Ruby, ...]]:
    """The text that a reader sees, on one line, with its runs and its readings. Total."""
    if not _SPECIAL.search(source):
        return (BREAK.sub(joint, source) if "\n" in source else source), (), ()
    writer = _Writer()
    for token in _tokens(source):
        writer.write(token)
    return writer.finished()


def target_of(address: str) -> tuple[RunStyle, str] | None:
    """What an address in parentheses makes of the words in brackets before it; None if they are no link."""
    if address.startswith("@"):
        if address == "@":
            return "plain", ""
        return ("mention", address[1:]) if _ENTITY.fullmatch(address, 1) else None
    scheme = next((known for known in SCHEMES if address[: len(known)].lower() == known), None)
    return ("link", address) if scheme and len(scheme) < len(address) <= MOST_URL else None


def _tokens(source: str) -> list[_Token]:
    tokens: list[_Token] = []
    brackets: list[int] = []  # tokens that may begin a link, innermost last
    barrier = 0  # of those, as many hold a link already, and a link holds no other
    bar = -1, 0  # the token of the last ｜, and where in the source its base begins
    ticks: dict[int, list[int]] | None = None
    at = 0
    while match := _TOKEN.search(source, at):
        start, end = match.span()
        if start > at:
            tokens.append(_Token("text", source[at:start]))
        found = match[0]
        at = end
        if found[0] == "\\":
            tokens.append(_Token("text", found[1]))
        elif found[0] == "`":
            if ticks is None:
                ticks = _ticks(source)
            rest = ticks.get(len(found), [])
            number = bisect_left(rest, end)
            if number == len(rest):
                tokens.append(_Token("text", found))
                continue
            tokens.append(_Token("code", _code(source[end : rest[number]])))
            at = rest[number] + len(found)
        elif found[0] == "*":
            tokens.append(_Token("stars", found, _flanks(source[start - 1 : start], source[end : end + 1])))
        elif found == "[":
            brackets.append(len(tokens))
            tokens.append(_Token("text", found))
        elif found == "]":
            opened = brackets.pop() if brackets else -1
            closed = _ADDRESS.match(source, end) if 0 <= opened < len(tokens) - 1 else None
            style = target_of(closed[1]) if closed else None
            if closed and style and not (style[0] == "link" and len(brackets) < barrier):
                tokens[opened] = _Token("link", style[1], style[0])
                tokens.append(_Token("end"))
                at = closed.end()
                barrier = len(brackets) if style[0] == "link" else min(barrier, len(brackets))
            else:
                tokens.append(_Token("text", found))
                barrier = min(barrier, len(brackets))
        elif found == "｜":
            bar = len(tokens), end
            tokens.append(_Token("text", found))
        else:
            reading = _READING.match(source, start)
            if reading and _mark_base(tokens, bar, source[bar[1] : start], reading[1]):
                tokens.append(_Token("ruby", reading[1].strip()))
                at = reading.end()
            else:
                tokens.append(_Token("text", found))
            bar = -1, 0
    if at < len(source):
        tokens.append(_Token("text", source[at:]))
    return tokens


def _ticks(source: str) -> dict[int, list[int]]:
    """Where the runs of backticks stand, by their length."""
    found: dict[int, list[int]] = {}
    for match in re.finditer("`+", source):
        found.setdefault(len(match[0]), []).append(match.start())
    return found


def _code(content: str) -> str:
    """What stands in a code span: a space at either end is for a backtick that would touch the fence."""
    spaced = len(content) > 2 and content[0] in " \n" and content[-1] in " \n" and not content.isspace()
    return content[1:-1] if spaced else content


def _mark_base(tokens: list[_Token], bar: tuple[int, int], between: str, reading: str) -> bool:
    """Put a token where the base of a reading begins; False if there is no base, and so no reading."""
    if bar[0] >= 0 and 0 < len(between) <= MOST_BASE and "\n" not in between:
        tokens[bar[0]] = _Token("base")
        return True
    if not tokens or not _KANA.fullmatch(reading):
        return False
    last = tokens[-1]
    if last.kind == "end":
        begun = next(number for number in range(len(tokens) - 1, -1, -1) if tokens[number].kind == "link")
        if all(token.kind == "text" for token in tokens[begun + 1 : -1]):
            tokens.insert(begun, _Token("base"))
            return True
        return False
    match = _BASE.search(last.text, max(0, len(last.text) - MOST_BASE)) if last.kind == "text" else None
    if match is None:
        return False
    tokens[-1:] = [_Token("text", last.text[: match.start()]), _Token("base"), _Token("text", match[0])]
    return True


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

    def write(self, token: _Token) -> None:
        """Add a token."""
        kind, here = token.kind, len(self.pieces)
        if kind == "text":
            self.pieces.append(token.text)
        elif kind == "stars":
            self._stars(token)
        elif kind == "code":
            self.pieces.append(token.text)
            self.runs.append((here, here + 1, "code", ""))
        elif kind == "link":
            self.links.append((here, self.floor, self.bottoms, token))
            self.floor, self.bottoms = len(self.openers), {}
        elif kind == "end":
            del self.openers[self.floor :]
            begun, self.floor, self.bottoms, link = self.links.pop()
            self.runs.append((begun, here, cast(RunStyle, link.value), link.text))
        elif kind == "base":
            self.base = here
        else:
            self.ruby.append((self.base, here, token.text))

    def _stars(self, token: _Token) -> None:
        here, count, length = len(self.pieces), len(token.text), len(token.text)
        opens, closes = "open" in token.value, "close" in token.value
        while closes and count:
            number = self._opener(length, opens)
            if number < 0:
                break
            opener = self.openers[number]
            used = 2 if count > 1 and opener.count > 1 else 1
            count -= used
            opener.count -= used
            self.pieces[opener.piece] = "*" * opener.count
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
        # What was closed last is further out, where two begin and end together.
        runs = {Run(ends[a], ends[b], style, target): None for a, b, style, target in reversed(self.runs)}
        kept = sorted((run for run in runs if run.end > run.start), key=lambda run: (run.start, -run.end))
        ruby = sorted(Ruby(ends[a], ends[b], reading) for a, b, reading in self.ruby if ends[b] > ends[a])
        return text, tuple(kept), tuple(ruby)


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
