"""What ARTICLE names on a command line, and that a bad one never opens something else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jpreader.article.files import Unreadable
from jpreader.library.bundle import content
from jpreader.library.selection import Misuse, among_shipped, every, select
from jpreader.library.shelf import Selection

ARTICLE = """\
jpreader: 1
language: en
title: Rain
sections:
  - {id: lead, title: Lead, body: It rained in Kyoto.}
entities:
  kyoto: {kind: place, name: Kyoto}
"""
OVERLAY = "jpreader: 1\ntranslates: rain\nlanguage: ja\ntitle: 雨\nsections: {lead: {title: 冒頭, body: 雨。}}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rain.yaml").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "rain.ja.yaml").write_text(OVERLAY, encoding="utf-8")
    return tmp_path


def selected(*arguments: str, language: str = "") -> Selection:
    selection, problems = select(arguments, language)
    assert problems == ()
    assert selection is not None
    return selection


def refused(*arguments: str, language: str = "") -> str:
    selection, problems = select(arguments, language)
    assert selection is None
    return f"{problems[0]} {problems[0].hint}"


def test_with_none_it_is_the_shipped_content_at_the_place_last_read() -> None:
    selection = selected()
    assert selection.default
    assert selection.chosen is None
    assert selection.shelf[0].id == "japan-us-tech"


def test_a_file_is_chosen_and_loaded() -> None:
    selection = selected("rain.yaml")
    assert selection.chosen is not None
    assert selection.editions is not None
    assert (selection.chosen.id, selection.chosen.languages) == ("rain", ("en", "ja"))
    assert selection.chosen in selection.shelf
    assert not selection.default


def test_a_shipped_article_is_chosen_by_its_id_and_stands_among_the_others() -> None:
    chosen = selected("japan-us-tech").chosen
    assert chosen is not None
    assert chosen.path == os.path.join(content(), "japan-us-tech.yaml")
    assert chosen in among_shipped(chosen)
    assert len({one.key for one in among_shipped(chosen)}) == len(among_shipped(chosen))


def test_a_file_goes_before_a_shipped_article_of_its_name(here: Path) -> None:
    (here / "japan-us-tech").write_text(ARTICLE, encoding="utf-8")
    chosen = selected("japan-us-tech").chosen
    assert chosen is not None
    assert chosen.title == "Rain"


def test_a_folder_or_several_articles_open_a_shelf() -> None:
    assert [one.id for one in selected(".").shelf] == ["rain"]
    assert selected(".").chosen is None
    several = selected("rain.yaml", "japan-us-tech", "./rain.yaml")
    assert several.chosen is None
    assert [one.id for one in several.shelf] == ["rain", "japan-us-tech"]


def test_a_translation_opens_its_article_in_its_language() -> None:
    chosen = selected("rain.ja.yaml").chosen
    assert chosen is not None
    assert (chosen.id, chosen.language, chosen.path) == ("rain", "ja", "rain.yaml")


@pytest.mark.parametrize(
    ("argument", "section", "entity"), [("rain.yaml#lead", "lead", ""), ("rain.yaml@kyoto", "", "kyoto")]
)
def test_a_section_or_an_entity_can_follow(argument: str, section: str, entity: str) -> None:
    selection = selected(argument)
    assert (selection.section, selection.entity) == (section, entity)


def test_a_file_whose_own_name_holds_the_sign_is_that_file(here: Path) -> None:
    for name in ("rain.yaml#lead", "@kyoto.yaml", "a#b@c.yaml"):
        (here / name).write_text(ARTICLE, encoding="utf-8")
        selection = selected(name)
        assert selection.chosen is not None
        assert selection.chosen.path == name
        assert (selection.section, selection.entity) == ("", "")
    assert selected("a#b@c.yaml#lead").section == "lead"


def test_what_is_not_in_the_article_is_told_with_the_nearest() -> None:
    assert "no section 'laed'" in refused("rain.yaml#laed")
    assert "did you mean 'lead'?" in refused("rain.yaml#laed")
    assert "did you mean 'kyoto'?" in refused("rain.yaml@kyot")


@pytest.mark.parametrize(
    ("argument", "says"),
    [
        ("japan-us-tec", "did you mean 'japan-us-tech'?"),
        ("japan-us-tech.yaml", "'japan-us-tech' is a shipped article"),
        ("./japan-us-tech", "no such file"),
        ("rian.yaml", "did you mean 'rain.yaml'?"),
        ("nowhere/rain.yaml", "there is no folder 'nowhere'"),
        ("rain.yaml/x", "no such file"),
        ("", "no such file"),
        ("#lead", "no such file"),
        ("../../../../etc/nothing-here", "no such file"),
        ("x" * 5000, "no such file"),
        ("\x1b[31mred", "␛[31mred"),
        ("\udcff.yaml", "no such file"),
    ],
)
def test_a_bad_path_opens_nothing_else(argument: str, says: str) -> None:
    assert says in refused(argument)


def test_an_empty_folder_is_told(here: Path) -> None:
    (here / "empty").mkdir()
    assert "no article in this folder" in refused("empty")


def test_all_that_is_missing_is_told_at_once() -> None:
    selection, problems = select(["nothing", "rain.yaml", "no-thing"])
    assert selection is None
    assert [problem.path for problem in problems] == ["nothing", "no-thing"]


def test_a_broken_article_gives_its_problems(here: Path) -> None:
    (here / "broken.yaml").write_text(ARTICLE + "subtitel: x\n", encoding="utf-8")
    _, problems = select(["broken.yaml"])
    assert problems[0].line == 8


@pytest.mark.parametrize("arguments", [[".#lead"], [".@kyoto"], ["rain.yaml#lead", "japan-us-tech"]])
def test_a_section_of_several_articles_is_misuse(arguments: list[str]) -> None:
    with pytest.raises(Misuse):
        select(arguments)


def test_a_language_has_to_be_there_for_one_article() -> None:
    chosen = selected("rain.yaml", language="ja-JP").chosen
    assert chosen is not None
    assert chosen.language == "ja-JP"
    assert "it has en, ja" in refused("rain.yaml", language="fr")
    assert [one.language for one in selected(".", language="fr").shelf] == ["fr"]


def test_standard_input_is_read_once_and_keeps_a_place_by_what_it_says() -> None:
    selection, _ = select(["-#lead"], stdin=lambda: ARTICLE.encode())
    again, _ = select(["-"], stdin=lambda: ARTICLE.encode())
    assert selection is not None
    assert again is not None
    assert selection.section == "lead"
    assert selection.chosen is not None
    assert again.chosen is not None
    assert selection.chosen.key == again.chosen.key
    assert selection.chosen.title == "Rain"


def test_standard_input_that_cannot_be_read_is_told() -> None:
    def closed() -> bytes:
        raise Unreadable("standard input is closed")

    selection, problems = select(["-"], stdin=closed)
    assert selection is None
    assert str(problems[0]) == "<stdin>: error: standard input is closed"


def test_a_translation_on_standard_input_needs_its_original() -> None:
    _, problems = select(["-"], stdin=lambda: OVERLAY.encode())
    assert "beside its original" in problems[0].message


def test_every_article_is_named_once_and_wholly_if_it_is_named_so() -> None:
    named, _ = every(["rain.ja.yaml"])
    assert [(item.id, translation) for item, translation in named] == [("rain", "rain.ja.yaml")]
    named, _ = every(["rain.ja.yaml", "."])
    assert [(item.id, translation) for item, translation in named] == [("rain", "")]
