"""Answers never become keys, however late they come and wherever the line cuts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jpreader.terminal.replies import LONGEST, Answers, Replies

ANSWERS = [
    b"\x1b[0n",
    b"\x1b[?69;2$y",
    b"\x1b[?2026;0$y",
    b"\x1b[24;80R",
    b"\x1b[?62;22c",
    b"\x1b[?1;2c",
    b"\x1b[>41;377;0c",
    b"\x1b[=0;1c",
    b"\x1b[?0u",
    b"\x1b[?997;1n",
    b"\x1b[8;24;80t",
    b"\x1b]11;rgb:1212/1212/1212\x1b\\",
    b"\x1b]10;rgb:ffff/ffff/ffff\x07",
    b"\x1bP>|XTerm(377)\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",
]
KEYS = [b"j", b"G", b"\x1b[A", b"\x1bOA", b"\x1b[5~", b"\x1b[1;5C", b"\r", "日".encode(), b"\x1b[Z", b"\x1bx"]


def sorted_out(pieces: list[bytes]) -> Answers:
    replies = Replies()
    found = [replies.feed(piece) for piece in pieces]
    typed = b"".join(answers.typed for answers in found) + replies.let_go()
    modes = tuple(mode for answers in found for mode in answers.modes)
    return Answers(typed, sum(answers.ready for answers in found), modes)


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_split_anywhere_is_no_key(answer: bytes) -> None:
    for at in range(1, len(answer)):
        assert sorted_out([b"j" + answer[:at], answer[at:] + b"k"]).typed == b"jk", at


@pytest.mark.parametrize("key", KEYS)
def test_a_key_goes_through_as_it_is(key: bytes) -> None:
    for at in range(len(key) + 1):
        assert sorted_out([key[:at], key[at:]]).typed == key


@given(st.lists(st.sampled_from([*ANSWERS, *KEYS])), st.data())
def test_keys_among_answers_come_through_in_order(parts: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(parts)
    pieces, at = [], 0
    while at < len(whole):
        step = data.draw(st.integers(1, 9))
        pieces.append(whole[at : at + step])
        at += step
    answers = sorted_out(pieces)
    assert answers.typed == b"".join(part for part in parts if part in KEYS)
    assert answers.ready == parts.count(b"\x1b[0n")
    assert len(answers.modes) == sum(part.endswith(b"$y") for part in parts)


def test_the_state_of_a_mode_is_told() -> None:
    assert sorted_out([b"\x1b[?69;", b"2$y"]).modes == ((69, 2),)


def test_what_began_like_an_answer_and_never_ends_is_let_through() -> None:
    replies = Replies()
    assert replies.feed(b"\x1b]11;rgb").typed == b""
    assert replies.waiting
    typed = replies.feed(b"x" * (LONGEST + 1)).typed
    assert len(typed) > LONGEST
    assert not replies.waiting


def test_what_is_held_is_given_back_when_nothing_more_comes() -> None:
    replies = Replies()
    assert replies.feed(b"a\x1b[1;").typed == b"a"
    assert replies.let_go() == b"\x1b[1;"
    assert replies.feed(b"b").typed == b"b"
