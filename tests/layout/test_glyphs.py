"""ASCII forms: of every glyph that jpreader draws itself, of the same cells, and never of the article's text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jpreader.layout.cells import width as cells
from jpreader.layout.glyphs import FORMS, ascii_form
from jpreader.layout.line import Piece
from jpreader.layout.plot import bar, scale


def test_every_form_is_ascii_and_takes_the_cells_of_its_glyph() -> None:
    for forms in FORMS.values():
        for glyph, form in forms.items():
            assert str(form).isascii()
            assert cells(chr(glyph)) == cells(str(form)) == 1


@given(st.lists(st.decimals("-1e9", "1e9", allow_nan=False), min_size=1, max_size=5), st.integers(2, 40))
def test_bars_keep_their_lengths_and_none_is_lost(values: list[Decimal], width: int) -> None:
    on = scale(values)
    for value in values:
        drawn = bar(value, on, width)
        plain = ascii_form(Piece(drawn, "bar")).text
        assert plain.isascii()
        assert len(plain) == len(drawn)
        assert bool(plain.strip()) == bool(drawn.strip())


@pytest.mark.parametrize(
    ("text", "role", "plain"),
    [
        ("████▌", "bar", "#####"),
        ("█▏", "bar", "#:"),
        ("▃▅▇", "bar cursor", ":*#"),
        ("──", "rule", "--"),
        ("✓", "marker.read", "x"),
        ("▸", "marker.current cursor", ">"),
        ("→ ", "marker", "> "),
        ("│ │ • ", "text decoration", "| | * "),
        ("│ ", "blank", "| "),
        ("────  ──", "table decoration", "----  --"),
        ("–", "count", "-"),
        ("1…9", "key", "1-9"),
    ],
)
def test_what_stands_for_the_glyphs_of_a_role(text: str, role: str, plain: str) -> None:
    assert ascii_form(Piece(text, role)) == Piece(plain, role)


@pytest.mark.parametrize("role", ["text", "table", "title", "label", "text strong match", "section.read", "muted", ""])
def test_the_article_keeps_its_own_signs(role: str) -> None:
    text = "A → B │ C • 50 % ─ ✓ █"
    assert ascii_form(Piece(text, role)) == Piece(text, role)


def test_the_name_of_a_column_keeps_its_signs_before_a_cell() -> None:
    assert ascii_form(Piece("A│B: ", "table decoration")).text == "A│B: "
