"""What has changed in folders of articles since they were indexed, by the sizes and times of the files.

A family is what stands in a folder under one name: an article, its translations, and whatever else begins so. It is
read as a whole, since a translation is nothing without its original.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from jpreader.library.shelf import SUFFIX

STRETCH: Final = 2000  # files that are looked at between two chances to do what is more urgent: 20 ms
SETTLED: Final = 2_000_000_000  # ns: FAT keeps times to 2 s, and a file may change twice within what is kept
UNSETTLED: Final = -1
"""The time that is kept of a file that had just been written: it is looked into again."""


class File(NamedTuple):
    """A file as the index knows it."""

    name: str
    size: int
    mtime: int
    """ns; see `UNSETTLED`."""
    hash: bytes = b""


Sizes = dict[str, tuple[int, int]]
"""Size and time of each file, by its name."""


class Family(NamedTuple):
    """The files of a folder that have a name in common, as they are now."""

    folder: str
    """A real path."""
    name: str
    files: tuple[File, ...]
    """With the hash that was kept of each; none where the files are gone."""


class Place(NamedTuple):
    """Where to look: a folder, or in it one family."""

    folder: str
    family: str = ""


def place(path: str) -> Place:
    """Where to look for a path that is a folder or a file."""
    if os.path.isdir(path):
        return Place(os.path.realpath(path))
    folder, name = os.path.split(os.path.abspath(path))
    return Place(os.path.realpath(folder), family(name))


def by_folder(places: Iterable[Place]) -> dict[str, set[str]]:
    """The families that some places are of each folder, so that it is looked through once; none for all of it."""
    named: dict[str, set[str]] = {}
    for one in places:
        named.setdefault(one.folder, set()).add(one.family)
    return {folder: set() if "" in families else families for folder, families in named.items()}


def family(name: str) -> str:
    """The name of a file's family."""
    return name.partition(".")[0]


def nothing() -> None:
    """There is nothing more urgent."""


def found(folder: str, families: Collection[str] = (), between: Callable[[], None] = nothing) -> Sizes:
    """Size and time of each file that may be an article, by its name; a folder that is gone has none.

    Args:
        folder: a real path.
        families: those that are meant; none for all.
        between: called now and then.

    Raises:
        OSError: the folder is there and can't be listed.
    """
    files: Sizes = {}
    limit = time.time_ns() - SETTLED
    try:
        with os.scandir(folder) as entries:
            for number, one in enumerate(entries):
                if not number % STRETCH:
                    between()
                name = one.name
                if not name.endswith(SUFFIX) or name[0] == "." or (families and family(name) not in families):
                    continue
                try:
                    status = one.stat()
                except OSError:  # a link to nowhere: reading it says why
                    files[name] = (0, 0)
                    continue
                time_ns = status.st_mtime_ns
                files[name] = (status.st_size, time_ns if time_ns < limit else UNSETTLED)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    return files


def changed(folder: str, now: Sizes, before: Sizes, hashes: Callable[[str], Mapping[str, bytes]]) -> Iterator[Family]:
    """The families that have to be looked into.

    Args:
        folder: a real path.
        now: what is found there.
        before: what the index knows of it.
        hashes: gives those of the files of a family by their names, as the index has them.
    """
    names = {family(name) for name, one in now.items() if one[1] == UNSETTLED or before.get(name) != one}
    gone = {family(name) for name in before.keys() - now.keys()}
    members: dict[str, list[str]] = {name: [] for name in sorted(names | gone)}
    for name in now if members else ():
        if (own := members.get(name.partition(".")[0])) is not None:  # as `family`, in half the time
            own.append(name)
    for name, files in members.items():
        # Without its hashes a family that has lost a member is read again, whatever else is as it was.
        known = {} if name in gone else hashes(name)
        yield Family(folder, name, tuple(File(one, *now[one], known.get(one, b"")) for one in sorted(files)))


def changed_family(folder: str, name: str, known: Sequence[File]) -> Family | None:
    """A family that has to be looked into, by those of its files that the index knows; None if it hasn't changed.

    Args:
        folder: a real path.
        name: the family's.
        known: its files, as the index has them.
    """
    limit = time.time_ns() - SETTLED
    now: list[File] = []
    for one in known:
        size = time_ns = 0
        try:
            status = os.stat(os.path.join(folder, one.name))
            size, time_ns = status.st_size, status.st_mtime_ns
        except FileNotFoundError:
            continue
        except OSError:  # as `found` has it
            pass
        now.append(one._replace(size=size, mtime=time_ns if time_ns < limit else UNSETTLED))
    if len(now) < len(known):
        return Family(folder, name, tuple(one._replace(hash=b"") for one in now))
    unchanged = all(one == old and one.mtime != UNSETTLED for one, old in zip(now, known, strict=True))
    return None if unchanged else Family(folder, name, tuple(now))
