"""The reader's settings: one YAML file, checked with line and column, that never stops anyone from reading."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, get_args

from jpreader.article.fields import LANGUAGE, Fields
from jpreader.article.files import Unreadable, read
from jpreader.article.model import Mark
from jpreader.article.problem import Problem
from jpreader.article.text import one_line
from jpreader.article.yamlevents import Reader
from jpreader.article.yamlnodes import Mapping as Node
from jpreader.article.yamlnodes import Scalar, Sequence
from jpreader.reading.keymap import keymap

Theme = Literal["dark", "light", "terminal"]
THEMES: Final[tuple[Theme, ...]] = get_args(Theme)
LEAST_MEASURE: Final = 30  # cells: below, half of the lines of Latin text hold fewer than five words
MOST_MEASURE: Final = 120  # cells: beyond, the eye loses the next line
_YES: Final = ("true", "yes", "on")
_NO: Final = ("false", "no", "off")


class Settings(NamedTuple):
    """What the reader set; everything has a default."""

    theme: Theme = "dark"
    measure: int | None = None
    """Cells in a line of the article; None for what suits its script."""
    language: str = ""
    """BCP 47 tag of the language to read in where there is a choice."""
    ruby: bool = False
    mouse: bool | None = None
    """None: where the terminal is on this machine; over a line it would stay on when the line drops."""
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """The reader's own keys of some commands, as written; those that can't be are left out."""
    searches: Mapping[str, str] = MappingProxyType({})
    """Queries by the names that the reader gave them; those that are wrong are left out."""


Check = Callable[[str], tuple[Problem, ...]]
"""What is wrong with a query, each at a column of it."""


def load(path: str, check: Check | None = None) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings of a file, and what is wrong in it: a bad part is as if it were not there.

    No file is no problem. Queries are taken as they are where there is nothing to check them by.
    """
    if not os.path.lexists(path):
        return Settings(), ()
    try:
        source = read(path)
    except Unreadable as reason:
        shown = one_line(path)
        return Settings(), (Problem(shown, 0, 0, "error", str(reason).removeprefix(f"{shown}: ")),)
    if all(not line or line.startswith((b"#", b"---")) for line in map(bytes.strip, source.splitlines())):
        return Settings(), ()  # comments only: every setting has its default
    reader = Reader(source, path)
    root = reader.root()
    settings = Settings() if root is None else _settings(reader, Fields(reader, root, "the settings"), check)
    return settings, reader.found()


def _settings(reader: Reader, top: Fields, check: Check | None) -> Settings:
    default = Settings()
    settings = Settings(
        theme=top.choice("theme", THEMES) or default.theme,
        measure=_measure(reader, top),
        language=_language(reader, top),
        ruby=_flag(reader, top, "ruby") or False,
        mouse=_flag(reader, top, "mouse"),
        keys=_keys(reader, top),
        searches=_searches(reader, top, check),
    )
    top.done()
    return settings


def _measure(reader: Reader, top: Fields) -> int | None:
    scalar = top.scalar("measure")
    if scalar is None:
        return None
    text = scalar.text.strip()
    if text.isascii() and text.isdigit() and len(text) < 4 and LEAST_MEASURE <= int(text) <= MOST_MEASURE:
        return int(text)
    reader.say(
        scalar.mark,
        "'measure' must be the cells in a line",
        f"a number from {LEAST_MEASURE} to {MOST_MEASURE}; without it, what suits the script",
        scalar.length,
    )
    return None


def _language(reader: Reader, top: Fields) -> str:
    scalar = top.scalar("language")
    if scalar is None:
        return ""
    if LANGUAGE.fullmatch(scalar.text):
        return scalar.text
    reader.say(scalar.mark, f"'{one_line(scalar.text)[:40]}' is no language", "a BCP 47 tag: en, ja", scalar.length)
    return ""


def _flag(reader: Reader, top: Fields, key: str) -> bool | None:
    """True or false; None where it isn't said, or not so."""
    scalar = top.scalar(key)
    if scalar is None:
        return None
    text = scalar.text.lower()
    if text not in (*_YES, *_NO):
        reader.say(scalar.mark, f"'{key}' must be true or false", length=scalar.length)
        return None
    return text in _YES


def _searches(reader: Reader, top: Fields, check: Check | None) -> Mapping[str, str]:
    """The reader's searches, without those that can't be answered."""
    node = top.node("searches")
    if node is None:
        return {}
    if not isinstance(node, Node):
        reader.say(node.mark, "'searches' must be a mapping from names to queries", "chips in Japan: tag:chips rapidus")
        return {}
    found: dict[str, str] = {}
    for name, value in node.items:
        if not isinstance(value, Scalar) or not value.text.strip():
            reader.say(value.mark, f"'{one_line(name.text)[:40]}' has no query", "a query is words: tag:chips rapidus")
            continue
        wrong = next(iter(check(value.text)), None) if check else None
        if wrong is None:
            found[one_line(name.text)] = one_line(value.text)
            continue
        # A query on one line, without escapes, stands in the file as it is, perhaps after a quotation mark.
        as_it_is = value.length in (len(value.text), len(value.text) + 2) and "\n" not in value.text
        start = wrong.column - 1 + (value.length - len(value.text)) // 2
        mark = value.mark._replace(column=value.mark.column + start) if as_it_is else value.mark
        reader.say(mark, wrong.message, wrong.hint, wrong.length if as_it_is else value.length)
    return found


def _keys(reader: Reader, top: Fields) -> Mapping[str, tuple[str, ...]]:
    """The reader's own keys, without those that can't be."""
    node = top.node("keys")
    if node is None:
        return {}
    if not isinstance(node, Node):
        reader.say(node.mark, "'keys' must be a mapping from commands to keys", "page-down: [space, f]")
        return {}
    written: dict[str, tuple[str, ...]] = {}
    places: dict[tuple[str, str], tuple[Mark, int]] = {}
    for name, value in node.items:
        keys: list[str] = []
        places[name.text, ""] = name.mark, name.length
        for item in value.items if isinstance(value, Sequence) else [value]:
            if isinstance(item, Scalar) and item.text.strip():
                text = item.text if len(item.text) == 1 else item.text.strip()
                keys.append(text)
                places.setdefault((name.text, text), (item.mark, item.length))
            elif isinstance(item, Scalar):
                reader.say(
                    name.mark, f"'{one_line(name.text)}' has an empty key", "write [] for no key at all", name.length
                )
                break
            else:
                reader.say(item.mark, "a command has a key or a list of keys", "page-down: [space, f]")
                break
        else:
            written[name.text] = tuple(keys)
    _, misfits = keymap(written)
    for misfit in misfits:
        mark, length = places[misfit.command, misfit.key]
        reader.say(mark, misfit.message, misfit.hint, length)
    bad = {(misfit.command, misfit.key) for misfit in misfits}
    left = {
        command: tuple(key for key in keys if (command, key) not in bad)
        for command, keys in written.items()
        if (command, "") not in bad
    }
    return {command: keys for command, keys in left.items() if keys or not written[command]}
