"""Whatever an article holds, only what our driver makes reaches the terminal, and printed output holds no controls."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from tests.rewritten import HOSTILE, SCRIPTS, leaves, put, rewritten, shipped, words, written
from tests.terminal.sitting import Sitting, environment, sitting

THOROUGH = bool(os.environ.get("JPREADER_CI"))

TEXT = (
    "[^\x00-\x1f\x7f-\x9f"  # C0, DEL and C1
    "\u2028-\u202e\u2066-\u2069"  # ends of lines and paragraphs, and what turns the direction of writing
    "\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"  # what can't be seen
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # what is no character
)

ALLOWED = re.compile(
    rf"(?:{TEXT}|[\r\n\b]"
    r"|\x1b\[[0-9;]*[mHABCDGKXSTrs]|\x1b\[2J|\x1bM"  # SGR, the cursor, erasing, scrolling and its margins
    r"|\x1b\[\?(?:1049|25|2004|7|69|1000|1002|1006)[hl]|\x1b\[\?69\$p|\x1b\[5n"  # modes of ours, and questions
    r"|\x1b\]52;c;[A-Za-z0-9+/=]*(?:\x07|\x1b\\))"  # what was copied, in base64
)
"""All that our driver may send."""

PLAIN = re.compile(rf"(?:{TEXT}|\n)*")


def beyond(sent: str, allowed: re.Pattern[str]) -> list[str]:
    """What was sent, and may not be."""
    found, at = [], 0
    while at < len(sent):
        match = allowed.match(sent, at)
        if match is None or match.end() == at:
            found.append(sent[at : at + 60])
            at += 1
        else:
            at = match.end()
    return found


def hostile(folder: Path, seed: int) -> Path:
    """An article and its translation, with the worst in all fields that hold words; ids and dates stay as they are."""
    random = Random(seed)
    sources = HOSTILE if seed % 2 else (*HOSTILE, *SCRIPTS)
    # Each of the worst at least once, in an order of this seed's.
    queue = random.sample(HOSTILE, len(HOSTILE)) if seed % 3 == 0 else []
    text = words(random, sources)

    def next_text() -> str:
        return f"x{queue.pop()}y" if queue else text()

    folder.mkdir(parents=True)
    for suffix in (".yaml", ".ja.yaml"):
        tree = rewritten(shipped(f"japan-us-tech{suffix}"), next_text, 0.9, random)
        if suffix == ".yaml":
            tree["glossary"] |= {f"{next_text()} {number}": {"text": next_text()} for number in range(3)}
        (folder / f"hostile{suffix}").write_text(
            written(tree).replace("translates: japan-us-tech", "translates: hostile"), encoding="ascii"
        )
    return folder / "hostile.yaml"


def beside(folder: Path) -> None:
    """Files of hostile names, whose contents are as bad, beside an article."""
    wrong = 'jpreader: 1\nlanguage: en\n"ti\\e[2Jtle\u202e[/nope]": x\nsections: ["\\e]0;x\\a", [@click=app.quit]]\n'
    for name in ("\x1b[2J\u202e\x07.yaml", "[@click=app.quit].yaml", "\udcff\x9b31m.yaml", "hostile.\x1b[31m.yaml"):
        (folder / name).write_text(wrong, encoding="utf-8")
    (folder / "[red]\x1b]0;x\x07.yaml").write_bytes((folder / "hostile.yaml").read_bytes())


WALK = (
    *" ]j", "t", *"jj", "\r", "e", *"jjj", "\r", "\r", *"nN", "*", "n", "\x1b", "s", *"jjjj", "\r", "\x0f", "s",
    *" G", "\r", "\x1b", "/x\x1b[31m\x07\x9b\u202e", "\r", *"nn", "/[/nope]", "\r", "n", "/[@click=app.quit]",
    "\r", "n", "\x1b[200~\x1b]52;c;AA\x07x\x1b[201~", "\x1b", "L", *"  jG", "e", *"jj", "\r", "\x1b", "s", "j",
    "\r", "\x1b", "L", "y", "Vj", "vjy", "h", "a", "[/x]\u202e\x07 日本", "\r", "ma", "M", "j", "\r", "\x1b", "r",
    "T", "T", "T", "+", "-", ")", "}", "C", "j", "\x1b", "?", "G", "\x1b", "\x10", "the", "\x1b", "\x0c", "S",
    "[/nope] x", "\r", "\x1b", "\x1b", "e", "j", "i", *"jj", "\x1b", "F", *"jG", "\x1b", "D", *"jG", "\x1b",
    "o", *"jjjjj", "\r", "\x1b", "o", "k", "\r", *"GgG",
)  # fmt: skip
"""Through all panes, lists and sheets, with text typed and pasted that is as bad."""


FORMS = ("␛", "␇", "<9B>", "<RLO>", "[@click=app.quit]", "[/nope]")
"""What stands on the screens for some of the worst, if they were shown at all."""


def tree_of(folder: Path) -> dict[str, bytes]:
    """All files in a folder, and what is in them."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("seed", "size", "env", "whole"),
    [
        (0, (80, 24), {"TERM": "xterm-256color", "SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, False),
        (3, (40, 15), {"TERM": "linux", "LC_ALL": "C"}, True),
    ][: 2 if THOROUGH else 1],
)
def test_only_what_our_driver_makes_is_sent(
    tmp_path: Path, seed: int, size: tuple[int, int], env: dict[str, str], whole: bool
) -> None:
    """An article is walked through, or the whole folder that it is in."""
    home, folder, called = tmp_path / "home", tmp_path / "articles", tmp_path / "called"
    home.mkdir()
    path = hostile(folder, seed)
    beside(folder)
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\ntouch '{called}'\n", encoding="utf-8")
    browser.chmod(0o755)
    before = tree_of(folder)
    command = (sys.executable, "-m", "jpreader", str(folder if whole else path))
    (here := tmp_path / "here").mkdir()
    given = environment(home, BROWSER=str(browser), **env)
    reader = Sitting(command, given, size, before=lambda: os.chdir(here))
    try:
        reader.until("help")
        seen = set()
        walk = WALK if THOROUGH else WALK[:60]
        for keys in walk:
            reader.type(keys)
            reader.look(0.15)
            reader.settle(0.03)
            seen.add(reader.screen.text())
        shown = "\n".join(seen)
        assert len(seen) > len(walk) / (6 if whole else 3)
        assert whole or sum(form in shown for form in FORMS) > len(FORMS) / 2
        for _ in range(4):
            reader.type("\x1b")
            reader.settle(0.1)
        reader.settle(1.0)  # Esc and a key right after it are Alt with that key, to a machine that is busy, too
        reader.type("q")
        assert reader.end() == 0
        reader.assert_restored()
        assert beyond(reader.screen.sent.decode("utf-8"), ALLOWED) == []
        assert not reader.screen.unknown
        for copied in reader.screen.clipboard:
            assert PLAIN.fullmatch(base64.b64decode(copied).decode("utf-8"))
    finally:
        reader.close()
    assert not called.exists()
    assert tree_of(folder) == before
    assert not tree_of(here)
    written_at = {file.split("/jpreader/")[0] for file in tree_of(home)}
    assert written_at <= {".local/state", ".cache", ".config"}


@pytest.mark.parametrize("far", [True, False], ids=["over SSH", "here"])
def test_a_link_is_shown_and_opens_no_browser(tmp_path: Path, far: bool) -> None:
    """Clicked on, with the modifiers that terminals and toolkits open by, and entered where its address stands."""
    called, browser = tmp_path / "called", tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\ntouch '{called}'\n", encoding="utf-8")
    browser.chmod(0o755)
    settings = tmp_path / ".config/jpreader/settings.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text("mouse: true\n", encoding="utf-8")
    env = {"BROWSER": str(browser)} | ({"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"} if far else {})
    command = (sys.executable, "-m", "jpreader", "reading-guide#roots")
    with sitting(tmp_path, command, (120, 40), env=env) as reader:
        reader.until("unicode.org/reports/tr14")
        reader.settle()
        lines = reader.screen.text().splitlines()
        row = next(number for number, line in enumerate(lines, 1) if "unicode.org/reports" in line)
        column = lines[row - 1].index("unicode.org/reports") + 2
        for modifiers in (0, 4, 8, 16):  # none, Shift, Meta, Control
            reader.type(f"\x1b[<{modifiers};{column};{row}M\x1b[<{modifiers};{column};{row}m")
            reader.settle()
        reader.type("\x1bs")
        reader.settle()
        reader.type("G")
        reader.until("  https://www.unicode.org/")
        reader.type("\r")
        reader.settle()
        reader.type("q")
        assert reader.end() == 0
        assert beyond(reader.screen.sent.decode(), ALLOWED) == []
    assert not called.exists()


COMMANDS = (
    ("print",), ("print", "--format", "md"), ("print", "--width", "40"), ("print", "-l", "ja"), ("check",), ("list",),
    ("search", "x"), ("search", "\x1b[31m\u202e[/nope]"), ("dossier", "kishida"), ("dossier", "\x1b]0;x\x07"),
    ("ledger",), ("timeline",),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(2 if THOROUGH else 1))
def test_what_is_printed_holds_no_control_but_line_feeds(tmp_path: Path, seed: int) -> None:
    path = hostile(tmp_path / "articles", seed)
    beside(path.parent)
    env = environment(tmp_path)
    for command in COMMANDS if THOROUGH else COMMANDS[::4]:
        named = (*command, str(path if command[0] == "print" else path.parent))
        done = subprocess.run(
            [sys.executable, "-m", "jpreader", *named], env=env, capture_output=True, timeout=60, check=False
        )
        said = (done.stdout + done.stderr).decode("utf-8")
        assert "Traceback" not in said, named
        if command == ("list",):  # whose columns are parted by tabs: as many in each line
            assert len({line.count("\t") for line in said.splitlines()}) == 1
            said = said.replace("\t", " ")
        assert beyond(said, PLAIN) == [], named
        assert done.returncode in (0, 1), (named, said)


def test_fields_that_hold_no_words_are_refused_in_clean_words(tmp_path: Path) -> None:
    random = Random(1)
    tree = shipped("japan-us-tech.yaml")
    for number, (keys, _) in enumerate(random.sample(list(leaves(tree)), 12 if THOROUGH else 4)):
        broken = shipped("japan-us-tech.yaml")
        put(broken, keys, random.choice(HOSTILE))
        (tmp_path / f"broken{number}.yaml").write_text(written(broken), encoding="ascii")
    done = subprocess.run(
        [sys.executable, "-m", "jpreader", "check", str(tmp_path)],
        env=environment(tmp_path),
        capture_output=True,
        timeout=60,
        check=False,
    )
    said = (done.stdout + done.stderr).decode("utf-8")
    assert "Traceback" not in said
    assert beyond(said, PLAIN) == []


@pytest.mark.parametrize(
    "sent", ["\x1b]0;x\x07", "\x1b]8;;x\x07", "\x1b[6n", "\x1bc", "\x07", "\x00", "\x9b31m", "a\u202eb", "\x1b[?1h"]
)
def test_the_allow_list_allows_no_more(sent: str) -> None:
    assert beyond(f"text\x1b[1;31m{sent}", ALLOWED)
