"""What is left of what was read before: what is new to the reader, and what has changed since."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jpreader.library.bundle import content
from jpreader.screens.reader import Reader
from jpreader.screens.sheet import Sheet

if TYPE_CHECKING:
    from tests.screens.conftest import Sit, Sitting

SIZES = [(40, 15), (80, 24), (120, 40)]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of articles."""
    for name in ("japan-us-tech", "japan-us-tech.ja", "kishida-visit"):
        shutil.copy(f"{content()}/{name}.yaml", tmp_path)
    return tmp_path


async def read(sit: Sit, path: Path, *keys: str) -> None:
    """Read an article to its end, in the languages that some keys change to."""
    async with sit((120, 60), str(path)) as sitting:
        await known(sitting)
        for key in ("g", *keys):
            await sitting.tap(key, *("pagedown",) * 3)


async def known(sitting: Sitting) -> None:
    """Wait until it is known what has changed."""

    def compared() -> bool:
        bookmark = sitting.app.bookmark
        return bookmark is not None and bookmark.reader is sitting.reader and bookmark.compared

    await sitting.until(compared)


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_new_is_marked_in_the_next_article(sit: Sit, news: Path, size: tuple[int, int]) -> None:
    async with sit(size, str(news / "kishida-visit.yaml")) as sitting:
        assert "◆" not in sitting.text()
    await read(sit, news / "japan-us-tech.yaml")
    async with sit(size, str(news / "kishida-visit.yaml")) as sitting:
        assert "◆" in sitting.text() or size[0] < 60
        await sitting.tap("}")
        assert "New 1/" in sitting.text()
        first = sitting.reader.reading
        assert first.lit is not None
        await sitting.tap("}", "}", "{")
        assert "New 2/" in sitting.text()
        await sitting.tap("G", "g")
        assert sitting.reader.reading.new == first.new  # it is still new to them while they read


async def test_what_was_met_is_not_new_the_next_time(sit: Sit, news: Path) -> None:
    await read(sit, news / "japan-us-tech.yaml")
    await read(sit, news / "kishida-visit.yaml")
    async with sit((120, 60), str(news / "kishida-visit.yaml")) as sitting:
        assert "◆" not in sitting.text()
        await sitting.tap("}")
        assert "Nothing here is marked as new" in sitting.text()


def edit(path: Path, before: str, now: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, now), encoding="utf-8")


@pytest.mark.parametrize("size", SIZES)
async def test_what_changed_is_said_marked_gone_to_and_listed(sit: Sit, news: Path, size: tuple[int, int]) -> None:
    pitch = news / "japan-us-tech.yaml"
    await read(sit, pitch)
    edit(pitch, "750 billion", "800 billion")
    edit(pitch, "already bound together", "bound together")
    async with sit(size, str(pitch)) as sitting:
        await sitting.until(lambda: "2 changes since you read it: ) goes t" in sitting.text())
        await sitting.tap("g")
        assert "since you read it" not in sitting.text()
        await sitting.tap(")")
        assert "Change 1/2: “already” was removed" in sitting.text()
        assert "▎" in sitting.text()
        await sitting.tap(")")
        assert "Change 2/2" in sitting.text()
        await sitting.tap("(")
        assert "Change 1/2" in sitting.text()
        await sitting.tap("C")
        assert isinstance(sitting.app.screen, Sheet)
        shown = sitting.text()
        await sitting.tap("G")
        shown += sitting.text()
        assert "$800" in shown
        assert "$750" in shown
        await sitting.tap("escape")
        assert isinstance(sitting.app.screen, Reader)


async def test_a_change_is_said_until_it_was_on_the_screen_and_its_section_read_to_its_end(
    sit: Sit, news: Path
) -> None:
    pitch = news / "japan-us-tech.yaml"
    await read(sit, pitch)
    edit(pitch, "already bound together", "bound together")
    for _ in range(2):  # at its end, where it was left, the change is not on the screen
        async with sit((80, 24), str(pitch)) as sitting:
            await sitting.until(lambda: "1 change since you read it" in sitting.text())
    async with sit((80, 24), str(pitch)) as sitting:
        await known(sitting)
        await sitting.tap(")", "space", "space")
    async with sit((80, 24), str(pitch)) as sitting:
        await known(sitting)
        assert "since you read it" not in sitting.text()
        await sitting.tap(")")
        assert "Nothing has changed since you read it" in sitting.text()


async def test_each_language_has_its_own_changes(sit: Sit, news: Path) -> None:
    pitch = news / "japan-us-tech.yaml"
    await read(sit, pitch, "L")
    edit(news / "japan-us-tech.ja.yaml", "現地で100万人以上", "現地で120万人以上")
    async with sit((120, 60), str(pitch)) as sitting:
        await sitting.until(lambda: "1 change since you read it" in sitting.text())
        await sitting.tap(")")
        assert "“100万” became “120万”" in sitting.text() or "“100” became “120”" in sitting.text()
        await sitting.tap("L", ")")
        assert "Nothing has changed since you read it" in sitting.text()


async def test_a_file_that_is_gone_and_comes_back_is_compared_with_what_was_read(sit: Sit, news: Path) -> None:
    pitch = news / "japan-us-tech.yaml"
    await read(sit, pitch)
    text = pitch.read_text(encoding="utf-8")
    pitch.unlink()
    await read(sit, news / "kishida-visit.yaml")
    pitch.write_text(text.replace("bound together", "tied together"), encoding="utf-8")
    async with sit((80, 24), str(pitch)) as sitting:
        await sitting.until(lambda: "1 change since you read it" in sitting.text())
