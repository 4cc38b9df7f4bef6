"""Language tags against IANA's registry (BCP 47)."""

from __future__ import annotations

import pytest

from jpreader.article.language_tags import unregistered


@pytest.mark.parametrize(
    "tag",
    [
        "en", "ja", "EN", "pt-BR", "zh-Hant", "zh-cmn-Hans-CN", "sr-Latn-RS", "es-419", "de-1996", "sl-rozaj-biske",
        "en-US-u-ca-japanese", "qaa", "und", "mul", "tlh", "i-klingon", "zh-min-nan", "x-mine", "ja-x-mine", "en-XA",
    ],
)  # fmt: skip
def test_what_is_registered_is_all_right(tag: str) -> None:
    assert unregistered(tag) == ("", "")


@pytest.mark.parametrize(
    ("tag", "part", "hint"),
    [
        ("jp", "jp", "did you mean 'ja'?"),
        ("cn-TW", "cn", "did you mean 'zh'?"),
        ("iw", "iw", "it is now called he"),
        ("xx", "xx", "ISO 639"),
        ("english", "english", "ISO 639"),
        ("en-XYZW", "xyzw", ""),
        ("en-QA-QB", "en-QA-QB", "a language, and perhaps"),
        ("en-YY", "yy", ""),
        ("de-9999", "9999", ""),
        ("en_US", "en_US", "a language, and perhaps"),
        ("e", "e", "a language, and perhaps"),
    ],
)
def test_what_is_not_is_named(tag: str, part: str, hint: str) -> None:
    found, said = unregistered(tag)
    assert found == part
    assert said.startswith(hint)
