"""The bodies of sections: from Markdown-lite to blocks of plain text.

Paragraphs, lists, quotes and pipe tables; what stands inside a line is `article.inline`'s. CommonMark's parsers were
measured first: the one that comes with Textual takes 62 ms to import, a fifth of a start. Everything that means
nothing is text as it stands: there are no errors here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from jpreader.article.inline import inline, join_lines
from jpreader.article.model import Alignment, Block

__all__ = ["blocks", "join_lines"]

MOST_NESTED: Final = 8  # lists and quotes; deeper ones have no room on a screen and stay text

_SPECIAL: Final = re.compile(r"^[ ]*(?:[-*+>|]|\d{1,9}[.)])", re.MULTILINE)
_ITEM: Final = re.compile(r"( *)([-*+]|(\d{1,9})[.)])( +|$)")
_DELIMITER: Final = re.compile(r" *\|?(?: *:?-+:? *\|)* *:?-+:? *\|? *")
_CELL: Final = re.compile(r"((?:[^|\\]|\\.)*)(?:\||$)", re.DOTALL)


@dataclass(frozen=True)
class _Raw:
    """A block before its inline markup is read."""

    text: str
    line: int
    level: int = 0
    marker: str = ""
    quoted: int = 0
    tight: bool = False
    table: tuple[tuple[str, ...], ...] = ()
    alignments: tuple[Alignment, ...] = ()


def blocks(title: str, body: str, line: int = 0) -> tuple[str, tuple[Block, ...]]:
    """The text of a section and its blocks, heading first.

    Args:
        title: of the section.
        body: as typed, clean.
        line: of the file on which the body's first line stands; 0 if that isn't known.
    """
    raws: list[_Raw] = []
    if _SPECIAL.search(body):
        _parse(body.split("\n"), line, raws, 0, 0, 0)
    else:
        number = line
        for part in re.split(r"(\n(?:[ ]*\n)+)", body):
            if part.strip():
                lead = len(part) - len(part.lstrip("\n"))
                raws.append(_Raw(part.strip(), number + lead if line else 0))
            number += part.count("\n")
    made: list[Block] = [Block("heading", title, 0, line=max(0, line - 1))]
    start = len(title) + 1
    for raw in raws:
        block = _table(raw, start) if raw.table else _paragraph(raw, start)
        made.append(block)
        start += len(block.text) + 1
    return "\n".join(block.text for block in made), tuple(made)


def _paragraph(raw: _Raw, start: int) -> Block:
    text, runs, ruby = inline(raw.text)
    return Block(
        "paragraph",
        text,
        start,
        runs=runs,
        ruby=ruby,
        level=raw.level,
        marker=raw.marker,
        quoted=raw.quoted,
        tight=raw.tight,
        line=raw.line,
    )


def _table(raw: _Raw, start: int) -> Block:
    text = ""
    rows: list[tuple[tuple[int, int], ...]] = []
    runs, ruby = [], []
    for number, row in enumerate(raw.table):
        spans: list[tuple[int, int]] = []
        text += "\n" if number else ""
        for column, cell in enumerate(row):
            text += "\t" if column else ""
            words, cell_runs, cell_ruby = inline(cell)
            at = len(text)
            runs += [run._replace(start=run.start + at, end=run.end + at) for run in cell_runs]
            ruby += [mark._replace(start=mark.start + at, end=mark.end + at) for mark in cell_ruby]
            text += words
            spans.append((at, len(text)))
        rows.append(tuple(spans))
    return Block(
        "table",
        text,
        start,
        runs=tuple(runs),
        ruby=tuple(ruby),
        level=raw.level,
        quoted=raw.quoted,
        tight=raw.tight,
        rows=tuple(rows),
        alignments=raw.alignments,
        line=raw.line,
    )


def _parse(lines: list[str], first: int, out: list[_Raw], level: int, quoted: int, depth: int) -> None:
    """Blocks of some lines, of which `first` is the number of the first in the file."""
    at, after_blank = 0, True
    while at < len(lines):
        line = lines[at]
        where = first + at if first else 0
        if not line.strip():
            after_blank = True
            at += 1
            continue
        begun = len(out)
        if depth < MOST_NESTED and line.lstrip(" ").startswith(">"):
            at = _quote(lines, at, where, out, level, quoted, depth)
        elif depth < MOST_NESTED and (match := _ITEM.match(line)) and match[4] and line[match.end() :].strip():
            at = _item(lines, at, match, where, out, level, quoted, depth)
        elif "|" in line and at + 1 < len(lines) and _is_table(line, lines[at + 1]):
            at = _pipes(lines, at, where, out, level, quoted)
        else:
            end = at + 1
            while end < len(lines) and not _interrupts(lines, end, depth):
                end += 1
            text = "\n".join(part.strip() for part in lines[at:end])
            out.append(_Raw(text, where, level, "", quoted))
            at = end
        if begun and len(out) > begun and not after_blank and (out[begun].marker or out[begun - 1].marker):
            out[begun] = replace(out[begun], tight=True)
        after_blank = False


def _interrupts(lines: list[str], at: int, depth: int) -> bool:
    """True if a line ends the paragraph before it."""
    line = lines[at]
    if not line.strip():
        return True
    if depth < MOST_NESTED and line.lstrip(" ").startswith(">"):
        return True
    match = _ITEM.match(line)
    # As in CommonMark, a number begins a list in the middle of a paragraph only if it is 1: "in\n2024. Then".
    if depth < MOST_NESTED and match and match[4] and line[match.end() :].strip() and match[3] in (None, "1"):
        return True
    return "|" in line and at + 1 < len(lines) and _is_table(line, lines[at + 1])


def _quote(
    lines: list[str], at: int, where: int, out: list[_Raw], level: int, quoted: int, depth: int
) -> int:
    inner: list[str] = []
    end = at
    while end < len(lines):
        line = lines[end].lstrip(" ")
        if line.startswith(">"):
            inner.append(line[2:] if line.startswith("> ") else line[1:])
        elif line and inner and inner[-1].strip() and not _interrupts(lines, end, depth):
            inner.append(line)  # the lazy continuation of a paragraph
        else:
            break
        end += 1
    _parse(inner, where, out, level, quoted + 1, depth + 1)
    return end


def _item(
    lines: list[str], at: int, match: re.Match[str], where: int, out: list[_Raw], level: int, quoted: int, depth: int
) -> int:
    indent = match.end() if len(match[4]) < 5 else match.end(2) + 1
    inner = [lines[at][match.end() :]]
    end = at + 1
    while end < len(lines):
        line = lines[end]
        own = len(line) - len(line.lstrip(" "))
        if not line.strip():
            following = next((other for other in lines[end + 1 :] if other.strip()), "")
            if len(following) - len(following.lstrip(" ")) < indent:
                break
            inner.append("")
        elif own >= indent:
            inner.append(line[indent:])
        elif inner[-1].strip() and not _interrupts(lines, end, depth) and not _ITEM.match(line):
            inner.append(line.strip())
        else:
            break
        end += 1
    begun = len(out)
    _parse(inner, where, out, level + 1, quoted, depth + 1)
    marker = f"{match[3]}." if match[3] else "•"
    if len(out) > begun:
        out[begun] = replace(out[begun], marker=marker) if not out[begun].marker else out[begun]
    return end


def _is_table(head: str, delimiter: str) -> bool:
    return (
        "-" in delimiter
        and "|" in delimiter
        and bool(_DELIMITER.fullmatch(delimiter))
        and len(_cells(head)) == len(_cells(delimiter))
    )


def _cells(line: str) -> tuple[str, ...]:
    line = line.strip().removeprefix("|")
    cells = [match[1].strip().replace("\\|", "|") for match in _CELL.finditer(line)]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _pipes(lines: list[str], at: int, where: int, out: list[_Raw], level: int, quoted: int) -> int:
    head = _cells(lines[at])
    alignments: list[Alignment] = []
    for cell in _cells(lines[at + 1]):
        left, right = cell.startswith(":"), cell.endswith(":")
        alignments.append("center" if left and right else "right" if right else "left")
    rows = [head]
    end = at + 2
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        cells = _cells(lines[end])[: len(head)]
        rows.append(cells + ("",) * (len(head) - len(cells)))
        end += 1
    out.append(_Raw("", where, level, "", quoted, table=tuple(rows), alignments=tuple(alignments)))
    return end
