"""All that the reader has kept, as a list: what is of the article that is open, then what is of all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from jpreader.commands import key_label
from jpreader.layout.cells import fit
from jpreader.layout.cells import width as cells
from jpreader.layout.fill import wrap
from jpreader.layout.line import Piece, Row
from jpreader.layout.marks import NOTED
from jpreader.reading.notes import Mark, Note
from jpreader.reading.reading import Reading
from jpreader.view.placing import placed
from jpreader.view.status import language_name

KEEPING: Final = (("mark", "marks a place"), ("highlight", "highlights"), ("note", "writes a note"))
"""Commands that keep something, and what each does."""

LOST: Final = "no longer in the text"
REMOVED: Final = "removed: the same key brings it back"
WIDEST: Final = 100  # cells: beyond, the eye loses the line
MOST_LINES: Final = 6  # of a note: more are read where it stands
INDENT: Final = 3  # cells: a sign and two blanks


class Keepsake(NamedTuple):
    """A mark, a highlight or a note."""

    thing: Mark | Note
    own: bool = False
    """True if it is of the article that is open."""
    lost: bool = False
    """True if its words are found no more; of other articles that isn't known."""
    removed: bool = False


def keepsakes(marks: Sequence[Mark], notes: Sequence[Note], reading: Reading | None, key: str) -> tuple[Keepsake, ...]:
    """All that is kept; of each article the marks come first, then the rest in the order of the text.

    Args:
        marks: of all articles.
        notes: of all articles.
        reading: the article that is open; None if none is.
        key: of that article.
    """
    lost: set[str] = set()
    for article in reading.editions if reading else ():
        spans = placed(article, tuple(note for note in notes if note.source.key == key))
        lost |= {id for id, span in spans.items() if span is None}
    sections = reading.article.sections if reading else ()
    order = {section.id: number for number, section in enumerate(sections)}

    def rank(keepsake: Keepsake) -> tuple[object, ...]:
        thing, source = keepsake.thing, keepsake.thing.source
        first = (not keepsake.own, source.title, source.key)
        if isinstance(thing, Mark):
            return (*first, 0, thing.name, 0, 0.0)
        number = order.get(thing.quotation.section, len(order)) if keepsake.own else 0
        return (*first, 1, f"{number:06}{source.language}", thing.quotation.start, thing.made)

    found = [Keepsake(mark, mark.source.key == key) for mark in marks]
    found += [Keepsake(note, note.source.key == key, note.id in lost) for note in notes]
    return tuple(sorted(found, key=rank))


def nothing(keymap: Mapping[str, tuple[str, ...]]) -> str:
    """What to say where nothing is kept, with the reader's keys for keeping something."""
    ways = [f"{key_label(keymap[command][0])} {does}" for command, does in KEEPING if keymap.get(command)]
    return "Nothing is kept yet" + (f": {', '.join(ways)}" if ways else "")


def rows(found: Sequence[Keepsake], keymap: Mapping[str, tuple[str, ...]], width: int) -> Sequence[Row]:
    """The list at a width in cells, with a heading for each article."""
    width = min(width, WIDEST)
    if not found:
        return [Row((Piece(piece, "muted"),)) for piece in wrap(nothing(keymap), width)]
    result: list[Row] = []
    shown = ""
    for number, keepsake in enumerate(found):
        source = keepsake.thing.source
        if source.key != shown:
            result += [Row()] if result else []
            result.append(Row((Piece(fit(source.title, width), "heading"),)))
            shown = source.key
        result += [Row(tuple(pieces), number) for pieces in _entry(keepsake, width)]
    return result


def _entry(keepsake: Keepsake, width: int) -> Iterator[list[Piece]]:
    """The rows of one: its sign or letter, what the reader wrote, what it is of, and where that is."""
    thing, room = keepsake.thing, max(1, width - INDENT)
    blank = Piece(" " * INDENT)
    if isinstance(thing, Mark):
        sign, written, words = Piece(thing.name, "key"), "", thing.anchor.after or thing.source.title
    else:
        sign = NOTED if thing.kind == "note" else Piece("▌", "bar")
        written, words = thing.text, thing.quotation.text
    lead = [sign, Piece(" " * (INDENT - cells(sign.text)))]
    lines = wrap(written, room)[:MOST_LINES] if written else []
    for number, line in enumerate(lines):
        yield [*(lead if not number else [blank]), Piece(line, "text")]
    quoted = "em" if written else "text"
    yield [*(lead if not lines else [blank]), Piece(fit(f"“{' '.join(words.split())}”", room), quoted)]
    state = REMOVED if keepsake.removed else LOST if keepsake.lost else ""
    where = f"{thing.source.heading} · {language_name(thing.source.language)}"
    if state:
        yield [blank, Piece(fit(state, room), "error")]
    yield [blank, Piece(fit(where, room), "muted")]
