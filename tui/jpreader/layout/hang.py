"""How blocks hang: what stands before the first line of a block in a list or a quote, and before its others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jpreader.article.model import Block
from jpreader.layout.cells import pad, width

BAR = "│ "
_INDENT = 2  # cells of a list item that has no marker of its own to hang under
_LEAST_TEXT = 4  # cells, two wide characters: text is given these, or half the measure, before what stands before it


class Hang(NamedTuple):
    """What stands before the first line, and before the other lines: of the same number of single cells."""

    first: str
    rest: str
    above: str
    """What stands on the blank line above: the bars of the quotes that go on there."""

    def at(self, measure: int) -> Hang:
        """The same, cut from the left where deep nesting would leave a measure without room for text."""
        room = max(0, measure - max(_LEAST_TEXT, measure // 2))
        cut = max(0, len(self.first) - room)
        return Hang(self.first[cut:], self.rest[cut:], self.above[cut:]) if cut else self


def hangs(blocks: Sequence[Block]) -> list[Hang]:
    """How each block of a section hangs.

    The markers of a list are right-aligned in a column as wide as the widest of them. Two quotes with nothing but a
    blank line between them are one, as in the blocks.
    """
    columns = _marker_columns(blocks)
    found: list[Hang] = []
    indents: list[int] = []  # of the text of the open item of each level, under the one before
    quoted = 0  # the block before
    for block, column in zip(blocks, columns, strict=True):
        bars = BAR * block.quoted
        if block.marker:
            indents[block.level - 1 :] = [column]
        del indents[block.level :]
        indents += [_INDENT] * (block.level - len(indents))
        outer, inner = sum(indents[:-1]), indents[-1] if indents else 0
        blank = bars + " " * (outer + inner)
        lead = bars + " " * outer + pad(block.marker, inner - 1, "right") + " " if block.marker else blank
        found.append(Hang(lead, blank, BAR * min(quoted, block.quoted)))
        quoted = block.quoted
    return found


def _marker_columns(blocks: Sequence[Block]) -> list[int]:
    """Cells of each block's marker with the blank after it: as many as the widest of its list has."""
    columns = [0] * len(blocks)
    open_lists: list[list[int]] = []  # of each level: the numbers of the blocks whose markers stand in one list
    quoted = 0

    def close(level: int) -> None:
        for members in open_lists[level:]:
            cells = max((width(blocks[number].marker) for number in members), default=0) + 1
            for number in members:
                columns[number] = cells
        del open_lists[level:]

    for number, block in enumerate(blocks):
        if block.quoted != quoted:
            close(0)
            quoted = block.quoted
        close(block.level)
        open_lists += [[] for _ in range(block.level - len(open_lists))]
        if block.marker:
            members = open_lists[-1]
            if members and blocks[members[-1]].marker[0].isdigit() != block.marker[0].isdigit():
                close(block.level - 1)
                open_lists.append(members := [])
            members.append(number)
    close(0)
    return columns
