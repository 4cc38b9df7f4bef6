"""From a file to an article: FORMAT.md, "Keys"."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jpreader.article.decode import Decoded, Header, decode, header
from jpreader.article.model import Article, Author, Entity, Evidence, Fact, Mark, Run, Source, When

CONTENT: Final = Path(__file__).parents[2] / "content"

HEAD: Final = "jpreader: 1\nlanguage: en\ntitle: A title\n"
SECTION: Final = "sections:\n  - id: one\n    title: One\n    body: |\n      Some words by Who.\n"
ENTITY: Final = "entities:\n  who:\n    kind: person\n    name: Who\n"
FACT: Final = "facts:\n  - {id: sum, label: A sum, value: 1 million}\n"
SMALL: Final = HEAD + SECTION + ENTITY + FACT


def article(source: str) -> Article:
    """The article of a file in which nothing is wrong."""
    decoded = decode(source.encode(), "a.yaml", "a")
    assert decoded.problems == ()
    assert decoded.article is not None
    return decoded.article


def said(source: str) -> list[str]:
    """What is wrong with a file: place, message and way out."""
    decoded = decode(source.encode(), "a.yaml", "a")
    assert (decoded.article is None) is any(problem.severity == "error" for problem in decoded.problems)
    return [
        f"{problem.line}:{problem.column}: {problem.message}" + (f" | {problem.hint}" if problem.hint else "")
        for problem in decoded.problems
    ]


def test_the_first_article() -> None:
    path = CONTENT / "japan-us-tech.yaml"
    decoded = decode(path.read_bytes(), str(path), "japan-us-tech")
    assert decoded.problems == ()
    found = decoded.article
    assert found is not None
    assert (found.id, found.language, found.path) == ("japan-us-tech", "en", str(path))
    assert found.title == "Tokyo courts American tech money"
    assert [section.id for section in found.sections] == ["pitch", "stakes", "deals", "outlook"]
    assert [section.role for section in found.sections] == ["lead", "why-it-matters", "details", "whats-next"]
    assert len(found.entities) == 12
    assert found.tags[-1] == "半導体"
    kishida = found.entities["kishida"]
    assert kishida == Entity(
        "kishida",
        "person",
        "Fumio Kishida",
        "岸田文雄",
        "きしだ ふみお",
        "Prime Minister of Japan",
        "Made the case for investment to U.S. chief executives.",
        ("Kishida",),
        mark=kishida.mark,
    )
    line = path.read_text("utf-8").splitlines()[kishida.mark.line - 1]
    assert line[kishida.mark.column - 1 :] == "kishida:"
    fdi = found.facts["fdi"]
    assert (fdi.number, fdi.unit, fdi.compare, fdi.entities) == (
        Decimal(750_000_000_000),
        "USD",
        "over",
        ("japan", "united-states"),
    )
    assert fdi.evidence is not None
    assert fdi.evidence.quote == "more than $750 billion of foreign direct investment"
    assert found.timeline[0].when is None
    assert found.timeline[1].when == When("2024", (2024, 1, 1), (2024, 12, 31))
    assert found.summary is not None
    assert found.summary.points[1].facts == ("fdi", "jobs")
    assert [term.native for term in found.glossary] == ["対外直接投資", "デフレマインド"]
    assert len(found.questions) == 3


def test_all_that_an_article_may_have() -> None:
    found = article(
        HEAD
        + "subtitle: no\nsource: {name: A paper, url: HTTPS://example.org, license: MIT, retrieved: 2024-04-10}\n"
        + "authors:\n  - name: An author\n    url: mailto:a@example.org\npublished: 2024-04\nupdated: 2024-04/2024-05\n"
        + SECTION
        + ENTITY
        + "    match: false\n    wikidata: Q17\n    url: http://example.org\n    phrases: [the one]\n"
        + FACT
        + "relations:\n  - {from: who, to: who, label: is, mutual: true, fact: sum}\n"
        + "questions:\n  - {ask: 'Who?', answer: Who., section: one}\n"
    )
    assert found.subtitle == "no"
    assert found.source == Source(
        "A paper", "HTTPS://example.org", "MIT", When("2024-04-10", (2024, 4, 10), (2024, 4, 10))
    )
    assert found.authors == (Author("An author", "mailto:a@example.org"),)
    assert found.updated == When("2024-04/2024-05", (2024, 4, 1), (2024, 5, 31))
    who = found.entities["who"]
    assert (who.match, who.wikidata, who.url, who.phrases) == (False, "Q17", "http://example.org", ("the one",))
    assert found.relations[0].mutual
    assert found.relations[0].fact == "sum"
    assert found.questions[0].evidence == Evidence("one", "", Mark(29, 5))


def test_what_is_left_blank_is_as_if_it_were_not_there() -> None:
    found = article(
        HEAD + "subtitle:\nsource:\nauthors:\npublished:\ntags: []\n" + SECTION + "    role:\n"
        "entities:\n  who: {kind: person, name: Who, native: , aliases: , match: , url: }\nsummary:\nglossary:\n"
    )
    assert (found.subtitle, found.source, found.authors, found.published, found.summary) == ("", None, (), None, None)
    assert found.sections[0].role is None
    assert found.entities["who"] == Entity("who", "person", "Who", mark=Mark(16, 3))


def test_words_that_yaml_takes_for_something_else() -> None:
    found = article(
        "jpreader: 1\nlanguage: no\ntitle: 12:30:45\nsubtitle: 1.10\ntags: [yes, ~, null, 0x1F, 2024-04-10]\n"
        "sections: [{id: 2024, title: on, body: 1e3}]\n"
    )
    assert (found.language, found.title, found.subtitle) == ("no", "12:30:45", "1.10")
    assert found.tags == ("yes", "~", "null", "0x1F", "2024-04-10")
    assert (found.sections[0].id, found.sections[0].title, found.sections[0].body[0].text) == ("2024", "on", "1e3")


def test_texts_are_clean_and_on_one_line() -> None:
    found = article(
        "jpreader: 1\nlanguage: ja\ntitle: 日本の\n  技術\nsubtitle: |\n  two\n  lines\n"
        "tags: [\"\\e[31m\\u202E\", ' a  b ']\n" + SECTION
    )
    assert (found.title, found.subtitle, found.tags) == ("日本の技術", "two lines", ("␛[31m<RLO>", "a  b"))


@pytest.mark.parametrize("escape", ["\\n", "\\r", "\\L", "\\x85"])
def test_a_line_break_that_was_escaped_is_none_in_a_title(escape: str) -> None:
    source = f'jpreader: 1\nlanguage: en\ntitle: "one{escape}line"\ntags: ["a{escape}tag"]\n' + SECTION
    found = article(source)
    assert (found.title, found.tags) == ("one line", ("a tag",))


@pytest.mark.parametrize("style", ["|", ">", "|-", ">+", ""])
def test_a_body_in_any_style(style: str) -> None:
    text = "      First line\n      of it.\n\n      - an item\n      - another\n"
    found = article(HEAD + f"sections:\n  - id: one\n    title: One\n    body: {style}\n{text}")
    assert [(block.text, block.marker, block.line) for block in found.sections[0].body] == [
        ("First line of it.", "", 8),
        ("an item", "•", 11),
        ("another", "•", 12),
    ]


def test_invisible_characters_in_a_body_are_told() -> None:
    source = HEAD + SECTION.replace("words", "wo\u200b\u2060rds")
    assert said(source) == ["8:14: 2 invisible characters are left out of the text | delete what can't be seen here"]
    decoded = decode(source.encode(), "a.yaml", "a")
    assert decoded.article is not None
    assert decoded.article.sections[0].body[0].text == "Some words by Who."


def test_mentions_by_hand() -> None:
    found = article(SMALL.replace("Some words by Who.", "[Some words](@who) [by](@) Who."))
    assert found.sections[0].body[0].runs == (Run(0, 10, "mention", "who"), Run(11, 13, "plain"))


SUMMARY: Final = "summary:\n  tldr: x\n  points:\n    - {text: x, "


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # The head.
        ("title: x\n", ["1:1: this is no article: its first key must be 'jpreader' | begin the file with jpreader: 1"]),
        ("just words\n", ["1:1: an article must be a mapping | write key: value, a line each"]),
        ("- a\n", ["1:1: an article must be a mapping | write key: value, a line each"]),
        (
            SMALL.replace("jpreader: 1", "jpreader: 2"),
            [
                "1:11: this file is written for a newer jpreader: its format is version 2 | "
                "this one reads version 1: update it"
            ],
        ),
        (
            SMALL.replace("jpreader: 1", "jpreader: 1.0"),
            ["1:11: '1.0' is no version of the format | write jpreader: 1"],
        ),
        (SMALL.replace("jpreader: 1", "jpreader:"), ["1:1: 'jpreader' is empty | write it after the colon"]),
        (
            "language: en\n" + SMALL.replace("language: en\n", ""),
            ["2:1: 'jpreader' must be the first key | move it to the top"],
        ),
        (SMALL.replace("language: en\n", ""), ["1:1: an article needs 'language'"]),
        (SMALL.replace("language: en", "language: en_US"), ["2:11: 'en_US' is no language tag | write en-US"]),
        (
            SMALL.replace("language: en", "language: English"),
            ["2:11: 'English' is no language tag | a BCP 47 tag: en, ja, zh-Hant"],
        ),
        (SMALL.replace("title: A title", "title: '  '"), ["3:1: 'title' is empty | write it after the colon"]),
        (SMALL.replace("title: A title", "title:"), ["3:1: 'title' is empty | write it after the colon"]),
        (
            SMALL.replace("title: A title", "title: [and European] companies"),
            ['3:23: this stands after the bracket that ends the value | put the whole value in "…"'],
        ),
        (
            SMALL.replace("title: A title", "title: [and European]"),
            ["3:8: 'title' must be a text, not a list | a text that begins with a bracket needs quotes"],
        ),
        (
            SMALL.replace("title: A title", "titel: A title"),
            ["1:1: an article needs 'title'", "3:1: unknown key 'titel' | did you mean 'title'?"],
        ),
        (SMALL + "translates: x\n", ["15:1: this is a translation: open the article that it translates"]),
        (
            SMALL + "published: April 2024\n",
            ["15:12: 'April 2024' is no date: write 2024, 2024-04, 2024-04-10, or two of these with / between"],
        ),
        (
            SMALL + "tags: one, two\n",
            ["15:7: 'tags' must be a list of texts | write [one, two], or each on a line of its own after -"],
        ),
        (
            SMALL + "tags: [one, '', [two]]\n",
            ["15:13: 'tags' holds an empty item | delete it", "15:17: 'tags' must hold texts only"],
        ),
        (
            SMALL + "source: {url: x, name: }\n",
            [
                "15:15: 'url' must be a link | https://…, http://… or mailto:…, with no spaces",
                "15:18: 'name' is empty | write it after the colon",
            ],
        ),
        (SMALL + "authors: Me\n", ["15:10: 'authors' must be a list | write each with - before its first line"]),
        (SMALL + "authors: [Me]\n", ["15:11: an author must be a mapping | write key: value, a line each"]),
        # Sections.
        (HEAD, ["1:1: an article needs 'sections'"]),
        (HEAD + "sections: []\n", ["4:1: 'sections' is empty | write it after the colon"]),
        (HEAD + "sections: {one: x}\n", ["4:11: 'sections' must be a list | write each with - before its first line"]),
        (
            HEAD + "sections:\n  - id: A b\n    title: x\n    body: x\n",
            ["5:9: 'A b' is no id | small letters, digits and hyphens"],
        ),
        (
            HEAD + "sections:\n  - title: x\n    body:\n",
            ["5:5: a section needs 'id'", "6:5: 'body' is empty | write it after the colon"],
        ),
        (
            HEAD + SECTION + SECTION.partition("\n")[2],
            ["9:9: duplicate section 'one', first on line 5 | give it an id of its own"],
        ),
        (HEAD + SECTION + "    role: leed\n", ["9:11: 'leed' is no role | did you mean 'lead'?"]),
        (
            HEAD + SECTION + "    role: x\n",
            ["9:11: 'x' is no role | one of lead, why-it-matters, context, details, whats-next"],
        ),
        (
            SMALL.replace("by Who", "by [him](@hwo) and [her](@she)"),
            ["8:27: there is no entity 'hwo' | did you mean 'who'?", "8:43: there is no entity 'she'"],
        ),
        # Entities.
        (
            HEAD + SECTION + "entities: [who]\n",
            ["9:11: 'entities' must be a mapping | write id: and its fields below it, indented"],
        ),
        (HEAD + SECTION + "entities: {who: }\n", ["9:12: an entity needs 'kind'", "9:12: an entity needs 'name'"]),
        (SMALL.replace("kind: person", "kind: persn"), ["11:11: 'persn' is no kind | did you mean 'person'?"]),
        (SMALL.replace("  who:", "  Who:"), ["10:3: 'Who' is no id | small letters, digits and hyphens"]),
        (SMALL.replace("name: Who", "name: Who\n    match: no"), ["13:12: 'match' must be true or false"]),
        (
            SMALL.replace("name: Who", "name: Who\n    wikidata: 17"),
            ["13:15: 'wikidata' must be an id of Wikidata | Q and a number: Q17"],
        ),
        (
            SMALL.replace("name: Who", "name: Who\n    url: javascript:alert(1)"),
            ["13:10: 'url' must be a link | https://…, http://… or mailto:…, with no spaces"],
        ),
        (
            SMALL.replace("name: Who", "name: Who\n    url: https://" + "x" * 2048),
            ["13:10: 'url' is longer than 2,048 characters"],
        ),
        (
            SMALL.replace("name: Who", "name: Who\n    alias: [x]"),
            ["13:5: unknown key 'alias' | did you mean 'aliases'?"],
        ),
        # Claims.
        (SMALL.replace("1 million", "many"), ["14:36: 'many' is no number: write 750 billion, 1,234.5 or 7,500億"]),
        (
            SMALL.replace("1 million", "1, unit: USD, x"),
            ["14:50: unknown key 'x' | a value in { } that holds a comma needs quotes"],
        ),
        (
            SMALL + "  - {id: sum, label: x, value: 1}\n",
            ["15:10: duplicate fact 'sum', first on line 14 | give it an id of its own"],
        ),
        (
            SMALL + "relations: [{from: who, to: hwo, label: x, fact: smu}]\n",
            [
                "15:29: there is no entity 'hwo' | did you mean 'who'?",
                "15:50: there is no fact 'smu' | did you mean 'sum'?",
            ],
        ),
        (SMALL + "timeline: [{label: x, quote: y}]\n", ["15:30: a quote needs the 'section' that it is from"]),
        (
            SMALL + "timeline: [{label: x, section: onee, quote: y}]\n",
            ["15:32: there is no section 'onee' | did you mean 'one'?"],
        ),
        (SMALL + "timeline: [{label: x, entities: [who, x]}]\n", ["15:39: there is no entity 'x'"]),
        (
            SMALL + "timeline: [{label: x, when: 2024?}]\n",
            ["15:29: '2024?' is not exact: give only what is known, as in 2024 or 2024-04, or leave it out"],
        ),
        (
            SMALL + SUMMARY + "section: one}\n",
            ["18:7: a point needs evidence | a 'section' and a 'quote' from it, or 'facts'"],
        ),
        (SMALL + SUMMARY + "facts: [smu]}\n", ["18:25: there is no fact 'smu' | did you mean 'sum'?"]),
        (SMALL + "summary: {points: }\n", ["15:10: a summary needs 'tldr' or 'points'"]),
        (SMALL + "questions: [{ask: x}]\n", ["15:13: a question needs 'answer'"]),
        (SMALL + "glossary: {term: text}\n", ["15:18: a term must be a mapping | write key: value, a line each"]),
        (
            SMALL + "glossary: {term: {txet: x}}\n",
            ["15:12: a term needs 'text'", "15:19: unknown key 'txet' | did you mean 'text'?"],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(source: str, expected: list[str]) -> None:
    assert said(source) == expected


def test_everything_is_told_at_once() -> None:
    source = SMALL.replace("A title", "").replace("person", "x").replace("1 million", "x") + "subtitel: x\nupdated: x\n"
    assert [line.split(": ")[0] for line in said(source)] == ["3:1", "11:11", "14:36", "15:1", "16:10"]


def test_what_was_refused_is_not_told_twice() -> None:
    source = (
        SMALL.replace("A title", "*title").replace("name: Who", "name: !x Who") + "tags: *x\nsource: &a {name: x}\n"
    )
    assert [line.split(" | ")[0] for line in said(source)] == [
        "3:8: an alias (*) is not part of the format",
        "12:11: a tag (!x) is not part of the format",
        "15:7: an alias (*) is not part of the format",
        "16:9: an anchor (&) is not part of the format",
    ]


def test_many_problems_are_counted() -> None:
    source = SMALL + "relations:\n" + "  - {from: x, to: who, label: x}\n" * 150
    found = said(source)
    assert len(found) == 101
    assert found[0] == "16:12: there is no entity 'x'"
    assert found[-1] == "0:0: and 50 more errors"


def test_warnings_do_not_hide_errors() -> None:
    body = '  - {id: s%d, title: x, body: "x\\u200b"}\n'
    source = HEAD + "sections:\n" + "".join(body % number for number in range(150)) + "subtitel: x\n"
    found = decode(source.encode(), "a.yaml", "a").problems
    assert [problem.message for problem in found if problem.severity == "error"] == ["unknown key 'subtitel'"]


def test_an_excerpt_has_its_caret_under_the_place() -> None:
    quote = "x" * 300
    source = SMALL + f"timeline:\n  - {{label: {quote}, sectoin: one, quote: y}}\n"
    (problem,) = (
        problem for problem in decode(source.encode(), "a.yaml", "a").problems if "unknown" in problem.message
    )
    assert problem.excerpt[problem.caret - 1 :][: problem.length] == "sectoin"
    assert source.splitlines()[problem.line - 1][problem.column - 1 :].startswith("sectoin")


def test_long_words_of_a_file_are_cut() -> None:
    (problem,) = decode((SMALL + "k" * 1000 + ": x\n").encode(), "a.yaml", "a").problems
    assert len(problem.message) < 80
    assert problem.message.endswith("…'")


@pytest.mark.parametrize("path", sorted(CONTENT.glob("*.yaml")), ids=lambda path: path.name)
@given(data=st.data())
def test_a_damaged_file_is_an_article_or_a_problem(path: Path, data: st.DataObject) -> None:
    lines = path.read_text("utf-8").splitlines(keepends=True)[:40]
    number = data.draw(st.integers(0, len(lines) - 1))
    line = lines[number]
    at = data.draw(st.integers(0, len(line) - 1))
    change = data.draw(
        st.sampled_from(["", " ", "\t", "'", '"', "{", "]", ":", ": ", "- ", "#", "&a ", "*", "\n", "\x1b"])
    )
    lines[number] = line[:at] + change + line[at + data.draw(st.integers(0, 2)) :]
    decoded = decode("".join(lines).encode(), "a.yaml", "a")
    assert (decoded.article is None) is any(problem.severity == "error" for problem in decoded.problems)


def test_the_head_of_a_file() -> None:
    path = CONTENT / "japan-us-tech.yaml"
    assert header(path.read_bytes()) == Header("en", "Tokyo courts American tech money", "", "2024-04", "1")
    overlay = CONTENT / "japan-us-tech.ja.yaml"
    assert header(overlay.read_bytes())[:3] == ("ja", "日本、米テクノロジー企業に投資を呼びかけ", "japan-us-tech")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (b"", Header()),
        (b"\xff\xfea", Header()),
        (b"- a\n", Header()),
        (b"words", Header()),
        (b"title: A\nlanguage: en\nsections: [{a: b: c", Header("en", "A")),
        (b"title: A\nbad: b: c\nlanguage: en\n", Header("", "A")),
        (b"title: A\nsections: [{title: B}]\nlanguage: en\n", Header("en", "A")),
        (b"title: [A]\nsource: {title: B}\nlanguage: en\n", Header("en")),
        (b"title: *a\nlanguage: en\n", Header("en")),
        (b"title: A\ntitle: B\n", Header("", "A")),
        (b"title: 'a\\e\n  b'\n", Header("", "a\\e b")),
        (b'title: "\\e[31m"\n', Header("", "␛[31m")),
        (b"title: A\nx: " + b"[" * 100_000, Header("", "A")),
    ],
)
def test_the_head_of_a_broken_file(source: bytes, expected: Header) -> None:
    assert header(source) == expected


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_file_has_a_head(source: bytes) -> None:
    assert isinstance(header(source), Header)


def large(paragraphs: int, entities: int, facts: int) -> bytes:
    """An article of about 4 MB."""
    words = (
        "Companies hold more than $750 billion of investment in the United States, and it has created jobs there. " * 6
    )
    text = "".join(f"      Paragraph {number}. {words}\n\n" for number in range(paragraphs // 100))
    sections = "".join(f"  - id: s{n}\n    title: Section {n}\n    body: |\n{text}" for n in range(100))
    who = "  e%d:\n    kind: company\n    name: Entity %d\n    aliases: [E%d]\n    description: A company.\n"
    what = (
        "  - {id: f%d, label: A figure, value: %d million, unit: USD, entities: [e1], section: s1, quote: more than}\n"
    )
    source = HEAD + "sections:\n" + sections
    source += "entities:\n" + "".join(who % (n, n, n) for n in range(entities))
    return (source + "facts:\n" + "".join(what % (n, n) for n in range(facts))).encode()


def test_four_megabytes_take_little_time() -> None:
    source = large(5000, 2000, 1000)
    assert 3_500_000 < len(source) < 4 << 20
    yardstick = time.process_time()
    for _ in range(3):
        sum(source)  # 4 ns a byte or so, and no other thing than this machine's speed
    yardstick = (time.process_time() - yardstick) / 3
    begun = time.process_time()
    assert isinstance(decode(source, "a.yaml", "a"), Decoded)
    took = time.process_time() - begun
    begun = time.process_time()
    assert header(source).title == "A title"
    assert time.process_time() - begun < took / 4
    print(f"decoded in {took:.3f} s, {took / yardstick:.1f} times the sum of the bytes")
    assert took < 30 * yardstick


def test_facts_are_in_the_order_of_the_file() -> None:
    found = article(SMALL + "  - {id: a, label: x, value: 2}\n")
    assert list(found.facts) == ["sum", "a"]
    assert found.facts["a"] == Fact("a", "x", "2", Decimal(2), mark=Mark(15, 5))
