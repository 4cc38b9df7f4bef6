"""What the reader keeps of an article outside of it: what they copy."""

from __future__ import annotations

import asyncio
from typing import Final

from jpreader.screens.reader import Reader
from jpreader.terminal.clipboard import MOST_BYTES, hand_to_tmux, sequence
from jpreader.terminal.wire import Wire
from jpreader.view.copying import copied

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
