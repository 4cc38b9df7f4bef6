"""The YAML subset of articles and settings: from the events of PyYAML's C parser to nodes with places.

Nothing is ever constructed or composed: the events are taken one by one, so that depth and number are limited while
they come, and each key and value has its line and column. Measured on PyYAML 6.0.3: its own constructor ends in
SIGSEGV on deep nesting, and its errors are not all `YAMLError`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent, Event

from jpreader.article.encoding import NotUtf8, repair, text_of
from jpreader.article.files import MOST_BYTES
from jpreader.article.model import Mark
from jpreader.article.source import Source
from jpreader.article.yamlnodes import Node
from jpreader.article.yamltree import Stopped, Tree

# libyaml compares each %TAG with all before it: 4 MiB of them take minutes, before the first event.
_DIRECTIVE: Final = r"(?m)^%(?:YAML|TAG)\b"
# YAML 1.2 section 5.4 took these from the line breaks; libyaml and editors would count lines differently.
_NO_BREAKS: Final = str.maketrans("\x85\u2028\u2029", "   ")

# YAML 1.1 section 5.1; without surrogates, which no UTF-8 holds.
_UNPRINTABLE: Final = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"

# Each of these has been seen to come from the parser; UnicodeError is a ValueError.
_ERRORS: Final = (yaml.YAMLError, ValueError, IndexError, KeyError, AttributeError, RecursionError)

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
        if not self._has_events():
            return None
        try:
            return Tree(self, Loader(self.text).get_event).root()
        except Stopped:
            pass
        except _ERRORS as error:
            self._tell(error)
        return None

    def events(self) -> Iterator[Event]:
        """The parser's events, as long as it can read the file; why it can't go on is a problem."""
        if not self._has_events():
            return
        try:
            yield from iter(Loader(self.text).get_event, None)
        except _ERRORS as error:
            self._tell(error)

    def _has_events(self) -> bool:
        """Whether the parser may be given the file; why not is a problem."""
        if self.broken:
            return False
        if (self.text.startswith("%") or "\n%" in self.text) and (match := re.search(_DIRECTIVE, self.text)):
            place = self._mark(match.start())
            self.say(place, "directives are not part of the format", "delete this line", len(match[0]))
        return not self.broken

    def _tell(self, error: Exception) -> None:
        """Tell why the parser can't go on."""
        if isinstance(error, yaml.MarkedYAMLError):
            self._explain(error)
        elif isinstance(error, yaml.reader.ReaderError):
            self._unprintable()
        else:
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


def _holds_breaks(text: str) -> bool:
    return "\x85" in text or "\u2028" in text or "\u2029" in text
