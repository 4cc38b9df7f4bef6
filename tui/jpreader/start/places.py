"""Where the articles are that are asked together with those that are read."""

from __future__ import annotations

import os

from jpreader.library.bundle import content
from jpreader.library.shelf import Item, Selection, item, last_read
from jpreader.reading import folders


def own_places() -> list[str]:
    """What ships, and the reader's own articles where there are some."""
    return [content(), *filter(os.path.isdir, [folders.articles()])]


def places(selection: Selection) -> list[str]:
    """Files and folders: those that were named; what one article stands among, if it was named alone."""
    named = list(selection.paths)
    if selection.default or selection.chosen is not None or not named:
        own = own_places()
        return [*own, *(path for path in named if os.path.dirname(os.path.abspath(path)) not in own)]
    return named


def last(selection: Selection, key: str | None) -> Item | None:
    """The article that was read last, of what ships or of the reader's own, else the first that can be read."""
    folder, name = os.path.split(key or "")
    if key and name and folder == os.path.realpath(folders.articles()) and os.path.isfile(key):
        return item(key)._replace(language=selection.language)
    return last_read(selection.shelf, key)
