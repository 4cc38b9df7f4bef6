"""How the index does with very many articles, beside what was asked of it.

Run by hand: python tests/bench/bench_index.py [ARTICLES [KILLS [FOLDER]]]: 100,000 articles take 1.2 GB for themselves
and 1.3 GB for their index, in a temporary folder or in one that is kept.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tui"), str(ROOT)]

from tests.bench.corpus import Corpus  # noqa: E402

from jpreader.library.database import Database  # noqa: E402
from jpreader.library.dossier import dossier  # noqa: E402
from jpreader.library.index import Index  # noqa: E402
from jpreader.library.indexing import update  # noqa: E402
from jpreader.library.ledger import ledger  # noqa: E402
from jpreader.library.scan import place  # noqa: E402
from jpreader.library.search import count, search  # noqa: E402
from jpreader.library.who import who  # noqa: E402

QUERIES: Final = 200
KILLED: Final = 3000  # articles whose indexing is killed: some seconds


def main() -> None:
    """Print a table."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    with tempfile.TemporaryDirectory(prefix="jpreader-bench-") as temporary:
        base = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(temporary)
        folder, cache = base / f"articles-{articles}", base / "cache"
        corpus = Corpus()
        if not folder.exists():
            folder.mkdir(parents=True)
            corpus.write(folder, articles)
            time.sleep(2.5)  # a file that was just written is looked into again
        size = sum(one.stat().st_size for one in os.scandir(folder))
        print(f"{articles:,} articles, {size / 1e6:,.0f} MB; load before: {os.getloadavg()[0]:.1f}", flush=True)
        measure(corpus, folder, cache, articles)
        if kills:
            killed(corpus, base, kills)


def row(what: str, asked: str, measured: str) -> None:
    """A line of the table."""
    print(f"{what:44} {asked:>14}   {measured}", flush=True)


def timed(work: Callable[[], object]) -> float:
    """The seconds that some work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measure(corpus: Corpus, folder: Path, cache: Path, articles: int) -> None:
    """Index the corpus, and ask it."""
    database = Database(str(cache))
    before = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    took = timed(lambda: list(update(database, [str(folder)])))
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    used = sum(
        now.ru_utime + now.ru_stime - then.ru_utime - then.ru_stime
        for now, then in zip((own, children), before, strict=True)
    )
    cores = len(os.sched_getaffinity(0))
    memory = (own.ru_maxrss + cores * children.ru_maxrss) / 1024
    row("first index", "400 /s", f"{articles / took:,.0f} articles/s in {took:,.0f} s")
    row("  time of cores", "all busy", f"{used / articles * 1e3:.2f} ms an article, {used / took:.2f} of {cores} cores")
    row("  if they were free", "400 /s", f"{articles * cores / used:,.0f} articles/s")
    row("  memory of all processes, at most", "500 MB", f"{memory:,.0f} MB")
    row("  size", "", f"{sum(one.stat().st_size for one in os.scandir(cache)) / 1e6:,.0f} MB")

    row("nothing changed", "2 s", f"{timed(lambda: list(update(database, [str(folder)]))):.2f} s")
    path = folder / f"{corpus.id(articles // 2)}.yaml"
    path.write_text(corpus.article(articles // 2, edition=os.getpid()), encoding="utf-8")
    row("one file changed", "1 s", f"{timed(lambda: list(update(database, [str(folder)]))):.2f} s")

    index = Index(database, [place(str(folder))])
    taken: list[float] = []
    results: list[int] = []
    for query in queries(corpus, QUERIES):
        begun = time.perf_counter()
        results.append(len(search(index, query).found))
        taken.append((time.perf_counter() - begun) * 1e3)
    taken.sort()
    at = QUERIES * 95 // 100
    row(
        "search, p95 of 200 to 20 results",
        "50 ms",
        f"{taken[at]:.0f} ms (p50 {taken[QUERIES // 2]:.0f}, most {taken[-1]:.0f})",
    )
    row("  with results", "", f"{sum(map(bool, results))} of {QUERIES}")
    row("  counting a common word", "", f"{timed(lambda: count(index, corpus.words[0])) * 1e3:.0f} ms")

    wanted = min(1000, articles // 20)
    names = [(abs(found[0].articles - wanted), found[0]) for name in corpus.names[:80] if (found := who(index, name))]
    one = min(names, key=lambda each: each[0])[1]
    took = min(timed(lambda: dossier(index, one)) for _ in range(3)) * 1e3
    row(f"dossier of an entity in {one.articles:,} articles", "100 ms", f"{took:.0f} ms, all of it")
    row("ledger of all figures", "", f"{timed(lambda: ledger(index)):.1f} s")
    database.close()


def queries(corpus: Corpus, number: int) -> Iterator[str]:
    """Queries of ten kinds: words that are common, usual and rare, phrases, Japanese, and what is true of articles."""
    chance = random.Random(5)
    words = corpus.words
    for at in range(number):
        common, usual = words[chance.randrange(60)], words[chance.randrange(60, 3000)]
        name = chance.choice(corpus.names[:2000])
        phrase = " ".join(chance.choice(corpus.sentences).rstrip(".").split()[:3])
        yield (
            common,
            usual,
            f"{common} {usual}",
            f'"{phrase}"',
            chance.choice(("半導体", "投資", "経済", "人工知能", "国", "日本")),
            f'entity:"{name}"',
            f"{common} tag:chips after:2023-03",
            f"{usual} or {chance.choice(words[60:3000])} -{chance.choice(words[60:3000])}",
            f"unit:USD>{chance.randrange(1, 900)}billion {common}",
            f'entity:"{name}" relation:invests-in lang:en',
        )[at % 10]


INDEXING: Final = """
import sys
from jpreader.library.database import Database
from jpreader.library.indexing import update
if __name__ == "__main__":
    database = Database(sys.argv[1])
    print("begun", flush=True)
    for progress in update(database, [sys.argv[2]]):
        pass
"""


def killed(corpus: Corpus, base: Path, kills: int) -> None:
    """Kill the indexing of a folder at random moments, while its files change; in the end compare."""
    chance = random.Random(7)
    folder, cache, script = base / "killed", base / "killed-cache", base / "indexing.py"
    folder.mkdir(exist_ok=True)
    corpus.write(folder, KILLED)
    script.write_text(INDEXING)
    arguments = [sys.executable, str(script), str(cache), str(folder)]
    unusable = rebuilt = 0
    for _ in range(kills):
        for _ in range(KILLED // 10):
            number = chance.randrange(KILLED)
            text = corpus.article(number, edition=chance.randrange(1000))
            (folder / f"{corpus.id(number)}.yaml").write_text(text, encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "tui")}
        child = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE)
        assert child.stdout
        child.stdout.readline()
        time.sleep(chance.random() * 3)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        database = Database(str(cache))
        rebuilt += bool(database.notes)
        index = Index(database, [place(str(folder))])
        whole = database.db.execute("pragma quick_check").fetchone()[0] == "ok"
        unusable += not whole or count(index, "") != index.count()
        database.close()
    database, other = Database(str(cache)), Database(str(base / "compared"))
    for each in (database, other):
        list(update(each, [str(folder)]))
    same = contents(database) == contents(other)
    row(f"kill -9 at {kills} moments of indexing", "usable", f"{kills - unusable} usable, {rebuilt} made anew")
    row("  and finished, as one made at once", "the same", "the same" if same else "another")
    database.close()
    other.close()


def contents(database: Database) -> list[list[tuple[object, ...]]]:
    """What is in the tables, and each word with how many articles have it."""
    db = database.db
    db.execute("create virtual table temp.body_words using fts5vocab(main, body, row)")
    return [
        db.execute(select).fetchall()
        for select in (
            "select key, articles from entity order by 1",
            "select name, articles from name order by 1, 2",
            "select slug, title, hash from article order by 1",
            "select entity, sum(count) from mention group by 1 order by 1",
            "select term, doc, cnt from temp.body_words where doc > 0 order by 1",
        )
    ]


if __name__ == "__main__":
    main()
