"""Where the article that is open is being read, and what has been read of it: kept for the next time."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from jpreader.article import place
from jpreader.library.digest import digest_now
from jpreader.library.shelf import Item
from jpreader.reading.changes import Changes
from jpreader.reading.past import Past, learn
from jpreader.reading.reading import Reading
from jpreader.reading.standing import keep_standing
from jpreader.reading.store import Kept, Store
from jpreader.screens.reader import Reader
from jpreader.start.recall import Files


class Bookmark:
    """What is kept of one article from when it is opened until another one is; only what is new is written."""

    def __init__(self, store: Store, item: Item, files: Files | None, reader: Reader) -> None:
        """Begin to keep.

        Args:
            store: where it is kept.
            item: the article.
            files: those that it was made from, as they were just before; None for an article from elsewhere.
            reader: its screen, which is asked for the reading, not what it has told so far: of keys typed fast
                nothing may be lost.
        """
        self.item = item
        self.reader = reader
        self.compared = False
        """True once it is known what has changed since it was read: till then what was read is needed as it is."""
        self._store = store
        self._files = files
        self._saved: Kept | None = None
        self._stands = False
        self._learnt: frozenset[tuple[int, str]] = frozenset()

    async def compare(self) -> tuple[Changes, ...]:
        """What has changed in each language since it was read; found in another thread, while it is being read."""
        return await asyncio.to_thread(Past(self._store).compare, self.item.key, self.reader.reading.editions)

    def keep(self) -> None:
        """Keep the place, and what was read."""
        self._save(self.reader.reading, self.compared)

    async def keep_beside(self) -> None:
        """Keep the place, and what was read, in another thread."""
        await asyncio.to_thread(self._save, self.reader.reading, self.compared)

    def _save(self, reading: Reading, compared: bool) -> None:
        at = reading.place._replace(offset=max(0, reading.place.offset))
        anchor = place.anchor(reading.article, at)._replace(place=at)
        kept = Kept(anchor, reading.article.language, reading.read)
        if kept != self._saved:
            if not self._store.save(self.item.key, kept):
                return  # nor could anything else be kept, for which the reader would wait as long
            self._saved = kept
        if not self._stands:
            self._stands = True
            self._keep_standing()
        learnt = reading.learnt
        if compared and learnt != self._learnt:
            learn(Past(self._store), self.item.key, reading, self._learnt)
            self._learnt = learnt

    def _keep_standing(self) -> None:
        """Keep how the files of the article stand, if they are as they were when it was opened."""
        if self._files is None or Files.now(self._files.paths) != self._files:
            return
        with suppress(OSError):
            keep_standing(self._store, self.item.key, digest_now(self.item.path))
