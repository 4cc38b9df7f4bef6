"""The shelf's whole screen: where its panes stand at a size, and every line of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from jpreader.commands import BY_ID, Command, key_label
from jpreader.layout.cells import fit
from jpreader.layout.cells import width as cells
from jpreader.layout.frame import LEAST_COLUMNS, LEAST_LINES
from jpreader.layout.line import Piece, Pieces
from jpreader.reading.standing import Standing
from jpreader.view.fitted import fitted
from jpreader.view.footer import hints
from jpreader.view.shelf_rows import article_row, facet_rows, heading, preview_rows, progress_line
from jpreader.view.shelved import ShelfPane, Shelved
from jpreader.view.status import small_notice

OFFERED: Final = ("find", "order", "close", "help", "quit")
"""Commands that the last line names on every shelf, after those of the pane."""

CHOOSE: Final = BY_ID["open"]._replace(label="choose")
"""What Enter does in the facets' pane."""

ARTICLES: Final = BY_ID["next-pane"]._replace(label="list")
"""Where Tab goes from there."""

FACETS: Final = 28  # cells of the facets' pane, its rule among them
BESIDE: Final = 64  # columns from which the facets stand beside the articles, not in their place
ALWAYS: Final = 160  # columns from which they are there without being asked for
PREVIEW: Final = 120  # columns from which the article is shown beside the list
PREVIEW_SHARE: Final = 3  # of the screen: a third

Keymap = Mapping[str, tuple[str, ...]]


class Shape(NamedTuple):
    """Where the panes stand, in cells; a width of 0 is a pane that isn't there."""

    facets: int
    rows: int
    preview: int
    height: int
    """Of all panes."""


def shape(shelved: Shelved, width: int, height: int) -> Shape:
    """Where the panes stand at a size in cells."""
    rows = max(1, height - 2 - bool(shelved.progress.total))
    facets = 0
    if shelved.pane == "facets" or width >= ALWAYS:
        facets = FACETS if width >= BESIDE else width
    preview = width // PREVIEW_SHARE if width >= PREVIEW else 0
    return Shape(facets, max(0, width - facets - preview), preview, rows)


def wanted(shelved: Shelved, height: int) -> range:
    """The positions whose rows are drawn, and a window more on either side."""
    return range(max(0, shelved.top - height), min(len(shelved.order), shelved.top + 2 * height))


def shelf_lines(shelved: Shelved, width: int, height: int, keymap: Keymap) -> list[Pieces]:
    """Every line, at a size in cells."""
    if width < LEAST_COLUMNS or height < LEAST_LINES:
        return small_notice(width, height)
    form = shape(shelved, width, height)
    columns: list[tuple[int, Sequence[Pieces]]] = []
    if form.facets:
        columns.append((form.facets, _facets(shelved, form.facets, form.height)))
    if form.rows:
        columns.append((form.rows, _articles(shelved, form.rows, form.height, keymap)))
    if form.preview:
        columns.append((form.preview, _preview(shelved, form.preview, form.height)))
    lines: list[Pieces] = [heading(shelved, width)]
    lines += [
        [piece for across, rows in columns for piece in fitted(rows[y] if y < len(rows) else (), across)]
        for y in range(form.height)
    ]
    if shelved.progress.total:
        lines.append(progress_line(shelved.progress, width))
    return [*lines, last_line(shelved, width, keymap)]


def last_line(shelved: Shelved, width: int, keymap: Keymap) -> Pieces:
    """What is being typed, the notice, or the keys."""
    if shelved.typing:
        room = width - 6
        typed = shelved.typed
        while cells(typed) > room:
            typed = typed[1:]
        hint = "  letters of the title, in order" if not typed and width >= 50 else ""
        return [Piece(" / ", "key"), Piece(typed, "ask"), Piece(" ", "cursor"), Piece(hint, "muted")]
    if shelved.notice:
        return [Piece(" "), Piece(fit(shelved.notice, width - 2), "notice")]
    return hints(keymap, offered(shelved), width)


def offered(shelved: Shelved) -> Sequence[Command]:
    """The commands that the last line names, what does most here first: it is what a narrow screen has room for."""
    everywhere = [BY_ID[name] for name in OFFERED]
    if shelved.pane == "facets":
        return [CHOOSE, ARTICLES, *everywhere]
    way_back = [BY_ID["close"]] if shelved.narrowed else []
    opening = [BY_ID["open"]] if shelved.order else []
    rest = [command for command in everywhere if command not in way_back]
    return [*opening, *way_back, BY_ID["next-pane"], *rest]


def _articles(shelved: Shelved, width: int, height: int, keymap: Keymap) -> list[Pieces]:
    """The articles from the top on; a blank at either side."""
    if not shelved.order:
        return [(), [Piece("  "), Piece(fit(_nothing(shelved, keymap), width - 3), "muted")]]
    found: list[Pieces] = []
    for position in range(shelved.top, min(shelved.top + height, len(shelved.order))):
        row = shelved.row(position)
        pieces: Pieces = ()
        if row is not None:
            standing = shelved.standings.get(shelved.order[position], Standing())
            pieces = article_row(row, standing, width - 2, shelved.typed)
        found.append(_cursor(pieces, width, shelved.pane == "rows") if position == shelved.cursor else [
            Piece(" "), *pieces
        ])  # fmt: skip
    return found


def _nothing(shelved: Shelved, keymap: Keymap) -> str:
    if not shelved.known:
        return "Reading the articles …"
    if shelved.narrowed:
        back = keymap.get("close")
        return "No article has all that" + (f"; {key_label(back[0])} takes it back" if back else "")
    return "No articles here: jpreader -h says how to name some"


def _cursor(pieces: Pieces, width: int, active: bool) -> Pieces:
    """A row with the cursor; of a pane that isn't in use only its edge is marked."""
    if not active:
        return [Piece("▸", "marker"), *pieces]
    lit = [Piece(" ", "cursor"), *(Piece(text, f"{role} cursor") for text, role in pieces)]
    return [*lit, Piece(" " * max(0, width - sum(cells(piece.text) for piece in lit)), "cursor")]


def facet_window(shelved: Shelved, width: int, height: int) -> list[tuple[int, Pieces]]:
    """The rows of the facets that are in view, around the one with the cursor, each with its facet's number."""
    rows = facet_rows(shelved, width - 3)
    own = next((at for at, (number, _) in enumerate(rows) if number == shelved.facet), 0)
    top = max(0, min(own - height // 2, len(rows) - height))
    return rows[top : top + height]


def _facets(shelved: Shelved, width: int, height: int) -> list[Pieces]:
    active = shelved.pane == "facets"
    rows: list[Pieces] = []
    for number, pieces in facet_window(shelved, width, height):
        lit = _cursor(pieces, width - 2, True) if active and number == shelved.facet else [Piece(" "), *pieces]
        rows.append([*fitted(lit, width - 1), Piece("│", "rule")])
    rows += [[Piece(" " * (width - 1)), Piece("│", "rule")]] * (height - len(rows))
    return rows


def _preview(shelved: Shelved, width: int, height: int) -> list[Pieces]:
    current, shown = shelved.current, shelved.preview
    rows: Sequence[Pieces] = ()
    if current is not None and shown is not None and shown.key == current.key:
        rows = preview_rows(shown, width - 4)
    return [[Piece("│ ", "rule"), *(rows[y] if y < len(rows) else ())] for y in range(height)]


def under(shelved: Shelved, x: int, y: int, width: int, height: int) -> tuple[ShelfPane, int] | None:
    """What a cell of the screen belongs to: a pane, and in it the position of an article or the number of a facet.

    -1 stands for a place in the pane where there is none; None for what is no pane.
    """
    form = shape(shelved, width, height)
    row = y - 1
    if not 0 <= row < form.height:
        return None
    if x < form.facets:
        shown = facet_window(shelved, form.facets, form.height)
        return "facets", shown[row][0] if row < len(shown) else -1
    if x < form.facets + form.rows:
        position = shelved.top + row
        return "rows", position if position < len(shelved.order) else -1
    return None
