"""What is said of the command line: the help of each command."""

from __future__ import annotations

from typing import Final

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

Lists the figures of all articles, those of one thing together, by date; marked are those of one time that can't all be
true. One thing has one label, one unit and entities in common. With no ARTICLE, what ships is asked, and your
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
