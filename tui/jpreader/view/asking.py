"""What a box asks the reader for: a query, or the name of an entity; pure but for what the index is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from jpreader.article.problem import Problem
from jpreader.library.completion import Candidate, Wanted, candidates, vocabulary, wanted
from jpreader.library.index import Index
from jpreader.library.joining import Joining, join, part
from jpreader.library.plan import IsUnread
from jpreader.library.query import parse
from jpreader.library.who import who
from jpreader.view.subjects import DossierOf, Found, LedgerOf, PathBetween, Saved, Subject, TimelineOf


class Asking(NamedTuple):
    """A question to the reader."""

    placeholder: str
    subject: Callable[[str], Subject | None]
    """What to show for an answer."""
    text: str = ""
    """What stands in the box at first."""
    queries: bool = False
    """Whether it takes queries, which are checked; else names."""
    live: bool = False
    """Whether what is typed is shown while it is."""
    change: Callable[[Index, str], Joining] | None = None
    """Does what the answer asks for, in place of showing something."""
    over: bool = False
    """Whether what is shown for the answer lies over what is there."""
    names: tuple[str, ...] = ()
    """The only names to choose from; empty for all."""

    def problem(self, text: str) -> Problem | None:
        """What is wrong with an answer."""
        return next(iter(parse(text).problems), None) if self.queries else None

    def complete(self, index: Index, text: str, cursor: int) -> tuple[Candidate, ...]:
        """What may stand there.

        Raises:
            Damaged: the index has to be made anew.
        """
        if self.queries:
            typed = wanted(text, cursor)
            known = vocabulary(index, typed) if typed.field or typed.typed else ()
            return candidates(typed, known)
        if self.names:
            return tuple(Candidate(name, 0, len(text)) for name in self.names if text.lower() in name.lower())
        typed = Wanted("entity", text, 0, len(text))
        found = candidates(typed, vocabulary(index, typed)) if text.strip() else ()
        return tuple(one._replace(text=one.text.strip('"')) for one in found)


def meant(index: Index, text: str, found: tuple[Candidate, ...]) -> str:
    """The name that was begun: the first candidate, where what was typed is nobody's whole name."""
    return text if not found or who(index, text) else found[0].text


def query(saved: Mapping[str, str], unread: IsUnread, language: str, text: str = "") -> Asking:
    """Asks for a query over everything."""

    def subject(text: str) -> Subject:
        return Found(text, language, unread) if text.strip() else Saved(saved, unread, language)

    return Asking("search all articles", subject, text, queries=True, live=True)


def filtering(subject: Subject) -> Asking | None:
    """Asks whose figures or events to show alone; None where there is nothing to choose by."""
    if not isinstance(subject, LedgerOf | TimelineOf):
        return None
    return Asking("whose? a name (empty: all)", lambda text: subject._replace(entity=text))


def connecting(subject: DossierOf) -> Asking:
    """Asks with whom the entity of a dossier is connected."""
    return Asking(
        "connected with whom? a name",
        lambda text: PathBetween(subject.key, text, subject.language) if text else None,
        over=True,
    )


def joining(subject: DossierOf) -> Asking:
    """Asks who is the same as the entity of a dossier."""
    return Asking(
        "is the same as whom? a name", lambda _: None, change=lambda index, other: join(index, subject.key, other)
    )


def parting(subject: DossierOf, parts: tuple[str, ...]) -> Asking:
    """Asks which of those that are one isn't it."""
    return Asking(
        "which of these is another?",
        lambda _: None,
        change=lambda index, other: part(index, subject.key, other),
        names=parts,
    )
