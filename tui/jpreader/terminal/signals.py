"""Signals that end a process."""

from __future__ import annotations

import signal
from typing import Final

DEADLY: Final = tuple(
    getattr(signal, name)
    for name in ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF",
                 "SIGXCPU", "SIGIO", "SIGPWR", "SIGSTKFLT", "SIGABRT", "SIGTRAP", "SIGSYS")
    if hasattr(signal, name)
)  # fmt: skip
"""Signals that end a process that does nothing about them, but for those that tell of its own faults, and for those
that Python takes no notice of: a file that may not grow (SIGXFSZ) is an error of writing it, and costs no more."""
