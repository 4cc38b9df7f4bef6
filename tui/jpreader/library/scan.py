"""What has changed in folders of articles since they were indexed, by the sizes and times of the files.

A family is what stands in a folder under one name: an article, its translations, and whatever else begins so. It is
read as a whole, since a translation is nothing without its original.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from jpreader.library.shelf import SUFFIX

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


def family(name: str) -> str:
    """The name of a file's family."""
    return name.partition(".")[0]


def found(where: Place) -> dict[str, tuple[int, int]]:
    """Size and time of each file that may be an article, by its name; a folder that is gone has none.

    Raises:
        OSError: the folder is there and can't be listed.
    """
    files: dict[str, tuple[int, int]] = {}
    limit = time.time_ns() - SETTLED
    begin = where.family + "."
    try:
        with os.scandir(where.folder) as entries:
            for one in entries:
                name = one.name
                if not name.endswith(SUFFIX) or name[0] == "." or (where.family and not name.startswith(begin)):
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


def changed(where: Place, now: dict[str, tuple[int, int]], known: Iterable[File]) -> Iterator[Family]:
    """The families that have to be looked into."""
    before = {file.name: file for file in known}
    names = {
        family(name)
        for name, (size, mtime) in now.items()
        if (kept := before.get(name)) is None or kept.mtime != mtime or kept.size != size or mtime == UNSETTLED
    }
    names |= {family(name) for name in before.keys() - now.keys()}
    if not names:
        return
    members: dict[str, list[File]] = {name: [] for name in sorted(names)}
    for name, (size, mtime) in now.items():
        if family(name) in members:
            members[family(name)].append(File(name, size, mtime, before[name].hash if name in before else b""))
    gone = {family(name) for name in before.keys() - now.keys()}
    for name, files in members.items():
        # Without its hashes a family that has lost a member is read again, whatever else is as it was.
        own = [file._replace(hash=b"") for file in files] if name in gone else files
        yield Family(where.folder, name, tuple(sorted(own)))
