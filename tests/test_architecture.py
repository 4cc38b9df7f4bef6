"""The rooms of the house: who may know whom, and what is imported when."""

from __future__ import annotations

import json
import os
import pkgutil
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import jpreader

ROOT = Path(__file__).parents[1]
SOURCE = Path(jpreader.__file__).parents[1]
DOMAIN = ("article", "layout", "library", "reading", "commands", "theme", "view")
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache', '--no-logo'])"


def python(code: str, *, cwd: Path = ROOT, source: Path = SOURCE) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(source), "PYTHONWARNINGS": "ignore"}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def imported(code: str) -> set[str]:
    """The modules that a new interpreter holds after some code."""
    done = python(f"{code}\nimport sys, json\nsys.stderr.write(json.dumps(sorted(sys.modules)))")
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_each_layer_knows_only_those_below_it() -> None:
    done = python(LINT)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_a_module_that_no_layer_has_is_rejected(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(SOURCE / "jpreader", tmp_path / "tui" / "jpreader", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "tui" / "jpreader" / "utils.py").write_text('"""Whatever."""\n')
    done = python(LINT, cwd=tmp_path, source=tmp_path / "tui")
    assert done.returncode != 0
    assert "utils" in done.stdout


def test_the_domain_is_imported_without_a_screen() -> None:
    names = [
        module.name
        for module in pkgutil.walk_packages([str(SOURCE / "jpreader")], "jpreader.")
        if module.name.split(".")[1] in DOMAIN
    ]
    assert len(names) > 30
    modules = imported(f"import importlib\nfor name in {names!r}: importlib.import_module(name)")
    assert {"jpreader.article.model", "jpreader.layout.flow", "jpreader.commands"} <= modules
    assert not [name for name in modules if name.split(".")[0] == "textual"]
    # Cell widths alone come from Rich, and what they need of it.
    assert "rich.cells" in modules
    assert not modules & {"rich.console", "rich.text", "rich.markup", "rich.segment", "rich.style"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        ["check", "japan-us-tech"],
        ["list"],
        ["keys"],
        ["print", "japan-us-tech"],
        ["nothing"],
    ],
)
def test_what_needs_no_screen_imports_none(arguments: list[str]) -> None:
    modules = imported(f"from jpreader.cli import main\nmain({arguments!r})")
    assert "jpreader.cli" in modules
    assert not [name for name in modules if name.split(".")[0] == "textual"]
    rich = {name for name in modules if name.split(".")[0] == "rich"}
    if arguments[0] != "print":
        assert rich == set()
    # What takes long to import, and isn't needed where nothing is wrong.
    heavy = {"markdown_it", "pydantic", "platformdirs", "importlib.resources", "asyncio", "sqlite3"}
    assert not modules & (heavy | {"dataclasses", "inspect"})
    if arguments[0] != "nothing":
        assert "difflib" not in modules


@pytest.mark.parametrize(
    "arguments", [["search", "microsoft"], ["dossier", "rapidus"], ["ledger"], ["timeline", "--format", "csv"]]
)
def test_what_asks_the_index_imports_no_screen(arguments: list[str], tmp_path: Path) -> None:
    modules = imported(
        f"import os\nos.environ['XDG_CACHE_HOME'] = {str(tmp_path)!r}\n"
        f"from jpreader.cli import main\nassert main({arguments!r}) == 0"
    )
    assert "jpreader.library.database" in modules
    assert not [name for name in modules if name.split(".")[0] in ("textual", "rich", "asyncio")]


def test_the_version_is_said_before_anything_is_read() -> None:
    assert not imported("from jpreader.cli import main\nmain(['--version'])") & {"yaml", "argparse", "dataclasses"}


def test_what_makes_the_first_screen_imports_little() -> None:
    modules = imported("import jpreader.view.screen, jpreader.reading.opening, jpreader.theme")
    assert not [name for name in modules if name.split(".")[0] == "textual"]
    assert not modules & {"rich.console", "rich.text", "rich.color", "rich.segment", "rich.style"}
    # 7 ms and more each, where all of jpreader's own takes 20
    assert not modules & {"dataclasses", "inspect", "sqlite3", "asyncio", "pathlib", "yaml"}


def test_an_article_is_drawn_without_what_asks_the_index() -> None:
    modules = imported("import jpreader.start.drawing, jpreader.start.beginning, jpreader.view.screen")
    assert "jpreader.view.screen" in modules
    assert not modules & {"jpreader.library.index", "jpreader.library.database", "jpreader.view.shelf_screen"}
    assert not modules & {"tempfile", "hashlib", "random", "lzma"}


def test_an_article_is_read_without_what_the_shelf_and_the_index_take() -> None:
    modules = imported("import jpreader.app")
    assert "jpreader.screens.reader" in modules
    assert not [name for name in modules if name.startswith(("jpreader.screens.shelf", "jpreader.view.shel"))]
    assert not modules & {"jpreader.library.index", "jpreader.library.catalogue", "jpreader.screens.knowing", "hashlib"}


def test_the_index_knows_articles_without_the_whole_of_openssl() -> None:
    assert not imported("import jpreader.library.indexer") & {"hashlib", "_hashlib", "ssl"}


def test_an_index_that_is_there_is_opened_without_what_makes_one() -> None:
    assert not imported("import jpreader.library.database") & {"tempfile", "random", "lzma"}
