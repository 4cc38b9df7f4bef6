"""What the tests of what is remembered need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jpreader.reading.store import Store


@pytest.fixture(autouse=True)
def stores_closed() -> Iterator[None]:
    """Close each store that a test opens: these open many, and a test closes what it opens."""
    opened: list[Store] = []
    begin = Store.__init__

    def begun(self: Store, path: str) -> None:
        begin(self, path)
        opened.append(self)

    with pytest.MonkeyPatch.context() as patch:  # of its own: a test may undo what it has patched
        patch.setattr(Store, "__init__", begun)
        yield
    for store in opened:
        store.close()
