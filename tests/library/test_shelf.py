"""The shelf: a folder's articles by their heads, an article with its translations, and what is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from jpreader.library.bundle import SHIPPED, content
from jpreader.library.shelf import best_language, examine, item, last_read, load, shelf

ARTICLE = """\
jpreader: 1
language: en
title: Rain in {name}
published: 2024-04
sections:
  - {{id: lead, title: Lead, body: It rained in {name}.}}
"""
OVERLAY = """\
jpreader: 1
translates: {name}
language: {language}
title: {name}の雨
sections:
  lead: {{title: 冒頭, body: 雨が降った。}}
"""


def article(folder: Path, name: str) -> str:
    path = folder / f"{name}.yaml"
    path.write_text(ARTICLE.format(name=name), encoding="utf-8")
    return str(path)


def overlay(folder: Path, name: str, language: str = "ja", file: str = "") -> str:
    path = folder / (file or f"{name}.{language}.yaml")
    path.write_text(OVERLAY.format(name=name, language=language), encoding="utf-8")
    return str(path)


def test_a_folder_holds_its_articles_with_their_languages(tmp_path: Path) -> None:
    article(tmp_path, "kyoto")
    overlay(tmp_path, "kyoto", "ja")
    overlay(tmp_path, "kyoto", "fr")
    article(tmp_path, "atami")
    (tmp_path / "notes.txt").write_text("no article")
    (tmp_path / ".hidden.yaml").write_text("nor this")
    found = shelf(str(tmp_path))
    assert [one.id for one in found] == ["atami", "kyoto"]
    assert found[1].languages == ("en", "fr", "ja")
    assert (found[1].title, found[1].title_in("ja"), found[1].title_in("ko")) == (
        "Rain in kyoto", "kyotoの雨", "Rain in kyoto",
    )  # fmt: skip
    assert found[1].published == "2024-04"
    assert [one.problem for one in found] == [None, None]


def test_the_shipped_articles_stand_in_their_own_order() -> None:
    ids = [one.id for one in shelf(content())]
    assert ids[0] == "japan-us-tech"
    assert ids == [one for one in SHIPPED if one in ids]


def test_two_files_of_one_id_in_two_folders_are_two_articles(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    keys = {item(article(tmp_path / name, "kyoto")).key for name in ("a", "b")}
    assert len(keys) == 2


def test_a_place_is_kept_under_the_same_key_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = article(tmp_path, "kyoto")
    monkeypatch.chdir(tmp_path)
    assert item("kyoto.yaml").key == item("./kyoto.yaml").key == item(path).key
    assert shelf(content())[0].key == "shipped:japan-us-tech"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title: only\n", "jpreader"),
        ("", "empty"),
        ("jpreader: 1\nlanguage: en\ntitle: [\n", ""),
        ("a: b: c\n", "quotes"),
        ("\x80", "UTF-8"),
    ],
)
def test_a_broken_file_stands_on_the_shelf_with_its_problem(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "broken.yaml").write_bytes(text.encode("latin-1"))
    article(tmp_path, "kyoto")
    broken, whole = shelf(str(tmp_path))
    assert broken.problem is not None
    assert says in broken.problem.message
    assert broken.title == "broken"
    assert whole.problem is None


def test_a_broken_body_is_found_on_examining(tmp_path: Path) -> None:
    path = article(tmp_path, "kyoto")
    Path(path).write_text(ARTICLE.format(name="kyoto") + "sectoins: []\n", encoding="utf-8")
    (found,) = shelf(str(tmp_path))
    assert found.problem is None
    problem = examine(found).problem
    assert problem is not None
    assert problem.line == 7


def test_what_is_no_file_stands_there_with_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    folder, gone = shelf(str(tmp_path))
    assert folder.problem is not None
    assert "folder" in folder.problem.message
    assert gone.problem is not None
    assert "no such file" in gone.problem.message


def test_an_article_is_loaded_with_its_translations(tmp_path: Path) -> None:
    path = article(tmp_path, "kyoto")
    overlay(tmp_path, "kyoto", "ja")
    overlay(tmp_path, "kyoto", "fr")
    editions = load(path)
    assert [one.language for one in editions.articles] == ["en", "fr", "ja"]
    assert editions.articles[2].original is editions.articles[0]
    assert editions.problems == ()
    assert set(editions.sources) == {path, *(str(tmp_path / f"kyoto.{tag}.yaml") for tag in ("ja", "fr"))}


def test_a_broken_translation_does_not_keep_the_original_from_opening(tmp_path: Path) -> None:
    path = article(tmp_path, "kyoto")
    translation = overlay(tmp_path, "kyoto")
    Path(translation).write_text("jpreader: 1\ntranslates: kyoto\nlanguage: ja\nsektions: {}\n", encoding="utf-8")
    editions = load(path)
    assert [one.language for one in editions.articles] == ["en"]
    assert {problem.path for problem in editions.problems} == {translation}


def test_a_translation_opens_with_its_original(tmp_path: Path) -> None:
    article(tmp_path, "kyoto")
    translation = overlay(tmp_path, "kyoto")
    assert [one.language for one in load(translation).articles] == ["en", "ja"]
    assert item(translation).id == "kyoto"


def test_a_translation_without_its_original_is_a_problem(tmp_path: Path) -> None:
    translation = overlay(tmp_path, "kyoto")
    (found,) = shelf(str(tmp_path))
    assert found.problem is not None
    assert "kyoto.yaml" in found.problem.message
    assert load(translation).problems == (found.problem,)


def test_a_translation_must_be_called_after_what_it_translates(tmp_path: Path) -> None:
    path = article(tmp_path, "kyoto")
    overlay(tmp_path, "kyoto", "ja", file="kyoto.fr.yaml")
    editions = load(path)
    assert [one.language for one in editions.articles] == ["en"]
    assert "must be called 'kyoto.ja.yaml'" in editions.problems[0].message
    assert shelf(str(tmp_path))[0].languages == ("en",)


def test_an_article_with_a_dot_in_its_name_is_no_translation(tmp_path: Path) -> None:
    article(tmp_path, "kyoto")
    (tmp_path / "kyoto.2.yaml").write_text(ARTICLE.format(name="kyoto"), encoding="utf-8")
    assert [one.id for one in shelf(str(tmp_path))] == ["kyoto.2", "kyoto"]
    assert len(load(str(tmp_path / "kyoto.yaml")).articles) == 1


def test_a_folder_of_thousands_is_read_by_its_heads_alone(tmp_path: Path) -> None:
    body = ARTICLE.format(name="kyoto") + "nonsense: x\n" * 500
    for number in range(2000):
        (tmp_path / f"a{number}.yaml").write_text(body, encoding="utf-8")
    found = shelf(str(tmp_path))
    assert len(found) == 2000
    assert all(one.problem is None for one in found)  # whole files would have shown duplicate keys


@pytest.mark.parametrize(
    ("wish", "tags", "found"),
    [
        ("ja", ["en", "ja"], "ja"),
        ("ja-JP", ["en", "ja"], "ja"),
        ("JA", ["en", "ja"], "ja"),
        ("zh", ["en", "zh-Hant"], "zh-Hant"),
        ("zh-TW", ["zh-Hant", "zh-tw"], "zh-tw"),
        ("pt_BR", ["pt"], "pt"),
        ("j", ["ja"], None),
        ("fr", ["en", "ja"], None),
        ("", ["en"], None),
    ],
)
def test_a_language_is_looked_up_as_in_rfc_4647(wish: str, tags: list[str], found: str | None) -> None:
    assert best_language(wish, tags) == found


def test_what_was_read_last_is_opened_if_it_can_be_else_the_first_that_can(tmp_path: Path) -> None:
    broken = tmp_path / "a.yaml"
    broken.write_text("jpreader: 1\n", encoding="utf-8")
    for name in ("b", "c"):
        article(tmp_path, name)
    items = shelf(str(tmp_path))
    assert [one.id for one in items] == ["a", "b", "c"]
    assert [found and found.id for found in (last_read(items, one.key) for one in items)] == ["b", "b", "c"]
    first = last_read(items, None)
    assert first is not None
    assert first.id == "b"
    assert last_read(items[:1], items[0].key) is None
