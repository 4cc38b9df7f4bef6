"""The pace: a slow line is never run ahead of, and a lost answer stops nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jpreader.terminal.pace import LATE, LONGEST, MOST_AHEAD, MOST_ASKED, OFTEN, PACKET, SHORTEST, Pace


def answering(trip: float = 0.1) -> Pace:
    """Of a terminal that has answered once."""
    pace = Pace()
    pace.sent(10, 0.0)
    pace.answered(trip)
    return pace


def fill(pace: Pace, now: float, size: int = 50) -> list[bool]:
    """Frames of a size until no more may be sent: for each, whether it asks."""
    asks = []
    while pace.open(now):
        asks.append(pace.sent(size, now))
    return asks


def test_a_terminal_that_never_answered_is_not_waited_for() -> None:
    pace = Pace()
    for number in range(100):
        assert pace.open(number / 1000)
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
    assert pace.open(5.0)
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
    assert not pace.open(1.0)


def test_a_terminal_that_answers_gets_few_bytes_ahead() -> None:
    pace = answering()
    asks = fill(pace, 1.0)
    assert len(asks) == -(-MOST_AHEAD // (50 + PACKET))
    assert pace.asked == sum(asks)
    for _ in range(sum(asks)):
        pace.answered(1.05)
    assert pace.open(1.05)
    assert pace.asked == 0


def test_few_frames_ask_but_the_first_and_the_last_before_a_wait_do() -> None:
    asks = fill(answering(), 1.0)
    assert asks[0]
    assert asks[-1]
    assert sum(asks) <= 2 + MOST_AHEAD // OFTEN < len(asks) / 2


def test_what_was_sent_without_a_question_counts_for_the_next() -> None:
    pace = answering()
    assert pace.sent(50, 1.0)
    assert not pace.sent(OFTEN - 2 * PACKET, 1.0)
    pace.answered(1.1)
    assert pace.sent(MOST_AHEAD - OFTEN, 1.2)
    assert not pace.open(1.2)


def test_large_frames_count_by_their_bytes() -> None:
    pace = answering()
    assert pace.sent(MOST_AHEAD, 1.0)
    assert not pace.open(1.0)
    pace.answered(1.2)
    assert pace.open(1.2)


def test_a_lost_answer_is_given_up() -> None:
    pace = answering(0.3)
    fill(pace, 1.0)
    assert not pace.open(1.0 + 0.5)
    assert pace.open(1.0 + 2 * 0.3 + 0.01)


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
        elif pace.open(now):
            pace.sent(int(amount * 2000), now)
    if not pace.open(now):
        assert pace.open(now + pace.patience + 0.01)


def test_an_answer_after_a_long_sleep_makes_nobody_wait_as_long_for_the_next() -> None:
    pace = Pace()
    pace.sent(100, 0.0)
    pace.answered(3600.0)
    assert pace.trip <= 3  # so long is waited for the rest of a key after Esc
    fill(pace, 3600.0)
    assert not pace.open(3601.0)
    assert pace.open(3607.0)
