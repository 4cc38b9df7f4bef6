"""What is said of a command that does nothing on a screen."""

from __future__ import annotations

import pytest

from jpreader.reading.keymap import keymap
from jpreader.view.elsewhere import Screen, counting, elsewhere

OWN = keymap({"dossier": ("Z",), "shelf": ("ctrl+t",), "kept": (), "open": ("o",)})[0]


@pytest.mark.parametrize(
    ("command", "screen", "said"),
    [
        ("join", "article", "Entities are joined in a dossier: Z opens that of an entity"),
        ("connect", "knowing", "A connection begins in a dossier: Z opens that of an entity"),
        ("part", "shelf", "Entities are parted in a dossier"),
        ("order", "article", "The articles are put in order in their list: ^T goes there"),
        ("order", "kept", "The articles are put in order in their list"),
        ("delete", "article", "Marks, highlights and notes are removed in their list"),
        ("wider", "shelf", "That is for an article: o opens one"),
        ("wider", "knowing", "That is for an article: o goes to one"),
        ("wider", "kept", "That is for an article: Esc goes back to it"),
    ],
)
def test_a_command_of_another_screen_says_where_it_is_done_by_the_reader_s_own_keys(
    command: str, screen: Screen, said: str
) -> None:
    assert elsewhere(command, screen, OWN) == said


def test_a_digit_is_said_to_be_a_count() -> None:
    assert counting("5", keymap({"line-down": ("Z",)})[0]) == "A count for the key that moves next: 5Z"
    assert counting("5", keymap({"line-down": ()})[0]) == "A count for the next key"
