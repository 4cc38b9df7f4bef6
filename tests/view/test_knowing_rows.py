"""What all articles say, set as entries: at every width, in English and in Japanese."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from jpreader.layout.cells import width as cells
from jpreader.layout.line import Pieces
from jpreader.library.bundle import content
from jpreader.library.database import Database
from jpreader.library.dossier import dossier
from jpreader.library.index import Index, Ref
from jpreader.library.indexing import update
from jpreader.library.ledger import Figure, Happening, Thing, ledger, timeline
from jpreader.library.scan import place
from jpreader.library.search import search
from jpreader.library.who import who
from jpreader.view.dossier_rows import strip
from jpreader.view.entries import Answer, ToDossier, ToSpot
from jpreader.view.ledger_rows import thing_entries, through_time
from jpreader.view.subjects import Choice, DossierOf, Found, LedgerOf, PathBetween, Saved, Subject, TimelineOf, named_at
from jpreader.view.timeline_rows import timeline_answer

WIDTHS = (20, 21, 25, 38, 47, 48, 60, 78, 118, 198)

SUBJECTS: dict[str, Callable[[str], Subject]] = {
    "search": lambda language: Found("rapidus or 半導体 or entity:microsoft", language),
    "found by figures": lambda language: Found("unit:JPY>1billion", language),
    "nothing found": lambda language: Found("no-such-word", language),
    "saved searches": lambda _: Saved(
        {"chips in Japan, and who pays for them": "tag:semiconductors", "日本": "半導体"}
    ),
    "no saved searches": lambda _: Saved(),
    "dossier": lambda language: DossierOf("company:rapidus", language),
    "dossier of a country": lambda language: DossierOf("Q17", language),
    "dossier of nobody": lambda language: DossierOf("company:rapidos", language),
    "path": lambda language: PathBetween("company:rapidus", "Microsoft", language),
    "ledger": lambda language: LedgerOf("", language),
    "ledger of one": lambda language: LedgerOf("Rapidus", language),
    "timeline": lambda language: TimelineOf("", language),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The index of what ships."""
    database = Database(str(tmp_path_factory.mktemp("cache")))
    list(update(database, [content()], 1))
    yield Index(database, [place(content())])
    database.close()


def text(pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces).rstrip()


def texts(answer: Answer, width: int = 78) -> list[str]:
    return [text(row) for entry in answer.entries for row in entry.draw(width)]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", SUBJECTS)
def test_no_row_is_wider_than_the_list_and_no_entry_is_empty(index: Index, name: str, language: str) -> None:
    answer = SUBJECTS[name](language).answer(index, 40)
    assert answer.title
    assert answer.entries
    for width in WIDTHS:
        for entry in answer.entries:
            rows = entry.draw(width)
            assert any(text(row) for row in rows)
            assert entry.goal is None or text(rows[-1])
            for row in rows:
                assert sum(cells(piece.text) for piece in row) <= width, (width, text(row))


def test_every_sentence_is_there_in_full_with_what_was_found_lit(index: Index) -> None:
    results = search(index, "rapidus or 半導体", language="ja")
    answer = Found("rapidus or 半導体", "ja").answer(index, 20)
    for width in WIDTHS:
        shown = "".join("".join(texts(answer, width)).split())
        for found in results.found:
            for hit in found.hits:
                assert "".join(hit.text.split()) in shown
        lit = [
            piece.text for entry in answer.entries for row in entry.draw(198) for piece in row if piece.role == "match"
        ]
        assert {one.lower() for one in lit} <= {"rapidus", "半導体", "ラピダス"}


def test_a_dossier_tells_names_relations_with_their_evidence_figures_and_every_mention(index: Index) -> None:
    one = who(index, "Rapidus")[0]
    known = dossier(index, one, "en")
    shown = "\n".join(texts(DossierOf(one.key, "en").answer(index, 50), 400))
    assert "ラピダス" in shown
    for said in (said for each in known.mentioned if each.said for said in (each.said.role, each.said.description)):
        assert said.rstrip(".") in shown
    for related in known.related:
        assert related.quote in shown
    for thing in known.things:
        assert thing.label in shown
    for sentence in (hit.text for each in known.mentioned for hit in each.sentences):
        assert sentence in shown


def test_the_other_ends_of_relations_and_who_is_named_with_it_lead_to_their_dossiers(index: Index) -> None:
    answer = DossierOf("company:rapidus", "en").answer(index, 50)
    keys = [entry.goal.key for entry in answer.entries if isinstance(entry.goal, ToDossier)]
    assert who(index, "IBM")[0].key in keys
    assert who(index, "Japan")[0].key in keys
    places = [entry.goal for entry in answer.entries if isinstance(entry.goal, ToSpot)]
    assert {goal.ref.id for goal in places} >= {"rapidus", "japan-us-tech", "tsmc-kumamoto"}


def test_the_strip_shows_where_and_how_often() -> None:
    row = strip((0.0, 0.05, 0.5, 0.99, 1.0), 10)
    assert "".join(piece.text for piece in row) == "▅────▃───▅"
    assert [piece.role for piece in row] == ["bar", "rule", "bar", "rule", "bar"]


def figure(value: str, date: str = "", first: int = 0, compare: str = "", language: str = "en") -> Figure:
    ref = Ref(1, "one", "/one.yaml", "one", "News", language, "2024-04-02", "")
    number = float(value.replace(",", ""))
    return Figure(ref, "Support", value, number, "JPY", compare, date, first, first, (), "lead", f"{value} yen")


def test_values_that_disagree_are_marked_and_three_of_different_dates_have_a_line() -> None:
    figures = (figure("100", "2021", 1), figure("300", "2022", 2, "over"), figure("200", "2023", 3))
    thing = Thing("Support", "JPY", figures, frozenset({0, 1, 2}))
    rows = [text(row) for entry in thing_entries(thing) for row in entry.draw(60)]
    assert rows[0].startswith("Support")
    assert rows[0].endswith("≠ values disagree")
    assert rows[1].strip() == through_time(thing) == "▁█▅"
    assert any("> ¥300  2022" in row for row in rows)
    bars = [len(row.strip()) for row in rows if set(row.strip()) <= set("█▏▎▍▌▋▊▉") and row.strip()]
    assert bars == sorted(bars)[:1] + bars[1:]
    assert len(bars) == 3
    assert not any(row.startswith("≠") for row in rows)
    assert not through_time(thing._replace(figures=figures[:2]))


def test_where_some_values_disagree_it_is_said_which() -> None:
    figures = (figure("100", "2021", 1), figure("300", "2022", 2), figure("200", "2022", 2))
    thing = Thing("Support", "JPY", figures, frozenset({1, 2}))
    rows = [text(row) for entry in thing_entries(thing) for row in entry.draw(60)]
    assert rows[0].endswith("≠ values disagree")
    assert [row.split("  ")[0] for row in rows if row.startswith("≠")] == ["≠ ¥300", "≠ ¥200"]


def test_bars_on_a_log_scale_say_so() -> None:
    small = Thing("Support", "JPY", (figure("100"), figure("300")))
    large = small._replace(figures=(figure("100"), figure("300,000")))
    said = [any("log scale" in text(row) for row in thing_entries(thing)[0].draw(60)) for thing in (small, large)]
    assert said == [False, True]


def test_ledger_and_timeline_come_in_their_order_and_say_when_there_is_more(index: Index) -> None:
    everything = sum(len(thing.figures) for thing in ledger(index, language="en"))
    whole = LedgerOf("", "en").answer(index, everything)
    assert not whole.more
    assert whole.aside.startswith(f"{everything} figures")
    some = LedgerOf("", "en").answer(index, 5)
    assert some.more
    assert whole.entries[0].draw(60) == some.entries[0].draw(60)
    events = timeline(index, language="ja")
    shown = TimelineOf("", "ja").answer(index, len(events))
    assert not shown.more
    told = ["\n".join(map(text, entry.draw(198))) for entry in shown.entries if entry.goal]
    assert len(told) == len(events)
    assert all(event.label in row for event, row in zip(events, told, strict=True))
    assert TimelineOf("", "ja").answer(index, len(events) - 1).more


def event(date: str, label: str = "Rain") -> Happening:
    ref = Ref(1, "one", "/one.yaml", "one", "News", "en", "2024-04-02", "")
    return Happening(ref, label, date, 1, 1, (), "lead", "")


@pytest.mark.parametrize(("width", "most"), [(80, 40), (29, 20)])
def test_each_year_has_a_bar_that_says_how_many_events_it_has(width: int, most: int) -> None:
    events = [event("2021"), *[event("2022-05")] * 4, event("2023"), event("2023")]

    def years(answer: Answer) -> list[tuple[str, int, str]]:
        rows = [text(row) for entry in answer.entries if entry.heads for row in entry.draw(width) if row]
        return [(row[:4], row.count("█"), row.split()[-1]) for row in rows]

    whole = years(timeline_answer(events, 7))
    assert whole == [("2021", most // 4, "1"), ("2022", most, "4"), ("2023", most // 2, "2")]
    assert timeline_answer(events, 7).title == "Timeline"
    assert years(timeline_answer(events, 6))[-1][2] == "1+"
    assert years(timeline_answer(events[:1], 7)) == [("2021", 0, "2021")]


def test_a_path_names_everyone_on_the_way_with_the_evidence_of_each_step(index: Index) -> None:
    answer = PathBetween("company:rapidus", "Microsoft", "en").answer(index, 20)
    keys = [entry.goal.key for entry in answer.entries if isinstance(entry.goal, ToDossier)]
    steps: Sequence[ToSpot] = [entry.goal for entry in answer.entries if isinstance(entry.goal, ToSpot)]
    assert keys[0] == "company:rapidus"
    assert keys[-1] == who(index, "Microsoft")[0].key
    assert len(steps) == len(keys) - 1
    assert all(step.spot.text for step in steps)


def test_who_is_named_where_a_result_leads(index: Index) -> None:
    answer = Found('"has entered a partnership"', "en").answer(index, 20)
    goal = next(entry.goal for entry in answer.entries if isinstance(entry.goal, ToSpot) and entry.goal.spot.section)
    sentence = goal.spot._replace(kind="quote", text="And Rapidus, a chipmaker with Tokyo’s backing, has entered")
    assert [name.name for name in named_at(index, goal.ref, sentence)][:1] == ["Rapidus"]
    assert named_at(index, goal.ref, goal.spot._replace(section="")) != ()
    assert Choice(named_at(index, goal.ref, sentence)).answer(index, 20).entries


def test_a_japanese_dossier_has_japanese_names_first(index: Index) -> None:
    japanese = texts(DossierOf("Q17", "ja").answer(index, 20))
    assert japanese[:2] == ["日本", "にほん · Japan"]
    assert "  ラピダス Rapidus" in japanese
    english = texts(DossierOf("Q17", "en").answer(index, 20))
    assert english[:2] == ["Japan", "日本 · にほん"]
    assert "  Rapidus ラピダス" in english
    path = texts(PathBetween("Q17", "Microsoft", "ja").answer(index, 20))
    assert (path[0], path[-1]) == ("  日本 Japan", "  マイクロソフト Microsoft")


def test_a_dossier_has_other_names_as_articles_write_them(index: Index) -> None:
    row = next(text for text in texts(DossierOf("Q30", "en").answer(index, 20)) if text.startswith("Also: "))
    assert set(row.removeprefix("Also: ").split(", ")) == {"American", "U.S.", "米国"}
