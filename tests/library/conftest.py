"""What the tests of the index need: small articles in a folder, and an index of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from jpreader.library.database import Database
from jpreader.library.index import Index, Joins
from jpreader.library.indexing import update
from jpreader.library.progress import Progress
from jpreader.library.scan import place

ARTICLE = """\
jpreader: 1
language: {language}
title: {title}
published: {published}
tags: [{tags}]
sections:
  - id: lead
    title: Lead
    body: |
      {body}
{more}"""
OVERLAY = """\
jpreader: 1
translates: {id}
language: ja
title: {title}
sections:
  lead: {{title: 冒頭, body: {body}}}
{more}"""


class Shelf:
    """A folder of articles, and the index of it."""

    def __init__(self, folder: Path, cache: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.database = Database(str(cache))

    def write(
        self,
        id: str,
        body: str,
        more: str = "",
        *,
        title: str = "News",
        language: str = "en",
        published: str = "2024-04",
        tags: str = "",
    ) -> Path:
        """Write an article; it has been there for a while, so that its time tells whether it changes."""
        text = ARTICLE.format(
            title=title, language=language, published=published, tags=tags, body=body, more=more.lstrip("\n")
        )
        return self.put(f"{id}.yaml", text)

    def translate(self, id: str, body: str, more: str = "", title: str = "ニュース") -> Path:
        """Write a Japanese translation."""
        return self.put(f"{id}.ja.yaml", OVERLAY.format(id=id, title=title, body=body, more=more.lstrip("\n")))

    def put(self, name: str, text: str) -> Path:
        """Write a file."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        settle(path)
        return path

    def update(self, processes: int = 1) -> list[Progress]:
        """Bring the index up to date."""
        return list(update(self.database, [str(self.folder)], processes))

    def index(self, joins: Joins = Joins()) -> Index:  # noqa: B008
        """The index, up to date."""
        self.update()
        return Index(self.database, [place(str(self.folder))], joins)


def settle(path: Path) -> None:
    """Give a file a time that is long enough ago, and another one each time."""
    when = 1_700_000_000_000_000_000 + next(_times)
    os.utime(path, ns=(when, when))


_times = count()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """An empty shelf."""
    made = Shelf(tmp_path / "articles", tmp_path / "cache")
    yield made
    made.database.close()
