"""A dossier as entries: who it is, what is told of it, with whom it is named, and every mention with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Final

from jpreader.article.model import KINDS
from jpreader.article.names import name_key
from jpreader.layout.cells import pad
from jpreader.layout.cells import width as cells
from jpreader.layout.column import Column
from jpreader.layout.entities import KIND_NAMES
from jpreader.layout.line import Piece, Pieces
from jpreader.library.dossier import Dossier, Mentioned, Related, Together
from jpreader.library.index import Ref
from jpreader.library.ledger import Name
from jpreader.library.lit import Hit
from jpreader.library.who import Who
from jpreader.reading.spot import Spot
from jpreader.view.entries import Answer, Entry, ToDossier, ToSpot
from jpreader.view.ledger_rows import thing_entries
from jpreader.view.setting import beside, called, heading, note, quoted, said, where
from jpreader.view.timeline_rows import event_entry

STRIP: Final = 40  # cells at most that show where in an article someone is named
MARK: Final = 4  # cells: `§12 `
NAMED_SO: Final = 12  # other names that are shown

_DENSITY: Final = "─▃▅▇"


def dossier_answer(known: Dossier, language: str = "") -> Answer:
    """All of a dossier, in a language; there is more where not all articles that have the entity were looked into."""
    one = known.who
    own = (Name(one.ids[0], one.key, one.name, one.native),)
    entries = [Entry(partial(_names, one, known.names, known.members, language))]
    entries += _what_it_is(known)
    if known.related:
        entries.append(heading("RELATIONS"))
        entries += _relations(one, known.related, language)
    if known.things:
        entries.append(heading("FIGURES"))
        entries += [entry for thing in known.things for entry in thing_entries(thing, one.name)]
    if known.happenings:
        entries.append(heading("EVENTS"))
        entries += map(event_entry, known.happenings)
    if known.together:
        entries.append(heading("NAMED TOGETHER WITH"))
        entries += [Entry(partial(_together, each, language), ToDossier(each.who.key)) for each in known.together]
    entries.append(heading("MENTIONS"))
    for each in known.mentioned:
        entries.append(Entry(partial(_article, each), ToSpot(each.ref, _first(each)), own))
        entries += [
            Entry(partial(_sentence, hit, each.sections), ToSpot(each.ref, _mention(hit)), own)
            for hit in each.sentences
        ]
    aside = f"{known.articles:,} article{'' if known.articles == 1 else 's'}"
    return Answer(
        called(own[0], language),
        tuple(entries),
        aside,
        known.articles > len(known.mentioned),
        parts=_parts(known.members),
    )


def _parts(members: Sequence[Name]) -> tuple[str, ...]:
    """What tells entities apart that are one: their names, or their keys where they have one name."""
    names = [each.name for each in members]
    return tuple(each.name if names.count(each.name) == 1 else each.key for each in members)


def _names(one: Who, names: Sequence[str], members: Sequence[Name], language: str, width: int) -> Sequence[Pieces]:
    column = Column(width)
    first = called(_name(one), language)
    column.text(first, f"name.{one.kind} chosen")
    rest = (one.native, one.reading) if first == one.name else (one.reading, one.name)
    written = " · ".join(dict.fromkeys(name for name in rest if name and name != first))
    column.text(written, "native")
    kind = next((KIND_NAMES[kind][0] for kind in KINDS if kind == one.kind), one.kind)
    column.text(" · ".join(part for part in (kind, one.wikidata and f"Wikidata {one.wikidata}") if part), "muted")
    known = {name_key(one.name), name_key(one.native), name_key(one.reading)}
    others = [name for name in names if name_key(name) not in known][:NAMED_SO]
    column.text(f"Also: {', '.join(others)}" if others else "", "muted")
    joined = ", ".join(f"{each.name} ({each.key})" for each in members)
    column.text(f"Joined: {joined}" if len(members) > 1 else "", "muted")
    return [row.pieces for row in column.rows]


def _what_it_is(known: Dossier) -> list[Entry]:
    """What each article says that it is; articles that say the same together."""
    told: dict[tuple[str, str], list[Ref]] = {}
    for each in known.mentioned:
        if each.said and (each.said.role or each.said.description):
            told.setdefault((each.said.role, each.said.description), []).append(each.ref)
    entries = [heading("WHAT IT IS")] if told else []
    return entries + [
        Entry(partial(_told, role, description, refs[0], len(refs)), ToSpot(refs[0]))
        for (role, description), refs in told.items()
    ]


def _told(role: str, description: str, ref: Ref, count: int, width: int) -> Sequence[Pieces]:
    text = ". ".join(part.rstrip(".") if part is role and description else part for part in (role, description) if part)
    source = where(ref) + (f", and {count - 1} more" if count > 1 else "")
    return [*said(text, (), width), *said(source, (), width, 4, "muted")]


def _relations(one: Who, related: Sequence[Related], language: str) -> list[Entry]:
    """The other ends, which open their dossiers, and under each what is said of the two."""
    entries: list[Entry] = []

    def other(step: Related) -> Name:
        return step.target if step.source.id in one.ids else step.source

    keys = dict.fromkeys(other(step).key for step in related)
    order = sorted(related, key=lambda step: list(keys).index(other(step).key))
    for key, steps in groupby(order, key=lambda step: other(step).key):
        same = list(steps)
        entries.append(Entry(partial(_end, other(same[0]), language), ToDossier(key), (other(same[0]),)))
        entries += [relation_entry(step, one) for step in same]
    return entries


def _end(name: Name, language: str, width: int) -> Sequence[Pieces]:
    first = called(name, language)
    column = Column(width)
    column.text(
        _both(first, name.name, name.native), "term", lead=[Piece("  ")] * (width > 8), hang=[Piece("  ")] * (width > 8)
    )
    return [row.pieces for row in column.rows]


def _both(first: str, name: str, native: str) -> str:
    """What is called `first`, and its other name, if it has one."""
    other = native if first == name else name
    return f"{first} {other}" if other and other != first else first


def relation_entry(step: Related, one: Who) -> Entry:
    """What is said of an entity and another, as seen from the first."""
    arrow = "↔" if step.mutual else "→" if step.source.id in one.ids else "←"
    spot = Spot("quote", step.section, text=step.quote)
    return Entry(partial(_relation, step, arrow), ToSpot(step.ref, spot), (step.source, step.target))


def _relation(step: Related, arrow: str, width: int) -> Sequence[Pieces]:
    column = Column(width)
    lead = [Piece("    " if width > 8 else ""), Piece(f"{arrow} ", "marker")]
    column.text(step.label, "label", lead=lead, hang=[Piece("      " if width > 8 else "  ")])
    rows: list[Pieces] = [row.pieces for row in column.rows]
    rows += said(quoted(step.quote, step.ref.language), (), width, 6, "muted") if step.quote else ()
    return [*rows, *said(where(step.ref), (), width, 6, "muted")]


def _together(each: Together, language: str, width: int) -> Sequence[Pieces]:
    first = called(_name(each.who), language)
    both = _both(first, each.who.name, each.who.native)
    shown = [Piece("  "), Piece(first, f"name.{each.who.kind}"), Piece(both.removeprefix(first), "native")]
    return beside(shown, f"{each.articles:,} article{'' if each.articles == 1 else 's'}", width, "count")


def _first(each: Mentioned) -> Spot:
    return _mention(each.sentences[0]) if each.sentences else Spot()


def _mention(hit: Hit) -> Spot:
    if not hit.lit:
        return Spot("quote", hit.section, hit.start, hit.text)
    start, end = hit.lit[0]
    return Spot("mention", hit.section, hit.start + start, hit.text, end - start)


def _article(each: Mentioned, width: int) -> Sequence[Pieces]:
    title = [Piece("  "), Piece(where(each.ref), "title")]
    if not each.times:
        return beside(title, "not in the text", width, "count")
    rows = beside(title, f"{each.times:,}×", width, "count")
    shown = strip(each.strip, min(STRIP, max(1, width - 2)))
    return [*rows, [Piece("  "), *shown]]


def strip(places: Sequence[float], width: int) -> list[Piece]:
    """A row that shows where in an article something is, each cell a share of it; a mark's height says how often."""
    counts = [0] * width
    for place in places:
        counts[min(width - 1, int(place * width))] += 1
    return [
        Piece("".join(_DENSITY[min(count, len(_DENSITY) - 1)] for count in same), "bar" if marked else "rule")
        for marked, same in ((marked, list(same)) for marked, same in groupby(counts, key=bool))
    ]


def _sentence(hit: Hit, sections: Sequence[str], width: int) -> Sequence[Pieces]:
    """A sentence after the number of its section."""
    mark = f"§{sections.index(hit.section) + 1} " if hit.section in sections else ""
    lead = Piece("  " + pad(mark, MARK), "mark")
    rows = said(hit.text, hit.lit, width, cells(lead.text))
    return [[lead, *rows[0][1:]], *rows[1:]] if width > 2 * cells(lead.text) else rows


def path_answer(start: Who, end: Who, steps: Sequence[Related], language: str = "") -> Answer:
    """How two are connected: who is on the way, each with the relation that leads on and its evidence."""
    one, other = (called(_name(each), language) for each in (start, end))
    title = f"{one} … {other}"
    if not steps:
        text = f"Nothing in these articles connects {one} with {other}"
        return Answer(title, (Entry(partial(note, text)),))
    entries: list[Entry] = []
    at = _name(start)
    for step in steps:
        far = step.target if _is(step.source, at, start) else step.source
        entries += [Entry(partial(_end, at, language), ToDossier(at.key), (at,)), _step(step, step.source is not far)]
        at = far
    entries.append(Entry(partial(_end, at, language), ToDossier(at.key), (at,)))
    return Answer(title, tuple(entries), f"{len(steps)} step{'' if len(steps) == 1 else 's'}")


def _name(one: Who) -> Name:
    return Name(one.ids[0], one.key, one.name, one.native)


def _is(name: Name, at: Name, start: Who) -> bool:
    return name.key == at.key or (at.key == start.key and name.key in start.keys)


def _step(step: Related, onward: bool) -> Entry:
    arrow = "↔" if step.mutual else "→" if onward else "←"
    shown = step if step.label else step._replace(label="named together")
    spot = Spot("quote", step.section, text=step.quote)
    return Entry(partial(_relation, shown, arrow), ToSpot(step.ref, spot), (step.source, step.target))


def choice_answer(names: Sequence[Name], language: str = "") -> Answer:
    """Several, of whom one is to be chosen."""
    return Answer(
        "Whose dossier?", tuple(Entry(partial(_end, name, language), ToDossier(name.key), (name,)) for name in names)
    )
