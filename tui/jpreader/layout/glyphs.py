"""ASCII forms of the glyphs that frames, bars and marks are drawn with, for terminals that may not have them.

A form is chosen by the role of what it stands in, never in the article's own text, and takes as many cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jpreader.layout.line import Piece

_FRAME: Final = {"─": "-", "│": "|"}
_LEADS: Final = str.maketrans({**_FRAME, "•": "*"})

FORMS: Final[Mapping[str, dict[int, str]]] = {
    "rule": str.maketrans(_FRAME),
    "bar": str.maketrans(
        {**dict.fromkeys("▁▂", "."), **dict.fromkeys("▏▎▍▃▄", ":"), **dict.fromkeys("▅▆", "*")}
        | dict.fromkeys("▌▋▊▉█▐▇", "#")
    ),
    "error": str.maketrans({"≠": "!", "×": "x"}),
    "marker": str.maketrans({"▸": ">", "✓": "x", "●": "*", "→": ">", "←": "<", "↔": "="}),
    "new": str.maketrans({"◆": "*", "●": "*"}),
    "noted": str.maketrans({"✎": "&", "╎": ":"}),
    "added": str.maketrans({"▎": "+"}),
    "changed": str.maketrans({"▎": "~", "±": "~"}),
    "removed": str.maketrans({"▁": "_"}),
    "decoration": _LEADS,
    "blank": _LEADS,
    "count": str.maketrans({"–": "-"}),
    "key": str.maketrans({"↑": "^", "↓": "v", "←": "<", "→": ">", "–": "-", "…": "-"}),
}
"""For each role of which they are a part (without what follows its dot): the glyphs, and what stands for them."""


def ascii_form(piece: Piece) -> Piece:
    """A piece with the ASCII forms of its glyphs; of the same cells."""
    text, role = piece
    if text.isascii():
        return piece
    for name in role.split(" "):
        forms = FORMS.get(name.partition(".")[0])
        # Before a table's cell stands the name of its column, which is the article's own.
        if forms and not (forms is _LEADS and any(map(str.isalpha, text))):
            return Piece(text.translate(forms), role)
    return piece
