"""Make tui/jpreader/layout/linebreak_classes.py from the Unicode Character Database.

Usage: python .ci/linebreak_classes.py [FOLDER] > tui/jpreader/layout/linebreak_classes.py

FOLDER holds LineBreak.txt, EastAsianWidth.txt, extracted/DerivedGeneralCategory.txt and emoji/emoji-data.txt, as
Debian's package `unicode-data` lays them out, which is the default: /usr/share/unicode.
"""

from __future__ import annotations

import sys
from pathlib import Path

LETTERS = {
    "BK": "\v",
    "CR": "\r",
    "LF": "\n",
    "NL": "\v",  # as BK in every rule
    "SP": " ",
    "ZW": "z",
    "WJ": "w",
    "GL": "g",
    "CM": "+",
    "ZWJ": "j",
    "AL": "a",
    "HL": "h",
    "BA": "b",
    "BB": "`",
    "B2": "=",
    "CB": "@",
    "CL": "l",
    "CP": ")",
    "EX": "x",
    "IN": "t",
    "IS": "s",
    "SY": "/",
    "NS": "n",
    "OP": "o",
    "QU": '"',
    "PR": "p",
    "PO": "u",
    "HY": "-",
    "NU": "0",
    "ID": "i",
    "EB": "e",
    "EM": "m",
    "RI": "&",
    "H2": "2",
    "H3": "3",
    "JL": "4",
    "JV": "5",
    "JT": "6",
}
ALIASES = {"AI": "AL", "SG": "AL", "XX": "AL", "CJ": "NS"}  # LB1; CJ as NS is strict kinsoku

HANGUL = range(0xAC00, 0xD7A4)  # every 28th is H2 and all others are H3: 800 ranges less in the table

Table = list[str]


def read(path: Path, default: str, only: str = "") -> Table:
    """A property of all code points; with `only`, just the lines that give that value."""
    table = [default] * 0x110000
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.partition("#")[0].split(";")]
        if len(fields) < 2 or (only and fields[1] != only):
            continue
        first, _, last = fields[0].partition("..")
        for code in range(int(first, 16), int(last or first, 16) + 1):
            table[code] = fields[1]
    return table


def letter(line_break: str, category: str, wide: bool, pictographic: bool) -> str:
    """The letter of a code point's class, after LB1 and split as LB15a, LB19a, LB30 and LB30b need it."""
    if line_break == "SA":
        line_break = "CM" if category in ("Mn", "Mc") else "AL"
    line_break = ALIASES.get(line_break, line_break)
    if line_break == "QU":
        return {"Pi": "<", "Pf": ">"}.get(category, '"')
    if line_break == "ID" and pictographic and category == "Cn":
        line_break = "EB"  # LB30b: the two behave alike in all other rules
    found = LETTERS[line_break]
    return found.upper() if wide else found  # only letters of classes with both have a case


def main(folder: str = "/usr/share/unicode") -> None:
    """Write the module to standard output."""
    root = Path(folder)
    line_break = read(root / "LineBreak.txt", "XX")
    east_asian = read(root / "EastAsianWidth.txt", "N")
    category = read(root / "extracted" / "DerivedGeneralCategory.txt", "Cn")
    pictographic = read(root / "emoji" / "emoji-data.txt", "", "Extended_Pictographic")
    starts, classes, before = [], [], ""
    for code in range(0x110000):
        if (line_break[code] == "H2") != (code in HANGUL and (code - HANGUL.start) % 28 == 0):
            raise SystemExit(f"U+{code:04X}: H2 is not where the table says that it is")
        wide = east_asian[code] in ("F", "W", "H")
        found = letter(line_break[code], category[code], wide, bool(pictographic[code]))
        if found == "2":
            found = "3"
        if found == "G":  # one letter of GL is wide: U+16FE4, a filler that no quote stands beside
            found = "g"
        if found != before:
            starts.append(code)
            classes.append(found)
            before = found
    version = (root / "LineBreak.txt").read_text(encoding="utf-8").split("\n", 1)[0].strip("# ")
    text = "".join(classes)
    out = [
        f'"""The line breaking class of each character, made by .ci/linebreak_classes.py from {version}.',
        "",
        "Copyright © 1991-2022 Unicode, Inc.; used under the Unicode License, https://www.unicode.org/license.txt.",
        "",
        "A letter stands for a class of UAX #14; a capital for those of its characters whose East_Asian_Width is F, W",
        "or H. `CLASSES[n]` is the class of the characters from `STARTS[n]` up to the next start; among those of class",
        "`3`, H3, every 28th from U+AC00 is of class `2`, H2.",
        '"""',
        "",
        "# fmt: off",
        "CLASSES = (",
        *(f"    {text[at : at + 100]!r}" for at in range(0, len(text), 100)),
        ")",
        "STARTS = (",
    ]
    row = "   "
    for start in starts:
        if len(row) + len(f" {start},") > 118:
            out.append(row)
            row = "   "
        row += f" {start},"
    print("\n".join([*out, row, ")"]))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
