"""The row of readings above a line."""

from __future__ import annotations

from jpreader.article.model import Block
from jpreader.layout.cells import fit
from jpreader.layout.cells import width as cells


def ruby_row(block: Block, start: int, end: int, indent: int, measure: int) -> str:
    """The readings of block.text[start:end], each centred over its base; empty if there are none.

    A reading wider than its base pushes the next one to the right; what has no room is cut. All in cells.
    """
    row = ""
    for base_start, base_end, reading in block.ruby:
        a, b = max(start, base_start), min(end, base_end)
        if a >= b:
            continue
        if base_start < start:  # the base is broken over two lines: its reading stands over the first
            continue
        left = indent + cells(block.text[start:a])
        wanted = left + (cells(block.text[a:b]) - cells(reading)) // 2
        at = max(wanted, cells(row) + 1 if row else 0, 0)
        at = max(cells(row), min(at, measure - cells(reading)))
        row += " " * (at - cells(row)) + fit(reading, max(0, measure - at))
    return row.rstrip()
