"""From the bytes of a file to an article, or to all that is wrong with it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Final, NamedTuple

import yaml

from jpreader.article.fields import Fields
from jpreader.article.model import Article, Mark
from jpreader.article.original import original
from jpreader.article.overlay import merged
from jpreader.article.problem import Problem
from jpreader.article.source import named
from jpreader.article.text import one_line
from jpreader.article.yamlevents import Reader
from jpreader.article.yamlnodes import MOST_DEPTH, MOST_NODES

VERSION: Final = 1
_BODIES: Final = ("sections", "entities", "relations", "facts", "timeline", "summary", "questions", "glossary")


class Decoded(NamedTuple):
    """An article, or None where there is an error; and the problems."""

    article: Article | None
    problems: tuple[Problem, ...]


class Header(NamedTuple):
    """What a shelf shows of a file; a field is empty where the file doesn't give it."""

    language: str = ""
    title: str = ""
    translates: str = ""
    published: str = ""
    jpreader: str = ""


def header(source: bytes) -> Header:
    """The first fields of a file, without reading on to its bodies; total, whatever stands after them."""
    found: dict[str, str] = {}
    key: str | None = None
    depth = documents = 0
    for number, event in enumerate(Reader(source, "").events()):
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1 or depth > MOST_DEPTH or number > MOST_NODES:
            break
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if key in _BODIES and found.keys() >= {"language", "title"}:
                break
            if depth == 2:
                key = None
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.ScalarEvent) and depth == 1:
            if key is None:
                key = event.value
            else:
                found.setdefault(key, event.value)
                key = None
        elif isinstance(event, yaml.AliasEvent) and depth == 1:
            key = None
    return Header(*(one_line(found.get(field, "")) for field in Header._fields))


def decode(source: bytes, path: str, id: str) -> Decoded:
    """An original.

    Args:
        source: the bytes of the file.
        path: as it is shown in problems.
        id: of the article: the file's stem.
    """
    return _decoded(source, path, "an article", lambda top: original(top, id))


def decode_overlay(source: bytes, path: str, original: Article) -> Decoded:
    """A translation: the original with the texts of an overlay in place of its own."""
    return _decoded(source, path, "a translation", lambda top: merged(top, original))


def flawed(source: bytes, path: str, id: str) -> Article | None:
    """What can be made of an original with errors: not to be read, only to find what else is wrong with it.

    None where there is no error, where there are too many, and where some of the text is missing.
    """
    return _flawed(*_made(source, path, "an article", lambda top: original(top, id)))


def flawed_overlay(source: bytes, path: str, original: Article) -> Article | None:
    """The same of a translation."""
    return _flawed(*_made(source, path, "a translation", lambda top: merged(top, original)))


def _decoded(source: bytes, path: str, what: str, make: Callable[[Fields], Article | None]) -> Decoded:
    article, reader = _made(source, path, what, make)
    return Decoded(None if reader.broken else article, reader.found())


def _made(
    source: bytes, path: str, what: str, make: Callable[[Fields], Article | None]
) -> tuple[Article | None, Reader]:
    """What a file makes, errors or not, and the reader that has noted them."""
    collecting = gc.isenabled()
    # Nothing of what is made here is garbage, and looking for it took half of the time.
    # Not with `collecting.paused`, whose own end would set off a look at all nodes before they go.
    gc.disable()
    try:
        reader = Reader(source, path)
        article = None
        if (root := reader.root()) is not None:
            top = Fields(reader, root, what)
            if _is_of_this_version(top):
                article = make(top)
        return article, reader
    finally:
        if collecting:
            gc.enable()


def _flawed(article: Article | None, reader: Reader) -> Article | None:
    """An article with errors, without what has no name; None if some of its text isn't there, where quotes may be."""
    if article is None or not reader.broken or reader.full:
        return None
    whole = len(article.by_section) == len(article.sections) and all(
        len(section.blocks) > 1 and f"sections.{section.id}.body" not in article.fallbacks
        for section in article.sections
    )
    named = {id: entity for id, entity in article.entities.items() if entity.name}
    return article._replace(entities=named) if whole else None


def _is_of_this_version(top: Fields) -> bool:
    """Whether a file is an article that can be read; reported if it isn't."""
    if "jpreader" not in top:
        if not top.refused:
            what = "this is no article: its first key must be 'jpreader'"
            top.reader.say(Mark(), what, f"begin the file with jpreader: {VERSION}")
        return False
    scalar = top.scalar("jpreader", required=True)
    if scalar is None:
        return True
    if scalar.text == str(VERSION):
        if next(iter(top.held)) != "jpreader":
            name = top.key("jpreader")
            top.reader.say(name.mark, "'jpreader' must be the first key", "move it to the top", name.length)
        return True
    if scalar.text.isdecimal() and len(scalar.text) < 9 and int(scalar.text) > VERSION:
        what = f"this file is written for a newer jpreader: its format is version {int(scalar.text)}"
        top.wrong("jpreader", what, f"this one reads version {VERSION}: update it")
        return False
    top.wrong("jpreader", f"{named(scalar.text)} is no version of the format", f"write jpreader: {VERSION}")
    return True
