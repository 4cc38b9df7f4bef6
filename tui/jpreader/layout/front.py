"""The front matter of an article: title, subtitle, and the byline."""

from __future__ import annotations

from collections.abc import Sequence

from jpreader.article.model import TOP, Article
from jpreader.layout.cells import width
from jpreader.layout.dates import date_label
from jpreader.layout.fill import fill, wrap
from jpreader.layout.line import Chunk, Line, LineRole

SEPARATOR = " · "


def front_lines(article: Article, measure: int) -> list[Line]:
    """The lines of the front matter; their places count characters of title, subtitle and byline on end."""
    lines: list[Line] = []
    offset = 0
    parts: tuple[tuple[LineRole, str], ...] = (("title", article.title), ("subtitle", article.subtitle))
    for role, text in parts:
        if text or role == "title":
            for start, seen, end in fill(text, measure):
                lines.append(Line(role, TOP._replace(offset=offset + start), offset + end, _chunks(text[start:seen])))
            offset += len(text) + 1
    for text in _set_byline(byline(article), measure):
        lines.append(Line("byline", TOP._replace(offset=offset), offset + len(text) + 1, _chunks(text)))
        offset += len(text) + 1
    return lines


def byline(article: Article) -> list[str]:
    """Who wrote it, where and when it was published, on what terms, and what sort of translation it is."""
    source = article.source
    items = [
        ", ".join(author.name for author in article.authors),
        source.name if source else "",
        date_label(article.published, article.language) if article.published else "",
        f"updated {date_label(article.updated, article.language)}" if article.updated else "",
        source.license if source else "",
        f"{article.status} translation" if article.status else "",
    ]
    return [item for item in items if item]


def _set_byline(items: Sequence[str], measure: int) -> list[str]:
    """Items on lines that break between them if they can."""
    lines: list[str] = []
    for item in items:
        if lines and width(lines[-1] + SEPARATOR + item) <= measure:
            lines[-1] += SEPARATOR + item
        else:
            lines += wrap(item, measure)
    return lines


def _chunks(text: str) -> tuple[Chunk, ...]:
    return (Chunk(text),) if text else ()
