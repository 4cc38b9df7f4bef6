"""A file that is being read: its text, its lines, and what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from jpreader.article.model import Mark
from jpreader.article.problem import Problem, Severity
from jpreader.article.text import clean, one_line

MOST_PROBLEMS: Final = 100  # errors of one file, and as many warnings: nobody mends more before trying again
EXCERPT: Final = 70  # cells: with the line number before it, a line of the file fits in 80
_LEAD: Final = 20  # cells before the caret, where the beginning of the line is left out
_BREAK: Final = re.compile("\r\n|[\n\r]")


class Source:
    """The text of one file, and the problems that have been found in it."""

    def __init__(self, path: str, text: str = "") -> None:
        self.path = one_line(path)
        self.text = text
        self.problems: list[Problem] = []
        self.broken = False
        """True if there is an error."""
        self.told: dict[Severity, int] = {"error": 0, "warning": 0}
        self.untold: dict[Severity, int] = {"error": 0, "warning": 0}
        """How many more there are than `problems` holds."""
        self.cut = False
        """True if so much is wrong that the rest of the file has not been looked at."""
        self._lines: list[str] | None = None

    @property
    def lines(self) -> list[str]:
        """The lines of the file."""
        if self._lines is None:
            self._lines = _BREAK.split(self.text) if "\r" in self.text else self.text.split("\n")
        return self._lines

    @property
    def full(self) -> bool:
        """True if errors are only counted from now on: hints need not be looked for."""
        return self.told["error"] >= MOST_PROBLEMS

    def say(self, mark: Mark, message: str, hint: str = "", length: int = 1, severity: Severity = "error") -> None:
        """Note a problem at a place; `length` is in characters, and ends with the line at the latest."""
        self.broken |= severity == "error"
        if self.told[severity] >= MOST_PROBLEMS:
            self.untold[severity] += 1
            return
        self.told[severity] += 1
        line = self.lines[mark.line - 1] if 0 < mark.line <= len(self.lines) else ""
        excerpt, caret, length = _excerpt(line, mark.column - 1, length)
        self.problems.append(
            Problem(
                self.path,
                mark.line,
                mark.column,
                severity,
                one_line(message),
                one_line(hint),
                excerpt,
                length,
                caret + 1,
            )
        )

    def whole(self, message: str, hint: str = "") -> None:
        """Note a problem with the file as a whole."""
        self.broken = True
        self.problems.append(Problem(self.path, 0, 0, "error", one_line(message), one_line(hint)))

    def found(self) -> tuple[Problem, ...]:
        """The problems in the order of their lines, and then how many more there are."""
        told = sorted(self.problems, key=lambda problem: (problem.line, problem.column))
        told += [
            Problem(self.path, 0, 0, severity, f"and {count} more {severity}{'s' if count > 1 else ''}")
            for severity, count in self.untold.items()
            if count
        ]
        if self.cut:
            told.append(
                Problem(self.path, 0, 0, "error", "the rest of the file has not been looked at", "mend these first")
            )
        return tuple(told)


def named(text: str, most: int = 48) -> str:
    """A word of a file as messages quote it: on one line, in quotes, and not for ever."""
    text = one_line(text[: 4 * most])
    return f"'{text if len(text) <= most else text[: most - 1] + '…'}'"


def _excerpt(line: str, at: int, length: int) -> tuple[str, int, int]:
    """What is shown of a line, where in it the caret begins, from 0, and how long it is, in characters."""
    # What is further away than this from the caret can't be shown, whatever it is.
    start = max(0, at - 4 * EXCERPT)
    before = clean(line[start:at]).replace("\n", " ")
    under = clean(line[at : at + min(length, 4 * EXCERPT)]).replace("\n", " ")
    after = clean(line[at + length : at + length + 4 * EXCERPT]).replace("\n", " ").rstrip()
    room = EXCERPT - min(_cells(under), EXCERPT // 2)
    if start or _cells(before) > room:
        while before and _cells(before) > _LEAD:
            before = before[1:]
        before = "…" + before
    shown = before
    for char in under + after:
        if _cells(shown + char) >= EXCERPT and shown + char != before + under + after:
            shown = shown.rstrip() + "…"
            break
        shown += char
    return shown, len(before), max(1, min(len(under), len(shown) - len(before)))


def _cells(text: str) -> int:
    """The width of a text on a terminal, near enough to cut a line by."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
