"""How problems are told on standard error: one line for a file as a whole, an excerpt for a place in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jpreader.article.problem import Problem


def told(problem: Problem) -> str:
    """A problem as `check` shows it; one of a whole file on one line, with the way out."""
    if problem.line:
        from jpreader.article.check import render

        return render(problem)
    hint = f"; {problem.hint}" if problem.hint else ""
    return f"jpreader: {problem.path}: {problem.message}{hint}"


def all_told(problems: Iterable[Problem]) -> str:
    """Several problems, each on lines of its own."""
    return "".join(f"{told(problem)}\n" for problem in problems)


def first_told(problems: Sequence[Problem]) -> str:
    """What keeps something from being read: of each file the first error, and how many more there are."""
    out = []
    for path in dict.fromkeys(problem.path for problem in problems):
        errors = [problem for problem in problems if problem.path == path and problem.severity == "error"]
        out += [f"{told(problem)}\n" for problem in errors[:1]]
        if len(errors) > 1:
            more = "1 more error" if len(errors) == 2 else f"{len(errors) - 1} more errors"
            out.append(f"jpreader: {path}: {more}: jpreader check shows all\n")
    return "".join(out)
