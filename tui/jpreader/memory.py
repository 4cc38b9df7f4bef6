"""What the reader keeps of an article: what they copy, highlight, note and mark."""

from __future__ import annotations

import asyncio
import os
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Final

from textual import on
from textual.app import App

from jpreader.article import place
from jpreader.article.model import Article, Span
from jpreader.article.quotation import quotation
from jpreader.article.text import one_line
from jpreader.library.shelf import Item, Selection, path_of, stem
from jpreader.reading.notebook import Notes
from jpreader.reading.notes import Kind, Mark, Note, Source
from jpreader.reading.reading import Reading
from jpreader.reading.store import Store
from jpreader.screens.keepsakes import Keepsakes
from jpreader.screens.lettering import Lettering
from jpreader.screens.reader import Reader
from jpreader.terminal.clipboard import MOST_BYTES, hand_to_tmux, sequence
from jpreader.terminal.wire import Wire
from jpreader.view import noting
from jpreader.view.copying import copied
from jpreader.view.keepsakes import Keepsake, keepsakes
from jpreader.view.sight import Sight

BEGINNING: Final = 40  # characters of what was copied that are said, to tell one paragraph from another

NOTHING: Final = "Nothing to copy here"
NO_CLIPBOARD: Final = "This terminal has no clipboard that can be sent to"
TOO_LONG: Final = f"More than {MOST_BYTES:,} bytes: too long for a terminal’s clipboard"


async def copy(reader: Reader, wire: Wire | None) -> None:
    """Send the selection, the paragraph or the entry to the terminal's clipboard; a selection has ended then."""
    text = copied(reader.sight)
    if not text:
        reader.reading = reader.reading.saying(NOTHING)
        return
    try:
        sent = sequence(text, wire.capabilities) if wire else ""
    except ValueError:
        reader.reading = reader.reading.saying(TOO_LONG)
        return
    if wire is not None and await asyncio.to_thread(hand_to_tmux, text):
        taker = "tmux for the terminal’s clipboard"
    elif wire is not None and sent:
        wire.send(sent)
        taker = "the terminal’s clipboard"
    else:
        reader.reading = reader.reading.saying(NO_CLIPBOARD)
        return
    begun = " ".join(text[: BEGINNING + 1].split())
    begun = begun if len(text) <= BEGINNING else begun[:BEGINNING].rstrip() + "…"
    reader.reading = reader.reading.selecting(None).saying(f"Sent {len(text):,} characters to {taker}: “{begun}”")


class Memory:
    """Keeps things of the article that is open; what the disk takes its time for is done in threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._notes = Notes(store)

    async def highlight(self, reader: Reader, item: Item) -> None:
        """Highlight the selection or the paragraph, or take the highlights away that lie on it."""
        spans = noting.target(reader.sight)
        there = noting.highlighted(reader.reading, spans)
        if not spans:
            reader.reading = reader.reading.saying("There is nothing here to highlight")
        elif there:
            ids = [note.id for note in there]
            await self._done(reader, item, await asyncio.to_thread(self._notes.remove, ids), "Highlight removed")
        else:
            notes = [_new("highlight", item, reader.reading.article, span) for span in spans]
            await self._done(reader, item, await asyncio.to_thread(self._notes.keep, notes), "Highlighted")

    async def write(self, reader: Reader, item: Item, message: Reader.Wrote) -> None:
        """Keep a note, which is on the first of some spans; or a change of one; or take it away."""
        text, note = one_line(message.text), message.note
        if note is None and not text:
            return
        if note is None:
            note = _new("note", item, reader.reading.article, message.spans[0])
            done = await asyncio.to_thread(self._notes.keep, [note._replace(text=text)])
            await self._done(reader, item, done, "Note kept")
        elif not text:
            await self._done(reader, item, await asyncio.to_thread(self._notes.remove, [note.id]), "Note removed")
        else:
            changed = note._replace(text=text, changed=time.time())
            await self._done(reader, item, await asyncio.to_thread(self._notes.keep, [changed]), "Note changed")

    async def mark(self, reader: Reader, item: Item, letter: str) -> None:
        """Mark the place with a letter."""
        reading = reader.reading
        at = reading.place._replace(offset=max(0, reading.place.offset))
        source = _source(item, reading.article, reading.section)
        mark = Mark(letter, source, place.anchor(reading.article, at), time.time())
        done = await asyncio.to_thread(self._notes.set, [mark])
        await self._done(reader, item, done, f"Mark {letter} is set here")

    async def marked(self, item: Item | None, letter: str) -> Mark | None:
        """The mark of a letter, as it is in an article; without one that of a capital."""
        return await asyncio.to_thread(self._notes.mark, letter, item.key if item else "")

    async def kept(self, opened: tuple[Reader, Item] | None) -> tuple[Keepsake, ...]:
        """All that is kept, first of the article that is open, if one is."""
        marks, notes = await asyncio.to_thread(lambda: (self._notes.marks(), self._notes.all()))
        reading, key = (opened[0].reading, opened[1].key) if opened else (None, "")
        return keepsakes(marks, notes, reading, key)

    async def remove(self, thing: Mark | Note, back: bool) -> bool:
        """Remove a mark, a highlight or a note, or bring it back; False if that can't be done."""
        notes = self._notes
        if isinstance(thing, Mark):
            return await (asyncio.to_thread(notes.set, [thing]) if back else asyncio.to_thread(notes.unset, thing))
        return await (asyncio.to_thread(notes.keep, [thing]) if back else asyncio.to_thread(notes.remove, [thing.id]))

    async def refresh(self, reader: Reader, item: Item) -> None:
        """Show what another jpreader has kept meanwhile."""
        notes = await asyncio.to_thread(self._notes.of, item.key)
        if notes != reader.reading.notes:
            reader.reading = reader.reading._replace(notes=notes)

    async def _done(self, reader: Reader, item: Item, done: bool, said: str) -> None:
        """Show what is kept now; a selection has ended once it was of use."""
        if not done:
            reader.reading = reader.reading.saying(self._store.problem)
            return
        notes = await asyncio.to_thread(self._notes.of, item.key)
        reader.reading = reader.reading._replace(notes=notes).selecting(None)
        reader.reading = reader.reading.saying(said if self._store.lasting else f"{said}, for this session only")


def _source(item: Item, article: Article, section: str) -> Source:
    path = os.path.abspath(item.path) if item.source is None else ""
    return Source(item.key, path, article.title, article.language, article.by_section[section].title)


def _new(kind: Kind, item: Item, article: Article, span: Span) -> Note:
    now = time.time()
    source = _source(item, article, span.section)
    return Note(uuid.uuid4().hex, kind, source, quotation(article, span), "", now, now)


class Remembering(App[int], inherit_bindings=False):
    """An application that keeps what the reader wants kept of the article that is open."""

    selection: Selection
    store: Store
    memory: Memory
    wire: Wire | None
    keymap: Mapping[str, tuple[str, ...]]
    """The keys of each command."""

    @property
    def opened(self) -> tuple[Reader, Item] | None:
        """The article that is open, and its screen."""
        raise NotImplementedError

    def arrive(self, item: Item, there: Callable[[Reading], Reading]) -> None:
        """Show an article as `there` has it."""
        raise NotImplementedError

    async def remember(self, command: str) -> None:
        """Do what a command says: copy, highlight, list what is kept."""
        if command == "kept" and isinstance(self.screen, Lettering):
            self.push_screen(Keepsakes(await self.memory.kept(self.opened), self.keymap))
        if self.opened is None or self.screen is not self.opened[0]:
            return
        reader, item = self.opened
        if command == "copy":
            await copy(reader, self.wire)
        elif command == "highlight":
            await self.memory.highlight(reader, item)

    @on(Keepsakes.Opened)
    def _kept_opened(self, message: Keepsakes.Opened) -> None:
        self.pop_screen()
        self._go(message.thing)

    def _go(self, thing: Mark | Note) -> None:
        """To where something was kept, in this article or in another."""
        source = thing.source
        known = next((one for one in self.selection.shelf if one.key == source.key), None)
        if self.opened is not None and self.opened[1].key == source.key:
            known = self.opened[1]
        path = path_of(source.key, source.path)
        if known is None and not path:
            self._say("Its article came on standard input, and is not here")
            return
        item = known or Item(stem(path), path)
        self.arrive(item, lambda reading: noting.at_thing(Sight(reading, *self.size), thing))

    @on(Keepsakes.Removed)
    async def _kept_removed(self, message: Keepsakes.Removed) -> None:
        done = await self.memory.remove(message.thing, message.back)
        if self.opened is not None:
            reader, item = self.opened
            await self.memory.refresh(reader, item)
        if not done:
            self._say(self.store.problem)

    def _say(self, text: str) -> None:
        """Say something on the shelf or the article that is on the screen, or under a list."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Lettering):
                screen.say(text)
                return

    @on(Reader.Wrote)
    async def _wrote(self, message: Reader.Wrote) -> None:
        if self.opened is not None:
            await self.memory.write(*self.opened, message)

    @on(Lettering.Lettered)
    async def _lettered(self, message: Lettering.Lettered) -> None:
        if message.setting and self.opened is not None:
            await self.memory.mark(*self.opened, message.letter)
        elif mark := await self.memory.marked(self.opened[1] if self.opened else None, message.letter):
            self._go(mark)
        else:
            self._say(f"There is no mark {message.letter}")

    @on(Reader.Acted)
    def _acted(self) -> None:
        """With each key it is seen what another jpreader has kept."""
        if self.opened is not None and self.store.changed():
            self.run_worker(self.memory.refresh(*self.opened))
