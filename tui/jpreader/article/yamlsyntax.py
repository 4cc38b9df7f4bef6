"""YAML's syntax in words that help: what an error of the parser means, and multi-line scalars as they were typed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple, Protocol

import yaml

from jpreader.article.model import Mark
from jpreader.article.source import named
from jpreader.article.yamltree import TOO_DEEP

_QUOTE_IT: Final = 'put the whole value in "…"'
_ONE_COLUMN: Final = "the keys of one mapping, and the items of one list, begin in the same column"
_KEY: Final = re.compile(r"\s*(?:- +)*[\w-]+\s*")
_NO_SPACE: Final = re.compile(r"\s*(?:- +)*([\w-]+:)[^\s/]")
_BREAKS: Final = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")
_CONTINUED: Final = re.compile(r"((?<!\\)(?:\\\\)*)\\(?:\r\n|\r|\n)[ \t]*")
# YAML 1.1 section 5.6; any other character that may follow a backslash stands for itself.
_ESCAPE: Final = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^\n])")
_ESCAPED: Final = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


class _ParserMark(Protocol):
    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class Before(NamedTuple):
    """What stands before a syntax error."""

    last: yaml.Event | None
    """The last event that could be read."""
    opened: yaml.CollectionStartEvent | None
    """The beginning of the innermost collection that isn't closed yet."""


class Explained(NamedTuple):
    """A syntax error as `Source.say` takes it."""

    mark: Mark
    message: str
    hint: str
    length: int = 1


def explain(lines: list[str], error: yaml.MarkedYAMLError, before: Before) -> Explained:
    """What a syntax error means, where its cause is, and the way out."""
    problem, context = error.problem or "", error.context or ""
    at = _mark(error.problem_mark or error.context_mark)
    begun = _mark(error.context_mark or error.problem_mark)
    line = lines[at.line - 1] if at.line <= len(lines) else ""
    char = line[at.column - 1 : at.column]
    if "nesting depth" in problem:  # libyaml 0.2.6 stops by itself at 1,000 levels, before it tells of any of them
        return Explained(at, *TOO_DEEP)
    if "tab character" in problem or (char == "\t" and "cannot start" in problem):
        return Explained(at, "a tab can't indent a line", "put spaces in its place")
    if "mapping values are not allowed" in problem:
        return _colon(lines, at)
    if "cannot start any token" in problem or "keys are not allowed" in problem:
        return Explained(at, f"a value that begins with {named(char)} needs quotes", _QUOTE_IT)
    if "an alias" in context or "an anchor" in context or "a tag" in context:
        sign = lines[begun.line - 1][begun.column - 1 : begun.column]
        return Explained(begun, f"a value that begins with {named(sign)} needs quotes", _QUOTE_IT)
    if "quoted scalar" in context:
        return _quoted(lines, problem, at, begun)
    if "block scalar" in context:
        sign = lines[begun.line - 1][begun.column - 1 : begun.column]
        return Explained(at, f"the text after {named(sign)} begins on the next line", "indent it further than its key")
    if "could not find expected ':'" in problem:
        return _no_colon(lines, begun, before)
    if "sequence entries are not allowed" in problem:
        hint = f"begin each item on a line of its own; if it is text, {_QUOTE_IT}"
        return Explained(at, "a list can't begin on the line of its key", hint)
    flow = before.opened if before.opened is not None and before.opened.flow_style else None
    if flow is not None:
        return _in_flow(lines, at, _mark(flow.start_mark))
    if "expected node content" in problem:
        return Explained(at, f"a value that begins with {named(char)} needs quotes", _QUOTE_IT)
    if "expected key" in problem or "'-' indicator" in problem or "<document start>" in problem:
        return _misplaced(line, at, before)
    return Explained(at, f"this is no YAML: {problem}", context)


def _colon(lines: list[str], at: Mark) -> Explained:
    """A colon where no key can be: in a value, or after a key that is indented too far."""
    line = lines[at.line - 1]
    key = line[: at.column - 1]
    above = next((lines[n] for n in range(at.line - 2, -1, -1) if lines[n].strip()), "")
    if _KEY.fullmatch(key) and _KEY.match(above) and len(above) - len(above.lstrip()) < len(key) - len(key.lstrip()):
        mark = Mark(at.line, len(key) - len(key.lstrip()) + 1)
        what = f"{named(key)} is indented too far: it is read as part of the value above it"
        return Explained(mark, what, _ONE_COLUMN, len(key.strip()))
    return Explained(at, "a value that contains ': ' needs quotes", _QUOTE_IT)


def _quoted(lines: list[str], problem: str, at: Mark, begun: Mark) -> Explained:
    if "escape" in problem or "hexdecimal" in problem or "hexadecimal" in problem:
        line = lines[at.line - 1]
        start = max(line.rfind("\\", 0, at.column + 1), 0)
        mark = Mark(at.line, start + 1)
        what = f"{named(line[start : start + 2])} is no character's code that YAML knows"
        return Explained(mark, what, "write \\\\ for a backslash, or put the text in '…'", 2)
    quote = lines[begun.line - 1][begun.column - 1 : begun.column]
    hint = (
        "close it; within '…' write '' for an apostrophe"
        if quote == "'"
        else 'close it; within "…" write \\" for a quote'
    )
    return Explained(begun, "this quote is never closed", hint)


def _no_colon(lines: list[str], begun: Mark, before: Before) -> Explained:
    """A line that must be a key, and has no colon."""
    line = lines[begun.line - 1]
    length = len(line.rstrip()) - begun.column + 1
    if match := _NO_SPACE.match(line):
        mark = Mark(begun.line, match.start(1) + 1)
        return Explained(mark, f"a space is missing after {named(match[1])}", "write key: value", len(match[1]))
    last = before.last
    if isinstance(last, yaml.ScalarEvent) and last.style in ("|", ">") and _mark(last.end_mark).line == begun.line:
        what = "this line stands too far left to belong to the text above it"
        return Explained(begun, what, f"indent it as far as line {_mark(last.start_mark).line + 1}", length)
    what = "this line has no ': ', so it is neither a key nor a value"
    return Explained(begun, what, "write key: value, or indent it further to go on with the value above it", length)


def _in_flow(lines: list[str], at: Mark, begun: Mark) -> Explained:
    """An error within { } or [ ]."""
    line = lines[at.line - 1] if at.line <= len(lines) else ""
    first = lines[begun.line - 1]
    opening = first[begun.column - 1]
    closing = "}" if opening == "{" else "]"
    indent = len(line) - len(line.lstrip())
    # A line that begins as the line of the bracket does, with a key or an item, has nothing to do with it any more.
    if at.line > begun.line and (not line.strip() or indent <= len(first) - len(first.lstrip())):
        return Explained(begun, f"this {named(opening)} is never closed", f"put {named(closing)} after its last value")
    char = line[at.column - 1 : at.column]
    if char == ":":
        return Explained(at, "a value that contains ': ' needs quotes", _QUOTE_IT)
    if char == ",":
        return Explained(at, "nothing stands before this comma", "delete it, or put a value that holds it in quotes")
    hint = f"put the value before this in quotes if it belongs to it, or close {named(opening)} of line {begun.line}"
    return Explained(at, f"a comma or {named(closing)} is missing before this", hint)


def _misplaced(line: str, at: Mark, before: Before) -> Explained:
    """Something where only a key, an item or the end can be."""
    last = before.last
    length = len(line.rstrip()) - at.column + 1
    if isinstance(last, yaml.AliasEvent) and _mark(last.end_mark).line == at.line:
        return Explained(_mark(last.start_mark), "a value that begins with '*' needs quotes", _QUOTE_IT)
    if isinstance(last, yaml.ScalarEvent):
        start, end = _mark(last.start_mark), _mark(last.end_mark)
        if last.style in ("'", '"') and end.line == at.line:
            if start.line != end.line:
                what = f"this quote goes on to line {end.line}, column {end.column - 1}"
                return Explained(start, what, f"close it where its text ends; if it does end there, {_QUOTE_IT}")
            double = "''" if last.style == "'" else '\\"'
            hint = f"put the whole value in quotes, and write {double} for a quote within"
            return Explained(at, "this stands after the quote that ends the value", hint, length)
        if last.style in ("|", ">") and end.line == at.line:
            what = "this line stands further left than the first line of the text above it"
            return Explained(at, what, f"indent it as far as line {start.line + 1}, or as its key if it is one", length)
    if isinstance(last, yaml.CollectionEndEvent) and line[: at.column - 1].rstrip().endswith(("]", "}")):
        return Explained(at, "this stands after the bracket that ends the value", _QUOTE_IT, length)
    return Explained(at, "the indentation of this line fits nothing above it", _ONE_COLUMN, length)


def as_typed(raw: str, style: str, value: str) -> str:
    """The text of a scalar that goes over several lines, with the line breaks that YAML would fold away.

    A body can then be written in any style, and a break between two Japanese lines does not become a space.

    Args:
        raw: what stands in the file.
        style: `'`, `"`, `>`, or none for a plain scalar.
        value: what YAML makes of it.
    """
    if style == ">":
        head, *rest = re.split(r"\r\n|\r|\n", raw)
        first = next((text for text in rest if text.strip()), "")
        indent = len(first) - len(first.lstrip(" "))
        if any(char.isdigit() for char in head):
            return value  # its first line begins with spaces: leave it to YAML
        return "\n".join(text[indent:] for text in rest).rstrip() + "\n"
    if style == '"':
        # A backslash at the end of a line takes the break away.
        # What stands between the parts that are taken away, and the group of each, are what is left.
        text = _BREAKS.sub("\n", "".join(_CONTINUED.split(raw[1:-1])))
        parts = _ESCAPE.split(text)
        parts[1::2] = map(_unescaped, parts[1::2])
        return "".join(parts)
    text = _BREAKS.sub("\n", raw)
    return text[1:-1].replace("''", "'") if style == "'" else text


@lru_cache(maxsize=4096)
def _unescaped(code: str) -> str:
    """The character of an escape, without its backslash; the parser has seen that it is one."""
    return chr(int(code[1:], 16)) if len(code) > 1 else _ESCAPED.get(code, code)


def _mark(mark: _ParserMark | None) -> Mark:
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark()
