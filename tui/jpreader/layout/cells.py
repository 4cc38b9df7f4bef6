"""Cells: how wide text is in a terminal, by the same table as Textual pads by."""

from __future__ import annotations

from rich.cells import cell_len, split_graphemes


def width(text: str) -> int:
    """Cells that a text takes."""
    return len(text) if text.isascii() else cell_len(text)


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """The graphemes of a text: start, end, and cells of each."""
    if text.isascii():
        return [(n, n + 1, 1) for n in range(len(text))]
    return list(split_graphemes(text)[0])


def fit(text: str, cells: int) -> str:
    """A text cut to a width in cells, ending in … where something is missing; never through a grapheme."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    used = end = 0
    for _, after, size in graphemes(text):
        if used + size > cells - 1:
            break
        used, end = used + size, after
    return text[:end].rstrip() + "…"


def pad(text: str, cells: int) -> str:
    """A text with blanks after it up to a width in cells."""
    return text + " " * max(0, cells - width(text))
