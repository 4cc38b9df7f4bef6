"""What a search has found, and the searches that the reader keeps, as entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from jpreader.layout.column import Column
from jpreader.layout.line import Piece, Pieces
from jpreader.library.index import Ref
from jpreader.library.lit import Hit
from jpreader.library.search import Found, Results
from jpreader.reading.spot import Spot
from jpreader.view.entries import Answer, Entry, ToQuery, ToSpot
from jpreader.view.setting import beside, date, note, said
from jpreader.view.status import language_name

MOST_UNREAD: Final = 999  # articles of a search that are counted: each has to be looked up


def found_answer(results: Results) -> Answer:
    """An entry for each article that answers a query, and one for each of its sentences."""
    entries = tuple(entry for number, found in enumerate(results.found) for entry in _article(found, number > 0))
    count = len(results.found)
    aside = f"{count}{'+' if results.more else ''} article{'' if count == 1 else 's'}"
    if not entries:
        return Answer("Search", (Entry(partial(note, "No article answers this")),), "0 articles")
    return Answer("Search", entries, aside, results.more)


def _article(found: Found, apart: bool) -> list[Entry]:
    ref = found.ref
    spot = spot_of(found.hits[0]) if found.hits else Spot()
    entries = [Entry(partial(_head, ref, "" if found.hits else found.lead, apart), ToSpot(ref, spot))]
    return entries + [Entry(partial(_sentence, hit), ToSpot(ref, spot_of(hit))) for hit in found.hits]


def spot_of(hit: Hit) -> Spot:
    """Where a sentence that was found stands: at the first of what is lit in it."""
    if not hit.section:
        return Spot()
    if not hit.lit:
        return Spot("quote", hit.section, hit.start, hit.text)
    start, end = hit.lit[0]
    return Spot("words", hit.section, hit.start + start, hit.text[start:end])


def _head(ref: Ref, lead: str, apart: bool, width: int) -> Sequence[Pieces]:
    """Title, date, language and source of an article; its summary where no sentence follows."""
    column = Column(width)
    column.text(ref.title, "title")
    aside = " · ".join(
        part for part in (date(ref.published, ref.language), language_name(ref.language), ref.source) if part
    )
    last = list(column.rows[-1].pieces)
    rows: list[Pieces] = [row.pieces for row in column.rows[:-1]]
    rows += beside(last, aside, width)
    return [*([()] if apart else []), *rows, *(said(lead, (), width, role="muted") if lead else ())]


def _sentence(hit: Hit, width: int) -> Sequence[Pieces]:
    return said(hit.text, hit.lit, width)


def saved_answer(saved: Mapping[str, tuple[str, int | None]]) -> Answer:
    """The searches that the reader keeps: by name, each with its query and how many of its articles are unread."""
    if not saved:
        text = (
            'Words, "phrases", entity: kind: tag: relation: unit: after: before: lang: unread, and or not ( ).'
            " Searches named under 'searches' in the settings stand here."
        )
        return Answer("Search", (Entry(partial(note, text)),))
    entries = tuple(Entry(partial(_saved, name, *one), ToQuery(one[0])) for name, one in saved.items())
    return Answer("Search", entries)


def _saved(name: str, query: str, unread: int | None, width: int) -> Sequence[Pieces]:
    if unread is None:
        count = ""
    else:
        count = f"{unread} unread" if 0 < unread <= MOST_UNREAD else "all read" if not unread else "over 999 unread"
    return [*beside([Piece(name, "title")], count, width), *said(query, (), width, role="muted")]
