"""How fast lines are broken, filled and flowed. Run by hand: python tests/bench/bench_layout.py."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tui"))

from jpreader.article.model import Article, Block, Place, Section  # noqa: E402
from jpreader.layout.fill import fill  # noqa: E402
from jpreader.layout.flow import Flow, Position  # noqa: E402
from jpreader.layout.linebreak import opportunities  # noqa: E402

JAPANESE = (
    "両国の経済はすでに深く結びついている。日本企業による米国への対外直接投資は7,500億ドルを超え、現地で100万人以上の雇用を"
    "生んできた。東京がいま望んでいるのは、「その流れを逆向きにも太くすること」である。"
)
ENGLISH = (
    "The two economies are already bound together. Japanese companies hold more than $750 billion of foreign direct "
    "investment in the United States, and Kishida’s argument is that “both sides win”. "
)
CHARACTERS = 200_000


def best(work: Callable[[], object], times: int = 3) -> float:
    """The least seconds that some work took."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)


def long_article(paragraph: str, each: int) -> Article:
    """An article of so many characters in paragraphs of so many characters each."""
    text = (paragraph * (each // len(paragraph) + 1))[:each]
    blocks, at = [Block("heading", "Title", 0)], 6
    for _ in range(CHARACTERS // each):
        blocks.append(Block("paragraph", text, at))
        at += len(text) + 1
    return Article("long", "ja", "Title", (Section("a", tuple(blocks), "\n".join(block.text for block in blocks)),))


def open_at(article: Article, measure: int, place: Place | None) -> None:
    """Lay out a screen of 40 lines from a place on, or with none the last."""
    flow = Flow(article, measure)
    flow.window(flow.position(place) if place else flow.last_top(40), 40)


def main() -> None:
    """Print characters a second, and milliseconds a screen."""
    begun = time.perf_counter()
    opportunities("first, “text”")
    print(f"first use             {(time.perf_counter() - begun) * 1e3:8.2f} ms")
    for name, sample, measure in (("Japanese", JAPANESE, 72), ("English", ENGLISH, 66)):
        text = (sample * (CHARACTERS // len(sample) + 1))[:CHARACTERS]
        for what, work in (("break", partial(opportunities, text)), ("fill", partial(fill, text, measure))):
            print(f"{what:6}{name:16}{CHARACTERS / best(work) / 1e6:8.2f} million characters/s")
    for each in (200, 2_000, CHARACTERS):
        article = long_article(JAPANESE, each)
        print(f"Japanese, {CHARACTERS:,} characters in paragraphs of {each:,}:")
        first = best(partial(open_at, article, 72, Place()))
        print(f"  first screen        {first * 1e3:8.2f} ms")
        last = best(partial(open_at, article, 72, None))
        print(f"  last screen         {last * 1e3:8.2f} ms")
        flow = Flow(article, 72)
        at, pages = Position(0, 0), []
        for _ in range(100):
            begun = time.perf_counter()
            at = flow.move(at, 39)
            flow.position(flow.place(at))
            flow.window(at, 40)
            pages.append(time.perf_counter() - begun)
        print(f"  page down, slowest  {max(pages) * 1e3:8.2f} ms; median {sorted(pages)[50] * 1e3:.3f} ms")
        middle = Place("a", len(article.sections[0].blocks) // 2, 0)
        resized = best(partial(open_at, article, 50, middle))
        print(f"  resized, at middle  {resized * 1e3:8.2f} ms")


if __name__ == "__main__":
    main()
