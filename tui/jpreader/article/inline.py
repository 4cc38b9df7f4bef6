"""What stands inside a line of a body: emphasis, code, links, mentions by hand, ruby.

It goes by CommonMark 0.31 (emphasis: section 6.2, "the algorithm"; links: 6.3), with these rules of our own:

- Beside wide characters emphasis needs no space around it, so that `**「重要」**です` is bold.
- `_` is text: names of files and variables are full of it.
- A link's address has no title, no angle brackets and one level of parentheses, and begins with one of `SCHEMES`.
- A bracket that is no link, and all else that means nothing, is text as it stands.
- Ruby as in Aozora Bunko: 漢字《かんじ》, and ｜base《reading》 where the base isn't one run of a script.

Two passes, each linear in the length: the first cuts the text into pieces and finds which brackets are links, the
second finds which asterisks belong together. Most texts hold nothing but asterisks and what means the same whatever
stands around it: the first pass cuts them at one go.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Final

from jpreader.article.emphasis import LINK, LINK_END, PieceRun, emphasize, flanks
from jpreader.article.linejoin import BREAK, joint
from jpreader.article.model import Ruby, Run, RunStyle

MOST_URL: Final = 2048  # characters: what a terminal, and a browser, may be given

SCHEMES: Final = ("https://", "http://", "mailto:")
"""What an address may begin with: it is of the web or of mail, and names no file and no code."""

_LONGEST: Final = max(map(len, SCHEMES))

_SHORT: Final = 256  # characters of an address that is worth being kept in mind

MOST_BASE: Final = 64  # characters between ｜ and 《: a bar further away is just a bar

_WORDS: Final = r"[^*`\[\]\\《｜]"  # what means nothing
_ADDRESSED: Final = r"\(((?:[^()\s\[\]]++|\([^()\s\[\]]*+\))*+)\)"
# A character that means something, and what follows if that means the same whatever stands around it: emphasis that
# can but begin here and can but end there, a code span between single backticks, a link whose words hold no markup,
# a reading; else of asterisks the others, and what stands after them.
# It begins with a set of characters, which lets `re` skip to the next of them.
_CUT: Final = re.compile(
    r"([*`\[\]\\《｜])(?:"
    rf"(?<=\*)(?<!\S\*)(\*?)((?!\s){_WORDS}++)(?<!\s)(?:\*\2(?=\s|\Z)|(?<=[0-9A-Za-z])\*\2(?=[.,;:!?\"')]))"
    rf"|(?<=`)([^`]++)`(?!`)"
    rf"|(?<=\[)({_WORDS}++)\]{_ADDRESSED}"
    rf"|(?<=《)([^《》\n*`\[\]\\｜]{{1,{MOST_BASE}}}+)》"
    r"|(?<=\*)(\**)(?=([\s\S]?))"
    ")?"
)
_GROUPS: Final = _CUT.groups
_MOST_CUT: Final = 50_000  # characters of a text that is cut at one go: each that means something takes 80 bytes
_SIGN: Final = re.compile(r"[*`\[\]\\《｜]")
_ESCAPABLE: Final = frozenset("\n!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~《》｜")
_STARS: Final = re.compile(r"\*+")
_TICKS: Final = re.compile("`+")
_ADDRESS: Final = re.compile(_ADDRESSED)
_ENTITY: Final = re.compile(r"[a-z0-9-]+")
_READING: Final = re.compile(rf"《([^《》\n]{{1,{MOST_BASE}}}+)》")
# A reading without ｜ is kana or bopomofo: 他读了《红楼梦》 names a book, and reads nothing.
_KANA: Final = r"[\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf\uff66-\uff9f\u02ca\u02c7\u02cb\u02d9 \u3000]+"

_KANJI, _KATAKANA, _LATIN = 1, 2, 4

_OF_TEXT, _OF_NONE = -1, -2  # what a reading may be of: the end of the text before it, or nothing

_new: Final = tuple.__new__  # a named tuple's own takes twice as long


def inline(source: str) -> tuple[str, tuple[Run, ...], tuple[Ruby, ...]]:
    """The text that a reader sees, on one line, with its runs and its readings. Total."""
    if not ("*" in source or "`" in source or "](" in source or "《" in source or "\\" in source):
        return (BREAK.sub(joint, source) if "\n" in source else source), (), ()
    text = _Pieces()
    if len(source) > _MOST_CUT or not text.cut(source):
        text = _Pieces()
        text.read(source)
    return text.finished()


def target_of(address: str) -> tuple[RunStyle, str] | None:
    """What an address in parentheses makes of the words in brackets before it; None if they are no link."""
    return _known_target(address) if len(address) < _SHORT else _target(address)


def _target(address: str) -> tuple[RunStyle, str] | None:
    if address.startswith("@"):
        if address == "@":
            return "plain", ""
        return ("mention", address[1:]) if _ENTITY.fullmatch(address, 1) else None
    if len(address) > MOST_URL or not address[:_LONGEST].lower().startswith(SCHEMES):
        return None
    return ("link", address) if len(address) > _LONGEST or address.lower() not in SCHEMES else None


_known_target = lru_cache(maxsize=1024)(_target)  # addresses: a text has the same again and again


class _Pieces:
    """A text in pieces; runs are between pieces until all lengths are known."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.runs: list[PieceRun] = []
        self.ruby: list[tuple[int, int, str]] = []
        self.stars: list[tuple[int, int]] = []
        """Pieces that are asterisks, and what they may do; those where a link begins and those after its end, too."""
        self.nested = False  # True if a run may stand in another one, and come after it

    def cut(self, source: str) -> bool:
        """The first pass over a text that holds nothing which depends on what stands around it; else False."""
        pieces, runs = self.pieces, self.runs
        linkless, add = "](" not in source, pieces.append
        cuts = _CUT.split(source)
        for text, sign, two, emphasized, code, words, address, reading, more, after in zip(
            *[iter(cuts)] * (_GROUPS + 1), strict=False
        ):
            add(text)
            here = len(pieces)
            if emphasized is not None:
                runs.append((here, ~here, 0, "strong" if two else "em", ""))
                add(emphasized)
            elif code is not None:
                runs.append((here, ~here, 0, "code", ""))
                add(_code(code))
            elif address is not None and (style := target_of(address)):
                runs.append((here, ~here, 0, *style))
                add(words)
            elif more is not None and (text or here == 1):
                self.stars.append((here, flanks(text[-1:], after)))
                add(sign + more)
            elif reading is not None and 0 <= (begin := _begun(text, reading)) < len(text):
                pieces[-1] = text[:begin]
                add(text[begin:])
                self.ruby.append((here, here + 1, reading.strip()))
            elif linkless and sign in "[]":
                add(sign)
            else:
                return False
        add(cuts[-1])
        return True

    def read(self, source: str) -> None:
        """The first pass over any text."""
        pieces, runs, stars = self.pieces, self.runs, self.stars
        brackets: list[tuple[int, int]] = []  # pieces that may begin a link, innermost last; and the `stars` before
        barrier = 0  # of those, as many hold a link already, and a link holds no other
        bar = -1, 0  # the piece of the last ｜, and where in the source its base begins
        base = _OF_NONE  # the first piece of what a reading that follows at once may be of
        ticks: dict[int, list[int]] = {}
        at = 0
        while special := _SIGN.search(source, at):
            start = special.start()
            if start > at:
                pieces.append(source[at:start])
                base = _OF_TEXT
            end = at = start + 1
            char = source[start]
            if char == "*":
                if source[end : end + 1] == "*":
                    end = at = _stop(_STARS, source, start)
                stars.append((len(pieces), flanks(source[start - 1 : start], source[end : end + 1])))
                pieces.append(source[start:end])
                base = _OF_NONE
            elif char == "`":
                end = at = _stop(_TICKS, source, start)
                closed = _closed(source, start, end, ticks)
                if closed >= 0:
                    at = closed + end - start
                    runs.append((len(pieces), ~len(pieces), 0, "code", ""))
                    pieces.append(_code(source[end:closed]))
                    base = _OF_NONE
                else:
                    pieces.append(source[start:end])
                    base = _OF_TEXT
            elif char == "]":
                opened, before = brackets.pop() if brackets else (-1, 0)
                address = _ADDRESS.match(source, end) if 0 <= opened < len(pieces) - 1 else None
                style = target_of(address[1]) if address else None
                if address and style and not (style[0] == "link" and len(brackets) < barrier):
                    pieces[opened] = ""
                    runs.append((opened + 1, -len(pieces), -1, *style))
                    stars.insert(before, (opened, LINK))
                    stars.append((len(pieces), LINK_END))
                    base = opened + 1 if base == _OF_TEXT and opened + 2 == len(pieces) else _OF_NONE
                    self.nested = True
                    at = address.end()
                    barrier = len(brackets) if style[0] == "link" else min(barrier, len(brackets))
                else:
                    pieces.append(char)
                    base = _OF_TEXT
                    barrier = min(barrier, len(brackets))
            elif char == "《":
                reading = _READING.match(source, start)
                near = bar[0] >= 0 and 0 < start - bar[1] <= MOST_BASE and "\n" not in source[bar[1] : start]
                begun = self._base(bar[0] if near else -1, base, reading[1]) if reading else -1
                if reading and begun >= 0:
                    self.ruby.append((begun, len(pieces), reading[1].strip()))
                    pieces.append("")
                    base = _OF_NONE
                    at = reading.end()
                else:
                    pieces.append(char)
                    base = _OF_TEXT
                bar = -1, 0
            elif char == "\\" and source[end : end + 1] in _ESCAPABLE:
                pieces.append(source[end])
                base = _OF_TEXT
                at = end + 1
            else:
                if char == "[":
                    brackets.append((len(pieces), len(stars)))
                elif char == "｜":
                    bar = len(pieces), end
                pieces.append(char)
                base = _OF_TEXT
        if at < len(source):
            pieces.append(source[at:])

    def _base(self, bar: int, base: int, reading: str) -> int:
        """The first piece of what a reading is of: what follows a bar, if there is one; -1: nothing, and so no reading.

        Args:
            bar: its piece, or -1.
            base: `_OF_TEXT`, `_OF_NONE`, or the first piece of the words of a link or a mention by hand: they are a
                base, if nothing else stands in them.
            reading: as it stands.
        """
        pieces = self.pieces
        if bar >= 0:
            pieces[bar] = ""
            return bar + 1
        if base != _OF_TEXT:
            return base if base >= 0 and re.fullmatch(_KANA, reading) else -1
        text = pieces[-1]
        begin = _begun(text, reading)
        if begin in (-1, len(text)):
            return -1
        pieces[-1:] = text[:begin], text[begin:]
        return len(pieces) - 1

    def finished(self) -> tuple[str, tuple[Run, ...], tuple[Ruby, ...]]:
        """The text, its runs, outer before inner, and its readings."""
        if self.stars:
            self.nested |= emphasize(self.pieces, self.runs, self.stars)
        text = "".join(self.pieces)
        ends = [0, *accumulate(map(len, self.pieces))]
        if "\n" in text:
            text, ends = _joined(text, ends)
        if self.nested:
            self.runs.sort()
        runs = [
            _new(Run, (ends[a], ends[-b], style, target)) for a, b, _, style, target in self.runs if ends[-b] > ends[a]
        ]
        if self.nested:
            runs = list(dict.fromkeys(runs))
        ruby = [Ruby(ends[a], ends[b], reading) for a, b, reading in self.ruby if ends[b] > ends[a]]
        return text, tuple(runs), tuple(sorted(ruby))


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


def _begun(text: str, reading: str) -> int:
    """Where the run of one script at the end of a text begins, which a reading belongs to.

    The end if there is none, -1 if the reading is not in letters that a reading is in.
    """
    if not re.fullmatch(_KANA, reading):
        return -1
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


def _joined(text: str, offsets: list[int]) -> tuple[str, list[int]]:
    """Text with its lines joined, and offsets into it, which rise, moved along."""
    pieces: list[str] = []
    moved: list[int] = []
    at = done = shift = 0
    for match in BREAK.finditer(text):
        start, end, put = *match.span(), joint(match)
        pieces += text[at:start], put
        first = bisect_right(offsets, start, done)
        after = bisect_right(offsets, end, first)
        moved += [offset + shift for offset in offsets[done:first]]
        shift += len(put) - (end - start)
        moved += [end + shift] * (after - first)
        at, done = end, after
    pieces.append(text[at:])
    moved += [offset + shift for offset in offsets[done:]]
    return "".join(pieces), moved
