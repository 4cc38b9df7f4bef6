"""Dated events as entries, under their years, each of which has a bar that says how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby, islice
from typing import Final

from jpreader.layout.cells import pad
from jpreader.layout.cells import width as cells
from jpreader.layout.line import Piece, Pieces
from jpreader.layout.plot import Scale, bar
from jpreader.library.ledger import Happening
from jpreader.reading.spot import Spot
from jpreader.view.entries import Answer, Entry, ToSpot
from jpreader.view.setting import cut, date, note, said, where

MOST_BAR: Final = 40  # cells: a longer one says no more
LEAST_BAR: Final = 4  # cells: with less room none is drawn
NARROW_LEAD: Final = 6  # cells before a bar, after a year
DATE = 14  # cells: `14 Apr 2024`, `2024年12月31日`


def timeline_answer(happenings: Iterable[Happening], most: int, of: str = "") -> Answer:
    """The dated events of a shelf, in their order; arguments as of `ledger_answer`."""
    happenings = iter(happenings)
    shown = list(islice(happenings, most))
    more = next(happenings, None) is not None
    entries: list[Entry] = []
    years = [(year, list(same)) for year, same in groupby(shown, key=lambda one: one.date[:4])]
    most_of_a_year = max((len(same) for _, same in years), default=0)
    for number, (year, same) in enumerate(years, 1):
        unsure = more and number == len(years)
        compared = most_of_a_year if len(years) > 1 else 0
        entries.append(Entry(partial(_year, year, len(same), compared, unsure, number == 1), heads=True))
        entries += map(event_entry, same)
    aside = f"{len(shown):,}{'+' if more else ''} event{'' if len(shown) == 1 else 's'}"
    if not entries:
        entries.append(Entry(partial(note, "No article has such an event")))
    return Answer(f"Timeline: {of}" if of else "Timeline", tuple(entries), aside, more)


def _year(year: str, count: int, most: int, unsure: bool, first: bool, width: int) -> Sequence[Pieces]:
    """A year, and how many events it has.

    Args:
        year: as it is called.
        count: of its events.
        most: of the events of a year; 0 where there is no other to compare it with.
        unsure: whether it may have more.
        first: whether nothing stands above it.
        width: in cells.
    """
    pieces = [Piece(year, "heading")]
    lead = NARROW_LEAD if width < 4 * DATE else DATE + 4
    room = min(MOST_BAR, width - lead - len(f" {most:,}+"))
    if most and room >= LEAST_BAR:
        drawn = bar(Decimal(count), Scale("linear", Decimal(0), Decimal(most)), room)
        said = f" {count:,}{'+' if unsure else ''}"
        pieces += [Piece(" " * (lead - len(year))), Piece(drawn, "bar"), Piece(said, "muted")]
    return [*([] if first else [()]), pieces]


def event_entry(one: Happening) -> Entry:
    """An event, which leads to where it is told."""
    return Entry(partial(_event, one), ToSpot(one.ref, Spot("quote", one.section, text=one.quote)), one.entities)


def _event(one: Happening, width: int) -> Sequence[Pieces]:
    when = date(one.date, one.ref.language)
    narrow = width < 4 * DATE or cells(when) > DATE  # or a range of dates
    lead = min(4 if narrow else DATE + 4, max(0, width - 4))
    rows = said(one.label, (), width, lead, "label")
    if narrow:
        rows = [cut([Piece("  "), Piece(when, "date")], width), *rows]
    else:
        rows[0] = [Piece("  "), Piece(pad(when, DATE + 2), "date"), *rows[0][1:]]
    return [*rows, cut([Piece(" " * lead), Piece(where(one.ref), "muted")], width)]
