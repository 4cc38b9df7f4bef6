"""Fields of a mapping, read one by one: what is missing, misplaced or unknown becomes a problem with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Final, TypeVar, cast

from jpreader.article import edtf
from jpreader.article.markup import join_lines
from jpreader.article.model import Mark, When
from jpreader.article.text import clean, one_line
from jpreader.article.yamlevents import Mapping, Node, Reader, Scalar, Sequence

T = TypeVar("T", bound=str)

ID: Final = re.compile(r"[a-z0-9-]+")
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
MOST_URL: Final = 2048
SCHEMES: Final = ("https://", "http://", "mailto:")


def suggestion(word: str, known: Collection[str]) -> str:
    """`did you mean 'subtitle'?`, where one of the known words is near."""
    import difflib  # 8 ms, and only wanted when something is wrong

    near = difflib.get_close_matches(word, list(known), 1)
    return f"did you mean '{near[0]}'?" if near else ""


class Fields:
    """The fields of one mapping. Each is asked for once; `done` reports those that nobody asked for."""

    def __init__(self, reader: Reader, node: Node | None, what: str, mark: Mark | None = None) -> None:
        self.reader = reader
        self.what = what
        self.asked: list[str] = []
        self.items: dict[str, tuple[Scalar, Node]] = {}
        self.mark = mark or (node.mark if node else Mark())
        if isinstance(node, Mapping):
            for key, value in node.items:
                self.items.setdefault(key.text, (key, value))
        elif node is not None:
            reader.say(node.mark, f"{what} must be a mapping", "write key: value, a line each")

    def __contains__(self, key: str) -> bool:
        return key in self.items

    def node(self, key: str) -> Node | None:
        """The value of a field, whatever it is."""
        self.asked.append(key)
        found = self.items.get(key)
        return found[1] if found else None

    def mark_of(self, key: str) -> Mark:
        """Where the value of a field stands, or else the mapping."""
        found = self.items.get(key)
        return found[1].mark if found else self.mark

    def scalar(self, key: str, required: bool = False) -> Scalar | None:
        """The value of a field that must be a text."""
        node = self.node(key)
        if node is None:
            if required:
                self.reader.say(self.mark, f"{self.what} needs '{key}'")
            return None
        if not isinstance(node, Scalar):
            self.reader.say(
                node.mark, f"'{key}' must be a text, not a {'list' if isinstance(node, Sequence) else 'mapping'}"
            )
            return None
        if required and not node.text.strip():
            self.reader.say(node.mark, f"'{key}' is empty")
            return None
        return node

    def line(self, key: str, required: bool = False) -> str:
        """A text on one line."""
        scalar = self.scalar(key, required)
        return label(scalar.typed) if scalar else ""

    def lines(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        node = self.node(key)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self.reader.say(node.mark, f"'{key}' must be a list", "write [one, two], or a line each with - before it")
            return ()
        found: list[str] = []
        for item in node.items:
            if isinstance(item, Scalar):
                if text := label(item.typed):
                    found.append(text)
            else:
                self.reader.say(item.mark, f"'{key}' must hold texts only")
        return tuple(found)

    def choice(self, key: str, known: Collection[T], required: bool = False) -> T | None:
        """A text that is one of some words."""
        scalar = self.scalar(key, required)
        if scalar is None:
            return None
        if scalar.text not in known:
            hint = suggestion(scalar.text, known) or "one of " + ", ".join(known)
            self.reader.say(scalar.mark, f"'{one_line(scalar.text)}' is no {key}", hint, scalar.length)
            return None
        return cast(T, scalar.text)

    def flag(self, key: str, default: bool) -> bool:
        """`true` or `false`."""
        scalar = self.scalar(key)
        if scalar is None:
            return default
        if scalar.text not in ("true", "false"):
            self.reader.say(scalar.mark, f"'{key}' must be true or false", length=scalar.length)
            return default
        return scalar.text == "true"

    def parsed(self, key: str, parse: Callable[[str], When]) -> When | None:
        """A date."""
        scalar = self.scalar(key)
        if scalar is None:
            return None
        try:
            return parse(one_line(scalar.text))
        except ValueError as error:
            self.reader.say(scalar.mark, str(error), length=scalar.length)
            return None

    def date(self, key: str) -> When | None:
        """A date of EDTF level 0."""
        return self.parsed(key, edtf.parse)

    def id(self, key: str, required: bool = False) -> str:
        """An id of small letters, digits and hyphens."""
        scalar = self.scalar(key, required)
        if scalar is None:
            return ""
        check_id(self.reader, scalar)
        return scalar.text

    def url(self, key: str) -> str:
        """A link that a reader may follow."""
        scalar = self.scalar(key)
        if scalar is None:
            return ""
        text = one_line(scalar.text)
        if not text.startswith(SCHEMES) or len(text) > MOST_URL or re.search(r"\s", text):
            self.reader.say(
                scalar.mark,
                f"'{key}' must be a link",
                "https://…, http://… or mailto:…, of at most 2,048 characters",
                scalar.length,
            )
            return ""
        return text

    def fields(self, key: str, what: str) -> Fields | None:
        """A field that is a mapping."""
        node = self.node(key)
        return None if node is None else Fields(self.reader, node, what)

    def each(self, key: str, what: str) -> Iterator[Fields]:
        """A field that is a list of mappings."""
        node = self.node(key)
        if node is None:
            return
        if not isinstance(node, Sequence):
            self.reader.say(node.mark, f"'{key}' must be a list", "write each with - before its first line")
            return
        for item in node.items:
            yield Fields(self.reader, item, what)

    def named(self, key: str, what: str, ids: bool = True) -> Iterator[tuple[Scalar, Fields]]:
        """A field that is a mapping from names to mappings."""
        node = self.node(key)
        if node is None:
            return
        if not isinstance(node, Mapping):
            self.reader.say(node.mark, f"'{key}' must be a mapping", "write id: and its fields below it, indented")
            return
        for name, value in node.items:
            if ids:
                check_id(self.reader, name)
            yield name, Fields(self.reader, value, what, name.mark)

    def done(self) -> None:
        """Report the fields that don't exist."""
        for key, (name, _) in self.items.items():
            if key not in self.asked:
                hint = suggestion(key, self.asked)
                value = self.items[key][1]
                if not hint and isinstance(value, Scalar) and not value.text and not value.length:
                    hint = "a value in { } that holds a comma needs quotes"
                self.reader.say(name.mark, f"unknown key '{one_line(key)}'", hint, name.length)


def check_id(reader: Reader, scalar: Scalar) -> None:
    """Report an id that isn't one."""
    if not ID.fullmatch(scalar.text):
        text = one_line(scalar.text)
        reader.say(scalar.mark, f"'{text}' is no id", "small letters, digits and hyphens", scalar.length)


def label(text: str) -> str:
    """A text on one line, as a title or a quote has it."""
    return join_lines(clean(text)).strip()
