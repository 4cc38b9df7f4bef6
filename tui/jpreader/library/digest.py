"""Hashes by which a file, or an article with its translations, is known to have changed."""

from __future__ import annotations

import os
from collections.abc import Iterable

from jpreader.article.files import Unreadable, read
from jpreader.library.hashing import blake2b
from jpreader.library.shelf import SUFFIX


def file_digest(path: str) -> bytes:
    """A hash of what a file holds; empty if it can't be read."""
    try:
        return blake2b(read(path), digest_size=16).digest()
    except Unreadable:
        return b""


def digest(hashes: Iterable[bytes]) -> bytes:
    """A hash of all files of a family, from theirs in the order of the files' names."""
    return blake2b(b"".join(hashes), digest_size=16).digest()


def digest_now(path: str) -> bytes:
    """The hash of an article with its translations, as the index has it, from the files as they are.

    Raises:
        OSError: the folder can't be listed.
    """
    folder, name = os.path.split(os.path.abspath(path))
    begin = name.partition(".")[0] + "."
    own = sorted(other for other in os.listdir(folder) if other.startswith(begin) and other.endswith(SUFFIX))
    return digest(file_digest(os.path.join(folder, other)) for other in own)
