"""Make tui/jpreader/article/language_subtags.py from IANA's registry of language subtags.

Usage: python .ci/language_subtags.py FOLDER > tui/jpreader/article/language_subtags.py

FOLDER holds the registry (RFC 5646, section 3) as registry.json and its date as meta.json: language_tags/data/json in
PyPI's package language-tags, whose maintainers take both from
https://www.iana.org/assignments/language-subtag-registry.
"""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path


def packed(name: str, words: list[str], comment: str) -> str:
    """A constant that holds words, as a string on many lines."""
    lines = textwrap.wrap(" ".join(words), 112, break_on_hyphens=False)
    quoted = "\n".join(f'    "{line} "' for line in lines)
    return f'{name} = (\n{quoted}\n)\n"""{comment}"""\n'


def grouped(codes: list[str]) -> list[str]:
    """Codes of three letters, those that begin with the same two in one word: `aab aac` as `aabc`."""
    groups: dict[str, str] = {}
    for code in codes:
        groups[code[:2]] = groups.get(code[:2], code[:2]) + code[2]
    return list(groups.values())


def main(folder: str) -> None:
    """Write the module."""
    date = json.loads(Path(folder, "meta.json").read_text("utf-8"))["File-Date"]
    of: dict[str, list[str]] = {}
    preferred: list[str] = []
    for record in json.loads(Path(folder, "registry.json").read_text("utf-8")):
        tag = record.get("Subtag", record.get("Tag", ""))
        if ".." not in tag:  # the ranges for private use are few and known: language_tags has them
            of.setdefault(record["Type"], []).append(tag)
            if record["Type"] == "language" and "Preferred-Value" in record:
                preferred.append(f"{tag}={record['Preferred-Value']}")
    languages = of["language"]
    constants = (
        ("LANGUAGES_2", [code for code in languages if len(code) == 2], "Languages of two letters."),
        ("LANGUAGES_3", grouped([code for code in languages if len(code) == 3]), "Of three: `aabc` is aab and aac."),
        ("EXTENDED", grouped(of["extlang"]), "Languages that may follow another one, in the same way."),
        ("SCRIPTS", of["script"], "Scripts."),
        ("REGIONS", of["region"], "Regions."),
        ("VARIANTS", of["variant"], "Variants."),
        ("GRANDFATHERED", of["grandfathered"], "Whole tags that were registered before there were subtags."),
        ("PREFERRED", preferred, "Languages that were renamed."),
    )
    what = f"What IANA has registered for language tags, as of {date}; made by .ci/language_subtags.py."
    body = "\n".join(packed(*constant) for constant in constants)
    sys.stdout.write(f'"""{what}"""\n\n# fmt: off\n{body}')


if __name__ == "__main__":
    main(*sys.argv[1:])
