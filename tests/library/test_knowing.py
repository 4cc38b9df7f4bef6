"""What articles know together: who is who, dossiers, connections, the ledger, the timeline, completion."""

from __future__ import annotations

import pytest
from tests.library.conftest import Shelf

from jpreader.library.completion import Known, candidates, vocabulary, wanted
from jpreader.library.connection import path
from jpreader.library.dossier import dossier
from jpreader.library.index import Index, Joins
from jpreader.library.indexing import update
from jpreader.library.ledger import Figure, ledger, timeline
from jpreader.library.ledger import things as one_by_one
from jpreader.library.scan import place
from jpreader.library.who import Who, who

DEAL = """
entities:
  microsoft: {kind: company, name: Microsoft, native: マイクロソフト, wikidata: Q2283, role: software maker}
  japan: {kind: country, name: Japan, native: 日本, wikidata: Q17}
relations:
  - {from: microsoft, to: japan, label: invests in, section: lead, quote: Microsoft invests in Japan}
facts:
  - {id: sum, label: The investment, value: 2.9 billion, unit: USD, date: 2024-04, entities: [microsoft], section: lead,
     quote: Microsoft invests in Japan}
timeline:
  - {when: 2024-04-09, label: The announcement, entities: [microsoft], section: lead, quote: Microsoft invests in Japan}
  - {label: Undated, entities: [microsoft], section: lead, quote: Microsoft invests in Japan}
"""
OTHER = """
entities:
  ms: {kind: company, name: microsoft}
  rapidus: {kind: company, name: Rapidus, native: ラピダス}
  word: {kind: product, name: Microsoft, wikidata: Q11261}
relations:
  - {from: rapidus, to: ms, label: rents from, section: lead, quote: Rapidus rents}
facts:
  - {id: sum, label: the investment, value: 3.5 billion, unit: USD, entities: [ms], section: lead, quote: Rapidus rents}
timeline:
  - {when: 2022-08, label: The founding, entities: [rapidus], section: lead, quote: Rapidus rents}
"""
THIRD = """
entities:
  rapidus: {kind: company, name: ラピダス}
  chitose: {kind: place, name: 千歳}
relations:
  - {from: chitose, to: rapidus, label: 所在地, mutual: true, section: lead, quote: 千歳にある}
"""


@pytest.fixture
def articles(shelf: Shelf) -> Shelf:
    shelf.write("deal", "Microsoft invests in Japan. Microsoft is happy.", DEAL)
    shelf.translate(
        "deal",
        "マイクロソフトが日本に投資する。",
        "facts:\n  sum: {label: 投資額, quote: 日本に投資する}\n",
        title="投資",
    )
    shelf.write("other", "Rapidus rents from microsoft. The word is Microsoft.", OTHER, published="2023-01")
    shelf.write("third", "ラピダスは千歳にある。", THIRD, language="ja", published="2022")
    shelf.write("alone", "Nara is far.", "entities:\n  nara: {kind: place, name: Nara}\n")
    return shelf


def one(index: Index, text: str) -> Who:
    return who(index, text)[0]


def test_entities_are_one_by_wikidata_else_by_kind_and_name(articles: Shelf) -> None:
    index = articles.index()
    company, product = who(index, "Microsoft")
    assert (company.key, company.keys, company.kind) == ("Q2283", ("Q2283", "company:microsoft"), "company")
    assert (product.key, product.kind) == ("Q11261", "product")
    for text in ("マイクロソフト", "q2283", "company:microsoft", "ＭＩＣＲＯＳＯＦＴ"):
        assert one(index, text) == company
    assert [each.keys for each in who(index, "ラピダス")] == [("company:rapidus",), ("company:ラピダス",)]
    assert who(index, "nobody") == ()


@pytest.mark.parametrize("first", ["ja", "en"])
@pytest.mark.parametrize("at_once", [True, False])
def test_one_whom_articles_of_both_languages_name_has_a_name_in_each(shelf: Shelf, first: str, at_once: bool) -> None:
    named = {"ja": ("東京は晴れ。", "東京"), "en": ("Tokyo is sunny.", "Tokyo")}
    for language in (first, *(named.keys() - {first})):
        body, name = named[language]
        entities = f"entities:\n  tokyo: {{kind: place, name: {name}, wikidata: Q1490}}\n"
        shelf.write(language, body, entities, language=language)
        if not at_once:
            shelf.update()
    tokyo = one(shelf.index(), "Q1490")
    assert (tokyo.name, tokyo.native) == ("Tokyo", "東京")


def test_the_reader_joins_and_parts_by_hand(articles: Shelf) -> None:
    join = frozenset({frozenset({"company:rapidus", "company:ラピダス"})})
    part = frozenset({frozenset({"Q2283", "company:microsoft"})})
    index = articles.index(Joins(join, part))
    (rapidus,) = who(index, "ラピダス")
    assert set(rapidus.keys) == {"company:rapidus", "company:ラピダス"}
    assert {each.ref.id for each in dossier(index, rapidus).mentioned} == {"other", "third"}
    assert [each.keys for each in who(index, "microsoft")] == [("Q11261",), ("Q2283",), ("company:microsoft",)]


def test_a_dossier_has_all_that_articles_say(articles: Shelf) -> None:
    index = articles.index()
    known = dossier(index, one(index, "Microsoft"))
    assert (known.articles, known.names[:2]) == (2, ("Microsoft", "マイクロソフト"))
    deal, other = known.mentioned
    assert (deal.ref.id, deal.times, deal.said and deal.said.role) == ("deal", 2, "software maker")
    assert [hit.text for hit in deal.sentences] == ["Microsoft invests in Japan.", "Microsoft is happy."]
    assert 0 < deal.strip[0] < deal.strip[1] < 1
    assert [hit.text[slice(*hit.lit[0])] for hit in other.sentences] == ["microsoft"]
    assert [(each.source.name, each.label, each.target.name, each.ref.id) for each in known.related] == [
        ("Microsoft", "invests in", "Japan", "deal"),
        ("Rapidus", "rents from", "microsoft", "other"),
    ]
    assert [each.label for each in known.happenings] == ["The announcement"]
    assert {each.who.name for each in known.together} == {"Japan", "Rapidus", "Microsoft"}
    (thing,) = known.things
    assert thing.disagrees


def test_a_dossier_quotes_the_language_that_is_wished_for(articles: Shelf) -> None:
    index = articles.index()
    known = dossier(index, one(index, "Microsoft"), language="ja")
    assert [each.ref.language for each in known.mentioned] == ["ja", "en"]
    assert known.mentioned[0].sentences[0].text == "マイクロソフトが日本に投資する。"
    assert {thing.label for thing in known.things} == {"the investment", "投資額"}


def test_two_are_connected_by_relations_or_by_a_sentence_that_names_both(articles: Shelf) -> None:
    index = articles.index(Joins(frozenset({frozenset({"company:rapidus", "company:ラピダス"})})))
    steps = path(index, one(index, "千歳"), one(index, "Japan"))
    assert [(step.source.name, step.target.name, step.quote) for step in steps] == [
        ("千歳", "ラピダス", "千歳にある"),
        ("Rapidus", "microsoft", "Rapidus rents"),
        ("Microsoft", "Japan", "Microsoft invests in Japan"),
    ]
    (step,) = path(index, one(index, "Rapidus"), one(index, "Q11261"))
    assert (step.label, step.ref.id, step.quote) == ("", "other", "Rapidus rents from microsoft.")
    assert path(index, one(index, "Nara"), one(index, "Japan")) == ()
    assert path(index, one(index, "Japan"), one(index, "Japan")) == ()


def test_values_that_disagree_stand_together_and_are_marked(articles: Shelf) -> None:
    index = articles.index()
    (thing,) = ledger(index)
    assert [(figure.ref.id, figure.number) for figure in thing.figures] == [("other", 3.5e9), ("deal", 2.9e9)]
    assert thing.disagrees
    assert ledger(index, unit="jpy") == ()
    assert ledger(index, one(index, "Nara")) == ()
    assert len(ledger(index, one(index, "Microsoft"), unit="usd")) == 1


def figure(value: float, compare: str = "", first: int = 0, last: int = 0) -> Figure:
    from jpreader.library.index import Ref

    ref = Ref(0, "a", "a.yaml", "a", "A", "en", "", "")
    return Figure(ref, "Sum", str(value), value, "USD", compare, "", first, last, (), "", "")


@pytest.mark.parametrize(
    ("mine", "yours", "may_both_be_true"),
    [
        (figure(750, "over"), figure(760), True),
        (figure(750, "over"), figure(700), False),
        (figure(750, "over"), figure(700, "under"), False),
        (figure(100, "about"), figure(95), True),
        (figure(100, "about"), figure(80), False),
        (figure(100), figure(100), True),
        (figure(100), figure(100.5), False),
    ],
)
def test_figures_agree_where_both_may_be_true(mine: Figure, yours: Figure, may_both_be_true: bool) -> None:
    from jpreader.library.ledger import agree

    assert agree([mine, yours]) == agree([yours, mine]) == may_both_be_true


CLOSE = (
    "entities:\n  {id}: {{kind: other, name: {id}}}\n"
    "facts:\n  - {{id: f, label: Close, value: {value}, unit: points, date: {date}, entities: [{id}]}}\n"
)


def test_figures_of_different_times_are_one_series_and_those_of_other_things_are_apart(shelf: Shelf) -> None:
    shelf.write("b", "Nikkei.", CLOSE.format(id="nikkei", value=39098, date="2024"))
    shelf.write("a", "Nikkei.", CLOSE.format(id="nikkei", value=38915, date="1989"))
    shelf.write("c", "Topix.", CLOSE.format(id="topix", value=2700, date="2024"))
    shelf.write("d", "Nikkei.", CLOSE.format(id="nikkei", value=39098, date="2024-02-22"))
    nikkei, topix = ledger(shelf.index())
    assert [one.ref.id for one in nikkei.figures] == ["a", "b", "d"]
    assert [one.ref.id for one in topix.figures] == ["c"]
    assert not nikkei.disagrees


def test_of_a_series_only_values_of_one_time_can_disagree(shelf: Shelf) -> None:
    for id, value, date in (
        ("a", 1, "2021"),
        ("b", 2, "2022"),
        ("c", 3, "2022-05"),
        ("d", 3, "2023"),
        ("e", 3, "2023"),
    ):
        shelf.write(id, "Nikkei.", CLOSE.format(id="nikkei", value=value, date=date))
    (thing,) = ledger(shelf.index())
    assert {thing.figures[place].ref.id for place in thing.clashing} == {"b", "c"}


def test_events_stand_in_their_order(articles: Shelf) -> None:
    index = articles.index()
    assert [(each.date, each.label) for each in timeline(index)] == [
        ("2022-08", "The founding"),
        ("2024-04-09", "The announcement"),
    ]
    assert [each.ref.id for each in timeline(index, one(index, "Rapidus"))] == ["other"]


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("ent", "entity:"),
        ("rain an", "and"),
        ("kind:pe", "person"),
        ("entity:mic", "Microsoft"),
        ("-entity:ラ", "ラピダス"),
        ("(relation:inv", '"invests in"'),
        ("unit:", "USD"),
        ("lang:j", "ja"),
        ("after:", "2024"),
    ],
)
def test_what_may_stand_there_is_offered(articles: Shelf, query: str, offered: str) -> None:
    typed = wanted(query, len(query))
    found = [one.text for one in candidates(typed, vocabulary(articles.index(), typed))]
    assert offered in found


def test_what_other_folders_have_is_not_counted(articles: Shelf) -> None:
    typed = wanted("entity:mic", 10)
    index = articles.index()
    assert candidates(typed, vocabulary(index, typed))[0].articles
    part = Index(index.database, [place(str(articles.folder / "other.yaml"))])
    assert not candidates(typed, vocabulary(part, typed))[0].articles


def test_a_candidate_takes_the_place_of_what_was_typed() -> None:
    query = 'rain entity:"fumio ki tag:x'
    typed = wanted(query, 21)
    (one,) = candidates(typed, [Known("Fumio Kishida", 3, "fumio kishida"), Known("Kyoto", 9, "kyoto")])
    assert query[: one.start] + one.text + query[one.end :] == 'rain entity:"Fumio Kishida" tag:x'
    assert candidates(wanted("", 0)) == ()
    assert candidates(wanted("foo:b", 5)) == ()


def test_the_first_figures_of_the_ledger_come_before_all_of_a_unit_are_read(shelf: Shelf) -> None:
    def steps(facts: int) -> int:
        """What SQLite does for the first figure, in steps of its machine."""
        listed = "".join(f"\n  - {{id: f{n}, label: Rain {n:03}, value: {n}, unit: mm}}" for n in range(1, facts + 1))
        shelf.write("rain", "It rained.", f"facts:{listed}")
        index = shelf.index()
        taken = 0

        def count() -> int:
            nonlocal taken
            taken += 1
            return 0

        index.db.set_progress_handler(count, 10)
        first = next(one_by_one(index))
        index.db.set_progress_handler(None, 0)
        assert first.label == "Rain 001"
        return taken

    assert steps(600) < 2 * steps(20)


@pytest.mark.parametrize("asked", ["", "one.yaml"])
def test_only_entities_of_the_places_that_are_asked_complete_a_query(shelf: Shelf, asked: str) -> None:
    named = "entities:\n  them: {{kind: person, name: Kay {}}}"
    shelf.write("one", "Kay One spoke.", named.format("One"))
    other = shelf.folder / "other"
    other.mkdir()
    shelf.put("other/two.yaml", shelf.write("two", "Kay Two spoke.", named.format("Two")).read_text(encoding="utf-8"))
    if not asked:
        (shelf.folder / "two.yaml").unlink()
    list(update(shelf.database, [str(shelf.folder), str(other)]))
    index = Index(shelf.database, [place(str(shelf.folder / asked))])
    typed = wanted("entity:kay", 10)
    assert [one.text for one in candidates(typed, vocabulary(index, typed))] == ['"Kay One"']
