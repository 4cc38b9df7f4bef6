"""What has changed in an article since it was read."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jpreader.article.decode import decode
from jpreader.article.model import Article
from jpreader.library.bundle import content
from jpreader.library.shelf import load
from jpreader.reading.alignment import aligned
from jpreader.reading.changes import UNCHANGED, Changes
from jpreader.reading.comparing import changes
from jpreader.reading.snapshot import Snapshot, after, packed, unpacked

BODIES = {
    "one": "It rained in Kyoto.\n\nIt rained for five days, and nobody went out.\n\nThen it was over.",
    "two": "京都では雨が降った。\n\n五日間降り続いて、だれも外に出なかった。",
    "three": "The end.",
}
CLAIMS = """
entities:
  kyoto: {kind: place, name: Kyoto}
  rain: {kind: event, name: Rain}
facts:
  - {id: days, label: Days of rain, value: "5", unit: days, section: one, quote: five days}
relations:
  - {from: rain, to: kyoto, label: fell on, section: one, quote: rained in Kyoto}
"""


def article(bodies: dict[str, str], claims: str = CLAIMS) -> Article:
    sections = "".join(
        f"  - id: {id}\n    title: {id.title()}\n    body: |\n"
        + "".join(f"      {line}\n" if line else "\n" for line in body.split("\n"))
        for id, body in bodies.items()
    )
    decoded = decode(f"jpreader: 1\nlanguage: en\ntitle: Rain\nsections:\n{sections}{claims}".encode(), "r.yaml", "r")
    assert decoded.article is not None, decoded.problems
    return decoded.article


def read(of: Article, *sections: str) -> Snapshot:
    return after(None, of, sections or tuple(of.by_section))


def said(found: Changes) -> list[tuple[str, str, str]]:
    return [(change.what, change.way, change.span.section) for change in found.all]


def test_an_article_that_was_not_edited_has_not_changed() -> None:
    for id in ("japan-us-tech", "kishida-visit", "article-format"):
        for edition in load(f"{content()}/{id}.yaml").articles:
            assert changes(read(edition), edition) is UNCHANGED


def test_a_paragraph_changes_by_words_and_shows_where_they_are() -> None:
    now = article({**BODIES, "one": BODIES["one"].replace("nobody went", "few people went")})
    (change,) = changes(read(article(BODIES)), now).all
    assert (change.what, change.way) == ("text", "changed")
    assert [tuple(edit) for edit in change.edits if not edit.same] == [("nobody", "few people")]
    text = now.by_section["one"].text
    assert [text[trace.start : trace.end] for trace in change.traces] == ["few people"]
    assert text[change.span.start : change.span.end] == "few people"


def test_japanese_changes_by_words_too() -> None:
    now = article({**BODIES, "two": BODIES["two"].replace("だれも", "子供しか")})
    (change,) = changes(read(article(BODIES)), now).all
    assert [tuple(edit) for edit in change.edits if not edit.same] == [("だれも", "子供しか")]


def test_paragraphs_come_and_go() -> None:
    before = read(article(BODIES))
    now = article({**BODIES, "one": BODIES["one"].replace("\n\nThen it was over.", "") + "\n\nUmbrellas sold out."})
    found = changes(before, now)
    assert said(found) == [("text", "removed", "one"), ("text", "added", "one")]
    gone, new = found.all
    assert gone.edits[0].before == "Then it was over."
    assert gone.span.start == gone.span.end == now.by_section["one"].text.index("\nUmbrellas")
    assert now.by_section["one"].text[new.span.start : new.span.end] == "Umbrellas sold out."


def test_sections_come_and_go_and_get_another_title() -> None:
    bodies = {"zero": "New.", **BODIES}
    del bodies["two"]
    now = article(bodies)
    found = changes(read(article(BODIES)), now)
    assert said(found) == [("section", "added", "zero"), ("section", "removed", "one")]
    assert "五日間" in found.all[1].edits[0].before
    assert found.all[1].span.start == len(now.by_section["one"].text)  # at the end of the one before it
    bodies = dict(BODIES)
    del bodies["one"]
    first = changes(read(article(BODIES)), article(bodies, ""))
    assert (first.all[0].what, first.all[0].span) == ("section", ("two", 0, 0))
    renamed = article(BODIES)
    section = renamed.sections[0]
    snapshot = read(renamed)
    snapshot = snapshot._replace(parts=(snapshot.parts[0]._replace(title="Once"), *snapshot.parts[1:]))
    (title,) = changes(snapshot, renamed).all
    assert (title.what, title.edits[0]) == ("title", ("Once", section.title))


def test_facts_and_relations_change() -> None:
    before = read(article(BODIES))
    more = CLAIMS.replace('"5"', '"6"').replace("fell on", "flooded") + (
        "  - {from: kyoto, to: rain, label: had, section: two, quote: 雨が降った}\n"
    )
    label, fact, new = changes(before, article(BODIES, more)).all
    assert [str(one.number) for one in fact.facts] == ["5", "6"]
    assert ("fell on", "flooded") in [tuple(edit) for edit in label.edits]
    assert (new.what, new.way, new.span.section) == ("relation", "added", "two")
    gone = changes(before, article(BODIES, ""))
    assert said(gone) == [("fact", "removed", "one"), ("relation", "removed", "one")]


def test_what_was_not_read_has_not_changed_since() -> None:
    before = read(article(BODIES), "one")
    now = article({**BODIES, "two": "別の話。", "three": "No end."})
    assert changes(before, now) is UNCHANGED


def test_a_change_is_told_until_its_section_was_read_again() -> None:
    old = article(BODIES)
    now = article({id: body.replace("rained", "snowed").replace("雨", "雪") for id, body in BODIES.items()}, "")
    before = read(old, "one", "two")
    assert {change.span.section for change in changes(before, now).all} == {"one", "two"}
    later = after(before, now, {"one"})
    assert {change.span.section for change in changes(later, now).all} == {"two"}
    assert changes(after(later, now, {"two"}), now) is UNCHANGED


def test_a_section_that_came_or_went_is_told_until_it_was_read_or_what_stands_in_its_place() -> None:
    before = read(article(BODIES))
    bodies = {"one": BODIES["one"], "new": "News.", "three": BODIES["three"]}
    now = article(bodies)
    assert said(changes(before, now)) == [("section", "removed", "one"), ("section", "added", "new")]
    later = after(before, now, {"three"})
    assert said(changes(later, now)) == [("section", "removed", "one"), ("section", "added", "new")]
    later = after(later, now, {"one"})
    assert said(changes(later, now)) == [("section", "added", "new")]
    assert changes(after(later, now, {"new"}), now) is UNCHANGED


def test_a_snapshot_comes_back_as_it_was_packed_and_nothing_else_does() -> None:
    snapshot = read(article(BODIES), "one", "two")
    assert unpacked(packed(snapshot)) == snapshot
    for damage in (b"", b"x", packed(snapshot)[:-3], packed(snapshot._replace(figures=(("x",),)))):  # type: ignore[arg-type]
        assert unpacked(damage) is None


TEXTS = ("a b c d", "a b c e", "x y z", "日本は雨", "日本は雪だ", "a b", "q")
PARAGRAPHS = st.lists(st.sampled_from(TEXTS), max_size=9)


def paired(before: Sequence[str], now: Sequence[str]) -> None:
    found = list(aligned(before, now))
    assert [old for old, _ in found if old is not None] == list(range(len(before)))
    assert [new for _, new in found if new is not None] == list(range(len(now)))


@given(PARAGRAPHS, PARAGRAPHS)
def test_every_paragraph_of_both_texts_is_accounted_for_in_its_order(before: list[str], now: list[str]) -> None:
    paired(before, now)


def test_many_paragraphs_are_too() -> None:
    paired(["a"] * 1500, ["b", "a"] * 1000)
    paired([f"{n} a b" for n in range(100)], [f"{n} a b c" for n in range(150)])


@given(st.randoms(use_true_random=False))
def test_the_changes_undone_give_what_was_read(chance: random.Random) -> None:
    """Random edits of an article: what the changes say was there and is there are the texts before and now."""

    def edited(body: str) -> str:
        words = body.split(" ")
        for _ in range(chance.randrange(3)):
            words[chance.randrange(len(words))] = chance.choice(["", "new", "雪", "new\n\nnew", "Kyoto"])
        return " ".join(words).strip("\n ") or "gone"

    before, now = article(BODIES, ""), article({id: edited(body) for id, body in BODIES.items()}, "")
    found = changes(read(before), now)
    for section in now.sections:
        own = [change for change in found.all if change.span.section == section.id]
        old = [block.text for block in before.by_section[section.id].body]
        new = [block.text for block in section.body]
        for change in own:
            was, is_now = ("".join(edit[side] for edit in change.edits) for side in (0, 1))
            if was:
                old.remove(was)
            if is_now:
                new.remove(is_now)
        assert old == new  # what no change tells of is the same


@pytest.mark.parametrize("seed", range(3))
def test_a_long_article_is_compared_in_little_time(seed: int) -> None:
    chance = random.Random(seed)
    words = ["Japan", "the", "of", "chips", "and", "investment", "billion", "半導体", "in", "a", "to"]
    body = "\n\n".join(" ".join(chance.choices(words, k=90)) for _ in range(400))
    rewritten = "\n\n".join(" ".join(chance.choices(words, k=90)) for _ in range(400))
    assert len(body) > 150_000
    snapshot = read(article({"one": body}, ""))
    now = article({"one": rewritten}, "")
    begun = time.perf_counter()
    found = changes(snapshot, now)
    assert time.perf_counter() - begun < 10  # 2 s on the machine it was written on; in a thread, so nobody waits
    assert found.all
