"""What the reader asks for on a command line: ARTICLE is a file, a folder, a shipped id or `-` for standard input.

Each may end in `#section` or `@entity`. What exists as a file is taken as one, whatever its name holds; a path
that doesn't exist never opens something else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Final, Literal, NamedTuple

from jpreader.article.decode import header
from jpreader.article.fields import suggestion
from jpreader.article.files import Unreadable, read
from jpreader.article.model import Article
from jpreader.article.problem import Problem
from jpreader.article.text import one_line
from jpreader.library.bundle import SHIPPED, content
from jpreader.library.shelf import (
    STDIN,
    SUFFIX,
    Editions,
    Item,
    Selection,
    item,
    load,
    loaded,
    original_of,
    shelf,
    stem,
    unreadable,
)

MARKS: Final = "#@"


class Misuse(ValueError):
    """The command line asks for what can't be; the text says why, in one line."""


class Named(NamedTuple):
    """What one ARTICLE names: one article, of which nothing has been read yet, or those of a folder."""

    items: tuple[Item, ...]
    kind: Literal["file", "folder", "shipped", "stdin"]
    translation: str = ""
    """The path of the translation that was named, whose article this is."""
    section: str = ""
    entity: str = ""
    folder: str = ""
    """Of a folder: where it is."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The folder, or the files."""
        return (self.folder,) if self.folder else tuple(one.path for one in self.items if one.source is None)


def select(
    arguments: Sequence[str], language: str = "", stdin: Callable[[], bytes] | None = None, most: int | None = None
) -> tuple[Selection | None, tuple[Problem, ...]]:
    """What the ARTICLEs of a command line name, or all that is wrong with them; with none, the shipped content.

    One article is loaded, and stands on the shelf alone: see `among_shipped`.

    Args:
        arguments: as typed.
        language: a language that one article has to have, and several may have; empty for any.
        stdin: reads standard input, once; may raise `Unreadable`.
        most: files of a folder that are looked into; of one that has more, nothing stands on the shelf.

    Raises:
        Misuse: a `#section` or `@entity` where it isn't one article that is opened.
    """
    if not arguments:
        return Selection(_wishing(shelf(content()), language), default=True, language=language), ()
    found = [name(argument, stdin, most) for argument in dict.fromkeys(arguments)]
    problems = tuple(one for one in found if isinstance(one, Problem))
    named = [one for one in found if isinstance(one, Named)]
    if problems:
        return None, problems
    if len(named) == 1 and named[0].kind != "folder":
        return _one(named[0], language)
    if any(one.section or one.entity for one in named):
        raise Misuse("a #section or @entity goes with one article alone")
    items: dict[str, Item] = {}
    for one in named:
        for each in one.items:
            items.setdefault(each.key, each if one.kind == "folder" else _with_head(each))
    paths = tuple(path for one in named for path in one.paths)
    return Selection(_wishing(items.values(), language), paths=paths, language=language), ()


def every(
    arguments: Sequence[str], stdin: Callable[[], bytes] | None = None
) -> tuple[tuple[tuple[Item, str], ...], tuple[Problem, ...]]:
    """All articles that ARTICLEs name, each once, with the path of the translation where only that was named.

    Raises:
        Misuse: a `#section` or `@entity`.
    """
    found: dict[str, tuple[Item, str]] = {}
    problems: list[Problem] = []
    for argument in dict.fromkeys(arguments or [content()]):
        named = name(argument, stdin)
        if isinstance(named, Problem):
            problems.append(named)
            continue
        if named.section or named.entity:
            raise Misuse("this takes whole articles, without #section or @entity")
        for one in named.items:
            known = found.setdefault(one.key, (one, named.translation))
            if known[1] != named.translation:
                found[one.key] = (one, "")
    return tuple(found.values()), tuple(problems)


def paths(arguments: Sequence[str]) -> tuple[list[str], tuple[Problem, ...]]:
    """The files and folders that ARTICLEs name, of which nothing is read, not even what a folder holds.

    Raises:
        Misuse: a `#section` or `@entity`, or standard input, which can't be found again.
    """
    found: list[str] = []
    problems: list[Problem] = []
    for argument in dict.fromkeys(arguments):
        if argument == "-":
            raise Misuse("- is standard input: this takes files and folders, which it can find again")
        if os.path.isdir(argument) or (os.path.lexists(argument) and _is_article(argument)):
            found.append(argument)
            continue
        if os.path.lexists(argument):
            what = f"not in the index, which holds {SUFFIX} files"
            problems.append(_problem(argument, what, f"call it {one_line(stem(argument))}{SUFFIX}"))
            continue
        named = name(argument)
        if isinstance(named, Problem):
            problems.append(named)
        elif named.kind != "shipped" or named.section or named.entity:
            raise Misuse("this takes whole articles, without #section or @entity")
        else:
            found += [one.path for one in named.items]
    return found, tuple(problems)


def _is_article(path: str) -> bool:
    """Whether a file is called as those are that a folder's articles are."""
    name = os.path.basename(path)
    return name.endswith(SUFFIX) and not name.startswith(".")


def among_shipped(chosen: Item) -> tuple[Item, ...]:
    """The shelf that one article stands on: the shipped articles, and it first if it is none of them."""
    shipped = shelf(content())
    if any(one.key == chosen.key for one in shipped):
        return tuple(chosen if one.key == chosen.key else one for one in shipped)
    return (chosen, *shipped)


def name(argument: str, stdin: Callable[[], bytes] | None = None, most: int | None = None) -> Named | Problem:
    """What one ARTICLE names.

    Raises:
        Misuse: a `#section` or `@entity` of a folder.
    """
    found = _plain(argument, stdin, most)
    if found is not None:
        return found
    at = max(argument.rfind(mark) for mark in MARKS)
    if at > 0 and (found := _plain(argument[:at], stdin)) is not None:
        if isinstance(found, Problem):
            return found
        if found.kind == "folder":
            raise Misuse(f"'{one_line(argument[:at])}' is a folder: a #section or @entity goes with one article")
        end = argument[at + 1 :]
        return found._replace(section=end) if argument[at] == "#" else found._replace(entity=end)
    return _missing(argument, argument[:at] if at > 0 else argument)


def _plain(argument: str, stdin: Callable[[], bytes] | None, most: int | None = None) -> Named | Problem | None:
    """What an ARTICLE without its ending names; None if there is no such thing."""
    if argument == "-":
        try:
            return Named((Item("stdin", STDIN, source=stdin() if stdin else b""),), "stdin")
        except Unreadable as reason:
            return unreadable(STDIN, reason)
    if os.path.isdir(argument):
        return _folder(argument, most)
    if os.path.lexists(argument):
        return _file(argument)
    if os.sep not in argument and not argument.endswith(SUFFIX):
        path = os.path.join(content(), argument + SUFFIX)
        if "." not in argument and os.path.isfile(path):
            return Named((Item(argument, path),), "shipped")
    return None


def _file(path: str) -> Named:
    """A file; a translation's file stands for its article, in that language."""
    own = Named((Item(one_line(stem(path)), path),), "file")
    if "." not in stem(path):
        return own
    try:
        head = header(read(path))
    except Unreadable:  # loading says why
        return own
    original = original_of(path, head) if head.translates else path
    if not isinstance(original, str) or original == path:
        return own
    return Named((Item(stem(original), original, language=head.language),), "file", path)


def _folder(path: str, most: int | None) -> Named | Problem:
    try:
        if most is not None and _holds_more(path, most):
            return Named((), "folder", folder=path)
        items = shelf(path)
    except OSError as error:
        return _problem(path, f"this folder can't be listed: {os.strerror(error.errno or 0)}")
    return (
        Named(items, "folder", folder=path)
        if items
        else _problem(path, f"no article in this folder: an article is a {SUFFIX} file")
    )


def _holds_more(path: str, most: int) -> bool:
    """Whether a folder has more than so many files of articles; not all of it is listed.

    Raises:
        OSError: it can't be listed.
    """
    with os.scandir(path) as entries:
        return next(islice((one for one in entries if _is_article(one.name)), most, None), None) is not None


def _with_head(bare: Item) -> Item:
    return loaded(bare, load(bare)) if bare.source is not None else item(bare.path)._replace(language=bare.language)


def _missing(argument: str, bare: str) -> Problem:
    """That there is no such thing, with the nearest thing that there is."""
    folder, typed = os.path.split(bare)
    try:
        names = [other for other in os.listdir(folder or ".") if not other.startswith(".")]
    except OSError:
        names = []
    files = [other for other in names if other.endswith(SUFFIX)]
    if stem(bare) != typed:
        known = files
    else:
        known = [*files, *(stem(other) for other in files), *([] if folder else (one.id for one in shelf(content())))]
    near = f"'{stem(bare)}' is a shipped article" if stem(bare) in SHIPPED and not folder else suggestion(typed, known)
    if near and folder:
        near = near.replace("'", f"'{folder}{os.sep}", 1)
    if not os.path.isdir(folder or "."):
        return _problem(argument, f"no such file: there is no folder '{one_line(folder)}'")
    what = "no such file" if folder or typed.endswith(SUFFIX) else "no such file, folder or shipped article"
    return _problem(argument, what, one_line(near))


def _one(named: Named, language: str) -> tuple[Selection | None, tuple[Problem, ...]]:
    """The selection of one article, loaded, with its section and entity looked up."""
    chosen = named.items[0]
    chosen = chosen._replace(language=language or chosen.language)
    editions = load(chosen)
    if not editions.articles:
        return None, editions.problems
    article = editions.articles[0]
    if broken := _of_file(editions, named.translation):
        return None, broken
    problems = [
        problem
        for problem in (
            *(without_language(editions, language) if language else ()),
            _no_such(article, "section", named.section, article.by_section),
            _no_such(article, "entity", named.entity, article.entities),
        )
        if problem
    ]
    if problems:
        return None, tuple(problems)
    chosen = loaded(chosen, editions)
    return Selection((chosen,), chosen, False, named.section, named.entity, editions, named.paths, language), ()


def _of_file(editions: Editions, path: str) -> tuple[Problem, ...]:
    """What keeps the translation of a path from being read: it was named, so nothing else is opened in its place."""
    name = one_line(os.path.basename(path))
    if not path or any(os.path.basename(article.path) == name for article in editions.articles):
        return ()
    return tuple(problem for problem in editions.problems if os.path.basename(problem.path) == name)


def _no_such(article: Article, what: str, id: str, known: Iterable[str]) -> Problem | None:
    ids = list(known)
    if not id or id in ids:
        return None
    hint = suggestion(id, ids) or (
        f"it has {', '.join(ids[:12])}{' …' if len(ids) > 12 else ''}" if ids else "it has none"
    )
    return _problem(article.path, f"no {what} '{one_line(id)[:60]}' in this article", hint)


def without_language(editions: Editions, language: str) -> tuple[Problem, ...]:
    """Why an article can't be read in a language, with those that it can be read in; nothing if it can.

    What is wrong with translations goes with it: the one that is wanted may be there, and broken.
    """
    if editions.find(language):
        return ()
    has = ", ".join(article.language for article in editions.articles)
    path = editions.articles[0].path
    broken = (problem for problem in editions.problems if problem.severity == "error" and problem.path != path)
    return _problem(path, f"not in '{one_line(language)[:40]}'", f"it has {has}"), *broken


def _wishing(items: Iterable[Item], language: str) -> tuple[Item, ...]:
    return tuple(one._replace(language=language or one.language) for one in items)


def _problem(path: str, message: str, hint: str = "") -> Problem:
    return Problem(one_line(path), 0, 0, "error", message, hint)
