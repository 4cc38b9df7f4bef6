"""Where jpreader keeps things: the folders of the XDG Base Directory Specification 0.8.

Settings are configuration, articles are data, places and marks are state, what can be made again is cache. Nothing is
created here.
"""

from __future__ import annotations

import os


def _folder(variable: str, fallback: str) -> str:
    """The folder that an environment variable names.

    The specification has relative paths ignored. Without a home there is none to fall back on, and a folder
    called `~` must not appear where the reader happens to stand: Debian's name for no home is taken.
    """
    base = os.environ.get(variable, "")
    if not os.path.isabs(base):
        home = os.path.expanduser("~")
        base = os.path.join(home if os.path.isabs(home) else "/nonexistent", fallback)
    return os.path.join(base, "jpreader")


def shown(path: str) -> str:
    """A path as people write it, with `~` for their home: a line has no room for more."""
    home = os.path.join(os.path.expanduser("~"), "")
    return os.path.join("~", path.removeprefix(home)) if os.path.isabs(home) and path.startswith(home) else path


def config() -> str:
    """The folder of the settings."""
    return _folder("XDG_CONFIG_HOME", ".config")


def state() -> str:
    """The folder of what is worth keeping: places, marks."""
    return _folder("XDG_STATE_HOME", os.path.join(".local", "state"))


def data() -> str:
    """The folder of what the reader has: articles of their own."""
    return _folder("XDG_DATA_HOME", os.path.join(".local", "share"))


def articles() -> str:
    """The folder of the reader's own articles."""
    return os.path.join(data(), "articles")


def cache() -> str:
    """The folder of what can be made again."""
    return _folder("XDG_CACHE_HOME", ".cache")


def settings() -> str:
    """The settings file."""
    return os.path.join(config(), "settings.yaml")


def memory() -> str:
    """The file of places, of what was read, and of what the reader has joined and parted."""
    return os.path.join(state(), "reading.db")
