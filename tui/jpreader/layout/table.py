"""Tables in cells: columns as wide as their text, or as the measure lets them be, or a line for each cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jpreader.article.model import Alignment, Block
from jpreader.layout.cells import fit, sums, width
from jpreader.layout.fill import fill
from jpreader.layout.line import Chunk
from jpreader.layout.linebreak import opportunities

GAP = 2  # cells between columns: one could be a space in the text
RULE = "─"
_LONGEST_WORD = 12  # cells: a longer word may be cut rather than give its column so much
_LEAST_COLUMN = 6  # cells, of a column that has to wrap: three wide characters
_LEAST_VALUE = 6  # cells beside a name, in a table that is set as a list
_SHORT_RULE = 8  # cells, of a rule that parts the rows of a table set as a list
_HANG = 2  # cells by which a value stands in under its name


class TableLine(NamedTuple):
    """A line of a table: offsets in the block's text of what it shows, and its chunks."""

    start: int
    end: int
    chunks: tuple[Chunk, ...]


def table_lines(block: Block, measure: int) -> list[TableLine]:
    """The lines of a table, none of them wider than a measure in cells.

    Every line has a `start` of its own; a rule has that of the row's end before it.
    """
    if not block.rows:
        return [TableLine(0, len(block.text), ())]
    columns = column_widths(block, measure)
    return _in_columns(block, columns) if columns else _as_list(block, measure)


def column_widths(block: Block, measure: int) -> list[int]:
    """The cells of each column: of their widest text if that fits the measure, or shared out.

    Columns that need less than an equal share have what they need, and the others share the rest equally. Empty
    where the measure is too narrow for columns.
    """
    text = block.text
    count = max(map(len, block.rows), default=0)
    natural, least = [0] * count, [0] * count
    for row in block.rows:
        for number, (start, end) in enumerate(row):
            cells = width(text[start:end])
            if cells > natural[number]:
                natural[number] = cells
            least[number] = max(least[number], _widest_word(text[start:end]))
    room = measure - GAP * (count - 1)
    if sum(natural) <= room:
        return natural
    least = [min(cells, max(_LEAST_COLUMN, word)) for cells, word in zip(natural, least, strict=True)]
    if sum(least) > room:
        return []
    columns = [0] * count
    for left, number in zip(range(count, 0, -1), sorted(range(count), key=natural.__getitem__), strict=True):
        reserved = sum(least[other] for other in range(count) if not columns[other] and other != number)
        share = max(least[number], room // left)
        columns[number] = min(natural[number], share, room - reserved)
        room -= columns[number]
    return columns


def _widest_word(text: str) -> int:
    """Cells of the longest part of a text that doesn't break, up to those of a long word."""
    before, start, widest = sums(text), 0, 0
    for end in opportunities(text):
        widest = max(widest, before[start + len(text[start:end].rstrip())] - before[start])
        if widest >= _LONGEST_WORD:
            return _LONGEST_WORD
        start = end
    return widest


def _in_columns(block: Block, columns: Sequence[int]) -> list[TableLine]:
    lines: list[TableLine] = []
    for number, row in enumerate(block.rows):
        start, end = row[0][0], row[-1][1]
        cells = [_cell(block.text, span, cells) for span, cells in zip(row, columns, strict=False)]
        height = max(map(len, cells))
        for level in range(height):
            parts = [cell[level] if level < len(cell) else (0, 0) for cell in cells]
            chunks = _set_row(block.text, parts, columns, block.alignments)
            shown = [part for part in parts if part[0] < part[1]]
            lines.append(
                TableLine(
                    min((part[0] for part in shown), default=start) if level else start,
                    end if level == height - 1 else max((part[1] for part in shown), default=start),
                    chunks,
                )
            )
        if number == 0:
            rule = (" " * GAP).join(RULE * cells for cells in columns)
            lines.append(TableLine(end, end + 1, (Chunk(rule),)))
    return lines


def _cell(text: str, span: tuple[int, int], cells: int) -> list[tuple[int, int]]:
    """The lines of a cell, as offsets in the block's text."""
    start, end = span
    return [(start + line.start, start + line.seen) for line in fill(text[start:end], max(1, cells))]


def _set_row(
    text: str, parts: Sequence[tuple[int, int]], columns: Sequence[int], alignments: Sequence[Alignment]
) -> tuple[Chunk, ...]:
    """One line of a row: the part of each cell in its column, without blanks at the end."""
    chunks: list[Chunk] = []
    blank = 0
    for number, ((start, end), cells) in enumerate(zip(parts, columns, strict=False)):
        gap = cells - width(text[start:end])
        align = alignments[number] if number < len(alignments) else "left"
        left = {"left": 0, "center": gap // 2, "right": gap}[align]
        if start < end:
            if blank + left:
                chunks.append(Chunk(" " * (blank + left)))
            chunks.append(Chunk(text[start:end], start))
            blank = 0
        else:
            blank += left
        blank += gap - left + GAP
    return tuple(chunks)


def _as_list(block: Block, measure: int) -> list[TableLine]:
    """The table of a measure too narrow for columns: each cell after the name of its column, a rule between rows."""
    text = block.text
    head, *rows = block.rows
    lines: list[TableLine] = []
    names = [text[start:end] for start, end in head] if rows else []
    for number, row in enumerate(rows or [head]):
        if number:
            end = rows[number - 1][-1][1]
            lines.append(TableLine(end, end + 1, (Chunk(RULE * min(measure, _SHORT_RULE)),)))
        for column, (start, end) in enumerate(row):
            lines += _named(text, names[column] if column < len(names) else "", start, end, measure)
        if lines:
            lines[-1] = lines[-1]._replace(end=max(lines[-1].end, row[-1][1]))
    first = lines[0] if lines else TableLine(0, len(text), ())
    return [first._replace(start=0), *lines[1:]]


def _named(text: str, name: str, start: int, end: int, measure: int) -> list[TableLine]:
    """A cell after the name of its column; nothing for an empty one."""
    label = f"{fit(name, max(1, measure - _LEAST_VALUE - 2))}: " if name else ""
    hang = " " * _HANG if label else ""
    lines: list[TableLine] = []
    if start < end:
        for line in fill(text[start:end], measure - len(hang), measure - width(label)):
            lead = hang if line.start else label
            shown = Chunk(text[start + line.start : start + line.seen], start + line.start)
            lines.append(TableLine(shown.start, start + line.end, (Chunk(lead), shown) if lead else (shown,)))
    return lines
