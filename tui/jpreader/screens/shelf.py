"""The articles to choose from; one that is broken stands there with what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.message import Message

from jpreader.commands import BY_ID
from jpreader.layout.cells import fit
from jpreader.layout.cells import width as cell_width
from jpreader.layout.line import Piece, Pieces, Row
from jpreader.library.shelf import Item
from jpreader.screens.commanded import Commanded, Keymap
from jpreader.screens.sheet import SCROLLING
from jpreader.view.footer import hints
from jpreader.widgets.scroll import Scroll
from jpreader.widgets.typeset import Typeset

OFFERED = ("line-down", "line-up", "open", "help", "quit")
"""Commands that the shelf's last line names."""

EVERYWHERE = frozenset(
    {"quit", "help", "palette", "theme", "shelf", "close", "redraw", "suspend", "search", "ledger", "timeline"}
)
"""Commands that the whole application does."""


class ShelfLine(Typeset):
    """One line of the shelf: its heading, or its keys."""

    def __init__(self, make: Callable[[int], Pieces]) -> None:
        """`make` gives the line for a width in cells."""
        super().__init__()
        self.make = make

    def compose_view(self, width: int, height: int) -> Sequence[Pieces]:  # noqa: ARG002
        """The line."""
        return [self.make(width)]


class Shelf(Commanded[None]):
    """A row an article: title, languages, date; Enter opens it."""

    CSS_PATH = "shelf.tcss"
    AUTO_FOCUS = ""

    class Chosen(Message):
        """The reader opened an article."""

        def __init__(self, item: Item) -> None:
            super().__init__()
            self.item = item

    def __init__(self, items: Sequence[Item], current: Item | None, keymap: Keymap, language: str = "") -> None:
        """`language` is the one that titles are wanted in; the original's stand for want of it."""
        super().__init__(keymap)
        self.items = items
        self.scroll = Scroll(lambda width: shelf_rows(items, width, language))
        self._first = items.index(current) if current in items else 0
        self._notice = ""

    def compose(self) -> ComposeResult:
        """Heading, rows, keys."""
        count = f"{len(self.items)} article{'' if len(self.items) == 1 else 's'}"
        offered = [BY_ID[name] for name in OFFERED]
        yield ShelfLine(lambda _: [Piece(" Articles", "title"), Piece(f"  {count}", "muted")])
        yield self.scroll
        self.last = ShelfLine(lambda width: self._said(width) or hints(self.keymap, offered, width))
        yield self.last

    def _said(self, width: int) -> Pieces:
        """The notice, if there is one."""
        return [Piece(" "), Piece(fit(self._notice, width - 2), "notice")] if self._notice else ()

    def on_mount(self) -> None:
        """The cursor begins on what was open."""
        self.call_after_refresh(setattr, self.scroll, "item", self._first)

    async def do(self, command: str, key: str = "") -> None:
        """Move, open, or what the whole application does; of the rest, say where it is done."""
        elsewhere = command not in SCROLLING | EVERYWHERE | {"open"}
        self._notice = "That is for an article: Enter opens one" if elsewhere else ""
        self.last.update()
        page = max(1, self.scroll.size.height - 1)
        steps = {
            "line-down": 1,
            "line-up": -1,
            "page-down": page,
            "page-up": -page,
            "half-down": page // 2,
            "half-up": -page // 2,
            "top": -len(self.items),
            "bottom": len(self.items),
        }
        if command in SCROLLING:
            self.scroll.item = max(0, min(self.scroll.item + steps[command], len(self.items) - 1))
        elif command == "open" and self.items:
            self.post_message(self.Chosen(self.items[self.scroll.item]))
        elif command in EVERYWHERE:
            await super().do(command, key)

    @on(Scroll.Picked)
    def _picked(self, message: Scroll.Picked) -> None:
        self.scroll.item = message.item
        self.post_message(self.Chosen(self.items[message.item]))


def shelf_rows(items: Sequence[Item], width: int, language: str = "") -> Sequence[Row]:
    """A row an article at a width in cells; a second one for what is wrong with a broken file."""
    rows: list[Row] = []
    for number, item in enumerate(items):
        tail = "  ".join(part for part in (" · ".join(item.languages), item.published) if part)
        room = width - cell_width(tail) - 2
        if room < 16:  # a title of fewer cells says too little: it takes the row
            tail, room = "", width
        title = fit(item.title_in(language) or item.id, room)
        gap = " " * max(0, width - cell_width(title) - cell_width(tail))
        rows.append(Row((Piece(title, "text"), Piece(gap), Piece(tail, "muted")), number))
        if item.problem is not None:
            rows.append(Row((Piece(fit(f"  {item.problem}", width), "error"),), number))
    if not rows:
        rows.append(Row((Piece("No articles here: jpreader -h says how to name some", "muted"),)))
    return rows
