"""What an article is to a cache, and that nothing changes it."""

from __future__ import annotations

import pytest

from jpreader.article.markup import blocks
from jpreader.article.model import Article, Section


def small(title: str = "A title") -> Article:
    text, parts = blocks("Heading", "A text.")
    return Article("a", "en", title, (Section("one", parts, text),))


def test_two_articles_are_one_only_if_they_are_the_same_object() -> None:
    first, second = small(), small()
    assert first == first
    assert (first != first) is False  # a tuple has both of them
    assert first != second
    assert (first == second) is False
    assert {first: "first", second: "second"}[first] == "first"
    assert first in (second, first)
    assert first not in (second,)


def test_an_article_can_key_a_cache_though_it_holds_mappings() -> None:
    assert small().entities == {}
    assert len({small(), small()}) == 2


def test_another_edition_of_an_article_knows_its_own_sections() -> None:
    first = small()
    assert first.by_section["one"] is first.sections[0]
    assert first.length == len("Heading\nA text.")
    text, parts = blocks("Heading", "Another text.")
    second = first._replace(sections=(Section("two", parts, text),))
    assert isinstance(second, Article)
    assert list(second.by_section) == ["two"]
    assert second.length == len("Heading\nAnother text.")
    assert list(first.by_section) == ["one"]


def test_nothing_changes_an_article() -> None:
    article = small()
    with pytest.raises(AttributeError):
        article.title = "Another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        article.entities["new"] = None  # type: ignore[index]
