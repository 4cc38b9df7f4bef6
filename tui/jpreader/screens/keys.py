"""From the command table to Textual's bindings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from textual.binding import Binding

from jpreader.commands import COMMANDS

_SPELLED = {
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "/": "slash",
    "*": "asterisk",
    "+": "plus",
    "=": "equals_sign",
    "-": "minus",
    "<": "less_than_sign",
    ">": "greater_than_sign",
    "?": "question_mark",
}
"""Textual's names of characters that have a meaning in its lists of keys."""


def bindings(keymap: Mapping[str, tuple[str, ...]], only: Collection[str] = ()) -> Iterable[Binding]:
    """A binding for each key of each command, or of those named; its action is `command('id')`.

    The keys of `section` pass themselves on: `command('section', '3')`.
    """
    for command in COMMANDS:
        if only and command.id not in only:
            continue
        for key in keymap.get(command.id, ()):
            argument = f", '{key}'" if command.id == "section" else ""
            yield Binding(
                _SPELLED.get(key, key),
                f"command('{command.id}'{argument})",
                command.label,
                show=False,
                tooltip=command.help,
                id=command.id,
            )
