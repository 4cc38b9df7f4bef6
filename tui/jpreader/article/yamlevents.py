"""The YAML subset of articles and settings: from the events of PyYAML's C parser to nodes with places.

Nothing is ever constructed or composed: the parser's events are taken one by one, so that depth and number are
limited while they come, and each key and value has its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, cast

import yaml

from jpreader.article.files import MOST_BYTES
from jpreader.article.model import Mark
from jpreader.article.problem import Problem, Severity
from jpreader.article.text import clean, one_line

MOST_DEPTH: Final = 32
MOST_NODES: Final = 200_000
MOST_PROBLEMS: Final = 100
EXCERPT_CHARACTERS: Final = 160

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, as it was typed; `block` is `|` or `>` for a block scalar.

    `length` is in characters, 0 for a value that isn't there, 1 for one that goes on over several lines.
    """

    text: str
    mark: Mark
    length: int = 1
    block: str = ""


@dataclass(slots=True)
class Sequence:
    """A list."""

    mark: Mark
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys and values, in the order of the file."""

    mark: Mark
    items: list[tuple[Scalar, Node]] = field(default_factory=list)

    def get(self, key: str) -> Node | None:
        """The value of a key."""
        return next((value for name, value in self.items if name.text == key), None)


Node = Scalar | Sequence | Mapping


class Stop(Exception):
    """Nothing more can be read from the file."""


class Reader:
    """One file: its lines, what is wrong with it, and its root."""

    def __init__(self, source: bytes, path: str) -> None:
        self.path = one_line(path)
        self.problems: list[Problem] = []
        self.text = ""
        self._lines: list[str] | None = None
        try:
            self.text = self._decoded(source)
        except Stop:
            return

    @property
    def lines(self) -> list[str]:
        """The lines of the file as YAML counts them."""
        if self._lines is None:
            self._lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", self.text)
        return self._lines

    @property
    def broken(self) -> bool:
        """True if there is an error."""
        return any(problem.severity == "error" for problem in self.problems)

    def say(self, mark: Mark, message: str, hint: str = "", length: int = 1, severity: Severity = "error") -> None:
        """Note a problem at a place."""
        line = self.lines[mark.line - 1] if 0 < mark.line <= len(self.lines) else ""
        start = 0
        if len(line) > EXCERPT_CHARACTERS:
            start = max(0, min(mark.column - 1 - EXCERPT_CHARACTERS // 2, len(line) - EXCERPT_CHARACTERS))
        excerpt = line[start : start + EXCERPT_CHARACTERS]
        before = clean(excerpt[: max(0, mark.column - 1 - start)]).replace("\n", " ")
        rest = clean(excerpt[max(0, mark.column - 1 - start) :]).replace("\n", " ")
        shown = ("…" if start else "") + before + rest
        column = len(("…" if start else "") + before)
        self.problems.append(
            Problem(
                self.path,
                mark.line,
                mark.column,
                severity,
                clean(message),
                clean(hint),
                shown.rstrip(),
                max(1, min(length, len(shown.rstrip()) - column)),
                column + 1,
            )
        )

    def whole(self, message: str, hint: str = "") -> Stop:
        """Note a problem with the file as a whole."""
        self.problems.append(Problem(self.path, 0, 0, "error", clean(message), clean(hint)))
        return Stop()

    def _decoded(self, source: bytes) -> str:
        if len(source) > MOST_BYTES:
            raise self.whole(f"larger than 4 MiB ({len(source):,} bytes)", "split it into several articles")
        if source.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise self._not_utf8("UTF-16", "UTF-16")
        try:
            text = source.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            for name, codec, iconv in (
                ("EUC-JP", "euc_jp", "EUC-JP"),
                ("Shift_JIS", "cp932", "CP932"),
            ):
                try:
                    source.decode(codec)
                except UnicodeDecodeError:
                    continue
                raise self._not_utf8(name, iconv) from None
            line = source.count(b"\n", 0, error.start) + 1
            raise self.whole(f"line {line} holds a byte that is not UTF-8", "save the file as UTF-8") from None
        if not text.strip():
            raise self.whole("the file is empty", "jpreader print article-format says how to write an article")
        if "\x00" in text[:4096] and text.count("\x00") > len(text[:4096]) // 4:
            raise self._not_utf8("UTF-16", "UTF-16")
        return text

    def _not_utf8(self, name: str, codec: str) -> Stop:
        import shlex

        path = shlex.quote(self.path)
        return self.whole(
            f"not UTF-8 text: it looks like {name}",
            f"iconv -f {codec} -t UTF-8 {path} > new.yaml makes a file that can be read",
        )

    def root(self) -> Node | None:
        """The document; None if there is none that can be read."""
        if self.broken:
            return None
        try:
            self._look_ahead()
            return self._document()
        except Stop:
            return None

    def _look_ahead(self) -> None:
        """Refuse what would take the parser long before its first event."""
        for match in re.finditer(rf"[\[{{]{{{MOST_DEPTH}}}", self.text):
            line = self.text.count("\n", 0, match.start()) + 1
            self.say(Mark(line, 1), f"nested over {MOST_DEPTH} levels deep")
            raise Stop
        for match in re.finditer(rf"(?m)^(?:[-?] ){{{MOST_DEPTH}}}", self.text):
            self.say(Mark(self.text.count("\n", 0, match.start()) + 1, 1), f"nested over {MOST_DEPTH} levels deep")
            raise Stop

    def tidy(self, text: str) -> str:
        """A text on one line, clean."""
        return one_line(text)

    def events(self) -> Iterator[yaml.Event]:
        """The parser's events; what it can't read is a problem, and the end (`Stop`)."""
        try:
            yield from yaml.parse(self.text, Loader=Loader)
        except yaml.MarkedYAMLError as error:
            at = error.problem_mark or error.context_mark
            mark = Mark(at.line + 1, at.column + 1) if at else Mark()
            self._syntax(mark, error)
            raise Stop from None
        except yaml.reader.ReaderError as error:
            line = self.text.count("\n", 0, error.position) + 1
            code = ord(error.character) if isinstance(error.character, str) else error.character
            self.say(
                Mark(line, 1),
                f"the character U+{code:04X} may not stand in YAML",
                "delete it, or write it in double quotes with a backslash",
            )
            raise Stop from None
        except (
            ValueError,
            IndexError,
            KeyError,
            AttributeError,
            RecursionError,
            UnicodeError,
            yaml.YAMLError,
        ) as error:
            self.say(Mark(), f"this is no YAML that can be read: {one_line(str(error))[:200]}")
            raise Stop from None

    def _syntax(self, mark: Mark, error: yaml.MarkedYAMLError) -> None:
        problem, context = error.problem or "", error.context or ""
        while mark.line > 1 and not "".join(self.lines[mark.line - 1 : mark.line]).strip():
            mark = Mark(mark.line - 1, 1)  # what is missing at the end is missed on the last line that says anything
        line = self.lines[mark.line - 1] if mark.line <= len(self.lines) else ""
        if "mapping values are not allowed" in problem:
            self.say(mark, "a value that contains ': ' needs quotes", 'put the whole value in "…"')
        elif "\t" in line[: len(line) - len(line.lstrip())] or (
            "cannot start any token" in problem and line[mark.column - 1 : mark.column] == "\t"
        ):
            self.say(mark, "a tab can't indent in YAML", "use spaces")
        elif "cannot start any token" in problem:
            char = one_line(line[mark.column - 1 : mark.column])
            self.say(mark, f"a value that begins with '{char}' needs quotes", 'put the whole value in "…"')
        elif "quoted scalar" in context:
            begin = error.context_mark
            where = Mark(begin.line + 1, begin.column + 1) if begin else mark
            self.say(where, "this quote is never closed", "close it, or double a quote that belongs to the text")
        elif "flow" in context:
            begin = error.context_mark
            where = Mark(begin.line + 1, begin.column + 1) if begin and begin.line < mark.line else mark
            self.say(
                where,
                "this bracket is never closed, or a comma is missing before what follows",
                "values in { } and [ ] that hold , : or brackets need quotes",
            )
        elif "could not find expected ':'" in problem:
            self.say(Mark(max(1, mark.line - 1), 1), "a key without ':' after it", "write key: value")
        elif "block" in context and "expected" in problem:
            self.say(
                mark, "the indentation of this line fits nothing above it", "keys of one mapping stand in one column"
            )
        elif "alias" in problem or "anchor" in context or "alias" in context:
            self.say(
                mark,
                "anchors and aliases (& and *) are not part of the format",
                'put a value that begins with one in "…"',
            )
        else:
            self.say(mark, f"this is no YAML: {one_line(problem or str(error))}")

    def _document(self) -> Node | None:
        root: Node | None = None
        stack: list[Sequence | Mapping] = []
        keys: list[Scalar | None] = []
        seen: list[dict[str, int]] = []
        nodes = documents = 0
        for event in self.events():
            kind = type(event)
            if kind is yaml.ScalarEvent:
                nodes += 1
                node: Node = self._scalar(cast(yaml.ScalarEvent, event))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                nodes += 1
                mark = _mark(event)
                self._refuse(cast(yaml.CollectionStartEvent, event), mark)
                node = Mapping(mark) if kind is yaml.MappingStartEvent else Sequence(mark)
                if len(stack) >= MOST_DEPTH:
                    self.say(mark, f"nested over {MOST_DEPTH} levels deep")
                    raise Stop
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                keys.pop()
                seen.pop()
                continue
            elif kind is yaml.AliasEvent:
                self.say(
                    _mark(event),
                    "anchors and aliases (& and *) are not part of the format",
                    'write the value out, or put it in "…"',
                )
                raise Stop
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self.say(
                        _mark(event), "a second document (---): a file holds one article", "make it a file of its own"
                    )
                    raise Stop
                continue
            else:
                continue
            if nodes > MOST_NODES:
                self.say(node.mark, f"over {MOST_NODES:,} values: split the article into several")
                raise Stop
            if not stack:
                root = node
            elif isinstance(top := stack[-1], Sequence):
                top.items.append(node)
            elif (key := keys[-1]) is None:
                if not isinstance(node, Scalar):
                    self.say(node.mark, "a key must be a text")
                    raise Stop
                if node.text in seen[-1]:
                    self.say(
                        node.mark,
                        f"duplicate key '{one_line(node.text)}', first on line {seen[-1][node.text]}",
                        "rename or remove one",
                        len(node.text),
                    )
                    if len(self.problems) > MOST_PROBLEMS:
                        raise Stop
                else:
                    seen[-1][node.text] = node.mark.line
                keys[-1] = node
                continue
            else:
                top.items.append((key, node))
                keys[-1] = None
            if not isinstance(node, Scalar):
                stack.append(node)
                keys.append(None)
                seen.append({})
        return root

    def _refuse(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, mark: Mark) -> None:
        if event.anchor is not None:
            self.say(
                mark,
                "anchors and aliases (& and *) are not part of the format",
                'write the value out, or put it in "…"',
            )
            raise Stop
        if event.tag is not None:
            self.say(
                mark,
                f"tags ({one_line(event.tag)[:60]}) are not part of the format",
                "remove it: the field says what its value is",
            )
            raise Stop

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        mark = _mark(event)
        if event.anchor is not None or event.tag is not None:
            self._refuse(event, mark)
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None  # the parser gives every event its marks
        length = end.column - start.column if end.line == start.line else 1
        return Scalar(event.value, mark, length, event.style if event.style in ("|", ">") else "")


def _mark(event: yaml.Event) -> Mark:
    start = event.start_mark
    assert start is not None  # the parser gives every event its marks
    return Mark(start.line + 1, start.column + 1)
