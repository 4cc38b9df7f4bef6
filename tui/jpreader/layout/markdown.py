"""Blocks as Markdown: CommonMark 0.31, with the tables of GitHub's, such that what was text stays text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from jpreader.article.model import Block, Run

# What CommonMark could read as markup anywhere in a line (sections 2.4 and 6), and at its beginning (4 and 5).
_ANYWHERE: Final = re.compile(r"[\\`*_\[\]<>&~|]")
_AT_START: Final = re.compile(r"(?m)^(\s*)([#+=-]|\d{1,9}(?=[.)]))")

_RULES: Final = {"left": "---", "center": ":---:", "right": "---:"}


def escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    return _AT_START.sub(
        lambda match: f"{match[1]}{match[2]}\\" if match[2].isdigit() else f"{match[1]}\\{match[2]}", text
    )


def block_lines(blocks: Sequence[Block]) -> Iterator[str]:
    """The lines of a section's body."""
    indents: list[int] = []  # of each level of the list: as wide as its last marker
    for number, block in enumerate(blocks):
        quote = "> " * block.quoted
        if number and not block.tight:
            yield ("> " * min(block.quoted, blocks[number - 1].quoted)).rstrip()
        if block.kind == "table":
            for line in _table(block):
                yield quote + line
            continue
        del indents[block.level :]
        marker = {"": "", "•": "- "}.get(block.marker, f"{block.marker} ")
        before = " " * sum(indents[: block.level - 1]) if block.level else ""
        if marker:
            indents = [*indents[: block.level - 1], len(marker)]
        elif block.level:
            before = " " * sum(indents[: block.level])
        yield quote + before + marker + _inline(block, 0, len(block.text))


def _inline(block: Block, start: int, end: int) -> str:
    """A stretch of a block with its emphasis, code, links and readings."""
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    code: list[tuple[int, int]] = []
    for run in block.runs:
        if run.start < start or run.end > end or run.start == run.end:
            continue
        if run.style == "code":
            code.append((run.start, run.end))
            continue
        if marks := _marks(block, run):
            opens.setdefault(run.start, []).append(marks[0])
            closes.setdefault(run.end, []).insert(0, marks[1])
    for ruby in block.ruby:
        if start <= ruby.start and ruby.end <= end:
            opens.setdefault(ruby.start, []).append("<ruby>")
            closes.setdefault(ruby.end, []).insert(0, f"<rt>{escaped(ruby.reading)}</rt></ruby>")
    cuts = sorted({start, end, *opens, *closes, *(at for pair in code for at in pair)})
    out = ""
    for a, b in pairwise(cuts):
        out += "".join(closes.pop(a, [])) + "".join(opens.pop(a, []))
        piece = block.text[a:b]
        if any(first <= a and b <= last for first, last in code):
            out += _code(piece).replace("|", "\\|") if block.rows else _code(piece)
        else:
            out += escaped(piece) if a == start else _ANYWHERE.sub(r"\\\g<0>", piece)
    return out + "".join(closes.pop(end, []))


def _marks(block: Block, run: Run) -> tuple[str, str] | None:
    """What stands before and after a run.

    Emphasis beside Japanese punctuation, as in `**「重要」**です`, is none to CommonMark (section 6.2), and where
    several begin or end together it may guess wrong: there HTML says what is meant.
    """
    if run.style == "link":
        return "[", f"]({_address(run.target)})"
    if run.style not in ("em", "strong"):
        return None
    sign = "*" if run.style == "em" else "**"
    text = block.text
    opens = _flanks(text[run.start], text[run.start - 1] if run.start else " ")
    closes = _flanks(text[run.end - 1], text[run.end : run.end + 1] or " ")
    beside = {at for other in (*block.runs, *block.ruby) if other is not run for at in other[:2]}
    if opens and closes and run.start not in beside and run.end not in beside:
        return sign, sign
    return f"<{run.style}>", f"</{run.style}>"


def _flanks(inner: str, outer: str) -> bool:
    """Whether a sign between two characters belongs to the inner one, by CommonMark."""
    return not inner.isspace() and (not _sign(inner) or outer.isspace() or _sign(outer))


def _sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _code(text: str) -> str:
    """A code span, in more backticks than it holds (CommonMark 6.1)."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def _address(target: str) -> str:
    return f"<{target}>" if any(char in target for char in "() ") else target


def _table(block: Block) -> Iterator[str]:
    for number, row in enumerate(block.rows):
        yield "| " + " | ".join(_inline(block, start, end) for start, end in row) + " |"
        if number == 0:
            yield "| " + " | ".join(_RULES[alignment] for alignment in block.alignments) + " |"
