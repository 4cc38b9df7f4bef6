"""`content/article.schema.json`, which editors check articles by, says what the decoder says.

The schema sees what YAML 1.2 makes of a file (`2024` is a number, `true` a boolean, nothing is null), the decoder sees
texts. So these can't agree, and are left out here: the spelling of numbers (`1.0`, `0x1F`), `null` and `~` as words,
the order of keys, and what compares one part of a file with another (ids that exist, lists as long as the original's).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, Final, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from jpreader.article import edtf
from jpreader.article.decode import decode, decode_overlay
from jpreader.article.fields import ID, LANGUAGE, URL, WIKIDATA
from jpreader.article.model import KINDS, SECTION_ROLES, Article, Compare, Status
from jpreader.article.quantity import number
from jpreader.article.yamlevents import Reader
from jpreader.article.yamlnodes import Mapping, Node, Sequence

CONTENT: Final = Path(__file__).parents[2] / "content"
SCHEMA: Final = json.loads((CONTENT / "article.schema.json").read_text("utf-8"))
VALIDATOR: Final = Draft7Validator(SCHEMA)

EVIDENCE: Final = {"section": "one", "quote": "some words"}
ORIGINAL: Final[dict[str, Any]] = {
    "jpreader": 1,
    "language": "en",
    "title": "A title",
    "subtitle": "A subtitle",
    "source": {"name": "A paper", "url": "https://example.org/a", "license": "MIT", "retrieved": "2024-04-10"},
    "authors": [{"name": "An author", "url": "mailto:author@example.org"}],
    "published": "2024-04",
    "updated": 2024,
    "tags": ["a tag", "半導体"],
    "sections": [{"id": "one", "title": "One", "role": "lead", "body": "There are some words here."}],
    "entities": {
        "who": {
            "kind": "person",
            "name": "Who",
            "native": "誰",
            "reading": "だれ",
            "role": "Someone",
            "description": "A person.",
            "aliases": ["whom"],
            "phrases": ["the one"],
            "match": False,
            "wikidata": "Q17",
            "url": "http://example.org",
        },
        "what": {"kind": "other", "name": "What"},
    },
    "relations": [{"from": "who", "to": "what", "label": "knows", "mutual": True, "fact": "sum", **EVIDENCE}],
    "facts": [
        {
            "id": "sum",
            "label": "A sum",
            "value": "750 billion",
            "unit": "USD",
            "compare": "over",
            "date": "2024-04-08/2024-04-10",
            "entities": ["who"],
            **EVIDENCE,
        }
    ],
    "timeline": [{"when": "2024", "label": "It happened", "entities": ["what"], **EVIDENCE}],
    "summary": {"tldr": "All in one.", "points": [{"text": "A point", "facts": ["sum"], **EVIDENCE}]},
    "questions": [{"ask": "Who?", "answer": "Who knows.", **EVIDENCE}],
    "glossary": {"a word": {"text": "What it means", "native": "言葉", "aliases": ["words"]}},
}
OVERLAY: Final[dict[str, Any]] = {
    "jpreader": 1,
    "translates": "original",
    "language": "ja",
    "status": "draft",
    "title": "題",
    "subtitle": "副題",
    "sections": {"one": {"title": "一", "body": "言葉がある。"}},
    "entities": {
        "who": {
            "name": "誰か",
            "native": "Who",
            "reading": "だれか",
            "role": "人",
            "description": "ある人。",
            "aliases": ["誰"],
            "phrases": ["その人"],
        }
    },
    "relations": [{"label": "知る", "quote": "言葉"}],
    "facts": {"sum": {"label": "額", "unit": "ドル", "quote": "言葉"}},
    "timeline": [{"label": "起きた", "quote": "言葉"}],
    "summary": {"tldr": "要約。", "points": [{"text": "点", "quote": "言葉"}]},
    "questions": [{"ask": "誰？", "answer": "誰か。", "quote": "言葉"}],
    "glossary": {"a word": {"term": "語", "text": "意味", "native": "word", "aliases": ["言葉"]}},
}
EXAMPLES: Final = pytest.mark.parametrize("example", [ORIGINAL, OVERLAY], ids=["original", "overlay"])

VALUES: Final[list[Any]] = [
    None, "", "x", "A b", "a-b", 2024, -1, 1.5, True, "true", "True", "yes", "2024-04-10", "2024-02-30",
    "https://example.org", "ftp://example.org", "https://a b", "Q1", "Q0", "1,234.5", "12%", "en-US", "en_US", "about",
    "company", "context", "reviewed", [], ["x"], ["two words", ""], [None], {}, {"x": "y"}, [{}], {"a": None}, [["x"]],
]  # fmt: skip

NAMED: Final = {("entities",), ("glossary",), ("sections",), ("facts",)}  # mappings whose keys are ids and words

# What the decoder says of one part of a file by another.
COMPARED: Final = re.compile(
    "there is no (section|entity|fact) '[a-z0-9-]+'|^duplicate "
    "|the original (?!has no term '')|this translates |the translation has "
)


def emitted(value: Any, indent: str = "") -> str:  # noqa: ANN401
    """A value in YAML; None is a value that isn't there."""
    if isinstance(value, dict) and value:
        return "".join(f"\n{indent}{json.dumps(key)}:{emitted(item, indent + '  ')}" for key, item in value.items())
    if isinstance(value, list) and value:
        return "".join(f"\n{indent}-{emitted(item, indent + '  ')}" for item in value)
    return "" if value is None else f" {json.dumps(value)}"


def seen(node: Node) -> Any:  # noqa: ANN401
    """What an editor makes of a file: the core schema of YAML 1.2 (section 10.3.2), in which keys are texts."""
    if isinstance(node, Mapping):
        return {key.text: seen(value) for key, value in node.items}
    if isinstance(node, Sequence):
        return [seen(item) for item in node.items]
    if node.style:
        return node.text
    if node.text in ("", "~", "null", "Null", "NULL"):
        return None
    if node.text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return node.text.lower() == "true"
    if re.fullmatch("[-+]?[0-9]+", node.text):
        return int(node.text)
    return float(node.text) if re.fullmatch(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)", node.text) else node.text


@cache
def original() -> Article:
    """What the overlay translates."""
    article = decode(emitted(ORIGINAL).encode(), "original.yaml", "original").article
    assert article is not None
    return article


def verdicts(source: str) -> tuple[bool, bool]:
    """Whether the schema and the decoder take a file."""
    root = Reader(source.encode(), "").root()
    assert root is not None
    if isinstance(root, Mapping) and any(key.text == "translates" for key, _ in root.items):
        decoded = decode_overlay(source.encode(), "original.ja.yaml", original())
    else:
        decoded = decode(source.encode(), "original.yaml", "original")
    wrong = [problem.message for problem in decoded.problems if not COMPARED.search(problem.message)]
    return VALIDATOR.is_valid(seen(root)), not wrong


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401
    """The ways to every part of a value."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(item, (*path, key))


def at(value: Any, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401
    """A part of a value."""
    for step in path:
        value = value[step]
    return value


def properties(schema: Any) -> Iterator[str]:  # noqa: ANN401
    """The names of all keys that a part of the schema gives."""
    if isinstance(schema, dict):
        if schema.get("additionalProperties") is False:
            yield from schema["properties"]
        for value in schema.values():
            yield from properties(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from properties(value)


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(SCHEMA)


def test_every_key_says_what_it_is() -> None:
    def check(schema: Any) -> None:  # noqa: ANN401
        if isinstance(schema, dict):
            if schema.get("additionalProperties") is False:
                for key, value in schema["properties"].items():
                    described = value.get("description") or SCHEMA["definitions"][value["$ref"].rsplit("/")[-1]]
                    assert described, key
            for value in schema.values():
                check(value)

    check(SCHEMA)


@pytest.mark.parametrize("path", sorted(CONTENT.glob("*.yaml")), ids=lambda path: path.name)
def test_shipped_content_is_valid(path: Path) -> None:
    root = Reader(path.read_bytes(), path.name).root()
    assert root is not None
    assert [error.message for error in VALIDATOR.iter_errors(seen(root))] == []


@EXAMPLES
def test_the_examples_hold_every_key(example: dict[str, Any]) -> None:
    definitions = SCHEMA["definitions"]
    known = [*properties(definitions["overlay" if "translates" in example else "article"])]
    if "translates" not in example:
        known += properties(definitions["entity"])
    assert {str(path[-1]) for path in paths(example)} >= set(known)
    assert verdicts(emitted(example)) == (True, True)


@EXAMPLES
def test_a_missing_key(example: dict[str, Any]) -> None:
    for path in paths(example):
        changed = deepcopy(example)
        if path == ("translates",):
            continue  # without it the file is no overlay, but a strange original
        del at(changed, path[:-1])[path[-1]]
        assert len(set(verdicts(emitted(changed)))) == 1, path


@EXAMPLES
def test_an_unknown_key(example: dict[str, Any]) -> None:
    for path in [(), *paths(example)]:
        changed = deepcopy(example)
        if path in NAMED or not isinstance(part := at(changed, path), dict):
            continue
        part["unheard-of"] = "x"
        assert verdicts(emitted(changed)) == (False, False), path


@EXAMPLES
def test_another_value(example: dict[str, Any]) -> None:
    needed = ("jpreader", "translates", "language", "title", "sections")
    disagreed = []
    for path in paths(example):
        if path == ("translates",):
            continue
        small = {key: value for key, value in example.items() if key in (*needed, path[0])}
        for value in VALUES:
            changed = deepcopy(small)
            at(changed, path[:-1])[path[-1]] = value
            schema, decoder = verdicts(emitted(changed))
            if schema is not decoder:
                disagreed.append((path, value, "schema" if schema else "decoder"))
    assert disagreed == []


@EXAMPLES
def test_another_name(example: dict[str, Any]) -> None:
    for path in NAMED:
        if isinstance(named := example[path[0]], dict):
            for name in ("an-id", "A b", "é", "", " ", "1"):
                changed = {**example, path[0]: {name: next(iter(named.values()))}}
                assert len(set(verdicts(emitted(changed)))) == 1, (path, name)


def test_words() -> None:
    assert tuple(enum("entity", "kind")) == KINDS
    assert tuple(enum("article", "sections", "role")) == (*SECTION_ROLES, None)
    assert tuple(enum("article", "facts", "compare")) == (*get_args(Compare), None)
    assert tuple(enum("overlay", "status")) == (*get_args(Status), None)


def enum(name: str, *keys: str) -> list[str | None]:
    """The words that the schema allows."""
    schema = SCHEMA["definitions"][name]
    for key in keys:
        schema = schema.get("items", schema)["properties"][key]
    found: list[str | None] = schema["enum"]
    return found


def test_what_is_typed_without_quotes() -> None:
    plain = "jpreader: 1\nlanguage: no\ntitle: 1.10\nsubtitle: no\npublished: 2024-04\nupdated: 2024\n"
    plain += "tags: [true, 12:30:45, 2024-04-10]\nsections:\n  - {id: 2024, title: yes, body: 0}\n"
    plain += "facts:\n  - {id: a, label: on, value: 750, unit: 1, date: 2024}\n"
    assert verdicts(plain) == (True, True)
    article = decode(plain.encode(), "a.yaml", "a").article
    assert article is not None
    assert (article.language, article.title, article.subtitle) == ("no", "1.10", "no")
    assert article.tags == ("true", "12:30:45", "2024-04-10")


def pattern(name: str) -> re.Pattern[str]:
    """A pattern of the schema's definitions, or of a property of the article's."""
    definitions = SCHEMA["definitions"]
    if name == "language":
        return re.compile(definitions["article"]["properties"]["language"]["pattern"])
    if name == "value":
        return re.compile(definitions["article"]["properties"]["facts"]["items"]["properties"]["value"]["pattern"])
    if name == "wikidata":
        return re.compile(definitions["entity"]["properties"]["wikidata"]["pattern"])
    return re.compile(definitions[name]["pattern"])


def reads(parse: Callable[[str], object], text: str) -> bool:
    """Whether a function takes a text."""
    try:
        parse(text)
    except ValueError:
        return False
    return True


def near(*examples: str) -> st.SearchStrategy[str]:
    """Texts made of the pieces of some examples, most of them wrong."""
    pieces = sorted({piece for example in examples for piece in re.findall(r"[A-Za-z]+|[0-9]|.", example)})
    return st.sampled_from(examples) | st.lists(st.sampled_from(pieces), max_size=12).map("".join)


@given(near("en", "zh-Hant-TW", "sl-rozaj-biske-1994", "de-a-value", "x-mine", "en-u-ca-x-y", "japanese", "en_US"))
def test_languages(text: str) -> None:
    assert bool(pattern("language").search(text)) is bool(LANGUAGE.fullmatch(text))


@given(near("a-1", "A", "é", "1", "-", "a b"))
def test_ids(text: str) -> None:
    assert bool(pattern("id").search(text)) is bool(ID.fullmatch(text))


@given(near("https://example.org/a?b=c", "HTTP://x", "mailto:a@b.org", "ftp://x", "https://", "https://a b"))
def test_links(text: str) -> None:
    assert bool(pattern("url").search(text)) is bool(URL.fullmatch(text))


@given(near("Q17", "Q0", "Q", "q1", "Q1234567890", "１"))
def test_wikidata(text: str) -> None:
    assert bool(pattern("wikidata").search(text)) is bool(WIKIDATA.fullmatch(text))


@given(
    st.dates().map(str)
    | st.builds("{:04}-{:02}-{:02}".format, st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
    | st.builds("{:04}-{:02}".format, st.integers(0, 9999), st.integers(0, 13))
    | near("2024", "2024-04", "1900-02-29", "2000-02-29", "2024-04/2024-05", "2024?", "April 2024", "2024-04-10T12:00")
)
def test_dates(text: str) -> None:
    both = text.split("/")
    if len(both) == 2 and all(reads(edtf.parse, part) for part in both) and not reads(edtf.parse, text):
        return  # it ends before it begins
    assert bool(pattern("date").search(text)) is reads(edtf.parse, text)


@given(
    near(
        "750 billion", "1,234.5", "-0.1%", "7,500億", "1兆2,000億", "３．５万", "+12 Million", "1,23", "−５％", "twelve"
    )
)
def test_numbers(text: str) -> None:
    if "兆" in text or "億" in text or "万" in text:  # their scales must fall, which a pattern can't say
        assert not reads(number, text) or pattern("value").search(text)
    else:
        assert bool(pattern("value").search(text)) is reads(number, text)
