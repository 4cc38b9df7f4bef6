"""The signs at the edges of the panes: the same as in the margin of the text, for what has changed and what is new."""

from __future__ import annotations

from functools import lru_cache

from jpreader.article.model import Article
from jpreader.layout.line import Piece
from jpreader.layout.marks import NEW, NO_SIGNS, Signs
from jpreader.reading.changes import Changes
from jpreader.reading.met import NOTHING_NEW, New
from jpreader.view.margin import SIGNS


@lru_cache(maxsize=4)  # an article in its languages
def beside(article: Article, new: New, changes: Changes) -> Signs:
    """What stands beside sections, entities, figures and relations; what has changed comes before what is new.

    A section has the sign of its first kind of change, as a line of the text has.
    """
    if new == NOTHING_NEW and not changes.all:
        return NO_SIGNS
    sections: dict[str | int, Piece] = {}
    for way, sign in SIGNS.items():
        for change in changes.all:
            if change.way == way:
                sections.setdefault(change.span.section, sign)
    facts: dict[str | int, Piece] = {id: NEW for id in article.facts if id in new.facts}
    relations: dict[str | int, Piece] = dict.fromkeys(sorted(new.relations), NEW)
    for change in changes.all:
        if change.way != "removed" and change.what == "fact":
            facts[change.facts[-1].id] = SIGNS[change.way]
        elif change.way != "removed" and change.what == "relation":
            relations[change.number] = SIGNS[change.way]
    return Signs(
        tuple(sections.items()),
        tuple((id, NEW) for id in article.entities if id in new.entities),
        tuple(facts.items()),
        tuple(relations.items()),
    )
