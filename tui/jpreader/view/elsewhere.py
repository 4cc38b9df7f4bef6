"""What to say of a command that does nothing on a screen: where it does something, and which key leads there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from jpreader.commands import key_label

Screen = Literal["article", "shelf", "knowing", "kept"]
"""Where the reader is."""

_DONE_IN: Final = {
    "order": ("The articles are put in order in their list", "shelf"),
    "delete": ("Marks, highlights and notes are removed in their list", "kept"),
    "connect": ("A connection begins in a dossier", "dossier"),
    "join": ("Entities are joined in a dossier", "dossier"),
    "part": ("Entities are parted in a dossier", "dossier"),
}
"""Commands that are neither an article's nor the whole application's: what is done where, and what leads there."""

_TO_AN_ARTICLE: Final = {
    "shelf": ("open", "opens one"),
    "knowing": ("open", "goes to one"),
    "kept": ("close", "goes back to it"),
}


def elsewhere(command: str, screen: Screen, keymap: Mapping[str, tuple[str, ...]]) -> str:
    """Where a command is done, and the reader's key for going there, if they have one."""
    said, way, does = "That is for an article", *_TO_AN_ARTICLE.get(screen, ("", ""))
    if command in _DONE_IN:
        said, place = _DONE_IN[command]
        way, does = _way(place, screen)
    keys = keymap.get(way)
    return f"{said}: {key_label(keys[0])} {does}" if keys else said


def counting(digit: str, keymap: Mapping[str, tuple[str, ...]]) -> str:
    """What to say of a digit where no section has it: what it is for, by an example."""
    keys = keymap.get("line-down")
    return f"A count for the key that moves next: {digit}{key_label(keys[0])}" if keys else "A count for the next key"


def _way(place: str, screen: Screen) -> tuple[str, str]:
    """The command that leads to a place from a screen, and what it does; empty where none does at once."""
    if place == "dossier" and screen in ("article", "knowing"):
        return "dossier", "opens that of an entity"
    if place == "shelf" and screen != "kept":
        return "shelf", "goes there"
    if place == "kept" and screen in ("article", "shelf"):
        return "kept", "opens it"
    return "", ""
