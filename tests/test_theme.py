"""The themes: contrast (WCAG 2.2, success criterion 1.4.3, level AA), and styles as Rich would make them."""

from __future__ import annotations

from itertools import product

import pytest
from rich.color import Color
from rich.style import Style as RichStyle

from jpreader.article.model import KINDS
from jpreader.theme import PALETTES, PLAIN, SIXTEEN, Ground, Palette, Style, style

LEAST_CONTRAST = 4.5  # of text; rules say nothing, and are exempt as decoration

COLOURED = [palette for palette in PALETTES.values() if not palette.ansi]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def drawn(palette: Palette, ground: str, *roles: str) -> tuple[str, str]:
    """Ink and ground of one role laid over another."""
    ink = palette.text
    for role in roles:
        words = palette.style(role).split()
        for number, word in enumerate(words):
            if word.startswith("#"):
                ink, ground = (ink, word) if number and words[number - 1] == "on" else (word, ground)
        if "reverse" in words:
            ink, ground = ground, ink
    return ink, ground


def contrast(ink: str, ground: str) -> float:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", COLOURED, ids=lambda palette: palette.name)
def test_every_role_can_be_read_on_either_ground(palette: Palette) -> None:
    for role, ground in product(palette.roles.keys() - {"rule"}, (palette.ground, palette.panel)):
        ink, under = drawn(palette, ground, role)
        assert contrast(ink, under) >= LEAST_CONTRAST, (role, ink, under)


@pytest.mark.parametrize("palette", COLOURED, ids=lambda palette: palette.name)
def test_what_is_lit_can_be_read_whatever_it_lies_over(palette: Palette) -> None:
    under = ["text", "heading", "code", "link", *(f"entity.{kind}" for kind in KINDS)]
    under += [f"entity.{kind}.chosen" for kind in KINDS]
    over = ["match", "current", "lit", "cursor", "selected", "highlight"]
    for first, second in product(under, over):
        ink, ground = drawn(palette, palette.ground, first, second)
        assert contrast(ink, ground) >= LEAST_CONTRAST, (first, second, ink, ground)
    for below, above in (
        ("lit", "match"),
        ("lit", "current"),
        ("match", "current"),
        ("highlight", "lit"),
        ("highlight", "match"),
    ):
        ink, ground = drawn(palette, palette.ground, "text", below, above)
        assert contrast(ink, ground) >= LEAST_CONTRAST, (below, above)


@pytest.mark.parametrize("palette", [*PALETTES.values(), PLAIN], ids=lambda palette: palette.name)
def test_meaning_is_never_colour_alone(palette: Palette) -> None:
    for kind in KINDS:
        assert "underline" in palette.style(f"entity.{kind}")
        assert "reverse" in palette.style(f"entity.{kind}.chosen")
    for role in ("match", "current", "lit", "selected", "highlight"):
        words = palette.style(role).split()
        assert "on" in words or "reverse" in words


@pytest.mark.parametrize("palette", [*PALETTES.values(), PLAIN], ids=lambda palette: palette.name)
def test_a_style_is_what_rich_makes_of_the_roles_laid_one_over_another(palette: Palette) -> None:
    grounds: list[Ground] = ["page", "panel"]
    over = ["", "cursor", "match", "lit current", "strong em", "unheard.of"]
    for ground, below, above in product(grounds, palette.roles, over):
        expected = RichStyle.parse(f"on {palette.panel if ground == 'panel' else palette.ground}")
        for role in [below, *above.split(" ")]:
            expected += RichStyle.parse(palette.style(role))
        drawn = style(palette.name, ground, f"{below} {above}")
        inks = [colour.name if colour else "default" for colour in (expected.color, expected.bgcolor)]
        assert [drawn.foreground, drawn.background] == inks, (below, above)
        for attribute in ("bold", "dim", "italic", "underline", "reverse"):
            assert getattr(drawn, attribute) == bool(getattr(expected, attribute)), (below, above, attribute)


def test_colours_have_names_that_everyone_knows_them_by() -> None:
    for number, name in enumerate(SIXTEEN):
        assert Color.parse(name).number == number
    with pytest.raises(ValueError, match="no style: bold mauve"):
        Style().under("bold mauve")
