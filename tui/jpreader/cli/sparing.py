"""Leaves out of a start what is never used."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_ssl() -> Iterator[None]:
    """Have asyncio imported as it is in a Python that was built without OpenSSL.

    It would import ssl for connections that jpreader never makes: up to 4 MB, and 10 ms. Whoever imports ssl later
    gets it all the same.
    """
    if "ssl" in sys.modules:
        yield
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # so the import system is told that there is none
    try:
        yield
    finally:
        del sys.modules["ssl"]
