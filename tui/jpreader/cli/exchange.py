"""Marks, highlights and notes as text, Markdown and JSON, and back from the last two.

In Markdown each entry has a comment that holds what else is to be known of it; what the reader wrote is the text
itself, so that it can be changed there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Final, NamedTuple

from jpreader.article.model import Place
from jpreader.article.place import Anchor
from jpreader.article.quotation import Quotation
from jpreader.article.text import clean, one_line
from jpreader.layout.fill import wrap
from jpreader.layout.markdown import escaped
from jpreader.reading.notes import Mark, Note, Source
from jpreader.view.keepsakes import LOST

LINE: Final = 80  # characters

FORMAT: Final = "jpreader notes"
"""The key that says what a JSON object is, and the version of its shape."""

_COMMENT: Final = re.compile(r"^<!-- jpreader (\{.*\}) -->$", re.MULTILINE)
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


class Misshapen(ValueError):
    """Not what `jpreader notes` writes; says what is wrong."""


class Kept(NamedTuple):
    """What is exported, or imported."""

    marks: tuple[Mark, ...] = ()
    notes: tuple[Note, ...] = ()


def _fields(thing: Mark | Note) -> dict[str, Any]:
    source = thing.source
    about = {"article": source.key, "path": source.path, "title": source.title}
    about |= {"language": source.language, "heading": source.heading}
    if isinstance(thing, Mark):
        (section, block, offset), before, after = thing.anchor
        where = {"section": section, "block": block, "offset": offset, "before": before, "after": after}
        return {"mark": thing.name, **about, **where, "made": thing.made}
    section, start, quote, before, after = thing.quotation
    where = {"section": section, "start": start, "quote": quote, "before": before, "after": after}
    note = {"note": thing.text} if thing.kind == "note" else {}
    return {"id": thing.id, "kind": thing.kind, **about, **where, **note, "made": thing.made, "changed": thing.changed}


def as_json(kept: Kept, lost: frozenset[str]) -> str:
    """One object: its marks and its notes, with `lost` where an article is there and lacks the words."""
    notes = [_fields(note) | ({"lost": True} if note.id in lost else {}) for note in kept.notes]
    whole = {FORMAT: 1, "marks": [_fields(mark) for mark in kept.marks], "notes": notes}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _by_article(kept: Kept) -> Iterator[tuple[str, list[Mark | Note]]]:
    things: list[Mark | Note] = [*kept.marks, *kept.notes]
    things.sort(key=lambda thing: (thing.source.title, thing.source.key))
    for _, found in groupby(things, key=lambda thing: thing.source.key):
        own = list(found)
        yield own[0].source.title, own


def as_text(kept: Kept, lost: frozenset[str]) -> str:
    """What there is, article by article, in lines of at most 80 characters."""
    out: list[str] = []
    for title, things in _by_article(kept):
        out += ["", *wrap(title, LINE)]
        for thing in things:
            name = f"mark {thing.name}" if isinstance(thing, Mark) else thing.kind
            out += wrap(f"  {name}: {thing.source.heading} [{thing.source.language}]", LINE)
            if isinstance(thing, Mark):
                out += _indented(f"“{one_line(thing.anchor.after)}…”" if thing.anchor.after.strip() else "")
                continue
            out += _indented(thing.text)
            out += _indented(f"“{one_line(thing.quotation.text)}”")
            out += _indented(f"({LOST})" if thing.id in lost else "")
    return "\n".join(out).strip("\n") + "\n" if out else ""


def _indented(text: str) -> list[str]:
    return [f"    {line}" for part in text.split("\n") if part for line in wrap(part, LINE - 4)]


def as_markdown(kept: Kept, lost: frozenset[str]) -> str:
    """The same as Markdown, from which all of it can be imported."""
    out = ["# Marks, highlights and notes"]
    for title, things in _by_article(kept):
        out.append(f"## {escaped(one_line(title))}")
        for thing in things:
            words = thing.anchor.after if isinstance(thing, Mark) else thing.quotation.text
            name = f"Mark {thing.name}: " if isinstance(thing, Mark) else ""
            out.append(f"### {name}{escaped(one_line(thing.source.heading))}")
            quote = "\n".join(f"> {escaped(line)}" for line in words.split("\n"))
            gone = f"\n>\n> *({LOST})*" if isinstance(thing, Note) and thing.id in lost else ""
            out.append(quote + gone)
            if isinstance(thing, Note) and thing.text:
                out.append("\n".join(escaped(line) for line in thing.text.split("\n")))
            fields = {name: value for name, value in _fields(thing).items() if name != "note"}
            # Nothing in a comment may look like its end.
            packed = json.dumps(fields, ensure_ascii=False).replace("--", "-\\u002d").replace(">", "\\u003e")
            out.append(f"<!-- jpreader {packed} -->")
    return "\n\n".join(out) + "\n"


def parsed(text: str) -> Kept:
    """What an export holds, in JSON or in Markdown.

    Raises:
        Misshapen: it is no such thing.
    """
    if text.lstrip()[:1] != "{":
        return _of_markdown(text)
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Misshapen(f"this is no JSON: {error}") from None
    if not isinstance(whole, dict) or whole.get(FORMAT) != 1:
        raise Misshapen(f'it has no "{FORMAT}": 1')
    parts = []
    for name in ("marks", "notes"):
        found = whole.get(name, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise Misshapen(f'"{name}" is no list of objects')
        parts.append(found)
    marks, notes = parts
    return Kept(tuple(map(_mark, marks)), tuple(map(_note, notes)))


def _of_markdown(text: str) -> Kept:
    marks: list[Mark] = []
    notes: list[Note] = []
    at = 0
    for found in _COMMENT.finditer(text):
        above, at = text[at : found.start()], found.end()
        try:
            fields = json.loads(found[1])
        except (ValueError, RecursionError):
            raise Misshapen(f"line {text.count(chr(10), 0, found.start()) + 1}: the comment can't be read") from None
        if not isinstance(fields, dict):
            raise Misshapen("a comment holds no object")
        if "mark" in fields:
            marks.append(_mark(fields))
            continue
        lines = [line for line in above.split("\n") if not line.startswith(("#", ">"))]
        notes.append(_note({**fields, "note": _ESCAPED.sub(r"\1", "\n".join(lines).strip())}))
    if not marks and not notes:
        raise Misshapen("it holds nothing that `jpreader notes` wrote")
    return Kept(tuple(marks), tuple(notes))


def _mark(fields: Mapping[str, Any]) -> Mark:
    name = _text(fields, "mark")
    if len(name) != 1 or not (name.isascii() and name.isalpha()):
        raise Misshapen("a mark is a letter, a–z or A–Z")
    place = Place(_text(fields, "section"), _number(fields, "block"), _number(fields, "offset"))
    anchor = Anchor(place, _text(fields, "before"), _text(fields, "after"))
    return Mark(name, _source(fields), anchor, _time(fields, "made"))


def _note(fields: Mapping[str, Any]) -> Note:
    kind = fields.get("kind")
    if kind not in ("highlight", "note"):
        raise Misshapen('"kind" is "highlight" or "note"')
    quotation = Quotation(
        _text(fields, "section"),
        _number(fields, "start"),
        _text(fields, "quote"),
        _text(fields, "before"),
        _text(fields, "after"),
    )
    if not quotation.text or not _text(fields, "id"):
        raise Misshapen('"id" and "quote" may not be empty')
    text = clean(str(fields.get("note", ""))) if kind == "note" else ""
    times = _time(fields, "made"), _time(fields, "changed")
    return Note(_text(fields, "id"), kind, _source(fields), quotation, text, *times)


def _source(fields: Mapping[str, Any]) -> Source:
    shown = (one_line(_text(fields, name)) for name in ("title", "language", "heading"))
    return Source(_text(fields, "article"), _text(fields, "path"), *shown)


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise Misshapen(f'"{name}" is missing, or is no text')
    return "\t".join(map(clean, value.split("\t")))  # a tab stands between the cells of a table


def _number(fields: Mapping[str, Any], name: str) -> int:
    value = fields.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise Misshapen(f'"{name}" is missing, or is no number')
    return value


def _time(fields: Mapping[str, Any], name: str) -> float:
    value = fields.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise Misshapen(f'"{name}" is missing, or is no time')
    return float(value)
