"""The nodes of a YAML file: texts, lists and mappings, each with its place.

Lists and mappings hold plain tuples. Of most texts the value is all that is ever asked for, and a node of its own for
each takes half as long as the parser, to make and to free. `items` gives nodes.
"""

from __future__ import annotations

from typing import Final, NamedTuple, Protocol

from jpreader.article.model import Mark

MOST_DEPTH: Final = 32  # the deepest value of the format stands four levels deep
MOST_NODES: Final = 200_000  # keys and values: an article of 4 MiB with 20 bytes to each

_STYLES: Final = "|>'\""

_new: Final = tuple.__new__  # a named tuple's own takes twice as long


class At(Protocol):
    """A mark of the parser: line and column from 0, and the offset in the text."""

    line: int
    column: int
    index: int


class Scalar(NamedTuple):
    """A text; to YAML, a break between two of its lines is a space, unless it is a `|` block."""

    text: str
    start: At
    end: At
    source: str
    """The text of its file. What follows from it is seldom asked for, and each takes longer to make than the scalar."""
    refused: bool = False
    """True where its problem has been told already, and it has no text."""

    @property
    def style(self) -> str:
        """`|`, `>`, `'`, `"`, or none for a plain scalar, which begins with none of these."""
        sign = self.source[self.start.index : self.start.index + 1]
        return sign if sign in _STYLES and self.length else ""

    @property
    def typed(self) -> str:
        """The text with the line breaks of the file, whatever its style."""
        if self.start.line == self.end.line or self.refused or self.style == "|":
            return self.text
        from jpreader.article.yamlsyntax import as_typed  # most files have no such text

        return as_typed(self.source[self.start.index : self.end.index], self.style, self.text)

    @property
    def mark(self) -> Mark:
        """Where it begins."""
        return mark_at(self.start)

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

    __slots__ = ("held", "source", "start")

    def __init__(self, start: At, source: str) -> None:
        self.start, self.source = start, source
        self.held: list[Held] = []

    @property
    def mark(self) -> Mark:
        """Where it begins."""
        return mark_at(self.start)

    @property
    def items(self) -> list[Node]:
        """What it holds."""
        return [node_of(held, self.source) for held in self.held]


class Mapping:
    """Keys and values, in the order of the file. Of a duplicate key the first counts."""

    __slots__ = ("held", "source", "start")

    def __init__(self, start: At, source: str) -> None:
        self.start, self.source = start, source
        self.held: dict[str, Held] = {}

    @property
    def mark(self) -> Mark:
        """Where it begins."""
        return mark_at(self.start)

    @property
    def items(self) -> list[tuple[Scalar, Node]]:
        """Its keys, each with its value."""
        source = self.source
        return [(key_of(text, held, source), node_of(held, source)) for text, held in self.held.items()]


Node = Scalar | Sequence | Mapping

Value = str | Sequence | Mapping | None
"""None: it was refused."""

Held = tuple[Value, At, At, At, At]
"""A value, where it begins and ends, and where its key does; in a list, where it does itself."""


def node_of(held: Held, source: str) -> Node:
    """What a list or a mapping holds, as a node."""
    value, start, end, _, _ = held
    if isinstance(value, str):
        return _scalar(value, start, end, source)
    return Scalar("", start, end, "", refused=True) if value is None else value


def key_of(text: str, held: Held, source: str) -> Scalar:
    """The key of what a mapping holds."""
    return _scalar(text, held[3], held[4], source)


def _scalar(text: str, start: At, end: At, source: str) -> Scalar:
    return _new(Scalar, (text, start, end, source, False))


def mark_at(at: At) -> Mark:
    """The place of a mark of the parser."""
    return _new(Mark, (at.line + 1, at.column + 1))


def mark_of(held: Held) -> Mark:
    """Where a value begins."""
    return mark_at(held[1])


def length_of(held: Held) -> int:
    """Characters of the file that a text takes; 1 for a list or a mapping, which is known by its beginning."""
    return held[2].index - held[1].index if isinstance(held[0], str | None) else 1


def is_blank(held: Held) -> bool:
    """True for what stands after a key with nothing behind it."""
    return held[0] == "" and held[2].index == held[1].index
