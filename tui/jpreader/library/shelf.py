"""The shelf: the articles of a folder by their heads, and one article with all its translations.

A file that can't be read stands on the shelf with its problem; a broken translation never keeps its original
from opening. Paths stay as they were given, so that messages name what the reader typed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from jpreader.article.decode import Header, decode, decode_overlay, header
from jpreader.article.files import Unreadable, read
from jpreader.article.model import Article
from jpreader.article.problem import Problem
from jpreader.article.text import one_line
from jpreader.library.bundle import SHIPPED, content

SUFFIX: Final = ".yaml"
_SHIPPED: Final = "shipped:"  # begins the key of an article that ships
STDIN: Final = "<stdin>"
"""What stands for the path of an article from standard input; never opened as a file."""


class Edition(NamedTuple):
    """An article in one language, as its head says: nothing of its body is known."""

    language: str
    title: str
    path: str


class Item(NamedTuple):
    """An article on the shelf: one id in one folder, in all its languages."""

    id: str
    path: str
    """Of the original, as it was given."""
    editions: tuple[Edition, ...] = ()
    """The original first, the translations by language; none where the original's head wasn't or can't be read."""
    published: str = ""
    problem: Problem | None = None
    """Why it can't be opened. None says nothing about its body: see `examine`."""
    source: bytes | None = None
    """What came on standard input; None for a file."""
    language: str = ""
    """The language to open it in, where the reader asked for one."""

    @property
    def key(self) -> str:
        """What the reader's place is kept under: the same after an update of jpreader, and from any folder."""
        if self.source is not None:
            from jpreader.library.hashing import blake2b  # only wanted for standard input

            return f"stdin:{blake2b(self.source, digest_size=16).hexdigest()}"
        folder = os.path.dirname(os.path.abspath(self.path))
        return f"{_SHIPPED}{self.id}" if folder == content() else os.path.realpath(self.path)

    @property
    def title(self) -> str:
        """The original's title; the id of a broken file."""
        return self.editions[0].title if self.editions else self.id

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it can be read in, the original's first."""
        return tuple(edition.language for edition in self.editions)

    def title_in(self, language: str) -> str:
        """The title in the language that suits a wish best, else the original's."""
        found = best_language(language, self.languages)
        return next((edition.title for edition in self.editions if edition.language == found), self.title)


class Editions(NamedTuple):
    """An article and its translations, loaded; no article at all if the original is broken."""

    articles: tuple[Article, ...] = ()
    """The original first, the translations by language."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with any of the files, whether or not it can be read all the same."""
    sources: Mapping[str, bytes] = MappingProxyType({})
    """The bytes of each file that could be read, by its path as articles and problems have it."""

    def find(self, language: str) -> Article | None:
        """The article in the language that suits a wish best; None where none does."""
        found = best_language(language, [article.language for article in self.articles])
        return next((article for article in self.articles if article.language == found), None)


class Selection(NamedTuple):
    """What the reader asked for on the command line."""

    shelf: tuple[Item, ...]
    """The articles to choose from."""
    chosen: Item | None = None
    """The one to open; None for the shelf or, with `default`, for the one last read."""
    default: bool = False
    """True when no article was named."""
    section: str = ""
    """The section to open it at; it exists."""
    entity: str = ""
    """The entity to open it at; it exists."""
    editions: Editions | None = None
    """Of `chosen`: loaded already, and with at least one article."""
    paths: tuple[str, ...] = ()
    """The folders and files that were named, by which the index knows them; none for what came on standard input."""
    language: str = ""
    """The one that the reader asked for."""


def path_of(key: str, path: str) -> str:
    """Where the article of a key is: one that ships is found anew, any other at the path that it had."""
    return os.path.join(content(), key.removeprefix(_SHIPPED) + SUFFIX) if key.startswith(_SHIPPED) else path


def last_read(shelf: Iterable[Item], key: str | None) -> Item | None:
    """The article of a key, else the first on a shelf that can be read; None where none can."""
    readable = [item for item in shelf if item.problem is None]
    return next((item for item in readable if item.key == key), readable[0] if readable else None)


def best_language(wish: str, languages: Iterable[str]) -> str | None:
    """The tag among `languages` that suits a wish: RFC 4647 section 3.4 (lookup), then any dialect of it.

    `ja-JP` finds `ja`, and `zh` finds `zh-Hant`; None where nothing suits.
    """
    tags = list(languages)
    wanted = wish.lower().replace("_", "-")
    while wanted:
        exact = [tag for tag in tags if tag.lower() == wanted]
        dialects = [tag for tag in tags if tag.lower().startswith(wanted + "-")]
        if exact or dialects:
            return (exact or dialects)[0]
        wanted = wanted.rpartition("-")[0]
    return None


def stem(path: str) -> str:
    """The id of an original, or `<id>.<language>` of a translation: the file's name without its suffix."""
    return os.path.splitext(os.path.basename(path))[0]


def shelf(folder: str) -> tuple[Item, ...]:
    """The articles of a folder, not of the folders in it, by id; the shipped ones in their own order.

    Only the head of each file is decoded.

    Raises:
        OSError: the folder can't be listed.
    """
    names = sorted(name for name in os.listdir(folder) if name.endswith(SUFFIX) and not name.startswith("."))
    heads = {name: _head(os.path.join(folder, name)) for name in names}
    translations: dict[str, list[Edition]] = {}
    items = []
    for name, head in heads.items():
        id = name.partition(".")[0]
        if id + SUFFIX != name and id + SUFFIX in heads and is_translation(head):
            if isinstance(head, Header) and not misnamed(head, name):
                edition = Edition(head.language, head.title, os.path.join(folder, name))
                translations.setdefault(id + SUFFIX, []).append(edition)
        else:
            items.append((name, _item(os.path.join(folder, name), head)))
    complete = [
        item._replace(editions=(*item.editions, *sorted(translations.get(name, ())))) if item.editions else item
        for name, item in items
    ]
    if os.path.abspath(folder) == content():
        complete.sort(key=lambda item: SHIPPED.index(item.id) if item.id in SHIPPED else len(SHIPPED))
    return tuple(complete)


def item(path: str) -> Item:
    """The article of one file; of a translation's file, the article that it translates."""
    head = _head(path)
    if isinstance(head, Header) and head.translates:
        original = original_of(path, head)
        if isinstance(original, str):
            return item(original)
    found = _item(path, head)
    if not found.editions:
        return found
    editions = []
    for other in _beside(path):
        head = _head(other)
        if isinstance(head, Header) and head.translates and not misnamed(head, other):
            editions.append(Edition(head.language, head.title, other))
    return found._replace(editions=(*found.editions, *sorted(editions)))


def examine(item: Item) -> Item:
    """The item with what `shelf` doesn't look at: whether its original's body can be read. Decodes all of it."""
    return item if item.problem else loaded(item, load(item))


def loaded(item: Item, editions: Editions) -> Item:
    """The item with what loading it told."""
    if not editions.articles:
        return item._replace(problem=editions.problems[0])
    found = tuple(Edition(article.language, article.title, article.path) for article in editions.articles)
    published = editions.articles[0].published
    return item._replace(editions=found, published=published.text if published else "")


def load(item: Item | str, beside: Sequence[str] | None = None) -> Editions:
    """An article with all its translations, read now from where the item (or a path) says they are.

    The files `beside` it that may be translations are looked for where they aren't given.
    """
    path = item if isinstance(item, str) else item.path
    source = None if isinstance(item, str) else item.source
    try:
        source = read(path) if source is None else source
    except Unreadable as reason:
        return Editions(problems=(unreadable(path, reason),))
    original = decode(source, path, stem(path))
    sources = {one_line(path): source}
    if original.article is None:
        head = header(source)
        if head.translates:
            found = original_of(path, head)
            return load(found) if isinstance(found, str) else Editions(problems=(found,), sources=sources)
        return Editions(problems=original.problems, sources=sources)
    articles = []
    problems = list(original.problems)
    if beside is None:
        beside = [] if path == STDIN else _beside(path)
    for other in beside:
        try:
            source = read(other)
        except Unreadable as reason:
            problems.append(unreadable(other, reason))
            continue
        head = header(source)
        if head.language and not head.translates:  # an article of its own, with a dot in its name
            continue
        sources[one_line(other)] = source
        if wrong := misnamed(head, other):
            problems.append(_problem(other, wrong))
            continue
        translation = decode_overlay(source, other, original.article)
        problems += translation.problems
        if translation.article:
            articles.append(translation.article)
    articles.sort(key=lambda article: article.language)
    return Editions((original.article, *articles), tuple(problems), sources)


def original_of(path: str, head: Header) -> str | Problem:
    """The path of the article that a translation's file belongs to, or why there is none."""
    if path == STDIN:
        return _problem(path, "a translation is read from beside its original: give the file's name instead")
    name = os.path.basename(path)
    original = os.path.join(os.path.dirname(path), head.translates + SUFFIX)
    if wrong := misnamed(head, name):
        return _problem(path, wrong)
    if not os.path.lexists(original):
        return _problem(path, f"its original, '{one_line(os.path.basename(original))}', is not beside it")
    return original


def misnamed(head: Header, path: str) -> str:
    """What is wrong with the name of a translation's file; empty if it is `<id>.<language>.yaml`, as it must be."""
    name = os.path.basename(path)
    right = f"{head.translates}.{head.language}{SUFFIX}"
    if not head.translates or not head.language or name.lower() == right.lower():
        return ""  # what is missing is told by the decoder, with its place
    return f"a translation of '{head.translates}' into '{head.language}' must be called '{right}'"


def _beside(path: str) -> list[str]:
    """The files beside an original that are named as its translations are, in order."""
    folder, name = os.path.split(path)
    start = os.path.splitext(name)[0] + "."
    try:
        names = os.listdir(folder or ".")
    except OSError:  # a folder that may be passed through but not listed: its files can still be read
        return []
    return [
        os.path.join(folder, other)
        for other in sorted(names)
        if other.startswith(start) and other.endswith(SUFFIX) and len(other) > len(start + SUFFIX) - 1 and other != name
    ]


def _head(path: str) -> Header | Problem:
    try:
        return header(read(path))
    except Unreadable as reason:
        return unreadable(path, reason)


def is_translation(head: Header | Problem) -> bool:
    """Whether a file that is named as a translation is one: yes, unless its head says that it stands alone."""
    return isinstance(head, Problem) or bool(head.translates) or not head.language


def _item(path: str, head: Header | Problem) -> Item:
    """The item of an original's file; of a file with a broken head, with its first problem."""
    found = Item(one_line(stem(path)), path)
    if isinstance(head, Problem):
        return found._replace(problem=head)
    if head.translates:
        original = original_of(path, head)
        return found if isinstance(original, str) else found._replace(problem=original)
    if head.language and head.title:
        return found._replace(editions=(Edition(head.language, head.title, path),), published=head.published)
    try:
        decoded = decode(read(path), path, found.id)
    except Unreadable as reason:
        return found._replace(problem=unreadable(path, reason))
    return found._replace(problem=decoded.problems[0]) if decoded.problems else found


def unreadable(path: str, reason: Unreadable) -> Problem:
    """Why a file can't be read; the path isn't said twice."""
    return _problem(path, str(reason).removeprefix(f"{one_line(path)}: "))


def _problem(path: str, message: str) -> Problem:
    return Problem(one_line(path), 0, 0, "error", message)
