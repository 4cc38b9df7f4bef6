"""Textual's private names that the driver uses, as they are, and what it makes of them."""

from __future__ import annotations

from textual import events
from textual._xterm_parser import XTermParser


def keys(parser: XTermParser, text: str) -> list[str]:
    return [event.key for event in parser.feed(text) if isinstance(event, events.Key)]


def test_the_parser_turns_what_is_typed_into_keys() -> None:
    parser = XTermParser()
    assert keys(parser, "j") == ["j"]
    assert keys(parser, "\x1b[6~\x1bOP\t") == ["pagedown", "f1", "tab"]
    assert keys(parser, "日") == ["日"]


def test_the_parser_keeps_the_beginning_of_a_key_until_it_is_told_that_nothing_follows() -> None:
    parser = XTermParser()
    assert keys(parser, "\x1b") == []
    assert keys(parser, "[A") == ["up"]


def test_the_parser_reads_a_paste_as_one() -> None:
    parser = XTermParser()
    (paste,) = [event for event in parser.feed("\x1b[200~jjq\x1b[201~j") if isinstance(event, events.Paste)]
    assert paste.text == "jjq"
