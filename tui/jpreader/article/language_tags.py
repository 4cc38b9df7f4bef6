"""Whether a language tag is registered (BCP 47: RFC 5646, section 2.1 and the registry of section 3)."""

from __future__ import annotations

import re
from functools import cache
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
    if lowered in _words(registry.GRANDFATHERED) or re.fullmatch(r"x(?:-[a-z0-9]{1,8})+", lowered):
        return "", ""
    match = _TAG.fullmatch(lowered)
    if match is None:
        return tag, "a language, and perhaps a script and a region: ja, zh-Hant, pt-BR"
    language = match["language"].split("-")[0]
    if language in (renamed := _renamed(registry.PREFERRED)):
        return language, f"it is now called {renamed[language]}"
    if language not in _words(registry.LANGUAGES_2) | _groups(registry.LANGUAGES_3) and not "qaa" <= language <= "qtz":
        known = _MISTAKEN.get(language)
        return language, f"did you mean '{known}'?" if known else "ISO 639 has the codes of languages"
    parts = (
        (match["extended"], _groups(registry.EXTENDED), "", ""),
        (match["script"], _words(registry.SCRIPTS), "qaaa", "qabx"),
        (match["region"], _words(registry.REGIONS), "qm", "qz"),
        (match["variants"], _words(registry.VARIANTS), "", ""),
    )
    for found, known_parts, first, last in parts:
        for part in (found or "").strip("-").split("-"):
            private = first <= part <= last or (first == "qm" and "xa" <= part <= "xz")
            if part and part not in known_parts and not private:
                return part, ""
    return "", ""


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(text.lower().split())


@cache
def _groups(text: str) -> frozenset[str]:
    return frozenset(word[:2] + letter for word in text.split() for letter in word[2:])


@cache
def _renamed(text: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in text.split())
