"""What the index can be asked for a screen of entries: everything here runs beside the event loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

from jpreader.library.connection import path
from jpreader.library.dossier import MENTIONED, dossier
from jpreader.library.entry import places
from jpreader.library.index import Index, Ref
from jpreader.library.joining import unknown
from jpreader.library.ledger import Name, Names, happenings, things
from jpreader.library.plan import IsUnread
from jpreader.library.search import all_unread, matching_articles, search
from jpreader.library.who import Who, who
from jpreader.reading.spot import Spot
from jpreader.view.dossier_rows import choice_answer, dossier_answer, path_answer
from jpreader.view.entries import Answer, Entry
from jpreader.view.found_rows import MOST_UNREAD, found_answer, saved_answer
from jpreader.view.ledger_rows import ledger_answer
from jpreader.view.setting import note
from jpreader.view.timeline_rows import timeline_answer

RESULTS: Final = 20  # articles, figures, events that are asked for first
ROWS: Final = 200
AT_A_GLANCE: Final = 13  # articles of a dossier that is there within 100 ms; four times as many are the whole one


class Subject(Protocol):
    """Something to ask, and how much of it to ask for first."""

    @property
    def title(self) -> str:
        """What stands over it until there is an answer."""

    @property
    def language(self) -> str:
        """The language that is wanted, where an article has it; empty for that of each article."""

    @property
    def first(self) -> int:
        """How much is asked for at first: what fills a screen."""

    def answer(self, index: Index, most: int) -> Answer:
        """What is to be shown of at most so much."""


class Found(NamedTuple):
    """The articles that answer a query."""

    query: str
    language: str = ""
    unread: IsUnread = all_unread
    first: int = RESULTS
    title: str = "Search"

    def answer(self, index: Index, most: int) -> Answer:
        """See `Subject`."""
        return found_answer(search(index, self.query, most, self.unread, self.language))


class Saved(NamedTuple):
    """The searches that the reader keeps, each with how much of it is unread."""

    searches: Mapping[str, str] = MappingProxyType({})
    unread: IsUnread = all_unread
    language: str = ""
    """Of the articles that one of them finds."""
    first: int = RESULTS
    title: str = "Search"

    def answer(self, index: Index, most: int) -> Answer:
        """See `Subject`: at first without counts, which take longer."""
        if not self.searches or most <= self.first:
            answer = saved_answer({name: (query, None) for name, query in self.searches.items()})
            return answer._replace(partial=bool(self.searches))
        return saved_answer({name: (query, self._count(index, query)) for name, query in self.searches.items()})

    def _count(self, index: Index, query: str) -> int:
        """How many articles of a query are unread; of very many, one more than are told."""
        found: set[int] = set()
        for article in matching_articles(index, f"({query}) unread", self.unread):
            found.add(article)
            if len(found) > MOST_UNREAD:
                break
        return len(found)


class DossierOf(NamedTuple):
    """All that is known of an entity, by its key."""

    key: str
    language: str = ""
    first: int = AT_A_GLANCE
    title: str = "Dossier"

    def answer(self, index: Index, most: int) -> Answer:
        """See `Subject`."""
        found = who(index, self.key)
        if not found:
            return _nobody(index, self.key)
        glance = most < MENTIONED
        answer = dossier_answer(dossier(index, found[0], self.language, most, glance=glance), self.language)
        return answer._replace(partial=glance and answer.more)


class PathBetween(NamedTuple):
    """How two entities are connected."""

    start: str
    end: str
    language: str = ""
    first: int = RESULTS
    title: str = "Connection"

    def answer(self, index: Index, most: int) -> Answer:  # noqa: ARG002
        """See `Subject`."""
        start, end = who(index, self.start), who(index, self.end)
        if not start or not end:
            return _nobody(index, self.end if start else self.start)
        return path_answer(start[0], end[0], path(index, start[0], end[0], self.language), self.language)


class LedgerOf(NamedTuple):
    """All figures, or those of an entity, by its name or key."""

    entity: str = ""
    language: str = ""
    first: int = ROWS
    title: str = "Figures"

    def answer(self, index: Index, most: int) -> Answer:
        """See `Subject`."""
        return _about(
            index, self.entity, lambda one: ledger_answer(things(index, one, "", self.language), most, _called(one))
        )


class TimelineOf(NamedTuple):
    """All dated events, or those of an entity, by its name or key."""

    entity: str = ""
    language: str = ""
    first: int = ROWS
    title: str = "Timeline"

    def answer(self, index: Index, most: int) -> Answer:
        """See `Subject`."""
        return _about(
            index, self.entity, lambda one: timeline_answer(happenings(index, one, self.language), most, _called(one))
        )


class Choice(NamedTuple):
    """Several entities, of whom one is to be chosen."""

    names: tuple[Name, ...]
    language: str = ""
    first: int = RESULTS
    title: str = "Whose dossier?"

    def answer(self, index: Index, most: int) -> Answer:  # noqa: ARG002
        """See `Subject`."""
        return choice_answer(self.names, self.language)


def in_language(subject: Subject, language: str) -> Subject:
    """The same in another language."""
    if isinstance(subject, Found | Saved | DossierOf | PathBetween | LedgerOf | TimelineOf | Choice):
        return subject._replace(language=language)
    return subject


def _about(index: Index, entity: str, made: Callable[[Who | None], Answer]) -> Answer:
    """What is made of one who is meant by a name; of nobody where none is said."""
    if not entity:
        return made(None)
    found = who(index, entity)
    return made(found[0]) if found else _nobody(index, entity)


def _called(one: Who | None) -> str:
    return one.name if one else ""


def _nobody(index: Index, name: str) -> Answer:
    return Answer(name, (Entry(partial(note, unknown(index, name))),))


def named_at(index: Index, ref: Ref, spot: Spot) -> tuple[Name, ...]:
    """Who is named in what a spot leads to: those in its words alone, where it has some; else all of its section."""
    texts = index.texts(ref.edition)
    if texts is None:
        return ()
    numbers = {id: number for number, (id, _) in enumerate(texts.sections)}
    section = numbers.get(spot.section, -1)
    start = spot.start
    if spot.kind == "quote" and section >= 0:
        start = max(0, texts.sections[section][1].find(spot.text))
    end = start + (spot.length or len(spot.text))
    select = "select entity, places from mention where edition = ? and count"
    found = [
        (number, begin, entity)
        for entity, packed in index.db.execute(select, (ref.edition,))
        for number, begin, finish in places(packed)
        if section < 0 or (number == section and (not spot.text or (begin < end and start < finish)))
    ]
    return Names(index).of(" ".join(str(entity) for entity in dict.fromkeys(each for *_, each in sorted(found))))
