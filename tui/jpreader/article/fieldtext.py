"""The texts of fields: on one line, and where something stands in them that can't be seen."""

from __future__ import annotations

from bisect import bisect_left

from jpreader.article.linejoin import join_lines
from jpreader.article.model import Mark
from jpreader.article.text import cleaned
from jpreader.article.yamlnodes import Held, Scalar, node_of


def label(scalar: Scalar) -> str:
    """A text on one line, clean, as a title or a quote has it."""
    text = scalar.text
    return text.strip() if is_plain(text) else join_lines(cleaned(scalar.typed)[0]).strip()


def line_of(text: str, held: Held, source: str) -> str:
    """What `label` makes of a text that a list or a mapping holds."""
    if is_plain(text):
        return text.strip()
    if held[1].line == held[2].line:
        return join_lines(cleaned(text)[0]).strip()
    node = node_of(held, source)
    return label(node) if isinstance(node, Scalar) else ""


def is_plain(text: str) -> bool:
    """True for most of an English article: clean; a break between two such lines is a space, as YAML has it."""
    return text.isascii() and text.isprintable()


def first_dropped(lines: list[str], scalar: Scalar) -> Mark:
    """Where the first invisible character of a text stands, near enough."""
    for number in scalar.lines:
        line = lines[number - 1]
        if cleaned(line)[1]:
            end = 1
            while not cleaned(line[:end])[1]:
                end *= 2
            return Mark(number, bisect_left(range(end), 1, key=lambda at: cleaned(line[:at])[1]))
    return scalar.mark
