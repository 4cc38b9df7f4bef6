"""How the shelf does with very many articles on it, beside the start with one.

Run by hand after bench_index.py with the same folder: python tests/bench/bench_shelf.py FOLDER [ARTICLES [ROUNDS]].
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Final

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tui"), str(ROOT)]

from tests.bench.ttybench import Session  # noqa: E402

from jpreader.library.database import Database  # noqa: E402
from jpreader.library.index import Index  # noqa: E402
from jpreader.library.indexing import update  # noqa: E402
from jpreader.library.rows import ordered, rows  # noqa: E402
from jpreader.library.scan import place  # noqa: E402

FIRST: Final = "japan-us-tech"
MARKER: Final = "Japan wants American"
SETTLED: Final = 4.0  # seconds: the background has looked through all files by then
IDLE: Final = 3.0


def main() -> None:
    """Print a table."""
    base = Path(sys.argv[1])
    articles = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    folder, cache = base / f"articles-{articles}", base / "cache"
    database = Database(str(cache))
    list(update(database, [str(folder)]))
    index = Index(database, [place(str(folder))])
    first = rows(index, ordered(index)[:1])[0]
    database.close()
    figures: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="jpreader-bench-") as temporary:
        home = Path(temporary)
        (home / ".cache").mkdir()
        (home / ".cache" / "jpreader").symlink_to(cache)
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "tui"), "LANG": "C.UTF-8", "HOME": str(home)}
        env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        for turn in range(rounds + 1):
            if turn == 1:
                figures.clear()
            for name, argument, marker in (("article", FIRST, MARKER), ("shelf", str(folder), first.title[:20])):
                command = [sys.executable, "-m", "jpreader", argument]
                for kept in ("as the first time", "as the last time"):
                    if kept == "as the first time":
                        for screen in (cache / "screens").glob("*"):
                            screen.unlink()
                    session = Session(command, env, marker)
                    try:
                        figures[f"{name}, {kept}"].append(session.ready())
                        if name == "shelf":
                            shelf(session, figures, Path(first.path), turn)
                        figures[f"{name}: quit"].append(session.quit(b"q"))
                    finally:
                        session.close()
    of = {name: median(values) for name, values in figures.items()}
    print(f"{articles:,} articles, medians of {rounds} rounds, load {os.getloadavg()[0]:.1f}")
    for name, value in of.items():
        print(f"{name:44}{value * 1e3:10,.0f} ms")
    for kept in ("as the first time", "as the last time"):
        print(f"shelf against article, {kept:21}{of[f'shelf, {kept}'] / of[f'article, {kept}']:10.2f} (at most 1.3)")
    print(f"bytes in {IDLE:.0f} s of idling{max(figures['idle bytes']):20.0f}")


def shelf(session: Session, figures: dict[str, list[float]], newest: Path, turn: int) -> None:
    """What is done on a shelf that stands."""
    time.sleep(SETTLED)
    figures["idle bytes"].append(session.idle_bytes(IDLE) / 1e3)
    figures["page down"].append(session.press(b" ")[0])
    figures["to the end"].append(session.press(b"G")[0])
    session.press(b"g")
    title = f"Edition {turn} {time.time():.0f}"
    text = newest.read_text(encoding="utf-8")
    before = next(line for line in text.splitlines() if line.startswith("title:"))
    newest.write_text(text.replace(before, f"title: {title}"), encoding="utf-8")
    figures["one file changed, after ^L"].append(session.shows(b"\x0c", title))
    newest.write_text(text, encoding="utf-8")
    session.shows(b"\x0c", before.removeprefix("title: ")[:20])
    time.sleep(SETTLED)  # ^L had all looked through
    figures["one file changed elsewhere, no key"].append(elsewhere(session, newest))
    figures["filter, first letter"].append(session.shows(b"/m", "“m”"))
    session.press(b"\x1b")


def elsewhere(session: Session, newest: Path) -> float:
    """A new file, of which only the system tells, until the shelf has it."""
    added = newest.with_name("zz-added.yaml")
    title = f"Added {time.time():.0f}"
    text = newest.read_text(encoding="utf-8")
    before = next(line for line in text.splitlines() if line.startswith("title:"))
    try:
        added.write_text(text.replace(before, f"title: {title}"), encoding="utf-8")
        return session.shows(b"", title)
    finally:
        added.unlink()


if __name__ == "__main__":
    main()
