"""Text from bytes: UTF-8, or which other encoding the bytes look like, and how to make UTF-8 of them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_SAMPLE: Final = 65_536  # bytes: enough to tell what a file looks like
# Patterns for a look at files that are no UTF-8; `re` compiles them then.
_ESCAPED: Final = rb"\x1b\$[@B(]|\x1b\([BJ]"  # ISO-2022-JP (RFC 1468) changes its sets with these
_KANA: Final = "[\u3041-\u30fc、。]"
_KANJI: Final = "[\u3005\u4e00-\u9fff]"
_HALFWIDTH: Final = "[\uff61-\uff9f]"
_BEYOND_ASCII: Final = "[^\x00-\x7f]"


class NotUtf8(ValueError):
    """Bytes that are no UTF-8."""

    def __init__(self, looks_like: str, iconv: str, position: int) -> None:
        super().__init__(looks_like)
        self.looks_like = looks_like
        """The name of an encoding; empty if the bytes look like none."""
        self.iconv = iconv
        """The encoding's name for iconv."""
        self.position = position
        """Of the first byte that is no UTF-8."""


class _Guess(NamedTuple):
    name: str
    iconv: str


def text_of(source: bytes) -> str:
    """The text of a file, without a byte order mark.

    Raises:
        NotUtf8: it is not UTF-8.
    """
    if guess := _by_its_beginning(source):
        raise NotUtf8(*guess, 0)
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8(*_by_its_bytes(source[:_SAMPLE]), error.start) from None


def repair(path: str, iconv: str) -> str:
    """The command that makes UTF-8 of a file."""
    import shlex  # only wanted when something is wrong

    from jpreader.article.text import one_line

    convert = f"iconv -f {iconv} -t UTF-8"
    if path in ("", "-", "<stdin>"):
        return f"pipe it through: {convert}"
    # A name that can't be shown as it is can't be copied from the screen.
    name = "FILE" if one_line(path) != path else shlex.quote(f"./{path}" if path.startswith("-") else path)
    new = "FILE.new" if name == "FILE" else shlex.quote(f"./{path}.new" if path.startswith("-") else f"{path}.new")
    return f"{convert} {name} > {new} && mv {new} {name}"


def _by_its_beginning(source: bytes) -> _Guess | None:
    """UTF-32 and UTF-16 by their marks or zero bytes, ISO-2022-JP by its escapes: all but the marks are valid UTF-8."""
    if source.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return _Guess("UTF-32", "UTF-32")
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _Guess("UTF-16", "UTF-16")
    head = source[:1024]
    # ASCII in UTF-16 is every other byte a zero; a file has a few letters at least in its keys.
    for first, name in ((1, "UTF-16LE"), (0, "UTF-16BE")):
        zeros, others = head[first::2], head[1 - first :: 2]
        if zeros.count(0) <= len(head) // 8 or 0 in others:
            continue
        if len({letter for zero, letter in zip(zeros, others, strict=False) if not zero}) > 2:
            return _Guess(f"UTF-16 without a byte order mark ({name})", name)
    if b"\x1b" in source and len(re.findall(_ESCAPED, source[:_SAMPLE])) > 1:
        return _Guess("ISO-2022-JP", "ISO-2022-JP")
    return None


def _by_its_bytes(sample: bytes) -> _Guess:
    """What a file that is no UTF-8 looks like; an empty name for UTF-8 with a few bad bytes, or for nothing known."""
    replaced = sample.decode("utf-8", "replace")
    bad = replaced.count("\ufffd")
    if len(re.findall(_BEYOND_ASCII, replaced)) > 5 * bad:
        return _Guess("", "")
    # In a Western code page, letters with accents and curly quotes stand alone among ASCII, or in twos.
    runs = re.findall(rb"[\x80-\xff]+", sample)
    western = sum(len(run) <= 2 for run in runs) > 0.8 * len(runs)
    cut = int(len(sample) == _SAMPLE)  # the sample may end in the middle of a character
    best, most = _Guess("Windows-1252", "CP1252") if western else _Guess("", ""), 0.15
    for guess, codec in ((_Guess("EUC-JP", "EUC-JP"), "euc_jp"), (_Guess("Shift_JIS", "CP932"), "cp932")):
        text = sample.decode(codec, "replace")
        kana = len(re.findall(_KANA, text))
        if text.count("\ufffd") <= cut and (kana or not western):
            # Prose has a share of 0.5 and more; read in the wrong one of the two it is full of half-width kana.
            near = kana + 0.2 * len(re.findall(_KANJI, text)) - len(re.findall(_HALFWIDTH, text))
            share = near / len(re.findall(_BEYOND_ASCII, text))
            if share > most:
                best, most = guess, share
    return best
