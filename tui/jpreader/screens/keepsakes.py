"""The list of marks, highlights and notes: Enter goes to one, x removes it and brings it back."""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.message import Message

from jpreader.commands import BY_ID
from jpreader.layout.cells import fit
from jpreader.layout.line import Piece, Pieces
from jpreader.reading.notes import Mark, Note
from jpreader.screens.commanded import Keymap
from jpreader.screens.counted import Counted
from jpreader.view.elsewhere import counting, elsewhere
from jpreader.view.footer import hints
from jpreader.view.heading import headed
from jpreader.view.keepsakes import Keepsake, rows
from jpreader.view.scrolling import SCROLLING, steps
from jpreader.widgets.one_line import OneLine
from jpreader.widgets.scroll import Scroll

OFFERED = ("close", "open", "delete", "help", "quit")
"""Commands that the last line names, where there is something to open or to remove."""

LEFT = ("close", "help", "quit")
"""Those that do something where nothing is kept."""

EVERYWHERE = frozenset({"quit", "help", "palette", "theme", "redraw", "suspend"})
"""Commands that the whole application does."""


class Keepsakes(Counted[None]):
    """Shows what is kept, over what is there."""

    CSS_PATH = "keepsakes.tcss"
    AUTO_FOCUS = ""

    class Opened(Message):
        """The reader goes to one."""

        def __init__(self, thing: Mark | Note) -> None:
            super().__init__()
            self.thing = thing

    class Removed(Message):
        """The reader removes one, or brings it back."""

        def __init__(self, thing: Mark | Note, back: bool) -> None:
            super().__init__()
            self.thing = thing
            self.back = back

    def __init__(self, found: tuple[Keepsake, ...], keymap: Keymap) -> None:
        super().__init__(keymap)
        self.found = list(found)
        self.notice = ""
        self.last = OneLine(self._last)
        self.scroll = Scroll(lambda width: rows(self.found, keymap, width))

    def compose(self) -> ComposeResult:
        """Heading, rows, keys."""
        yield OneLine(partial(headed, "Marks, highlights and notes", "", (f"{len(self.found):,}",)))
        yield self.scroll
        yield self.last

    def _last(self, width: int) -> Pieces:
        """The notice, or the keys."""
        if self.notice:
            return [Piece(" "), Piece(fit(self.notice, width - 2), "notice")]
        return hints(self.keymap, [BY_ID[name] for name in (OFFERED if self.found else LEFT)], width)

    def _say(self, notice: str) -> None:
        if notice != self.notice:
            self.notice = notice
            self.last.update()

    def on_mount(self) -> None:
        """The cursor begins on the first."""
        self.call_after_refresh(setattr, self.scroll, "item", 0 if self.found else -1)

    async def do(self, command: str, key: str = "") -> None:
        """Move, go there, remove, close, or what the whole application does."""
        times = self.times(command, key)
        if not times:
            self._say(counting(key, self.keymap))
            return
        known = command in SCROLLING or command in EVERYWHERE or command in ("close", "kept", "open", "delete")
        self._say("" if known else elsewhere(command, "kept", self.keymap))
        item = self.scroll.item
        page = max(1, self.scroll.size.height // 4)  # entries
        if command in ("close", "kept"):
            self.dismiss()
        elif command in EVERYWHERE:
            await super().do(command, key)
        elif command in SCROLLING and self.found:
            self.scroll.item = max(0, min(item + times * steps(page, len(self.found))[command], len(self.found) - 1))
        elif command == "open" and 0 <= item < len(self.found):
            self._open(item)
        elif command == "delete" and 0 <= item < len(self.found):
            keepsake = self.found[item]
            self.found[item] = keepsake._replace(removed=not keepsake.removed)
            self.post_message(self.Removed(keepsake.thing, back=keepsake.removed))
            self.scroll.update()

    def _open(self, item: int) -> None:
        if not self.found[item].removed:
            self.post_message(self.Opened(self.found[item].thing))

    @on(Scroll.Picked)
    def _picked(self, message: Scroll.Picked) -> None:
        self.scroll.item = message.item
        self._open(message.item)
