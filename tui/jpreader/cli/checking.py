"""`jpreader check`: what is wrong with articles and their translations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jpreader.article.check import as_github, as_json, render
from jpreader.article.check import check as checked
from jpreader.article.decode import flawed, flawed_overlay
from jpreader.article.model import Article
from jpreader.article.problem import Problem
from jpreader.article.text import one_line
from jpreader.cli.streams import Stopped, complain, emit, flush, piped
from jpreader.library.selection import Misuse, every
from jpreader.library.shelf import Editions, load, stem


def check(arguments: Sequence[str], format: str) -> int:
    """Check what the arguments name; 1 if there is an error."""
    try:
        problems, files = _checked(arguments)
    except Misuse as misuse:
        raise Stopped(str(misuse), 2) from None
    if format == "json":
        import json

        emit(json.dumps([as_json(problem) for problem in problems], ensure_ascii=False, indent=2) + "\n")
    else:
        for problem in problems:
            emit(f"{render(problem) if format == 'text' else as_github(problem)}\n")
    flush()
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    complain(f"{_count(files, 'file')} checked: {_count(errors, 'error')}, {_count(warnings, 'warning')}\n")
    return 1 if errors else 0


def _checked(arguments: Sequence[str]) -> tuple[list[Problem], int]:
    """All problems, file by file, and how many files there were.

    An article is checked with its translations. Of one that was named for a translation only the problems of
    that are told, if its original can be read.
    """
    named, missing = every(arguments, piped)
    problems, files = list(missing), len(missing)
    for item, translation in named:
        editions = load(item)
        found = list(editions.problems)
        for article in (*editions.articles, *_flawed(editions)):
            found += checked(article, editions.sources[article.path])
        paths = dict.fromkeys([*editions.sources, *(problem.path for problem in found)])
        if translation and editions.articles:
            paths = dict.fromkeys([one_line(translation)])
        files += len(paths)
        for path in paths:
            own = [problem for problem in found if problem.path == path]
            problems += sorted(own, key=lambda problem: (problem.line, problem.column))
    return problems, files


def _flawed(editions: Editions) -> Iterator[Article]:
    """What could be made of the files with errors: what else is wrong with them is told at once."""
    for path, source in editions.sources.items():
        if any(problem.path == path and problem.line and problem.severity == "error" for problem in editions.problems):
            article = (
                flawed_overlay(source, path, editions.articles[0])
                if editions.articles
                else flawed(source, path, stem(path))
            )
            if article:
                yield article


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
