"""What the index keeps of an article: pure values, made of its editions by any process, written by one."""

from __future__ import annotations

import json
import os
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from jpreader.article.mentions import by_entity
from jpreader.article.model import Article, Evidence, When
from jpreader.article.names import entity_key, name_key
from jpreader.article.problem import Problem
from jpreader.article.text import one_line
from jpreader.library.hashing import blake2b
from jpreader.library.magnitude import sizes
from jpreader.library.sentences import sentence
from jpreader.library.shelf import Editions, Item, stem
from jpreader.library.words import attribute, characters, words

MOST_EDITIONS: Final = 32  # languages of an article that the index tells apart: see `catalogue`
WORDS_A_MINUTE: Final = 238  # read silently in English: Brysbaert 2019, a meta-analysis of 190 studies
CHARACTERS_A_MINUTE: Final = 500  # in Japanese, the low end of what studies of adults give

_GROUP, _PART, _FIELD = "\x1d\x1e\x1f"

_LEVEL: Final = 1  # of zlib: 6 saves 5 % more and takes half as long again


class Said(NamedTuple):
    """What an article says that an entity is."""

    entity: int
    id: str
    """In the article."""
    name: str
    native: str
    reading: str
    role: str
    description: str


class Texts(NamedTuple):
    """The texts of an edition, kept packed."""

    front: tuple[str, ...]
    """Title, subtitle, the summary's sentence, tags, names: what the article is about."""
    sections: tuple[tuple[str, str], ...]
    """Of each its id and its text."""
    attributes: str
    """Words for what is true of the article: see `words.attribute`."""

    lead: str
    """The summary in a sentence, else the first of the text."""

    def words(self) -> tuple[str, str]:
        """What full text search has of the front, and of all."""
        front = _words(self.front)
        return f"{front} {self.attributes}", f"{front} {_words(text for _, text in self.sections)} {self.attributes}"


class Named(NamedTuple):
    """An entity of an article, as the index has it."""

    id: int
    key: str
    """Its Wikidata id, else its kind and its name."""
    kind: str
    name: str
    native: str
    reading: str
    wikidata: str
    names: tuple[tuple[str, str], ...]
    """All that it is called, each as `name_key` makes it and as it is written."""
    main: tuple[str, ...]
    """Of those its names, as `name_key` makes them, without its aliases."""


class Told(NamedTuple):
    """A relation, fact or event of an edition; the fields that it hasn't are empty."""

    label: str
    entities: tuple[int, ...]
    """Of a relation: from and to."""
    section: str = ""
    quote: str = ""
    when: str = ""
    first: int = 0
    """The first day that `when` covers: see `day_number`."""
    last: int = 0
    mutual: bool = False
    value: str = ""
    number: float = 0.0
    unit: str = ""
    compare: str = ""


class Edition(NamedTuple):
    """An article in one language."""

    language: str
    title: str
    path: str
    packed: bytes
    """Its `Texts`."""
    said: str
    """What it says of its entities: see `who_said`."""
    front_words: str
    body_words: str
    mentions: tuple[tuple[int, int, bytes], ...]
    """Of each entity: how many, and where: see `spans`."""
    relations: tuple[Told, ...] = ()
    facts: tuple[Told, ...] = ()
    events: tuple[Told, ...] = ()


class Entry(NamedTuple):
    """An article with all its editions; none where it is broken."""

    id: str
    path: str
    key: str
    """What its place is kept under: see `shelf.Item.key`."""
    title: str
    problem: str = ""
    published: str = ""
    day: int = 0
    source: str = ""
    minutes: int = 0
    tags: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = ()
    entities: tuple[Named, ...] = ()
    vocabulary: tuple[tuple[str, str, str], ...] = ()
    """What queries may ask for: field, key, and how the article writes it."""


def day_number(day: tuple[int, int, int]) -> int:
    """A day as a number that grows with time; 31 days for each month, so that every one has a place."""
    year, month, number = day
    return (year * 12 + month - 1) * 31 + number - 1


def entity_id(key: str) -> int:
    """The number of an entity: all processes make the same, and no two of a million entities have one in common."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) >> 1


def minutes(article: Article) -> int:
    """How long it takes to read, at least a minute."""
    if article.language.lower().partition("-")[0] in ("ja", "zh"):
        length = article.length / CHARACTERS_A_MINUTE
    else:
        length = sum(len(section.text.split()) for section in article.sections) / WORDS_A_MINUTE
    return max(1, round(length))


def broken(path: str, problem: Problem) -> Entry:
    """The entry of an article that can't be read."""
    id = one_line(stem(path))
    return Entry(id, path, Item(id, path).key, id, problem=str(problem))


def entry(path: str, editions: Editions) -> Entry:
    """The entry of an article that was loaded from a path."""
    if not editions.articles:
        return broken(path, editions.problems[0])
    own = editions.articles[0]
    numbers = {id: entity_id(entity_key(entity)) for id, entity in own.entities.items()}
    shown = editions.articles[:MOST_EDITIONS]
    vocabulary = _vocabulary(shown)
    common = _attributes(shown, os.path.dirname(path), vocabulary, numbers.values())
    return Entry(
        one_line(own.id),
        path,
        Item(own.id, path).key,
        own.title,
        published=own.published.text if own.published else "",
        day=day_number(own.published.first) if own.published else 0,
        source=own.source.name if own.source else "",
        minutes=minutes(own),
        tags=own.tags,
        editions=tuple(_edition(article, numbers, common) for article in shown),
        entities=tuple(_named(shown, id, number) for id, number in numbers.items()),
        vocabulary=vocabulary,
    )


def folder_attribute(folder: str) -> str:
    """The attribute of the articles of a folder."""
    return attribute("folder", os.fsencode(folder).hex())


def _packed(texts: Texts) -> bytes:
    """Texts with control characters between them, which clean text hasn't; JSON takes ten times as long."""
    sections = _PART.join(f"{id}{_FIELD}{text}" for id, text in texts.sections)
    return zlib.compress(
        _GROUP.join((_PART.join(texts.front), sections, texts.attributes, texts.lead)).encode(), _LEVEL
    )


def plain(packed: bytes) -> tuple[str, str]:
    """Front and sections of packed texts, for those who only look for words.

    Raises:
        ValueError, zlib.error: these bytes were never packed.
    """
    front, sections, *_ = zlib.decompress(packed).decode().split(_GROUP)
    return front, sections


def first(front: str) -> str:
    """The title, of a front as `plain` gives it."""
    return front.partition(_PART)[0]


def unpacked(packed: bytes) -> Texts:
    """The texts of an edition.

    Raises:
        ValueError, zlib.error: these bytes were never packed.
    """
    front, sections, attributes, lead = zlib.decompress(packed).decode().split(_GROUP)
    parts = [part.partition(_FIELD) for part in sections.split(_PART)]
    return Texts(tuple(front.split(_PART)), tuple((id, text) for id, _, text in parts), attributes, lead)


def who_said(said: str) -> tuple[Said, ...]:
    """What an edition says of its entities."""
    return tuple(Said(*one) for one in json.loads(said))


def places(packed: bytes) -> Iterator[tuple[int, int, int]]:
    """Where an edition mentions an entity: a section by its number, start and end in its text."""
    found = array("I")
    found.frombytes(packed)
    return zip(found[::3], found[1::3], found[2::3], strict=True)


def _edition(article: Article, numbers: Mapping[str, int], common: str) -> Edition:
    texts = Texts(
        tuple(_front(article)),
        tuple((section.id, section.text) for section in article.sections),
        f"{common} {' '.join(_language_attributes(article.language))}",
        article.summary.tldr if article.summary else _beginning(article),
    )
    said = [
        Said(numbers[id], id, one.name, one.native, one.reading, one.role, one.description)
        for id, one in article.entities.items()
    ]
    return Edition(
        article.language,
        article.title,
        article.path,
        _packed(texts),
        json.dumps(said, ensure_ascii=False, separators=(",", ":")),
        *texts.words(),
        tuple(_mentions(article, numbers)),
        tuple(_relations(article, numbers)),
        tuple(_facts(article, numbers)),
        tuple(_events(article, numbers)),
    )


def _beginning(article: Article) -> str:
    """The first sentence of the text; empty where there is no text at all."""
    for section in article.sections:
        for block in section.body:
            if block.text.strip():
                start, end = sentence(block.text, 0, 1)
                return block.text[start:end]
    return ""


def _words(texts: Iterable[str]) -> str:
    """The words of texts, each for itself: most have no character of scripts without spaces, and that is faster."""
    return "\n".join([part for text in texts for part in (words(text), characters(text)) if part])


def _front(article: Article) -> Iterator[str]:
    yield article.title
    if article.subtitle:
        yield article.subtitle
    if article.summary and article.summary.tldr:
        yield article.summary.tldr
    if article.tags:
        yield ", ".join(article.tags)
    for entity in article.entities.values():
        yield " ".join(dict.fromkeys(name for name in (entity.name, entity.native, *entity.aliases) if name))


def _language_attributes(language: str) -> Iterator[str]:
    parts = language.lower().split("-")
    for end in range(1, len(parts) + 1):
        yield attribute("lang", "-".join(parts[:end]))


def _attributes(
    articles: Sequence[Article], folder: str, vocabulary: Iterable[tuple[str, str, str]], entities: Iterable[int]
) -> str:
    found = [attribute("all"), folder_attribute(folder)]
    found += [attribute(field, key) for field, key, _ in vocabulary if field != "lang"]
    found += [attribute("entity", str(number)) for number in entities]
    for fact in [fact for article in articles for fact in article.facts.values()]:
        found += sizes(name_key(fact.unit), float(fact.number))
    return " ".join(dict.fromkeys(found))


def _vocabulary(articles: Sequence[Article]) -> tuple[tuple[str, str, str], ...]:
    found: dict[tuple[str, str], str] = {}
    for article in articles:
        for entity in article.entities.values():
            found.setdefault(("kind", entity.kind), entity.kind)
        for tag in article.tags:
            found.setdefault(("tag", name_key(tag)), tag)
        for relation in article.relations:
            found.setdefault(("relation", name_key(relation.label)), relation.label)
        for fact in article.facts.values():
            if fact.unit:
                found.setdefault(("unit", name_key(fact.unit)), fact.unit)
        found.setdefault(("lang", article.language.lower()), article.language)
    if articles[0].published:
        year = articles[0].published.text[:4]
        found["year", year] = year
    return tuple((field, key, label) for (field, key), label in found.items())


def _named(articles: Sequence[Article], id: str, number: int) -> Named:
    own = articles[0].entities[id]
    all_of = [article.entities[id] for article in articles]
    main = _by_key(name for one in all_of for name in (one.name, one.native))
    names = _by_key(alias for one in all_of for alias in one.aliases) | main
    written = tuple(names.items())
    return Named(number, entity_key(own), own.kind, own.name, own.native, own.reading, own.wikidata, written, (*main,))


def _by_key(names: Iterable[str]) -> dict[str, str]:
    """Names as they are written first, by what they are compared by."""
    found: dict[str, str] = {}
    for name in names:
        if key := name_key(name):
            found.setdefault(key, name)
    return found


def _mentions(article: Article, numbers: Mapping[str, int]) -> Iterator[tuple[int, int, bytes]]:
    found = by_entity(article)
    places: Mapping[str, int] = {section.id: number for number, section in enumerate(article.sections)}
    for id, number in numbers.items():
        own = found.get(id, ())
        yield number, len(own), array("I", [one for span in own for one in (places[span.section], *span[1:])]).tobytes()


def _relations(article: Article, numbers: Mapping[str, int]) -> Iterator[Told]:
    for one in article.relations:
        ends = (numbers[one.source], numbers[one.target])
        yield Told(one.label, ends, *_said(one.evidence or _of_fact(article, one.fact)), mutual=one.mutual)


def _facts(article: Article, numbers: Mapping[str, int]) -> Iterator[Told]:
    for one in article.facts.values():
        when, first, last = _dated(one.date)
        section, quote = _said(one.evidence)
        entities = tuple(numbers[name] for name in one.entities)
        value, compare = float(one.number), one.compare or ""
        yield Told(one.label, entities, section, quote, when, first, last, False, one.value, value, one.unit, compare)


def _events(article: Article, numbers: Mapping[str, int]) -> Iterator[Told]:
    for one in article.timeline:
        section, quote = _said(one.evidence)
        yield Told(one.label, tuple(numbers[name] for name in one.entities), section, quote, *_dated(one.when))


def _said(evidence: Evidence | None) -> tuple[str, str]:
    return (evidence.section, evidence.quote) if evidence else ("", "")


def _dated(when: When | None) -> tuple[str, int, int]:
    return (when.text, day_number(when.first), day_number(when.last)) if when else ("", 0, 0)


def _of_fact(article: Article, fact: str) -> Evidence | None:
    return article.facts[fact].evidence if fact in article.facts else None
