"""The file descriptors of a terminal, opened and read without waiting."""

from __future__ import annotations

import errno
import os


def own(descriptor: int) -> int:
    """A description of a terminal of our own, that doesn't block, while that of the shell goes on blocking.

    Raises:
        OSError: it is no terminal.
    """
    name = os.ttyname(descriptor)
    try:
        return os.open(name, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:  # another user's, as after `su`
        if error.errno not in (errno.EACCES, errno.EPERM, errno.ENOENT):
            raise
        own = os.dup(descriptor)
        os.set_blocking(own, False)
        return own


def read(descriptor: int) -> bytes | None:
    """What has come; empty at the terminal's end, None if nothing has come."""
    try:
        return os.read(descriptor, 65536)
    except BlockingIOError:
        return None
    except OSError:
        return b""
