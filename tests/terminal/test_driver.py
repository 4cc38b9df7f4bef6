"""Textual's private names that we use, as they are, and what we make of them; those of the shortcut have their own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.driver import Driver
from textual.geometry import Region
from textual.widgets import Static

import jpreader
from jpreader.terminal.colour import remove


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


async def test_an_apps_filters_are_a_list_that_all_that_is_drawn_passes() -> None:
    class Red(App[int]):
        def compose(self) -> ComposeResult:
            yield Static("red")

        CSS = "Static { color: red; background: blue; }"

    app = Red()
    async with app.run_test() as pilot:
        await pilot.pause()
        static = app.query_one(Static)
        drawn = static.render_lines(Region(0, 0, 3, 1))
        assert all(segment.style and segment.style.color for segment in drawn[0])
        remove(app)
        static.refresh()
        await pilot.pause()
        drawn = static.render_lines(Region(0, 0, 3, 1))
        assert "".join(segment.text for segment in drawn[0]) == "red"
        assert not any(segment.style and (segment.style.color or segment.style.bgcolor) for segment in drawn[0])


async def test_a_driver_knows_its_app() -> None:
    class Nothing(Driver):
        def write(self, data: str) -> None: ...

        def start_application_mode(self) -> None: ...

        def disable_input(self) -> None: ...

        def stop_application_mode(self) -> None: ...

    app = App[int]()
    assert Nothing(app)._app is app


def own(tree: ast.Module) -> Iterator[str]:
    """What a module gives a name to: functions, classes, attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def private(tree: ast.Module) -> Iterator[str]:
    """What a module uses that is private by its name: modules, what is taken from them, attributes."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom):
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [name for alias in node.names for name in alias.name.split(".")]
        elif isinstance(node, ast.Attribute):
            names = [node.attr]
        yield from (name for name in names if name.startswith("_") and not name.startswith("__"))


def test_no_private_name_of_textual_is_used_but_those_that_are_tested() -> None:
    """Each by a test here or of the shortcut.

    `_exit` is of the operating system, `_blake2` of Python's library, the others are those of tuples.
    """
    files = Path(jpreader.__file__).parent.rglob("*.py")
    trees = [ast.parse(path.read_text("utf-8")) for path in files]
    others = {name for tree in trees for name in private(tree)} - {name for tree in trees for name in own(tree)}
    ours = {"_exit", "_blake2", "_asdict", "_fields", "_make", "_replace"}
    assert others - ours == {"_app", "_compositor", "_filters", "_layout_required", "_xterm_parser"}
