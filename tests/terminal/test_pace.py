"""The pace: a slow line is never run ahead of, and a lost answer stops nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jpreader.terminal.pace import (
    APART,
    LATE,
    LONGEST,
    MOST_AHEAD,
    MOST_APART,
    MOST_ASKED,
    PACKET,
    SHORTEST,
    Pace,
)


def answering(trip: float = 0.1) -> Pace:
    """Of a terminal that has answered once."""
    pace = Pace()
    pace.sent(10, 0.0)
    pace.answered(trip)
    return pace


def may(pace: Pace, now: float) -> bool:
    """Whether a frame may be sent."""
    return pace.wait(now) == 0


def fill(pace: Pace, now: float, size: int = 500) -> list[bool]:
    """Frames of a size, as soon as one may be sent, until no more may be: for each, whether it asks."""
    asks = []
    while (wait := pace.wait(now)) < SHORTEST - 0.01:  # longer is waited only for an answer
        now += wait
        asks.append(pace.sent(size, now))
    return asks


def test_a_terminal_that_never_answered_is_not_waited_for() -> None:
    pace = Pace()
    for number in range(100):
        assert may(pace, number / 1000)
        pace.sent(1000, number / 1000)
    assert pace.asked == MOST_ASKED


def test_the_first_answer_may_still_come_when_the_terminal_is_given_back() -> None:
    pace = Pace()
    pace.sent(1000, 0.0)
    assert pace.asked == 1
    pace.forget()
    assert pace.asked == 0


def test_an_answer_that_was_given_up_may_still_come_when_the_terminal_is_given_back() -> None:
    pace = answering(0.3)
    asked = sum(fill(pace, 1.0))
    assert may(pace, 5.0)
    assert pace.asked == asked > 0


def test_the_last_answers_are_waited_for_by_the_best_round_trip_and_not_for_ever() -> None:
    assert Pace().farewell == SHORTEST
    pace = answering(0.4)
    assert pace.farewell == LATE * 0.4
    pace.sent(10, 1.0)
    pace.answered(3.0)
    assert pace.farewell == LATE * 0.4
    pace.sent(10, 4.0)
    pace.answered(4.01)
    assert pace.farewell == SHORTEST
    assert answering(10.0).farewell == LONGEST


def test_that_a_terminal_answers_is_not_forgotten() -> None:
    pace = answering()
    pace.forget()
    fill(pace, 1.0)
    assert not may(pace, 1.0)


def test_a_terminal_that_answers_gets_few_bytes_ahead() -> None:
    pace = answering()
    asks = fill(pace, 1.0)
    assert len(asks) == -(-MOST_AHEAD // (500 + PACKET))
    assert pace.asked == sum(asks)
    for _ in range(sum(asks)):
        pace.answered(1.2)
    assert may(pace, 1.2)
    assert pace.asked == 0


def test_only_the_first_frame_asks_and_the_last_before_a_wait() -> None:
    first, *between, last = fill(answering(), 1.0)
    assert first
    assert last
    assert len(between) > 2
    assert not any(between)


def test_what_was_sent_without_a_question_counts_for_the_next() -> None:
    pace = answering()
    assert pace.sent(50, 1.0)
    assert not pace.sent(1000, 1.1)
    pace.answered(1.15)
    assert pace.sent(MOST_AHEAD - 1000, 1.2)
    assert not may(pace, 1.2 + MOST_APART)


def test_on_a_far_line_frames_keep_apart_and_on_a_near_one_they_do_not() -> None:
    for trip in (0.001, 0.4, 2.0):
        pace = answering(trip)
        pace.sent(50, 10.0)
        apart = min(MOST_APART, APART * trip)
        assert pace.wait(10.0) == pytest.approx(apart)
        assert may(pace, 10.0 + apart + 0.001)


def test_a_key_after_a_pause_is_seen_at_once_however_far() -> None:
    pace = answering(0.4)
    pace.sent(50, 1.0)
    pace.answered(1.4)
    assert may(pace, 1.4)


def test_large_frames_count_by_their_bytes() -> None:
    pace = answering()
    assert pace.sent(MOST_AHEAD, 1.0)
    assert not may(pace, 1.0)
    pace.answered(1.2)
    assert may(pace, 1.2)


def test_a_lost_answer_is_given_up() -> None:
    pace = answering(0.3)
    pace.sent(MOST_AHEAD, 1.0)
    assert not may(pace, 1.0 + 0.5)
    assert may(pace, 1.0 + 2 * 0.3 + 0.01)


def test_the_wait_grows_with_the_line_and_has_a_least() -> None:
    assert answering(0.001).patience == SHORTEST
    assert answering(2.0).patience == 4.0


@given(st.lists(st.tuples(st.sampled_from(["sent", "answered", "wait"]), st.floats(0, 2)), max_size=60))
def test_it_never_stays_shut(steps: list[tuple[str, float]]) -> None:
    pace, now = Pace(), 0.0
    for step, amount in steps:
        if step == "wait":
            now += amount
        elif step == "answered":
            pace.answered(now)
        elif may(pace, now):
            pace.sent(int(amount * 2000), now)
    if not may(pace, now):
        assert may(pace, now + pace.patience + 0.01)


def test_an_answer_after_a_long_sleep_makes_nobody_wait_as_long_for_the_next() -> None:
    pace = Pace()
    pace.sent(100, 0.0)
    pace.answered(3600.0)
    assert pace.trip <= 3  # so long is waited for the rest of a key after Esc
    pace.sent(MOST_AHEAD, 3600.0)
    assert not may(pace, 3601.0)
    assert may(pace, 3607.0)
