"""Everything that articles say of an entity: who it is, where it is named, what is told of it, and with whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from jpreader.library.catalogue import EDITIONS
from jpreader.library.database import damage
from jpreader.library.entry import Said, Texts, places, who_said
from jpreader.library.index import REF_FIELDS, Index, Ref, ref
from jpreader.library.ledger import Happening, Name, Names, Thing, ledger, timeline
from jpreader.library.lit import Hit, best
from jpreader.library.who import Who, known

MENTIONED: Final = 50  # articles of which a dossier has the sentences by itself: the newest
SENTENCES: Final = 40  # of an article
RELATED: Final = 200
GLANCE: Final = 50  # articles and relations that are looked through for what stands on a screen first: 25 ms
TOGETHER: Final = 20
LOOKED_THROUGH: Final = 1000  # articles, the newest, for figures, events and who is named together: 50 ms


class Mentioned(NamedTuple):
    """An article that has the entity."""

    ref: Ref
    times: int
    """How often it names it."""
    sentences: tuple[Hit, ...]
    """In the order of the text."""
    strip: tuple[float, ...]
    """Where in the article it is named, from 0 to 1."""
    said: Said | None
    """What the article says that it is."""
    sections: tuple[str, ...]
    """The ids of all its sections, in their order."""


class Related(NamedTuple):
    """A relation, and where it is said."""

    ref: Ref
    source: Name
    target: Name
    label: str
    mutual: bool
    section: str
    quote: str


class Together(NamedTuple):
    """Someone who is in the same articles."""

    who: Who
    articles: int


class Dossier(NamedTuple):
    """What is known of an entity."""

    who: Who
    names: tuple[str, ...]
    """All that articles call it, as they write it, the most used first."""
    articles: int
    """How many have it."""
    mentioned: tuple[Mentioned, ...]
    """The newest first."""
    related: tuple[Related, ...]
    things: tuple[Thing, ...]
    happenings: tuple[Happening, ...]
    together: tuple[Together, ...]
    members: tuple[Name, ...]
    """The entities that are one in it."""


def dossier(index: Index, one: Who, language: str = "", most: int = MENTIONED, *, glance: bool = False) -> Dossier:
    """The dossier of an entity.

    Args:
        index: where to look.
        one: see `who.who`.
        language: the edition of an article to quote, where there is one; else the original.
        most: of how many articles to give the sentences.
        glance: true for what a few of the newest articles say alone, which is there at once.

    Raises:
        Damaged: the index has to be made anew.
    """
    newest, related = (GLANCE, GLANCE) if glance else (LOOKED_THROUGH, RELATED)
    with damage():
        ids = _list(one)
        named = index.db.execute(
            f"select written, max(main), sum(articles) from name where entity in ({ids})"
            " group by name order by 2 desc, 3 desc"
        )
        return Dossier(
            one,
            tuple(name for name, *_ in named),
            articles(index, one),
            tuple(mentioned(index, one, language, most)),
            tuple(_related(index, f"(relation.source in ({ids}) or target in ({ids}))", language, related)),
            ledger(index, one, language=language, newest=newest),
            timeline(index, one, language=language, newest=newest),
            tuple(_together(index, one, newest)),
            Names(index).of(" ".join(map(str, one.ids))),
        )


def articles(index: Index, one: Who) -> int:
    """How many articles have an entity."""
    select = (
        f"select count(distinct article.id) from mention join article on article.id = (edition & {~EDITIONS})"
        f" where entity in ({_list(one)}) and {index.where}"
    )
    return int(index.db.execute(select).fetchone()[0])


def mentioned(index: Index, one: Who, language: str = "", most: int = MENTIONED) -> Iterator[Mentioned]:
    """The articles that have an entity, the newest first, each as it is asked for."""
    select = (
        f"select distinct article.id from mention join article on article.id = (edition & {~EDITIONS})"
        f" where entity in ({_list(one)}) and {index.where} order by article.id desc limit ?"
    )
    for (article,) in index.db.execute(select, (most,)).fetchall():
        edition = index.edition_in(article, language)
        found, texts = index.refs([edition]).get(edition), index.texts(edition)
        if found and texts:
            yield _mentioned(index, one, found, texts)


def _mentioned(index: Index, one: Who, ref: Ref, texts: Texts) -> Mentioned:
    select = f"select count, places from mention where edition = ? and entity in ({_list(one)})"
    rows = index.db.execute(select, (ref.edition,)).fetchall()
    found = sorted(place for _, packed in rows for place in places(packed))
    said = index.db.execute("select said from edition where id = ?", (ref.edition,)).fetchone()
    begins, length = [], 0
    for _, text in texts.sections:
        begins.append(length)
        length += len(text)
    return Mentioned(
        ref,
        sum(count for count, _ in rows),
        best(texts.sections, [(*place, 0) for place in found], SENTENCES),
        tuple((begins[section] + start) / max(1, length) for section, start, _ in found),
        next((each for each in who_said(said[0]) if each.entity in one.ids), None) if said else None,
        tuple(id for id, _ in texts.sections),
    )


def _related(index: Index, where: str, language: str, most: int) -> Iterator[Related]:
    """Relations of which something is true, those of the newest articles first, of each article in one language."""
    names = Names(index)
    select = (
        f"select relation.source, target, label, mutual, section, quote, edition.id, {REF_FIELDS} from relation"
        f" join edition on edition.id = relation.edition join article on article.id = (edition.id & {~EDITIONS})"
        f" where {where} and {index.where} order by edition.id desc, number limit ?"
    )
    for source, target, label, mutual, section, quote, *row in index.db.execute(select, (most,)):
        begin, end = names.one(source), names.one(target)
        if begin and end and index.edition_in(row[0] & ~EDITIONS, language) == row[0]:
            yield Related(ref(*row), begin, end, label, bool(mutual), section, quote)


def _together(index: Index, one: Who, newest: int) -> Iterator[Together]:
    """Who is in the same articles, those in most of them first."""
    ids = _list(one)
    select = (
        "select other.entity, count(*) from mention as other where other.edition in"
        f" (select edition from mention join article on article.id = edition where entity in ({ids}) and {index.where}"
        f" order by edition desc limit ?) and other.entity not in ({ids}) group by other.entity order by 2 desc limit ?"
    )
    counts = dict(index.db.execute(select, (newest, 2 * TOGETHER)).fetchall())
    people = known(index, counts)
    joined: dict[str, Together] = {}
    for id, count in counts.items():
        if id in people:
            before = joined.get(people[id].key)
            joined[people[id].key] = Together(people[id], max(count, before.articles if before else 0))
    yield from sorted(joined.values(), key=lambda each: (-each.articles, each.who.key))[:TOGETHER]


def _list(one: Who) -> str:
    return ", ".join(map(str, one.ids))
