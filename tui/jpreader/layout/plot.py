"""Small plots in cells: bars that compare figures, and the strip that shows where in an article something is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from jpreader.article.model import Article, Span
from jpreader.layout.line import Piece

LOG_OVER = 50  # times; a linear bar of 34 cells shows a 50th as a third of a cell

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_DENSITY = "─▃▅▇"
_HEIGHTS = "▁▂▃▄▅▆▇█"


class Scale(NamedTuple):
    """What the ends of a bar stand for. On a log scale, `low` is a power of ten below the smallest figure."""

    kind: Literal["linear", "log"]
    low: Decimal
    high: Decimal


def scale(values: Sequence[Decimal]) -> Scale:
    """The scale on which values can be compared.

    Logarithmic when the largest is over 50 times the smallest, zeros aside; linear, and from below zero, when
    one is negative.
    """
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    least = min((value for value in values if value > 0), default=high)
    if low >= 0 and least > 0 and high / least > LOG_OVER:
        # one whole decade below the smallest, or a smallest of 1, 10, 100 … would have no bar
        return Scale("log", Decimal(1).scaleb(least.adjusted() - 1), high)
    return Scale("linear", min(low, Decimal(0)), max(high, Decimal(0)))


def bar(value: Decimal, on: Scale, width: int) -> str:
    """The bar of a value, at most `width` cells; empty for zero.

    The largest value fills the width, and a value that isn't zero is never without a mark. Where the scale goes
    below zero, bars start from a zero between its ends, and those of negative values go left.

    Args:
        value: what to draw.
        on: the scale it shares with the values it is compared with.
        width: in cells.
    """
    if not value or not width:
        return ""
    if on.kind == "log":
        share = (value / on.low).log10() / (on.high / on.low).log10() if value > 0 else Decimal(0)
        return _run(_eighths(share, width))
    reach = on.high - on.low
    left = min(width - 1, max(1, int(-on.low / reach * width + Decimal("0.5")))) if on.low < 0 < on.high else 0
    if on.low < 0 == on.high:
        left = width
    if value < 0:
        half = -(-_eighths(value / on.low, left) // 4)  # only the right half of a cell can be drawn alone
        whole, part = divmod(half, 2)
        drawn = "▐" * part + "█" * whole
        return " " * (left - len(drawn)) + drawn
    return " " * left + _run(_eighths(value / on.high, width - left))


def _eighths(share: Decimal, width: int) -> int:
    """A share of a width in eighths of a cell: at least one, at most all."""
    return max(1, min(width * 8, int(share * width * 8 + Decimal("0.5"))))


def _run(eighths: int) -> str:
    whole, part = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[part] if part else "")


def sparkline(values: Sequence[Decimal]) -> str:
    """A cell for each value, as high as it stands between the least and the most; flat where they are all one."""
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    if low == high:
        return _HEIGHTS[3] * len(values)
    steps = len(_HEIGHTS) - 1
    return "".join(_HEIGHTS[int((value - low) / (high - low) * steps + Decimal("0.5"))] for value in values)


def strip(article: Article, spans: Sequence[Span], width: int) -> tuple[Piece, ...]:
    """One row that shows where in an article spans are: `1─▅──2──────▃─▃3──▇──4────`.

    Each section has its number and then a share of the cells after its length; a mark's height is the number of
    spans that start in its cell (one, two, more). Without room for numbers and a cell for each section, the
    cells of the whole article follow one another without numbers.
    """
    sections = article.sections
    names = [str(number) for number in range(1, len(sections) + 1)]
    room = width - sum(map(len, names))
    if room < len(sections):
        names, room = [""] * len(sections), width
    ends = _ends([len(section.text) for section in sections], room)
    cells = {section.id: (begin, end) for section, begin, end in zip(sections, [0, *ends], ends, strict=False)}
    counts = [0] * room
    for span in spans:
        begin, end = cells[span.section]
        length = max(1, len(article.by_section[span.section].text))
        counts[min(begin + span.start * (end - begin) // length, max(begin, end - 1), room - 1)] += 1
    pieces: list[Piece] = []
    start = 0
    for name, end in zip(names, ends, strict=True):
        pieces += [Piece(name, "number")] if name else []
        for count in counts[start:end]:
            role = "bar" if count else "rule"
            mark = _DENSITY[min(count, len(_DENSITY) - 1)]
            if pieces and pieces[-1].role == role:
                pieces[-1] = Piece(pieces[-1].text + mark, role)
            else:
                pieces.append(Piece(mark, role))
        start = end
    return tuple(pieces)


def _ends(lengths: Sequence[int], room: int) -> list[int]:
    """Where each of several lengths ends when they share a room of cells; each has one cell if there are enough."""
    lengths = [max(1, length) for length in lengths]
    least = 1 if room >= len(lengths) else 0
    total, before, ends = sum(lengths), 0, [0]
    for number, length in enumerate(lengths, 1):
        before += length
        end = (2 * room * before + total) // (2 * total)
        ends.append(max(ends[-1] + least, min(end, room - least * (len(lengths) - number))))
    return ends[1:]
