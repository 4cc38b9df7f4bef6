"""Files read with care: whatever a path names, there is one line that says what it is, and no wait."""

from __future__ import annotations

import errno
import os
import stat
from typing import Final

from jpreader.article.text import one_line

MOST_BYTES: Final = 4 * 1024 * 1024

_REASONS: Final = {
    errno.ENOENT: "no such file",
    errno.ENOTDIR: "no such file: a part of the path is no folder",
    errno.EACCES: "may not be read: look at its permissions with ls -l",
    errno.EPERM: "may not be read: look at its permissions with ls -l",
    errno.ELOOP: "is a circle of symbolic links: look at it with ls -l",
    errno.ENAMETOOLONG: "no such file: the name is too long to be one",
    errno.ENXIO: "is a device or a socket, not a file",
}


class Unreadable(Exception):
    """A file can't be read; the text says which, why, and what to do, in one line."""


def read(path: str) -> bytes:
    """The bytes of a regular file of at most 4 MiB.

    Raises:
        Unreadable: it is something else, too large, not there, or may not be read.
    """
    shown = one_line(os.fsencode(path).decode("utf-8", "replace"))
    try:
        # O_NONBLOCK: a FIFO without a writer must not make the reader wait for one.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except ValueError:
        raise Unreadable(f"{shown}: no such file: a name can't hold a NUL") from None
    except OSError as error:
        raise Unreadable(f"{shown}: {_REASONS.get(error.errno or 0) or os.strerror(error.errno or 0)}") from None
    try:
        mode = os.fstat(descriptor)
        if stat.S_ISDIR(mode.st_mode):
            raise Unreadable(f"{shown}: is a folder: name an article in it")
        if not stat.S_ISREG(mode.st_mode):
            raise Unreadable(f"{shown}: is no regular file: to read from a pipe, give - and pipe into jpreader")
        if mode.st_size > MOST_BYTES:
            raise Unreadable(f"{shown}: is larger than 4 MiB ({mode.st_size:,} bytes): split it into several articles")
        parts: list[bytes] = []
        left = MOST_BYTES + 1
        while left and (part := os.read(descriptor, min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
        if not left:
            raise Unreadable(f"{shown}: is larger than 4 MiB: split it into several articles")
        return b"".join(parts)
    except OSError as error:
        raise Unreadable(f"{shown}: {os.strerror(error.errno or 0)}") from None
    finally:
        os.close(descriptor)
