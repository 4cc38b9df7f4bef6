"""The index follows the files, whatever happens to it and to those who write it."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.library.conftest import Shelf, settle

import jpreader
from jpreader.library import indexing
from jpreader.library.database import Database
from jpreader.library.decoding import FEW
from jpreader.library.index import Index
from jpreader.library.indexing import look, update
from jpreader.library.scan import UNSETTLED, place
from jpreader.library.search import count, search

SOURCE = str(Path(jpreader.__file__).parents[1])
KYOTO = """
entities:
  kyoto: {kind: place, name: Kyoto, native: 京都, aliases: [the old capital]}
facts:
  - {id: rain, label: Rain, value: 3 million, unit: litres, entities: [kyoto], section: lead, quote: rained}
relations: []
"""


def found(shelf: Shelf, query: str) -> list[str]:
    return sorted(one.ref.id for one in search(shelf.index(), query).found)


def tables(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All that is in the tables, and every word that full text search has, without the numbers of articles."""
    db = database.db
    for table in ("front", "body"):
        db.execute(f"create virtual table if not exists temp.{table}_words using fts5vocab(main, {table}, row)")
    selects = {
        "entity": "select key, name, articles from entity order by 1",
        "name": "select name, main, articles from name order by 1, 2",
        "vocabulary": "select field, key, articles from vocabulary order by 1, 2",
        "article": "select slug, title, problem from article order by 1",
        "edition": "select language, title from edition order by 1, 2",
        "mention": "select entity, count from mention order by 1, 2",
        "front": "select term, doc from temp.front_words where doc > 0 order by 1",
        "body": "select term, doc, cnt from temp.body_words where doc > 0 order by 1",
        "file": "select name, size, hash from file order by 1",
    }
    return {table: db.execute(select).fetchall() for table, select in selects.items()}


def test_articles_are_found_by_their_texts_and_translations(shelf: Shelf) -> None:
    shelf.write("rain", "It rained in Kyoto.", KYOTO)
    shelf.translate("rain", "京都で雨が降った。")
    shelf.write("snow", "It snowed in Nara.")
    assert found(shelf, "rained") == ["rain"]
    assert found(shelf, "京都で") == ["rain"]
    assert found(shelf, "it") == ["rain", "snow"]
    (progress,) = shelf.update()
    assert (progress.total, progress.changed) == (0, False)


def test_only_what_changed_is_read_again(shelf: Shelf) -> None:
    rain, snow = shelf.write("rain", "It rained."), shelf.write("snow", "It snowed.")
    shelf.update()
    snow.write_text(snow.read_text(encoding="utf-8").replace("snowed", "hailed"), encoding="utf-8")
    settle(snow)
    last = shelf.update()[-1]
    assert (last.done, last.total, last.changed) == (1, 1, True)
    assert (found(shelf, "snowed"), found(shelf, "hailed"), found(shelf, "rained")) == ([], ["snow"], ["rain"])
    settle(rain)  # another time, the same content
    last = shelf.update()[-1]
    assert (last.total, last.changed) == (1, False)
    assert shelf.update()[-1].total == 0


def test_articles_in_view_are_looked_at_before_the_others(shelf: Shelf) -> None:
    rain, snow = shelf.write("rain", "It rained."), shelf.write("snow", "It snowed.")
    overlay = shelf.translate("snow", "奈良で雪が降った。")
    shelf.update()
    hailed = rain.read_text(encoding="utf-8").replace("rained", "hailed")
    changes: list[Callable[[], object]] = [overlay.unlink, lambda: rain.write_text(hailed, encoding="utf-8")]
    seen: list[tuple[bool, list[str], list[str]]] = []

    def between() -> None:
        if changes:
            changes.pop()()
            changed = look(shelf.database, [str(rain), str(snow), str(rain)])
            seen.append((changed, found(shelf, "hailed"), found(shelf, "奈良で")))

    last = list(update(shelf.database, [str(shelf.folder)], 1, between))[-1]
    assert seen == [(True, ["rain"], ["snow"]), (True, ["rain"], [])]
    assert last.done == last.total
    settle(rain)
    shelf.update()
    assert not look(shelf.database, [str(rain), str(snow), str(shelf.folder / "none.yaml")])
    shelf.translate("snow", "京都で雪が降った。")  # which only the look through all files finds
    assert not look(shelf.database, [str(snow)])
    rain.unlink()
    assert look(shelf.database, [str(rain)])
    assert (found(shelf, "hailed"), found(shelf, "京都で")) == ([], ["snow"])


def test_what_is_gone_is_forgotten_to_the_last_word(shelf: Shelf) -> None:
    shelf.write("snow", "It snowed in Nara.", tags="weather")
    shelf.update()
    before = tables(shelf.database)
    rain = shelf.write("rain", "It rained in Kyoto 雨が降った.", KYOTO, tags="weather, water")
    overlay = shelf.translate("rain", "京都で雨が降った。")
    shelf.update()
    assert found(shelf, "entity:kyoto") == ["rain"]
    overlay.unlink()
    shelf.update()
    assert found(shelf, "京都で") == []
    rain.unlink()
    shelf.update()
    assert tables(shelf.database) == before


def test_an_index_of_edited_files_is_that_of_new_ones(shelf: Shelf, tmp_path: Path) -> None:
    chance = random.Random(4)
    for step in range(60):
        id = f"a{chance.randrange(6)}"
        if chance.random() < 0.25:
            (shelf.folder / f"{id}.yaml").unlink(missing_ok=True)
        elif chance.random() < 0.3:
            shelf.translate(id, chance.choice(["雨が降った。", "雪が降った。"]))
        else:
            published = chance.choice(["2024-04", "2023", "2024-04-10"])
            shelf.write(id, f"It rained {step % 5} times.", chance.choice(["", KYOTO]), published=published)
        shelf.update()
    other = Database(str(tmp_path / "other"))
    list(update(other, [str(shelf.folder)]))
    assert tables(shelf.database) == tables(other)
    other.close()


def test_a_file_that_was_just_written_is_looked_into_again(shelf: Shelf) -> None:
    path = shelf.write("rain", "It rained in Kyoto.")
    os.utime(path)
    shelf.update()
    assert shelf.database.db.execute("select mtime from file").fetchone() == (UNSETTLED,)
    text, times = path.read_text(encoding="utf-8"), path.stat()
    path.write_text(text.replace("Kyoto", "Osaka"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))  # as long as it was, and no later
    assert found(shelf, "Osaka") == ["rain"]


def test_a_broken_article_is_there_with_what_is_wrong(shelf: Shelf) -> None:
    path = shelf.put("bad.yaml", "jpreader: 1\nlanguage: en\ntitel: Rain\n")
    shelf.write("rain", "It rained.")
    shelf.put("lost.ja.yaml", "jpreader: 1\ntranslates: lost\nlanguage: ja\ntitle: 雨\n")
    shelf.update()
    rows = shelf.database.db.execute("select slug, problem != '' from article order by slug").fetchall()
    assert rows == [("bad", 1), ("lost.ja", 1), ("rain", 0)]
    assert found(shelf, "rain or rained") == ["rain"]
    path.unlink()
    shelf.write("bad", "Mended.")
    assert found(shelf, "mended") == ["bad"]


def test_many_are_decoded_by_several_processes(shelf: Shelf) -> None:
    for number in range(FEW + 10):
        shelf.write(f"a{number:03}", f"It rained {number} times in 京都.", published=f"2024-{1 + number % 12:02}")
    progress = shelf.update(processes=2)
    assert (progress[-1].done, progress[-1].total) == (FEW + 10, FEW + 10)
    assert count(shelf.index(), "rained 京都") == FEW + 10
    assert found(shelf, '"7 times"') == ["a007"]


def test_how_far_it_is_is_told_before_anything_is_written_and_how_long_it_takes(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "TOLD_SECONDS", 0.0)
    monkeypatch.setattr(indexing, "BATCH", 10)
    for number in range(25):
        shelf.write(f"a{number:03}", "It rained.")
    progress = shelf.update()
    assert [one.done for one in progress] == [*range(26), 25]  # all are read, then all are written
    assert [one.done for one in progress if one.changed] == [10, 20, 25]
    assert all(one.total == 25 and one.seconds_left is not None for one in progress[1:])


def test_the_newest_come_first_and_equal_dates_have_room(shelf: Shelf) -> None:
    for id, published in (("a", "2023"), ("b", "2024-04-10"), ("c", "2024-04-10"), ("d", "2024-05")):
        shelf.write(id, "Rain.", published=published)
    shelf.write("e", "Rain.")
    undated = shelf.folder / "e.yaml"
    undated.write_text(undated.read_text(encoding="utf-8").replace("published: 2024-04\n", ""), encoding="utf-8")
    index = shelf.index()
    assert [one.ref.id for one in search(index, "kind:person or not kind:person").found] == ["d", "c", "b", "a", "e"]
    assert sorted(one.ref.id for one in search(index, "after:2024-04-10").found) == ["b", "c", "d"]
    assert sorted(one.ref.id for one in search(index, "before:2024-04-10").found) == ["a"]
    assert sorted(one.ref.id for one in search(index, "rain or before:2024").found) == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize("damage", ["header", "middle", "short", "empty", "tables", "text"])
def test_a_damaged_index_is_made_anew_and_that_is_said(shelf: Shelf, tmp_path: Path, damage: str) -> None:
    for number in range(40):
        shelf.write(f"a{number}", f"It rained {number} times in Kyoto.", KYOTO)
    shelf.update()
    shelf.database.db.execute("pragma wal_checkpoint(truncate)")
    shelf.database.close()
    path = Path(shelf.database.path)
    content = bytearray(path.read_bytes())
    if damage == "header":
        content[:100] = b"x" * 100
    elif damage == "middle":
        content[4096:] = os.urandom(len(content) - 4096)
    elif damage == "short":
        del content[len(content) // 3 :]
    elif damage == "empty":
        content.clear()
    path.write_bytes(content)
    if damage in ("tables", "text"):
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("drop table mention" if damage == "tables" else "update edition set packed = x'00'")
    shelf.database = Database(str(tmp_path / "cache"))
    settle(shelf.write("a1", "It rained 1 times in Nara.", KYOTO))
    notes = [progress.note for progress in shelf.update() if progress.note]
    assert len(shelf.database.notes + notes) >= 1
    assert all("damaged" in note and "\n" not in note for note in shelf.database.notes + notes)
    assert count(shelf.index(), "rained entity:kyoto") == 40
    assert [name for name in os.listdir(tmp_path / "cache") if name.endswith(".1.sqlite")] == []


def test_an_older_index_is_made_anew_and_a_newer_one_is_left_alone(tmp_path: Path) -> None:
    for name in ("index-1.3.sqlite", "index-99.1.sqlite"):
        (tmp_path / name).write_bytes(b"whatever")
    database = Database(str(tmp_path))
    assert database.notes == ["The index was an older jpreader's, and is made anew"]
    assert sorted(name for name in os.listdir(tmp_path) if name.endswith(".sqlite")) == [
        "index-3.1.sqlite",
        "index-99.1.sqlite",
    ]
    database.close()


def test_what_a_killed_jpreader_left_is_cleared_away_in_time(tmp_path: Path) -> None:
    for name, age in (("making-old", 7200), ("making-new", 10)):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    Database(str(tmp_path)).close()
    assert sorted(name for name in os.listdir(tmp_path) if name.startswith("making")) == ["making-new"]


def test_an_index_that_can_t_be_kept_costs_that_and_says_so(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    shelf.write("rain", "It rained.")
    database = Database(str(tmp_path / "file" / "jpreader"))
    (note,) = database.notes
    assert note.startswith("The index is not kept: ")
    assert note.endswith(f": {tmp_path / 'file' / 'jpreader'}")
    list(update(database, [str(shelf.folder)]))
    assert count(Index(database, [place(str(shelf.folder))]), "rained") == 1
    database.close()
    assert not os.path.exists(database.folder)


def test_one_process_writes_and_others_read_meanwhile(shelf: Shelf, tmp_path: Path) -> None:
    shelf.write("rain", "It rained.")
    shelf.update()
    other = Database(str(tmp_path / "cache"))
    shelf.write("snow", "It snowed.")
    with shelf.database.writing() as why_not:
        assert why_not == ""
        shelf.database.db.execute("begin immediate")
        (progress,) = update(other, [str(shelf.folder)])
        assert progress.note == "Another jpreader is bringing the index up to date"
        assert count(Index(other, [place(str(shelf.folder))]), "rained") == 1  # at once, though one is writing
        shelf.database.db.execute("rollback")
    assert list(update(other, [str(shelf.folder)]))[-1].changed
    other.close()


INDEXING = """
import sys
from jpreader.library.database import Database
from jpreader.library import indexing
indexing.BATCH = 8
if __name__ == "__main__":
    database = Database(sys.argv[1])
    print("begun", flush=True)
    for progress in indexing.update(database, [sys.argv[2]], processes=int(sys.argv[3])):
        print(progress.done, flush=True)
"""


@pytest.mark.parametrize("processes", [1, 2])
def test_a_kill_at_any_moment_leaves_an_index_that_is_whole(shelf: Shelf, tmp_path: Path, processes: int) -> None:
    for number in range(120):
        shelf.write(f"a{number:03}", f"It rained {number} times in Kyoto. 京都で雨が降った。", KYOTO)
    script = tmp_path / "indexing.py"
    script.write_text(INDEXING)
    cache = tmp_path / "killed"
    chance = random.Random(processes)
    arguments = [sys.executable, str(script), str(cache), str(shelf.folder), str(processes)]
    done = 0
    for _ in range(6):
        child = subprocess.Popen(arguments, env={**os.environ, "PYTHONPATH": SOURCE}, stdout=subprocess.PIPE)
        assert child.stdout
        child.stdout.readline()
        time.sleep(chance.random() * 0.3)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        database = Database(str(cache))
        assert database.notes == []
        index = Index(database, [place(str(shelf.folder))])
        assert count(index, "rained") == count(index, "京都") == index.count() >= done
        done = index.count()
        database.close()
    database = Database(str(cache))
    assert list(update(database, [str(shelf.folder)]))[-1].note == ""
    shelf.update()
    assert tables(database) == tables(shelf.database)
    database.close()


def test_a_disk_that_is_full_is_said_and_what_there_is_can_be_asked(shelf: Shelf) -> None:
    shelf.write("rain", "It rained.")
    shelf.update()
    pages = shelf.database.db.execute("pragma page_count").fetchone()[0]
    shelf.database.db.execute(f"pragma max_page_count = {pages}")
    for number in range(40):
        shelf.write(f"a{number}", "It snowed. " * 400)
    notes = [progress.note for progress in shelf.update() if progress.note]
    assert notes == ["The index can't be written: database or disk is full"]
    assert found(shelf, "rained") == ["rain"]


def test_an_article_of_a_million_words_is_one_as_well(shelf: Shelf) -> None:
    shelf.write("long", "It rained in Kyoto. " * 150_000 + "Then it stopped.")
    (one,) = search(shelf.index(), "stopped").found
    assert [hit.text for hit in one.hits] == ["Then it stopped."]
