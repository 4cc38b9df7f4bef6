"""The first screen of the next start, kept when jpreader ends: it stands before anything else is imported.

It is shown only if all that it was made from is as it was: the arguments and the folder they were given in, the
version, the terminal and its size, the settings, the places kept, and every file of the article, byte for byte.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

import jpreader
from jpreader.reading import folders
from jpreader.terminal.capabilities import Capabilities

if TYPE_CHECKING:
    from jpreader.terminal.grid import Grid

MOST_KEPT: Final = 32  # screens of different arguments, of 8 to 30 KB each

STAMPED: Final = "stamp:"  # before the path of a file of which no sum is taken

_END: Final = "\n\n"  # of the facts: a screen begins after it


class Files(NamedTuple):
    """Files, and what was in them when they were looked at."""

    paths: tuple[str, ...]
    contents: tuple[str, ...]
    """A stamp and a sum of each."""

    @classmethod
    def now(cls, paths: Iterable[str]) -> Files:
        """Files as they are."""
        named = tuple(paths)
        return cls(named, tuple(map(_content, named)))

    @classmethod
    def stamped(cls, paths: Iterable[str]) -> Files:
        """Files as they are, of which the stamps tell enough: those of an index, which only jpreader writes."""
        named = tuple(f"{STAMPED}{path}" for path in paths)
        return cls.now(named)


class Asked(NamedTuple):
    """What a start was asked for, and where."""

    arguments: tuple[str, ...]
    folder: str
    size: tuple[int, int]
    capabilities: Capabilities
    local: bool
    """True if the terminal is on this machine, and not at the other end of a line."""

    @property
    def path(self) -> str:
        """The file of this start's screen."""
        name = f"{zlib.crc32(repr((self.arguments, self.folder)).encode('utf-8', 'surrogatepass')):08x}"
        return os.path.join(folders.cache(), "screens", name)

    def facts(self, files: Files) -> str:
        """All that the screen depends on, as one text of lines, in which the files are named."""
        named = [argument for argument in self.arguments if os.path.lexists(argument)]
        state = os.path.join(folders.state(), "reading.db")
        lines = [
            f"jpreader {jpreader.__version__}",
            *(f"file {_escaped(path)}" for path in files.paths),
            *files.contents,
            *map(_stamp, (folders.settings(), state, f"{state}-wal")),
            repr((self, named)),
        ]
        return "\n".join(lines)


class Kept(NamedTuple):
    """A screen, and whether it has a mouse."""

    grid: Grid
    mouse: bool


class Recalled(NamedTuple):
    """A screen that was kept."""

    size: tuple[int, int]
    drawn: str
    """What shows it on an empty screen."""
    written: str
    mouse: bool

    @property
    def grid(self) -> Grid:
        """Its cells: asked for once it stands, which takes as long as all else of recalling it."""
        from jpreader.terminal.grid import Grid

        grid = Grid(*self.size)
        grid.write(self.written)
        return grid


def recalled(asked: Asked) -> Recalled | None:
    """The screen that this start begins with; None if none was kept, or if anything has changed since."""
    try:
        with open(asked.path, encoding="utf-8", newline="") as file:
            facts, _, screen = file.read().partition(_END)
    except (OSError, UnicodeError):
        return None
    header, _, facts = facts.partition("\n")
    mouse, _, length = header.partition(", ")
    paths = [_unescaped(line[5:]) for line in facts.splitlines() if line.startswith("file ")]
    if not screen or not length.isdecimal() or facts != asked.facts(Files.now(paths)):
        return None
    from jpreader.terminal.shown import draws

    found = Recalled(asked.size, screen[: int(length)], screen[int(length) :], mouse == "mouse")
    return found if draws(found.drawn) else None  # whoever can write there mustn't write to the terminal


def keep(asked: Asked, files: Files, kept: Kept) -> None:
    """Keep the screen that the next start like this begins with; where it can't be kept, that start is as the first."""
    from jpreader.terminal.shown import drawn

    path = asked.path
    fresh = f"{path}.{os.getpid()}"
    drawing = drawn(kept.grid.rows, asked.capabilities)
    header = f"{'mouse' if kept.mouse else 'no mouse'}, {len(drawing)}\n"
    text = header + asked.facts(files) + _END + drawing + kept.grid.written()
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(fresh, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(fresh, path)
        _thin(os.path.dirname(path))
    except (OSError, UnicodeError):
        return


def files_of(path: str) -> Files:
    """What an article is made from, and the folder in which another translation would stand.

    Raises:
        OSError: the folder can't be listed.
    """
    path = os.path.abspath(path)
    folder, name = os.path.split(path)
    stem = name.removesuffix(".yaml")
    beside = [other for other in os.listdir(folder) if other.startswith(f"{stem}.") and other != name]
    return Files.now([folder, path, *(os.path.join(folder, other) for other in sorted(beside))])


def _thin(folder: str) -> None:
    """Let the screens that weren't used for longest go."""
    kept = sorted(os.scandir(folder), key=lambda entry: entry.stat().st_mtime_ns)
    for entry in kept[:-MOST_KEPT]:
        os.unlink(entry.path)


def _stamp(path: str) -> str:
    """What changes whenever a file does."""
    try:
        found = os.stat(path)
    except OSError:
        return "-"
    return f"{found.st_mtime_ns} {found.st_size} {found.st_ino}"


def _content(path: str) -> str:
    """A stamp of a file and a sum of its bytes; of a folder, a stamp of what is in it."""
    if path.startswith(STAMPED):
        return _stamp(path.removeprefix(STAMPED))
    if os.path.isdir(path):
        return _stamp(path)
    try:
        with open(path, "rb") as file:
            return f"{_stamp(path)} {zlib.crc32(file.read())}"
    except OSError:
        return "-"


def _escaped(path: str) -> str:
    return path.encode("unicode_escape").decode("ascii")


def _unescaped(text: str) -> str:
    return text.encode("ascii", "replace").decode("unicode_escape", "replace")
