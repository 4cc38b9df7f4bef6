"""The themes: what ink each role is drawn in, on what ground.

A style is written as `bold underline #d7dae0 on #16181d`. A role whose name isn't in the table takes the style of
what stands before its last dot, so `entity.company.chosen` needs an entry, `entity.law.other` would not. Meaning is
carried by underline, bold and reverse as well as by colour: with no colour at all nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

Ground = Literal["page", "panel"]
"""What lies under a part of the screen: under the text, or under the panes, the status and the footer."""


class Style(NamedTuple):
    """How a stretch of text is drawn. Colours are `#rrggbb`, names of the terminal's sixteen, or `default`."""

    foreground: str = "default"
    background: str = "default"
    bold: bool = False
    dim: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False

    def under(self, written: str) -> Style:
        """With what a style says laid over it: its colours in place of these, its attributes with these.

        Raises:
            ValueError: a word is neither an attribute nor a colour.
        """
        changes: dict[str, str | bool] = {}
        ink = "foreground"
        for word in written.split():
            if word == "on":
                ink = "background"
            elif word in ATTRIBUTES:
                changes[word] = True
            elif word in SIXTEEN or word == "default" or (word[0] == "#" and len(word) == 7):
                changes[ink] = word
            else:
                raise ValueError(f"no style: {written}")
        return Style(**{**self._asdict(), **changes})


ATTRIBUTES: Final = frozenset(Style._fields[2:])

_EIGHT: Final = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
SIXTEEN: Final = (*_EIGHT, *(f"bright_{name}" for name in _EIGHT))
"""The terminal's own colours, in the order of their numbers."""


class Inks(NamedTuple):
    """The inks of one theme; `ground` lies under the text, `panel` under the panes, the status and the footer."""

    name: str
    dark: bool
    ground: str
    panel: str
    text: str
    strong: str
    muted: str
    rule: str
    accent: str
    error: str
    match: str
    """Ink and ground of a match."""
    current: str
    lit: str
    highlight: str
    """Of what the reader has highlighted: a ground and an underline."""
    cursor: str
    """Of the entry that the cursor of the pane in use is on."""
    person: str
    organization: str
    place: str
    technology: str
    event: str
    ansi: bool = False
    """True where the colours are the terminal's own sixteen."""


class Palette(Inks):
    """A theme: its inks, and the style that each role has in them."""

    @cached_property
    def roles(self) -> Mapping[str, str]:
        """A style for each role."""
        named = {
            "person": self.person,
            "company": self.organization,
            "organization": self.organization,
            "country": self.place,
            "place": self.place,
            "technology": self.technology,
            "product": self.technology,
            "event": self.event,
            "law": self.event,
            "other": self.event,
        }
        entities: dict[str, str] = {}
        for kind, ink in named.items():
            entities[f"entity.{kind}"] = f"{ink} underline"
            entities[f"entity.{kind}.chosen"] = f"{ink} underline reverse"
            entities[f"name.{kind}"] = ink
        return MappingProxyType(
            {
                "": self.text,
                "text": self.text,
                "table": self.text,
                "title": f"bold {self.strong}",
                "subtitle": f"italic {self.text}",
                "byline": self.muted,
                "heading": f"bold {self.accent}",
                "heading.active": f"bold underline {self.accent}",
                "ruby": self.muted,
                "blank": self.text,
                "decoration": self.muted,
                "em": "italic",
                "strong": "bold",
                "code": f"{self.technology}",
                "link": f"underline {self.accent}",
                "mention": "",
                "plain": "",
                "match": self.match,
                "current": self.current,
                "lit": self.lit,
                "selected": "reverse",
                "highlight": self.highlight,
                "noted": f"bold {self.person}",
                "rule": self.rule,
                "muted": self.muted,
                "marker": self.muted,
                "new": f"bold {self.accent}",
                "new.mention": "bold",
                "was": self.muted,
                "was.word": f"bold underline {self.error}",
                "is": self.text,
                "is.word": f"bold underline {self.event}",
                "added": f"bold {self.event}",
                "changed": f"bold {self.person}",
                "removed": f"bold {self.error}",
                "native": self.muted,
                "count": self.muted,
                "number": self.muted,
                "kind": f"bold {self.muted}",
                "label": self.text,
                "value": f"bold {self.strong}",
                "bar": self.accent,
                "ask": f"bold {self.text}",
                "section": self.text,
                "section.current": f"bold {self.strong}",
                "section.read": self.muted,
                "mark": self.muted,
                "fallback": f"italic {self.muted}",
                "date": self.muted,
                "unit": f"bold {self.muted}",
                "term": f"bold {self.text}",
                "underlined": "underline",
                "error": self.error,
                "notice": f"bold {self.strong}",
                "key": f"bold {self.accent}",
                "chosen": f"bold {self.strong}",
                "cursor": self.cursor,
                **entities,
            }
        )

    def style(self, role: str) -> str:
        """The style of one role, without its ground."""
        while role not in self.roles and "." in role:
            role = role.rpartition(".")[0]
        return self.roles.get(role, "")


# Inks are colours of the palette of 256: the same where a terminal has no others, and half the bytes. Grounds are finer
# where the eye tells smaller steps.
DARK: Final = Palette(
    name="dark",
    dark=True,
    ground="#121212",
    panel="#1c1c1c",
    text="#dadada",
    strong="#ffffff",
    muted="#9e9e9e",
    rule="#4e4e4e",
    accent="#87d7ff",
    error="#ff8787",
    match="#121212 on #d7af5f",
    current="bold #121212 on #ffaf5f",
    lit="bold #ffffff on #2c5a3c",
    highlight="underline #ffffff on #54411f",
    cursor="#ffffff on #2f4b73",
    person="#ffaf87",
    organization="#87d7af",
    place="#d7afff",
    technology="#ffafd7",
    event="#afd75f",
)

LIGHT: Final = Palette(
    name="light",
    dark=False,
    ground="#fbfaf6",
    panel="#f1efe8",
    text="#262626",
    strong="#000000",
    muted="#5f5f5f",
    rule="#b2b2b2",
    accent="#005f87",
    error="#af0000",
    match="#262626 on #ffd75f",
    current="bold #000000 on #ffaf5f",
    lit="bold #000000 on #bfe3c6",
    highlight="underline #000000 on #fbe7b2",
    cursor="#000000 on #bcd4f2",
    person="#875f00",
    organization="#005f5f",
    place="#5f5faf",
    technology="#87005f",
    event="#5f5f00",
)

TERMINAL: Final = Palette(
    name="terminal",
    dark=True,
    ground="default",
    panel="default",
    text="default",
    strong="default",
    muted="default",
    rule="default",
    accent="blue",
    error="red",
    match="black on yellow",  # not bold: many terminals draw bold black grey
    current="black on bright_yellow",
    lit="black on green",
    highlight="underline black on cyan",
    cursor="reverse",
    person="yellow",
    organization="cyan",
    place="magenta",
    technology="blue",
    event="green",
    ansi=True,
)

PLAIN: Final = TERMINAL._replace(
    name="plain",
    accent="default",
    error="default",
    match="reverse",
    current="reverse underline",
    lit="reverse",
    highlight="underline reverse bold",
    person="default",
    organization="default",
    place="default",
    technology="default",
    event="default",
)
"""For NO_COLOR: weight, underline and reverse alone."""

PALETTES: Final[Mapping[str, Palette]] = MappingProxyType({p.name: p for p in (DARK, LIGHT, TERMINAL)})


def palette_named(name: str) -> Palette:
    """The palette of a theme; of one that isn't known, the one without colour."""
    return PALETTES.get(name, PLAIN)


@lru_cache(maxsize=2048)
def style(theme: str, ground: Ground, role: str) -> Style:
    """The style of a role, or of several that lie one over another, separated by spaces, on a ground."""
    palette = palette_named(theme)
    found = Style(background=palette.panel if ground == "panel" else palette.ground)
    for name in role.split(" "):
        found = found.under(palette.style(name))
    return found
