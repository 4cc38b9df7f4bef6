"""The rows of an entity's card: who it is, where it is mentioned, what it is related to, and its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from jpreader.article.mentions import by_entity
from jpreader.article.model import Article, Entity, Relation, Span
from jpreader.layout.cells import width as cells
from jpreader.layout.column import Column
from jpreader.layout.digest import set_figure
from jpreader.layout.entities import KIND_NAMES
from jpreader.layout.line import Piece, Row, ToEntity
from jpreader.layout.marks import NO_SIGNS, Signs, begin, group, language_mark
from jpreader.layout.plot import strip

SEPARATOR = " · "


@lru_cache(maxsize=16)  # an entity and those it is related to, in two languages
def card(article: Article, entity: str, width: int, signs: Signs = NO_SIGNS, tight: bool = False) -> tuple[Row, ...]:
    """The card of the entity of an id, to a width in cells.

    The name and the row of mentions open the entity itself; of a relation, the other end's name opens that entity,
    and the label what the text says of it. The name is the first entry, so that a card which is longer than its
    window begins there.

    Args:
        article: where it stands.
        entity: its id.
        width: in cells.
        signs: what is new or has changed.
        tight: for a window of few rows: who it is and where it is mentioned on as few as can be, and first.
    """
    who = article.entities[entity]
    column = Column(width)
    column.begin(ToEntity(entity), dict(signs.entities).get(entity))
    _names(column, article, who, tight)
    for set_part in (_mentioned, _described) if tight else (_described, _mentioned):
        if not tight:
            column.blank()
        set_part(column, article, who)
    _relations(column, article, entity, dict(signs.relations))
    _figures(column, article, entity, dict(signs.facts))
    links = [text for text in (f"Wikidata {who.wikidata}" if who.wikidata else "", who.url) if text]
    if links:
        column.blank()
    for link in links:
        column.text(link, "muted")
    return column.rows


def mention_count(spans: Sequence[Span]) -> str:
    """`9 mentions in 3 sections`, `1 mention`, `not mentioned in the text`."""
    sections = len({span.section for span in spans})
    if not spans:
        return "not mentioned in the text"
    return (
        f"{len(spans)} {'mention' if len(spans) == 1 else 'mentions'} "
        f"in {sections} {'section' if sections == 1 else 'sections'}"
    )


def _names(column: Column, article: Article, who: Entity, tight: bool) -> None:
    """The names and what it is; a reading follows the name in Japanese script that it is of."""
    role = f"name.{who.kind} chosen"
    pair = (who.reading, who.native) if article.language.split("-")[0] == "ja" else (who.native, who.reading)
    others = [name for name in pair if name and name != who.name]
    aside = "  " + SEPARATOR.join(others)
    if tight and others and cells(who.name + aside) <= column.width:
        column.row([Piece(who.name, role), Piece(aside, "native")])
        others = []
    else:
        column.text(who.name, role)
    column.end()
    _joined(column, others, "native")
    _joined(column, [text for text in (KIND_NAMES[who.kind][0], who.role) if text], "muted")


def _described(column: Column, article: Article, who: Entity) -> None:
    column.text(who.description, "text", last=language_mark(article, f"entities.{who.id}.description"))


def _mentioned(column: Column, article: Article, who: Entity) -> None:
    """How often, and where in the article."""
    column.begin(ToEntity(who.id))
    spans = by_entity(article).get(who.id, ())
    column.text(mention_count(spans), "count")
    if spans:
        column.row(strip(article, spans, column.width))
    column.end()


def _joined(column: Column, texts: Sequence[str], role: str) -> None:
    """Texts with a dot between them if they fit on a row, else each on its own: no row ends in a dot."""
    whole = SEPARATOR.join(texts)
    for text in [whole] if cells(whole) <= column.width else texts:
        column.text(text, role)


def _relations(column: Column, article: Article, entity: str, signs: Mapping[str | int, Piece]) -> None:
    """The relations, under the names of their other ends, with arrows as seen from the card's entity."""
    own = {n: r for n, r in enumerate(article.relations) if entity in (r.source, r.target)}
    if not own:
        return
    due = group(column, article, "RELATIONS", [f"relations.{n}.label" for n in own])
    ends: dict[str, list[tuple[str, Piece | None, Relation]]] = {}
    for name, (number, relation) in zip(due, own.items(), strict=True):
        end = relation.target if relation.source == entity else relation.source
        ends.setdefault(end, []).append((name, signs.get(number), relation))
    for end, relations in ends.items():
        other = article.entities[end]
        column.begin(ToEntity(end))
        column.text(other.name, f"name.{other.kind}")
        for name, sign, relation in relations:
            arrow = "↔" if relation.mutual else "→" if relation.source == entity else "←"
            section = begin(column, article, relation, otherwise=ToEntity(end), sign=sign)
            column.text(
                relation.label,
                "label",
                lead=[Piece("  "), Piece(f"{arrow} ", "marker")],
                hang=[Piece("    ")],
                tail=section,
                last=language_mark(article, name),
            )


def _figures(column: Column, article: Article, entity: str, signs: Mapping[str | int, Piece]) -> None:
    facts = {f"facts.{fact.id}.label": fact for fact in article.facts.values() if entity in fact.entities}
    if facts:
        due = group(column, article, "FIGURES", list(facts))
        for name, fact in zip(due, facts.values(), strict=True):
            set_figure(column, article, fact, name, sign=signs.get(fact.id))
