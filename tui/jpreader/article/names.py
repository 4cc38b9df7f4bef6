"""By what names are compared, and by what entities of several articles are one."""

from __future__ import annotations

import re
from typing import Final

from jpreader.article.folding import loose
from jpreader.article.model import Entity

_SPACED_RUN: Final = re.compile(r"[^\W_]+")


def name_key(text: str) -> str:
    """What names, tags and labels are compared by: folded, without case, and one space for what is no letter."""
    return " ".join(_SPACED_RUN.findall(loose(text).lower())) or " ".join(text.lower().split())


def entity_key(entity: Entity) -> str:
    """What entities of several articles are joined by: the Wikidata id, else kind and name."""
    return entity.wikidata or f"{entity.kind}:{name_key(entity.name)}"
