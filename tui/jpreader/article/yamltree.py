"""From the parser's events to nodes: what the YAML subset refuses is told, and depth and number are limited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NoReturn

from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from jpreader.article.model import Mark
from jpreader.article.source import Source, named
from jpreader.article.yamlnodes import MOST_DEPTH, MOST_NODES, At, Mapping, Node, Sequence, Value, mark_at, node_of

TOO_DEEP: Final = (f"nested over {MOST_DEPTH} levels deep", "put quotes around brackets that are text")


_TEXT: Final[Any] = ScalarEvent  # an event that has its marks: the types say that it may have none


class Stopped(Exception):
    """The rest of the file is not looked at; why has been told."""


class Tree:
    """The nodes of one file, made as its events come."""

    def __init__(self, report: Source, get: Callable[[], Event | None]) -> None:
        self._report = report
        self._get = get
        """Gives the next event; after the last, None."""
        self._nodes = 0
        self._most = MOST_NODES
        """With more nodes, and so with each from the first problem on, is the time to see whether to stop."""

    def root(self) -> Node | None:
        """The document; None if there is nothing in the file.

        Raises:
            Stopped: so much is wrong, or the file is so large, that the rest is left alone.
        """
        root: Node | None = None
        documents = 0
        while (event := self._get()) is not None:
            if isinstance(event, NodeEvent):
                value = self._value(event, 0)
                start: Any = event.start_mark
                end: Any = event.end_mark
                root = node_of((value, start, end, start, end), self._report.text)
            elif isinstance(event, DocumentStartEvent) and (documents := documents + 1) > 1:
                hint = "make it a file of its own, or delete ---"
                self._stop(event, "a second document: a file holds one", hint)
        if root is None:
            what = "holds nothing but comments" if self._report.text.strip() else "is empty"
            self._report.whole(f"the file {what}", "jpreader print article-format says what goes into one")
        return root

    # What follows makes no calls for a text, of which there are many: more would double what the parser takes.

    def _mapping(self, start: At, depth: int) -> Mapping:
        made = Mapping(start, self._report.text)
        held, get = made.held, self._get
        refused: list[At] = []  # where the keys stand that have no text because of what is wrong with them
        text: str | None
        while True:
            key: Any = get()
            if (
                type(key) is _TEXT
                and key.anchor is None
                and key.tag is None
                and key.value not in held
                and (key.value or not refused)
            ):
                text = key.value
                self._nodes += 1
                if self._nodes > self._most:
                    self._limit(key)
            elif type(key) is MappingEndEvent:
                return made
            else:
                text = self._odd_key(key, made, refused)
            value: Any = get()
            if type(value) is _TEXT and value.anchor is None and value.tag is None:
                self._nodes += 1
                if self._nodes > self._most:
                    self._limit(value)
                if text is not None:
                    held[text] = value.value, value.start_mark, value.end_mark, key.start_mark, key.end_mark
            else:
                made_of = self._value(value, depth)
                if text is not None:
                    held[text] = made_of, value.start_mark, value.end_mark, key.start_mark, key.end_mark

    def _sequence(self, start: At, depth: int) -> Sequence:
        made = Sequence(start, self._report.text)
        add, get = made.held.append, self._get
        while True:
            item: Any = get()
            if type(item) is _TEXT and item.anchor is None and item.tag is None:
                self._nodes += 1
                if self._nodes > self._most:
                    self._limit(item)
                add((item.value, start := item.start_mark, end := item.end_mark, start, end))
            elif type(item) is SequenceEndEvent:
                return made
            else:
                value = self._value(item, depth)
                add((value, start := item.start_mark, end := item.end_mark, start, end))

    def _value(self, event: Any, depth: int) -> Value:  # noqa: ANN401
        """What an event is, with all that stands in it; `depth` is that of the list or mapping around it."""
        refused = self._refuse(event)
        self._nodes += 1
        if self._nodes > self._most:
            self._limit(event)
        if isinstance(event, CollectionStartEvent):
            if depth >= MOST_DEPTH:
                self._stop(event, *TOO_DEEP)
            start: Any = event.start_mark
            make = self._mapping if isinstance(event, MappingStartEvent) else self._sequence
            return make(start, depth + 1)
        return None if refused else str(event.value)

    def _odd_key(self, key: Any, mapping: Mapping, refused: list[At]) -> str | None:  # noqa: ANN401
        """The text of a key with which something may be wrong; None where its value isn't kept."""
        is_refused = self._refuse(key)
        self._nodes += 1
        if self._nodes > self._most:
            self._limit(key)
        if isinstance(key, CollectionStartEvent):
            self._stop(key, "a key must be a text", "write key: value")
        text = "" if is_refused else str(key.value)
        if text in mapping.held or (refused and not text):
            first = mapping.held[text][3] if text in mapping.held else refused[0]
            what = f"duplicate key {named(text)}, first on line {first.line + 1}"
            length = key.end_mark.index - key.start_mark.index
            self._say(mark_at(key.start_mark), what, "rename one of the two, or delete it", length)
            return None
        if is_refused:
            refused.append(key.start_mark)
            return None
        return text

    def _refuse(self, event: Any) -> bool:  # noqa: ANN401
        """Tell of an alias, an anchor or a tag; False if the event has none."""
        tag = getattr(event, "tag", None)
        if isinstance(event, AliasEvent):
            sign, what, hint = f"*{event.anchor}", "an alias (*)", "write the value out"
        elif event.anchor is not None:
            sign, what, hint = f"&{event.anchor}", "an anchor (&)", "delete it"
        elif tag is not None:
            sign, what, hint = "!", f"a tag ({named(tag)[1:-1]})", "delete it: each field knows what its value is"
        else:
            return False
        hint += ", or put a text that begins so in quotes"
        self._say(mark_at(event.start_mark), f"{what} is not part of the format", hint, len(sign))
        return True

    def _say(self, mark: Mark, message: str, hint: str, length: int = 1) -> None:
        self._report.say(mark, message, hint, length)
        self._most = 0

    def _stop(self, event: Any, message: str, hint: str) -> NoReturn:  # noqa: ANN401
        self._say(mark_at(event.start_mark), message, hint)
        raise Stopped

    def _limit(self, event: Any) -> None:  # noqa: ANN401
        """Stop if enough problems have been told, or if there are too many nodes."""
        if self._report.full:
            self._report.cut = True
            raise Stopped
        if self._nodes > MOST_NODES:
            self._stop(event, f"more than {MOST_NODES:,} keys and values", "split the file into several")
