"""What was edited in a text, by words.

In scripts without spaces a word is a run of one script: 来年度 and から in 来年度から.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

MOST_PAIRS: Final = 30_000  # of words that two texts share: 1,300 words of English prose; at worst 0.2 s

_MARKS: Final = "\u0300-\u036f\u3099\u309a\u200d\ufe00-\ufe0f\u20d0-\u20ff\U0001f3fb-\U0001f3ff"
_KANA: Final = "\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe\uff66-\uff9f"
_KANJI: Final = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


class Edit(NamedTuple):
    """A stretch of a text before and after: the same where nothing was edited, one of them empty where all is new."""

    before: str
    now: str

    @property
    def same(self) -> bool:
        """True where nothing was edited."""
        return self.before == self.now


def tokens(text: str) -> list[str]:
    """A text cut into words, spaces and signs; together they are the text."""
    return _token().findall(text)


@cache
def _token() -> re.Pattern[str]:
    """Compiled where it is needed. A number with its commas is one word."""
    return re.compile(
        rf"\s+|\d+(?:[.,]\d+)*|[{_KANJI}]+|[ぁ-ゖゝゞ]+|[ァ-ヺー-ヾｦ-ﾟ]+|[^\W\d_{_KANA}{_KANJI}][^\W\d_{_KANA}{_KANJI}{_MARKS}]*"
        rf"(?:['’][^\W\d_{_KANA}{_KANJI}]+)*[{_MARKS}]*|.[{_MARKS}]*",
        re.DOTALL,
    )


def edits(before: str, now: str, most: int = MOST_PAIRS) -> tuple[Edit, ...]:
    """How a text was made of another: their stretches in order, which together are both texts.

    Between two edits there is always a word that is the same. Of texts that take long to compare what lies between
    their common ends is one edit.
    """
    if before == now:
        return (Edit(before, now),) if now else ()
    old, new = tokens(before), tokens(now)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    found = [_same(old[:head])]
    if pairs(middle_old, middle_new) > most:
        found.append(Edit("".join(middle_old), "".join(middle_new)))
    else:
        from difflib import SequenceMatcher  # wanted seldom, and never at a start

        matcher = SequenceMatcher(str.isspace, middle_old, middle_new, autojunk=False)
        for _, a, b, c, d in matcher.get_opcodes():
            found.append(Edit("".join(middle_old[a:b]), "".join(middle_new[c:d])))
    found.append(_same(old[len(old) - tail :]))
    return _joined(found)


def pairs(old: Sequence[str], new: Sequence[str]) -> int:
    """How often a word of one text is one of the other, of texts as tokens: what it costs to compare them."""
    counts = Counter(new)
    return sum(counts[word] for word in old if not word.isspace())


def _same(words: Sequence[str]) -> Edit:
    return Edit("".join(words), "".join(words))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens two texts begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _joined(found: Sequence[Edit]) -> tuple[Edit, ...]:
    """Edits with only spaces or signs between them are one."""
    joined: list[Edit] = []
    for number, edit in enumerate(found):
        if edit == ("", ""):
            continue
        between = 0 < number < len(found) - 1 and edit.same and not any(map(str.isalnum, edit.now))
        after_edit = bool(joined) and not joined[-1].same
        if after_edit and (not edit.same or (between and any(not later.same for later in found[number + 1 :]))):
            joined[-1] = Edit(joined[-1].before + edit.before, joined[-1].now + edit.now)
        elif joined and joined[-1].same and edit.same:
            joined[-1] = _same([joined[-1].now, edit.now])
        else:
            joined.append(edit)
    return tuple(joined)
