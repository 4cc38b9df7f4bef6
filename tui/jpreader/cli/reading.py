"""Reading: on a screen where there is one, else as text."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

from jpreader.article.fields import suggestion
from jpreader.article.model import Article
from jpreader.article.problem import Problem
from jpreader.article.text import one_line
from jpreader.cli import screen
from jpreader.cli.report import first_told
from jpreader.cli.sparing import without_ssl
from jpreader.cli.streams import Stopped, complain, emit, piped
from jpreader.library.selection import Misuse, among_shipped, select, without_language
from jpreader.library.shelf import Editions, Item, Selection, load
from jpreader.reading import folders
from jpreader.reading import settings as own

if TYPE_CHECKING:
    from jpreader.terminal.wire import Wire


AT_ONCE = 64  # files of a folder whose heads are read before the shelf stands: 20 ms; of more the index tells


def read(arguments: Sequence[str], language: str, wire: Wire | None = None) -> int:
    """Show a screen; where there is none, print what was asked for.

    Args:
        arguments: the articles, as typed.
        language: the one that was asked for, if any.
        wire: the terminal, if the screen of the last time stands on it already.
    """
    terminal = wire.capabilities if wire else screen.terminal()
    if terminal is None:
        return put(arguments, language)
    gc.disable()  # until the screen stands: collecting what a start makes finds nothing, and costs a tenth of it
    selection, problems = _asked(arguments, language, AT_ONCE)
    if selection is None:
        if wire is not None:
            wire.leave()
        complain(first_told(problems))
        return 1
    if selection.chosen:
        selection = selection._replace(shelf=among_shipped(selection.chosen))
    settings, wrong = own.load(folders.settings(), query_problems)
    from jpreader.reading.keymap import keymap
    from jpreader.start.beginning import begin

    notice = str(wrong[0]._replace(path=folders.shown(wrong[0].path))) if wrong else ""
    beginning = begin(selection, settings, keymap(settings.keys)[0], notice, ascii=not terminal.unicode)
    again = None if language or "-" in arguments else screen.asked(arguments, terminal)
    stands = wire is not None
    wire = wire or screen.take(terminal, settings.mouse)
    with wire or nullcontext():
        if wire is not None and not stands and beginning.reading is not None:
            from jpreader.start.drawing import drawn

            wire.begin(drawn(beginning.reading, beginning, *wire.size, wire.capabilities.colours))
        if wire is not None and beginning.item is None:
            from jpreader.start.drawing import drawn_shelf
            from jpreader.start.standing_shelf import standing_shelf

            if found := standing_shelf(beginning, wire.size):
                beginning = beginning._replace(shelved=found[0])
                if not stands:
                    wire.begin(drawn_shelf(found[0], beginning, *wire.size, wire.capabilities.colours))
        with without_ssl():
            from jpreader.app import run

        return run(beginning, wire, again)


def query_problems(text: str) -> tuple[Problem, ...]:
    """What is wrong with a query of the settings."""
    from jpreader.library.query import parse

    return parse(text).problems


def _asked(
    arguments: Sequence[str], language: str, most: int | None = None
) -> tuple[Selection | None, Sequence[Problem]]:
    """What the arguments name, or what is wrong.

    Raises:
        Stopped: they can't be meant so.
    """
    try:
        return select(arguments, language, piped, most)
    except Misuse as misuse:
        raise Stopped(str(misuse), 2) from None


def _selected(arguments: Sequence[str], language: str) -> Selection | None:
    """What the arguments name; None after having said what is wrong."""
    selection, problems = _asked(arguments, language)
    complain(first_told(problems))
    return selection


def put(arguments: Sequence[str], language: str, format: str = "text", only: str = "", width: int | None = None) -> int:
    """Print articles one after another: as text at a width in cells, as Markdown, or as JSON."""
    selection = _selected(arguments, language)
    if selection is None:
        return 1
    if only and (selection.section or selection.entity):
        raise Stopped("--only and a #section or @entity say both what to print: give one of them", 2)
    settings, _ = own.load(folders.settings())
    wish = language or settings.language
    chosen = (
        [(selection.chosen, selection.editions)] if selection.chosen else [(item, None) for item in selection.shelf]
    )
    status, count = 0, 0
    for item, editions in chosen:
        article = _article(item, editions or load(item), wish, language)
        if article is None:
            status = 1
            continue
        wanted = only or (f"#{selection.section}" if selection.section else "")
        wanted = wanted or (f"@{selection.entity}" if selection.entity else "")
        if not _has(article, wanted):
            status = 1
            continue
        if count and format != "json":
            emit("\n\n" if format == "text" else "\n---\n\n")
        count += 1
        emit(_formatted(article, format, wanted, width or _width(article, settings.measure)) + "\n")
    return status


def _article(item: Item, editions: Editions, wish: str, language: str) -> Article | None:
    """The article in the language that is wanted; None after having said why there is none."""
    if not editions.articles:
        complain(first_told(editions.problems))
        return None
    if language and (problems := without_language(editions, language)):
        complain(first_told(problems))
        return None
    complain(first_told(editions.problems))  # a broken translation: the original is read all the same
    return editions.find(item.language or wish) or editions.articles[0]


def _has(article: Article, wanted: str) -> bool:
    """Whether the article has a part; says so if not."""
    from jpreader.layout.outline import PARTS

    if not wanted or wanted[0] in "#@" or wanted in PARTS or wanted in article.by_section:
        return True
    known = [*PARTS, *article.by_section]
    hint = suggestion(wanted, known) or f"it has {', '.join(known)}"
    complain(f"jpreader: {one_line(article.path)}: no part or section '{one_line(wanted)[:60]}'; {hint}\n")
    return False


def _formatted(article: Article, format: str, only: str, width: int) -> str:
    if format == "json":
        import json

        from jpreader.layout.values import data

        return json.dumps(data(article, only), ensure_ascii=False, indent=2)
    from jpreader.layout import plain

    return plain.markdown(article, only) if format == "md" else plain.text(article, width, only)


def _width(article: Article, wanted: int | None) -> int:
    """The width that a line of text has by itself: never over that of the terminal it is printed on."""
    from jpreader.layout.measure import default_measure

    measure = wanted or default_measure(article)
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return measure
    return min(measure, columns) if columns else measure
