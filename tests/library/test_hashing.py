"""The hash is BLAKE2b, from wherever Python has it."""

from __future__ import annotations

import hashlib

from jpreader.library.hashing import blake2b


def test_it_is_that_of_rfc_7693() -> None:
    """Appendix A: BLAKE2b-512 of "abc"."""
    begin = "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
    assert blake2b(b"abc").hexdigest().startswith(begin)


def test_it_is_the_one_of_hashlib() -> None:
    for size in (6, 8, 16):
        assert blake2b(b"a", digest_size=size).digest() == hashlib.blake2b(b"a", digest_size=size).digest()
