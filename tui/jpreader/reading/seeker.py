"""What runs in the process that seeks a regular expression; it imports little, so that it begins at once."""

from __future__ import annotations

import marshal
import signal
import sys
from typing import Final

from jpreader.article.expression import BadPattern, Extent, extents

MOST_SECONDS: Final = 1.0  # the reader waits


def answer() -> None:
    """Read a pattern and texts from standard input; write the extents in each, or what is wrong and where.

    After `MOST_SECONDS` SIGALRM ends the process, whatever `re` is doing.
    """
    pattern, texts = marshal.load(sys.stdin.buffer)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    found: list[list[Extent]] | tuple[str, int]
    try:
        found = extents(pattern, texts)
    except BadPattern as error:
        found = (str(error), error.position)
    marshal.dump(found, sys.stdout.buffer)
