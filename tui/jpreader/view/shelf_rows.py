"""The rows of the shelf: an article's, the facets', the preview's, and the lines above and below them. All pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from jpreader.article.text import one_line
from jpreader.layout.cells import fit, pad
from jpreader.layout.cells import width as cells
from jpreader.layout.digest import digest
from jpreader.layout.entities import KIND_NAMES
from jpreader.layout.fill import wrap
from jpreader.layout.line import Piece, Pieces
from jpreader.library.fuzzy import lit
from jpreader.library.progress import Progress
from jpreader.library.rows import Row
from jpreader.reading.standing import Standing
from jpreader.view.heading import headed
from jpreader.view.shelved import MADE, UNREAD, Preview, Shelved

DATE: Final = 10  # cells of 2024-04-10
SOURCE: Final = 18
LANGUAGES: Final = 5  # en·ja
MINUTES: Final = 6
PROGRESS: Final = 6  # §12/15
GAP: Final = "  "

FIELDS: Final = {
    UNREAD: "TO READ", "tag": "TAGS", "kind": "KINDS", "entity": "NAMES", "year": "YEARS", "lang": "LANGUAGES",
}  # fmt: skip
"""What stands over the values of a facet."""

ORDER_NAMES: Final = {
    ("published", False): "by date",
    ("title", False): "by title",
    ("source", False): "by source",
    ("minutes", False): "by length",
    ("published", True): "unread first",
}


def article_row(row: Row, standing: Standing, width: int, typed: str = "") -> Pieces:
    """An article: its mark, title, and as much of source, languages, length, progress and date as there is room for."""
    if row.problem:
        name = fit(row.title or row.id, max(8, width // 3))
        said = row.problem.removeprefix(one_line(row.path)).lstrip(": ")
        said = fit(said, max(0, width - 4 - cells(name)))
        return [Piece("× ", "error"), *_lit(name, typed, "text"), Piece(GAP), Piece(said, "error")]
    tail = _tail(row, standing, width)
    room = max(1, width - 2 - sum(cells(piece.text) for piece in tail))
    title = fit(row.title, room)
    role = "section.read" if standing.whole else "text"
    return [_mark(row, standing), *_lit(title, typed, role), Piece(" " * (room - cells(title))), *tail]


def _mark(row: Row, standing: Standing) -> Piece:
    if standing.changed:
        return Piece("± ", "changed")
    if standing.whole:
        return Piece("✓ ", "marker")
    return Piece("  ") if standing.opened or row.article < 0 else Piece("● ", "new")


def _lit(title: str, typed: str, role: str) -> list[Piece]:
    """The title, with the letters that were typed lit."""
    found = lit(title, typed) if typed.strip() else frozenset()
    pieces: list[Piece] = []
    for at, char in enumerate(title):
        own = f"{role} match" if at in found else role
        if pieces and pieces[-1].role == own:
            pieces[-1] = Piece(pieces[-1].text + char, own)
        else:
            pieces.append(Piece(char, own))
    return pieces


def _tail(row: Row, standing: Standing, width: int) -> list[Piece]:
    """What stands behind the title."""
    pieces: list[Piece] = []

    def column(text: str, room: int, role: str = "muted") -> None:
        pieces.extend((Piece(GAP), Piece(pad(fit(text, room), room), role)))

    if width >= 92:
        column(row.source, SOURCE)
    if width >= 62:
        column(_languages(row.languages), LANGUAGES)
    if width >= 46:
        column(_long(row.minutes).rjust(MINUTES) if row.minutes else "", MINUTES)
    if width >= 54:
        read = f"{min(standing.read, standing.sections)}/{standing.sections}" if standing.read else ""
        column(f"§{read}".rjust(PROGRESS) if read and standing.sections else "", PROGRESS)
    if width >= 30:
        column(row.published, DATE)
    return pieces


def _long(minutes: int) -> str:
    """How long reading takes; of what takes longer than an evening, in hours."""
    return f"{minutes} min" if minutes < 100 else f"{round(minutes / 60)} h"


def _languages(tags: Sequence[str]) -> str:
    text = "·".join(tags)
    return text if cells(text) <= LANGUAGES else f"{fit(tags[0], LANGUAGES - 2)}+{len(tags) - 1}"


def heading(shelved: Shelved, width: int) -> Pieces:
    """The line at the top: how many articles, which of them, in which order."""
    total, shown = shelved.arranged.total, len(shelved.order)
    count = f"{shown:,} of {total:,}" if shelved.narrowed else f"{total:,}"
    order = ORDER_NAMES[MADE[shelved.made]]
    wanted = [f"“{shelved.typed.strip()}”"] if shelved.typed.strip() else []
    wanted += sorted(one.value.label for one in shelved.chosen)
    return headed("Articles", ", ".join(wanted), (f"{count}, {order}", count) if shelved.known else (order, ""), width)


def progress_line(progress: Progress, width: int) -> Pieces:
    """How many files of how many are in the index, and how long it will take."""
    done = f"{progress.done:,} of {progress.total:,} articles read"
    left = f", {time_left(progress.seconds_left)} left" if progress.seconds_left else ""
    said = fit(f"{done}{left} ", max(0, width - 2))
    room = max(0, min(24, width - cells(said) - 3))
    full = room * progress.done // max(1, progress.total)
    return [Piece(" "), Piece("█" * full, "bar"), Piece("─" * (room - full), "rule"), Piece(" "), Piece(said, "muted")]


def time_left(seconds: float) -> str:
    """A time, as exact as it is known."""
    if seconds > 90:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds:.0f} seconds" if seconds <= 30 else "about a minute"


def facet_rows(shelved: Shelved, width: int) -> list[tuple[int, Pieces]]:
    """The facets with how many articles have each; each row with the number of its facet, headings with -1."""
    rows: list[tuple[int, Pieces]] = []
    field = ""
    for number, one in enumerate(shelved.facets):
        if one.field != field:
            field = one.field
            rows += [(-1, ())] if rows else []
            rows.append((-1, [Piece(FIELDS[field], "heading")]))
        chosen = shelved.is_chosen(one)
        count = f"{one.value.articles:,}"
        name = KIND_NAMES[one.value.label][1] if one.field == "kind" and one.value.label in KIND_NAMES else (
            one.value.label
        )  # fmt: skip
        label = fit(name, max(1, width - 3 - cells(count)))
        gap = " " * max(1, width - 2 - cells(label) - cells(count))
        mark = Piece("✓ " if chosen else "  ", "marker")
        rows.append((number, [mark, Piece(label, "chosen" if chosen else "text"), Piece(gap), Piece(count, "count")]))
    return rows or [(-1, [Piece("Counting …", "muted")])]


@lru_cache(maxsize=4)
def preview_rows(preview: Preview, width: int) -> tuple[Pieces, ...]:
    """An article in short: its title and subtitle, summary, key points, figures, and whom it names."""
    article = preview.article
    if article is None:
        return tuple([Piece(line, "error")] for line in wrap(preview.problem, width))
    rows: list[Pieces] = [[Piece(line, "title")] for line in wrap(article.title, width)]
    rows += [[Piece(line, "subtitle")] for line in wrap(article.subtitle, width)] if article.subtitle else []
    rows += [(), *(row.pieces for row in digest(article, width))]
    if article.entities:
        rows += [(), [Piece("ENTITIES", "heading")]]
        names = ", ".join(entity.name for entity in article.entities.values())
        rows += [[Piece(line, "text")] for line in wrap(names, width)]
    return tuple(rows)
