"""Search everywhere: the articles that answer a query, those first that answer it most, with their sentences.

Ranked is what a reader can go through. Of a query that more articles answer, those are looked at that are newest, and
the newest that answer it in title, summary or names; what is in millions of words isn't told apart by counting it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from jpreader.article.names import name_key
from jpreader.article.problem import Problem
from jpreader.library.catalogue import EDITIONS
from jpreader.library.database import damage
from jpreader.library.entry import Texts, first, places, plain
from jpreader.library.index import Index, Ref
from jpreader.library.lit import Hit, apart, best, found
from jpreader.library.plan import IsUnread, Plan, Planner, matching
from jpreader.library.query import Has, Leaf, Node, Words, leaves, parse
from jpreader.library.words import words

RANKED: Final = 100  # articles: to read and rank them takes 7 ms
RANKED_FRONT: Final = 50  # and those that answer in front
RESULTS: Final = 20
SENTENCES: Final = 3  # of an article

COUNTED: Final = 1000  # articles that have a word, beyond which it is common, however many there are
K1: Final = 1.2  # Robertson and Zaragoza 2009, as in FTS5
B: Final = 0.75
LENGTH: Final = 5000  # characters of a usual article
IN_FRONT: Final = 2.5  # how much a word counts in title, summary or names
IN_TITLE: Final = 2.5  # and in the title once more: what an article is called after, it is about


class Found(NamedTuple):
    """An article that answers a query."""

    ref: Ref
    hits: tuple[Hit, ...]
    """The sentences that answer it most; none where it asks for no words nor entities."""
    lead: str
    """The summary in a sentence, else the beginning."""


class Results(NamedTuple):
    """What a query has found."""

    found: tuple[Found, ...] = ()
    more: bool = False
    """Whether more articles answer it."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the query; warnings where it could be answered."""


def all_unread(key: str, sections: Callable[[], Collection[str]]) -> bool:  # noqa: ARG001
    """Without a memory nothing was read."""
    return True


def search(index: Index, query: str, most: int = RESULTS, unread: IsUnread = all_unread, language: str = "") -> Results:
    """The articles that answer a query, the best first.

    Args:
        index: where to look.
        query: see `library.query`.
        most: how many articles.
        unread: tells what the reader hasn't read.
        language: of an article that answers in several, the edition to show; the one that answers best if none is said.

    Raises:
        Damaged: the index has to be made anew.
    """
    parsed = parse(query)
    if parsed.node is None:
        return Results(problems=parsed.problems)
    with damage():
        planner = Planner(index, query, unread)
        plan = planner.plan(parsed.node)
        asked = tuple(leaf for leaf in leaves(parsed.node) if isinstance(leaf, Words))
        if asked:
            editions = _candidates(planner, plan, "body", max(RANKED, most + 1))
            # A word that must not be in the text may stand behind the front, and to look takes 0.7 ms for each.
            if len({edition & ~EDITIONS for edition in editions}) > RANKED and " NOT " not in plan.match:
                editions += _candidates(planner, plan, "front", RANKED_FRONT)
            order = _ranked(index, asked, editions, language)
        else:
            order = _newest(index, _candidates(planner, plan, "body", most), language)
        chosen = [one for edition in order[:most] if (one := _found(index, planner, parsed.node, edition))]
    return Results(tuple(chosen), len(order) > most, plan.problems)


def count(index: Index, query: str, unread: IsUnread = all_unread) -> int:
    """How many articles answer a query; none if it is wrong.

    Raises:
        Damaged: the index has to be made anew.
    """
    parsed = parse(query)
    if parsed.node is None:
        return 0
    with damage():
        plan = Planner(index, query, unread).plan(parsed.node)
        if plan.node is None and not index.some_files:
            select = (
                f"select count(distinct rowid & {~EDITIONS}) from body where body match ? and rowid between ? and ?"
            )
            return int(index.db.execute(select, plan[:3]).fetchone()[0])
    return len(set(matching_articles(index, query, unread)))


def matching_articles(index: Index, query: str, unread: IsUnread = all_unread) -> Iterator[int]:
    """The numbers of all articles that answer a query, the newest first, an article once for each edition that does.

    Raises:
        Damaged: the index has to be made anew.
    """
    parsed = parse(query)
    if parsed.node is None:
        return
    with damage():
        planner = Planner(index, query, unread)
        for edition in _all(planner, planner.plan(parsed.node), "body"):
            yield edition & ~EDITIONS


def languages(index: Index) -> tuple[str, ...]:
    """The languages that there are articles in, those of most articles first.

    Raises:
        Damaged: the index has to be made anew.
    """
    with damage():
        found = index.db.execute(
            "select label from vocabulary where field = 'lang' order by articles desc, key"
        ).fetchall()
        return tuple(
            language for (language,) in found if any(True for _ in matching_articles(index, f'lang:"{language}"'))
        )


def answering(index: Index, query: str) -> list[int]:
    """What `matching_articles` gives, at once: in half the time where full text search tells all of it.

    Raises:
        Damaged: the index has to be made anew.
    """
    parsed = parse(query)
    if parsed.node is None:
        return []
    with damage():
        planner = Planner(index, query, all_unread)
        plan = planner.plan(parsed.node)
        if plan.node is None and not index.some_files:
            select = "select rowid from body where body match ? and rowid between ? and ?"
            return [edition & ~EDITIONS for (edition,) in index.db.execute(select, plan[:3])]
        return [edition & ~EDITIONS for edition in _all(planner, plan, "body")]


def _all(planner: Planner, plan: Plan, table: str) -> Iterator[int]:
    """The editions that answer a query, the newest first, as they are asked for."""
    select = f"select rowid from {table} where {table} match ? and rowid between ? and ? order by rowid desc"
    checked = plan.node
    for (edition,) in planner.index.db.execute(select, plan[:3]):
        if planner.index.some_files and not planner.index.holds(edition):
            continue
        if checked is None or planner.holds(checked, edition):
            yield edition


def _candidates(planner: Planner, plan: Plan, table: str, articles: int) -> list[int]:
    """All editions of the newest articles that answer a query: of one more than so many."""
    editions: list[int] = []
    seen: set[int] = set()
    for edition in _all(planner, plan, table):
        seen.add(edition & ~EDITIONS)
        editions.append(edition)
        if len(seen) > articles:
            break
    return editions


def _newest(index: Index, editions: Iterable[int], language: str) -> list[int]:
    """One edition of each article, in their order: that in a language where there is one, else the first."""
    best_of: dict[int, int] = {}
    for edition in editions:
        article = edition & ~EDITIONS
        best_of[article] = min(edition, best_of.get(article, edition))
    return [index.edition_in(article, language) if language else edition for article, edition in best_of.items()]


def _ranked(index: Index, asked: Sequence[Words], editions: Iterable[int], language: str) -> list[int]:
    """One edition of each article, those first that say most of what is asked for: BM25, and the newer of equals."""
    needles = [words(leaf.text) if leaf.text.isascii() else leaf.text.lower() for leaf in asked]
    # One word needs no weight, and of a phrase every place would be looked into for it.
    weights = [_weight(index, leaf) for leaf in asked] if len(asked) > 1 else [1.0]
    best_of: dict[int, tuple[bool, bool, bool, float, int]] = {}
    for edition in dict.fromkeys(editions):
        packed = index.packed(edition)
        if packed is None:
            continue
        front, body = plain(packed)
        front, body = front.lower(), body.lower()
        title = first(front)
        usual = K1 * (1 - B + B * len(body) / LENGTH)
        score, in_text = 0.0, False
        for needle, weight in zip(needles, weights, strict=True):
            in_front, often = front.count(needle), body.count(needle)
            in_text |= often > 0
            often = often or not in_front  # it is there, if otherwise written
            score += weight * (often * (K1 + 1) / (often + usual) + IN_TITLE * (needle in title))
            score += weight * IN_FRONT * in_front * (K1 + 1) / (in_front + K1)
        # What is said in the text can be shown there; the original comes before translations that are as good.
        wanted = bool(language) and index.language(edition) == language.lower()
        one = (wanted and in_text, in_text, wanted, score, -(edition & EDITIONS))
        article = edition & ~EDITIONS
        best_of[article] = max(best_of.get(article, one), one)
    order = sorted(best_of, key=lambda article: (best_of[article][3], article), reverse=True)
    return [article - best_of[article][4] for article in order]


def _weight(index: Index, leaf: Words) -> float:
    """How much a word tells: the fewer articles have it, the more."""
    select = "select count(*) from (select 1 from body where body match ? limit ?)"
    having = index.db.execute(select, (matching(leaf), COUNTED)).fetchone()[0]
    return math.log(1 + COUNTED / (having + 0.5))


def _found(index: Index, planner: Planner, node: Node, edition: int) -> Found | None:
    """An article as it is shown."""
    ref = index.refs([edition]).get(edition)
    texts = index.texts(edition)
    if ref is None or texts is None:
        return None
    places = [
        (section, start, end, part)
        for part, leaf in enumerate(leaves(node))
        for section, start, end in _places(index, planner, leaf, edition, texts)
    ]
    hits = best(texts.sections, places, SENTENCES) or tuple(_in_front(node, texts))
    return Found(ref, hits, texts.lead)


def _places(index: Index, planner: Planner, leaf: Leaf, edition: int, texts: Texts) -> Iterator[tuple[int, int, int]]:
    """Where a text answers a part of a query: a section by its number, start and end."""
    if isinstance(leaf, Words):
        yield from found((text for _, text in texts.sections), leaf)
    elif isinstance(leaf, Has) and leaf.field == "entity":
        for id in planner.entities(leaf):
            select = "select places from mention where entity = ? and edition = ?"
            if row := index.db.execute(select, (id, edition)).fetchone():
                yield from places(row[0])
    elif isinstance(leaf, Has) and leaf.field in ("relation", "unit"):
        numbers = {id: number for number, (id, _) in enumerate(texts.sections)}
        for section, quote in _quotes(index, leaf, edition):
            start = texts.sections[numbers[section]][1].find(quote) if section in numbers and quote else -1
            if start >= 0:
                yield numbers[section], start, start + len(quote)


def _quotes(index: Index, leaf: Has, edition: int) -> Iterator[tuple[str, str]]:
    """The evidence of the relations or facts that a query asks for."""
    if leaf.field == "unit":
        compare = leaf.compare if leaf.compare in ("<", ">", "<=", ">=", "=") else "is not"
        select = f"select section, quote from fact where edition = ? and +unit_name = ? and amount {compare} ?"
        yield from index.db.execute(select, (edition, leaf.value, leaf.amount if leaf.compare else None))
        return
    select = "select label, section, quote from relation where edition = ?"
    for label, section, quote in index.db.execute(select, (edition,)):
        if name_key(label) == leaf.value:
            yield section, quote


def _in_front(node: Node, texts: Texts) -> Iterator[Hit]:
    """The lines before the sections that have the words of a query."""
    for text in texts.front:
        spans = [each[1:] for leaf in leaves(node) if isinstance(leaf, Words) for each in found([text], leaf)]
        if spans:
            yield Hit("", 0, len(text), text, apart(spans))
            return
