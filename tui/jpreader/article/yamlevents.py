"""The YAML subset of articles and settings: from the events of PyYAML's C parser to nodes with places.

Nothing is ever constructed or composed: the events are taken one by one, so that depth and number are limited while
they come, and each key and value has its line and column. Measured on PyYAML 6.0.3: its own constructor ends in
SIGSEGV on deep nesting, and its errors are not all `YAMLError`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple, Protocol

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from jpreader.article.encoding import NotUtf8, repair, text_of
from jpreader.article.files import MOST_BYTES
from jpreader.article.model import Mark
from jpreader.article.source import Source, named

MOST_DEPTH: Final = 32  # the deepest value of the format stands four levels deep
MOST_NODES: Final = 200_000  # keys and values: an article of 4 MiB with 20 bytes to each

# libyaml compares each %TAG with all before it: 4 MiB of them take minutes, before the first event.
_DIRECTIVE: Final = r"(?m)^%(?:YAML|TAG)\b"
# YAML 1.2 section 5.4 took these from the line breaks; libyaml and editors would count lines differently.
_NO_BREAKS: Final = str.maketrans("\x85\u2028\u2029", "   ")

# YAML 1.1 section 5.1; without surrogates, which no UTF-8 holds.
_UNPRINTABLE: Final = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"

_new: Final = tuple.__new__  # a named tuple's own takes twice as long

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _At(Protocol):
    """A mark of the parser: line and column from 0, and the offset in the text."""

    line: int
    column: int
    index: int


class Scalar(NamedTuple):
    """A text; to YAML, a break between two of its lines is a space, unless it is a `|` block."""

    text: str
    start: _At
    end: _At
    style: str
    """`|`, `>`, `'`, `"`, or none for a plain scalar."""
    source: str
    """The text of its file. What follows from it is seldom asked for, and each takes longer to make than the scalar."""
    refused: bool = False
    """True where its problem has been told already, and it has no text."""

    @property
    def typed(self) -> str:
        """The text with the line breaks of the file, whatever its style."""
        if self.style == "|" or self.start.line == self.end.line or self.refused:
            return self.text
        from jpreader.article.yamlsyntax import as_typed  # most files have no such text

        return as_typed(self.source[self.start.index : self.end.index], self.style, self.text)

    @property
    def mark(self) -> Mark:
        """Where it begins."""
        start = self.start
        return _new(Mark, (start.line + 1, start.column + 1))

    @property
    def lines(self) -> range:
        """The lines of the file that it stands on."""
        return range(self.start.line + 1, self.end.line + 1 + (self.end.column > 0))

    @property
    def length(self) -> int:
        """Characters of the file; 0 for a value that isn't there."""
        return self.end.index - self.start.index


class Sequence:
    """A list."""

    __slots__ = ("items", "mark")

    def __init__(self, mark: Mark) -> None:
        self.mark = mark
        self.items: list[Node] = []


class Mapping:
    """Keys and values, in the order of the file. Of a duplicate key the first counts."""

    __slots__ = ("items", "mark")

    def __init__(self, mark: Mark) -> None:
        self.mark = mark
        self.items: list[tuple[Scalar, Node]] = []


Node = Scalar | Sequence | Mapping


class Reader(Source):
    """One file of the YAML subset: its root, and what is wrong with it."""

    def __init__(self, source: bytes, path: str) -> None:
        super().__init__(path)
        if len(source) > MOST_BYTES:
            self.whole(f"larger than 4 MiB ({len(source):,} bytes)", "split it into several files")
            return
        try:
            text = text_of(source)
        except NotUtf8 as error:
            self._not_utf8(source, error, path)
            return
        self.text = text if text.isascii() else text.translate(_NO_BREAKS) if _holds_breaks(text) else text

    def root(self) -> Node | None:
        """The document; None if it can't be read to its end."""
        return None if self.broken else _document(self)

    def events(self) -> Iterator[Event]:
        """The parser's events, as long as it can read the file; why it can't go on is a problem."""
        if self.broken:
            return
        if (self.text.startswith("%") or "\n%" in self.text) and (match := re.search(_DIRECTIVE, self.text)):
            place = self._mark(match.start())
            self.say(place, "directives are not part of the format", "delete this line", len(match[0]))
            return
        try:
            yield from iter(Loader(self.text).get_event, None)
        except yaml.MarkedYAMLError as error:
            self._explain(error)
        except yaml.reader.ReaderError:
            self._unprintable()
        except (yaml.YAMLError, ValueError, IndexError, KeyError, AttributeError, RecursionError) as error:
            # Each of these has been seen to come from the parser; UnicodeError is a ValueError.
            self.whole(f"this is no YAML that can be read: {str(error)[:200]}", "compare it with a shipped article")

    def _explain(self, error: yaml.MarkedYAMLError) -> None:
        from jpreader.article.yamlsyntax import Before, explain  # only wanted when something is wrong

        # What came before the error is read again, for this is seldom wanted.
        last: Event | None = None
        opened: list[CollectionStartEvent] = []
        parser = Loader(self.text)
        try:
            while (event := parser.get_event()) is not None:
                last = event
                if isinstance(event, CollectionStartEvent):
                    opened.append(event)
                elif isinstance(event, CollectionEndEvent):
                    opened.pop()
        except yaml.YAMLError:
            pass
        explained = explain(self.lines, error, Before(last, opened[-1] if opened else None))
        if all((problem.line, problem.column) != explained.mark for problem in self.problems):
            self.say(*explained)

    def _unprintable(self) -> None:
        # The parser says where in bytes, or where in its buffer.
        match = re.search(_UNPRINTABLE, self.text)
        code = ord(match[0]) if match else 0
        hint = f'delete it, or write it as "\\x{code:02X}" in double quotes' if code < 0xA0 else "delete it"
        place = self._mark(match.start() if match else 0)
        self.say(place, f"the character U+{code:04X} may not stand in a file", hint)

    def _not_utf8(self, source: bytes, error: NotUtf8, path: str) -> None:
        if error.looks_like:
            self.whole(f"not UTF-8: it looks like {error.looks_like}", repair(path, error.iconv))
            return
        self.text = source.decode("utf-8", "replace")
        position = len(source[: error.position].decode("utf-8", "replace"))
        what = f"a byte that is not UTF-8 (0x{source[error.position]:02X})"
        self.say(self._mark(position), what, "save the file as UTF-8, or delete the byte")

    def _mark(self, offset: int) -> Mark:
        """The place of a character of the text."""
        before = self.text[:offset].replace("\r\n", "\n").replace("\r", "\n")
        return Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _document(reader: Reader) -> Node | None:
    """The root of a file; None if it can't be read to its end, and why has been told."""
    text, problems = reader.text, reader.problems
    root: Node | None = None
    top: Any = None  # the sequence or mapping that has not ended yet
    key: Scalar | None = None  # of the mapping `top`, the key that has no value yet
    keys: dict[str, Scalar] = {}  # of the mapping `top`
    outer: list[tuple[Any, Scalar | None, dict[str, Scalar]]] = []
    nodes = documents = 0
    complete = False
    for event in reader.events():
        # One loop without calls, for the many texts above all: more of them would double what the parser takes.
        kind = type(event)
        if kind is ScalarEvent:
            scalar: Any = event
            if scalar.anchor is not None or scalar.tag is not None:
                node: Node = _refused(reader, scalar)
            else:
                values = (scalar.value, scalar.start_mark, scalar.end_mark, scalar.style or "", text, False)
                node = _new(Scalar, values)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            top, key, keys = outer.pop()
            continue
        elif isinstance(event, CollectionStartEvent):
            if event.anchor is not None or event.tag is not None:
                _refused(reader, event)
            node = Mapping(_mark(event)) if isinstance(event, MappingStartEvent) else Sequence(_mark(event))
        elif isinstance(event, AliasEvent):
            node = _refused(reader, event)
        elif isinstance(event, DocumentStartEvent) and (documents := documents + 1) > 1:
            hint = "make it a file of its own, or delete ---"
            reader.say(_mark(event), "a second document: a file holds one", hint)
            break
        else:
            complete = isinstance(event, StreamEndEvent)
            continue
        nodes += 1
        if problems and reader.full:
            reader.cut = True
            break
        if nodes > MOST_NODES:
            reader.say(node.mark, f"more than {MOST_NODES:,} keys and values", "split the file into several")
            break
        if key is not None:
            if not key.refused:
                top.items.append((key, node))
            key = None
        elif type(top) is Mapping:
            if not isinstance(node, Scalar):
                reader.say(node.mark, "a key must be a text", "write key: value")
                break
            key = node
            first = keys.setdefault(node.text, node)
            if first is not node:
                what = f"duplicate key {named(node.text)}, first on line {first.mark.line}"
                reader.say(node.mark, what, "rename one of the two, or delete it", node.length)
                key = node._replace(refused=True)
            continue
        elif top is None:
            root = node
        else:
            top.items.append(node)
        if kind is not ScalarEvent and not isinstance(node, Scalar):
            if len(outer) >= MOST_DEPTH:
                from jpreader.article.yamlsyntax import TOO_DEEP

                reader.say(node.mark, *TOO_DEEP)
                break
            outer.append((top, key, keys))
            top, key, keys = node, None, {}
    if complete and not nodes:
        what = "holds nothing but comments" if text.strip() else "is empty"
        reader.whole(f"the file {what}", "jpreader print article-format says what goes into one")
    return root if complete else None


def _refused(reader: Reader, event: NodeEvent) -> Scalar:
    """Tell of an alias, an anchor or a tag, and go on without."""
    mark = _mark(event)
    if isinstance(event, AliasEvent):
        sign, what, hint = f"*{event.anchor}", "an alias (*)", "write the value out"
    elif event.anchor is not None:
        sign, what, hint = f"&{event.anchor}", "an anchor (&)", "delete it"
    else:
        tag = named(getattr(event, "tag", ""))[1:-1]
        sign, what, hint = "!", f"a tag ({tag})", "delete it: each field knows what its value is"
    hint += ", or put a text that begins so in quotes"
    reader.say(mark, f"{what} is not part of the format", hint, len(sign))
    start: Any = event.start_mark
    end: Any = event.end_mark
    return Scalar("", start, end, "", "", refused=True)


def _mark(event: Event) -> Mark:
    start: Any = event.start_mark
    return _new(Mark, (start.line + 1, start.column + 1))


def _holds_breaks(text: str) -> bool:
    return "\x85" in text or "\u2028" in text or "\u2029" in text
