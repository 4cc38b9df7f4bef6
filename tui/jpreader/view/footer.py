"""The line at the bottom: the keys that help here, or what there is to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from jpreader.commands import BY_ID, COMMANDS, Command, key_label
from jpreader.layout.cells import fit
from jpreader.layout.cells import width as cell_width
from jpreader.layout.line import Piece, Pieces
from jpreader.reading.met import NOTHING_NEW
from jpreader.reading.reading import Reading

FIRST_LEFT_OUT = ("next-change", "next-new")  # what isn't there in every article

SELECTING = ("copy", "highlight", "note", "close", "help", "quit")
"""What is there to do with a selection."""

LAST = ("help", "quit")  # the way out stays however narrow it gets


def footer(reading: Reading, keymap: Mapping[str, tuple[str, ...]], width: int) -> Pieces:
    """Keys in the order of the command table, as many as fit; a notice takes their place until the next key."""
    if reading.notice:
        return [Piece(" "), Piece(fit(reading.notice, width - 2), "notice")]
    if reading.selected and reading.pane == "article":
        return hints(keymap, [BY_ID[name] for name in SELECTING], width)
    return hints(keymap, [command for command in COMMANDS if works(command, reading)], width)


def works(command: Command, reading: Reading) -> bool:
    """True if a command that stands in the footer does something here."""
    if command.id == "language":
        return command.footer and len(reading.editions) > 1
    if command.id == "next-new":
        return command.footer and reading.new != NOTHING_NEW
    if command.id == "next-change":
        return command.footer and bool(reading.changed.all)
    if command.id == "open":
        return command.footer and _opens(reading)
    return command.footer


def _opens(reading: Reading) -> bool:
    """True if the reader is in a pane that has something to open."""
    article = reading.article
    if reading.pane == "summary":
        return bool(
            reading.entity or article.summary or article.facts or article.timeline or article.questions
            or article.glossary
        )  # fmt: skip
    return reading.pane == "contents" or (reading.pane == "entities" and bool(article.entities))


def hints(keymap: Mapping[str, tuple[str, ...]], commands: Sequence[Command], width: int) -> Pieces:
    """Keys and what they do, at a width in cells; what doesn't fit is left out, the last two last."""
    return _fitting(tuple((command, keymap[command.id][0]) for command in commands if keymap.get(command.id)), width)


@lru_cache(maxsize=64)  # asked for with each key, and seldom another one
def _fitting(bound: tuple[tuple[Command, str], ...], width: int) -> tuple[Piece, ...]:
    """The hints of commands and their keys, as many as fit."""

    def hint(command: Command, key: str) -> list[Piece]:
        return [Piece(key_label(key), "key"), Piece(f" {command.label}", "muted"), Piece("  ")]

    kept = [entry for entry in bound if entry[0].id in LAST]
    for entry in sorted(bound, key=lambda entry: entry[0].id in FIRST_LEFT_OUT):
        if entry not in kept:
            trial = [other for other in bound if other in kept or other is entry]
            if 1 + sum(cell_width(piece.text) for other in trial for piece in hint(*other)) - 2 <= width:
                kept = trial
    pieces = [Piece(" "), *(piece for entry in kept for piece in hint(*entry))]
    while len(pieces) > 1 and sum(cell_width(piece.text) for piece in pieces[:-1]) > width:
        pieces = pieces[:-3]
    return tuple(pieces)
