"""What stands inside a line of a body: emphasis, code, links, mentions by hand, ruby.

Two rules are ours. Beside wide characters emphasis needs no space around it, so that `**「重要」**です` is bold. And
a line break between two wide characters joins them without a space (CSS Text 3, section 4.1.2).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from jpreader.article.model import Ruby, Run

MOST_URL: Final = 2048  # characters
MOST_LABEL: Final = 999  # characters between brackets, as CommonMark has for its labels

SCHEMES: Final = ("https://", "http://", "mailto:")

_SPECIAL: Final = re.compile(r"[*`\[\\《]|\n")
_BREAK: Final = re.compile(r"[ ]*\n[ ]*")
_ESCAPABLE: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_LINK: Final = re.compile(rf"\[([^\[\]\n]{{1,{MOST_LABEL}}})\]\(([^()\s]{{0,{MOST_URL}}})\)")
_CODE: Final = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_READING: Final = re.compile(r"《([^《》\n]{1,100})》")
_ENTITY: Final = re.compile(r"@([a-z0-9-]*)")


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def join_lines(text: str) -> str:
    """Text on one line: a line break is a space, or nothing between two wide characters."""
    if "\n" not in text:
        return text
    parts = [part for part in _BREAK.split(text.strip()) if part]
    joined = parts[0] if parts else ""
    for part in parts[1:]:
        # Korean is wide and has spaces between words.
        tight = _wide(joined[-1]) and _wide(part[0]) and not ("가" <= joined[-1] <= "힣" or "가" <= part[0] <= "힣")
        joined += part if tight else " " + part
    return joined


def inline(source: str) -> tuple[str, tuple[Run, ...], tuple[Ruby, ...]]:
    """The text that a reader sees, and its runs and readings."""
    source = join_lines(source)
    if not _SPECIAL.search(source):
        return source, (), ()
    scanner = _Scanner()
    scanner.scan(source)
    return scanner.finished()


class _Scanner:
    """Reads left to right once; emphasis is closed by what was opened last."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.length = 0
        self.runs: list[Run] = []
        self.ruby: list[Ruby] = []
        self.base = -1  # offset where ｜ began a ruby base
        self.opened: list[tuple[int, int, int]] = []  # stars: index in out, offset, how many

    def finished(self) -> tuple[str, tuple[Run, ...], tuple[Ruby, ...]]:
        runs = sorted((run for run in self.runs if run.end > run.start), key=lambda run: (run.start, -run.end))
        return "".join(self.out), tuple(runs), tuple(self.ruby)

    def put(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def scan(self, source: str) -> None:
        at = 0
        special = re.compile(r"[*`\[\\《｜]")
        while match := special.search(source, at):
            self.put(source[at : match.start()])
            at = self._one(source, match.start())
        self.put(source[at:])

    def _one(self, source: str, at: int) -> int:
        """Reads what begins with a special character; gives where to go on."""
        char = source[at]
        if char == "\\":
            if source[at + 1 : at + 2] in _ESCAPABLE and at + 1 < len(source):
                self.put(source[at + 1])
                return at + 2
        elif char == "`":
            if match := _CODE.match(source, at):
                words = match[2][1:-1] if match[2][0] == match[2][-1] == " " and match[2].strip() else match[2]
                self.runs.append(Run(self.length, self.length + len(words), "code"))
                self.put(words)
                return match.end()
            end = at + len(source[at:]) - len(source[at:].lstrip("`")) if source[at + 1 : at + 2] == "`" else at + 1
            self.put(source[at:end])
            return end
        elif char == "[":
            if (match := _LINK.match(source, at)) and (run := self._link(match)):
                start = self.length
                self.scan(match[1])
                self.runs.append(Run(start, self.length, *run))
                return match.end()
        elif char == "｜":
            reading = source.find("《", at)
            if reading > at + 1 and "｜" not in source[at + 1 : reading] and _READING.match(source, reading):
                self.base = self.length
                return at + 1
        elif char == "《":
            if (match := _READING.match(source, at)) and (start := self._base()) < self.length:
                self.ruby.append(Ruby(start, self.length, match[1]))
                self.base = -1
                return match.end()
        else:
            return self._stars(source, at)
        self.put(char)
        return at + 1

    def _link(self, match: re.Match[str]) -> tuple[str, str] | None:
        target = match[2]
        if entity := _ENTITY.fullmatch(target):
            return ("mention", entity[1]) if entity[1] else ("plain", "")
        return ("link", target) if target.startswith(SCHEMES) else None

    def _base(self) -> int:
        """Where the base of a reading begins: at ｜, else as far back as its last character's script goes."""
        if self.base >= 0:
            return self.base
        text = "".join(self.out[-64:])
        kind = _script(text[-1:]) if text else ""
        end = len(text)
        while kind and end and _script(text[end - 1]) == kind:
            end -= 1
        return self.length - (len(text) - end) if kind else self.length

    def _stars(self, source: str, at: int) -> int:
        end = at
        while end < len(source) and source[end] == "*":
            end += 1
        count = end - at
        if count > 3:
            self.put(source[at:end])
            return end
        before, after = source[at - 1 : at], source[end : end + 1]
        if before and not before.isspace() and self._close(count, before, after):
            return end
        if after and not after.isspace() and (not before or _edge(before) or _edge(after) or count > 1 or before.isspace()):
            self.opened.append((len(self.out), self.length, count))
            if len(self.opened) > 100:  # no one nests so deep: what was opened first stays text
                self.opened.pop(0)
        self.put(source[at:end])
        return end

    def _close(self, count: int, before: str, after: str) -> bool:
        """Closes what was opened with as many stars; what was opened since stays text."""
        for index in range(len(self.opened) - 1, -1, -1):
            place, start, stars = self.opened[index]
            if stars == count and start + count < self.length:
                self.out[place] = ""
                self.length -= count
                shift = count
                self.runs = [
                    run._replace(start=run.start - shift, end=run.end - shift) if run.start >= start + shift else run
                    for run in self.runs
                ]
                self.ruby = [
                    mark._replace(start=mark.start - shift, end=mark.end - shift)
                    if mark.start >= start + shift
                    else mark
                    for mark in self.ruby
                ]
                if count & 1:
                    self.runs.append(Run(start, self.length, "em"))
                if count & 2:
                    self.runs.append(Run(start, self.length, "strong"))
                del self.opened[index:]
                return True
        return False


def _edge(char: str) -> bool:
    return _wide(char) or not char.isalnum()


def _script(char: str) -> str:
    """The script of a character for the base of a reading (Aozora Bunko's rules); none of its own: empty."""
    if char in "々〆〇ヶヵ" or "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char:
        return "han"
    if "ァ" <= char <= "ヺ" or char == "ー":
        return "katakana"
    if "ぁ" <= char <= "ゖ":
        return "hiragana"
    if char.isalpha() and char.isascii():
        return "latin"
    return ""
