"""The domain needs no screen, and what needs no screen imports none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TUI = Path(__file__).parent.parent / "tui"


def modules_after(code: str) -> set[str]:
    child = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"],
        env={"PYTHONPATH": str(TUI), "HOME": "/nonexistent", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )
    return set(child.stdout.split("\n"))


def test_the_domain_imports_neither_textual_nor_rich_but_for_cell_widths() -> None:
    names = [
        "jpreader." + ".".join(path.relative_to(TUI / "jpreader").with_suffix("").parts)
        for room in ("article", "layout", "library", "reading")
        for path in (TUI / "jpreader" / room).glob("*.py")
        if path.stem != "__init__"
    ]
    loaded = modules_after("\n".join(f"import {name}" for name in [*names, "jpreader.commands"]))
    assert "textual" not in loaded
    assert {name for name in loaded if name.startswith("rich.")} <= {
        "rich.cells",
        "rich._extension",
        "rich._unicode_data",
    } | {name for name in loaded if name.startswith("rich._unicode_data")}


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["list"], ["check"], ["keys"], ["print"]])
def test_no_command_without_a_screen_imports_textual(arguments: list[str]) -> None:
    assert "textual" not in modules_after(f"from jpreader.cli import main; main({arguments!r})")
