"""How fast the largest articles are decoded and checked.

Run by hand: python tests/bench/bench_decode.py [--profile] [name …].
"""

from __future__ import annotations

import cProfile
import pstats
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tui"))

from jpreader.article.check import check  # noqa: E402
from jpreader.article.decode import decode  # noqa: E402
from jpreader.article.files import MOST_BYTES  # noqa: E402
from jpreader.article.mentions import mentions  # noqa: E402

LIMIT = 0.5  # seconds: longer, and a reader thinks that a key was lost
TIMES = 5  # each file is read so often, and the least time counts
SHOWN = 12  # functions of a profile

Make = Callable[[random.Random], Iterator[str]]
"""Gives a file piece by piece, without end; after each but the first few it could end."""

HEAD = "jpreader: 1\nlanguage: {}\ntitle: A large article\n"
ENGLISH = """
    Japan wants American technology companies to put their money behind a comeback in chips and research, at a luncheon
    in Washington this week the prime minister told executives that his country is eager to work with them and that the
    flow should go both ways, from Tokyo to Seattle and from Seattle to Tokyo
"""
JAPANESE = """
    両国の経済は すでに 深く 結びついている。 日本企業による 米国への 対外直接投資は 現地で 雇用を 生んできた。 東京が
    いま 望んでいるのは、 「その流れを 逆向きにも 太くすること」 である。 マイクロソフトは データセンターに 投資し、
    研究所を 開く。 岸田首相は ワシントンで 経営者らに 語った。
"""
SIGNS = ("**{}**", "*{}*", "`{}`", "[{}](https://example.org/page)", "[{}](@tokyo)", "***{0}** {0}*")


def sentence(words: str, dice: random.Random, length: int, every: int = 0, space: str = " ") -> str:
    """Some words in no order; one of so many has markup."""
    found = dice.choices(words.split(), k=length)
    for number in range(0, length if every else 0, every or 1):
        found[number] = dice.choice(SIGNS).format(found[number])
    return space.join(found)


def english(every: int, dice: random.Random) -> Iterator[str]:
    """One section of English with markup at one word of so many, and an entity that only another one names."""
    yield HEAD.format("en") + "entities:\n  tokyo: {kind: place, name: Tokyo}\n  late: {kind: place, name: Osaka}\n"
    yield "sections:\n  - {id: last, title: Osaka, body: In Osaka.}\n  - id: a\n    title: All\n    body: |\n"
    while True:
        yield f"      {sentence(ENGLISH, dice, 80, every)}.\n\n"


def markup(dice: random.Random) -> Iterator[str]:
    """Markup at two words of a sentence: as much as a page about software has."""
    return english(10, dice)


def dense_markup(dice: random.Random) -> Iterator[str]:
    """Markup at every third word: nobody writes so."""
    return english(3, dice)


def named_late(dice: random.Random) -> Iterator[str]:
    """A big section of plain English, and an entity that the text never names."""
    yield HEAD.format("en") + "entities:\n  late: {kind: place, name: Osaka}\n  at: {kind: place, name: Tolland}\n"
    yield "  tokyo: {kind: place, name: Tokyo}\n  us: {kind: country, name: US, aliases: [Americans, the States]}\n"
    yield "sections:\n  - id: a\n    title: All\n    body: |\n"
    while True:
        yield f"      {sentence(ENGLISH, dice, 80)}.\n\n"


def japanese(dice: random.Random) -> Iterator[str]:
    """Japanese with readings and emphasis, in sections of some pages."""
    yield HEAD.format("ja") + "entities:\n  tokyo: {kind: place, name: 東京}\n  osaka: {kind: place, name: 大阪}\n"
    yield "  kishida: {kind: person, name: 岸田文雄, aliases: [岸田首相]}\nsections:\n"
    for number in count():
        paragraphs = [
            f"      {sentence(JAPANESE, dice, 30, 0, '')}東京《とうきょう》の**「重要」**です\n"
            f"      {sentence(JAPANESE, dice, 6, 3, '')}\n\n"
            for _ in range(40)
        ]
        yield f"  - id: s{number}\n    title: 第{number}節\n    body: |\n{''.join(paragraphs)}"


def small_sections(dice: random.Random) -> Iterator[str]:
    """Sections of a line or two, with a list in each."""
    yield HEAD.format("en") + "entities:\n  tokyo: {kind: place, name: Tokyo}\nsections:\n"
    for number in count():
        yield (
            f"  - id: s{number}\n    title: Section {number}\n    role: context\n    body: |\n"
            f"      {sentence(ENGLISH, dice, 30)}.\n\n      - {sentence(ENGLISH, dice, 12)}\n"
            f"      - {sentence(ENGLISH, dice, 8)}\n"
        )


def entities(dice: random.Random) -> Iterator[str]:
    """A third of the file are entities with aliases, the rest is text that names them."""
    names = [f"{dice.choice(ENGLISH.split()).title().strip(',')}{number}" for number in range(9_000)]
    yield HEAD.format("en") + "entities:\n"
    for number, name in enumerate(names):
        yield f"  e{number}:\n    kind: company\n    name: {name} Corporation\n    native: {name}株式会社\n"
        yield f"    aliases: [{name}, {name} Co., the {name.lower()} firm]\n"
        yield f"    description: {sentence(ENGLISH, dice, 6)}\n"
    yield "sections:\n  - id: a\n    title: All\n    body: |\n"
    while True:
        yield f"      {sentence(ENGLISH, dice, 20)} {' and '.join(dice.choices(names, k=5))}.\n\n"


def facts(dice: random.Random) -> Iterator[str]:
    """Sections with five facts each, all with a quote."""
    yield HEAD.format("en") + "entities:\n  tokyo: {kind: place, name: Tokyo}\n"
    texts: list[str] = []
    room, number = MOST_BYTES * 0.9, 0
    claims: list[str] = []
    size = 0
    while size < room:
        said = [f"{sentence(ENGLISH, dice, 9)} ${number}{n}.5 billion" for n in range(5)]
        texts.append(
            f"  - id: s{number}\n    title: Section {number}\n    body: |\n"
            + "".join(f"      {sentence(ENGLISH, dice, 40)}, {words}.\n\n" for words in said)
        )
        claims += [
            f"  - id: f{number}-{n}\n    label: Money {n}\n    value: {number}{n}.5 billion\n    unit: USD\n"
            f'    entities: [tokyo]\n    section: s{number}\n    quote: "{words}"\n'
            for n, words in enumerate(said)
        ]
        size += len(texts[-1]) + sum(map(len, claims[-5:]))
        number += 1
    yield "sections:\n" + "".join(texts) + "facts:\n" + "".join(claims)
    while True:
        yield "# the rest\n"


FILES: tuple[Make, ...] = (markup, dense_markup, named_late, japanese, small_sections, entities, facts)


def largest(make: Make) -> bytes:
    """A file of the largest size that is read, nearly."""
    pieces: list[bytes] = []
    size = 0
    for piece in make(random.Random(1)):
        encoded = piece.encode()
        if size + len(encoded) > MOST_BYTES:
            break
        pieces.append(encoded)
        size += len(encoded)
    return b"".join(pieces)


def read(source: bytes) -> tuple[float, float, float]:
    """Seconds to decode a file, to check it, and to find all mentions in it."""
    begun = time.process_time()  # what else the machine does is left out
    article, problems = decode(source, "large.yaml", "large")
    decoded = time.process_time()
    assert article is not None, [str(problem) for problem in problems[:3]]
    check(article, source)
    checked = time.process_time()
    mentions.__wrapped__(article)
    return decoded - begun, checked - decoded, time.process_time() - checked


def main() -> None:
    """Print seconds for each file, or where they go."""
    print(f"{'':16}{'MB':>6}{'decode':>8}{'check':>8}{'both':>8}{'limit':>8}{'mentions':>10}")
    named = {argument for argument in sys.argv[1:] if argument != "--profile"}
    for make in FILES:
        if named and make.__name__ not in named:
            continue
        source = largest(make)
        times = [read(source) for _ in range(TIMES)]
        decoded, checked, _ = min(times, key=lambda found: found[0] + found[1])
        found = min(found for _, _, found in times)
        print(
            f"{make.__name__:16}{len(source) / 1e6:6.2f}{decoded:8.3f}{checked:8.3f}{decoded + checked:8.3f}"
            f"{LIMIT:8.1f}{found:10.3f}"
        )
        if "--profile" in sys.argv:
            profile = cProfile.Profile()
            profile.runcall(read, source)
            pstats.Stats(profile).sort_stats("tottime").print_stats(SHOWN)


if __name__ == "__main__":
    main()
