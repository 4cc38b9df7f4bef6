"""The language of search: words, "phrases", what is true of an article, and, or, not, parentheses.

    microsoft "cloud region" kind:person entity:kishida tag:chips relation:invests-in unit:USD>1billion
    after:2024-03 before:2025 lang:ja unread semicon* (tokyo or osaka) not -rain

What stands side by side must all be true; `not` and `-` bind closest, then `and`, then `or`. Full width counts as
ASCII. What is wrong is a `Problem` whose column and caret point into the query.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple, get_args

from jpreader.article.edtf import parse as date
from jpreader.article.fields import suggestion
from jpreader.article.folding import fold
from jpreader.article.model import KINDS
from jpreader.article.names import name_key
from jpreader.article.problem import Problem, Severity
from jpreader.article.quantity import number
from jpreader.article.source import EXCERPT, named
from jpreader.article.text import clean, one_line
from jpreader.library.entry import day_number
from jpreader.library.words import Phrase, phrase

Field = Literal["kind", "entity", "tag", "relation", "unit", "after", "before", "lang"]
FIELDS: Final[tuple[Field, ...]] = get_args(Field)
OPERATORS: Final = ("and", "or", "not")
UNREAD: Final = "unread"
MOST_CHARACTERS: Final = 2000  # of a query: SQLite's expressions end at some 250 levels, and so does patience
MOST_TERMS: Final = 64
MOST_NESTED: Final = 32

_QUOTES: Final = str.maketrans("“”„", '"""')
_TOKEN: Final = re.compile(r'\s*(?:([()])|(-?(?:"[^"]*"?|[^\s()"])+)|-(?=[("]))')
_FIELD: Final = re.compile(r"([A-Za-z]+):(?!//)")
_UNIT: Final = re.compile(r"([^<>=≥≤]*)(?:(>=|<=|[<>=≥≤])(.*))?", re.DOTALL)


class Words(NamedTuple):
    """A word or phrase that the text has to hold."""

    text: str
    start: int
    end: int
    phrase: Phrase
    prefix: bool = False
    """True if the last word may go on: `semicon*`."""


class Has(NamedTuple):
    """What has to be true of the article."""

    field: Field
    value: str
    """As `words.name_key` makes it; of `after` and `before` as it was typed."""
    start: int
    end: int
    compare: str = ""
    """Of a unit: how its amount has to be to `amount`, as SQL says it; empty for any."""
    amount: float = 0.0
    day: int = 0
    """Of `after` and `before`: see `entry.day_number`."""


class Unread(NamedTuple):
    """An article that the reader hasn't read to its end."""

    start: int
    end: int


class Not(NamedTuple):
    """What must not be so."""

    part: Node


class And(NamedTuple):
    """What must all be so; all articles if it is empty."""

    parts: tuple[Node, ...]


class Or(NamedTuple):
    """What must in part be so."""

    parts: tuple[Node, ...]


Leaf = Words | Has | Unread
Node = Words | Has | Unread | Not | And | Or


class Parsed(NamedTuple):
    """A query that is understood, or None and what is wrong with it."""

    node: Node | None
    problems: tuple[Problem, ...] = ()


class _Token(NamedTuple):
    text: str
    start: int
    end: int


class _Wrong(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def parse(text: str) -> Parsed:
    """What a query asks for. Total; of several mistakes the first is told."""
    try:
        if len(text) > MOST_CHARACTERS:
            what = f"a query has at most {MOST_CHARACTERS:,} characters, and this has {len(text):,}"
            raise _Wrong(problem(text, MOST_CHARACTERS, 1, what))
        return Parsed(_Parser(text).parsed())
    except _Wrong as wrong:
        return Parsed(None, (wrong.problem,))


def problem(query: str, start: int, length: int, message: str, hint: str = "", severity: Severity = "error") -> Problem:
    """A problem at a place of a query, with the part of the query around it."""
    begin = max(0, start - EXCERPT // 2)
    shown, before, under = query[begin : begin + EXCERPT], query[begin:start], query[start : start + length]
    caret = len(clean(before).replace("\n", " ")) + 1
    excerpt = clean(shown).replace("\n", " ")
    said = one_line(message), one_line(hint)
    return Problem("query", 1, start + 1, severity, *said, excerpt, max(1, len(clean(under))), caret)


def leaves(node: Node, positive: bool = True) -> tuple[Leaf, ...]:
    """What a query asks for, in its order; without what it asks not to be."""
    if isinstance(node, Not):
        return leaves(node.part, not positive)
    if isinstance(node, And | Or):
        return tuple(leaf for part in node.parts for leaf in leaves(part, positive))
    return (node,) if positive else ()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text).translate(_QUOTES)
        self.tokens = list(self._tokens())
        self.at = 0
        self.depth = 0
        if len(self.tokens) > MOST_TERMS * 2:
            raise self._wrong(self.tokens[MOST_TERMS * 2], f"a query has at most {MOST_TERMS} terms")

    def _tokens(self) -> list[_Token]:
        found: list[_Token] = []
        at = 0
        while match := _TOKEN.match(self.folded, at):
            text = match[0].lstrip()
            found.append(_Token(text, match.end() - len(text), match.end()))
            at = match.end()
        return found

    def _wrong(self, token: _Token, message: str, hint: str = "") -> _Wrong:
        return _Wrong(problem(self.text, token.start, token.end - token.start, message, hint))

    def parsed(self) -> Node:
        """The query as a whole."""
        if not self.tokens:
            return And(())
        node = self._either()
        if self.at < len(self.tokens):  # only a ) ends it before
            raise self._wrong(self.tokens[self.at], "this ) has no ( before it")
        return node

    def _next(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _operator(self) -> str:
        token = self._next()
        return token.text.lower() if token and token.text.lower() in OPERATORS else ""

    def _either(self) -> Node:
        parts = [self._all()]
        while self._operator() == "or":
            self.at += 1
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Node:
        parts = [self._one()]
        while True:
            token, operator = self._next(), self._operator()
            if token is None or token.text == ")" or operator == "or":
                return parts[0] if len(parts) == 1 else And(tuple(parts))
            self.at += operator == "and"
            parts.append(self._one())

    def _one(self) -> Node:
        token, operator = self._next(), self._operator()
        if token is None or operator in ("and", "or") or token.text == ")":
            before = self.tokens[self.at - 1] if self.at else None
            if before and (before.text.lower() in OPERATORS or before.text in "(-"):
                what = "these parentheses are empty" if before.text == "(" else f"'{before.text}' has nothing after it"
                raise self._wrong(before, what, _quoted(before) if before.text.isalpha() else "")
            assert token is not None  # since a query isn't empty
            if token.text == ")":
                raise self._wrong(token, "this ) has no ( before it")
            raise self._wrong(token, f"'{token.text}' has nothing before it", _quoted(token))
        self.at += 1
        self.depth += 1
        if self.depth > MOST_NESTED:
            raise self._wrong(token, f"more than {MOST_NESTED} levels in one another")
        try:
            if operator == "not" or token.text == "-":
                return Not(self._one())
            if token.text == "(":
                node = self._either()
                if self._next() is None:
                    raise self._wrong(token, "this ( has no ) to it")
                self.at += 1
                return node
            if token.text[0] == "-" and len(token.text) > 1:
                return Not(self._leaf(_Token(token.text[1:], token.start + 1, token.end)))
            return self._leaf(token)
        finally:
            self.depth -= 1

    def _leaf(self, token: _Token) -> Leaf:
        quote = token.text.rfind('"')
        if token.text.count('"') % 2:
            at = token.start + quote
            raise self._wrong(_Token('"', at, at + 1), "this quotation mark has no other to it")
        if match := _FIELD.match(token.text):
            return self._field(token, match)
        if token.text.lower() == UNREAD:
            return Unread(token.start, token.end)
        prefix = token.text.endswith("*") and len(token.text) > 1
        text = token.text.replace('"', " ").rstrip("*").strip()
        found = phrase(text)
        if not found.words:
            raise self._wrong(token, f"{named(text)} has no letter and no digit to look for")
        return Words(text, token.start, token.end, found, prefix and found.exact)

    def _field(self, token: _Token, match: re.Match[str]) -> Has:
        name = match[1].lower()
        rest = _Token(token.text[match.end() :], token.start + match.end(), token.end)
        if name not in FIELDS:
            hint = suggestion(name, FIELDS) or f'there are {", ".join(FIELDS)}; put words in quotes: "{token.text}"'
            raise self._wrong(token._replace(end=token.start + len(match[1])), f"there is no field {named(name)}", hint)
        field: Field = next(one for one in FIELDS if one == name)
        value = rest.text.replace('"', " ").strip()
        if not value:
            raise self._wrong(token, f"'{name}:' has no value", f"write it without a space: {name}:{_EXAMPLES[field]}")
        if field == "unit":
            return self._unit(token, rest)
        if field in ("after", "before"):
            try:
                return Has(field, value, token.start, token.end, day=day_number(date(value).first))
            except ValueError as reason:
                raise self._wrong(rest, str(reason)) from None
        if field == "kind":
            value = value.lower()
            if value not in KINDS:
                hint = suggestion(value, KINDS) or f"there are {', '.join(KINDS)}"
                raise self._wrong(rest, f"there is no kind {named(value)}", hint)
        return Has(field, value.lower() if field == "lang" else name_key(value), token.start, token.end)

    def _unit(self, token: _Token, rest: _Token) -> Has:
        match = _UNIT.fullmatch(rest.text)
        assert match is not None  # it takes everything
        unit = name_key(match[1].replace('"', " "))
        if not unit:
            raise self._wrong(rest, "there is no unit before the comparison", "write unit:USD>1billion")
        if match[2] is None:
            return Has("unit", unit, token.start, token.end)
        compare = {"≥": ">=", "≤": "<="}.get(match[2], match[2])
        if not match[3].replace('"', " ").strip():
            raise self._wrong(rest, f"there is no number after {match[2]}", "write unit:USD>1billion")
        try:
            amount = float(number(match[3].replace('"', " ")))
        except ValueError as reason:
            at = rest.start + match.start(3)
            raise self._wrong(_Token(match[3], at, max(at + 1, rest.end)), str(reason)) from None
        return Has("unit", unit, token.start, token.end, compare, amount)


def _quoted(token: _Token) -> str:
    return f'put words in quotes to look for them: "{token.text}"'


_EXAMPLES: Final[dict[Field, str]] = {
    "kind": "person",
    "entity": "microsoft",
    "tag": "chips",
    "relation": "invests-in",
    "unit": "USD>1billion",
    "after": "2024-03",
    "before": "2025",
    "lang": "ja",
}
