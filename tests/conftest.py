"""What several tests need."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable

import pytest

Needs = Callable[[str], str]


@pytest.fixture(scope="session")
def needs() -> Needs:
    """Gives the path of a program; without it the test is skipped, and under `.ci/run`, which installs it, it fails."""

    def path_of(program: str) -> str:
        path = shutil.which(program, path=os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin"]))
        if path is None and os.environ.get("JPREADER_CI"):
            pytest.fail(f"{program} is not installed, and .ci/run is there to install it")
        if path is None:
            pytest.skip(f"{program} is not installed")
        return path

    return path_of
