"""Whether a language tag is registered (BCP 47: RFC 5646, section 2.1 and the registry of section 3)."""

from __future__ import annotations

import re
from typing import Final

_TAG: Final = re.compile(
    r"(?P<language>[a-z]{2,3}(?P<extended>(?:-[a-z]{3}){0,3})|[a-z]{4,8})"
    r"(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
    r"(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
)

_MISTAKEN: Final = {"jp": "ja", "cn": "zh", "ua": "uk", "gr": "el", "cz": "cs", "dk": "da"}
"""Codes of countries that are taken for those of their languages (kr and tw are languages themselves)."""


def unregistered(tag: str) -> tuple[str, str]:
    """The part of a tag that nobody registered, and a hint, which may be empty; two empty texts if it is all right."""
    from jpreader.article import language_subtags as registry  # 16 KB, for `check` alone

    lowered = tag.lower()
    if _is_word(lowered, registry.GRANDFATHERED) or re.fullmatch(r"x(?:-[a-z0-9]{1,8})+", lowered):
        return "", ""
    match = _TAG.fullmatch(lowered)
    if match is None:
        return tag, "a language, and perhaps a script and a region: ja, zh-Hant, pt-BR"
    language = match["language"].split("-")[0]
    if renamed := [pair for pair in registry.PREFERRED.split() if pair.startswith(f"{language}=")]:
        return language, f"it is now called {renamed[0].partition('=')[2]}"
    known_language = _is_word(language, registry.LANGUAGES_2) or _is_grouped(language, registry.LANGUAGES_3)
    if not known_language and not "qaa" <= language <= "qtz":
        known = _MISTAKEN.get(language)
        return language, f"did you mean '{known}'?" if known else "ISO 639 has the codes of languages"
    parts = (
        (match["extended"], _is_grouped, registry.EXTENDED, "", ""),
        (match["script"], _is_word, registry.SCRIPTS, "qaaa", "qabx"),
        (match["region"], _is_word, registry.REGIONS, "qm", "qz"),
        (match["variants"], _is_word, registry.VARIANTS, "", ""),
    )
    for found, is_known, registered, first, last in parts:
        for part in (found or "").strip("-").split("-"):
            private = first <= part <= last or (first == "qm" and "xa" <= part <= "xz")
            if part and not private and not is_known(part, registered):
                return part, ""
    return "", ""


def _is_word(part: str, registered: str) -> bool:
    return part in registered.lower().split()


def _is_grouped(part: str, registered: str) -> bool:
    """Whether words of three letters hold one: each is written as the two letters it begins with and all third ones."""
    return len(part) == 3 and any(part[2] in word[2:] for word in registered.split() if word.startswith(part[:2]))
