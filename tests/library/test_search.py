"""Search everywhere: what is found, in which order, and what is lit."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pytest
from tests.library.conftest import Shelf

from jpreader.library.bundle import SHIPPED, content
from jpreader.library.database import Database
from jpreader.library.index import Index
from jpreader.library.indexing import update
from jpreader.library.magnitude import amounts, sizes
from jpreader.library.scan import place
from jpreader.library.search import RANKED, Found, count, search

FACTS = """
entities:
  kyoto: {{kind: place, name: Kyoto, native: 京都, wikidata: Q34600}}
  rain: {{kind: company, name: Rain Inc, aliases: [Rainmaker]}}
relations:
  - {{from: rain, to: kyoto, label: invests in, section: lead, quote: {quote}}}
facts:
  - {{id: sum, label: Investment, value: {value}, unit: USD, section: lead, quote: {quote}}}
"""


def facts(value: str, quote: str) -> str:
    return FACTS.format(value=value, quote=quote)


def ids(index: Index, query: str) -> list[str]:
    return [one.ref.id for one in search(index, query).found]


def lit(found: Found) -> list[str]:
    return [hit.text[start:end] for hit in found.hits for start, end in hit.lit]


@pytest.fixture
def news(shelf: Shelf) -> Index:
    shelf.write("old", "It rained in Kyoto. Nobody was there.", title="Weather", published="2022", tags="weather")
    shelf.write(
        "deal", "Rain Inc puts $2.9 billion into Kyoto.", facts("2.9 billion", "$2.9 billion"), tags="money, 投資"
    )
    shelf.write(
        "small", "Rain Inc puts $900 million into Kyoto.", facts("900 million", "$900 million"), published="2023-05"
    )
    shelf.translate("deal", "レイン社が京都に29億ドルを投じる。人工知能（AI）にも。")
    shelf.write("ja", "東京で雪が降った。", title="天気", language="ja", published="2024-01-02")
    return shelf.index()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kyoto", {"old", "deal", "small"}),
        ("KYOTO rained", {"old"}),
        ('"rained in"', {"old"}),
        ('"in rained"', set()),
        ("rain*", {"old", "deal", "small"}),
        ("rain", {"deal", "small"}),
        ("京都", {"deal", "small"}),  # its native name, or the translation
        ("雪", {"ja"}),
        ("ユキ or ゆき", set()),
        ("ドル", {"deal"}),
        ("どる", {"deal"}),
        ("人工知能", {"deal"}),
        ("29億ドル", {"deal"}),
        ("kind:company", {"deal", "small"}),
        ("kind:person", set()),
        ("entity:kyoto", {"deal", "small"}),
        ("entity:京都", {"deal", "small"}),
        ("entity:Q34600", {"deal", "small"}),
        ("entity:rainmaker", {"deal", "small"}),
        ('entity:"Rain Inc" -tag:money', {"small"}),
        ("tag:weather or tag:投資", {"old", "deal"}),
        ("relation:invests-in", {"deal", "small"}),
        ("unit:USD>1billion", {"deal"}),
        ("unit:USD<1billion", {"small"}),
        ("unit:usd>=2.9billion", {"deal"}),
        ("unit:usd>2.9billion", set()),
        ("unit:usd=900million", {"small"}),
        ("unit:usd", {"deal", "small"}),
        ("not unit:USD>1billion", {"old", "small", "ja"}),
        ("after:2023-05", {"deal", "small", "ja"}),
        ("before:2023-05", {"old"}),
        ("not after:2023-05", {"old"}),
        ("kyoto (unit:USD>1billion or before:2023)", {"deal", "old"}),
        ("lang:ja", {"deal", "ja"}),
        ("lang:ja kyoto", {"deal"}),
        ("not kyoto", {"ja"}),
        ("-kyoto -雪", set()),
        ("", {"old", "deal", "small", "ja"}),
        ("nothing", set()),
    ],
)
def test_a_query_finds_what_it_says(news: Index, query: str, found: set[str]) -> None:
    assert set(ids(news, query)) == found
    assert count(news, query) == len(found)


def test_sentences_are_shown_with_what_was_asked_for_lit(news: Index) -> None:
    (one,) = search(news, "rained kyoto").found
    (hit,) = one.hits
    assert (hit.section, hit.text) == ("lead", "It rained in Kyoto.")
    assert lit(one) == ["rained", "Kyoto"]
    (one,) = search(news, "どる").found
    assert (one.ref.language, lit(one)) == ("ja", ["ドル"])
    (one,) = search(news, "entity:kyoto unit:USD>1billion").found
    assert lit(one) == ["$2.9 billion", "Kyoto"]
    (one,) = search(news, "money").found
    assert (one.hits[0].section, one.hits[0].text, lit(one)) == ("", "money, 投資", ["money"])
    (one,) = search(news, "tag:weather").found
    assert (one.hits, one.lead) == ((), "It rained in Kyoto.")


def test_a_place_can_be_gone_to(news: Index) -> None:
    (one,) = search(news, "rained").found
    texts = news.texts(one.ref.edition)
    assert texts is not None
    (hit,) = one.hits
    assert dict(texts.sections)[hit.section][hit.start : hit.end] == hit.text


def test_the_edition_is_that_which_answers_or_that_which_is_wished_for(news: Index) -> None:
    assert search(news, "puts kyoto", language="ja").found[0].ref.language == "en"  # only it holds the words
    assert search(news, "entity:kyoto 投資").found[0].ref.language == "en"
    assert search(news, "entity:kyoto 投資", language="ja").found[0].ref.language == "ja"
    assert search(news, "kind:company", language="ja").found[0].ref.title == "ニュース"


def test_what_no_article_has_is_told_where_it_stands(news: Index) -> None:
    results = search(news, "kyoto or tag:moneyy or entity:kyotto")
    assert [one.ref.id for one in results.found] == ids(news, "kyoto")
    assert [(problem.severity, problem.column, problem.hint) for problem in results.problems] == [
        ("warning", 10, "did you mean 'money'?"),
        ("warning", 24, "did you mean 'kyoto'?"),
    ]
    assert search(news, "kyoto and").problems[0].severity == "error"


def test_what_was_read_is_not_unread(news: Index) -> None:
    def unread(key: str, sections: Callable[[], Collection[str]]) -> bool:
        return not (key.endswith("old.yaml") and list(sections()) == ["lead"])

    assert [one.ref.id for one in search(news, "kyoto unread", unread=unread).found] == ["deal", "small"]
    assert [one.ref.id for one in search(news, "kyoto -unread", unread=unread).found] == ["old"]
    assert count(news, "unread", unread) == 3


def test_those_that_say_it_most_and_in_front_come_first(shelf: Shelf) -> None:
    long = "Much else was in the news that day. " * 30
    shelf.write("once", f"It rained. {long}", published="2024-09")
    shelf.write("often", "It rained and rained. It rained.", published="2024-01")
    shelf.write("title", f"It rained. {long}", title="How it rained", published="2023-01")
    assert ids(shelf.index(), "rained") == ["title", "often", "once"]


def test_of_very_many_the_newest_are_ranked_and_older_ones_that_are_about_it(shelf: Shelf) -> None:
    for number in range(RANKED + 30):
        shelf.write(f"a{number:03}", "It rained.", published=f"2023-{1 + number % 12:02}-{1 + number % 28:02}")
    shelf.write("about", "It rained.", title="Everything that rained", published="1999")
    index = shelf.index()
    results = search(index, "rained", most=5)
    assert results.found[0].ref.id == "about"
    assert results.more
    assert count(index, "rained") == RANKED + 31
    assert len(search(index, "rained", most=500).found) == RANKED + 31


def test_single_characters_beside_words_are_looked_for_in_the_text(shelf: Shelf) -> None:
    shelf.write("near", "米国AIの話。", language="ja")
    shelf.write("far", "国のこと。AIの話。", language="ja")
    index = shelf.index()
    assert ids(index, "国AI") == ["near"]
    assert set(ids(index, "国 AI")) == {"near", "far"}
    assert ids(index, "AI -国AI") == ["far"]


def test_other_folders_are_not_searched(shelf: Shelf) -> None:
    one = shelf.write("rain", "It rained.")
    shelf.write("snow", "It rained, too.")
    shelf.update()
    list(update(shelf.database, [content()]))
    everything = Index(shelf.database, [place(content()), place(str(shelf.folder))])
    shipped = Index(shelf.database, [place(content())])
    file = Index(shelf.database, [place(str(one))])
    assert (everything.count(), shipped.count(), file.count()) == (len(SHIPPED) + 2, len(SHIPPED), 1)
    assert set(ids(shipped, "")) == set(SHIPPED)
    assert set(ids(shipped, "rained or entity:microsoft")) == set(ids(everything, "entity:microsoft"))
    assert ids(file, "rained") == ["rain"]
    assert count(file, "rained") == 1
    both = Index(shelf.database, [place(content()), place(str(one))])
    assert set(ids(both, "")) == {*SHIPPED, "rain"}


def test_thousands_of_files_may_be_named(shelf: Shelf) -> None:
    one = shelf.write("rain", "It rained.")
    shelf.write("snow", "It rained, too.")
    shelf.update()
    others = [place(f"{shelf.folder}/no{number}.yaml") for number in range(3000)]
    index = Index(shelf.database, [*others, place(str(one))])
    assert index.count() == 1
    assert ids(index, "rained") == ["rain"]


@pytest.mark.parametrize("value", [-5.0, 0.0, 1e-9, 0.02, 1.0, 9.99, 10.0, 99.0, 2.9e9, 3e9, 1e18, 5e20, 9e30])
@pytest.mark.parametrize("amount", [1e-9, 0.02, 1.0, 2.5, 10.0, 2.9e9, 1e10, 1e18, 4e20])
def test_an_amount_has_a_word_for_all_that_it_compares_to(value: float, amount: float) -> None:
    compared = {
        ">": value > amount,
        ">=": value >= amount,
        "<": value < amount,
        "<=": value <= amount,
        "=": value == amount,
    }
    for compare, true in compared.items():
        has_word = bool(set(sizes("usd", value)) & set(amounts("usd", compare, amount)))
        assert has_word or not true, compare
    if value >= 100 * amount > 1e-4:
        assert not set(sizes("usd", value)) & set(amounts("usd", "<", amount)) or value > 1e18


def test_the_shipped_articles_are_found_in_both_languages(tmp_path_factory: pytest.TempPathFactory) -> None:
    database = Database(str(tmp_path_factory.mktemp("cache")))
    list(update(database, [content()]))
    index = Index(database, [place(content())])
    english = search(index, "entity:rapidus ibm 半導体 or entity:rapidus ibm chip").found
    assert {"rapidus", "japan-us-tech"} <= {one.ref.id for one in english}
    japanese = search(index, "ラピダス 支援 lang:ja").found
    assert japanese
    assert all(one.ref.language == "ja" and "ラピダス" in lit(one) for one in japanese)
    database.close()
