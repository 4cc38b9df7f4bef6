"""BLAKE2b, by which files, articles and attributes are known: a hash of as many bytes as are asked for."""

from __future__ import annotations

try:
    # From where hashlib has it, which is left alone, as by `random`: it loads OpenSSL, 3 MB that nothing else needs.
    from _blake2 import blake2b
except ImportError:  # a Python that has it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]
