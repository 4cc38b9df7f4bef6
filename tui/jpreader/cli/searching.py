"""`jpreader search`: the articles that answer a query, for people and for scripts."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from jpreader.cli.indexed import opened
from jpreader.cli.report import told
from jpreader.cli.streams import Stopped, complain, emit, flush
from jpreader.library.lit import Hit
from jpreader.library.plan import IsUnread
from jpreader.library.query import Unread, leaves, parse
from jpreader.library.search import Found, Results, all_unread, count, search
from jpreader.reading import folders

BOLD, USUAL = "\x1b[1m", "\x1b[22m"


def find(query: str, articles: Sequence[str], format: str, most: int, language: str) -> int:
    """Print what a query finds; 1 if nothing does.

    Raises:
        Stopped: the query is wrong, or the articles aren't there.
    """
    parsed = parse(query)
    if parsed.node is None:
        raise Stopped("\n".join(["the query is wrong", *map(told, parsed.problems)]), 2)
    asked = (*leaves(parsed.node), *leaves(parsed.node, False))
    with _memory(any(isinstance(leaf, Unread) for leaf in asked)) as unread, opened(articles) as ask:
        results: Results = ask(lambda index: search(index, query, most, unread, language))
        complain("".join(f"{told(problem)}\n" for problem in results.problems))
        if format == "json":
            emit(json.dumps([_data(one) for one in results.found], ensure_ascii=False, indent=2) + "\n")
        else:
            lit = sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
            emit("\n".join(_text(one, lit) for one in results.found))
        flush()
        if results.more:
            of = ask(lambda index: count(index, query, unread))
            complain(f"{len(results.found):,} of {of:,} articles; --limit {of} shows all\n")
    if not results.found:
        complain("no article answers this\n")
    return 0 if results.found else 1


def _text(found: Found, lit: bool) -> str:
    ref = found.ref
    lines = [ref.title, "  " + "  ".join(filter(None, (ref.published, ref.language, ref.source, ref.path)))]
    lines += [f"    {f'#{hit.section} ' if hit.section else ''}{_lit(hit) if lit else hit.text}" for hit in found.hits]
    if not found.hits and found.lead:
        lines.append(f"    {found.lead}")
    return "".join(f"{line}\n" for line in lines)


def _lit(hit: Hit) -> str:
    """A sentence with what was found in bold: a reader without colours sees it, too."""
    out, at = "", 0
    for start, end in hit.lit:
        out += f"{hit.text[at:start]}{BOLD}{hit.text[start:end]}{USUAL}"
        at = end
    return out + hit.text[at:]


def _data(found: Found) -> dict[str, object]:
    ref = found.ref
    return {
        "id": ref.id,
        "path": ref.path,
        "title": ref.title,
        "language": ref.language,
        "published": ref.published,
        "source": ref.source,
        "lead": found.lead,
        "hits": [
            {"section": hit.section, "start": hit.start, "end": hit.end, "text": hit.text, "lit": hit.lit}
            for hit in found.hits
        ],
    }


@contextmanager
def _memory(asked: bool) -> Iterator[IsUnread]:
    """Tells what was read, from what is kept of it; it isn't made where there is nothing yet, or where none asks."""
    path = folders.memory()
    if not asked or not os.path.exists(path):
        yield all_unread
        return
    from jpreader.reading.store import Store

    with closing(Store(path)) as store:
        yield store.unread
