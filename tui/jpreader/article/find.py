"""Finding what a reader types: without regard to width, kana, quotes and, where it has no capital, case."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final, NamedTuple

from jpreader.article.folding import literal, pattern
from jpreader.article.model import Article, Span

MOST_SECONDS: Final = 1.0  # for a regular expression: (a+)+b may take for ever, and the reader waits

_MESSAGES: Final = (
    ("unterminated character set", "a [ has no ] to it"),
    ("missing ), unterminated", "a ( has no ) to it"),
    ("unbalanced parenthesis", "a ) has no ( to it"),
    ("nothing to repeat", "there is nothing to repeat before *, +, ? or {"),
    ("multiple repeat", "two repeats stand side by side"),
    ("bad escape (end of pattern)", "a \\ stands at the end"),
    ("bad escape", "this letter means nothing after \\"),
    ("bad character range", "the range runs backwards"),
    ("min repeat greater than max", "the repeat asks for more than it allows"),
    ("invalid group reference", "there is no such group"),
    ("look-behind requires", "what stands in (?<= ) must have one length"),
    ("unknown extension", "this means nothing after (?"),
)
"""How what `re` says begins, and how we say it."""


class Query(NamedTuple):
    """What to find."""

    text: str
    regex: bool = False


class BadPattern(ValueError):
    """A regular expression that can't be used; `position` is the character at which it goes wrong, from 0."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


@lru_cache(maxsize=16)
def find(article: Article, query: Query) -> tuple[Span, ...]:
    """All matches in headings and bodies, in the order of the text; matches don't overlap, and none is empty.

    Case counts where the query has a capital. White space in a query matches any white space, the ends of lines and
    blocks too, and counts for nothing at its ends. A regular expression is matched with the text as it stands, but
    for quotes, kinds of space, and the width of letters and digits; `^` and `$` are the ends of a block.

    Raises:
        BadPattern: a regular expression that can't be read, or takes over `MOST_SECONDS` here (it is timed only in
            the main thread, by SIGALRM: `re` can be interrupted in no other way).
    """
    if query.regex:
        expression = _expression(query.text)
        with _time_limit():
            return tuple(_spans(article, expression, _literals(article)))
    words = pattern(query.text, any_case=_has_no_capital(query.text))
    return tuple(_spans(article, re.compile(words), (section.text for section in article.sections)))


def _spans(article: Article, expression: re.Pattern[str], texts: Iterable[str]) -> Iterator[Span]:
    for section, text in zip(article.sections, texts, strict=True):
        id = section.id
        for match in expression.finditer(text):
            start, end = match.span()
            if end > start:
                yield Span(id, start, end)


@lru_cache(maxsize=4)  # articles: two languages, and those of the one before
def _literals(article: Article) -> tuple[str, ...]:
    return tuple(literal(section.text) for section in article.sections)


def _has_no_capital(text: str) -> bool:
    return text == text.lower()


def _expression(text: str) -> re.Pattern[str]:
    capitals = re.sub(r"\\.", "", text)  # \S and \W are no capitals
    flags = re.MULTILINE | (re.IGNORECASE if _has_no_capital(capitals) else 0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a later Python may take [[ for
            return re.compile(literal(text), flags)
    except re.error as error:
        at = error.pos or 0
        said = next((ours for begin, ours in _MESSAGES if error.msg.startswith(begin)), error.msg)
        raise BadPattern(f"The pattern goes wrong at character {at + 1}: {said}", at) from None
    except (OverflowError, RecursionError):
        raise BadPattern("The pattern is too large") from None


class _TooSlow(Exception):
    """The time is over."""


@contextmanager
def _time_limit() -> Iterator[None]:
    """Stops what goes on in it after `MOST_SECONDS`.

    Raises:
        BadPattern: it was stopped.
    """
    import signal
    import threading

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    going_on = True

    def stop(signal: int, frame: object) -> None:  # noqa: ARG001
        if going_on:
            raise _TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    timer = signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    try:
        yield
    except _TooSlow:
        raise BadPattern("The pattern takes too long here: it was given up after a second") from None
    finally:
        going_on = False
        signal.setitimer(signal.ITIMER_REAL, *timer)
        signal.signal(signal.SIGALRM, before)
