"""A list of entries: only the rows in the window are made and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual import events
from textual.message import Message

from jpreader.layout.line import Piece, Pieces
from jpreader.view.entries import Entries, Entry, Goal, Top, lit
from jpreader.widgets.typeset import Typeset

WIDEST: Final = 100  # cells: beyond, the eye loses what stands at the right, and the next line of a sentence


class EntryList(Typeset):
    """Shows entries, of which the cursor is on one that leads somewhere."""

    class Picked(Message):
        """The reader clicked on the entry that the cursor is on by now."""

    class Moved(Message):
        """The cursor, or what is in the window, is another."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: Sequence[Entry] = ()
        self.cursor = -1
        self.top = Top()
        self._set: Entries | None = None

    @property
    def typeset(self) -> Entries:
        """The entries at this width, up to what the eye follows; a cell at either side is left blank."""
        width = max(1, min(self.size.width - 2, WIDEST))
        if self._set is None or self._set.width != width or self._set.entries is not self.entries:
            self._set = Entries(self.entries, width)
        return self._set

    @property
    def current(self) -> Entry | None:
        """The entry that the cursor is on."""
        return self.entries[self.cursor] if 0 <= self.cursor < len(self.entries) else None

    @property
    def at_end(self) -> bool:
        """Whether the last entry is in the window, or the cursor on it."""
        height = self.size.height
        return not self.entries or self.typeset.moved(self.top, 2 * height) >= self.typeset.last_top(height)

    def show(self, entries: Sequence[Entry], keep: bool) -> None:
        """Show other entries: from the top, or where the reader is if these are the same and more."""
        self.entries = entries
        if not keep:
            self.cursor, self.top = -1, Top()
        if self.size.width:
            self._settle(max(0, self.cursor), 1)
        self.update()

    def find(self, goal: Goal | None) -> None:
        """The cursor on the entry that leads to a goal, if there is one."""
        found = next((number for number, entry in enumerate(self.entries) if goal and entry.goal == goal), -1)
        if found >= 0 and self.size.width:
            self._settle(found, 1)
            self.update()

    def _settle(self, cursor: int, way: int) -> None:
        """With the cursor on an entry, which is in view."""
        if not self.entries:
            self.cursor, self.top = -1, Top()
            return
        typeset, height = self.typeset, self.size.height
        self.cursor = typeset.choosable(cursor, way)
        self.top = typeset.within(typeset.showing(self.top, self.cursor, height), height)

    def go(self, by: int) -> None:
        """Some entries further on, or back; through an entry that is longer than the window, by rows."""
        typeset, height = self.typeset, self.size.height
        if not self.entries:
            return
        way = 1 if by > 0 else -1
        shown = [number for number, _ in typeset.window(self.top, height)]
        hidden = (
            self.cursor in shown
            and (shown[-1 if way > 0 else 0] == self.cursor)
            and len(typeset.rows(self.cursor)) > shown.count(self.cursor)
        )
        following = typeset.stepped(self.cursor, by)
        if (hidden and shown.count(self.cursor) == len(shown)) or following == self.cursor:
            self.top = typeset.within(typeset.moved(self.top, way), height)
        else:
            self._settle(following, way)
        self._drawn()

    def page(self, rows: int) -> None:
        """Some rows further on, or back."""
        if self.entries:
            following = self.typeset.paged(self.cursor, rows)
            if following == self.cursor:
                self.top = self.typeset.within(self.typeset.moved(self.top, rows), self.size.height)
            else:
                self.top = self.typeset.within(self.typeset.moved(self.top, rows), self.size.height)
                self._settle(following, 1 if rows > 0 else -1)
            self._drawn()

    def heading(self, by: int) -> None:
        """To what stands under the next heading, which comes to the top; or under the one before, else to the top."""
        if not self.entries:
            return
        heading = self.typeset.headed(self.cursor, by)
        if heading >= 0:
            self.top = self.typeset.within(Top(heading), self.size.height)
            self.cursor = self.typeset.choosable(heading, 1)
            self._drawn()
        elif by < 0:
            self.ends(last=False)

    def ends(self, last: bool) -> None:
        """To the first entry or the last."""
        if self.entries:
            self.top = self.typeset.last_top(self.size.height) if last else Top()
            self.cursor = self.typeset.choosable(len(self.entries) - 1 if last else 0, -1 if last else 1)
            self._drawn()

    def _drawn(self) -> None:
        self.update()
        self.post_message(self.Moved())

    def compose_view(self, width: int, height: int) -> Sequence[Pieces]:  # noqa: ARG002
        """The rows from the top on."""
        return [
            [Piece(" ", "cursor"), *lit(pieces, self.typeset.width + 1)]
            if number == self.cursor
            else [Piece(" "), *pieces]
            for number, pieces in self.typeset.window(self.top, height)
        ]

    def on_resize(self) -> None:
        """The entry with the cursor stays in view."""
        if self.entries:
            self._settle(max(0, self.cursor), 1)
        super().on_resize()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked on."""
        window = self.typeset.window(self.top, self.size.height)
        if event.y < len(window) and self.entries[window[event.y][0]].goal is not None:
            self.cursor = window[event.y][0]
            self.update()
            self.post_message(self.Picked())

    def on_mouse_scroll_down(self) -> None:
        """Three rows down."""
        self._rolled(3)

    def on_mouse_scroll_up(self) -> None:
        """Three rows up."""
        self._rolled(-3)

    def _rolled(self, rows: int) -> None:
        typeset, height = self.typeset, self.size.height
        self.top = typeset.within(typeset.moved(self.top, rows), height)
        shown = [number for number, _ in typeset.window(self.top, height) if self.entries[number].goal]
        if shown and self.cursor not in shown:
            self.cursor = shown[0] if rows > 0 else shown[-1]
        self._drawn()
