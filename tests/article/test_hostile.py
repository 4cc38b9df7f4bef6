"""Files that are out to harm: TERMINAL.md, section 5, and more of the kind.

Each is checked by `jpreader check` in a process of its own, with 2 s of processor time and 300 MB of memory: at the
end there is one clear message and exit status 1, never a crash, a wait or a traceback.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import pytest

TUI: Final = Path(__file__).parents[2] / "tui"

SECONDS: Final = 2
MEGABYTES: Final = 300
PATIENCE: Final = 30  # seconds until a child that only waits is given up

SIZE: Final = 4 * 1024 * 1024
HEAD: Final = "jpreader: 1\nlanguage: en\ntitle: x\n"
SECTION: Final = "sections:\n  - {id: a, title: x, body: x}\n"


def filled(start: str, piece: str, end: str = "") -> str:
    """A file of the largest size that is read."""
    room = SIZE - len(start.encode()) - len(end.encode())
    return start + piece * (room // len(piece.encode())) + end


def bomb(sign: str) -> str:
    """Nine levels of nine names for the level before: a billion laughs."""
    lines = ["a0: &a0 [lol]"]
    lines += [f"a{n}: &a{n} {sign}{', '.join([f'*a{n - 1}'] * 9)}{']' if sign == '[' else ''}" for n in range(1, 10)]
    return HEAD + "\n".join(lines) + "\n"


def merges(levels: int) -> str:
    """Merge keys that double at every level: 25 lines took the constructor 34 s and 796 MB."""
    lines = ["a0: &a0 {k: v}"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}], k{n}: v}}" for n in range(1, levels)]
    return HEAD + "\n".join(lines) + "\n"


CASES: Final[dict[str, tuple[str | bytes, str]]] = {
    "a billion laughs": (bomb("["), "an anchor (&) is not part of the format"),
    "merge keys": (merges(25), "an anchor (&) is not part of the format"),
    "an alias of itself": (HEAD + "a: &a [*a]\n", "an alias (*) is not part of the format"),
    "150,000 anchors": (
        HEAD + "".join(f"k{n}: &a{n} x\n" for n in range(150_000)),
        "the rest of the file has not been looked at",
    ),
    "a call of a function": (HEAD + "x: !!python/object/apply:os.system [id]\n", "a tag (tag:yaml.org,2002:python"),
    "tags": (filled(HEAD + "x:\n", "- !!python/name:os.system x\n"), "the rest of the file has not been looked at"),
    "tag directives": (
        "".join(f"%TAG !a{n}! x\n" for n in range(200_000)) + "--- x\n",
        "directives are not part of the format",
    ),
    "a second document": (filled(HEAD, "--- x\n"), "a second document: a file holds one"),
    "100,000 brackets": (HEAD + "x: " + "[" * 100_000, "nested over 32 levels deep"),
    "100,000 brackets on as many lines": (HEAD + "x: " + "[\n " * 100_000, "nested over 32 levels deep"),
    "100,000 braces": (HEAD + "x: " + "{x: " * 100_000, "nested over 32 levels deep"),
    "100,000 items": ("- " * 100_000, "nested over 32 levels deep"),
    "2,000 indentations": ("".join(" " * n + "x:\n" for n in range(2000)), "nested over 32 levels deep"),
    "100,000 keys of keys": ("? " * 100_000, "a key must be a text"),
    "flow of flow": (filled("x: [", "[[[[[[[[[]]]]]]]]],", "]"), "more than 200,000 keys and values"),
    "brackets that never close": (filled("x: ", "["), "nested over 32 levels deep"),
    "200,001 values": (HEAD + "x: [" + "x," * 200_001 + "]\n", "more than 200,000 keys and values"),
    "keys on one line": (filled("{", "a: b, ", "}"), "duplicate key 'a', first on line 1"),
    "duplicate keys": (filled("", "a: b\n"), "duplicate key 'a', first on line 1"),
    "100,000 unknown keys": (HEAD + SECTION + "".join(f"k{n}: x\n" for n in range(90_000)), "unknown key 'k0'"),
    "a long key": (filled("", "k", ": x"), "needs quotes"),
    "a long title": (filled(HEAD + "subtitle: ", "word ", "\nx: y\n" + SECTION), "unknown key 'x'"),
    "a long quote": (filled(HEAD + "subtitle: '", "x ''\n "), "this quote is never closed"),
    "escapes": (filled(HEAD + 'subtitle: "', "\\u200b\\\n ", '"\nx: y\n' + SECTION), "unknown key 'x'"),
    "folds": (filled(HEAD + "subtitle: >\n", "  x\n\n", "x: y\n" + SECTION), "unknown key 'x'"),
    "nothing but comments": (filled("", "# x\n"), "the file holds nothing but comments"),
    "nothing but line feeds": (filled("", "\n"), "the file is empty"),
    "an error at the end": (
        filled(HEAD + "x: |\n", "  x\n", "\ny"),
        "this line stands too far left to belong to the text above it",
    ),
    "an ESC": (HEAD.replace("x", "\x1b[31m"), "the character U+001B may not stand in a file"),
    "a NUL": (filled(HEAD, "x: y\0\n"), "the character U+0000 may not stand in a file"),
    "zeros": (b"\0" * SIZE, "the character U+0000 may not stand in a file"),
    "a surrogate": (HEAD.encode() + b"x: \xed\xa0\x80\n", "a byte that is not UTF-8 (0xED)"),
    "an escaped surrogate": (HEAD + 'x: "\\ud800"\n', "is no character's code"),
    "no UTF-8": (b"x: \xff\xfe\xfa\n", "a byte that is not UTF-8 (0xFF)"),
    "noise": (bytes(n * n * 31 % 251 for n in range(100_000)), "error: "),
    "UTF-16": ((HEAD + "x: 日本\n").encode("utf-16"), "it looks like UTF-16"),
    "Shift_JIS": ((HEAD + "x: 日本の技術\n").encode("cp932"), "it looks like Shift_JIS"),
    "EUC-JP": ((HEAD + "x: 日本の技術\n").encode("euc_jp"), "it looks like EUC-JP"),
    "an ideographic space in the name": (HEAD, "needs 'sections'"),
    "5 MB": (b"#" * 5_000_000, "is larger than 4 MiB"),
}
NAMES: Final = {"an ideographic space in the name": "\u3000\x1b[31m\u202e.yaml"}


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)


def circle(path: Path) -> None:
    path.symlink_to(path.name)


PATHS: Final[dict[str, tuple[Callable[[Path], object], str]]] = {
    "a sparse gigabyte": (sparse, "is larger than 4 MiB (1,073,741,824 bytes)"),
    "a pipe": (os.mkfifo, "is a pipe"),
    "an endless device": (lambda path: path.symlink_to("/dev/zero"), "is a device"),
    "a link to itself": (circle, "is a circle of symbolic links"),
    "nothing": (lambda _: None, "no such file"),
}


class Outcome(NamedTuple):
    """How a process ended, and what it said."""

    status: int
    said: str


def checked(path: Path) -> Outcome:
    """What `jpreader check` says of a file, within limits."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))

    done = subprocess.run(
        [sys.executable, "-m", "jpreader", "check", str(path)],
        env={"PYTHONPATH": str(TUI), "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=limited,
        timeout=PATIENCE,
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode("utf-8"))


@pytest.mark.parametrize("name", [*CASES, *PATHS])
def test_it_is_told_and_nothing_else_happens(name: str, tmp_path: Path) -> None:
    path = tmp_path / NAMES.get(name, "a.yaml")
    if name in CASES:
        source, expected = CASES[name]
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
    else:
        make, expected = PATHS[name]
        make(path)
    status, said = checked(path)
    assert status == 1, said[-2000:]
    assert "Traceback" not in said
    assert expected in said
    assert len(said) < 100_000
    assert not set(said) & {chr(code) for code in (*range(10), *range(11, 32), *range(127, 160), 0x202E)}
