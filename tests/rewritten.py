"""Articles with other words in every field that holds words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

from jpreader.library.bundle import content

Words = Callable[[], str]
"""Gives a text, another one each time."""

Tree = Any
"""A file as YAML has it: mappings, lists and texts."""

Keys = tuple[str | int, ...]
"""The way to a text in it."""

SCRIPTS: Final = (
    "Japan wants American technology companies to put", "a", "cannot, or won’t —", "naïve", "Œuvre",
    "日本、米テクノロジー企業に投資を呼びかけ", "。」", "ー", "漢字《かんじ》", "｜岸田文雄《きしだふみお》",
    "ﾊﾝｶｸ", "「重要」", "한국어", "中文，", "👩\u200d🚀", "🇯🇵", "👍🏽", "❤\ufe0f", "☎", "1\ufe0f\u20e3",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "e\u0301", "か\u3099", "a\u0323\u0302",
    "q\u0307\u0323", "กำลัง", "हिन्दी", "العربية", "עִבְרִית", "ሰላም", "ᠮᠣᠩᠭᠣᠯ", "█▌", "→", "…", "①", "±½", "\u00a0",
    "\u3000", "…" * 9, "x" * 90, "字" * 70, "*em*", "**strong**", "`code`", "[words](https://example.org/a)",
    "| a | b |",
)  # fmt: skip
"""Latin, Japanese and other scripts, emoji, combining marks, and the marks of bodies."""

HOSTILE: Final = (
    "\x1b", "\x1b[", "\x1b[31m", "\x1b[2J", "\x1b[?1049l", "\x1b[6n", "\x1b[c", "\x1b[21t", "\x1b[5;9r", "\x1bc",
    "\x1b#8", "\x1b]0;title\x07", "\x1b]52;c;cm0gLXJmIC8=\x07", "\x1b]52;c;cm0gLXJmIC8=\x1b\\",
    "\x1b]8;;file:///etc/passwd\x1b\\", "\x1b]8;;\x07", "\x1b]4;0;#000\x07", "\x1b]11;?\x07",
    "\x1b]1337;File=inline=1:AAAA\x07", "\x1b]777;notify;a;b\x07", "\x1bP$q\"p\x1b\\", "\x1bP+q544e\x1b\\",
    "\x1bPtmux;\x1b\x1b]52;c;AAAA\x07\x1b\\", "\x1b_Gf=24;AAAA\x1b\\", "\x1b^x\x1b\\", "\x1bXx\x1b\\", "\x1b[0n",
    "\x1b[200~", "\x1b[201~", "\x1b[>1u", "\x1b%G", "\x1b(0", "\x0e", "\x0f", "\x00", "\x07", "\x08", "\x08" * 30,
    "\x0b", "\x0c", "\r", "\r\n", "\t", "\x05", "\x11", "\x13", "\x1a", "\x18", "\x7f", "\x84", "\x85", "\x8d",
    "\x90", "\x98", "\x9b31m", "\x9b2J", "\x9c", "\x9d52;c;AAAA\x9c", "\x9e", "\x9f", "\u202a", "\u202b", "\u202d",
    "\u202e", "\u202c", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f", "\u061c", "\u2028", "\u2029",
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u180e", "\ufff9", "\ufffe", "\uffff",
    "\U000e0001", "\U000e0041", "\U0001d173", "\U000f0000", "\ue000", "\u0378", "\ufdd0", "\U0010ffff",
    "[@click=app.quit]", "[@click=app.quit]x[/]", "[/nope]", "[/]", "[bold]", "[link=file:///etc/passwd]x[/link]",
    "[red", "]", "\\[", "{x}", "%s", "$PATH", "`id`", "$(id)", "%1", "\\u001b[31m", "\\e[31m", "^[[31m",
    "&#27;[31m", "[words](javascript:alert)", "[words](file:///etc/passwd)", "[words](https://a.b/\x1b]0;x\x07)",
    "[x](@)", "[x](@japan)", "<script>", "<!--", "a" + "\u0301" * 1000, "\u0301" * 1000, "字" + "\u20dd" * 1000,
    "👩" + "\u200d👩" * 300, "🇯" * 301, "\u1100" * 300, "ก\u0e33" * 200, "\U000e0100" * 300, "x" * 5000,
    "字" * 3000, "\u0e33", "﷽" * 40, "𒐫" * 40, "\ufe0f" * 9, "1\ufe0f\u20e3", "👍🏽", "🏿" * 30,
)  # fmt: skip
"""What a terminal acts on, what a toolkit acts on, and what no table of widths agrees on."""

_GRAMMAR: Final = re.compile(
    r"\.(?:jpreader|language|translates|status|published|updated|retrieved|url|wikidata|id|kind|section|from|to|mutual"
    r"|match|fact|when|date|compare|value)$|^\.sections\.\d+\.role$|\.points\.\d+\.facts|\.entities\.\d+$"
)
"""Fields that hold no words: dates, ids, links, and words out of a list."""

_BODY: Final = re.compile(r"^\.sections\.[^.]+\.body$")
_QUOTE: Final = re.compile(r"\.quote$")


def words(random: Random, pieces: tuple[str, ...] = SCRIPTS, most: int = 4) -> Words:
    """Texts of a few pieces."""

    def text() -> str:
        between = random.choice(("", " "))
        return between.join(random.choice(pieces) for _ in range(random.randint(1, most))).strip() or "-"

    return text


def shipped(name: str) -> Tree:
    """A file of the shipped content."""
    return yaml.load(Path(content(), name).read_text("utf-8"), yaml.BaseLoader)


def leaves(tree: Tree, path: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Every text of a file, and where it stands."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        if isinstance(value, str):
            yield (*path, key), value
        else:
            yield from leaves(value, (*path, key))


def put(tree: Tree, path: Keys, text: str) -> None:
    """Another text in its place."""
    for key in path[:-1]:
        tree = tree[key]
    tree[path[-1]] = text


def rewritten(tree: Tree, text: Words, part: float = 1.0, random: Random | None = None) -> Tree:
    """The same file with other words, in all fields or a part of them; a quote is from the body that it was from."""
    for path, before in list(leaves(tree)):
        where = "".join(f".{key}" for key in path)
        if _GRAMMAR.search(where) or (random and random.random() > part):
            continue
        if _BODY.search(where):
            row = f"| {text()} | {text()} |"
            parts = (
                text(),
                before.strip(),
                f"- {text()}\n- {text()}",
                f"> {text()}",
                f"{row}\n| --- | --- |\n{row}",
                text(),
            )
            put(tree, path, "\n\n".join(parts))
        elif not _QUOTE.search(where):
            put(tree, path, f"{text()} {before}" if random and random.random() < 0.5 else text())
    return tree


def written(tree: Tree) -> str:
    """A file in which every character beyond ASCII, and every control character, is escaped."""
    return yaml.safe_dump(tree, allow_unicode=False, sort_keys=False, width=10**6)
