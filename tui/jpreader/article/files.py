"""Files read with care: whatever a path names, there is one line that says what it is, and no wait."""

from __future__ import annotations

import errno
import os
import stat
from typing import Final

from jpreader.article.text import one_line

MOST_BYTES: Final = 4 * 1024 * 1024  # of a file: two hundred times the first article

_REASONS: Final = {
    errno.ENOENT: "no such file",
    errno.ENOTDIR: "no such file: a part of the path is no folder",
    errno.EACCES: "may not be read: look at its permissions with ls -l",
    errno.EPERM: "may not be read: look at its permissions with ls -l",
    errno.ELOOP: "is a circle of symbolic links: look at it with ls -l",
    errno.ENAMETOOLONG: "no such file: the name is too long to be one",
    errno.ENXIO: "is a device or a socket: name an article's file",
    errno.EMFILE: "can't be opened: too many files are open already",
    errno.EIO: "can't be read: its disk or its network doesn't answer as it should",
}


class Unreadable(Exception):
    """A file can't be read; the text says which, why, and what to do, in one line."""


def read(path: str) -> bytes:
    """The bytes of a regular file of at most 4 MiB.

    Raises:
        Unreadable: it is something else, too large, not there, or may not be read.
    """
    try:
        # O_NONBLOCK: a FIFO without a writer must not make the reader wait for one.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except UnicodeEncodeError:
        raise _unreadable(path, "no such file: this system has no bytes for the name") from None
    except ValueError:
        raise _unreadable(path, "no such file: a name can't hold a NUL") from None
    except OSError as error:
        raise _unreadable(path, _reason(error)) from None
    try:
        return _content(path, descriptor)
    except OSError as error:
        raise _unreadable(path, _reason(error)) from None
    finally:
        os.close(descriptor)


def _content(path: str, descriptor: int) -> bytes:
    found = os.fstat(descriptor)
    if stat.S_ISDIR(found.st_mode):
        raise _unreadable(path, "is a folder: name an article in it")
    if stat.S_ISFIFO(found.st_mode):
        raise _unreadable(path, "is a pipe: give - as the article, and < this as the input")
    if not stat.S_ISREG(found.st_mode):
        raise _unreadable(path, "is a device: name an article's file")
    if found.st_size > MOST_BYTES:
        raise _unreadable(path, f"is larger than 4 MiB ({found.st_size:,} bytes): split it into several articles")
    # A file may grow while it is read, and those of /proc have no size.
    parts: list[bytes] = []
    left = MOST_BYTES + 1
    while left and (part := os.read(descriptor, min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    if not left:
        raise _unreadable(path, "is larger than 4 MiB: split it into several articles")
    return b"".join(parts)


def _reason(error: OSError) -> str:
    number = error.errno or 0
    return _REASONS.get(number) or f"can't be read: {os.strerror(number)}"


def _unreadable(path: str, reason: str) -> Unreadable:
    return Unreadable(f"{one_line(path)}: {reason}")
