"""Where the shipped content is: in the installed package, or in the checkout that it runs from."""

from __future__ import annotations

import os
from typing import Final

import jpreader

SHIPPED: Final = (
    "japan-us-tech",
    "kishida-visit",
    "microsoft-japan",
    "rapidus",
    "tsmc-kumamoto",
    "chip-history",
    "end-of-deflation",
    "reading-guide",
    "article-format",
)
"""The ids of the shipped articles, in the order they stand on the shelf: the news, the briefings beside it, how to.

The first is what a new reader sees.
"""


def content() -> str:
    """The folder of the shipped content, as an absolute path.

    A wheel holds it inside the package. An editable install and a plain checkout have it two levels up,
    beside `pyproject.toml`; without that file a folder of this name is somebody else's.

    The package's own path is asked instead of `importlib.resources`, which gives the same for every package
    that is a folder, and takes 27 ms to import: as long as the whole of YAML.

    Raises:
        FileNotFoundError: the package was installed without its content.
    """
    package = os.path.dirname(os.path.abspath(jpreader.__file__))
    installed = os.path.join(package, "content")
    if os.path.isdir(installed):
        return installed
    checkout = os.path.dirname(os.path.dirname(package))
    folder = os.path.join(checkout, "content")
    if os.path.isfile(os.path.join(checkout, "pyproject.toml")) and os.path.isdir(folder):
        return folder
    raise FileNotFoundError(f"jpreader was installed without its content: neither {installed} nor {folder} is there")
