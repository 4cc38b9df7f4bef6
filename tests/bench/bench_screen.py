"""What a reader feels: first paint, keys, bytes, memory, each against what is asked of it.

Run by hand, on Linux: python tests/bench/bench_screen.py [rounds]. The programs take turns, so that a noisy machine
disturbs all of them alike; figures are medians over the rounds, of keys over all presses.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.ttybench import Session  # noqa: E402

ROUNDS = 5
IDLE_SECONDS = 2.0
CHARACTERS = 200_000
SECTIONS = 40

FIRST = "japan-us-tech"
HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("ZEBRAMARK hello")
Hello().run()
"""
PARAGRAPH = (
    "両国の経済はすでに深く結びついている。日本企業による米国への対外直接投資は7,500億ドルを超え、現地で100万人以上の雇用を"
    "生んできた。東京がいま望んでいるのは、「その流れを逆向きにも太くすること」である。"
)

Figures = dict[str, list[float]]


def long_article(path: Path) -> None:
    """Write an article of `CHARACTERS` Japanese characters."""
    each = CHARACTERS // SECTIONS // len(PARAGRAPH)
    body = "\n\n".join([f"      {PARAGRAPH}"] * each)
    sections = "\n".join(f"  - id: s{n}\n    title: 第{n}章\n    body: |\n{body}" for n in range(1, SECTIONS + 1))
    path.write_text(f"jpreader: 1\nlanguage: ja\ntitle: 長い記事\nsections:\n{sections}\n", encoding="utf-8")


def environment(home: Path) -> dict[str, str]:
    """What the programs see."""
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "tui"), "LANG": "C.UTF-8"}
    return kept | {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}


def measure_screen(figures: Figures, name: str, command: list[str], env: Mapping[str, str], marker: str) -> None:
    """Start a program once, and press its keys."""
    session = Session(command, env, marker)
    try:
        figures[f"{name} paint"].append(session.ready())
        if name != "hello":
            session.press(b"g")
            for key in b" " * 3 + b"b" * 3 if name == "first" else b" " * 20:
                seconds, size = session.press(bytes([key]))
                figures[f"{name} page"].append(seconds)
                figures[f"{name} page bytes"].append(size)
            session.press(b"g")
        figures[f"{name} idle bytes"].append(session.idle_bytes(IDLE_SECONDS))
        figures[f"{name} memory"].append(session.peak_memory())
    finally:
        session.close()


def measure_command(figures: Figures, name: str, command: list[str], env: Mapping[str, str]) -> None:
    """Run a command once."""
    begun = time.perf_counter()
    subprocess.run(command, env=dict(env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    figures[name].append(time.perf_counter() - begun)


def measure(folder: Path, rounds: int) -> Figures:
    """All figures, over some rounds after one that counts for nothing."""
    python, jpreader = sys.executable, [sys.executable, "-m", "jpreader"]
    hello, long = folder / "hello.py", folder / "long.yaml"
    hello.write_text(HELLO)
    long_article(long)
    figures: Figures = defaultdict(list)
    for turn in range(rounds + 1):
        if turn == 1:
            figures.clear()
        homes = {name: environment(folder / f"{name}{turn}") for name in ("hello", "first", "long")}
        measure_screen(figures, "hello", [python, str(hello)], homes["hello"], "ZEBRAMARK")
        measure_screen(figures, "first", [*jpreader, FIRST], homes["first"], "Japan wants American")
        measure_screen(figures, "long", [*jpreader, str(long)], homes["long"], "両国の経済は")
        for _ in range(4):  # short ones: more of them for the same time
            measure_command(figures, "yaml", [python, "-c", "import yaml"], homes["first"])
            measure_command(figures, "--version", [*jpreader, "--version"], homes["first"])
            measure_command(figures, "check", [*jpreader, "check", FIRST], homes["first"])
    return figures


def p95(values: list[float]) -> float:
    """The value that 95 in 100 don't exceed."""
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]


def main() -> int:
    """Print a table; gives 1 if anything asked was not reached."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), rounds)
    of = {name: median(values) for name, values in figures.items()}
    first_page, long_page = p95(figures["first page"]) * 1e3, p95(figures["long page"]) * 1e3
    lines = [
        ("first paint, against Textual's hello", of["first paint"] / of["hello paint"], 1.2, "times"),
        ("--version, against import yaml", of["--version"] / of["yaml"], 3, "times"),
        ("check, against import yaml", of["check"] / of["yaml"], 3, "times"),
        (f"first paint of {CHARACTERS:,} characters, more", of["long paint"] - of["first paint"], 0.5, "s"),
        ("page down in it, p95, against the first article", long_page / first_page, 2, "times"),
        ("page down in it, p95", long_page, 50, "ms"),
        ("bytes of a page down", max(of["first page bytes"], of["long page bytes"]), 7000, "B"),
        ("bytes while idle", max(figures["first idle bytes"] + figures["long idle bytes"]), 0, "B"),
        ("peak memory, against Textual's hello", of["first memory"] / of["hello memory"], 1.3, "times"),
    ]
    print(f"{'80×24, ' + str(rounds) + ' rounds':50}{'measured':>10}{'at most':>10}")
    for what, value, most, unit in lines:
        verdict = "" if value <= most else "  missed"
        print(f"{what:50}{value:10,.2f}{most:10,.1f} {unit}{verdict}")
    seconds = ("hello paint", "first paint", "long paint", "yaml", "--version", "check", "first page", "long page")
    print("medians, ms: " + ", ".join(f"{name} {of[name] * 1e3:.1f}" for name in seconds))
    print("MiB: " + ", ".join(f"{name} {of[f'{name} memory']:.0f}" for name in ("hello", "first", "long")))
    return int(any(value > most for _, value, most, _ in lines))


if __name__ == "__main__":
    sys.exit(main())
