"""The command line: arguments, streams and exit codes. What needs no screen works without importing Textual."""

from __future__ import annotations

import gc
import signal
import sys

import jpreader

TYPE_CHECKING = False  # not from typing, which takes 10 ms in which an interrupt would still be an exception
if TYPE_CHECKING:
    from collections.abc import Sequence

    from jpreader.terminal.wire import Wire

COLLECTED = 100_000  # objects until garbage is looked for: by itself a start looks for it 40 times, and finds none
INTERRUPTED = 130  # 128 + SIGINT, as shells count
GONE = 141  # 128 + SIGPIPE: what `cat` leaves when nobody reads on


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments (those of the process, if none are given) ask for; gives the exit status."""
    if arguments is None and signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not ignored, as by nohup
        # At once, as other signals do: a handler of Python's may wait for a read to return, and an exception out of
        # nowhere may be swallowed, or become another, on its way.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    given = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(COLLECTED)
    try:
        return _run(given)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(given: list[str]) -> int:
    from jpreader.cli.streams import Gone, Stopped, complain, emit, flush, let_go

    try:
        if given in (["--version"], ["-V"]):  # before all else is imported
            emit(f"jpreader {jpreader.__version__}\n")
            status = 0
        else:
            status = _do(given)
        flush()
    except Stopped as stop:
        complain(f"jpreader: {stop}\n")
        let_go()
        return stop.status
    except Gone:
        let_go()
        return GONE
    return status


def _do(given: list[str]) -> int:
    """Show the screen of the last time, if that is known to be right, and do what was asked for."""
    if sys.stdout is None or not sys.stdout.isatty():
        return _command(given, None)
    from jpreader.cli import screen

    wire = screen.recall(given)
    if wire is None:
        return _command(given, None)
    with wire:
        return _command(given, wire)


def _command(given: list[str], wire: Wire | None) -> int:
    from jpreader.cli.options import parse

    try:
        command, options = parse(given)
    except SystemExit:  # argparse's end after help was given
        return 0
    if command in ("list", "keys"):
        from jpreader.cli import listing

        return listing.articles(options.articles) if command == "list" else listing.keys()
    if command == "reset":
        from jpreader.cli import resetting

        return resetting.reset()
    if command == "check":
        from jpreader.cli import checking

        return checking.check(options.articles, options.format)
    if command == "notes":
        from jpreader.cli import noting

        return noting.notes(options.articles, options.format, options.source)
    if command == "search":
        from jpreader.cli import searching

        return searching.find(options.asked, options.articles, options.format, options.limit, options.language)
    if command in ("dossier", "ledger", "timeline"):
        from jpreader.cli import knowing

        return knowing.answer(command, options)
    from jpreader.cli import reading

    if command == "print":
        return reading.put(options.articles, options.language, options.format, options.only, options.width)
    return reading.read(options.articles, options.language, wire)
