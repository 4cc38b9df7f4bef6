"""How a reading begins: in which language, at which place, and with what to say first."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jpreader.article import place
from jpreader.article.mentions import by_entity
from jpreader.article.model import TOP, Article, Place
from jpreader.reading.met import NOTHING_NEW, New
from jpreader.reading.notes import Note
from jpreader.reading.reading import Reading, fallback_notice

if TYPE_CHECKING:
    from jpreader.article.problem import Problem
    from jpreader.reading.settings import Settings
    from jpreader.reading.store import Kept


def opening(
    editions: tuple[Article, ...],
    kept: Kept | None,
    settings: Settings,
    *,
    language: str = "",
    section: str = "",
    entity: str = "",
    problems: Sequence[Problem] = (),
    new: New = NOTHING_NEW,
    notes: tuple[Note, ...] = (),
    notice: str = "",
) -> Reading:
    """An article as it is opened: where it was left, or at a section or an entity's first mention.

    Args:
        editions: the article in all its languages, the original first.
        kept: what is known of the last time that it was read.
        settings: what the reader set.
        language: the one that was asked for; else it is the one last read in, else that of the settings.
        section: one of its sections, to begin there.
        entity: one of its entities, to be chosen.
        problems: what is wrong with its files; of an error the reader is told before anything else.
        new: what of it the reader hasn't met.
        notes: highlights and notes.
        notice: what to say first.
    """
    wanted = language or (kept.language if kept else settings.language)
    edition = _edition([article.language for article in editions], wanted)
    article = editions[edition]
    named = (problem._replace(path=os.path.basename(problem.path)) for problem in problems)  # a line has little room
    error = next((str(problem) for problem in named if problem.severity == "error"), "")
    reading = Reading(
        editions,
        edition,
        Place(section) if section else _left(article, kept),
        read=frozenset(kept.read if kept else ()).intersection(article.by_section),
        measure=settings.measure,
        ruby=settings.ruby,
        new=new,
        notes=notes,
        notice=error or notice or ("" if kept else fallback_notice(article)),
    )
    if not entity:
        return reading
    reading = reading.choose(entity)
    spans = by_entity(article).get(entity, ())
    return reading._replace(hit=0, place=place.place_of(article, spans[0])._replace(offset=0)) if spans else reading


def _edition(tags: Sequence[str], wanted: str) -> int:
    """The language that is wanted, else a dialect of it, else the original."""
    if wanted in tags:
        return tags.index(wanted)
    alike = [number for number, tag in enumerate(tags) if wanted and tag.split("-")[0] == wanted.split("-")[0]]
    return alike[0] if alike else 0


def _left(article: Article, kept: Kept | None) -> Place:
    """Where an article was left, even if its text has changed since."""
    if kept is None:
        return TOP
    at = kept.anchor.place
    return place.restore(article, kept.anchor) if at.section else at  # the front matter has no text to find again
