"""What an article is: frozen values, decoded once and never changed.

Offsets are in characters (Unicode code points). Lines and columns of files count from 1.

All are named tuples: to make such a class takes 0.15 ms of every start, a dataclass 0.9 ms, and its module 9 ms to
import. Without `from __future__ import annotations`, which would double that: `NamedTuple` compiles each that is text.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple, get_args

Kind = Literal[
    "person",
    "company",
    "organization",
    "country",
    "place",
    "technology",
    "product",
    "event",
    "law",
    "other",
]
SectionRole = Literal["lead", "why-it-matters", "context", "details", "whats-next"]
Compare = Literal["over", "under", "about"]
Status = Literal["machine", "draft", "reviewed"]
RunStyle = Literal["em", "strong", "code", "link", "mention", "plain"]
Alignment = Literal["left", "center", "right"]
BlockKind = Literal["heading", "paragraph", "table"]

KINDS: tuple[Kind, ...] = get_args(Kind)
SECTION_ROLES: tuple[SectionRole, ...] = get_args(SectionRole)


class Mark(NamedTuple):
    """Where something stands in its file: line and column, in characters, from 1."""

    line: int = 1
    column: int = 1


class Span(NamedTuple):
    """A stretch of a section: offsets into `Section.text`, `end` exclusive."""

    section: str
    start: int
    end: int


class Place(NamedTuple):
    """A place in an article: section id, number of the block in it, offset in the block's text.

    Block 0 of a section is its heading. The front matter (title, subtitle, byline) stands before all
    sections and has the empty section id: see `TOP`.
    """

    section: str = ""
    block: int = 0
    offset: int = 0


TOP = Place()


class Run(NamedTuple):
    """A styled stretch of a block: offsets into `Block.text`.

    `target` is a URL for a link and an entity id for a mention by hand; a `plain` run is never a mention.
    """

    start: int
    end: int
    style: RunStyle
    target: str = ""


class Ruby(NamedTuple):
    """The reading of a stretch of a block: offsets into `Block.text`."""

    start: int
    end: int
    reading: str


class Block(NamedTuple):
    """A heading, a paragraph (in a list or a quote, if `level` or `quoted` say so), or a table.

    The text is what a reader sees, without any markup. The cells of a table row are joined by a tab, the
    rows by a line feed.
    """

    kind: BlockKind
    text: str
    start: int
    """Offset of `text` in the section's text."""
    runs: tuple[Run, ...] = ()
    """In order of start; an inner run comes after the one around it."""
    ruby: tuple[Ruby, ...] = ()
    level: int = 0
    """Depth of list nesting, 0 outside lists."""
    marker: str = ""
    """`•` or `3.` on the first paragraph of a list item; other paragraphs of the item have none."""
    quoted: int = 0
    """Depth of quotation, 0 outside quotes."""
    tight: bool = False
    """True where no blank line stands between the block before and this one."""
    rows: tuple[tuple[tuple[int, int], ...], ...] = ()
    """Of a table: the (start, end) of each cell in `text`, row by row; the first row is the head."""
    alignments: tuple[Alignment, ...] = ()
    """Of a table: one for each column."""
    line: int = 0
    """The line in the file where the block begins; 0 where that isn't known."""


class Section(NamedTuple):
    """A section: its first block is its heading, the others are its body."""

    id: str
    blocks: tuple[Block, ...]
    text: str
    """The texts of all blocks, heading first, joined by line feeds."""
    role: SectionRole | None = None
    mark: Mark = Mark()

    @property
    def title(self) -> str:
        """The text of the heading."""
        return self.blocks[0].text

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks after the heading."""
        return self.blocks[1:]


class Entity(NamedTuple):
    """Someone or something that the article names."""

    id: str
    kind: Kind
    name: str
    """In the language of the article."""
    native: str = ""
    """The other name: in its own language, or, in a translation that shows this one, in the original's."""
    reading: str = ""
    role: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    """Definite descriptions that mean this entity in this article only."""
    match: bool = True
    """False: mentions are never looked for in the text."""
    wikidata: str = ""
    url: str = ""
    mark: Mark = Mark()


class Evidence(NamedTuple):
    """Where a claim is said: a section, and a verbatim quote from it (empty where the file gives none)."""

    section: str
    quote: str
    mark: Mark = Mark()
    """Of the quote in its file."""
    translated: bool = True
    """False in a translation where the quote is still the original's: it is looked for there."""


class Relation(NamedTuple):
    """How one entity is related to another: `source` and `target` are entity ids."""

    source: str
    target: str
    label: str
    mutual: bool = False
    fact: str = ""
    evidence: Evidence | None = None
    mark: Mark = Mark()


class When(NamedTuple):
    """A date of EDTF level 0: as typed, and the first and last day it covers as (year, month, day)."""

    text: str
    first: tuple[int, int, int]
    last: tuple[int, int, int]


class Fact(NamedTuple):
    """A key figure."""

    id: str
    label: str
    value: str
    """As typed: `750 billion`."""
    number: Decimal
    unit: str = ""
    """An ISO 4217 code or a noun."""
    compare: Compare | None = None
    date: When | None = None
    entities: tuple[str, ...] = ()
    evidence: Evidence | None = None
    mark: Mark = Mark()


class Event(NamedTuple):
    """An entry of the timeline; `when` is None where the text gives no date."""

    label: str
    when: When | None = None
    entities: tuple[str, ...] = ()
    evidence: Evidence | None = None
    mark: Mark = Mark()


class Point(NamedTuple):
    """A key point of the summary; its evidence is a quote, or the quotes of the facts it names."""

    text: str
    facts: tuple[str, ...] = ()
    evidence: Evidence | None = None
    mark: Mark = Mark()


class Summary(NamedTuple):
    """The article in one sentence, and in a few."""

    tldr: str = ""
    points: tuple[Point, ...] = ()
    mark: Mark = Mark()


class Question(NamedTuple):
    """A question that the article answers."""

    ask: str
    answer: str
    evidence: Evidence | None = None
    mark: Mark = Mark()


class Term(NamedTuple):
    """An entry of the glossary."""

    term: str
    text: str
    native: str = ""
    aliases: tuple[str, ...] = ()
    mark: Mark = Mark()


class Source(NamedTuple):
    """Where the article was first published, and on what terms."""

    name: str
    url: str = ""
    license: str = ""
    retrieved: When | None = None


class Author(NamedTuple):
    """Who wrote the article."""

    name: str
    url: str = ""


_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


class _Fields(NamedTuple):
    """What an article holds."""

    id: str
    language: str
    title: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    source: Source | None = None
    authors: tuple[Author, ...] = ()
    published: When | None = None
    updated: When | None = None
    tags: tuple[str, ...] = ()
    entities: Mapping[str, Entity] = _NONE
    relations: tuple[Relation, ...] = ()
    facts: Mapping[str, Fact] = _NONE
    timeline: tuple[Event, ...] = ()
    summary: Summary | None = None
    questions: tuple[Question, ...] = ()
    glossary: tuple[Term, ...] = ()
    path: str = ""
    """Of the file, as it was given; empty where there is none."""
    original: "Article | None" = None
    """Of a translation: the article it translates."""
    status: Status | None = None
    """Of a translation."""
    fallbacks: frozenset[str] = frozenset()
    """Of a translation: what it lacks and shows in the original's language, such as `sections.pitch.body`."""


class Article(_Fields):
    """An article in one language. Two are equal only if they are the same object, so it can key a cache."""

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    __hash__ = object.__hash__

    @cached_property
    def by_section(self) -> Mapping[str, Section]:
        """The sections by id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def length(self) -> int:
        """Characters in all sections."""
        return sum(len(section.text) for section in self.sections)

    def block(self, place: Place) -> Block | None:
        """The block of a place; None for the front matter and where there is no such block."""
        section = self.by_section.get(place.section)
        return section.blocks[place.block] if section and 0 <= place.block < len(section.blocks) else None
