"""How entries are set: sentences with what was found in them lit, headings, and what stands at the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial

from jpreader.article.edtf import parse
from jpreader.layout.cells import fit
from jpreader.layout.cells import width as cells
from jpreader.layout.column import Column
from jpreader.layout.dates import date_label
from jpreader.layout.fill import fill
from jpreader.layout.line import Piece, Pieces
from jpreader.library.index import Ref
from jpreader.library.ledger import Name
from jpreader.view.entries import Entry

Spans = Iterable[tuple[int, int]]


def heading(text: str, first: bool = False) -> Entry:
    """A heading, after a blank row unless it is the first."""
    return Entry(partial(_heading, text, first), heads=True)


def _heading(text: str, first: bool, width: int) -> Sequence[Pieces]:
    column = Column(width)
    column.text(text, "heading")
    return [*([] if first else [()]), *(row.pieces for row in column.rows)]


def note(text: str, width: int) -> Sequence[Pieces]:
    """A text that leads nowhere."""
    column = Column(width)
    column.text(text, "muted")
    return [row.pieces for row in column.rows]


def said(text: str, spans: Spans, width: int, indent: int = 2, role: str = "text") -> list[Pieces]:
    """A sentence on as many rows as it needs, with spans of it lit."""
    indent = min(indent, max(0, width - 4))
    lines: list[Pieces] = []
    spans = list(spans)
    for start, seen, _ in fill(text, max(1, width - indent)):
        pieces = [Piece(" " * indent)] if indent else []
        at = start
        for begin, end in spans:
            begin, end = max(begin, at), min(end, seen)
            if begin < end:
                pieces += [Piece(text[at:begin], role), Piece(text[begin:end], "match")]
                at = end
        lines.append([piece for piece in (*pieces, Piece(text[at:seen], role)) if piece.text])
    return lines


def beside(pieces: Sequence[Piece], tail: str, width: int, tail_role: str = "muted", indent: int = 2) -> list[Pieces]:
    """A row with what stands at its right, or under it where the list is narrow or there is no room.

    Of what is too long for a row by itself, the end is left out.
    """
    used = sum(cells(piece.text) for piece in pieces)
    gap = width - used - cells(tail)
    if tail and gap >= 2:
        return [[*pieces, Piece(" " * gap), Piece(tail, tail_role)]]
    rows: list[Pieces] = [cut(pieces, width)]
    if tail:
        lead = min(indent, max(0, width - 8))
        rows.append([Piece(" " * lead), Piece(fit(tail, width - lead), tail_role)])
    return rows


def cut(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """Pieces that end in … where they don't fit."""
    found: list[Piece] = []
    for text, role in pieces:
        shown = fit(text, width)
        found.append(Piece(shown, role))
        width -= cells(shown)
        if shown != text or width <= 0:
            break
    return found


def quoted(text: str, language: str) -> str:
    """A quote in the quotation marks of its language."""
    return f"「{text}」" if is_japanese(language) else f"“{text}”"


def called(name: Name, language: str) -> str:
    """What someone or something is called in a language."""
    return name.native if name.native and is_japanese(language) else name.name


def is_japanese(language: str) -> bool:
    """Whether a BCP 47 tag is one of Japanese."""
    return language.lower().partition("-")[0] == "ja"


def where(ref: Ref) -> str:
    """Which article it is, in a phrase: its date and its title."""
    return " · ".join(part for part in (date(ref.published, ref.language), ref.title) if part)


@lru_cache(maxsize=1024)
def date(text: str, language: str) -> str:
    """A date as people write it; empty for none."""
    try:
        return date_label(parse(text), language) if text else ""
    except ValueError:  # an index from elsewhere
        return text
