"""The shortest ways of the cursor (ECMA-48 8.3.17 to 8.3.22, and the control characters of C0)."""

from __future__ import annotations

from typing import Final

NEAR: Final = 4  # rows or columns: from here on a count is shorter than as many control characters


def move(at: tuple[int, int] | None, row: int | None, x: int, y: int, column: bool) -> str:
    """The shortest way for the cursor to a cell, from another or from somewhere on a row, as far as they are known."""
    if at is not None and at[1] == y and x > at[0]:  # nothing is shorter than to go on
        by, to = x - at[0], f"\x1b[{x + 1}G"
        on = f"\x1b[{by if by > 1 else ''}C"
        return to if column and len(to) <= len(on) else on
    way = f"\x1b[{y + 1 if y else ''}{f';{x + 1}' if x else ''}H"
    if row is None:
        return way
    # A line feed stays in its column: the driver's terminal is raw, and nothing is drawn on a row after the last.
    down = y - row
    lines = ("\n" * down if down <= NEAR else f"\x1b[{down}B") if down >= 0 else f"\x1b[{-down if down < -1 else ''}A"
    if len(lines) >= len(way):
        return way
    ways = [way]
    if x == 0:
        ways.append(f"\r{lines}")
    elif column:
        ways.append(f"{lines}\x1b[{x + 1}G")
    if at is not None:
        by = x - at[0]
        if by >= 0:
            ways.append(f"{lines}\x1b[{by if by > 1 else ''}C" if by else lines)
        else:
            ways.append(lines + ("\b" * -by if -by <= NEAR else f"\x1b[{-by}D"))
    return min(ways, key=len)
