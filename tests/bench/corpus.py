"""A corpus in our own format, of any size and always the same: for the benchmarks of the shelf.

Words are drawn as they are in real text: a few are in every article, most in hardly any (Zipf's law). So are names.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Final

import yaml

from jpreader.library.bundle import SHIPPED, content

JAPANESE_EACH: Final = 10  # one in ten is in Japanese
WORDS: Final = 800  # of an English article, as in the first measurement of engines
CHARACTERS: Final = 1600  # of a Japanese one, which takes as long to read
SECTIONS: Final = 5
RARE: Final = 30_000  # words beside those of our own articles
PEOPLE: Final = 20_000
SENTENCES: Final = 20_000
ENTITIES: Final = 10  # in an article
TAGS: Final = ("chips", "energy", "trade", "ai", "banks", "cars", "space", "health", "law", "islands", "半導体", "経済")
LABELS: Final = ("invests in", "backs", "is a rival of", "works with", "supplies", "owns")
JAPANESE_LABELS: Final = ("出資する", "支援する", "競合する", "提携する", "供給する", "保有する")
UNITS: Final = ("USD", "JPY", "EUR", "jobs", "plants")
KINDS: Final = ("person", "company", "organization", "place", "technology", "product")

_FIRST: Final = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "ch", "sh", "tr")
_SYLLABLES: Final = [a + b for a in _FIRST for b in ("a", "e", "i", "o", "u", "ai", "or", "en")]
_KANJI: Final = (
    "日本東京大学経済産業投資技術半導体政府企業市場世界電力電池工場研究開発銀行金融貿易輸出輸入自動車通信衛星医療"
)


class Corpus:
    """Articles by number; each call gives the same text for the same number."""

    def __init__(self) -> None:
        chance = random.Random(1)
        own = [_texts(Path(content(), f"{id}.yaml")) for id in SHIPPED]
        words = list(dict.fromkeys(word for text in own for word in text.split() if word.isalpha()))
        words += ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(RARE)]
        self.words: Sequence[str] = words
        kana = [_texts(Path(content(), f"{id}.ja.yaml")) for id in SHIPPED]
        self.japanese = [part for text in kana for part in text.replace("\n", "").split("。") if 10 < len(part) < 90]
        self.japanese = [part for part in self.japanese if not set(part) & set("：:#`[]*|《》｜-—>")]
        self.names = list(dict.fromkeys(_name(chance) for _ in range(PEOPLE)))
        self.native = list(
            dict.fromkeys("".join(chance.choices(_KANJI, k=chance.randint(2, 4))) for _ in range(PEOPLE))
        )
        weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
        self.sentences = [
            " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(9, 25))).capitalize() + "."
            for _ in range(SENTENCES)
        ]
        self._popular = list(accumulate(1 / rank**0.8 for rank in range(1, len(self.names) + 1)))

    def write(self, folder: Path, count: int) -> None:
        """Articles 0 to `count`, each in a file of its own."""
        for number in range(count):
            (folder / f"{self.id(number)}.yaml").write_text(self.article(number), encoding="utf-8")

    @staticmethod
    def id(number: int) -> str:
        """The id of an article."""
        return f"a{number:06}"

    def article(self, number: int, edition: int = 0) -> str:
        """An article's file; another `edition` of it has another text."""
        chance = random.Random(f"{number} {edition}")
        japanese = number % JAPANESE_EACH == JAPANESE_EACH - 1
        chosen = sorted(set(chance.choices(range(len(self.names)), cum_weights=self._popular, k=ENTITIES)))
        names = [self.native[one % len(self.native)] if japanese else self.names[one] for one in chosen]
        names = list(dict.fromkeys(names))
        quotes: list[tuple[str, str]] = []
        lines = [
            "jpreader: 1",
            f"language: {'ja' if japanese else 'en'}",
            f"title: {self._title(chance, names, japanese)}",
            f"published: {2021 + number % 4}-{1 + number // 7 % 12:02}-{1 + number % 28:02}",
            f"tags: [{', '.join(chance.sample(TAGS, 3))}]",
            f"source: {{name: Wire {number % 40}}}",
            "sections:",
        ]
        for section in range(SECTIONS):
            body = self._body(chance, names, japanese)
            quotes.append((f"s{section}", body[0].rstrip(".。")))
            paragraphs = [body[:3], body[3:6], body[6:]]
            lines += [f"  - id: s{section}", f"    title: {'節' if japanese else 'Part'} {section + 1}", "    body: |"]
            for sentences in paragraphs:
                lines += [f"      {('' if japanese else ' ').join(sentences)}", ""]
        lines.append("entities:")
        ids = [f"e{one}" for one in chosen[: len(names)]]
        for one, id, name in zip(chosen, ids, names, strict=False):
            wikidata = f", wikidata: Q{one + 1}" if one % 2 else ""
            kind = KINDS[one % len(KINDS)]
            says = "この記事に登場する。" if japanese else "Is in the news here."
            lines.append(f"  {id}: {{kind: {kind}, name: {name}, description: {says}{wikidata}}}")
        lines.append("relations:")
        for one in range(4):
            label = chance.choice(JAPANESE_LABELS if japanese else LABELS)
            source, target = ids[one % len(ids)], ids[(one + 1) % len(ids)]
            lines.append(f"  - {{from: {source}, to: {target}, label: {label}, {_quote(quotes[one])}}}")
        lines.append("facts:")
        for one in range(3):
            label = f"{names[one % len(names)]}の投資額" if japanese else f"Investment by {names[one % len(names)]}"
            value = f"{chance.randint(1, 999)} {chance.choice(('million', 'billion'))}"
            about = f"entities: [{ids[one % len(ids)]}]"
            unit = chance.choice(UNITS)
            lines += [
                f"  - {{id: f{one}, label: {label}, value: {value}, unit: {unit}, {about}, {_quote(quotes[one])}}}"
            ]
        lines.append("timeline:")
        for one in range(3):
            when = f"{chance.randint(1990, 2024)}-{chance.randint(1, 12):02}"
            label = "発表された" if japanese else "It was announced"
            about = f"entities: [{ids[one % len(ids)]}]"
            lines.append(f"  - {{when: {when}, label: {label}, {about}, {_quote(quotes[one])}}}")
        tldr = chance.choice(self.japanese) if japanese else chance.choice(self.sentences)
        lines += ["summary:", f"  tldr: {tldr}", "  points:"]
        lines += [f"    - {{text: {tldr.replace(',', '')}, {_quote(quotes[one])}}}" for one in range(3)]
        return "\n".join(lines) + "\n"

    def _title(self, chance: random.Random, names: Sequence[str], japanese: bool) -> str:
        if japanese:
            return f"{names[0]}と{chance.choice(self.japanese)[:20]}"
        return f"{names[0]} {' '.join(chance.choice(self.sentences).rstrip('.').split()[:5]).lower()}"

    def _body(self, chance: random.Random, names: Sequence[str], japanese: bool) -> list[str]:
        """The sentences of a section; in every third one somebody is named."""
        sentences: list[str] = []
        length = 0
        while length < (CHARACTERS if japanese else WORDS) / SECTIONS:
            if japanese:
                sentence = chance.choice(self.japanese) + "。"
                if len(sentences) % 3 == 1:
                    sentence = f"{chance.choice(names)}は、{sentence}"
                length += len(sentence)
            else:
                sentence = chance.choice(self.sentences)
                if len(sentences) % 3 == 1:
                    sentence = f"{chance.choice(names)} said: {sentence}"
                length += len(sentence.split())
            sentences.append(sentence)
        return sentences


def _texts(path: Path) -> str:
    """The bodies of one of our own articles."""
    found = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    return "\n".join(section.get("body", "") for section in _each(found["sections"]))


def _each(sections: object) -> list[dict[str, str]]:
    return (
        list(sections.values()) if isinstance(sections, dict) else list(sections) if isinstance(sections, list) else []
    )


def _name(chance: random.Random) -> str:
    return " ".join("".join(chance.choices(_SYLLABLES, k=2)).capitalize() for _ in range(2))


def _quote(quote: tuple[str, str]) -> str:
    return f'section: {quote[0]}, quote: "{quote[1]}"'
