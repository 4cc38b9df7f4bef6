"""What is built from the project: that the wheel and the sdist hold the content, and no more than they should.

They are built as pip builds them, by the backend itself, but without an environment of its own; that what is built
works when it is installed is seen to by `.ci/run`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from jpreader.library.bundle import content

ROOT = Path(__file__).parents[1]
CONTENT = {path.name for path in Path(content()).iterdir()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist of a copy of the project."""
    folder = tmp_path_factory.mktemp("built")
    copy = folder / "project"
    ignored = shutil.ignore_patterns(
        "__pycache__", ".*_cache", ".venv", "build", "dist", "*.egg-info", ".git", ".hypothesis"
    )
    shutil.copytree(ROOT, copy, ignore=ignored)
    code = "from hatchling.build import build_sdist, build_wheel; build_wheel('..'); build_sdist('..')"
    subprocess.run([sys.executable, "-c", code], cwd=copy, check=True, capture_output=True, timeout=60)
    return folder


def test_the_wheel_holds_the_package_and_the_content(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {f"jpreader/content/{name}" for name in CONTENT} <= names
    assert {"jpreader/__main__.py", "jpreader/py.typed"} <= names
    style = {str(path.relative_to(ROOT / "tui")) for path in (ROOT / "tui").rglob("*.tcss")}
    assert style <= names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"jpreader"}
    assert not [name for name in names if "__pycache__" in name or "/test" in f"/{name}"]


def test_the_wheel_runs_from_wherever_it_is_unpacked(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-m", "jpreader", "list"]
    done = subprocess.run(command, cwd="/", env=env, capture_output=True, text=True, timeout=20, check=True)
    assert done.stdout.startswith("japan-us-tech\ten,ja\t")
    (metadata,) = tmp_path.glob("*.dist-info/METADATA")
    assert "License-Expression: MIT" in metadata.read_text()
    (scripts,) = tmp_path.glob("*.dist-info/entry_points.txt")
    assert "jpreader = jpreader.cli:main" in scripts.read_text()


def test_the_sdist_holds_what_it_takes_to_build_and_test(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"content/{name}" for name in CONTENT} <= names
    assert {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "tests/test_packaging.py"} <= names
    assert {name.split("/")[0] for name in names} <= {
        *(
            "pyproject.toml",
            "README.md",
            "LICENSE",
            "CHANGELOG.md",
            "PKG-INFO",
            ".gitignore",
            "tui",
            "content",
            "tests",
        ),
    }
