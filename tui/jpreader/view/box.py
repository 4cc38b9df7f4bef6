"""The two lines under a box that asks: what may stand at the cursor, or what is wrong and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jpreader.article.problem import Problem
from jpreader.layout.cells import fit
from jpreader.layout.cells import width as cells
from jpreader.layout.line import Piece, Pieces
from jpreader.library.completion import Candidate


class Completion(NamedTuple):
    """What may stand at a place of a text, and which of it was taken."""

    text: str = ""
    """As it was typed."""
    candidates: tuple[Candidate, ...] = ()
    taken: int = -1

    def next(self, by: int = 1) -> Completion:
        """With the next candidate taken, or the one before; after the last comes the text as it was typed."""
        count = len(self.candidates) + 1
        return self._replace(taken=(self.taken + 1 + by) % count - 1)

    @property
    def value(self) -> str:
        """The text with the candidate in its place."""
        if self.taken < 0:
            return self.text
        one = self.candidates[self.taken]
        return self.text[: one.start] + one.text + self.text[one.end :]

    @property
    def cursor(self) -> int:
        """Where to go on typing."""
        if self.taken < 0:
            return len(self.text)
        one = self.candidates[self.taken]
        return one.start + len(one.text)


def candidate_line(completion: Completion, width: int) -> Pieces:
    """The candidates in a row, from the one before the one that is taken on, as many as there is room for."""
    pieces: list[Piece] = [Piece(" ")]
    room = width - 1
    for number in range(max(0, completion.taken - 1), len(completion.candidates)):
        one = completion.candidates[number]
        count = f" {one.articles:,}" if one.articles else ""
        text = fit(one.text, max(8, width // 2))
        if cells(text) + cells(count) > room:
            break
        pieces += [Piece(text, "chosen underlined" if number == completion.taken else "label"), Piece(count, "count")]
        pieces.append(Piece("  "))
        room -= cells(text) + cells(count) + 2
    return pieces


def problem_lines(text: str, problem: Problem, first: int, width: int) -> Sequence[Pieces]:
    """A caret under what is wrong with a text, and what it is.

    Args:
        text: as it stands in the box.
        problem: its column is a place in the text.
        first: the cell of the box at which the text begins; negative where its beginning has gone out at the left.
        width: of the line, in cells.
    """
    start = max(0, problem.column - 1)
    at = max(0, min(width - 1, first + cells(text[:start])))
    long = max(1, min(width - at, cells(text[start : start + problem.length])))
    said = problem.message + (f"; {problem.hint}" if problem.hint else "")
    return ([Piece(" " * at), Piece("^" * long, "error")], [Piece(" "), Piece(fit(said, width - 2), "error")])


def key_line(live: bool, width: int) -> Pieces:
    """The keys of the box, as many as fit: they are the same whatever the reader's own keys are."""
    keys = [("Enter", "open" if live else "take it"), ("Tab", "complete"), ("Esc", "close")]
    keys += [("↓", "into the results")] if live else []
    pieces: list[Piece] = [Piece(" ")]
    room = width
    for key, does in keys:
        room -= cells(key) + cells(does) + 3
        if room < 0:
            break
        pieces += [Piece(key, "key"), Piece(f" {does}", "muted"), Piece("  ")]
    return pieces
