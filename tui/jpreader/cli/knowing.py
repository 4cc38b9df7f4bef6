"""`jpreader dossier`, `ledger` and `timeline`: what articles know together, for people and for scripts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from jpreader.article.names import name_key
from jpreader.cli.indexed import opened
from jpreader.cli.options import Options
from jpreader.cli.streams import Stopped, complain, emit
from jpreader.library.connection import path
from jpreader.library.dossier import Dossier, Related, dossier
from jpreader.library.index import Index, Ref
from jpreader.library.ledger import Figure, Happening, Name, Thing, ledger, timeline
from jpreader.library.lit import Hit
from jpreader.library.who import Who, similar, who

STRIP: Final = 24  # cells that show where in an article an entity is named
FIGURES: Final = (
    "label", "value", "number", "unit", "compare", "date", "entities", "disagrees",
    "article", "language", "published", "section", "quote", "path",
)  # fmt: skip
EVENTS: Final = ("date", "label", "entities", "article", "language", "published", "section", "quote", "path")

Row = Mapping[str, object]


def answer(command: str, options: Options) -> int:
    """Do what one of these commands is asked for; gives the exit status."""
    if command == "dossier":
        return know(options.asked, options.to, options.articles, options.format, options.limit, options.language)
    if command == "ledger":
        return list_figures(options.articles, options.entity, options.unit, options.format, options.language)
    return list_events(options.articles, options.entity, options.format, options.language)


def know(entity: str, other: str, articles: Sequence[str], format: str, most: int, language: str) -> int:
    """Print the dossier of an entity, or how it is connected with another; 1 if there is none.

    Raises:
        Stopped: nobody is called so, or the articles aren't there.
    """
    with opened(articles) as ask:
        one = ask(lambda index: _who(index, entity))
        if other:
            end = ask(lambda index: _who(index, other))
            steps = ask(lambda index: path(index, one, end, language))
            if format == "json":
                emit(_json([_related(step) for step in steps]))
            else:
                emit("".join(f"{line}\n" for step in steps for line in _step(step)))
            if not steps:
                complain(f"nothing connects {one.name} with {end.name}\n")
            return 0 if steps else 1
        known = ask(lambda index: dossier(index, one, language, most))
        emit(_json(_dossier(known)) if format == "json" else "".join(f"{line}\n" for line in _lines(known)))
        if known.articles > len(known.mentioned):
            complain(f"{len(known.mentioned):,} of {known.articles:,} articles; --limit {known.articles} shows all\n")
    return 0


def list_figures(articles: Sequence[str], entity: str, unit: str, format: str, language: str) -> int:
    """Print all figures; 1 if there are none. Raises as `know` does."""
    with opened(articles) as ask:
        one = ask(lambda index: _who(index, entity)) if entity else None
        things: tuple[Thing, ...] = ask(lambda index: ledger(index, one, name_key(unit) if unit else "", language))
    rows = [row for thing in things for row in _figures(thing)]
    if format == "csv":
        emit(_csv(FIGURES, rows))
    elif format == "json":
        emit(_json(rows))
    else:
        emit("\n".join("".join(f"{line}\n" for line in _thing(thing)) for thing in things))
    if not rows:
        complain("no article has such a figure\n")
    return 0 if rows else 1


def list_events(articles: Sequence[str], entity: str, format: str, language: str) -> int:
    """Print all dated events; 1 if there are none. Raises as `know` does."""
    with opened(articles) as ask:
        one = ask(lambda index: _who(index, entity)) if entity else None
        events: tuple[Happening, ...] = ask(lambda index: timeline(index, one, language))
    rows = [_event(event) for event in events]
    if format == "csv":
        emit(_csv(EVENTS, rows))
    elif format == "json":
        emit(_json(rows))
    else:
        width = max((len(event.date) for event in events), default=0)
        emit("".join(f"{event.date:{width}}  {event.label}  {_place(event.ref, event.section)}\n" for event in events))
    if not rows:
        complain("no article has such an event\n")
    return 0 if rows else 1


def _who(index: Index, text: str) -> Who:
    """The one who is meant; of several with a name the one in most articles, and the others are said."""
    found = who(index, text)
    if not found:
        near = similar(index, text)
        raise Stopped(f"no article has an entity called '{text}'{f': {near}' if near else ''}")
    if len(found) > 1:
        others = ", ".join(f"{one.name} ({one.key})" for one in found[1:6])
        complain(f"jpreader: {found[0].name} ({found[0].key}); also called so: {others}\n")
    return found[0]


def _lines(known: Dossier) -> Iterator[str]:
    one = known.who
    yield one.name + (f"  {one.native}" if one.native else "") + (f"《{one.reading}》" if one.reading else "")
    yield f"  {one.kind}" + (f"  {one.wikidata}" if one.wikidata else "")
    said = list(
        dict.fromkeys(
            text for each in known.mentioned if each.said for text in (each.said.role, each.said.description) if text
        )
    )
    yield from _part("What it is", said)
    yield from _part("Relations", [line for each in known.related for line in _step(each)])
    yield from _part("Figures", [line for thing in known.things for line in _thing(thing, one.name)])
    yield from _part(
        "Events", [f"{each.date}  {each.label}  {_place(each.ref, each.section)}" for each in known.happenings]
    )
    yield from _part("Named together with", [f"{each.who.name}  {each.articles}" for each in known.together])
    yield ""
    yield f"In {known.articles:,} article{'' if known.articles == 1 else 's'}"
    for each in known.mentioned:
        yield f"  {each.ref.title}  {each.ref.published}  {each.ref.id}"
        yield f"    {_strip(each.strip)}"
        yield from (f"    {_section(hit)}{hit.text}" for hit in each.sentences)


def _part(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from (f"  {line}" for line in lines)


def _strip(places: Iterable[float]) -> str:
    """Where in an article something is: each cell is a share of it."""
    cells = {min(STRIP - 1, int(place * STRIP)) for place in places}
    return "".join("█" if cell in cells else "·" for cell in range(STRIP))


def _section(hit: Hit) -> str:
    return f"#{hit.section}  " if hit.section else ""


def _step(step: Related) -> Iterator[str]:
    arrow = f"— {step.label} {'—' if step.mutual else '→'}" if step.label else "— named together with —"
    yield f"{step.source.name} {arrow} {step.target.name}  {_place(step.ref, step.section)}"
    if step.quote:
        yield f"  “{step.quote}”"


def _thing(thing: Thing, of: str = "") -> Iterator[str]:
    """A thing and its figures, with the names of whom they are of, besides the one that is known to be."""
    names = [name for name in _names(thing.figures[0].entities) if name != of and name not in thing.label]
    yield " · ".join(filter(None, (thing.label, ", ".join(names)))) + (
        "  ≠ the values disagree" if thing.disagrees else ""
    )
    some = thing.disagrees and len(thing.clashing) < len(thing.figures)
    for place, figure in enumerate(thing.figures):
        mark = "≠ " if some and place in thing.clashing else ""
        compare = f"{figure.compare} " if figure.compare else ""
        unit = f" {figure.unit}" if figure.unit else ""
        date = f"  ({figure.date})" if figure.date else ""
        yield f"  {mark}{compare}{figure.value}{unit}{date}  {_place(figure.ref, figure.section)}"


def _place(ref: Ref, section: str) -> str:
    return f"{ref.id}#{section}" if section else ref.id


def _names(entities: Iterable[Name]) -> list[str]:
    return [one.name for one in entities]


def _ref(ref: Ref) -> dict[str, object]:
    return {"article": ref.id, "language": ref.language, "published": ref.published, "path": ref.path}


def _figures(thing: Thing) -> Iterator[dict[str, object]]:
    return (_figure(figure, place in thing.clashing) for place, figure in enumerate(thing.figures))


def _figure(figure: Figure, disagrees: bool) -> dict[str, object]:
    number = int(figure.number) if figure.number.is_integer() else figure.number
    return {
        "label": figure.label,
        "value": figure.value,
        "number": number,
        "unit": figure.unit,
        "compare": figure.compare,
        "date": figure.date,
        "entities": _names(figure.entities),
        "disagrees": disagrees,
        "section": figure.section,
        "quote": figure.quote,
        **_ref(figure.ref),
    }


def _event(event: Happening) -> dict[str, object]:
    return {
        "date": event.date,
        "label": event.label,
        "entities": _names(event.entities),
        "section": event.section,
        "quote": event.quote,
        **_ref(event.ref),
    }


def _related(step: Related) -> dict[str, object]:
    return {
        "from": step.source.name,
        "to": step.target.name,
        "label": step.label,
        "mutual": step.mutual,
        "section": step.section,
        "quote": step.quote,
        **_ref(step.ref),
    }


def _dossier(known: Dossier) -> dict[str, object]:
    one = known.who
    return {
        "key": one.key,
        "kind": one.kind,
        "name": one.name,
        "native": one.native,
        "reading": one.reading,
        "wikidata": one.wikidata,
        "names": known.names,
        "articles": known.articles,
        "mentioned": [
            {
                **_ref(each.ref),
                "title": each.ref.title,
                "times": each.times,
                "strip": [round(place, 4) for place in each.strip],
                "role": each.said.role if each.said else "",
                "description": each.said.description if each.said else "",
                "sentences": [{"section": hit.section, "text": hit.text, "lit": hit.lit} for hit in each.sentences],
            }
            for each in known.mentioned
        ],
        "relations": [_related(each) for each in known.related],
        "figures": [row for thing in known.things for row in _figures(thing)],
        "events": [_event(each) for each in known.happenings],
        "together": [
            {"key": each.who.key, "name": each.who.name, "articles": each.articles} for each in known.together
        ],
    }


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _field(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(value) if isinstance(value, list) else value


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """RFC 4180, but with line feeds: what a list holds stands in one field, with semicolons."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        values = (row[column] for column in columns)
        writer.writerow([_field(value) for value in values])
    return out.getvalue()
