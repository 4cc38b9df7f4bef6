"""Reading: on a screen where there is one, else as text."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jpreader.article.fields import suggestion
from jpreader.article.model import Article
from jpreader.article.text import one_line
from jpreader.cli.report import all_told, first_told
from jpreader.cli.streams import Stopped, complain, emit, piped
from jpreader.library.selection import Misuse, among_shipped, select, without_language
from jpreader.library.shelf import Editions, Item, Selection, load
from jpreader.reading import folders
from jpreader.reading import settings as own
from jpreader.terminal.capabilities import Capabilities, capabilities

if TYPE_CHECKING:
    from jpreader.terminal.wire import Wire


def read(arguments: Sequence[str], language: str) -> int:
    """Show a screen; where there is none, print what was asked for."""
    terminal = _screen()
    if terminal is None:
        return put(arguments, language)
    gc.disable()  # until the screen stands: collecting what a start makes finds nothing, and costs a tenth of it
    selection = _selected(arguments, language)
    if selection is None:
        return 1
    if selection.chosen:
        selection = selection._replace(shelf=among_shipped(selection.chosen))
    settings, problems = own.load(folders.settings())
    from jpreader.reading.keymap import keymap

    _take_terminal()
    wire = _wire(terminal, settings.mouse)
    from jpreader.app import run

    notice = str(problems[0]) if problems else ""
    return run(selection, settings, keymap(settings.keys)[0], notice, wire, ascii=not terminal.unicode)


def _wire(terminal: Capabilities, mouse: bool) -> Wire | None:
    """The terminal, taken; None where Textual's own driver is asked for."""
    from jpreader.terminal.wire import Wire, prepare

    prepare(terminal)
    if os.environ.get("JPREADER_DRIVER") == "stock":
        return None
    wire = Wire(terminal, mouse)
    wire.guard()
    wire.enter()
    return wire


def _screen() -> Capabilities | None:
    """What the terminal can do; None where there is none that can show a screen, or no keyboard."""
    if sys.stdin is None or sys.stdout is None or sys.stderr is None or not sys.stdout.isatty():
        return None
    found = capabilities(os.environ)
    if found is None or sys.stdin.isatty():
        return found
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return None
    return found


def _take_terminal() -> None:
    """Put the terminal where Textual looks for it.

    Keys come from standard input, even where that was the article, or nothing; the screen is drawn on standard
    error, even where a reader has that in a file.
    """
    if not sys.stdin.isatty():
        terminal = os.open("/dev/tty", os.O_RDWR)
        os.dup2(terminal, sys.stdin.fileno())
        os.close(terminal)
    if not sys.stderr.isatty():
        os.dup2(sys.stdout.fileno(), sys.stderr.fileno())


def _selected(arguments: Sequence[str], language: str) -> Selection | None:
    """What the arguments name; None after having said what is wrong."""
    try:
        selection, problems = select(arguments, language, piped)
    except Misuse as misuse:
        raise Stopped(str(misuse), 2) from None
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
    if language and (problem := without_language(editions, language)):
        complain(all_told([problem]))
        return None
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
