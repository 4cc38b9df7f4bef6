"""`jpreader notes`: what is kept, written out and read in again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from jpreader.article.model import Place, Span
from jpreader.article.place import anchor
from jpreader.article.quotation import Quotation, quotation
from jpreader.cli import main
from jpreader.cli.exchange import Kept, Misshapen, as_json, as_markdown, parsed
from jpreader.library.bundle import content
from jpreader.library.shelf import load
from jpreader.reading import folders
from jpreader.reading.notebook import Notes
from jpreader.reading.notes import Mark, Note, Source
from jpreader.reading.store import Store

PITCH = load(f"{content()}/japan-us-tech.yaml").articles[0]
SOURCE = Source("shipped:japan-us-tech", "/pitch.yaml", PITCH.title, "en", "The pitch")
STRANGE = "1. a_b *c* <d> # e -- > f `g` \\ [h](i) -->"

HIGHLIGHT = Note("h", "highlight", SOURCE, quotation(PITCH, Span("pitch", 10, 60)), "", 1.5, 1.5)
NOTE = Note("n", "note", SOURCE, quotation(PITCH, Span("stakes", 20, 50)), STRANGE, 2.5, 3.5)
LOST = Note(
    "l", "note", SOURCE, Quotation("pitch", 3, "two\tcells --> of\na table", "be", "af"), "> gone\n# two", 2.0, 2.0
)
MARK = Mark("a", SOURCE, anchor(PITCH, Place("deals", 1, 4)), 4.0)
CAPITAL = MARK._replace(name="Z", source=SOURCE._replace(key="/elsewhere.yaml", title="Else", path="/elsewhere.yaml"))
ALL = Kept((MARK, CAPITAL), (HIGHLIGHT, NOTE, LOST))


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))


@contextmanager
def opened() -> Iterator[Notes]:
    with closing(Store(folders.memory())) as store:
        yield Notes(store)


def kept() -> Kept:
    with opened() as book:
        return Kept(book.marks(), book.all())


def keep() -> None:
    with opened() as book:
        book.keep(ALL.notes)
        book.set(ALL.marks)


def run(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> str:
    assert main(["notes", *arguments]) == 0
    return capsysbinary.readouterr().out.decode()


def same(one: Kept, other: Kept) -> bool:
    return set(one.marks) == set(other.marks) and set(one.notes) == set(other.notes)


@pytest.mark.parametrize("format", ["md", "json"])
def test_what_was_written_is_read_in_whole_and_never_twice(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    keep()
    written = run(capsysbinary, "--format", format)
    (tmp_path / "kept").write_text(written, encoding="utf-8")
    assert "0 added, 0 changed, 5 already there" in run(capsysbinary, "--import", str(tmp_path / "kept"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
    assert "5 added, 0 changed, 0 already there" in run(capsysbinary, "--import", str(tmp_path / "kept"))
    assert same(kept(), ALL)
    assert run(capsysbinary, "--format", format) == written


def test_as_text_all_is_there_and_what_the_text_has_no_more_is_said(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    keep()
    text = run(capsysbinary)
    assert max(map(len, text.splitlines())) <= 80
    assert f"{PITCH.title}\n  mark a: The pitch [en]\n" in text
    assert "  highlight: The pitch [en]\n    “Japan wants American" in text
    assert f"    {STRANGE}\n" in text
    assert text.count("(no longer in the text)") == 1
    assert "Else\n  mark Z:" in text


def test_of_named_articles_only_theirs(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    keep()
    found = json.loads(run(capsysbinary, "--format", "json", "japan-us-tech"))
    assert [mark["mark"] for mark in found["marks"]] == ["a"]
    assert {note["id"]: note.get("lost", False) for note in found["notes"]} == {"h": False, "n": False, "l": True}
    assert json.loads(run(capsysbinary, "--format", "json", "rapidus")) == {
        "jpreader notes": 1,
        "marks": [],
        "notes": [],
    }
    assert main(["notes", "no-such-article"]) == 1


def test_a_note_that_was_changed_in_markdown_is_changed(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    with opened() as book:
        book.keep([NOTE._replace(text="why"), HIGHLIGHT])
    written = run(capsysbinary, "--format", "md")
    (tmp_path / "kept.md").write_text(written.replace("\nwhy\n", "\nwhy so\n"), encoding="utf-8")
    assert "0 added, 1 changed, 1 already there" in run(capsysbinary, "--import", str(tmp_path / "kept.md"))
    assert [note.text for note in kept().notes] == ["", "why so"]


def test_the_later_change_counts_and_what_says_the_same_is_the_same() -> None:
    older, newer = NOTE._replace(text="older", changed=1.0), NOTE._replace(text="newer", changed=9.0)
    with opened() as book:
        book.keep([NOTE])
        merged = book.merge([], [older, NOTE._replace(id="other"), newer])
        assert merged == (0, 1, 2)
        assert book.all() == (newer,)
        book.set([MARK])
        assert book.merge([MARK._replace(made=1.0, anchor=MARK.anchor._replace(before="x"))], []) == (0, 0, 1)
        assert book.marks() == (MARK,)


@pytest.mark.parametrize(
    "text",
    [
        "", "# Nothing", "{", "[]", "{}", '{"jpreader notes": 2}', '{"jpreader notes": 1, "notes": 3}', "[" * 100_000,
        '{"jpreader notes": 1, "notes": [{}]}', '{"jpreader notes": 1, "marks": [{"mark": "ab"}]}',
        "<!-- jpreader {nonsense} -->", '<!-- jpreader {"id": 1} -->', '{"a":' * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused(text: str) -> None:
    with pytest.raises(Misshapen):
        parsed(text)


@pytest.mark.parametrize("start", ["start", "made"])
@pytest.mark.parametrize("value", [-1, True, "1", None, 1e300, 2**60])
def test_numbers_that_no_export_has_are_refused(start: str, value: object) -> None:
    whole = json.loads(as_json(Kept((), (NOTE,)), frozenset()))
    whole["notes"][0][start] = value
    with pytest.raises(Misshapen):
        parsed(json.dumps(whole))


def test_what_is_read_in_is_clean() -> None:
    hostile = NOTE._replace(text="a\x1b]52;c;AAAA\x07b", source=SOURCE._replace(title="x\x1b[2J\ny"))
    for written in (as_json(Kept((), (hostile,)), frozenset()), as_markdown(Kept((), (hostile,)), frozenset())):
        (note,) = parsed(written).notes
        assert note.text == "a␛]52;c;AAAA␇b"
        assert note.source.title == "x␛[2J y"


def test_a_file_that_is_not_there_or_no_export_ends_with_one_line(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    (tmp_path / "x").write_bytes(b"\xff\xfe{")
    for name in (tmp_path / "none", tmp_path / "x", tmp_path):
        assert main(["notes", "--import", str(name)]) == 1
        assert capsysbinary.readouterr().err.decode().count("\n") == 1
    assert main(["notes", "--import", "x", "japan-us-tech"]) == 2
