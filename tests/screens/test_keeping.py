"""Highlights, notes and marks by their keys, and what is seen of them."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from jpreader.reading import folders
from jpreader.reading.notebook import Notes
from jpreader.reading.store import Store
from jpreader.screens.reader import Reader
from jpreader.theme import PALETTES

if TYPE_CHECKING:
    from tests.screens.conftest import Sit, Sitting

    from jpreader.reading.settings import Theme


def kept(sitting: Sitting) -> list[tuple[str, str, str]]:
    with closing(Store(folders.memory())) as store:
        notes = Notes(store).all()
    sitting.app.store.changed()
    return [(note.kind, note.quotation.text[:20], note.text) for note in notes]


@pytest.mark.parametrize("theme", PALETTES)
async def test_h_highlights_the_paragraph_and_takes_the_highlight_away(sit: Sit, theme: Theme) -> None:
    async with sit(theme=theme) as sitting:
        await sitting.tap("2")
        before = sitting.rows()[:-1]
        await sitting.tap("h")
        await sitting.until(lambda: "Highlighted" in sitting.text())
        assert sitting.rows()[:-1] != before
        assert kept(sitting) == [("highlight", "The two economies ar", "")]
        await sitting.tap("h")
        await sitting.until(lambda: "Highlight removed" in sitting.text())
        assert sitting.rows()[:-1] == before
        assert kept(sitting) == []


async def test_a_selection_is_highlighted_and_ends(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("2", "v", "j", "h")
        await sitting.until(lambda: "Highlighted" in sitting.text())
        assert sitting.reader.reading.selected is None
        (note,) = Notes(sitting.app.store).all()
        assert note.quotation.text.startswith("The two economies are already bound together. Japanese")
        assert len(note.quotation.text) < 120
    async with sit() as sitting:
        assert [note.quotation.text for note in sitting.reader.reading.notes] == [note.quotation.text]


async def test_a_note_is_written_seen_in_the_margin_changed_and_emptied(sit: Sit) -> None:
    async with sit((120, 40)) as sitting:
        await sitting.tap("2", "a")
        await sitting.until(lambda: bool(sitting.reader.query("#prompt")))
        await sitting.tap(*"who says so", "enter")
        await sitting.until(lambda: "Note kept" in sitting.text())
        assert re.search("✎ The two economies", sitting.text())
        assert kept(sitting) == [("note", "The two economies ar", "who says so")]
        await sitting.tap("a")
        await sitting.until(lambda: "who says so" in sitting.text())
        await sitting.tap("?", "enter")
        await sitting.until(lambda: "Note changed" in sitting.text())
        assert kept(sitting)[0][2] == "who says so?"
        await sitting.tap("a")
        await sitting.until(lambda: "who says so?" in sitting.text())
        await sitting.tap("end", "ctrl+u", "escape")
        await sitting.until(lambda: not sitting.reader.query("#prompt"))
        assert kept(sitting)[0][2] == "who says so?"
        await sitting.tap("a")
        await sitting.until(lambda: bool(sitting.reader.query("#prompt")))
        await sitting.tap("end", "ctrl+u", "enter")
        await sitting.until(lambda: "Note removed" in sitting.text())
        assert "✎" not in sitting.text()


async def test_escape_loses_no_note_the_next_one_there_begins_with_what_was_written(sit: Sit) -> None:
    """A slow line may cut a key after its first byte, which is that of Esc."""
    async with sit() as sitting:

        async def asked_at(section: str) -> str:
            await sitting.tap(section, "a")
            await sitting.until(lambda: bool(sitting.reader.query("#prompt")))
            return sitting.reader.query_one("#prompt", Input).value

        assert await asked_at("2") == ""
        await sitting.tap(*"who says", "escape")
        await sitting.until(lambda: "begins with what you wrote" in sitting.text())
        assert kept(sitting) == []
        await sitting.tap("j", "k")
        assert await asked_at("2") == "who says"
        await sitting.tap("escape", "escape")
        assert await asked_at("4") == ""
        await sitting.tap("escape")
        assert await asked_at("2") == "who says"
        await sitting.tap("ctrl+u", "escape")
        assert await asked_at("2") == "", "it was emptied"
        await sitting.tap(*"who says", "escape")
        assert await asked_at("2") == "who says"
        await sitting.tap(*" so", "enter")
        await sitting.until(lambda: "Note kept" in sitting.text())
        assert [text for _, _, text in kept(sitting)] == ["who says so"]
        assert await asked_at("4") == ""


async def test_marks_are_set_and_gone_to_and_two_quotes_come_back(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("3", "j", "j", "m", "a")
        await sitting.until(lambda: "Mark a is set" in sitting.text())
        there = sitting.reader.reading.place
        await sitting.tap("g", "'", "a")
        await sitting.until(lambda: sitting.reader.reading.place == there)
        await sitting.tap("'", "'")
        await sitting.until(lambda: sitting.reader.reading.place.section == "")
        await sitting.tap("'", "b")
        await sitting.until(lambda: "There is no mark b" in sitting.text())
        await sitting.tap("m", "1")
        assert "A mark is a letter" in sitting.text()
        await sitting.tap("m", "escape", "j")
        assert Notes(sitting.app.store).mark("j", "shipped:japan-us-tech") is None


async def test_a_capital_leads_to_its_article_from_another(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("3", "m", "Q")
        await sitting.until(lambda: "Mark Q is set" in sitting.text())
    async with sit(id="rapidus") as sitting:
        await sitting.tap("'", "Q")
        await sitting.until(lambda: sitting.reader.reading.article.id == "japan-us-tech")
        assert sitting.reader.reading.place.section == "deals"
        await sitting.tap("backspace")
        await sitting.until(lambda: sitting.reader.reading.article.id == "rapidus")


async def test_what_another_jpreader_keeps_is_seen_with_the_next_key(sit: Sit) -> None:
    async with sit() as one:
        await one.tap("2", "h")
        await one.until(lambda: "Highlighted" in one.text())
        (note,) = one.reader.reading.notes
        with closing(Store(folders.memory())) as store:
            Notes(store).keep([note._replace(id="other", kind="note", text="from elsewhere")])
            assert "✎" not in one.text()
            await one.tap("escape")
            await one.until(lambda: "✎" in one.text())
            Notes(store).remove([note.id, "other"])
        await one.tap("escape")
        await one.until(lambda: "✎" not in one.text())


async def test_in_another_language_a_highlight_is_not_shown(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("2", "L")
        before = sitting.rows()[1:-1]
        await sitting.tap("L", "h")
        await sitting.until(lambda: "Highlighted" in sitting.text())
        await sitting.tap("L")
        assert sitting.rows()[1:-1] == before


async def with_three(sitting: Sitting) -> None:
    """Keep a mark, a highlight and a note."""
    await sitting.tap("2", "m", "a")
    await sitting.until(lambda: "Mark a is set" in sitting.text())
    await sitting.tap("h")
    await sitting.until(lambda: "Highlighted" in sitting.text())
    await sitting.tap("3", "a")
    await sitting.until(lambda: bool(sitting.reader.query("#prompt")))
    await sitting.tap(*"why", "enter")
    await sitting.until(lambda: "Note kept" in sitting.text())


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (50, 20)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_list_has_all_and_leads_to_each(sit: Sit, size: tuple[int, int]) -> None:
    async with sit(size) as sitting:
        await with_three(sitting)
        await sitting.tap("g", "M")
        await sitting.until(lambda: "Marks, highlights and notes" in sitting.text())
        shown = sitting.text()
        for text in ("Tokyo courts", "“Why it matters”", "“The two economies", "✎  why", "“Two moves"):
            assert text in shown
        assert {row.cell_length for row in sitting.rows()} == {size[0]}
        assert "Esc close  Enter open  x remove" in sitting.rows()[-1].text
        assert "q quit" in sitting.rows()[-1].text
        await sitting.tap("G", "enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        reading = sitting.reader.reading
        assert reading.section == "deals" or "Two moves" in sitting.text()
        assert reading.lit is not None
        assert reading.notice == "why"
        await sitting.tap("backspace", "M", "escape")
        assert sitting.reader.reading.place.section == ""


async def test_a_list_of_nothing_offers_no_key_that_does_nothing(sit: Sit) -> None:
    async with sit() as sitting:
        await sitting.tap("M")
        await sitting.until(lambda: "Nothing is kept yet" in sitting.text())
        assert sitting.rows()[-1].text.split() == ["Esc", "close", "?", "help", "q", "quit"]
        for key, said in (("S", "for an article"), ("J", "in a dossier"), ("O", "in their list")):
            await sitting.tap(key)
            assert said in sitting.rows()[-1].text
        await sitting.tap("j")
        assert "Esc close" in sitting.rows()[-1].text


async def test_what_is_kept_of_a_japanese_text_says_so_as_the_other_screens_do(sit: Sit) -> None:
    async with sit(language="ja") as sitting:
        await sitting.tap("h")
        await sitting.until(lambda: "Highlighted" in sitting.text())
        await sitting.tap("M")
        await sitting.until(lambda: "呼びかけ · 日本語" in sitting.text())


async def test_in_the_list_x_removes_and_brings_back(sit: Sit) -> None:
    async with sit() as sitting:
        await with_three(sitting)
        before = Notes(sitting.app.store).all(), Notes(sitting.app.store).marks()
        await sitting.tap("M", "x", "j", "x", "j", "delete")
        await sitting.until(lambda: not Notes(sitting.app.store).all())
        assert not Notes(sitting.app.store).marks()
        assert sitting.text().count("removed: the same key") == 3
        await sitting.tap("k", "x", "k", "x")
        await sitting.until(lambda: len(Notes(sitting.app.store).marks()) == 1)
        await sitting.until(lambda: len(Notes(sitting.app.store).all()) == 1)
        await sitting.tap("escape")
        await sitting.tap("2")
        assert "✎" not in sitting.text()
        assert (Notes(sitting.app.store).all(), Notes(sitting.app.store).marks()) == (before[0][:1], before[1])


async def test_what_the_text_has_no_more_is_listed_with_its_words_and_leads_to_its_section(sit: Sit) -> None:
    async with sit() as sitting:
        await with_three(sitting)
        notes = Notes(sitting.app.store)
        *_, note = notes.all()
        gone = note.quotation._replace(text="The river was full of boats.", before="In winter. ", after=" They left.")
        notes.keep([note._replace(quotation=gone)])
        await sitting.tap("g", "M")
        await sitting.until(lambda: "no longer in the text" in sitting.text())
        assert "The river was full of boats." in sitting.text()
        await sitting.tap("G", "enter")
        await sitting.until(lambda: isinstance(sitting.app.screen, Reader))
        assert "The text no longer has" in sitting.text()
        assert sitting.reader.reading.place.section == "deals"
        assert note.id in {kept.id for kept in notes.all()}


async def test_from_the_list_another_article_is_opened_and_left_again(sit: Sit) -> None:
    async with sit() as sitting:
        await with_three(sitting)
    async with sit(id="rapidus") as sitting:
        await sitting.tap("M")
        await sitting.until(lambda: "✎  why" in sitting.text())
        await sitting.tap("G", "enter")
        await sitting.until(lambda: sitting.reader.reading.article.id == "japan-us-tech")
        assert sitting.reader.reading.lit is not None
        await sitting.tap("backspace")
        await sitting.until(lambda: sitting.reader.reading.article.id == "rapidus")
