"""What is written, and read, when there is no screen: UTF-8 bytes, whatever the locale says."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO, TextIO

PIECE = 64 * 1024  # bytes: what a pipe holds on Linux


class Stopped(Exception):
    """What was asked for can't be done: what to say on standard error, and the exit status."""

    def __init__(self, message: str, status: int = 1) -> None:
        super().__init__(message)
        self.status = status


class Gone(Exception):
    """Whoever was reading our output has closed it."""


def emit(text: str) -> None:
    """Write lines to standard output.

    Raises:
        Gone: nobody reads it any more.
        Stopped: it can't be written.
    """
    with _told():
        _bytes_of(sys.stdout).write(_encoded(text))


def flush() -> None:
    """Have all output written; raises as `emit` does."""
    if sys.stdout is not None:
        with _told():
            sys.stdout.buffer.flush()


def complain(text: str) -> None:
    """Write lines to standard error, after all output; where even that can't be written there is nobody to tell.

    What was typed is often told again, and may hold anything: it is cleaned here, whoever wrote the message.
    """
    from jpreader.article.text import clean  # wanted only where something is wrong

    with contextlib.suppress(Gone, Stopped):
        flush()
    try:
        stream = _bytes_of(sys.stderr)
        stream.write(_encoded(clean(text)))
        stream.flush()
    except OSError:
        let_go(2)


def let_go(descriptor: int = 1) -> None:
    """Send what is still to be written to nowhere, so that Python doesn't complain of it at its end."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def piped() -> bytes:
    """What comes on standard input, up to the largest size of an article.

    Raises:
        Stopped: it is a terminal, where nothing comes.
        Unreadable: there is too much, or it can't be read.
    """
    from jpreader.article.files import MOST_BYTES, Unreadable

    if sys.stdin is None:
        raise Unreadable("standard input is closed")
    if sys.stdin.isatty():
        raise Stopped("- is standard input, and that is the terminal: pipe an article in, or name its file", 2)
    source = bytearray()
    try:
        # Piece by piece: inside of one long read an interrupt may have to wait for the end of the input.
        while len(source) <= MOST_BYTES and (part := sys.stdin.buffer.read(PIECE)):
            source += part
    except OSError as error:
        raise Unreadable(os.strerror(error.errno or 0)) from None
    if len(source) > MOST_BYTES:
        raise Unreadable("larger than 4 MiB: split it into several articles")
    return bytes(source)


def _bytes_of(stream: TextIO | None) -> BinaryIO:
    if stream is None:
        raise OSError(errno.EBADF, "it is closed")
    return stream.buffer


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """What goes wrong in writing, as what `main` understands."""
    try:
        yield
    except BrokenPipeError:
        raise Gone from None
    except OSError as error:
        raise Stopped(f"can't write the output: {error.strerror or error}") from None
