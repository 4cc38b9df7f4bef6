"""Settings: what is read, and what is told about what can't be."""

from __future__ import annotations

from pathlib import Path

import pytest

from jpreader.library.query import parse
from jpreader.reading import folders
from jpreader.reading.keymap import keymap
from jpreader.reading.settings import Settings, load


def write(folder: Path, text: str) -> str:
    path = folder / "settings.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert load(str(tmp_path / "settings.yaml")) == (Settings(), ())


@pytest.mark.parametrize("text", ["", "\n\n", "# all as it comes\n", "---\n# nothing\n"])
def test_a_file_that_sets_nothing_is_no_problem(tmp_path: Path, text: str) -> None:
    assert load(write(tmp_path, text)) == (Settings(), ())


def test_every_setting_is_read(tmp_path: Path) -> None:
    text = """\
theme: light
measure: 60
language: ja
ruby: yes
mouse: false
keys:
  page-down: [space, f, ^F]
  theme: C-t
"""
    settings, problems = load(write(tmp_path, text))
    assert problems == ()
    assert (settings.theme, settings.measure, settings.language) == ("light", 60, "ja")
    assert (settings.ruby, settings.mouse) == (True, False)
    keys, misfits = keymap(settings.keys)
    assert keys["page-down"] == ("space", "f", "ctrl+f")
    assert keys["theme"] == ("ctrl+t",)
    assert misfits == ()


def test_all_problems_are_told_at_once_with_their_places_and_the_rest_holds(tmp_path: Path) -> None:
    text = """\
theme: drak
measure: 12
ruby: maybe
langauge: ja
mouse: no
keys:
  page-dwon: x
  half-down: [^B, Z]
  ruby: shift+g
  theme: j
"""
    settings, problems = load(write(tmp_path, text))
    assert [(problem.line, problem.column) for problem in problems] == [
        (1, 8), (2, 10), (3, 7), (4, 1), (7, 3), (8, 15), (9, 9), (10, 10),
    ]  # fmt: skip
    assert [problem.hint for problem in problems[:1]] == ["did you mean 'dark'?"]
    assert "did you mean 'language'?" in problems[3].hint
    assert "tmux" in problems[5].message
    assert problems[6].hint == "write G"
    assert "line-down" in problems[7].message
    assert (settings.theme, settings.measure, settings.ruby, settings.mouse) == ("dark", None, False, False)
    keys, misfits = keymap(settings.keys)
    assert keys["half-down"] == ("Z",)
    assert keys["theme"] == ("T",)
    assert misfits == ()


@pytest.mark.parametrize("measure", ["29", "121", "9" * 5000, "６６", "wide", "-40", "[40]"])
def test_a_measure_that_no_page_has_is_refused(tmp_path: Path, measure: str) -> None:
    settings, problems = load(write(tmp_path, f"measure: {measure}\n"))
    assert settings.measure is None
    assert [(problem.line, problem.column) for problem in problems] == [(1, 10)]


@pytest.mark.parametrize(
    "text", ["- a list", "theme: [", "just words", "keys: [a]", "keys: {theme: {a: b}}", "theme: &a x"]
)
def test_a_file_of_another_shape_leaves_the_defaults(tmp_path: Path, text: str) -> None:
    settings, problems = load(write(tmp_path, text))
    assert settings == Settings()
    assert problems
    assert problems[0].line == 1


def test_a_settings_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "settings.yaml").mkdir()
    settings, problems = load(str(tmp_path / "settings.yaml"))
    assert settings == Settings()
    assert "folder" in problems[0].message
    assert str(problems[0]).count(str(tmp_path)) == 1


def test_the_folders_are_those_of_xdg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("XDG_STATE_HOME", "relative, so to be ignored")
    assert folders.settings() == str(tmp_path / "c" / "jpreader" / "settings.yaml")
    assert folders.state() == str(tmp_path / ".local" / "state" / "jpreader")


def test_searches_are_checked_and_a_wrong_one_is_told_at_its_place_and_left_out(tmp_path: Path) -> None:
    text = """\
searches:
  chips: tag:chips (rapidus or tsmc)
  misspelt: rapidus kidn:person
  quoted: "半導体 unit:USD>lots"
  empty: ""
  a list: [one, two]
"""
    settings, problems = load(write(tmp_path, text), lambda query: parse(query).problems)
    assert settings.searches == {"chips": "tag:chips (rapidus or tsmc)"}
    assert [(one.line, one.excerpt[one.caret - 1 :][: one.length]) for one in problems[:2]] == [
        (3, "kidn"),
        (4, "lots"),
    ]
    assert "there is no field 'kidn'" in problems[0].message
    assert problems[0].column == len("  misspelt: rapidus ") + 1
    assert [(one.line, one.message) for one in problems[2:]] == [
        (5, "'empty' has no query"),
        (6, "'a list' has no query"),
    ]


def test_searches_that_are_no_mapping_are_told(tmp_path: Path) -> None:
    settings, problems = load(write(tmp_path, "searches: rapidus\n"))
    assert not settings.searches
    assert "'searches' must be a mapping" in problems[0].message
