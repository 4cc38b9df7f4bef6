"""Every command once, as data: what feeds the keys, the footer, the help, the palette and the README.

Keys are named as Textual names them (`ctrl+d`, `pagedown`, `G`); a single printable character is itself.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Group = Literal["Move", "Find", "Panes", "Keep", "View", "All articles", "jpreader"]


class Command(NamedTuple):
    """A thing that a key does."""

    id: str
    keys: tuple[str, ...]
    label: str
    """For the footer: one word or two."""
    help: str
    """For the help and the palette: what it does, in a phrase."""
    group: Group
    footer: bool = False


COMMANDS: Final[tuple[Command, ...]] = (
    Command("line-down", ("j", "down"), "down", "Down a line, or to the next entry of a list", "Move"),
    Command("line-up", ("k", "up"), "up", "Up a line, or to the entry before", "Move"),
    Command("page-down", ("space", "f", "pagedown"), "page", "Down a page", "Move", footer=True),
    Command("page-up", ("b", "pageup"), "page up", "Up a page", "Move"),
    Command("half-down", ("d", "ctrl+d"), "half page", "Down half a page", "Move"),
    Command("half-up", ("u", "ctrl+u"), "half page up", "Up half a page", "Move"),
    Command("top", ("g", "home"), "top", "To the top", "Move"),
    Command("bottom", ("G", "end"), "end", "To the end", "Move"),
    Command("next-section", ("]",), "section", "To the next section", "Move", footer=True),
    Command("previous-section", ("[",), "section back", "To the start of this section, or the one before", "Move"),
    Command(
        "section",
        ("1", "2", "3", "4", "5", "6", "7", "8", "9"),
        "section by number",
        "To the section of that number; before a move key it is a count (5j)",
        "Move",
    ),
    Command("back", ("ctrl+o", "backspace", "<"), "back", "Back to where you were before a jump", "Move"),
    Command("forward", (">",), "forward", "Forward again", "Move"),
    Command("find", ("/",), "find", "Find in the text; ^R in the prompt takes a regular expression", "Find", True),
    Command("next", ("n",), "next", "To the next match, or the next mention", "Find"),
    Command("previous", ("N",), "previous", "To the match or mention before", "Find"),
    Command("next-new", ("}",), "new", "To the next entity, figure or relation that is new to you", "Find", True),
    Command("previous-new", ("{",), "new back", "To the one before that is new to you", "Find"),
    Command("next-change", (")",), "change", "To the next change since you read the article", "Find", True),
    Command("previous-change", ("(",), "change back", "To the change before", "Find"),
    Command("changes", ("C",), "changes", "All that has changed since you read the article", "Find"),
    Command("walk", ("*",), "mentions", "Walk the mentions of the chosen entity, or of the first in view", "Find"),
    Command("open", ("enter",), "open", "Open the entry: its section, its first mention, its evidence", "Find", True),
    Command("next-pane", ("tab",), "pane", "To the next pane", "Panes", footer=True),
    Command("previous-pane", ("shift+tab",), "pane back", "To the pane before", "Panes"),
    Command("entities", ("e",), "entities", "To the entities", "Panes"),
    Command("contents", ("t",), "sections", "To the sections", "Panes"),
    Command("summary", ("s",), "summary", "To the summary", "Panes", footer=True),
    Command("close", ("escape",), "close", "Close what is open, and back to the article", "Panes"),
    Command("select", ("v",), "select", "Select from this line on: the keys that move extend it; Esc ends it", "Keep"),
    Command(
        "copy", ("y",), "copy", "Copy the selection, paragraph or entry, with its source, to the clipboard", "Keep"
    ),
    Command("highlight", ("h",), "highlight", "Highlight the selection or paragraph; where one is, remove it", "Keep"),
    Command("note", ("a",), "note", "Write a note on the selection or paragraph, or change the one there", "Keep"),
    Command("mark", ("m",), "mark", "Mark this place with a letter: a–z in this article, A–Z among all", "Keep"),
    Command("go-to-mark", ("'",), "go to mark", "Go to the mark of a letter; '' goes back", "Keep"),
    Command("kept", ("M",), "marks", "All marks, highlights and notes: of this article, then of all others", "Keep"),
    Command("delete", ("x", "delete"), "remove", "In that list: remove the entry; the same key brings it back", "Keep"),
    Command(
        "language",
        ("L",),
        "language",
        "The next language: of the article, the shelf, or what all articles say",
        "View",
        footer=True,
    ),
    Command("wider", ("+", "="), "wider", "Longer lines", "View"),
    Command("narrower", ("-",), "narrower", "Shorter lines", "View"),
    Command("ruby", ("r",), "ruby", "Readings above the words, on or off", "View"),
    Command("theme", ("T",), "theme", "The next theme: dark, light, the terminal’s own colours", "View"),
    Command("search", ("S",), "search", "Search all articles", "All articles", True),
    Command("dossier", ("i",), "dossier", "All that articles say of the chosen entity", "All articles"),
    Command(
        "ledger", ("F",), "figures", "The figures of all articles; from a dossier, those of its entity", "All articles"
    ),
    Command(
        "timeline", ("D",), "timeline", "The dated events of all articles, or of a dossier’s entity", "All articles"
    ),
    Command("connect", ("c",), "connect", "In a dossier: how its entity is connected with another", "All articles"),
    Command("join", ("J",), "join", "In a dossier: another entity is the same", "All articles"),
    Command("part", ("P",), "part", "In a dossier: of the entities that are one, one isn’t", "All articles"),
    Command("shelf", ("o",), "articles", "The articles, to choose another", "jpreader"),
    Command("order", ("O",), "order", "The articles by date, title, source, length, or unread first", "jpreader"),
    Command("palette", ("ctrl+p",), "palette", "All commands, by name", "jpreader"),
    Command("help", ("?", "f1"), "help", "This help", "jpreader", footer=True),
    Command("redraw", ("ctrl+l",), "redraw", "Draw the screen again", "jpreader"),
    Command("suspend", ("ctrl+z",), "suspend", "Back to the shell; fg returns", "jpreader"),
    Command("quit", ("q", "ctrl+c"), "quit", "Quit; the place is kept", "jpreader", footer=True),
)

GROUPS: Final[tuple[Group, ...]] = ("Move", "Find", "Panes", "Keep", "View", "All articles", "jpreader")

BY_ID: Final = {command.id: command for command in COMMANDS}

_LABELS: Final = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "space": "Space",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "tab": "Tab",
    "escape": "Esc",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
}


def key_label(key: str) -> str:
    """A key as people write it: `^D`, `PgDn`, `Shift-Tab`, `F1`, `G`."""
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    if modifiers == ["ctrl"] and len(name) == 1:
        return "^" + name.upper()
    label = _LABELS.get(name, name.upper() if name[0] == "f" and name[1:].isdigit() else name)
    return "-".join([*(modifier.title() for modifier in modifiers), label])


def keys_label(keys: tuple[str, ...]) -> str:
    """The keys of a command in a row; a run of digits is given by its ends: `1…9`."""
    if len(keys) > 2 and all(len(key) == 1 and key.isdigit() for key in keys):
        return f"{keys[0]}…{keys[-1]}"
    return " ".join(map(key_label, keys))
