"""What our wire shows is what Textual's own driver shows, cell by cell in character, colours and attributes."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.terminal.emulator import Emulator
from tests.terminal.frames import Rows, alike, differences
from tests.terminal.sitting import ROOT, Sitting, environment

THOROUGH = bool(os.environ.get("JPREADER_CI"))
FRAMES = 1000 if THOROUGH else 50  # of Textual, in each depth; each is shown by three wires
PATIENCE = 300  # seconds: for a machine that is busy with something else
DEPTHS = (16, 256, 2**24)
SYNCHRONIZED = b"\x1b[?2026$p"


def compared(colours: int) -> tuple[int, str]:
    """The status of `frames` in a process of its own, and what it says."""
    paths = f"{ROOT / 'tui'}:{ROOT}"
    done = subprocess.run(
        [sys.executable, "-m", "tests.terminal.frames", str(colours), str(colours), str(FRAMES)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": paths, "LANG": "C.UTF-8", "TEXTUAL_FPS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


def test_any_frame_is_the_one_that_the_stock_driver_shows() -> None:
    with ThreadPoolExecutor(2) as pool:
        for status, said in pool.map(compared, DEPTHS):
            assert status == 0, said
            frames, screens = (int(word) for word in said.split() if word.isdigit())
            assert frames >= FRAMES
            # How many frames a wire leaves out on the way there depends on how late its terminal answers.
            assert screens > 1


KEYS = ("j", "\x1b[B", " ", "]", "s", "j", "L", "T", "\t", "k", "?", "q", "/", "日本", "\r", "n", "G", "o")
"""Each changes what is on the screen."""


@pytest.mark.parametrize(
    ("size", "env"),
    [
        ((80, 24), {"TERM": "xterm-256color"}),
        ((120, 40), {"TERM": "xterm-kitty"}),
        ((50, 20), {"TERM": "xterm-16color", "LANG": "C"}),
    ][: 3 if THOROUGH else 1],
    ids=lambda value: value.get("TERM") if isinstance(value, dict) else f"{value[0]}x{value[1]}",
)
def test_two_readers_see_the_same_after_each_key(tmp_path: Path, size: tuple[int, int], env: dict[str, str]) -> None:
    sittings = []
    try:
        for driver in ("ours", "stock"):
            home = tmp_path / driver
            home.mkdir()
            command = (sys.executable, "-m", "jpreader", "japan-us-tech")
            sittings.append(Sitting(command, environment(home, JPREADER_DRIVER=driver, **env), size))
        ours, stock = sittings
        for key in ("", *KEYS[: None if THOROUGH else 12]):
            before = [list(row) for row in stock.screen.rows]

            def changed(screen: Emulator, before: Rows = before) -> bool:
                return not alike(screen.rows, before)

            def same(screen: Emulator, stock: Emulator = stock.screen) -> bool:
                return alike(screen.rows, stock.rows)

            for sitting in sittings:
                sitting.type(key)
            stock.until(changed)
            stock.settle(0.05)
            try:
                ours.until(same, patience=5)
            except AssertionError:
                pytest.fail(f"after {key!r}: {differences(ours.screen.rows, stock.screen.rows)}")
        # Which only Textual's own driver asks for; else both were ours.
        assert SYNCHRONIZED in stock.screen.sent
        assert SYNCHRONIZED not in ours.screen.sent
    finally:
        for sitting in sittings:
            sitting.close()
