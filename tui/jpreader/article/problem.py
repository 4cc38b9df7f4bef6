"""What is wrong with a file, where, and what to do about it."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Problem(NamedTuple):
    """Something that the author or the reader of a file can mend. All its text has been cleaned."""

    path: str
    line: int
    """From 1; 0 where the problem is with the file as a whole."""
    column: int
    """In characters, from 1; 0 with line 0."""
    severity: Severity
    message: str
    hint: str = ""
    """The way out: shown beside the caret."""
    excerpt: str = ""
    """The line of the file, cleaned; empty where none is to be shown."""
    length: int = 1
    """How many characters of the excerpt the caret underlines, from `caret`."""
    caret: int = 0
    """Where in the excerpt the caret begins, in characters, from 1; 0: at `column`. The two differ where the
    excerpt leaves out the beginning of a long line, or shows what can't be seen."""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{where}: {self.severity}: {self.message}"
