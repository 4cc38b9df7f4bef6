"""`content/article.schema.json`, which editors check articles by, says what the decoder says.

The schema sees what YAML 1.2 makes of a file (`2024` is a number, `true` a boolean, nothing is null), the decoder sees
texts. So these can't agree, and are left out here: the spelling of numbers (`1.0`, `0x1F`), `null` and `~` as words,
the order of keys, and what compares one part of a file with another (ids that exist, lists as long as the original's).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from jpreader.article import edtf
from jpreader.article.decode import decode, decode_overlay
from jpreader.article.fields import ID, LANGUAGE, URL, WIKIDATA
from jpreader.article.quantity import number
from jpreader.article.yamlevents import Mapping, Node, Reader, Scalar, Sequence

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
    None, "", "x", "A b", "a-b", 2024, -1, 1.5, True, "true", "True", "yes", "2024-04-10", "2024-02-30", "2024-04-10T12:00",
    "https://example.org", "ftp://example.org", "https://a b", "Q1", "Q0", "1,234.5", "12%", "en-US", "en_US", "about",
    "company", "context", "reviewed", [], ["x"], ["two words", ""], [None], {}, {"x": "y"}, [{}], {"a": None}, [["x"]],
]  # fmt: skip

NAMED: Final = {("entities",), ("glossary",), ("sections",), ("facts",)}  # mappings whose keys are ids and words

# What the decoder says of one part of a file by another.
COMPARED: Final = re.compile(
    "there is no (section|entity|fact) '[a-z0-9-]+'|^duplicate |the original |this translates |the translation has "
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


def verdicts(source: str) -> tuple[bool, bool]:
    """Whether the schema and the decoder take a file."""
    root = Reader(source.encode(), "").root()
    assert root is not None
    if isinstance(root, Mapping) and root.get("translates"):
        original = decode(emitted(ORIGINAL).encode(), "original.yaml", "original").article
        assert original is not None
        decoded = decode_overlay(source.encode(), "original.ja.yaml", original)
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
    disagreed = []
    for path in paths(example):
        if path == ("translates",):
            continue
        for value in VALUES:
            changed = deepcopy(example)
            at(changed, path[:-1])[path[-1]] = value
            schema, decoder = verdicts(emitted(changed))
            if schema is not decoder:
                disagreed.append((path, value, "schema" if schema else "decoder"))
    assert disagreed == []
