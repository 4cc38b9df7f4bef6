"""The shipped content is found, and nobody else's."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import jpreader
from jpreader.library.bundle import SHIPPED, content


def test_the_content_holds_what_ships() -> None:
    for id in SHIPPED:
        assert Path(content(), f"{id}.yaml").is_file()


def test_a_folder_called_content_beside_no_project_is_somebody_elses(tmp_path: Path) -> None:
    installed = tmp_path / "lib" / "site-packages" / "jpreader"
    for name in ("__init__.py", "library/__init__.py", "library/bundle.py"):
        (installed / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(Path(jpreader.__file__).parent / name, installed / name)
    (tmp_path / "lib" / "content").mkdir()
    code = "from jpreader.library.bundle import content; print(content())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(installed.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    assert "installed without its content" in done.stderr
