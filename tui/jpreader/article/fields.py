"""Fields of a mapping, read one by one: what is missing, misplaced or unknown becomes a problem with its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from typing import Final, TypeVar, cast

from jpreader.article import edtf
from jpreader.article.inline import MOST_URL, SCHEMES
from jpreader.article.linejoin import join_lines
from jpreader.article.model import Mark, When
from jpreader.article.source import named
from jpreader.article.text import cleaned, one_line
from jpreader.article.yamlevents import Mapping, Node, Reader, Scalar, Sequence

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


def label(scalar: Scalar) -> str:
    """A text on one line, clean, as a title or a quote has it."""
    if _is_plain(scalar.text):
        return scalar.text.strip()  # most of an English article; a break between two such lines is a space
    return join_lines(cleaned(scalar.typed)[0]).strip()


def _is_plain(text: str) -> bool:
    """True if nothing in a text needs to be cleaned or joined."""
    return text.isascii() and text.isprintable()


class Fields:
    """The fields of one mapping. Each is asked for once; `done` reports those that nobody asked for."""

    def __init__(self, reader: Reader, node: Node | None, what: str, mark: Mark | None = None) -> None:
        self.reader = reader
        self.what = what
        self.asked: dict[str, None] = {}
        self.items: dict[str, tuple[Scalar, Node]] = {}
        self.mark = mark or (node.mark if node else Mark())
        self.refused = isinstance(node, Scalar) and node.refused
        """True where the problem is with the whole mapping, and has been told."""
        if isinstance(node, Mapping):
            self.items = {item[0].text: item for item in node.items}
        elif node is not None and not self.refused and not _is_blank(node):
            length = node.length if isinstance(node, Scalar) else 1
            reader.say(node.mark, f"{what} must be a mapping", "write key: value, a line each", length)
            self.refused = True

    def __contains__(self, key: str) -> bool:
        return key in self.items

    def node(self, key: str) -> Node | None:
        """The value of a field, whatever it is; None if there is none, as after a key with nothing behind it."""
        self.asked[key] = None
        found = self.items.get(key)
        if found is None:
            return None
        node = found[1]
        return None if type(node) is Scalar and not node.text and _is_blank(node) else node

    def mark_of(self, key: str) -> Mark:
        """Where the value of a field stands, or else the mapping."""
        found = self.items.get(key)
        return found[1].mark if found else self.mark

    def wrong(self, key: str, message: str, hint: str = "") -> None:
        """Note a problem with the value of a field."""
        node = self.items[key][1]
        self.reader.say(node.mark, message, hint, node.length if isinstance(node, Scalar) else 1)

    def need(self, key: str) -> None:
        """Note that a field is missing, or has nothing in it."""
        if key in self.items:
            name = self.items[key][0]
            self.reader.say(name.mark, f"'{key}' is empty", "write it after the colon", name.length)
        elif not self.refused:
            self.reader.say(self.mark, f"{self.what} needs '{key}'")

    def scalar(self, key: str, required: bool = False) -> Scalar | None:
        """The value of a field that must be a text."""
        node = self.node(key)
        if node is None:
            if required:
                self.need(key)
            return None
        if not isinstance(node, Scalar):
            kind = "list" if isinstance(node, Sequence) else "mapping"
            hint = "a text that begins with a bracket needs quotes" if self._is_bracket(node) else ""
            self.reader.say(node.mark, f"'{key}' must be a text, not a {kind}", hint)
            return None
        return None if node.refused else node

    def line(self, key: str, required: bool = False) -> str:
        """A text on one line."""
        if (found := self.items.get(key)) is None and not required:
            self.asked[key] = None
            return ""
        if found and type(node := found[1]) is Scalar and _is_plain(node.text) and (text := node.text.strip()):
            self.asked[key] = None
            return text  # as most are
        scalar = self.scalar(key, required)
        if scalar is None:
            return ""
        text = label(scalar)
        if required and not text:
            self.need(key)
        return text

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
            mark = scalar.mark if self.reader.untold["warning"] else _first_dropped(self.reader, scalar)
            self.reader.say(mark, f"{many} left out of the text", "delete what can't be seen here", severity="warning")
        return text, scalar.mark.line + (scalar.style in ("|", ">"))

    def lines(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        if key not in self.items:
            self.asked[key] = None
            return ()
        return tuple([text for scalar in self.scalars(key) if (text := label(scalar))])

    def scalars(self, key: str, what: str = "texts", example: str = "[one, two]") -> Iterator[Scalar]:
        """The items of a list of texts."""
        node = self.node(key)
        if node is None or (isinstance(node, Scalar) and node.refused):
            return
        if not isinstance(node, Sequence):
            self.wrong(
                key, f"'{key}' must be a list of {what}", f"write {example}, or each on a line of its own after -"
            )
            return
        for item in node.items:
            if not isinstance(item, Scalar):
                self.reader.say(item.mark, f"'{key}' must hold {what} only")
            elif not item.refused and not item.text.strip():
                self.reader.say(item.mark, f"'{key}' holds an empty item", "delete it", item.length)
            elif not item.refused:
                yield item

    def choice(self, key: str, known: Collection[Word], required: bool = False) -> Word | None:
        """A text that is one of some words."""
        if key not in self.items and not required:
            self.asked[key] = None
            return None
        scalar = self.scalar(key, required)
        if scalar is None:
            return None
        if scalar.text in known:
            return cast(Word, scalar.text)
        hint = suggestion(scalar.text, known) or "one of " + ", ".join(known)
        self.wrong(key, f"{named(scalar.text)} is no {key}", hint)
        return None

    def flag(self, key: str, default: bool) -> bool:
        """`true` or `false`."""
        scalar = self.scalar(key)
        if scalar is None:
            return default
        word = scalar.text.lower() if scalar.text in ("True", "TRUE", "False", "FALSE") else scalar.text
        if word not in ("true", "false"):
            self.wrong(key, f"'{key}' must be true or false")
            return default
        return word == "true"

    def date(self, key: str) -> When | None:
        """A date of EDTF level 0."""
        return self.parsed(key, edtf.parse)

    def parsed(self, key: str, parse: Callable[[str], Parsed]) -> Parsed | None:
        """What a function makes of a text; it raises ValueError with the message for what it can't read."""
        scalar = self.scalar(key)
        if scalar is None:
            return None
        text = one_line(scalar.text)
        try:
            if len(text) > _LONGEST_WORD:
                raise ValueError(f"{named(text)} is too long for '{key}'")
            return parse(text)
        except ValueError as error:
            self.wrong(key, str(error))
            return None

    def language(self, key: str = "language") -> str:
        """A language tag that is well-formed; empty if it isn't."""
        scalar = self.scalar(key, required=True)
        if scalar is None:
            return ""
        if LANGUAGE.fullmatch(scalar.text):
            return scalar.text
        hyphened = scalar.text.replace("_", "-")
        hint = f"write {hyphened}" if LANGUAGE.fullmatch(hyphened) else "a BCP 47 tag: en, ja, zh-Hant"
        self.wrong(key, f"{named(scalar.text)} is no language tag", hint)
        return ""

    def id(self, key: str) -> str:
        """An id of small letters, digits and hyphens; empty if it isn't one."""
        scalar = self.scalar(key, required=True)
        return scalar.text if scalar and is_id(self.reader, scalar) else ""

    def url(self, key: str) -> str:
        """A link that may be shown and copied; empty if it isn't one."""
        return self._matching(key, URL, "must be a link", "https://…, http://… or mailto:…, with no spaces")

    def wikidata(self, key: str) -> str:
        """The id of a thing in Wikidata; empty if it isn't one."""
        return self._matching(key, WIKIDATA, "must be an id of Wikidata", "Q and a number: Q17")

    def _matching(self, key: str, pattern: re.Pattern[str], what: str, hint: str) -> str:
        scalar = self.scalar(key)
        if scalar is None:
            return ""
        if len(scalar.text) > MOST_URL:
            self.wrong(key, f"'{key}' is longer than {MOST_URL:,} characters")
        elif not pattern.fullmatch(scalar.text):
            self.wrong(key, f"'{key}' {what}", hint)
        else:
            return one_line(scalar.text)
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
        for item in node.items:
            yield Fields(self.reader, item, what)

    def named(self, key: str, what: str, ids: bool = True) -> Iterator[tuple[Scalar, Fields]]:
        """A field that is a mapping from names to mappings."""
        node = self.node(key)
        if node is None or (isinstance(node, Scalar) and node.refused):
            return
        if not isinstance(node, Mapping):
            self.wrong(key, f"'{key}' must be a mapping", "write id: and its fields below it, indented")
            return
        for name, value in node.items:
            if ids:
                is_id(self.reader, name)
            yield name, Fields(self.reader, value, what, name.mark)

    def done(self, elsewhere: Collection[str] = ()) -> None:
        """Report the fields that don't exist; those `elsewhere` do, but not in a translation."""
        if self.items.keys() <= self.asked.keys():
            return
        for key, (name, value) in self.items.items():
            if key in self.asked:
                continue
            if self.reader.full:
                self.reader.say(name.mark, "unknown key")
                continue
            if key in elsewhere:
                hint = "delete it: a translation has nothing but text"
                self.reader.say(name.mark, f"'{key}' is said in the original only", hint, name.length)
                continue
            hint = suggestion(key, self.asked)
            if not hint and _is_blank(value):
                hint = "a value in { } that holds a comma needs quotes"
            hint = hint or f"{self.what} has {', '.join(self.asked)}"
            self.reader.say(name.mark, f"unknown key {named(key)}", hint, name.length)

    def _is_bracket(self, node: Mapping | Sequence) -> bool:
        line, column = node.mark
        return self.reader.lines[line - 1][column - 1 : column] in ("[", "{")


def is_id(reader: Reader, scalar: Scalar) -> bool:
    """Whether a text is an id; reported if it isn't."""
    if ID.fullmatch(scalar.text):
        return True
    if not scalar.refused:
        reader.say(scalar.mark, f"{named(scalar.text)} is no id", "small letters, digits and hyphens", scalar.length)
    return False


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text and not node.refused and not node.length


def _first_dropped(reader: Reader, scalar: Scalar) -> Mark:
    """Where the first invisible character of a text stands, near enough."""
    for number in scalar.lines:
        line = reader.lines[number - 1]
        if cleaned(line)[1]:
            end = 1
            while not cleaned(line[:end])[1]:
                end *= 2
            return Mark(number, bisect_left(range(end), 1, key=lambda at: cleaned(line[:at])[1]))
    return scalar.mark
