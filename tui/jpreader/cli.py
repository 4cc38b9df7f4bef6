"""The command line: what needs no screen is done without Textual."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import jpreader

if TYPE_CHECKING:
    import argparse

    from jpreader.article.model import Article
    from jpreader.article.problem import Problem
    from jpreader.library.shelf import Editions, Item, Selection

USAGE: Final = """\
usage: jpreader [ARTICLE…]          read; with none, what ships, at the place last read
       jpreader list [PATH…]        the articles, a line each
       jpreader print [ARTICLE]     an article as text, Markdown or JSON
       jpreader check [PATH…]       what is wrong with articles, with line and column
       jpreader keys                the keys, as the settings have them

ARTICLE is a file, a folder, the id of an article that ships, or - for standard input;
#section or @entity after it opens it there: jpreader japan-us-tech#deals

options:
  -l, --language TAG    open in this language (en, ja, …)
  --format FORMAT       of print: text, md, json; of check: text, json, github
  --only PART           of print: summary, entities, figures, timeline, or a section's id
  --width N             of print: cells of a line (default: the terminal's, at most 72)
  -h, --help            this help
  --version             the version

examples:
  jpreader                              read on
  jpreader -l ja japan-us-tech          the first article in Japanese
  jpreader print --only summary japan-us-tech
  jpreader check content --format github
"""

COMMANDS: Final = ("list", "print", "check", "keys")


class Failure(Exception):
    """Something that the reader can mend: the text goes to stderr, the status is the exit status."""

    def __init__(self, text: str, status: int = 1) -> None:
        super().__init__(text)
        self.status = status


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say; gives the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = _run(given)
        sys.stdout.flush()
    except Failure as failure:
        print(f"jpreader: {failure}", file=sys.stderr)
        return failure.status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains at its end
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"jpreader: can't write: {error.strerror}", file=sys.stderr)
        return 1
    return status


def _run(given: list[str]) -> int:
    if given in (["--version"], ["-V"]):
        print(f"jpreader {jpreader.__version__}")
        return 0
    command = given[0] if given and given[0] in COMMANDS else ""
    options = _options(given[1:] if command else given)
    if options.help:
        print(USAGE, end="")
        return 0
    if options.version:
        print(f"jpreader {jpreader.__version__}")
        return 0
    return {"": _read, "list": _list, "print": _print, "check": _check, "keys": _keys}[command](options)


def _options(given: list[str]) -> argparse.Namespace:
    import argparse

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> None:  # type: ignore[override]
            raise Failure(f"{message}; jpreader -h lists what there is", 2)

    parser = Parser(prog="jpreader", add_help=False, allow_abbrev=False)
    parser.add_argument("articles", nargs="*")
    parser.add_argument("-l", "--language", default="")
    parser.add_argument("--format", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--width", type=int, default=0)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--version", action="store_true")
    return parser.parse_intermixed_args(given)


def _format(options: argparse.Namespace, known: Sequence[str]) -> str:
    if options.format and options.format not in known:
        raise Failure(f"--format must be one of {', '.join(known)}", 2)
    return options.format or known[0]


# Articles


def _split(name: str) -> tuple[str, str, str]:
    """An article's name, and the section or the entity after it; a file whose name holds them goes first."""
    if os.path.lexists(name):
        return name, "", ""
    for mark in "#@":
        before, found, after = name.rpartition(mark)
        if found and before:
            return (before, after, "") if mark == "#" else (before, "", after)
    return name, "", ""


def _item(name: str, language: str) -> Item:
    from dataclasses import replace

    from jpreader.article.text import one_line
    from jpreader.library import bundle, shelf

    if name == "-":
        return replace(shelf.item_of_stdin(_stdin()), language=language)
    path = name
    if not os.path.lexists(name) and os.sep not in name and not name.endswith(shelf.SUFFIX):
        path = os.path.join(bundle.content(), name + shelf.SUFFIX)
        if not os.path.exists(path):
            from jpreader.article.fields import suggestion

            hint = suggestion(name, bundle.SHIPPED) or "jpreader list shows the articles that ship"
            raise Failure(f"no file and no article '{one_line(name)}': {hint}")
    found = shelf.item(path)
    own = os.path.basename(path).removesuffix(shelf.SUFFIX).removeprefix(found.id + ".")
    if os.path.basename(path) != os.path.basename(found.path):  # a translation's file was named
        language = language or own
    return replace(found, language=language)


def _stdin() -> bytes:
    from jpreader.article.files import MOST_BYTES

    if sys.stdin.isatty():
        raise Failure("- reads an article from standard input: pipe one in", 2)
    source = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(source) > MOST_BYTES:
        raise Failure("<stdin>: larger than 4 MiB: split it into several articles")
    return source


def _loaded(item: Item) -> Editions:
    from jpreader.article.check import render
    from jpreader.library.shelf import load

    editions = load(item)
    if not editions.articles:
        raise Failure("\n".join(map(render, editions.problems)) or f"{item.path} can't be read")
    return editions


def _chosen(editions: Editions, language: str) -> Article:
    if language:
        found = editions.find(language)
        if found is None:
            tags = ", ".join(article.language for article in editions.articles)
            raise Failure(f"this article is not in '{language}': it is in {tags}")
        return found
    return editions.articles[0]


def _aim(article: Article, section: str, entity: str) -> None:
    """Complain of a section or an entity that isn't there."""
    from jpreader.article.fields import suggestion

    for what, id, known in (("section", section, article.by_section), ("entity", entity, article.entities)):
        if id and id not in known:
            hint = suggestion(id, list(known)) or f"it has {', '.join(known)}"
            raise Failure(f"{article.path}: no {what} '{id}': {hint}")


def _shelf(paths: Sequence[str], language: str) -> tuple[Item, ...]:
    from jpreader.library import bundle, shelf

    items: list[Item] = []
    for path in paths:
        if os.path.isdir(path):
            try:
                items += shelf.shelf(path)
            except OSError as error:
                raise Failure(f"{path}: {error.strerror}") from None
        else:
            items.append(_item(path, language))
    return tuple(items) if paths else shelf.shelf(bundle.content())


def _selection(options: argparse.Namespace) -> Selection:
    from jpreader.library.shelf import Selection

    names = options.articles
    shipped = _shelf([], "")
    if not names:
        return Selection(shipped, default=True)
    if len(names) > 1 or os.path.isdir(names[0]):
        found = _shelf(names, options.language)
        return Selection(found, chosen=found[0] if len(found) == 1 else None)
    name, section, entity = _split(names[0])
    if os.path.isdir(name):
        raise Failure(f"{name}: a folder has no '{section or entity}'")
    item = _item(name, options.language)
    editions = _loaded(item)
    _aim(_chosen(editions, options.language), section, entity)
    shelf = shipped if any(other.key == item.key for other in shipped) else (item, *shipped)
    return Selection(shelf, item, section=section, entity=entity, editions=editions)


def _read(options: argparse.Namespace) -> int:
    if not sys.stdout.isatty() or os.environ.get("TERM", "dumb") in ("dumb", ""):
        return _print(options)
    gc.disable()  # until the screen stands: collecting what a start makes finds nothing, and costs a tenth of it
    selection = _selection(options)
    from jpreader.reading import folders
    from jpreader.reading.keymap import keymap
    from jpreader.reading.settings import load

    settings, problems = load(folders.settings())
    if not sys.stdin.isatty():
        _keys_from_terminal()
    from jpreader.app import run

    return run(selection, settings, keymap(settings.keys)[0], str(problems[0]) if problems else "")


def _keys_from_terminal() -> None:
    """Standard input was the article, or nothing: keys come from the terminal itself."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        raise Failure("there is no terminal to read keys from") from None
    os.dup2(terminal, 0)
    os.close(terminal)
    # Textual reads the keys from where Python began with, by its number: that is the terminal now.


# Without a screen


def _print(options: argparse.Namespace) -> int:
    from jpreader.layout import plain

    kind = _format(options, ("text", "md", "json"))
    names = options.articles or ["japan-us-tech"]
    if options.width and not 20 <= options.width <= 500:
        raise Failure("--width must be from 20 to 500", 2)
    for number, given in enumerate(names):
        if os.path.isdir(given):
            raise Failure(f"{given}: is a folder: name an article in it, or see jpreader list {given}")
        name, section, entity = _split(given)
        item = _item(name, options.language)
        article = _chosen(_loaded(item), item.language)
        _aim(article, section, entity)
        only = options.only or section or (f"@{entity}" if entity else "")
        if only and only not in plain.PARTS and only not in article.by_section and not only.startswith("@"):
            from jpreader.article.fields import suggestion

            known = [*plain.PARTS, *article.by_section]
            raise Failure(f"--only: no '{only}': {suggestion(only, known) or ', '.join(known)}")
        if number:
            print()
        if kind == "json":
            import json

            print(json.dumps(plain.data(article, only), ensure_ascii=False, indent=2))
        else:
            print(
                plain.markdown(article, only) if kind == "md" else plain.text(article, options.width or _width(), only)
            )
    return 0


def _width() -> int:
    import shutil

    return max(20, min(72, shutil.get_terminal_size((72, 24)).columns))


def _list(options: argparse.Namespace) -> int:
    from jpreader.library.shelf import examine

    broken = False
    for item in map(examine, _shelf(options.articles, "")):
        if item.problem is not None:
            broken = True
            print(f"{item.id}\t{item.problem}")
        else:
            print(f"{item.id}\t{','.join(item.languages)}\t{item.published}\t{item.title}")
    return 1 if broken else 0


def _check(options: argparse.Namespace) -> int:
    from jpreader.article.check import as_github, as_json, render

    kind = _format(options, ("text", "json", "github"))
    problems = list(_problems(options.articles))
    if kind == "json":
        import json

        print(json.dumps([as_json(problem) for problem in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            print(render(problem) if kind == "text" else as_github(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    if kind == "text":
        print(f"{errors} errors, {len(problems) - errors} warnings", file=sys.stderr)
    return 1 if errors else 0


def _problems(names: Sequence[str]) -> list[Problem]:
    from jpreader.article.check import check
    from jpreader.library.shelf import load

    found: list[Problem] = []
    for item in _shelf(names, ""):
        if item.problem is not None and not item.editions:
            found.append(item.problem) if not os.path.isfile(item.path) else found.extend(load(item).problems)
            continue
        editions = load(item)
        found += editions.problems
        for article in editions.articles:
            source = next((bytes_ for path, bytes_ in editions.sources.items() if path == article.path), b"")
            found += check(article, source) if source else ()
    return found


def _keys(options: argparse.Namespace) -> int:
    from jpreader.article.check import render
    from jpreader.commands import COMMANDS as TABLE
    from jpreader.commands import keys_label
    from jpreader.reading import folders
    from jpreader.reading.keymap import keymap
    from jpreader.reading.settings import load

    if options.articles:
        raise Failure("keys takes no articles", 2)
    settings, problems = load(folders.settings())
    keys, _ = keymap(settings.keys)
    widest = max(len(keys_label(keys[command.id])) for command in TABLE)
    for command in TABLE:
        print(f"{command.id:<17} {keys_label(keys[command.id]):<{widest}}  {command.help}")
    for problem in problems:
        print(render(problem), file=sys.stderr)
    return 1 if problems else 0
