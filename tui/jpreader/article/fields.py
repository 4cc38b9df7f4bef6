"""Fields of a mapping, read one by one: what is missing, misplaced or unknown becomes a problem with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from typing import Final, TypeVar, cast

from jpreader.article import edtf
from jpreader.article.fieldtext import first_dropped, line_of
from jpreader.article.inline import MOST_URL, SCHEMES
from jpreader.article.model import Mark, When
from jpreader.article.source import named
from jpreader.article.text import cleaned, one_line
from jpreader.article.yamlevents import Reader
from jpreader.article.yamlnodes import (
    At,
    Held,
    Mapping,
    Node,
    Scalar,
    Sequence,
    is_blank,
    key_of,
    length_of,
    mark_at,
    mark_of,
    node_of,
)

Parsed = TypeVar("Parsed")
Word = TypeVar("Word", bound=str)

ID: Final = re.compile(r"[a-z0-9-]+")
WIKIDATA: Final = re.compile(r"Q[1-9][0-9]*")
# A tag that is well-formed (RFC 5646 section 2.1), but for languages of four letters and more: there are none.
# Which subtags there are is for `check` to say.
LANGUAGE: Final = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE | re.ASCII,  # without ASCII it takes 7 ms to compile
)
URL: Final = re.compile(rf"(?:{'|'.join(SCHEMES)})[^\s\x00-\x1f\x7f-\x9f]+", re.IGNORECASE)

_LOOKED_AT: Final = 200  # words that a suggestion is looked for in: 5 ms, and a mistyped word begins as it should
_LONGEST_WORD: Final = 64  # characters; a longer one is no mistyped word


def suggestion(word: str, known: Collection[str]) -> str:
    """`did you mean 'subtitle'?`, where one of the known words is near; else nothing."""
    if len(word) > _LONGEST_WORD:
        return ""
    import difflib  # 8 ms, and only wanted when something is wrong

    words = list(known)
    if len(words) > _LOOKED_AT:
        words = list(islice((name for name in words if name[:1] == word[:1]), _LOOKED_AT))
    near = difflib.get_close_matches(word, words, 1)
    return f"did you mean '{near[0]}'?" if near else ""


class Fields:
    """The fields of one mapping. Each is asked for once; `done` reports those that nobody asked for."""

    __slots__ = ("asked", "held", "mark", "reader", "refused", "what")

    def __init__(self, reader: Reader, node: Node | None, what: str, mark: Mark | None = None) -> None:
        self.reader = reader
        self.what = what
        self.asked: dict[str, None] = {}
        self.held: dict[str, Held] = node.held if type(node) is Mapping else {}
        self.mark = mark or (node.mark if node else Mark())
        self.refused = False
        """True where the problem is with the whole mapping, and has been told."""
        if isinstance(node, Scalar) and (node.refused or not (node.text or node.length)):
            self.refused = node.refused
        elif node is not None and type(node) is not Mapping:
            self.refused = True
            length = node.length if isinstance(node, Scalar) else 1
            reader.say(node.mark, f"{what} must be a mapping", "write key: value, a line each", length)

    def __contains__(self, key: str) -> bool:
        return key in self.held

    def key(self, text: str) -> Scalar:
        """The key of a field that is there."""
        return key_of(text, self.held[text], self.reader.text)

    def node(self, key: str) -> Node | None:
        """The value of a field, whatever it is; None if there is none, as after a key with nothing behind it."""
        self.asked[key] = None
        held = self.held.get(key)
        return None if held is None or is_blank(held) else node_of(held, self.reader.text)

    def mark_of(self, key: str) -> Mark:
        """Where the value of a field stands, or else the mapping."""
        held = self.held.get(key)
        return mark_of(held) if held else self.mark

    def wrong(self, key: str, message: str, hint: str = "") -> None:
        """Note a problem with the value of a field."""
        held = self.held[key]
        self.reader.say(mark_of(held), message, hint, length_of(held))

    def need(self, key: str) -> None:
        """Note that a field is missing, or has nothing in it."""
        if key in self.held:
            name = self.key(key)
            self.reader.say(name.mark, f"'{key}' is empty", "write it after the colon", name.length)
        elif not self.refused:
            self.reader.say(self.mark, f"{self.what} needs '{key}'")

    def text(self, key: str, required: bool = False) -> str | None:
        """The value of a field that must be a text, as YAML has it; None if there is none."""
        self.asked[key] = None
        held = self.held.get(key)
        value = held[0] if held else None
        if type(value) is str and value:
            return value  # as most are
        if held is None or is_blank(held):
            if required:
                self.need(key)
            return None
        if value is None or isinstance(value, str):
            return value
        kind = "list" if isinstance(value, Sequence) else "mapping"
        hint = "a text that begins with a bracket needs quotes" if self._is_bracket(value) else ""
        self.reader.say(value.mark, f"'{key}' must be a text, not a {kind}", hint)
        return None

    def scalar(self, key: str, required: bool = False) -> Scalar | None:
        """The value of a field that must be a text."""
        if self.text(key, required) is None:
            return None
        node = node_of(self.held[key], self.reader.text)
        return node if isinstance(node, Scalar) else None

    def line(self, key: str, required: bool = False) -> str:
        """A text on one line."""
        self.asked[key] = None
        held = self.held.get(key)
        if held is None:
            if required:
                self.need(key)
            return ""
        if type(held[0]) is str and (line := line_of(held[0], held, self.reader.text)):
            return line  # as most are
        if self.text(key, required) is not None and required:
            self.need(key)
        return ""

    def body(self, key: str, required: bool = True) -> tuple[str, int] | None:
        """A text of many lines, clean, and the line of the file that it begins on; None if there is none."""
        scalar = self.scalar(key, required)
        if scalar is None:
            return None
        text, dropped = cleaned(scalar.typed)
        if not text.strip():
            if required:
                self.need(key)
            return None
        if dropped:
            many = f"{dropped} invisible characters are" if dropped > 1 else "an invisible character is"
            mark = scalar.mark if self.reader.untold["warning"] else first_dropped(self.reader.lines, scalar)
            self.reader.say(mark, f"{many} left out of the text", "delete what can't be seen here", severity="warning")
        return text, scalar.mark.line + (scalar.style in ("|", ">"))

    def lines(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        self.asked[key] = None
        if key not in self.held:
            return ()
        source = self.reader.text
        lines = [line_of(held[0], held, source) for held in self.texts(key) if type(held[0]) is str]
        return tuple([line for line in lines if line])

    def texts(self, key: str, what: str = "texts", example: str = "[one, two]") -> Iterator[Held]:
        """The items of a list of texts, as it holds them; none is white space alone."""
        node = self.node(key)
        if node is None or (isinstance(node, Scalar) and node.refused):
            return
        if not isinstance(node, Sequence):
            self.wrong(
                key, f"'{key}' must be a list of {what}", f"write {example}, or each on a line of its own after -"
            )
            return
        for held in node.held:
            value = held[0]
            if type(value) is str:
                if value and not value.isspace():
                    yield held
                else:
                    self.reader.say(mark_of(held), f"'{key}' holds an empty item", "delete it", length_of(held))
            elif value is not None:
                self.reader.say(mark_of(held), f"'{key}' must hold {what} only")

    def choice(self, key: str, known: Collection[Word], required: bool = False) -> Word | None:
        """A text that is one of some words."""
        text = self.text(key, required)
        if text is None or text in known:
            return cast("Word | None", text)
        hint = suggestion(text, known) or "one of " + ", ".join(known)
        self.wrong(key, f"{named(text)} is no {key}", hint)
        return None

    def flag(self, key: str, default: bool) -> bool:
        """`true` or `false`."""
        text = self.text(key)
        if text is None:
            return default
        word = text.lower() if text in ("True", "TRUE", "False", "FALSE") else text
        if word not in ("true", "false"):
            self.wrong(key, f"'{key}' must be true or false")
            return default
        return word == "true"

    def date(self, key: str) -> When | None:
        """A date of EDTF level 0."""
        return self.parsed(key, edtf.parse)

    def parsed(self, key: str, parse: Callable[[str], Parsed]) -> Parsed | None:
        """What a function makes of a text; it raises ValueError with the message for what it can't read."""
        value = self.text(key)
        if value is None:
            return None
        text = one_line(value)
        try:
            if len(text) > _LONGEST_WORD:
                raise ValueError(f"{named(text)} is too long for '{key}'")
            return parse(text)
        except ValueError as error:
            self.wrong(key, str(error))
            return None

    def language(self, key: str = "language") -> str:
        """A language tag that is well-formed; empty if it isn't."""
        text = self.text(key, required=True)
        if text is None or LANGUAGE.fullmatch(text):
            return text or ""
        hyphened = text.replace("_", "-")
        hint = f"write {hyphened}" if LANGUAGE.fullmatch(hyphened) else "a BCP 47 tag: en, ja, zh-Hant"
        self.wrong(key, f"{named(text)} is no language tag", hint)
        return ""

    def id(self, key: str) -> str:
        """An id of small letters, digits and hyphens; empty if it isn't one."""
        text = self.text(key, required=True)
        if text is None:
            return ""
        _, start, end, _, _ = self.held[key]
        return text if is_id(self.reader, text, start, end) else ""

    def url(self, key: str) -> str:
        """A link that may be shown and copied; empty if it isn't one."""
        return self._matching(key, URL, "must be a link", "https://…, http://… or mailto:…, with no spaces")

    def wikidata(self, key: str) -> str:
        """The id of a thing in Wikidata; empty if it isn't one."""
        return self._matching(key, WIKIDATA, "must be an id of Wikidata", "Q and a number: Q17")

    def _matching(self, key: str, pattern: re.Pattern[str], what: str, hint: str) -> str:
        text = self.text(key)
        if text is None:
            return ""
        if len(text) > MOST_URL:
            self.wrong(key, f"'{key}' is longer than {MOST_URL:,} characters")
        elif not pattern.fullmatch(text):
            self.wrong(key, f"'{key}' {what}", hint)
        else:
            return one_line(text)
        return ""

    def fields(self, key: str, what: str) -> Fields | None:
        """A field that is a mapping."""
        node = self.node(key)
        return None if node is None else Fields(self.reader, node, what)

    def each(self, key: str, what: str) -> Iterator[Fields]:
        """A field that is a list of mappings."""
        node = self.node(key)
        if node is None or (isinstance(node, Scalar) and node.refused):
            return
        if not isinstance(node, Sequence):
            self.wrong(key, f"'{key}' must be a list", "write each with - before its first line")
            return
        reader, source = self.reader, self.reader.text
        for held in node.held:
            yield Fields(reader, node_of(held, source), what)

    def named(self, key: str, what: str, ids: bool = True) -> Iterator[tuple[Scalar, Fields]]:
        """A field that is a mapping from names to mappings."""
        node = self.node(key)
        if node is None or (isinstance(node, Scalar) and node.refused):
            return
        if not isinstance(node, Mapping):
            self.wrong(key, f"'{key}' must be a mapping", "write id: and its fields below it, indented")
            return
        reader, source = self.reader, self.reader.text
        for text, held in node.held.items():
            if ids:
                is_id(reader, text, held[3], held[4])
            name = key_of(text, held, source)
            yield name, Fields(reader, node_of(held, source), what, name.mark)

    def done(self, elsewhere: Collection[str] = ()) -> None:
        """Report the fields that don't exist; those `elsewhere` do, but not in a translation."""
        if self.held.keys() <= self.asked.keys():
            return
        for key, held in self.held.items():
            if key in self.asked:
                continue
            name = self.key(key)
            if self.reader.full:
                self.reader.say(name.mark, "unknown key")
                continue
            if key in elsewhere:
                hint = "delete it: a translation has nothing but text"
                self.reader.say(name.mark, f"'{key}' is said in the original only", hint, name.length)
                continue
            hint = suggestion(key, self.asked)
            if not hint and is_blank(held):
                hint = "a value in { } that holds a comma needs quotes"
            hint = hint or f"{self.what} has {', '.join(self.asked)}"
            self.reader.say(name.mark, f"unknown key {named(key)}", hint, name.length)

    def _is_bracket(self, node: Mapping | Sequence) -> bool:
        line, column = node.mark
        return self.reader.lines[line - 1][column - 1 : column] in ("[", "{")


def is_id(reader: Reader, text: str, start: At, end: At) -> bool:
    """Whether a text is an id; reported, with where it begins and ends, if it isn't."""
    if ID.fullmatch(text):
        return True
    length = end.index - start.index
    reader.say(mark_at(start), f"{named(text)} is no id", "small letters, digits and hyphens", length)
    return False
