"""The bodies of sections: from Markdown-lite to blocks of plain text.

Paragraphs, `- ` and `1. ` lists, `> ` quotes and pipe tables, by the rules of CommonMark 0.31 and GFM 0.29 as far as
they go; what stands inside a line is `article.inline`'s. All that means nothing is text as it stands (headings, HTML,
fences, rules), so there are no errors here. CommonMark's parsers were measured first: the one that comes with Textual
takes 62 ms to import, a fifth of a start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from jpreader.article.inline import inline
from jpreader.article.model import Alignment, Block, Ruby, Run

MOST_NESTED: Final = 8  # lists and quotes in one another; deeper ones have no room on a screen and stay text

MOST_COLUMNS: Final = 64  # no screen shows more; a table with more of them is text

MOST_FILLED: Final = 10_000  # cells that rows lack, so that a head with many columns can't multiply what was typed

_BLANK: Final = re.compile(r"\n(?: *\n)+")
_SIGN: Final = r" *+(?:- |>|\d{1,9}\. |[-:|][-:| ]*+(?![^\n]))"  # of an item, a quote, a table's second line
_BEGINS: Final = re.compile(_SIGN)
_GOES_ON: Final = re.compile(r"\n" + _SIGN)
_ITEM: Final = re.compile(r"( *)(?:-|(\d{1,9})\.)( +)(?=[^ ])")
_QUOTE: Final = re.compile(r" *> ?")
# Items of a line each, in which nothing begins: most lists are no more.
_PLAIN_LIST: Final = re.compile(r"(?:- [^ \n>|:0-9-][^\n|]*+(?:\n|\Z))++\n*")
_DELIMITER: Final = re.compile(r" *+:?-++:? *+")
_PIPE: Final = re.compile(r"(?<!\\)\|")

_new: Final = tuple.__new__  # a named tuple's own takes twice as long


class _Raw(NamedTuple):
    """A block before its inline markup is read; its lines count from that of the body's first."""

    text: str
    line: int
    end: int
    """The line after its last."""
    level: int = 0
    marker: str = ""
    quoted: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    alignments: tuple[Alignment, ...] = ()


def blocks(title: str, body: str, line: int = 0) -> tuple[str, tuple[Block, ...]]:
    """The text of a section and its blocks, heading first. Total.

    Args:
        title: of the section, on one line.
        body: as typed, clean: no tabs, line feeds only.
        line: of the file on which the body's first line stands; 0 if that isn't known.
    """
    made: list[Block] = [_new(Block, ("heading", title, 0, (), (), 0, "", 0, False, (), (), max(0, line - 1)))]
    start, ended = len(title) + 1, -1
    texts = [title]
    for raw in _raws(body):
        words, first, end, level, marker, quoted, rows, _ = raw
        number, tight = first + line if line else 0, first == ended
        if rows:
            block = _table(raw, start, number, tight)
            text = block.text
        else:
            text, runs, ruby = inline(words)
            block = _new(Block, ("paragraph", text, start, runs, ruby, level, marker, quoted, tight, (), (), number))
        made.append(block)
        texts.append(text)
        start, ended = start + len(text) + 1, end
    return "\n".join(texts), tuple(made)


def _raws(body: str) -> Iterator[_Raw]:
    """The blocks of a body: stretches between blank lines at once, where they are paragraphs and nothing else."""
    pending: list[str] = []  # stretches, and the blank lines between them, that lists, quotes or tables go through
    begun = number = at = 0
    for gap in (*_BLANK.finditer(body), None):
        end = gap.start() if gap else len(body)
        chunk, blank = body[at:end], gap[0] if gap else ""
        at = gap.end() if gap else end
        if _BEGINS.match(chunk) or _GOES_ON.search(chunk) or (pending and chunk.startswith(" ")):
            if not pending:
                begun = number
            pending += chunk, blank
        else:
            if pending:
                yield from _parsed("".join(pending), begun)
                pending = []
            words = chunk.strip()
            if words:
                first = number + chunk.count("\n", 0, chunk.index(words[0])) if chunk[0] != words[0] else number
                yield _new(_Raw, (words, first, first + 1 + words.count("\n"), 0, "", 0, (), ()))
        if gap:
            number += chunk.count("\n") + blank.count("\n")
    if pending:
        yield from _parsed("".join(pending), begun)


def _parsed(text: str, first: int) -> list[_Raw]:
    """The blocks of a stretch with lists, quotes or tables, which begins on a line."""
    if not _PLAIN_LIST.fullmatch(text):
        return _Lines(text.split("\n"), first).parsed()
    return [
        _new(_Raw, (line[2:].rstrip(" "), number, number + 1, 1, "•", 0, (), ()))
        for number, line in enumerate(text.rstrip("\n").split("\n"), first)
    ]


def _table(raw: _Raw, start: int, number: int, tight: bool) -> Block:
    pieces: list[str] = []
    runs: list[Run] = []
    ruby: list[Ruby] = []
    rows: list[tuple[tuple[int, int], ...]] = []
    at = 0
    for row in raw.rows:
        spans: list[tuple[int, int]] = []
        for cell in row:
            words, cell_runs, cell_ruby = inline(cell)
            runs += [run._replace(start=run.start + at, end=run.end + at) for run in cell_runs]
            ruby += [mark._replace(start=mark.start + at, end=mark.end + at) for mark in cell_ruby]
            spans.append((at, at + len(words)))
            pieces += words, "\t"
            at += len(words) + 1
        pieces[-1] = "\n"
        rows.append(tuple(spans))
    return Block(
        "table",
        "".join(pieces[:-1]),
        start,
        tuple(runs),
        tuple(ruby),
        raw.level,
        raw.marker,
        raw.quoted,
        tight,
        tuple(rows),
        raw.alignments,
        number,
    )


class _Lines:
    """Lines that are the content of one container: the body, a quote, an item of a list."""

    def __init__(self, lines: list[str], first: int, level: int = 0, quoted: int = 0) -> None:
        self.lines, self.first, self.level, self.quoted = lines, first, level, quoted
        self.out: list[_Raw] = []

    def parsed(self) -> list[_Raw]:
        """The blocks that the lines hold."""
        at, number = 0, 0  # number: of the list item before, if this line can go on with its list
        while at < len(self.lines):
            line = self.lines[at]
            if not line or line.isspace():
                at += 1
                continue
            match = self._item_at(line)
            if match:
                number = (number + 1 if number else int(match[2])) if match[2] else 0
                at = self._item(at, match, f"{number}." if match[2] else "•")
                continue
            number = 0
            if self._is_quote(line):
                at = self._quote(at)
            elif columns := self._columns(at):
                at = self._table(at, columns)
            else:
                end = at + 1
                while end < len(self.lines) and not self._interrupts(end):
                    end += 1
                self._add("\n".join(self.lines[at:end]).strip(), at, end)
                at = end
        return self.out

    def _add(
        self,
        text: str,
        at: int,
        end: int,
        rows: tuple[tuple[str, ...], ...] = (),
        alignments: tuple[Alignment, ...] = (),
    ) -> None:
        first = self.first
        self.out.append(_Raw(text, first + at, first + end, self.level, "", self.quoted, rows, alignments))

    def _item_at(self, line: str) -> re.Match[str] | None:
        return _ITEM.match(line) if self.level + self.quoted < MOST_NESTED else None

    def _is_quote(self, line: str) -> bool:
        return self.level + self.quoted < MOST_NESTED and line.lstrip(" ").startswith(">")

    def _interrupts(self, at: int) -> bool:
        """True if a line ends the paragraph before it."""
        line = self.lines[at]
        if not line or line.isspace() or self._is_quote(line):
            return True
        match = self._item_at(line)
        # As in CommonMark, a number begins a list amid a paragraph only if it is 1: "in the year\n2024. Then".
        return bool(match and match[2] in (None, "1")) or bool(self._columns(at))

    def _quote(self, at: int) -> int:
        inner: list[str] = []
        end = at
        while end < len(self.lines):
            line = self.lines[end]
            if match := _QUOTE.match(line):
                inner.append(line[match.end() :])
            elif inner[-1].strip() and not self._interrupts(end):
                inner.append(line)  # a paragraph goes on without the sign
            else:
                break
            end += 1
        self.out += _Lines(inner, self.first + at, self.level, self.quoted + 1).parsed()
        return end

    def _item(self, at: int, match: re.Match[str], marker: str) -> int:
        """An item of a list: what stands as far in as its first word, or two columns further in than its sign."""
        indent = match.end() if len(match[3]) < 5 else match.end() - len(match[3]) + 1
        least = min(indent, len(match[1]) + 2)
        inner = [self.lines[at][indent:]]
        end = at + 1
        while end < len(self.lines):
            line = self.lines[end]
            own = len(line) - len(line.lstrip(" ")) if line.startswith(" ") else 0
            if own == len(line):
                after = next((n for n in range(end + 1, len(self.lines)) if self.lines[n].strip(" ")), None)
                if after is None or not self.lines[after].startswith(" " * least):
                    break
                inner += [""] * (after - end)
                end = after
                continue
            if own >= least:
                inner.append(line[min(own, indent) :])
            elif inner[-1] and not self._interrupts(end) and not self._item_at(line):
                inner.append(line)  # a paragraph goes on without the indentation
            else:
                break
            end += 1
        if len(inner) == 1 and not _BEGINS.match(inner[0]):  # as most are
            begun = self.first + at
            words = inner[0].rstrip(" ")
            self.out.append(_new(_Raw, (words, begun, begun + 1, self.level + 1, marker, self.quoted, (), ())))
            return end
        made = _Lines(inner, self.first + at, self.level + 1, self.quoted).parsed()
        if made and not made[0].marker:  # an item that begins with a list: its sign is enough
            made[0] = made[0]._replace(marker=marker)
        self.out += made
        return end

    def _columns(self, at: int) -> tuple[Alignment, ...]:
        """The columns of a table whose head is on a line; none if there is no table."""
        if "|" not in self.lines[at] or at + 1 >= len(self.lines) or "-" not in self.lines[at + 1]:
            return ()
        cells = _cells(self.lines[at + 1])
        if len(cells) > MOST_COLUMNS or not all(map(_DELIMITER.fullmatch, cells)):
            return ()
        if "|" not in self.lines[at + 1] or len(_cells(self.lines[at])) != len(cells):
            return ()
        return tuple(_alignment(cell.strip(" ")) for cell in cells)

    def _table(self, at: int, columns: tuple[Alignment, ...]) -> int:
        rows = [_cells(self.lines[at])]
        end, filled = at + 2, 0
        while end < len(self.lines) and "|" in self.lines[end] and not self._is_quote(self.lines[end]):
            cells = _cells(self.lines[end])[: len(columns)]
            filled += len(columns) - len(cells)
            if filled > MOST_FILLED or self._item_at(self.lines[end]):
                break
            rows.append(cells + ("",) * (len(columns) - len(cells)))
            end += 1
        self._add("", at, end, tuple(rows), columns)
        return end


def _cells(line: str) -> tuple[str, ...]:
    cells = _PIPE.split(line.strip(" "))
    first = 1 if not cells[0] else 0
    last = len(cells) - 1 if len(cells) > 1 and not cells[-1] else len(cells)
    return tuple(cell.strip(" ").replace("\\|", "|") for cell in cells[first:last])


def _alignment(cell: str) -> Alignment:
    if cell.endswith(":"):
        return "center" if cell.startswith(":") else "right"
    return "left"
