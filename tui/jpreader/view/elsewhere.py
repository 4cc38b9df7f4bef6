"""What to say of a command that does nothing on a screen: where it does something."""

from __future__ import annotations

from typing import Final

ARTICLE: Final = "That is for an article: Enter opens one"

_ELSEWHERE: Final = {
    "order": "That is for the list of articles",
    "delete": "Marks, highlights and notes are removed in their list",
    "connect": "That is for a dossier",
    "join": "That is for a dossier",
    "part": "That is for a dossier",
}


def elsewhere(command: str, otherwise: str = ARTICLE) -> str:
    """Where a command is done; `otherwise` is said of what is done in an article."""
    return _ELSEWHERE.get(command, otherwise)
