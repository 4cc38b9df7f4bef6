"""`jpreader notes`: marks, highlights and notes, written out and read in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from jpreader.article.files import Unreadable, read
from jpreader.article.text import one_line
from jpreader.cli.exchange import Kept, Misshapen, as_json, as_markdown, as_text, parsed
from jpreader.cli.report import all_told
from jpreader.cli.streams import Stopped, complain, emit, piped
from jpreader.library.selection import Misuse, every
from jpreader.library.shelf import load, path_of
from jpreader.reading import folders
from jpreader.reading.notebook import Notes
from jpreader.reading.notes import Note
from jpreader.reading.store import Store
from jpreader.view.placing import placed


def notes(arguments: Sequence[str], format: str, source: str) -> int:
    """Write what is kept of some articles, or of all; or take what a source holds."""
    if source and arguments:
        raise Stopped("--import takes all that a file holds: name no articles", 2)
    return take(source) if source else put(arguments, format)


def put(arguments: Sequence[str], format: str) -> int:
    """Write what is kept, of all articles or of those that are named; 1 if one of them isn't there."""
    with _opened() as store:
        book = Notes(store)
        kept, status = Kept(book.marks(), book.all()), 0
    if arguments:
        keys, status = _keys(arguments)
        marks = tuple(mark for mark in kept.marks if mark.source.key in keys)
        kept = Kept(marks, tuple(note for note in kept.notes if note.source.key in keys))
    written = {"json": as_json, "md": as_markdown, "text": as_text}[format](kept, _lost(kept.notes))
    emit(written)
    if format != "json" and not any(kept):
        complain("jpreader: nothing is kept yet\n")
    return status


def take(name: str) -> int:
    """Add what a file holds to what is kept, and say how much that was.

    Raises:
        Stopped: the file can't be read, or holds something else, or nothing can be kept.
    """
    shown = "standard input" if name == "-" else one_line(name)
    try:
        data = piped() if name == "-" else read(name)
        kept = parsed(data.decode("utf-8-sig"))
    except Unreadable as reason:
        raise Stopped(f"{shown}: {reason}" if name == "-" else str(reason)) from None
    except UnicodeDecodeError:
        raise Stopped(f"{shown}: it is not UTF-8") from None
    except Misshapen as wrong:
        raise Stopped(f"{shown}: {wrong}") from None
    with _opened() as store:
        if store.problem:
            raise Stopped(store.problem)
        merged = Notes(store).merge(kept.marks, kept.notes)
        if merged is None:
            raise Stopped(store.problem)
    emit(f"{merged.added} added, {merged.changed} changed, {merged.known} already there\n")
    return 0


@contextmanager
def _opened() -> Iterator[Store]:
    """The memory, which is let go of afterwards; what is wrong with it is said."""
    with closing(Store(folders.memory())) as store:
        if store.problem:
            complain(f"jpreader: {store.problem}\n")
        yield store


def _keys(arguments: Sequence[str]) -> tuple[frozenset[str], int]:
    """The keys of the articles that are named; and 1 if one isn't there."""
    try:
        named, problems = every(arguments, piped)
    except Misuse as misuse:
        raise Stopped(str(misuse), 2) from None
    complain(all_told(problems))
    return frozenset(item.key for item, _ in named), 1 if problems else 0


def _lost(notes: Sequence[Note]) -> frozenset[str]:
    """The ids of those whose words their article has no more; of an article that isn't there nothing is known."""
    lost: set[str] = set()
    for key in {note.source.key for note in notes}:
        own = tuple(note for note in notes if note.source.key == key)
        path = path_of(key, own[-1].source.path)
        if os.path.isfile(path):
            for article in load(path).articles:
                lost |= {id for id, span in placed(article, own).items() if span is None}
    return frozenset(lost)
