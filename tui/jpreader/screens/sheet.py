"""A sheet over the screen: the help, or what is wrong with a file. Keys scroll it, Esc closes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual.app import ComposeResult
from textual.screen import ModalScreen

from jpreader.commands import COMMANDS, GROUPS, key_label, keys_label
from jpreader.layout.cells import width as cell_width
from jpreader.layout.fill import wrap
from jpreader.layout.line import Piece, Row
from jpreader.screens.commanded import Keymap
from jpreader.screens.counted import Counted
from jpreader.view.scrolling import SCROLLING, steps
from jpreader.widgets.scroll import Scroll

CLOSING = frozenset({"close", "help", "quit", "open"})


class Sheet(Counted[None], ModalScreen[None], inherit_bindings=False):
    """Shows rows, over what is there."""

    CSS_PATH = "sheet.tcss"
    AUTO_FOCUS = ""

    def __init__(self, make: Callable[[int], Sequence[Row]], keymap: Keymap) -> None:
        super().__init__(keymap)
        self.scroll = Scroll(make)

    def compose(self) -> ComposeResult:
        """Only the rows."""
        yield self.scroll

    async def do(self, command: str, key: str = "") -> None:
        """Scroll, or close; nothing else happens under a sheet."""
        times = self.times(command, key)
        if command in CLOSING:
            self.dismiss()
            return
        if command not in SCROLLING:
            return
        page = max(1, self.scroll.size.height - 1)
        top = self.scroll.top
        self.scroll.top = top + times * steps(page, top + self.scroll.last_top())[command]


def help_rows(keymap: Mapping[str, tuple[str, ...]], width: int) -> Sequence[Row]:
    """Every command with its keys, by group, at a width in cells."""
    labels = {command.id: keys_label(keymap.get(command.id, ())) or "–" for command in COMMANDS}
    column = min(max(map(cell_width, labels.values())), max(6, width // 3))
    rows: list[Row] = []
    for group in GROUPS:
        rows += [Row()] if rows else []
        rows.append(Row((Piece(group, "heading"),)))
        for command in COMMANDS:
            if command.group != group:
                continue
            keys, said = wrap(labels[command.id], column), wrap(command.help, max(8, width - column - 2))
            for number in range(max(len(keys), len(said))):
                key = keys[number] if number < len(keys) else ""
                text = said[number] if number < len(said) else ""
                rows.append(Row((Piece(key + " " * (column - cell_width(key) + 2), "key"), Piece(text, "text"))))
    heading = rows[0].pieces[0]
    for closing in (f"{_closer(keymap)} closes this", f"{_closer(keymap)} closes"):  # at the top, too: it's a long way
        gap = width - cell_width(heading.text) - cell_width(closing)
        if gap > 0:
            rows[0] = Row((heading, Piece(" " * gap), Piece(closing, "muted")))
            break
    return [*rows, *_way_out(keymap)]


def text_rows(text: str, keymap: Mapping[str, tuple[str, ...]], width: int) -> Sequence[Row]:
    """Plain text, wrapped to a width in cells where it is longer."""
    rows = [Row((Piece(piece, "text"),)) for line in text.splitlines() for piece in (wrap(line, width) or [""])]
    return [*rows, *_way_out(keymap)]


def _way_out(keymap: Mapping[str, tuple[str, ...]]) -> list[Row]:
    """Says how a sheet is closed."""
    return [Row(), Row((Piece(f"{_closer(keymap)} closes this", "muted"),))]


def _closer(keymap: Mapping[str, tuple[str, ...]]) -> str:
    """The key that closes a sheet."""
    return key_label((keymap.get("close") or keymap.get("quit") or ("escape",))[0])
