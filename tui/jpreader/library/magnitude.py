"""Amounts as words of full text search: by their size and their first digit, so that few have to be looked into.

2.9 billion is of size 9, and of size 9 with the digit 2; what is over 2 billion begins with 2 to 9 at size 9, or is of
a greater size. The first of them may still be less, so that amounts are compared all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jpreader.library.words import attribute

LEAST: Final = -6  # a millionth; what is smaller counts as this size, and what is larger than the largest as that
MOST: Final = 18  # of what is counted in news, the debts of nations in yen have 15 digits


def sizes(unit: str, amount: float) -> tuple[str, ...]:
    """The words of an amount of a unit, as `words.name_key` makes it; of 0 and less just that."""
    if amount <= 0:
        return (attribute("amount", f"{unit} -"),)
    size, digit = _size(amount)
    return attribute("amount", f"{unit} {size}"), attribute("amount", f"{unit} {size} {digit}")


def amounts(unit: str, compare: str, amount: float) -> Iterator[str]:
    """The words of which an amount that compares so to one over 0 has at least one."""
    size, digit = _size(amount)
    if compare == "=":
        yield attribute("amount", f"{unit} {size} {digit}")
        return
    greater = compare[0] == ">"
    for other in range(size + 1, MOST + 1) if greater else range(LEAST, size):
        yield attribute("amount", f"{unit} {other}")
    for other in range(digit, 10) if greater else range(1, digit + 1):
        yield attribute("amount", f"{unit} {size} {other}")
    if not greater:
        yield attribute("amount", f"{unit} -")


def _size(amount: float) -> tuple[int, int]:
    digits, _, power = f"{amount:.15e}".partition("e")
    size = int(power)
    if size < LEAST:
        return LEAST, 1
    return (MOST, 9) if size > MOST else (size, int(digits[0]))
