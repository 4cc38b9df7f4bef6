"""Where highlights and notes stand in the text as it is now."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from jpreader.article.model import Article, Span
from jpreader.article.quotation import restored
from jpreader.reading.notes import Note


@lru_cache(maxsize=4)  # two languages, with and without the last one
def placed(article: Article, notes: tuple[Note, ...]) -> Mapping[str, Span | None]:
    """Where those in an article's language stand in it, by their ids; None for what is found no more."""
    return {note.id: restored(article, note.quotation) for note in notes if note.source.language == article.language}


@lru_cache(maxsize=4)
def highlights(article: Article, notes: tuple[Note, ...]) -> tuple[Span, ...]:
    """The stretches that are highlighted."""
    spans = placed(article, notes)
    return tuple(span for note in notes if note.kind == "highlight" and (span := spans.get(note.id)))


@lru_cache(maxsize=4)
def noted(article: Article, notes: tuple[Note, ...]) -> tuple[Span, ...]:
    """The stretches that have a note."""
    spans = placed(article, notes)
    return tuple(span for note in notes if note.kind == "note" and (span := spans.get(note.id)))
