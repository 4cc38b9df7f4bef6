"""Figures as entries: those of one thing together, marked where they disagree, with bars and a line through time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby, islice
from typing import Final

from jpreader.article.model import Fact
from jpreader.article.quantity import number
from jpreader.layout.cells import width as cells
from jpreader.layout.column import Column
from jpreader.layout.figures import figure_label
from jpreader.layout.line import Piece, Pieces
from jpreader.layout.plot import Scale, bar, scale, sparkline
from jpreader.library.ledger import Figure, Thing
from jpreader.reading.spot import Spot
from jpreader.view.entries import Answer, Entry, ToSpot
from jpreader.view.setting import beside, called, cut, date, heading, note, quoted, said, where

SPARK: Final = 3  # figures from which a line through time says more than they do
MOST_BAR: Final = 40  # cells: a longer one says no more
DISAGREE: Final = "≠ values disagree"


def ledger_answer(things: Iterable[Thing], most: int, of: str = "") -> Answer:
    """The figures of a shelf, by unit.

    Args:
        things: in their order, by unit; taken as far as they are asked for.
        most: how many figures, at least if there are so many.
        of: the name of the entity that they are of; empty for all.
    """
    entries: list[Entry] = []
    shown = clashes = 0
    things = iter(things)
    for unit, same in groupby(things, key=lambda thing: thing.unit):
        entries.append(heading(unit or "Percentages and plain numbers", first=not entries))
        for thing in same:
            entries += thing_entries(thing, of)
            shown += len(thing.figures)
            clashes += thing.disagrees
            if shown >= most:
                break
        if shown >= most:
            break
    more = shown >= most and next(islice(things, 1), None) is not None
    aside = f"{shown:,}{'+' if more else ''} figure{'' if shown == 1 else 's'}"
    aside += f", {clashes} disagree" if clashes else ""
    if not entries:
        entries.append(Entry(partial(note, "No article has such a figure")))
    return Answer(f"Figures: {of}" if of else "Figures", tuple(entries), aside, more)


def thing_entries(thing: Thing, of: str = "") -> list[Entry]:
    """What a thing is called, and an entry for each of its figures."""
    values = [_number(figure) for figure in thing.figures]
    on = scale(values) if len(values) > 1 else None
    entries = [Entry(partial(_head, thing, of, on is not None and on.kind == "log"))]
    marked = thing.clashing if len(thing.clashing) < len(thing.figures) else ()  # where all disagree, the head says so
    return entries + [
        Entry(
            partial(_figure, figure, value, on, place in marked),
            ToSpot(figure.ref, Spot("quote", figure.section, text=figure.quote)),
            figure.entities,
        )
        for place, (figure, value) in enumerate(zip(thing.figures, values, strict=True))
    ]


def _number(figure: Figure) -> Decimal:
    try:
        return number(figure.value)
    except ValueError:  # an index from elsewhere
        return Decimal(str(figure.number))


def _head(thing: Thing, of: str, log: bool, width: int) -> Sequence[Pieces]:
    column = Column(width)
    first = thing.figures[0]
    others = [called(name, first.ref.language) for name in first.entities if name.name != of]
    names = [name for name in others if name not in thing.label]
    column.text(thing.label + (f" · {', '.join(names)}" if names else ""), "term")
    rows: list[Pieces] = [row.pieces for row in column.rows]
    if thing.disagrees:
        rows[-1:] = beside(rows[-1], DISAGREE, width, "error")
    line = through_time(thing)
    if line and cells(line) + 2 <= width:
        rows.append([Piece("  "), Piece(line, "bar")])
    if log:
        rows.append(cut([Piece("  "), Piece("bars on a log scale", "muted")], width))
    return rows


def through_time(thing: Thing) -> str:
    """A line through the figures of different dates, in their order, where there are at least three."""
    dated = sorted({figure.first: _number(figure) for figure in thing.figures if figure.first}.items())
    return sparkline([value for _, value in dated]) if len(dated) >= SPARK else ""


def _figure(figure: Figure, value: Decimal, on: Scale | None, marked: bool, width: int) -> Sequence[Pieces]:
    compare = next((one for one in ("over", "under", "about") if one == figure.compare), None)
    fact = Fact("", figure.label, figure.value, value, figure.unit, compare)
    mark = Piece("≠ ", "error") if marked else Piece("  ")
    shown = [mark, Piece(figure_label(fact, figure.ref.language), "value")]
    if when := date(figure.date, figure.ref.language):
        shown += [Piece("  "), Piece(when, "date")]
    rows = beside(shown, where(figure.ref), width, indent=4)
    if on and (drawn := bar(value, on, min(MOST_BAR, max(1, width - 4)))):
        rows.append([Piece("  "), Piece(drawn, "bar")])
    return [*rows, *(said(quoted(figure.quote, figure.ref.language), (), width, 4, "muted") if figure.quote else ())]
