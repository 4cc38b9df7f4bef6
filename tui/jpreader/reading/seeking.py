"""Seeks a regular expression in a process of its own, which ends after a second: `re` can't be interrupted otherwise.

In a thread it would hold the interpreter's lock until it is done, and the screen would stand still. A process takes
20 to 50 ms to begin, and the screen goes on meanwhile. What is read from it is what our own interpreter wrote.
"""

from __future__ import annotations

import asyncio
import marshal
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import jpreader
from jpreader.article.expression import BadPattern, Extent
from jpreader.article.model import Article, Span

_ROOT: Final = str(Path(jpreader.__file__).parents[1])
_COMMAND: Final = (
    sys.executable, "-I", "-S", "-c",
    "import sys; sys.path.insert(0, sys.argv[1]); from jpreader.reading.seeker import answer; answer()", _ROOT,
)  # fmt: skip


async def seek(editions: Sequence[Article], pattern: str) -> tuple[tuple[Span, ...], ...]:
    """Where a regular expression matches in each edition, in the order of the text; as `extents` says.

    Cancelled, it ends the process.

    Raises:
        BadPattern: it can't be read, matches too often, or takes over a second.
    """
    process = subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    asked = asyncio.ensure_future(asyncio.to_thread(_asked, process, editions, pattern))
    try:
        return await asyncio.shield(asked)
    except asyncio.CancelledError:
        process.kill()
        await asyncio.wait([asked])  # its thread sees that the process is gone, and closes the pipes
        asked.exception()  # nobody's business any more
        raise


def _asked(process: subprocess.Popen[bytes], editions: Sequence[Article], pattern: str) -> tuple[tuple[Span, ...], ...]:
    texts = [section.text for article in editions for section in article.sections]
    output, _ = process.communicate(marshal.dumps((pattern, texts)))
    if process.returncode == -signal.SIGALRM:
        raise BadPattern("The pattern takes too long here: it was given up after a second")
    if process.returncode:
        raise BadPattern("The pattern takes more memory than there is")
    found: list[list[Extent]] | tuple[str, int] = marshal.loads(output)
    if isinstance(found, tuple):
        raise BadPattern(*found)
    of_sections = iter(found)
    return tuple(
        tuple(Span(section.id, *extent) for section in article.sections for extent in next(of_sections))
        for article in editions
    )
