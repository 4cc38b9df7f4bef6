"""Files read with care: TERMINAL.md, section 5."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from jpreader.article.files import MOST_BYTES, Unreadable, read


def why(path: str | Path) -> str:
    """What is said of a path that can't be read, without the path."""
    with pytest.raises(Unreadable) as error:
        read(str(path))
    said = str(error.value)
    assert "\n" not in said
    return said.rpartition(str(path) + ": ")[2]


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: b\n" * 1000)
    assert read(str(path)) == b"a: b\n" * 1000


def test_a_link_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert read(str(tmp_path / "b.yaml")) == b"a"


def test_a_file_of_the_largest_size(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"x" * MOST_BYTES)
    assert len(read(str(path))) == MOST_BYTES
    path.write_bytes(b"x" * (MOST_BYTES + 1))
    assert why(path) == "is larger than 4 MiB (4,194,305 bytes): split it into several articles"


def test_a_file_without_a_size() -> None:
    assert b"Name:" in read("/proc/self/status")


def test_a_sparse_file_of_a_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    assert why(path).startswith("is larger than 4 MiB (1,073,741,824 bytes)")


def test_no_file(tmp_path: Path) -> None:
    assert why(tmp_path / "a.yaml") == "no such file"
    (tmp_path / "b").touch()
    assert why(tmp_path / "b" / "a.yaml") == "no such file: a part of the path is no folder"
    assert why("a" * 300) == "no such file: the name is too long to be one"
    assert why("") == "no such file"


def test_a_folder(tmp_path: Path) -> None:
    assert why(tmp_path) == "is a folder: name an article in it"


def test_a_pipe_does_not_make_anybody_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    assert why(tmp_path / "a.yaml") == "is a pipe: give - as the article, and < this as the input"


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/urandom"])
def test_a_device(device: str) -> None:
    assert why(device) == "is a device: name an article's file"


def test_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path may have no more than 108 characters
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("a.yaml")
        assert why("a.yaml") == "is a device or a socket: name an article's file"


def test_a_circle_of_links(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert why(tmp_path / "a.yaml") == "is a circle of symbolic links: look at it with ls -l"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.touch(mode=0)
    assert why(path) == "may not be read: look at its permissions with ls -l"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("a\0b", "a␀b: no such file: a name can't hold a NUL"),
        ("a\x1b[31m\nb", "a␛[31m b: no such file"),
        ("a\u202eb", "a<RLO>b: no such file"),
        ("\udcff.yaml", "�.yaml: no such file"),
        ("\ud800.yaml", "�.yaml: no such file: this system has no bytes for the name"),
    ],
)
def test_names_are_cleaned(path: str, said: str) -> None:
    with pytest.raises(Unreadable) as error:
        read(path)
    assert str(error.value) == said
