"""Tables: columns aligned by cells, wrapped where they are too wide, one cell a line where there is no room."""

from __future__ import annotations

from jpreader.article.model import Block, Place
from jpreader.layout.cells import width as cells
from jpreader.layout.fill import Filled, fill
from jpreader.layout.line import Chunk, Line

GAP = 2  # cells between columns
LEAST_COLUMN = 6  # cells: narrower columns break nearly every word


def table(block: Block, start: Place, indent: str, measure: int) -> list[Line]:
    """The lines of a table at a measure in cells."""
    columns = len(block.rows[0])
    natural = [max((cells(block.text[slice(*row[n])]) for row in block.rows), default=1) for n in range(columns)]
    room = measure - GAP * (columns - 1)
    if sum(natural) > room:
        if room < LEAST_COLUMN * columns:
            return _listed(block, start, indent, measure)
        natural = _shared(natural, room)
    lines: list[Line] = []
    for number, row in enumerate(block.rows):
        filled = [_filled(block, span, natural[n]) for n, span in enumerate(row)]
        height = max(map(len, filled))
        lines += [_row(block, start, indent, row, filled, natural, y, last=y == height - 1) for y in range(height)]
        if number == 0:
            rule = (" " * GAP).join("─" * max(1, size) for size in natural)
            lines.append(Line("table", lines[-1].place, lines[-1].end, (Chunk(indent + rule),)))
    return lines


def _filled(block: Block, span: tuple[int, int], measure: int) -> list[Filled]:
    text = block.text[slice(*span)]
    return [Filled(a + span[0], b + span[0], c + span[0]) for a, b, c in fill(text, max(1, measure))]


def _shared(natural: list[int], room: int) -> list[int]:
    """Widths that fit: what is narrow keeps its width, the others share what is left."""
    widths = list(natural)
    while sum(widths) > room:
        widest = max(widths)
        next_widest = max((width for width in widths if width < widest), default=LEAST_COLUMN)
        many = widths.count(widest)
        excess = sum(widths) - room
        cut = min(widest - max(next_widest, LEAST_COLUMN), -(-excess // many)) or 1
        widths = [width - cut if width == widest else width for width in widths]
    return widths


def _row(
    block: Block,
    start: Place,
    indent: str,
    row: tuple[tuple[int, int], ...],
    filled: list[list[Filled]],
    widths: list[int],
    y: int,
    last: bool,
) -> Line:
    chunks = [Chunk(indent)] if indent else []
    first = row[0][0]
    for n, lines in enumerate(filled):
        text, at = "", -1
        if y < len(lines):
            text, at = block.text[lines[y].start : lines[y].end], lines[y].start
            first = at if n == 0 else first
        gap = widths[n] - cells(text)
        alignment = block.alignments[n] if n < len(block.alignments) else "left"
        left = {"left": 0, "right": gap, "center": gap // 2}[alignment]
        if n:
            left += GAP
        if left > 0:
            chunks.append(Chunk(" " * left))
        if text:
            chunks.append(Chunk(text, at))
        right = gap - (left - (GAP if n else 0))
        if right > 0 and n + 1 < len(filled):
            chunks.append(Chunk(" " * right))
    end = row[-1][1] + 1 if last else first + 1
    return Line("table", start._replace(offset=first), end, tuple(chunks))


def _listed(block: Block, start: Place, indent: str, measure: int) -> list[Line]:
    """One cell a line, under each other, rows apart."""
    lines: list[Line] = []
    for number, row in enumerate(block.rows):
        if number:
            lines.append(Line("blank", start._replace(offset=row[0][0]), row[0][0]))
        for span in row:
            for a, b, after in _filled(block, span, measure):
                chunk = Chunk(block.text[a:b], a)
                lines.append(
                    Line(
                        "table",
                        start._replace(offset=a),
                        max(after, a + 1),
                        (Chunk(indent), chunk) if indent else (chunk,),
                    )
                )
    return lines
