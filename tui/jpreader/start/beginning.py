"""What an application begins with: what was asked for, how it is to be read, and the article that is open first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from jpreader.library.shelf import Editions, Item, Selection, load
from jpreader.reading import folders
from jpreader.reading.notebook import Notes
from jpreader.reading.opening import opening
from jpreader.reading.past import Past
from jpreader.reading.reading import Reading
from jpreader.reading.settings import Settings
from jpreader.reading.store import Store
from jpreader.start.places import last
from jpreader.start.recall import Files, files_of

if TYPE_CHECKING:
    from jpreader.view.shelved import Shelved


class Beginning(NamedTuple):
    """What is there before any screen."""

    selection: Selection
    settings: Settings
    keymap: Mapping[str, tuple[str, ...]]
    store: Store
    notice: str
    """What to say first, such as what is wrong with the settings."""
    ascii: bool = False
    """True to draw frames, bars and marks in ASCII."""
    item: Item | None = None
    """The article that is opened; None where there is a shelf to choose from."""
    editions: Editions = Editions((), ())
    """Of that article; without any if it can't be read."""
    files: Files | None = None
    """Those that it was made from, as they were just before; None for an article from elsewhere."""
    reading: Reading | None = None
    """That article as it is opened; None if it can't be."""
    shelved: Shelved | None = None
    """The shelf to choose from, where that is opened first and the index has it."""

    @property
    def language(self) -> str:
        """The one that is wanted, of an article that has it; empty for the original's."""
        return self.selection.language or self.settings.language

    def at(self, item: Item) -> Beginning:
        """With another article open first, at the place where it was left."""
        selection = self.selection._replace(section="", entity="")
        return self._replace(selection=selection, item=item, editions=Editions((), ())).loaded()

    def loaded(self) -> Beginning:
        """With the article that is opened, as its files are now."""
        item = self.item
        if item is None:
            return self
        files = None
        if item.source is None:
            try:
                files = files_of(item.path)
            except OSError:  # loading says why
                files = None
        editions = self.selection.editions if item is self.selection.chosen else None
        loaded = self._replace(files=files, editions=editions or load(item))
        return loaded._replace(reading=loaded.opened())

    def opened(self) -> Reading | None:
        """That article as it is opened, by what is kept of it now."""
        if self.item is None or not self.editions.articles:
            return None
        key, own = self.item.key, self.editions.articles[0]
        kept = self.store.load(key)
        return opening(
            self.editions.articles,
            kept,
            self.settings,
            language=self.item.language,
            section=self.selection.section,
            entity=self.selection.entity,
            problems=self.editions.problems,
            new=Past(self.store).new_in(key, own, kept.read if kept else ()),
            notes=Notes(self.store).of(key),
            notice=self.notice,
        )


def begin(
    selection: Selection,
    settings: Settings,
    keymap: Mapping[str, tuple[str, ...]],
    notice: str = "",
    ascii: bool = False,
) -> Beginning:
    """Open the memory of places, and load the article that is to be open first, if there is one."""
    store = Store(folders.memory())
    item = selection.chosen
    if item is None and selection.default:
        item = last(selection, store.last())
    return Beginning(selection, settings, keymap, store, notice or store.problem, ascii, item).loaded()
