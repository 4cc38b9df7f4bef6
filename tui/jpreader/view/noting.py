"""What the keys for highlights and notes are about, in what is seen."""

from __future__ import annotations

from jpreader.article import place
from jpreader.article.model import Span
from jpreader.article.text import one_line
from jpreader.reading.notes import Mark, Note
from jpreader.reading.reading import Reading
from jpreader.view.choosing import chosen
from jpreader.view.placing import placed
from jpreader.view.sight import Sight


def target(sight: Sight) -> tuple[Span, ...]:
    """What is to be highlighted or noted: the selection, in each of its sections, or the current paragraph."""
    stretch = chosen(sight)
    return stretch.spans(sight.reading.article) if stretch else ()


def highlighted(reading: Reading, spans: tuple[Span, ...]) -> tuple[Note, ...]:
    """The highlights that lie on some spans."""
    found = placed(reading.article, reading.notes)
    return tuple(
        note
        for note in reading.notes
        if note.kind == "highlight" and (span := found.get(note.id)) and any(_touch(span, one) for one in spans)
    )


def note_on(reading: Reading, spans: tuple[Span, ...]) -> Note | None:
    """The note that is on some spans: of several the one that begins nearest to the first of them."""
    found = placed(reading.article, reading.notes)
    near = [
        (abs(span.start - spans[0].start), note.made, note)
        for note in reading.notes
        if note.kind == "note" and (span := found.get(note.id)) and any(_touch(span, one) for one in spans)
    ]
    return min(near)[2] if near else None


def _touch(one: Span, other: Span) -> bool:
    return one.section == other.section and one.start < other.end and one.end > other.start


def at_mark(reading: Reading, mark: Mark) -> Reading:
    """At a mark, in the language that it was set in where there is that."""
    reading = _in_language(reading, mark.source.language)
    return reading.jump(place.restore(reading.article, mark.anchor), pane="article", lit=None)


def at_thing(sight: Sight, thing: Mark | Note) -> Reading:
    """At a mark, or at a highlight or a note."""
    return at_mark(sight.reading, thing) if isinstance(thing, Mark) else at_note(sight, thing)


def at_note(sight: Sight, note: Note) -> Reading:
    """At a highlight or a note, lit; where its words are found no more, at what is left of their section."""
    reading = _in_language(sight.reading, note.source.language)
    span = placed(reading.article, (note,)).get(note.id)
    if span is None:
        where = Span(note.quotation.section, 0, 0)
        known = where.section in reading.article.by_section
        there = reading.jump(place.place_of(reading.article, where), pane="article") if known else reading
        return there.saying(f"The text no longer has: “{one_line(note.quotation.text)}”")
    standing = sight._replace(reading=reading).window.standing(span)
    return reading._replace(lit=span).jump(standing, pane="article").saying(one_line(note.text))


def _in_language(reading: Reading, language: str) -> Reading:
    languages = [article.language for article in reading.editions]
    if language in languages and language != reading.article.language:
        return reading.switch(languages.index(language))
    return reading
