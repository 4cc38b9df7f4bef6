"""What a terminal can do, from its name (TERM) and what it says of itself in the environment.

Over SSH neither COLORTERM nor the terminal's own entry in terminfo comes along, and an entry that is there lies as
often as not. So the names that are met are a table here; where in doubt, what all have done since the VT220, and 256
colours, which every emulator that people read in shows.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Final, NamedTuple

PLAIN: Final = ("", "dumb", "unknown", "emacs", "network", "dialup", "teletype")
"""Values of TERM that say that there is no cursor to move."""


class Capabilities(NamedTuple):
    """What may be sent to a terminal."""

    colours: int = 256
    """0, 16, 256 or 2 ** 24."""
    column: bool = True
    """CHA: to a column of this row (ECMA-48 8.3.9)."""
    scroll: bool = True
    """SU and SD (ECMA-48 8.3.147, 8.3.113); all scroll by a line feed at the foot of the margins."""
    erase: bool = True
    """ECH (ECMA-48 8.3.38)."""
    ground: bool = True
    """Erased cells take the background that is set (`bce` of terminfo)."""
    modern: bool = True
    """Modes of DEC's and xterm's that others ignore: alternate screen, bracketed paste, queries, DECLRMM."""
    unicode: bool = True
    """Has glyphs for frames, bars and marks."""
    clipboard: bool = True
    """Takes a text to its clipboard by OSC 52, or ignores that without a trace."""
    multiplexer: str = ""
    """`tmux` or `screen`, which stands between us and the terminal."""


_TRUE: Final = 2**24

_FAMILIES: Final[Mapping[str, Capabilities]] = {
    "xterm": Capabilities(),
    "tmux": Capabilities(multiplexer="tmux"),
    "screen": Capabilities(scroll=False, erase=False, ground=False, multiplexer="screen"),
    "linux": Capabilities(colours=16, scroll=False, unicode=False, clipboard=False),
    "vt100": Capabilities(
        colours=0, column=False, scroll=False, erase=False, ground=False, modern=False, unicode=False,
        clipboard=False,
    ),
    "vt220": Capabilities(
        colours=0, column=False, scroll=False, ground=False, modern=False, unicode=False, clipboard=False
    ),
    "ansi": Capabilities(
        colours=16, column=False, scroll=False, erase=False, ground=False, modern=False, clipboard=False
    ),
    **dict.fromkeys(
        ("alacritty", "ghostty", "xterm-ghostty", "foot", "wezterm", "contour", "iterm2",
         "iTerm2.app", "mintty", "ms-terminal", "rio", "konsole", "vscode", "zellij"),
        Capabilities(colours=_TRUE),
    ),
    # Their maker leaves `bce` out of the entry: what is scrolled in may be without a background.
    **dict.fromkeys(("xterm-kitty", "kitty"), Capabilities(colours=_TRUE, ground=False)),
    "xterm-16color": Capabilities(colours=16),
    "xterm-color": Capabilities(colours=16),
    "xterm-mono": Capabilities(colours=0),
    "nsterm": Capabilities(),
    "rxvt": Capabilities(colours=16, scroll=False),
    "rxvt-unicode": Capabilities(scroll=False),
    "putty": Capabilities(),
    "st": Capabilities(),
    "eterm": Capabilities(),
    "cygwin": Capabilities(colours=16, scroll=False, clipboard=False),
}  # fmt: skip

_MODEST: Final = Capabilities(column=False, scroll=False, erase=False, ground=False, clipboard=False)
"""Of a name that isn't known."""


def capabilities(environment: Mapping[str, str]) -> Capabilities | None:
    """What the terminal of an environment can do; None where text is all that it takes."""
    term = environment.get("TERM", "")
    if term in PLAIN:
        return None
    found = _of_name(term)
    if found.colours and environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        found = found._replace(colours=_TRUE)
    if environment.get("NO_COLOR"):  # https://no-color.org
        found = found._replace(colours=0)
    if environment.get("TMUX"):  # whose TERM may be screen's, or anything
        found = found._replace(multiplexer="tmux")
    elif environment.get("STY") and not found.multiplexer:
        found = found._replace(multiplexer="screen")
    if not utf8(environment):
        found = found._replace(unicode=False)
    return found


def _of_name(term: str) -> Capabilities:
    """By the whole name, else by what is left of it without its endings, such as `-256color`."""
    base = term
    while base and base not in _FAMILIES:
        base = base.rpartition("-")[0]
    found = _FAMILIES.get(base, _MODEST)
    if term.endswith("-256color") and found.colours < _TRUE:
        found = found._replace(colours=256)
    if term.endswith("-direct"):
        found = found._replace(colours=_TRUE)
    return found


def environment() -> Mapping[str, str]:
    """What the reader's shell handed on: without the LC_CTYPE that Python sets for itself (PEP 538).

    It does so where the locale is C's or POSIX's, and where it isn't installed, as EUC-JP hardly is any more.
    """
    found = dict(os.environ)
    coerced = sys.flags.utf8_mode and "PYTHONUTF8" not in found
    if coerced and found.get("LC_CTYPE") in ("C.UTF-8", "C.utf8", "UTF-8"):
        del found["LC_CTYPE"]
    return found


def utf8(environment: Mapping[str, str]) -> bool:
    """True if the locale's characters are encoded in UTF-8; POSIX says which variable counts."""
    named = next((environment[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(name)), "")
    encoding = named.rpartition(".")[2].partition("@")[0]  # macOS sets LC_CTYPE=UTF-8
    return encoding.replace("-", "").lower() == "utf8"


def prepare(capabilities: Capabilities) -> None:
    """Tell Textual what it reads from the environment when it is imported."""
    # Our wire says when the rest of a key won't come any more; until then nothing is.
    os.environ["ESCDELAY"] = "1"
    depth = {0: "standard", 16: "standard", 256: "256"}
    os.environ["TEXTUAL_COLOR_SYSTEM"] = depth.get(capabilities.colours, "truecolor")
