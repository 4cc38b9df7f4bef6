"""Problems as people, programs and GitHub read them."""

from __future__ import annotations

import unicodedata

from jpreader.article.problem import Problem


def render(problem: Problem) -> str:
    """A problem with the line of its file, and what to do about it under the place.

    ```
    a.yaml:10:1: error: unknown key 'subtitel'
       10 | subtitel: Prime Minister …
          | ^^^^^^^^ did you mean 'subtitle'?
    ```
    """
    if not problem.excerpt:
        return f"{problem}\n       {problem.hint}" if problem.hint else str(problem)
    begin = (problem.caret or problem.column) - 1
    under = problem.excerpt[begin : begin + problem.length]
    carets = " " * _cells(problem.excerpt[:begin]) + "^" * max(1, _cells(under))
    margin = max(5, len(str(problem.line)) + 1)
    return f"{problem}\n{problem.line:>{margin}} | {problem.excerpt}\n{'':>{margin}} | {carets} {problem.hint}".rstrip()


def _cells(text: str) -> int:
    """The width of a text on a terminal, in cells: as wide as Unicode says (UAX #11), ambiguous ones narrow."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def as_json(problem: Problem) -> dict[str, str | int]:
    """A problem for programs; line and column are 0 where it is with the file as a whole."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
    }


def as_github(problem: Problem) -> str:
    """A problem as a workflow command, which GitHub Actions shows beside the line.

    Source: GitHub Docs, "Workflow commands for GitHub Actions", and the escapes of actions/toolkit's `command.ts`.
    """
    message = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    place = f",line={problem.line},col={problem.column}" if problem.line else ""
    file = _escaped(problem.path).replace(":", "%3A").replace(",", "%2C")
    return f"::{problem.severity} file={file}{place}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
