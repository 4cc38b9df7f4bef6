"""The state of a reading session: one frozen value, and the pure transitions between its values.

The place is that of the top line on the screen. What depends on the size of the screen (which place brings a
span into view) is worked out by the screen, which then asks for a transition.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Literal, NamedTuple

from jpreader.article import evidence as evidences
from jpreader.article import mentions, place
from jpreader.article.find import Query, find
from jpreader.article.model import TOP, Article, Evidence, Place, Span
from jpreader.reading.changes import UNCHANGED, Changes
from jpreader.reading.met import NOTHING_NEW, New
from jpreader.reading.notes import Note
from jpreader.reading.stretch import Stretch

Pane = Literal["article", "contents", "entities", "summary"]
Walk = Literal["", "find", "mentions"]

PANES: tuple[Pane, ...] = ("article", "contents", "entities", "summary")

MOST_JUMPS = 100  # as many as vim keeps

LEAST_MEASURE, MOST_MEASURE = 20, 120  # cells; beyond 120 a line is too long to find its successor


class Jump(NamedTuple):
    """Where the reader was before a jump."""

    place: Place
    pane: Pane
    entity: str
    item: int
    """The entry of the summary pane that the cursor was on."""


class _Fields(NamedTuple):
    """What a reading holds."""

    editions: tuple[Article, ...]
    edition: int = 0
    place: Place = TOP
    pane: Pane = "article"
    cursors: Mapping[Pane, int] = MappingProxyType({})
    """The entry that the cursor is on, for each pane that is a list."""
    entity: str = ""
    """The chosen entity's id; empty if none is."""
    card: bool = False
    """True while the summary pane shows the chosen entity's card."""
    query: Query | None = None
    found: tuple[tuple[Span, ...], ...] = ()
    """Where a regular expression is found, for each edition; a text is found at once."""
    walking: Walk = ""
    """What `n` and `N` go through."""
    hit: int = -1
    """Index into `hits` of the one gone to last; -1 before the first step."""
    lit: Span | None = None
    """The evidence gone to."""
    selected: Stretch | None = None
    back: tuple[Jump, ...] = ()
    forward: tuple[Jump, ...] = ()
    read: frozenset[str] = frozenset()
    """Ids of the sections whose last line has been on the screen."""
    seen: frozenset[tuple[int, str]] = frozenset()
    """Those whose last line has been on the screen since the article was opened: edition and id."""
    new: New = NOTHING_NEW
    """What of it the reader had not met when it was opened."""
    noticed: frozenset[tuple[int, int]] = frozenset()
    """Which changes have been on the screen: edition and number."""
    changes: tuple[Changes, ...] = ()
    """What has changed in each edition since it was read; none while that isn't known."""
    notes: tuple[Note, ...] = ()
    """Highlights and notes, in all its languages."""
    measure: int | None = None
    """Cells; None for the article's default."""
    ruby: bool = False
    notice: str = ""
    """What to say about the last step."""


class Reading(_Fields):
    """What is being read, where, and what is lit and chosen."""

    @property
    def article(self) -> Article:
        """The edition that is shown."""
        return self.editions[self.edition]

    @property
    def changed(self) -> Changes:
        """What has changed in the edition that is shown since it was read."""
        return self.changes[self.edition] if self.changes else UNCHANGED

    @property
    def learnt(self) -> frozenset[tuple[int, str]]:
        """Of the sections seen, those of which no change has yet to be seen: what they said before can be forgotten."""
        pending = {
            (edition, change.span.section)
            for edition, changes in enumerate(self.changes)
            for number, change in enumerate(changes.all)
            if (edition, number) not in self.noticed
        }
        return self.seen - pending

    @property
    def section(self) -> str:
        """The id of the section of the top line: the first one above the text."""
        return self.place.section or self.article.sections[0].id

    @cached_property
    def matches(self) -> tuple[Span, ...]:
        """Where the query is found."""
        if self.query is None:
            return ()
        return self.found[self.edition] if self.query.regex else find(self.article, self.query.text)

    @cached_property
    def mentioned(self) -> tuple[Span, ...]:
        """Where the chosen entity is named."""
        return mentions.by_entity(self.article).get(self.entity, ())

    @property
    def hits(self) -> tuple[Span, ...]:
        """What is being walked."""
        return {"find": self.matches, "mentions": self.mentioned, "": ()}[self.walking]

    @property
    def current(self) -> Span | None:
        """The hit gone to last."""
        return self.hits[self.hit] if 0 <= self.hit < len(self.hits) else None

    def at(self, place: Place, **changes: object) -> Reading:
        """The same, at another place, with nothing to say."""
        return self._replace(place=place, **{"notice": "", **changes})  # type: ignore[arg-type]

    def saying(self, notice: str) -> Reading:
        """The same, with something to say."""
        return self if notice == self.notice else self._replace(notice=notice)

    def jump(self, place: Place, **changes: object) -> Reading:
        """To another place, from which `go_back` returns to this one."""
        if place == self.place and self.pane == changes.get("pane", self.pane):
            return self.at(place, **changes)
        return self.at(place, back=(*self.back, self._here())[-MOST_JUMPS:], forward=(), **changes)

    def _here(self) -> Jump:
        return Jump(self.place, self.pane, self.entity if self.card else "", self.cursors.get("summary", 0))

    def _return(self, jump: Jump, **changes: object) -> Reading:
        return self.at(
            jump.place,
            pane=jump.pane,
            entity=jump.entity or self.entity,
            card=bool(jump.entity),
            cursors={**self.cursors, "summary": jump.item},
            lit=None,
            **changes,
        )

    def go_back(self) -> Reading:
        """To where the reader was before the last jump."""
        if not self.back:
            return self.saying("This is where you began")
        return self._return(self.back[-1], back=self.back[:-1], forward=(*self.forward, self._here()))

    def go_forward(self) -> Reading:
        """To where the reader was before going back."""
        if not self.forward:
            return self.saying("No jump to go forward to")
        return self._return(self.forward[-1], forward=self.forward[:-1], back=(*self.back, self._here()))

    def focus(self, pane: Pane) -> Reading:
        """To another pane."""
        return self._replace(pane=pane, notice="")

    def pointing(self, pane: Pane, item: int) -> Reading:
        """With the cursor of a pane on another entry."""
        return self._replace(cursors={**self.cursors, pane: item}, notice="")

    def choose(self, entity: str) -> Reading:
        """With an entity chosen: its card is shown, its mentions are lit, and the text stays where it is."""
        return self._replace(
            entity=entity,
            card=bool(entity),
            walking="mentions" if entity else "find" if self.query else "",
            hit=-1,
            cursors={**self.cursors, "summary": 0},
            notice="",
        )

    def show_summary(self) -> Reading:
        """To the summary, which takes the place of an entity's card."""
        cursors = {**self.cursors, "summary": 0} if self.card else self.cursors
        return self._replace(pane="summary", card=False, cursors=cursors, notice="")

    def selecting(self, selected: Stretch | None) -> Reading:
        """With a stretch of the text selected, or none."""
        return self._replace(selected=selected, notice="")

    def close(self) -> Reading:
        """Without what was opened last: a pane, else a selection, a card, a find, or the light on a quote."""
        if self.pane != "article":
            return self.focus("article")
        if self.selected:
            return self.selecting(None)
        if self.entity:
            return self.choose("")
        if self.query:
            return self.searching(None)
        return self._replace(lit=None, notice="")

    def searching(self, query: Query | None, found: tuple[tuple[Span, ...], ...] = ()) -> Reading:
        """With another query, whose matches are lit; `found` has those of a regular expression, for each edition."""
        return self._replace(query=query, found=found, walking="find" if query else "", hit=-1, notice="")

    def step(self, by: Literal[1, -1], seen: bool) -> Reading:
        """To the next hit or the one before; the screen then brings it into view.

        Args:
            by: 1 for the next, -1 for the one before.
            seen: True if the current hit is on the screen: then the step is from it, else from the top line.
        """
        hits = self.hits
        if not hits:
            return self.saying(self._nothing())
        if self.hit >= 0 and seen:
            hit = self.hit + by
        else:
            order = self._order
            top = (order[self.section], place.offset_of(self.article, self.place))
            keys = [(order[span.section], span.start) for span in hits]
            hit = bisect_left(keys, top) if by > 0 else bisect_right(keys, top) - 1
        wrapped = (
            ""
            if 0 <= hit < len(hits)
            else "Past the end: on from the top"
            if by > 0
            else "Past the top: on from the end"
        )
        return self._replace(hit=hit % len(hits), notice=wrapped)

    def _nothing(self) -> str:
        if self.walking == "find" and self.query:
            return f"“{self.query.text}” is not in this article"
        if self.walking == "mentions":
            return f"{self.article.entities[self.entity].name} is not named in the text"
        return "Nothing to go to: find something first, or choose an entity"

    @property
    def _order(self) -> Mapping[str, int]:
        return {section.id: number for number, section in enumerate(self.article.sections)}

    def light(self, evidence: Evidence) -> tuple[Reading, Span | None]:
        """With the quote of a claim lit, and its span, for the screen to bring into view."""
        passage = evidences.locate(self.article, evidence)
        if passage is None:
            return self.saying("The text no longer holds this quote"), None
        notice = "" if passage.exact else "The quote is not translated: this is the passage it stands in"
        return self._replace(lit=passage.span, notice=notice), passage.span

    def by_sections(self, by: int) -> Reading:
        """Sections down, or up if negative; up goes to the start of this one first."""
        ids = [section.id for section in self.article.sections]
        if not self.place.section:
            here, inside = -1, False
        else:
            here, inside = ids.index(self.place.section), self.place > Place(self.place.section)
        target = here + by + (1 if by < 0 and inside else 0)
        if by > 0 and here == len(ids) - 1:
            return self.saying("This is the last section")
        return self.jump(TOP if target < 0 else Place(ids[min(target, len(ids) - 1)]), pane="article")

    def toggle_ruby(self) -> Reading:
        """With the readings above the words, or without."""
        if not any(block.ruby for section in self.article.sections for block in section.blocks):
            return self._replace(ruby=not self.ruby).saying("This article gives no readings")
        return self._replace(ruby=not self.ruby).saying(f"Readings {'hidden' if self.ruby else 'shown'}")

    def next_language(self) -> Reading:
        """In the next language that the article has."""
        if len(self.editions) < 2:
            return self.saying("This article is in one language only")
        return self.switch((self.edition + 1) % len(self.editions))

    def switch(self, edition: int) -> Reading:
        """In another language, at the same section and block; says what is not translated."""
        target = self.editions[edition]

        def carried(jumps: Sequence[Jump]) -> tuple[Jump, ...]:
            return tuple(jump._replace(place=place.transfer(jump.place, self.article, target)) for jump in jumps)

        return self._replace(
            edition=edition,
            place=place.transfer(self.place, self.article, target),
            back=carried(self.back),
            forward=carried(self.forward),
            hit=-1,
            lit=None,
            selected=None,
            notice=fallback_notice(target),
        )


def fallback_notice(article: Article) -> str:
    """What a translation shows in the original's language, in one line; empty where it shows nothing so."""
    if not article.original:
        return ""
    state = {"machine": "Translated by machine. ", "draft": "A draft translation. "}.get(article.status or "", "")
    texts = sum(name.endswith(".body") for name in article.fallbacks)
    labels = len(article.fallbacks) - texts
    missing = [
        f"{count} {noun}{'s' if count > 1 else ''}" for count, noun in ((texts, "section"), (labels, "label")) if count
    ]
    if not missing:
        return state.rstrip()
    return f"{state}Not translated, so in {article.original.language}: {' and '.join(missing)}"
