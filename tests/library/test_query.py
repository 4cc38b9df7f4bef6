"""The language of queries, and what is said of those that are wrong."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jpreader.article.report import render
from jpreader.library.entry import day_number
from jpreader.library.query import And, Has, Node, Not, Or, Unread, Words, leaves, parse


def shape(node: Node | None) -> str:
    """A query with all its parentheses."""
    if isinstance(node, And):
        return f"({' & '.join(map(shape, node.parts))})"
    if isinstance(node, Or):
        return f"({' | '.join(map(shape, node.parts))})"
    if isinstance(node, Not):
        return f"!{shape(node.part)}"
    if isinstance(node, Has):
        compare = f"{node.compare}{node.amount:g}" if node.compare else ""
        return f"{node.field}={node.value}{compare}"
    if isinstance(node, Words):
        return f"{node.text}{'*' if node.prefix else ''}"
    return "unread" if isinstance(node, Unread) else "nothing"


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        ("", "()"),
        ("rain", "rain"),
        ("rain kyoto", "(rain & kyoto)"),
        ("rain AND kyoto or snow", "((rain & kyoto) | snow)"),
        ("rain (kyoto or snow)", "(rain & (kyoto | snow))"),
        ("not rain kyoto", "(!rain & kyoto)"),
        ("-rain -(kyoto or snow)", "(!rain & !(kyoto | snow))"),
        ('"cloud region" -"or"', "(cloud region & !or)"),
        ("semicon*", "semicon*"),
        ("F-35 twenty-one", "(F-35 & twenty-one)"),
        ("kind:Person entity:\"Fumio Kishida\"", "(kind=person & entity=fumio kishida)"),
        ("tag:chips relation:invests-in", "(tag=chips & relation=invests in)"),
        ("unit:USD>1billion unit:jobs", "(unit=usd>1e+09 & unit=jobs)"),
        ("unit:JPY<=7,500億", "unit=jpy<=7.5e+11"),
        ("after:2024-03 before:2025 lang:ja", "(after=2024-03 & before=2025 & lang=ja)"),
        ("unread 半導体", "(unread & 半導体)"),
        ("ｋｉｎｄ：ｐｅｒｓｏｎ　（東京）", "(kind=person & 東京)"),
        ("“cloud region”", "cloud region"),
        ("https://example.org 12:30", "(https://example.org & 12:30)"),
    ],
)  # fmt: skip
def test_a_query_is_understood(query: str, understood: str) -> None:
    parsed = parse(query)
    assert parsed.problems == ()
    assert shape(parsed.node) == understood


@pytest.mark.parametrize(
    ("query", "column", "message", "hint"),
    [
        ("rain kind:perzon", 11, "there is no kind 'perzon'", "did you mean 'person'?"),
        ("rain knid:person", 6, "there is no field 'knid'", "did you mean 'kind'?"),
        ("(rain", 1, "this ( has no ) to it", ""),
        ("rain) snow", 5, "this ) has no ( before it", ""),
        ('a "b c', 3, "this quotation mark has no other to it", ""),
        ("rain and", 6, "'and' has nothing after it", 'put words in quotes to look for them: "and"'),
        ("rain not", 6, "'not' has nothing after it", 'put words in quotes to look for them: "not"'),
        ("or rain", 1, "'or' has nothing before it", 'put words in quotes to look for them: "or"'),
        ("rain ()", 6, "these parentheses are empty", ""),
        ("kind: person", 1, "'kind:' has no value", "write it without a space: kind:person"),
        ("unit:USD>", 6, "there is no number after >", "write unit:USD>1billion"),
        ("unit:USD>much", 10, "'much' is no number: write 750 billion, 1,234.5 or 7,500億", ""),
        ("unit:>5", 6, "there is no unit before the comparison", "write unit:USD>1billion"),
        ("after:2024-13", 7, "'2024-13' has a month 13: they go from 01 to 12", ""),
        ("rain %", 6, "'%' has no letter and no digit to look for", ""),
        ("日本 kind:人", 9, "there is no kind '人'",
         "there are person, company, organization, country, place, technology, product, event, law, other"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_shown_where_it_is(query: str, column: int, message: str, hint: str) -> None:
    parsed = parse(query)
    assert parsed.node is None
    (problem,) = parsed.problems
    assert (problem.column, problem.message, problem.hint) == (column, message, hint)
    assert render(problem).splitlines()[1].endswith(f"| {query}")


def test_a_caret_stands_under_the_place_also_in_japanese() -> None:
    (problem,) = parse("半導体 kind:perzon").problems
    _, line, carets = render(problem).splitlines()
    assert line == "    1 | 半導体 kind:perzon"
    assert carets == f"      | {' ' * 12}^^^^^^ did you mean 'person'?"


def test_dates_and_places_are_kept() -> None:
    node = parse("rain after:2024-03").node
    assert isinstance(node, And)
    words, after = node.parts
    assert isinstance(words, Words)
    assert isinstance(after, Has)
    assert (words.start, words.end, after.start, after.end) == (0, 4, 5, 18)
    assert after.day == day_number((2024, 3, 1))


def test_what_must_not_be_is_no_part_to_light() -> None:
    node = parse("rain -snow (a or not -b)").node
    assert node is not None
    assert [leaf.text for leaf in leaves(node) if isinstance(leaf, Words)] == ["rain", "a", "b"]


@pytest.mark.parametrize(
    "query", ["(" * 5000, "not " * 4000, "-" * 1999, "a " * 990, "x" * 3000, '"' * 1999, "(" * 40 + "a" + ")" * 40]
)
def test_what_is_too_much_is_refused(query: str) -> None:
    assert parse(query).problems


@example("D:\x00")
@given(st.text(alphabet='ab ()"-*:<>=ＡＢand or not kind:unit:USD半導体\u3000\n\x00', max_size=40))
def test_whatever_is_typed_is_understood_or_refused(query: str) -> None:
    parsed = parse(query)
    assert (parsed.node is None) == bool(parsed.problems)
    for problem in parsed.problems:
        assert 1 <= problem.column <= len(query) + 1
        assert "\x00" not in render(problem)
