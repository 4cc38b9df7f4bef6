"""Where a command takes the reader, on a screen of a size: what is seen in, the next reading out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from jpreader.article.model import TOP, Place, Span
from jpreader.article.place import offset_of, place_of
from jpreader.layout.line import Target, ToEntity, ToEvidence, ToSection
from jpreader.reading.met import NOTHING_NEW
from jpreader.reading.reading import LEAST_MEASURE, MOST_MEASURE, Pane, Reading
from jpreader.reading.spot import Spot, arrived
from jpreader.view import revision
from jpreader.view.novelty import stops
from jpreader.view.panes import ListPane
from jpreader.view.sight import Sight
from jpreader.view.window import first_in_view

MEASURE_STEP: Final = 4  # cells: one key press makes a difference that can be seen

LIST_PAGE: Final = 5  # entries: a page of a list, which is short

NOT_IN_TEXT: Final = "What is new to you is not in this text, but in the panes beside it"

NO_CHANGES: Final = "Nothing has changed since you read it"

Amount = Literal["line", "half", "page"]

SCROLLS: Mapping[str, tuple[int, Amount]] = {
    "line-down": (1, "line"),
    "line-up": (-1, "line"),
    "half-down": (1, "half"),
    "half-up": (-1, "half"),
    "page-down": (1, "page"),
    "page-up": (-1, "page"),
}
"""Commands that scroll: which way, and how far."""


def scrolled(sight: Sight, count: int, amount: Amount) -> Reading:
    """Down, or up if negative, by lines or pages, in the pane that the reader is in."""
    reading = sight.reading
    # One line of a page stays, so that the eye finds where it was.
    page = max(1, sight.window.height - 1) if reading.pane == "article" else LIST_PAGE
    by = count * {"line": 1, "half": (page + 1) // 2, "page": page}[amount]
    if reading.pane == "article":
        return reading.at(sight.window.scrolled(by))
    return pointed(sight, reading.pane, sight.listing(reading.pane).cursor + by)


def pointed(sight: Sight, pane: ListPane, item: int) -> Reading:
    """With the cursor of a pane on an entry, or the one nearest to it that there is."""
    targets = sight.listing(pane).targets
    if not targets:
        return sight.reading
    item = max(0, min(item, len(targets) - 1))
    reading, target = sight.reading.pointing(pane, item), targets[item]
    return reading.choose(target.entity) if pane == "entities" and isinstance(target, ToEntity) else reading


def at_top(sight: Sight) -> Reading:
    """At the top of the pane that the reader is in."""
    pane = sight.reading.pane
    return sight.reading.jump(TOP) if pane == "article" else pointed(sight, pane, 0)


def at_bottom(sight: Sight) -> Reading:
    """At its end."""
    pane = sight.reading.pane
    if pane == "article":
        return sight.reading.jump(sight.window.end())
    return pointed(sight, pane, len(sight.listing(pane).targets))


def revealed(sight: Sight, reading: Reading, jumped_from: Reading | None = None) -> Reading:
    """A reading with its current hit in view; if that moves it, back goes to where it was jumped from."""
    if reading.current is None:
        return reading
    place = sight.window.revealing(reading.current)
    if jumped_from is None or place == jumped_from.place:
        return reading._replace(place=place)
    base = reading._replace(place=jumped_from.place, pane=jumped_from.pane)
    return base.jump(place, pane="article").saying(reading.notice)


def stepped(sight: Sight, by: Literal[1, -1], count: int) -> Reading:
    """At the match or mention that is some further on, or back."""
    reading = sight.reading
    if not reading.walking and reading.entity:
        reading = reading._replace(walking="mentions")
    for _ in range(count):
        seen = reading.current is not None and (count > 1 or sight.window.shows(reading.current))
        reading = reading.step(by, seen)
    return revealed(sight, reading, sight.reading)


def to_new(sight: Sight, by: int) -> Reading:
    """At the thing new to the reader that is some further on, or back."""
    reading = sight.reading
    found = stops(reading.article, reading.new)
    if not found:
        return reading.saying("Nothing here is marked as new" if reading.new == NOTHING_NEW else NOT_IN_TEXT)
    number = _further(sight, [stop.span for stop in found], by)
    said = "; ".join(found[number].said)
    return gone_to_span(sight, found[number].span).saying(f"New {number + 1}/{len(found)}: {said}")


def to_change(sight: Sight, by: int) -> Reading:
    """At the change since the article was read that is some further on, or back."""
    reading = sight.reading
    found = revision.stops(reading.changed)
    if not found:
        return reading.saying(NO_CHANGES)
    number = _further(sight, [stop.span for stop in found], by)
    said = "; ".join(revision.said(change, reading.article) for change in found[number].changes)
    return gone_to_span(sight, found[number].span).saying(f"Change {number + 1}/{len(found)}: {said}")


def _further(sight: Sight, spans: Sequence[Span], by: int) -> int:
    """Of spans in the order of the text, which one is some further on: from the one that is lit, else from the top."""
    reading = sight.reading
    if reading.lit and reading.lit in spans and sight.window.shows(reading.lit):
        return (spans.index(reading.lit) + by) % len(spans)
    order = {section.id: number for number, section in enumerate(reading.article.sections)}
    top = (order[reading.section], offset_of(reading.article, reading.place))
    starts = [(order[span.section], span.start) for span in spans]
    before = bisect_left(starts, top)
    return (before + by - 1 if by > 0 else before + by) % len(spans)


def gone_to_span(sight: Sight, span: Span) -> Reading:
    """In the article, with a span lit and in view."""
    lit = sight.reading._replace(lit=span)
    return lit.jump(_in_article(sight, span), pane="article")


def at_spot(sight: Sight, language: str, spot: Spot) -> Reading:
    """At a spot that something outside of the article leads to, in its language, a few lines under the top."""
    reading = sight.reading
    languages = [article.language for article in reading.editions]
    if language in languages and language != reading.article.language:
        reading = reading.switch(languages.index(language))
    there = arrived(reading, spot)
    span = there.current or there.lit
    return there._replace(place=sight._replace(reading=there).window.standing(span)) if span else there


def walking(sight: Sight) -> Reading:
    """At the next mention of the chosen entity, or of the first one in view."""
    reading = sight.reading
    if not reading.entity:
        mention = first_in_view(reading)
        if mention is None:
            return reading.saying("No entity is named in this article")
        reading = reading.choose(mention.entity)
    reading = reading._replace(walking="mentions")
    seen = reading.current is not None and sight.window.shows(reading.current)
    return revealed(sight, reading.step(1, seen), sight.reading)


def opened(sight: Sight) -> Reading:
    """With the entry open that the cursor is on; in the text, with the card of the first entity in view."""
    reading = sight.reading
    if reading.pane != "article":
        listing = sight.listing(reading.pane)
        inside = 0 <= listing.cursor < len(listing.targets)
        return gone_to(sight, listing.targets[listing.cursor]) if inside else reading.saying("Nothing to open here")
    if reading.entity:
        return reading._replace(card=True, pane="summary", notice="")
    mention = first_in_view(reading)
    return reading.choose(mention.entity) if mention else reading.saying("No entity is named in this article")


def picked(sight: Sight, pane: ListPane, item: int) -> Reading:
    """With an entry that was clicked on chosen, and open: but an entity's card is all that its first click opens."""
    target = sight.listing(pane).targets[item]
    reading = pointed(sight, pane, item)
    if pane == "entities" and isinstance(target, ToEntity):
        return reading
    return gone_to(sight._replace(reading=reading), target)


def gone_to(sight: Sight, target: Target) -> Reading:
    """Where an entry leads: to a section, to an entity's card and from there to its mentions, to a claim's evidence."""
    reading = sight.reading
    match target:
        case ToSection(section):
            return reading.jump(Place(section), pane="article")
        case ToEntity(entity):
            if entity != reading.entity:
                return reading.choose(entity)._replace(pane=reading.pane)
            chosen = reading if reading.pane == "entities" else reading.choose(entity)
            if not chosen.mentioned:
                return chosen.step(1, seen=False)
            first = chosen._replace(walking="mentions", hit=0)
            return revealed(sight, first, reading)._replace(pane="article")
        case ToEvidence(evidence):
            lit, span = reading.light(evidence)
            if span is None:
                return lit
            return lit.jump(_in_article(sight, span), pane="article").saying(lit.notice)


def _in_article(sight: Sight, span: Span) -> Place:
    """The place for a span to be in view once the article has the room that it has by itself."""
    room = sight.regions("article").get("article")
    if room and sight.window.height == room.height:
        return sight.window.revealing(span)
    return place_of(sight.reading.article, span)._replace(offset=0)


def focused(reading: Reading, pane: Pane) -> Reading:
    """In a pane, with its cursor on what the reader was at."""
    reading = reading.focus(pane)
    if pane == "entities" and not reading.entity:
        mention = first_in_view(reading)
        return reading.choose(mention.entity if mention else next(iter(reading.article.entities), ""))
    if pane == "contents":
        ids = [section.id for section in reading.article.sections]
        return reading.pointing("contents", ids.index(reading.section))
    return reading


def measured(sight: Sight, way: Literal[1, -1]) -> Reading:
    """With longer lines, or shorter; the window is the limit that can be seen."""
    here = sight.window.measure
    wanted = max(LEAST_MEASURE, min(MOST_MEASURE, here + way * MEASURE_STEP))
    reading = sight.reading._replace(measure=wanted)
    cells = sight._replace(reading=reading).window.measure
    said = f"Lines of {cells} cells"
    return reading.saying(f"{said}: the window has no room for more" if way > 0 and cells == here else said)
