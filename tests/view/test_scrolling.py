"""How far the keys that scroll go."""

from __future__ import annotations

import pytest

from jpreader.view.scrolling import SCROLLING, steps


@pytest.mark.parametrize("page", [1, 2, 21, 22])
def test_each_key_goes_as_far_down_as_its_counterpart_goes_up_and_two_half_pages_are_a_page(page: int) -> None:
    by = steps(page, 500)
    assert set(by) == SCROLLING
    for down, up in (("line-down", "line-up"), ("page-down", "page-up"), ("half-down", "half-up"), ("bottom", "top")):
        assert by[down] == -by[up] > 0
    assert page <= 2 * by["half-down"] <= page + 1
