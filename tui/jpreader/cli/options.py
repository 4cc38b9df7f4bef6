"""The command line: its commands and options, and what is said about them."""

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

READ_HELP: Final = """\
usage: jpreader [options] [ARTICLE ...]     read, in the terminal
       jpreader list  [ARTICLE ...]         the articles, one a line
       jpreader print [options] [ARTICLE ...]   articles as text, Markdown or JSON
       jpreader check [options] [ARTICLE ...]   what is wrong with them, with line and column
       jpreader search QUERY [ARTICLE ...]      what answers a query, with its sentences
       jpreader dossier ENTITY [ARTICLE ...]    what is known of someone or something
       jpreader ledger   [ARTICLE ...]      all figures; as CSV and JSON, too
       jpreader timeline [ARTICLE ...]      all dated events; as CSV and JSON, too
       jpreader notes [options] [ARTICLE ...]   marks, highlights and notes, out and in
       jpreader keys                        the keys, as your settings have them
       jpreader reset                       repairs a terminal that a dropped line left behind

Reads news that is written down with its structure: sections, the people and companies in it, how they are
related, the figures, the dates, and a summary whose every claim can be checked.

ARTICLE is one of
  a file                 news.yaml; a translation's file (news.ja.yaml) opens the article in that language
  a folder               its articles, to choose from
  a shipped article      japan-us-tech, reading-guide, article-format; `jpreader list` has all
  -                      standard input
With none, the shipped articles, at the place last read. After one article, #section or @entity says where to open
it. What exists as a file is opened as a file; one that is called like a command needs a path: ./list

options:
  -l, --language TAG     the language to read in: en, ja
  -h, --help             this help; each command has its own: jpreader print --help
  -V, --version          the version

Where the output is no terminal, `jpreader ARTICLE` is `jpreader print ARTICLE`.
While reading, ? shows the keys and q quits.

examples:
  jpreader                                    the shipped articles
  jpreader japan-us-tech -l ja                in Japanese
  jpreader japan-us-tech#deals                at a section
  jpreader print --only summary news.yaml     what it says in short
  jpreader check news/                        before you publish
"""

PRINT_HELP: Final = """\
usage: jpreader print [options] [ARTICLE ...]

Prints articles whole, with all that the panes of the screen hold: the summary, figures, dates, questions, terms
and entities, each claim with the section and the words that say it. With no ARTICLE, those that ship.

options:
  --format FORMAT        text (the default), md for Markdown, or json: an object for each article
  --only PART            summary, figures, questions, timeline, glossary, entities, or the id of a section
  --width N              the most cells in a line of text, 20 to 1000; by itself 66, or 72 for Japanese, and never more
                         than the terminal has
  -l, --language TAG     the language: en, ja
  -h, --help             this help

ARTICLE#section prints the section alone, ARTICLE@entity what is known of one entity.

examples:
  jpreader print japan-us-tech | less
  jpreader print --only deals japan-us-tech
  jpreader print --format json news.yaml | jq .facts
  jpreader print - < news.yaml
"""

CHECK_HELP: Final = """\
usage: jpreader check [options] [ARTICLE ...]

Says what is wrong with articles and their translations, all of it at once, with line and column and what to do. A
folder stands for its articles, a translation's file for itself. With no ARTICLE, those that ship are checked.

options:
  --format FORMAT        text (the default), json, or github: annotations for GitHub Actions
  -h, --help             this help

The exit status is 0 without errors, also where there are warnings; 1 with errors; 2 if the command line is wrong.

examples:
  jpreader check news.yaml
  jpreader check --format github content/
"""

LIST_HELP: Final = """\
usage: jpreader list [ARTICLE ...]

Lists articles, one a line: id, languages, date, title; a file that can't be read stands there with what is wrong
with it. A folder stands for its articles. With no ARTICLE, those that ship are listed.

The fields are set apart by tabs. The exit status is 1 if there is a broken file.
"""

SEARCH_HELP: Final = """\
usage: jpreader search [options] QUERY [ARTICLE ...]

Finds articles, those first that answer the query most, each with the sentences that answer it. A query of several
words is one argument, in the shell's quotes. It is made of

  rapidus                  a word; case, width and kana never count
  "cloud region"           words that follow one another
  semicon*                 words that begin so
  kind:person              articles with an entity of this kind: person, company, organization, country, place,
                           technology, product, event, law, other
  entity:microsoft         with this entity, by a name or its Wikidata id; entity:"Fumio Kishida"
  tag:investment           with this tag
  relation:invests-in      with this relation
  unit:USD>1billion        with such a figure; also < <= >= =, or unit:USD alone
  after:2024-03            published in March 2024 or later
  before:2025              published before 2025
  lang:ja                  in this language
  unread                   with a section that you haven't read

and of `and`, `or`, `not` and parentheses. What stands side by side must all be true; -word is not word.
`--` goes before a query that is -word alone: `jpreader search -- -rapidus`.

With no ARTICLE, what ships is searched, and your own articles in ~/.local/share/jpreader/articles.

options:
  --format FORMAT        text (the default) or json
  --limit N              the most articles, by itself 20
  -l, --language TAG     the language to show an article in, where it has it: en, ja
  -h, --help             this help

The exit status is 0; 1 where nothing was found; 2 where the query is wrong: it is shown where.

examples:
  jpreader search microsoft
  jpreader search 'entity:rapidus unit:JPY>500billion'
  jpreader search --format json '半導体 or semiconductor*' news/ | jq '.[].title'
"""

DOSSIER_HELP: Final = """\
usage: jpreader dossier [options] ENTITY [ARTICLE ...]

Says what articles know of someone or something: what each says it is, relations with their evidence, figures, events,
who is named together with it, and every sentence that names it, with a strip that shows where in the article.

ENTITY is a name, as any article has it and in any of its languages, or a Wikidata id, or a key such as company:rapidus.
Entities are one across articles by their Wikidata ids, else by kind and name. With no ARTICLE, what ships is asked, and
your own articles in ~/.local/share/jpreader/articles.

options:
  --to ENTITY            how the two are connected: the shortest chain of relations, each step with its evidence
  --format FORMAT        text (the default) or json
  --limit N              of how many articles the sentences are shown, the newest, by itself 50
  -l, --language TAG     the language to quote an article in, where it has it: en, ja
  -h, --help             this help

The exit status is 0; 1 where there is no such entity, or no connection.

examples:
  jpreader dossier Rapidus
  jpreader dossier -l ja ラピダス
  jpreader dossier Sony --to Microsoft
"""

LEDGER_HELP: Final = """\
usage: jpreader ledger [options] [ARTICLE ...]

Lists the figures of all articles, those of one thing together; marked are those that can't all be true. One thing has
one label, one unit, dates that may be the same and entities in common. With no ARTICLE, what ships is asked, and your
own articles in ~/.local/share/jpreader/articles.

options:
  --entity ENTITY        only those of an entity
  --unit UNIT            only those of a unit: USD
  --format FORMAT        text (the default), csv or json
  -l, --language TAG     the language of labels and quotes, where an article has it: en, ja
  -h, --help             this help

The exit status is 0; 1 where there are none.

examples:
  jpreader ledger --entity rapidus
  jpreader ledger --format csv > figures.csv
"""

TIMELINE_HELP: Final = """\
usage: jpreader timeline [options] [ARTICLE ...]

Lists the dated events of all articles in their order. With no ARTICLE, what ships is asked, and your own articles in
~/.local/share/jpreader/articles.

options:
  --entity ENTITY        only those of an entity
  --format FORMAT        text (the default), csv or json
  -l, --language TAG     the language of labels and quotes, where an article has it: en, ja
  -h, --help             this help

The exit status is 0; 1 where there are none.

examples:
  jpreader timeline --entity kishida
  jpreader timeline --format json | jq '.[].label'
"""

KEYS_HELP: Final = """\
usage: jpreader keys

Shows every command with its keys, as your settings have them, and what is wrong with the settings, if anything is:
the exit status is then 1. A key of your own goes into the settings file under `keys`, as in

  keys:
    page-down: [space, f, ^F]
"""

RESET_HELP: Final = """\
usage: jpreader reset

Repairs the terminal after a line that dropped, or a program that was killed: leaves the alternate screen, shows the
cursor, turns off the mouse, pasting and keyboard modes, margins, colours and line-drawing characters, and has lines
edited and echoed again. What stands on the screen, and the history above it, stay.

It works on the terminal of standard output, else on the one that the process belongs to. The exit status is 1 where
there is none. Where typing isn't shown, or Enter does nothing, type all the same: ^J, jpreader reset, ^J.

examples:
  jpreader reset
  jpreader reset > /dev/pts/3                 another terminal
"""

NOTES_HELP: Final = """\
usage: jpreader notes [options] [ARTICLE ...]
       jpreader notes --import FILE

Writes the marks, highlights and notes of all articles, or of those that are named, each with the words that it stands
at; and says which are no longer in the text. Without --import nothing is changed.

options:
  --format FORMAT        text (the default), md for Markdown, or json
  --import FILE          add what a file holds that --format md or json wrote; - is standard input. What is there
                         already is not added again; of two forms the one that was changed last counts. In Markdown
                         what you wrote can be changed before: it is the text between a quote and its comment.
  -h, --help             this help

examples:
  jpreader notes --format md > notes.md
  jpreader notes --format json japan-us-tech
  ssh there jpreader notes --format json | jpreader notes --import -
"""

HELP: Final = {
    "": READ_HELP,
    "print": PRINT_HELP,
    "check": CHECK_HELP,
    "list": LIST_HELP,
    "search": SEARCH_HELP,
    "dossier": DOSSIER_HELP,
    "ledger": LEDGER_HELP,
    "timeline": TIMELINE_HELP,
    "notes": NOTES_HELP,
    "keys": KEYS_HELP,
    "reset": RESET_HELP,
}


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
