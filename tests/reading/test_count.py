"""Counts: digits before a key."""

from __future__ import annotations

from jpreader.reading.count import MOST, SECONDS, Count


def test_digits_add_up_and_remember_what_was_before_the_first() -> None:
    count: Count[str] = Count()
    assert count.digit("1", 0.0, "here") == (1, "here")
    assert count.digit("5", 0.5, "at section 1") == (15, "here")
    assert count.take(0.9) == (15, "here")
    assert count.take(0.9) == (1, None)


def test_a_digit_long_ago_is_no_count() -> None:
    count: Count[str] = Count()
    count.digit("3", 0.0, "here")
    assert count.take(SECONDS) == (1, None)
    count.digit("3", 5.0, "here")
    assert count.digit("4", 5.0 + SECONDS, "there") == (4, "there")


def test_no_count_is_larger_than_anybody_means() -> None:
    count: Count[str] = Count()
    for _ in range(6000):  # Python itself refuses to read a number of so many digits
        count.digit("9", 0.1, "here")
    assert count.take(0.2)[0] == MOST
