"""How a reader finds words in the article that is open: asked for in a prompt, shown while they type."""

from __future__ import annotations

from contextlib import suppress

from textual import on
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from jpreader.article.expression import BadPattern
from jpreader.article.find import Query
from jpreader.reading.reading import Reading
from jpreader.reading.seeking import seek
from jpreader.screens.commanded import Keymap
from jpreader.screens.keeping import Keeping
from jpreader.view import going
from jpreader.widgets.prompt import Prompt


class Finding(Keeping):
    """The part of the reader's screen that is about that."""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self._before_prompt: Reading | None = None
        self._seeking: Worker[None] | None = None

    @property
    def seeking(self) -> bool:
        """True while a regular expression is being found."""
        return self._seeking is not None

    async def sought(self) -> None:
        """Wait for what is being found."""
        if self._seeking is not None:
            with suppress(WorkerFailed, WorkerCancelled):  # a failure ends the application by itself
                await self._seeking.wait()
            self._seeking = None

    def stop_seeking(self) -> None:
        """Stop finding it."""
        if self._seeking is not None:
            self._seeking.cancel()
            self._seeking = None

    def do_find(self) -> None:
        """Ask what to find."""
        if self.query("#prompt"):
            return
        self._before_prompt = self.reading
        regex = bool(self.reading.query and self.reading.query.regex)
        self.mount(prompt := Prompt(regex))
        prompt.focus()

    @on(Prompt.Asked)
    def _asked(self, message: Prompt.Asked) -> None:
        before = self._before_prompt
        if before is None:
            return
        if message.done:
            self._close_prompt()
        self.stop_seeking()
        if not message.query.text:
            self.reading = before
        elif message.query.regex:
            self._seeking = self.run_worker(self._seek(before, message.query, message.done))
        else:
            self._show_found(before.searching(message.query), before, message.done)

    async def _seek(self, before: Reading, query: Query, done: bool) -> None:
        """Find a regular expression; the screen goes on meanwhile, and a key after Enter waits for it."""
        try:
            found = before.searching(query, await seek(before.editions, query.text))
        except BadPattern as error:
            self.reading = before.saying(str(error))
        else:
            self._show_found(found, before, done)

    def _show_found(self, found: Reading, before: Reading, done: bool) -> None:
        found = found._replace(pane="article").step(1, seen=False)
        self.reading = going.revealed(self.sight, found, before if done else None)

    @on(Prompt.Left)
    def _left(self) -> None:
        self.stop_seeking()
        if self._before_prompt is not None:
            self.reading = self._before_prompt
        self._close_prompt()

    def _close_prompt(self) -> None:
        self._before_prompt = None
        self.put_prompt_away()
