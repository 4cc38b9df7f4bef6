"""Dated events as entries, under their years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby, islice

from jpreader.layout.cells import pad
from jpreader.layout.cells import width as cells
from jpreader.layout.line import Piece, Pieces
from jpreader.library.ledger import Happening
from jpreader.reading.spot import Spot
from jpreader.view.entries import Answer, Entry, ToSpot
from jpreader.view.setting import cut, date, heading, note, said, where

DATE = 14  # cells: `14 Apr 2024`, `2024年12月31日`


def timeline_answer(happenings: Iterable[Happening], most: int, of: str = "") -> Answer:
    """The dated events of a shelf, in their order; arguments as of `ledger_answer`."""
    happenings = iter(happenings)
    shown = list(islice(happenings, most))
    more = next(happenings, None) is not None
    entries: list[Entry] = []
    for year, same in groupby(shown, key=lambda one: one.date[:4]):
        entries.append(heading(year, first=not entries))
        entries += map(event_entry, same)
    aside = f"{len(shown):,}{'+' if more else ''} event{'' if len(shown) == 1 else 's'}"
    if not entries:
        entries.append(Entry(partial(note, "No article has such an event")))
    return Answer(f"Timeline: {of}" if of else "Timeline", tuple(entries), aside, more)


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
