"""What `jpreader check` says beyond what decoding says: whether each quote is in the text, and what is missing."""

from __future__ import annotations

import unicodedata

from jpreader.article.evidence import every_claim, locate, why_not
from jpreader.article.mentions import by_entity, names
from jpreader.article.model import Article, Evidence, Fact, Mark, Relation
from jpreader.article.problem import Problem, Severity
from jpreader.article.quantity import amounts
from jpreader.article.yamlevents import Reader


def check(article: Article, source: bytes) -> tuple[Problem, ...]:
    """Problems of an article, or of a translation, by line; `source` is its file."""
    reader = Reader(source, article.path)
    _quotes(reader, article)
    if article.original is None:
        _names(reader, article)
        _amounts(reader, article)
    else:
        _missing(reader, article)
    return tuple(sorted(reader.problems, key=lambda problem: (problem.line, problem.column)))


def _own(article: Article, evidence: Evidence | None) -> bool:
    """True if a quote stands in the article's own file."""
    return evidence is not None and bool(evidence.quote) and (article.original is None or evidence.translated)


def _quotes(reader: Reader, article: Article) -> None:
    for claim in every_claim(article):
        evidence = claim.evidence
        if evidence is not None and _own(article, evidence) and locate(article, evidence) is None:
            reader.say(evidence.mark, *why_not(article, evidence), length=len(evidence.quote))
        elif article.original is None and isinstance(claim, Fact | Relation) and not (evidence and evidence.quote):
            what = "fact" if isinstance(claim, Fact) else "relation"
            reader.say(
                claim.mark,
                f"this {what} has no quote",
                "add the 'section' and the 'quote' that say it",
                severity="warning",
            )


def _names(reader: Reader, article: Article) -> None:
    found = by_entity(article)
    shared: dict[str, str] = {}
    for entity in article.entities.values():
        if entity.match and entity.id not in found:
            hint = "add the form the text uses under `aliases`, or match: false"
            reader.say(entity.mark, f"'{entity.name}' is never found in the text", hint, len(entity.id), "warning")
        for name in names(entity) if entity.match else ():
            first = shared.setdefault(name, entity.id)
            if first != entity.id:
                reader.say(
                    entity.mark,
                    f"'{name}' is a name of '{first}' as well, which takes its mentions",
                    "leave it to one of them",
                    len(entity.id),
                    "warning",
                )


def _amounts(reader: Reader, article: Article) -> None:
    covered = [
        passage.span
        for fact in article.facts.values()
        if fact.evidence and (passage := locate(article, fact.evidence)) and passage.exact
    ]
    for section in article.sections:
        for block in section.body:
            for start, end in amounts(block.text):
                a, b = block.start + start, block.start + end
                if not any(span.section == section.id and span.start < b and span.end > a for span in covered):
                    text = block.text[start:end]
                    reader.say(
                        Mark(block.line, 1),
                        f"the text says “{text}”, and no fact covers it",
                        "add it under `facts`, with a quote that holds it",
                        severity="warning",
                    )


def _missing(reader: Reader, article: Article) -> None:
    for section in article.sections:
        if f"sections.{section.id}.body" in article.fallbacks:
            reader.say(
                Mark(1, 1),
                f"the translation lacks section '{section.id}'",
                "it is shown in the original's language",
                severity="warning",
            )
    for name in ("title", "summary.tldr"):
        if name in article.fallbacks:
            reader.say(
                Mark(1, 1),
                f"the translation lacks '{name}'",
                "it is shown in the original's language",
                severity="warning",
            )


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def render(problem: Problem) -> str:
    """A problem as people read it: with the line of the file, and what to do under the place."""
    if not problem.excerpt:
        return f"{problem}\n    {problem.hint}" if problem.hint else str(problem)
    number = str(problem.line)
    begin = (problem.caret or problem.column) - 1
    under = problem.excerpt[begin : begin + problem.length]
    caret = " " * _cells(problem.excerpt[:begin]) + "^" * max(1, _cells(under))
    return f"{problem}\n  {number:>3} | {problem.excerpt}\n      | {caret} {problem.hint}".rstrip()


def as_json(problem: Problem) -> dict[str, object]:
    """A problem for programs."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
    }


def _escaped(text: str, property: bool) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property else text


def as_github(problem: Problem) -> str:
    """A problem as a workflow command of GitHub Actions, which shows it beside the line."""
    level: Severity = problem.severity
    message = f"{problem.message}: {problem.hint}" if problem.hint else problem.message
    place = f",line={problem.line},col={problem.column}" if problem.line else ""
    return f"::{level} file={_escaped(problem.path, True)}{place}::{_escaped(message, False)}"
