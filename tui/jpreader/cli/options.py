"""The command line: its commands and their options."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import partial
from typing import Final, NoReturn

from jpreader.article.text import one_line
from jpreader.cli.streams import Stopped, emit

COMMANDS: Final = ("list", "print", "check", "search", "dossier", "ledger", "timeline", "notes", "keys", "reset")
ASKING: Final = ("search", "dossier", "ledger", "timeline")
"""The commands that ask all articles at once."""

PRINT_FORMATS: Final = ("text", "md", "json")
CHECK_FORMATS: Final = ("text", "json", "github")
FORMATS: Final = {
    "search": ("text", "json"),
    "dossier": ("text", "json"),
    "ledger": ("text", "csv", "json"),
    "timeline": ("text", "csv", "json"),
}
NOTES_FORMATS: Final = ("text", "md", "json")
MOST_ARTICLES: Final = 1_000_000  # that are shown: more is surely a slip
LEAST_WIDTH: Final = 20  # cells, of the narrowest screen that jpreader reads on
MOST_WIDTH: Final = 1000  # cells: more is surely a slip

LINE: Final = 80  # characters

PLAIN: Final = "\0"
"""Before an argument that is no option though it begins with `-`; no argument of a process has it."""


class _Parser(argparse.ArgumentParser):
    """A parser that leaves the streams and the exit to us."""

    def __init__(self, prog: str) -> None:
        # Our own help is printed, so argparse needn't ask how wide the terminal is: 3 ms for the import of shutil.
        formatter = partial(argparse.HelpFormatter, width=LINE)
        super().__init__(prog=prog, allow_abbrev=False, formatter_class=formatter)

    def error(self, message: str) -> NoReturn:
        raise Stopped(f"{one_line(message.replace(PLAIN, ''))}\n{self.prog} --help says more", 2)

    def print_help(self, file: object = None) -> None:  # noqa: ARG002
        from jpreader.cli.helps import HELP  # nothing else needs it

        emit(HELP[self.prog.removeprefix("jpreader").strip()])


class Options(argparse.Namespace):
    """What was asked for; only what the command knows is set."""

    articles: list[str]
    language: str
    format: str
    only: str
    width: int | None
    asked: str
    """The query, or the entity."""
    to: str
    entity: str
    unit: str
    limit: int
    source: str
    """The file to import; empty where nothing is."""


def parse(given: Sequence[str]) -> tuple[str, Options]:
    """The command, empty for reading, and its options.

    Raises:
        Stopped: the command line is wrong.
        SystemExit: help was asked for, and given.
    """
    command = given[0] if given and given[0] in COMMANDS else ""
    parser = _Parser(f"jpreader {command}".strip())
    if command in ("search", "dossier"):
        parser.add_argument("asked", type=_plain, metavar="QUERY" if command == "search" else "ENTITY")
    if command not in ("keys", "reset"):
        parser.add_argument("articles", nargs="*", default=[], type=_plain, metavar="ARTICLE")
        # `-#section` is standard input with a place in it, and looks like an option.
        parser.add_argument("-#", "-@", dest="places", action=_Place, default=argparse.SUPPRESS)
    if command in ("", "print", *ASKING):
        parser.add_argument("-l", "--language", default="", metavar="TAG")
    if command == "print":
        parser.add_argument("--format", choices=PRINT_FORMATS, default="text")
        parser.add_argument("--only", default="", metavar="PART")
        parser.add_argument("--width", type=_width, metavar="N")
    elif command == "notes":
        parser.add_argument("--format", choices=NOTES_FORMATS, default="text")
        parser.add_argument("--import", dest="source", default="", metavar="FILE")
    elif command == "check":
        parser.add_argument("--format", choices=CHECK_FORMATS, default="text")
    elif command in ASKING:
        parser.add_argument("--format", choices=FORMATS[command], default="text")
    if command in ("search", "dossier"):
        parser.add_argument("--limit", type=_limit, default=20 if command == "search" else 50, metavar="N")
    if command == "dossier":
        parser.add_argument("--to", default="", metavar="ENTITY")
    if command in ("ledger", "timeline"):
        parser.add_argument("--entity", default="", metavar="ENTITY")
    if command == "ledger":
        parser.add_argument("--unit", default="", metavar="UNIT")
    options = parser.parse_intermixed_args(_ended(given[1:] if command else given), Options())
    options.articles = [*getattr(options, "articles", []), *getattr(options, "places", [])]
    if not command:
        _misplaced(options.articles)
    return command, options


class _Place(argparse.Action):
    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        namespace.places = [*getattr(namespace, "places", []), f"{option_string}{values}"]


def _ended(given: Sequence[str]) -> list[str]:
    """The arguments with what follows `--` marked as no options: until Python 3.13 argparse, intermixed, forgets it."""
    if "--" not in given:
        return list(given)
    end = given.index("--")
    return [*given[:end], *(PLAIN + word if word.startswith("-") else word for word in given[end + 1 :])]


def _plain(text: str) -> str:
    return text.removeprefix(PLAIN)


def _width(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 6 and LEAST_WIDTH <= int(text) <= MOST_WIDTH:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is not a number from {LEAST_WIDTH} to {MOST_WIDTH}")


def _limit(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 8 and 1 <= int(text) <= MOST_ARTICLES:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to {MOST_ARTICLES:,}")


def _misplaced(articles: Sequence[str]) -> None:
    """A command that doesn't stand first, or that there isn't, is no article."""
    import os

    for name in articles:
        if name in COMMANDS and not os.path.lexists(name):
            raise Stopped(f"'{name}' is a command, and stands before everything else: jpreader {name} …", 2)
        if name in ("help", "version") and not os.path.lexists(name):
            raise Stopped(f"there is no command '{name}': did you mean jpreader --{name}?", 2)
