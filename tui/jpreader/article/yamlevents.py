"""The YAML subset of articles and settings: from the events of PyYAML's C parser to nodes with places.

Nothing is ever constructed or composed: the events are taken one by one, so that depth and number are limited while
they come, and each key and value has its line and column. Measured on PyYAML 6.0.3: its own constructor ends in
SIGSEGV on deep nesting, and its errors are not all `YAMLError`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NoReturn

import yaml

from jpreader.article.encoding import NotUtf8, repair, text_of
from jpreader.article.files import MOST_BYTES
from jpreader.article.model import Mark
from jpreader.article.source import Source, named
from jpreader.article.yamlsyntax import Before, as_typed, explain

MOST_DEPTH: Final = 32  # the deepest value of the format stands four levels deep
MOST_NODES: Final = 200_000  # keys and values: an article of 4 MiB with 20 bytes to each

# libyaml compares each %TAG with all before it: 4 MiB of them take minutes, before the first event.
_DIRECTIVE: Final = re.compile(r"^%(?:YAML|TAG)\b", re.MULTILINE)
# YAML 1.2 section 5.4 took these from the line breaks; libyaml and editors would count lines differently.
_NO_BREAKS: Final = str.maketrans("\x85\u2028\u2029", "   ")

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Scalar:
    """A text as it was typed: in any style, its line breaks are those of the file."""

    text: str
    mark: Mark
    length: int = 1
    """In characters of the file; 0 for a value that isn't there."""
    block: str = ""
    """`|` or `>`, if it is a block of lines."""
    refused: bool = False
    """True where its problem has been told already, and it has no text."""


@dataclass(slots=True)
class Sequence:
    """A list."""

    mark: Mark
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values, in the order of the file. Of a duplicate key the first counts."""

    mark: Mark
    items: list[tuple[Scalar, Node]] = field(default_factory=list)

    def get(self, key: str) -> Node | None:
        """The value of a key."""
        return next((value for name, value in self.items if name.text == key), None)


Node = Scalar | Sequence | Mapping


class _Stop(Exception):
    """Nothing more can be read from the file; why has been told."""


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
        if not self.text.strip():
            self.whole("the file is empty", "jpreader print article-format says what goes into one")

    def root(self) -> Node | None:
        """The document; None if there is none that can be read."""
        if self.broken:
            return None
        try:
            return _Document(self).read()
        except _Stop:
            return None

    def events(self) -> Iterator[yaml.Event]:
        """The parser's events, as long as it can read the file; why it can't go on is a problem."""
        if self.broken:
            return
        try:
            self._refuse_directives()
            parser = Loader(self.text)
            while (event := parser.get_event()) is not None:
                yield event
        except yaml.MarkedYAMLError as error:
            explained = explain(self.lines, error, self._before())
            if all((problem.line, problem.column) != explained.mark for problem in self.problems):
                self.say(*explained)
        except yaml.reader.ReaderError as error:
            self._unprintable(error)
        except (yaml.YAMLError, ValueError, IndexError, KeyError, AttributeError, RecursionError) as error:
            # Each of these has been seen to come from the parser; UnicodeError is a ValueError.
            self.whole(f"this is no YAML that can be read: {str(error)[:200]}")
        except _Stop:
            pass

    def _before(self) -> Before:
        """What came before a syntax error: the file is read again up to there, for this is seldom wanted."""
        last: yaml.Event | None = None
        opened: list[yaml.Event] = []
        parser = Loader(self.text)
        try:
            while (event := parser.get_event()) is not None:
                last = event
                if isinstance(event, yaml.CollectionStartEvent):
                    opened.append(event)
                elif isinstance(event, yaml.CollectionEndEvent):
                    opened.pop()
        except yaml.YAMLError:
            pass
        return Before(last, opened[-1] if opened else None)

    def _refuse_directives(self) -> None:
        if (self.text.startswith("%") or "\n%" in self.text) and (match := _DIRECTIVE.search(self.text)):
            self.say(self._mark(match.start()), "directives are not part of the format", "delete this line", len(match[0]))
            raise _Stop

    def _unprintable(self, error: yaml.reader.ReaderError) -> None:
        code = error.character if isinstance(error.character, int) else ord(error.character[:1] or "\0")
        hint = f'delete it, or write it as "\\x{code:02X}" in double quotes' if code < 0xA0 else "delete it"
        self.say(self._mark(error.position), f"the character U+{code:04X} may not stand in a file", hint)

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


class _Document:
    """The one document of a file, while its events come."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.open: list[Sequence | Mapping] = []
        self.keys: list[Scalar | None] = []
        """Of each open mapping, the key that has no value yet."""
        self.lines: list[dict[str, int]] = []
        """Of each open mapping, its keys and the lines on which they stand."""
        self.root: Node | None = None

    def read(self) -> Node | None:
        """The root.

        Raises:
            _Stop: the file can't be read on.
        """
        nodes = documents = 0
        for event in self.reader.events():
            kind = type(event)
            if kind is yaml.ScalarEvent:
                node: Node = self._scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self._refused(event)
                node = Mapping(_mark(event)) if kind is yaml.MappingStartEvent else Sequence(_mark(event))
                if len(self.open) >= MOST_DEPTH:
                    self._stop(node.mark, f"nested over {MOST_DEPTH} levels deep", "put quotes around brackets that are text")
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.open.pop()
                self.keys.pop()
                self.lines.pop()
                continue
            elif kind is yaml.AliasEvent:
                node = self._refused(event)
            elif kind is yaml.DocumentStartEvent and (documents := documents + 1) > 1:
                self._stop(_mark(event), "a second document: a file holds one", "make it a file of its own, or delete ---")
            else:
                continue
            if (nodes := nodes + 1) > MOST_NODES:
                self._stop(node.mark, f"more than {MOST_NODES:,} keys and values", "split the file into several")
            self._place(node)
        if not nodes and not self.reader.broken:
            self.reader.whole("the file holds nothing but comments", "jpreader print article-format says what to write")
        return self.root

    def _place(self, node: Node) -> None:
        """Put a node where it belongs: under the open one, as a value or as a key."""
        if not self.open:
            self.root = node
        elif isinstance(top := self.open[-1], Sequence):
            top.items.append(node)
        elif (key := self.keys[-1]) is not None:
            if not key.refused:
                top.items.append((key, node))
            self.keys[-1] = None
        elif isinstance(node, Scalar):
            first = self.lines[-1].setdefault(node.text, node.mark.line)
            if len(self.lines[-1]) == len(top.items):
                what = f"duplicate key {named(node.text)}, first on line {first}"
                self.reader.say(node.mark, what, "rename one of the two, or delete it", node.length)
                node.refused = True
            self.keys[-1] = node
            return
        else:
            self._stop(node.mark, "a key must be a text", "write key: value")
        if not isinstance(node, Scalar):
            self.open.append(node)
            self.keys.append(None)
            self.lines.append({})

    def _stop(self, mark: Mark, message: str, hint: str) -> NoReturn:
        self.reader.say(mark, message, hint)
        raise _Stop

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        if event.anchor is not None or event.tag is not None:
            return self._refused(event)
        start, end, style = event.start_mark, event.end_mark, event.style or ""
        text = event.value
        if start.line != end.line and style != "|":
            text = as_typed(self.reader.text[start.index : end.index], style, text)
        return Scalar(text, _mark(event), end.index - start.index, style if style in ("|", ">") else "")

    def _refused(self, event: yaml.NodeEvent) -> Scalar:
        """Tell of an alias, an anchor or a tag, and go on without."""
        mark = _mark(event)
        if isinstance(event, yaml.AliasEvent):
            sign, what, hint = f"*{event.anchor}", "an alias (*)", "write the value out"
        elif event.anchor is not None:
            sign, what, hint = f"&{event.anchor}", "an anchor (&)", "delete it"
        else:
            sign, what, hint = "!", f"a tag ({named(event.tag)[1:-1]})", "delete it: each field knows what its value is"
        self.reader.say(mark, f"{what} is not part of the format", f"{hint}, or put a text that begins so in quotes", len(sign))
        return Scalar("", mark, len(sign), refused=True)


def _mark(event: yaml.Event) -> Mark:
    start = event.start_mark
    return Mark(start.line + 1, start.column + 1)


def _holds_breaks(text: str) -> bool:
    return "\x85" in text or "\u2028" in text or "\u2029" in text
