"""What the system tells of files as they change, where it does: Linux's inotify, of folders on its own disks.

Python has no function for it; the libraries that are small call the C library by ctypes as well. It takes 5 ms to
import, in the process that indexes. Where there is no inotify, or of what another machine writes on a network's disk,
nothing is told, and changes are found when they are looked for.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterable
from typing import Final

CLOSED_AFTER_WRITING, MOVED_FROM, MOVED_TO, DELETED = 0x08, 0x40, 0x80, 0x200
MISSED: Final = 0x4000  # more changed than the system keeps till it is read
ONLY_FOLDERS: Final = 0x01000000
_WANTED: Final = CLOSED_AFTER_WRITING | MOVED_FROM | MOVED_TO | DELETED | ONLY_FOLDERS
_EVENT: Final = struct.Struct("iIII")
_MOST_BYTES: Final = 1 << 16


class Watch:
    """Some folders, of whose files one hears when they are written, moved or deleted; not of their subfolders'."""

    def __init__(self, folders: Iterable[str]) -> None:
        """Begin to watch folders; those that can't be watched are left out.

        Raises:
            OSError: this system has no such thing, or no more of it.
        """
        if not sys.platform.startswith("linux"):
            raise OSError("there is no inotify")
        import ctypes  # only here: see above

        libc = ctypes.CDLL(None, use_errno=True)
        self._file = int(libc.inotify_init1(os.O_CLOEXEC))
        if self._file < 0:
            raise OSError(ctypes.get_errno(), "inotify can't be had")
        numbers = {int(libc.inotify_add_watch(self._file, os.fsencode(one), _WANTED)): one for one in folders}
        self._folders = {number: folder for number, folder in numbers.items() if number >= 0}

    def changed(self) -> list[str] | None:
        """Wait for changes; gives the paths of the files, or None where there were more than are told."""
        told, at = os.read(self._file, _MOST_BYTES), 0
        paths: dict[str, None] = {}
        while at < len(told):
            number, what, _, length = _EVENT.unpack_from(told, at)
            at += _EVENT.size
            name = told[at : at + length].rstrip(b"\0")
            at += length
            if what & MISSED:
                return None
            if name and number in self._folders:
                paths[os.path.join(self._folders[number], os.fsdecode(name))] = None
        return list(paths)
