"""The first article, read to its end on every kind of terminal, in every locale, in three sizes.

What must stand on the screen is what Textual's own driver shows there on a terminal that knows everything.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from tests.terminal.emulator import Emulator, Knows
from tests.terminal.sitting import COMMAND, FIRST, LAST, Sitting, environment

THOROUGH = bool(os.environ.get("JPREADER_CI"))

AT_ONCE = 6  # terminals: some wait while others work

TRUE: Final = 2**24

# As terminfo has them (ncurses 6.4 and each terminal's own entry): ech, indn, hpa, bce, colors. That tmux takes ECH,
# and erases and scrolls with a background, was tried on 3.3a; its entry doesn't say so. Linux's console and most
# others have no DECLRMM. Names that several terminals have stand for the least of them that is met.
TERMS: Final = {
    "vt100": Knows(1, column=False, scroll=False, erase=False, ground=False, margins=False, modern=False),
    "linux": Knows(16, scroll=False, margins=False, alternate=False, queries=False),
    "xterm": Knows(256),
    "xterm-256color": Knows(256, margins=False),
    "screen-256color": Knows(256, scroll=False, erase=False, ground=False, margins=False),
    "tmux-256color": Knows(256, margins=False),
    "alacritty": Knows(TRUE, margins=False),
    "xterm-kitty": Knows(TRUE, ground=False, margins=False),
    "ghostty": Knows(TRUE),
    "xterm-ghostty": Knows(TRUE),
    "a-name-nobody-knows": Knows(256, column=False, scroll=False, erase=False, ground=False, margins=False),
}
LOCALES: Final = {"UTF-8": {"LANG": "en_US.UTF-8"}, "C": {"LC_ALL": "C"}, "EUC-JP": {"LANG": "ja_JP.eucJP"}}
SIZES: Final = ((20, 6), (80, 24), (200, 60))
KEYS: Final = (" ", "]", "j", "G")
"""Each changes what is on the screen, until the article's last words stand there."""
ALL_AT_ONCE: Final = ("]", "[", "j", "s")
"""The same where all of the article is on the screen."""

FOOTER = "help"  # on every first screen, below all else

FRAMES = "─│▏▎▍▌▋▊▉█▁▂▃▄▅▆▇▸✓●→←↔•"


class Kind(NamedTuple):
    """A terminal as the environment describes it."""

    term: str
    locale: str
    size: tuple[int, int]

    @property
    def keys(self) -> Sequence[str]:
        """What is pressed."""
        return ALL_AT_ONCE if self.size == SIZES[-1] else KEYS

    @property
    def ascii(self) -> bool:
        """True if it may have no glyphs for frames, bars and marks."""
        return self.locale != "UTF-8" or self.term in ("vt100", "linux")


KINDS: Final = [Kind(*kind) for kind in product(TERMS, LOCALES, SIZES)]
QUICK: Final = [Kind("vt100", "C", (80, 24)), Kind("linux", "UTF-8", (20, 6)), Kind("xterm-kitty", "UTF-8", (80, 24)),
                Kind("screen-256color", "EUC-JP", (80, 24))]  # fmt: skip


def started(home: Path, kind: Kind, **more: str) -> Sitting:
    """Someone who reads on a terminal."""
    home.mkdir()
    env = environment(home, TERM=kind.term, **{**LOCALES[kind.locale], **more})
    return Sitting(COMMAND, env, kind.size, TERMS[kind.term])


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[bool, tuple[int, int]], list[str]]:
    """The texts of the screens after each key, by whether frames are in ASCII, and by size."""
    folder = tmp_path_factory.mktemp("expected")
    found: dict[tuple[bool, tuple[int, int]], list[str]] = {}
    wanted = sorted({(kind.ascii, kind.size) for kind in (KINDS if THOROUGH else QUICK)})
    sittings = []
    try:
        for number, (ascii, size) in enumerate(wanted):
            # A name for the glyphs; what it draws on knows everything.
            home = folder / str(number)
            home.mkdir()
            env = environment(home, TERM="linux" if ascii else "xterm-kitty", JPREADER_DRIVER="stock")
            sittings.append(Sitting(COMMAND, env, size))
        for at in range(len(KEYS) + 1):
            before = [sitting.screen.text() for sitting in sittings]
            for (_, size), sitting in zip(wanted, sittings, strict=True):
                sitting.type(["", *Kind("", "", size).keys][at])
            for sitting, old in zip(sittings, before, strict=True):

                def changed(screen: Emulator, old: str = old) -> bool:
                    return screen.text() != old

                sitting.until(changed if old.strip() else FOOTER)
            Sitting.all_settle(sittings, 0.3)
            for which, sitting in zip(wanted, sittings, strict=True):
                found.setdefault(which, []).append(sitting.screen.text())
    finally:
        for sitting in sittings:
            sitting.close()
    for (_, size), texts in found.items():
        assert "Tokyo courts" in texts[0]
        assert LAST.split()[-1] in texts[-1]
        assert len(set(texts)) == len(KEYS) + 1
        assert all(len(text.splitlines()) <= size[1] for text in texts)
    return found


def batches(kinds: Sequence[Kind]) -> list[Sequence[Kind]]:
    """Some at a time."""
    return [kinds[at : at + AT_ONCE] for at in range(0, len(kinds), AT_ONCE)]


@pytest.mark.parametrize("kinds", batches(KINDS if THOROUGH else QUICK), ids=lambda kinds: "-".join(kinds[0][:2]))
def test_the_article_is_read_to_its_end(
    tmp_path: Path, kinds: Sequence[Kind], expected: dict[tuple[bool, tuple[int, int]], list[str]]
) -> None:
    sittings: list[Sitting] = []
    try:
        sittings += [started(tmp_path / str(number), kind) for number, kind in enumerate(kinds)]
        for at in range(len(KEYS) + 1):
            for kind, sitting in zip(kinds, sittings, strict=True):
                sitting.type(["", *kind.keys][at])
            for kind, sitting in zip(kinds, sittings, strict=True):
                text = expected[kind.ascii, kind.size][at]

                def same(screen: Emulator, text: str = text) -> bool:
                    return screen.text() == text

                try:
                    sitting.until(same, patience=5)
                except AssertionError:
                    assert sitting.screen.text() == text, (kind, at)
                if kind.ascii:
                    assert not set(text) & set(FRAMES)
        for kind, sitting in zip(kinds, sittings, strict=True):
            assert LAST.split()[-1] in sitting.screen.text()
            assert sitting.screen.unknown in ([], ["\x1b[?69h"]), kind
            assert not sitting.screen.strings
            sitting.type("q")
        for sitting in sittings:
            assert sitting.end() == 0
            sitting.assert_restored()
    finally:
        for sitting in sittings:
            sitting.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_dumb_terminal_gets_plain_text(tmp_path: Path, locale: str) -> None:
    for size in SIZES if THOROUGH else SIZES[:1]:
        sitting = Sitting(
            (sys.executable, *COMMAND[1:]), environment(tmp_path, TERM="dumb", **LOCALES[locale]), size, Knows(1)
        )
        try:
            assert sitting.end() == 0
            sent = sitting.screen.sent.decode()
            assert not {char for char in sent if char < " " or "\x7f" <= char < "\xa0"} - {"\r", "\n"}
            words = " ".join(sent.split())
            assert FIRST in words
            assert LAST in words
        finally:
            sitting.close()
