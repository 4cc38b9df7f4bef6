"""The rows of the summary pane: the article in a sentence, its points, figures, questions, dates, terms and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from jpreader.article.model import Article, Evidence, Fact, Term
from jpreader.layout.cells import width as cells
from jpreader.layout.column import Column, length
from jpreader.layout.dates import date_label
from jpreader.layout.figures import figure_label, unit_of
from jpreader.layout.line import Piece, Row, ToEvidence
from jpreader.layout.marks import NO_SIGNS, Signs, begin, group, language_mark, section_mark
from jpreader.layout.plot import Scale, bar, scale

NO_DATE = "—"
NOTHING = "This article has no summary, figures or dates."

INDENT = (Piece("  "),)
LOG_NOTE = Piece("(log scale)", "muted")


@lru_cache(maxsize=8)  # two languages at a few widths
def digest(article: Article, width: int, signs: Signs = NO_SIGNS) -> tuple[Row, ...]:
    """All that the summary pane holds, to a width in cells; each claim is an item that opens its evidence."""
    column = Column(width)
    if article.summary and article.summary.tldr:
        column.heading("SUMMARY", language_mark(article, "summary.tldr"))
        column.text(article.summary.tldr, "text")
    _set_points(column, article)
    _set_figures(column, article, dict(signs.facts))
    _set_questions(column, article)
    _set_timeline(column, article)
    _set_glossary(column, article)
    _set_links(column, article)
    if not column.rows:
        column.text(NOTHING, "muted")
    return column.rows


@lru_cache(maxsize=8)
def brief(article: Article, width: int, height: int, signs: Signs = NO_SIGNS) -> tuple[Row, ...]:
    """The digest for a strip of some rows: it begins with the sentence, not with a heading.

    The points follow after a blank row and their heading if the first of them then begins within the height,
    else at once. Items are numbered as in the digest.
    """
    rows = digest(article, width, signs)
    if not (article.summary and article.summary.tldr):
        return rows
    rows = rows[1:]
    blank = next((number for number, row in enumerate(rows) if not row.pieces), len(rows))
    if article.summary.points and blank + 2 >= height:
        return rows[:blank] + rows[blank + 2 :]
    return rows


def _set_points(column: Column, article: Article) -> None:
    points = article.summary.points if article.summary else ()
    if not points:
        return
    names = group(column, article, "KEY POINTS", [f"summary.points.{n}.text" for n in range(len(points))])
    digits = len(str(len(points)))
    for number, (point, name) in enumerate(zip(points, names, strict=True), 1):
        section = begin(column, article, point)
        column.text(
            point.text,
            "text",
            lead=[Piece(f"{number:>{digits}} ", "number")],
            hang=[Piece(" " * (digits + 1))],
            tail=section,
            last=language_mark(article, name),
        )


def _set_figures(column: Column, article: Article, signs: Mapping[str | int, Piece]) -> None:
    """The figures, those of one unit together, with bars where there are several of it."""
    groups: dict[str, list[Fact]] = {}
    for fact in article.facts.values():
        groups.setdefault(unit_of(fact), []).append(fact)
    if not groups:
        return
    scales = {unit: scale([fact.number for fact in facts]) for unit, facts in groups.items() if len(facts) > 1}
    alone = len(scales) == 1
    noted = alone and next(iter(scales.values())).kind == "log"
    names = [f"facts.{id}.label" for id in article.facts]
    due = dict(zip(article.facts, group(column, article, "FIGURES", names, [LOG_NOTE] if noted else []), strict=True))
    # under the headings of several units, one that has no bars and so no heading would seem to belong to the last
    units = list(groups) if alone else sorted(groups, key=lambda unit: unit in scales)
    for unit in units:
        facts, on = groups[unit], scales.get(unit)
        if on and not alone:
            column.end()
            column.row([Piece(unit or "Numbers", "unit")], [LOG_NOTE] if on.kind == "log" else [])
        for fact in facts:
            set_figure(column, article, fact, due[fact.id], on, signs.get(fact.id))


def set_figure(
    column: Column, article: Article, fact: Fact, name: str, on: Scale | None = None, sign: Piece | None = None
) -> None:
    """Sets a figure: its label, its value at the right of the last row, and its bar if there is a scale for one.

    `name` is that of the label among the article's fallbacks.
    """
    begin(column, article, fact, sign=sign)
    label = fact.label
    if fact.date and str(fact.date.first[0]) not in label:
        label = f"{label} ({date_label(fact.date, article.language)})"
    figure = figure_label(fact, article.language)
    note = language_mark(article, name)
    last = [*note, *([Piece(" ")] if note else []), Piece(figure, "value")]
    if length(last) <= column.width:
        column.text(label, "label", last=last)
    else:
        column.text(label, "label", last=note)
        column.text(figure, "value")
    if on and (drawn := bar(fact.number, on, column.width)):
        column.row([Piece(drawn, "bar")])


def _set_questions(column: Column, article: Article) -> None:
    if not article.questions:
        return
    names = group(column, article, "QUESTIONS", [f"questions.{n}" for n in range(len(article.questions))])
    for question, name in zip(article.questions, names, strict=True):
        section = begin(column, article, question)
        column.text(question.ask, "ask", tail=section)
        column.text(question.answer, "text", lead=INDENT, hang=INDENT, last=language_mark(article, name))


def _set_timeline(column: Column, article: Article) -> None:
    """Dates at the left of their labels, or above them where they would take over a quarter of the width."""
    events = article.timeline
    if not events:
        return
    names = group(column, article, "TIMELINE", [f"timeline.{n}.label" for n in range(len(events))])
    dates = [date_label(event.when, article.language) if event.when else NO_DATE for event in events]
    widest = max(map(cells, dates))
    beside = widest <= column.width // 4
    for number, (event, date, name) in enumerate(zip(events, dates, names, strict=True), 1):
        section = begin(column, article, event)
        rail = Piece("│ " if number < len(events) else "  ", "rule")
        lead = [Piece("● ", "marker"), Piece(date, "date")]
        if beside:
            lead.append(Piece(" " * (widest - cells(date) + 1)))
            hang = [rail, Piece(" " * (widest + 1))]
            column.text(event.label, "text", lead, hang, tail=section, last=language_mark(article, name))
        else:
            column.text(date, "date", lead[:1], [rail], tail=section)
            column.text(event.label, "text", [rail], [rail], last=language_mark(article, name))


def _set_glossary(column: Column, article: Article) -> None:
    if not article.glossary:
        return
    names = group(column, article, "GLOSSARY", [f"glossary.{term.term}.text" for term in article.glossary])
    for term, name in zip(article.glossary, names, strict=True):
        use = first_use(article, term)
        column.begin(ToEvidence(use) if use else None)
        section = section_mark(article, use)
        if cells(term.term) + 1 + cells(term.native) + length(section) < column.width:
            column.row([Piece(term.term, "term"), Piece(" "), Piece(term.native, "native")], section)
        else:
            column.text(term.term, "term", tail=section)
            column.text(term.native, "native", lead=INDENT, hang=INDENT)
        column.text(term.text, "text", lead=INDENT, hang=INDENT, last=language_mark(article, name))


def first_use(article: Article, term: Term) -> Evidence | None:
    """Where a section's body first uses a term, in any case, by one of its names; None if none does.

    A term in Latin script begins where a word does, and goes on to the word's end: `cells` uses `cell`.
    """
    forms = [form for form in (term.term, *term.aliases, term.native) if form]
    pattern = re.compile(
        "|".join(rf"\b{re.escape(form)}[a-z]*" if form.isascii() else re.escape(form) for form in forms),
        re.IGNORECASE | re.ASCII,
    )
    for section in article.sections:
        if found := pattern.search(section.text, len(section.title)):
            return Evidence(section.id, found.group())
    return None


def _set_links(column: Column, article: Article) -> None:
    """Where the words lead that are links: the text shows only that they are."""
    for number, (words, address, where) in enumerate(_links(article)):
        if not number:
            column.heading("LINKS")
        column.begin(ToEvidence(where))
        column.text(words, "label", tail=section_mark(article, where))
        column.text(address, "link", lead=INDENT, hang=INDENT)


def _links(article: Article) -> Iterator[tuple[str, str, Evidence]]:
    """The words of each link, where they lead, and where they stand; those that are their own address show it."""
    for section in article.sections:
        for block in section.blocks:
            for run in block.runs:
                words, address = block.text[run.start : run.end], run.target.removeprefix("mailto:")
                if run.style == "link" and words != address:
                    # The same words may have stood there before; from the paragraph's beginning on they are found.
                    first = section.text.find(words) == block.start + run.start
                    quote = words if first else block.text[: run.end]
                    yield words, address, Evidence(section.id, quote)
