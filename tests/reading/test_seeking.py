"""Seeking a regular expression beside the loop, in a process that ends."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from jpreader.article.expression import BadPattern
from jpreader.article.markup import blocks
from jpreader.article.model import Article, Section
from jpreader.reading.seeking import seek

ENDLESS = "(a+)+b"


def article(*bodies: str) -> Article:
    sections = []
    for number, body in enumerate(bodies):
        text, made = blocks(f"Section {number}", body)
        sections.append(Section(f"s{number}", made, text))
    return Article("a", "en", "A", tuple(sections))


def children() -> set[str]:
    """The processes that this one has begun, by their ids."""
    return set(Path("/proc/thread-self/children").read_text().split())


async def test_it_finds_in_each_edition_by_section() -> None:
    english, japanese = article("Chips, chips", "no"), article("chips", "半導体 chips")
    found = await seek([english, japanese], "chip.")
    assert [[(span.section, span.end - span.start) for span in spans] for spans in found] == [
        [("s0", 5), ("s0", 5)],
        [("s0", 5), ("s1", 5)],
    ]


async def test_a_wrong_one_says_where() -> None:
    with pytest.raises(BadPattern, match="character 2") as raised:
        await seek([article("a")], "a[")
    assert raised.value.position == 1


async def test_one_that_would_never_end_is_given_up_and_the_loop_runs_on() -> None:
    seeking = asyncio.create_task(seek([article("a" * 5000)], ENDLESS))
    turns = 0
    while not seeking.done():
        await asyncio.sleep(0.005)
        turns += 1
    with pytest.raises(BadPattern, match="takes too long"):
        await seeking
    assert turns > 20  # a loop that is held comes round once or twice before it is given up


@pytest.mark.skipif(not Path("/proc/thread-self/children").exists(), reason="Linux says which processes there are")
async def test_cancelled_it_leaves_no_process() -> None:
    before = children()
    seeking = asyncio.create_task(seek([article("a" * 5000)], ENDLESS))
    while not children() - before:
        await asyncio.sleep(0.001)
    seeking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await seeking
    end = time.monotonic() + 0.5  # before it would have ended by itself
    while children() - before and time.monotonic() < end:
        await asyncio.sleep(0.001)
    assert children() == before
