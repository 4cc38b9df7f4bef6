"""What there is to choose from: the articles, and the keys."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

from jpreader.cli.report import all_told
from jpreader.cli.streams import Stopped, complain, emit, flush, piped

EXAMINED: Final = 4 * 1024 * 1024  # bytes decoded whole before only heads are read: about half a second


def articles(arguments: Sequence[str]) -> int:
    """A line for each article: id, languages, date and title between tabs; 1 if one of them is broken."""
    from jpreader.library.selection import Misuse, every
    from jpreader.library.shelf import examine
    from jpreader.start.places import own_places

    try:
        named, problems = every(arguments or list(filter(_has_articles, own_places())), piped)
    except Misuse as misuse:
        raise Stopped(str(misuse), 2) from None
    complain(all_told(problems))
    status, left = 1 if problems else 0, EXAMINED
    for bare, _ in named:
        left -= _size(bare.path)
        item = bare if bare.editions and left < 0 else examine(bare)
        if item.problem:
            status = 1
            emit(f"{item.id}\t\t\t{item.problem}\n")
        else:
            emit(f"{item.id}\t{','.join(item.languages)}\t{item.published}\t{item.title}\n")
    return status


def _has_articles(folder: str) -> bool:
    from jpreader.library.shelf import SUFFIX

    return any(name.endswith(SUFFIX) for name in os.listdir(folder))


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:  # standard input, or a file that can't be read
        return 0


def keys() -> int:
    """Every command with its keys, group by group; 1 if something is wrong with the settings."""
    from jpreader.article.text import one_line
    from jpreader.cli.reading import query_problems
    from jpreader.commands import COMMANDS, GROUPS, keys_label
    from jpreader.reading import folders
    from jpreader.reading.keymap import keymap
    from jpreader.reading.settings import load

    path = folders.settings()
    settings, problems = load(path, query_problems)
    effective, _ = keymap(settings.keys)
    labels = {command.id: keys_label(effective[command.id]) or "–" for command in COMMANDS}
    first, second = max(map(len, labels)), max(map(len, labels.values()))
    for group in GROUPS:
        emit(f"{group}\n")
        for command in COMMANDS:
            if command.group == group:
                changed = "*" if effective[command.id] != command.keys else " "
                emit(f" {changed}{command.id:{first}}  {labels[command.id]:{second}}  {command.help}\n")
    emit(f"\nYour own keys (marked *) go under `keys` in {one_line(path)}\n")
    flush()
    complain(all_told(problems))
    return 1 if problems else 0
