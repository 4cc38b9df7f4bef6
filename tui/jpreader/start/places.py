"""Where the articles are that are asked together with those that are read."""

from __future__ import annotations

import os

from jpreader.library.bundle import content
from jpreader.library.shelf import Selection
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
