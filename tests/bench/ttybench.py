"""A terminal to measure a program in, from outside: when it paints, what a key costs, how much memory it takes.

Bytes are stamped as `read` returns them and drawn by pyte only while the line is idle, 1 KiB between two polls, so that
the emulator's cost stays out of the figures. The end of a burst is the time of its last byte, not the end of the
silence that proves it was the last. Linux only: it reads /proc and waits on a pidfd.
"""

from __future__ import annotations

import codecs
import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from pathlib import Path

import pyte

BURST_SILENCE = 0.05  # seconds without a byte: a key's answer is complete
START_SILENCE = 0.5  # the same of a start, which may stop for an import
PATIENCE = 60.0  # seconds to wait for a program
STEP = 1024  # bytes drawn between two looks at the line


class _Screen(pyte.Screen):
    """pyte's screen, and what programs use and it lacks: SU, SD, REP, DECSLRM, a clean alternate screen."""

    last = " "
    left, right = 0, 0

    def draw(self, data: str) -> None:
        self.last = data[-1:] or self.last
        super().draw(data)

    def repeat(self, count: int = 1) -> None:
        self.draw(self.last * max(1, count))

    def columns_margins(self, left: int = 1, right: int = 0) -> None:
        self.left, self.right = max(1, left) - 1, right or self.columns
        self.cursor_position()

    def carriage_return(self) -> None:
        self.cursor.x = self.left if self.cursor.x >= self.left else 0

    def cursor_back(self, count: int | None = None) -> None:
        start = self.left if self.cursor.x >= self.left else 0
        super().cursor_back(count)
        self.cursor.x = max(start, self.cursor.x)

    def scroll_up(self, count: int = 1) -> None:
        self._scroll(max(1, count))

    def scroll_down(self, count: int = 1) -> None:
        self._scroll(-max(1, count))

    def _scroll(self, by: int) -> None:
        top, bottom = self.margins or (0, self.lines - 1)
        before = {y: dict(self.buffer[y]) for y in range(top, bottom + 1)}
        blank = self.cursor.attrs._replace(data=" ")
        for y, x in product(range(top, bottom + 1), range(self.left, self.right or self.columns)):
            row = before.get(y + by)
            self.buffer[y][x] = blank if row is None else row.get(x, self.default_char)
        self.dirty.update(range(top, bottom + 1))

    def set_mode(self, *modes: int, **kwargs: bool) -> None:
        super().set_mode(*modes, **kwargs)
        if kwargs.get("private") and {47, 1047, 1049} & set(modes):
            self.erase_in_display(2)


class _Stream(pyte.Stream):
    csi = pyte.Stream.csi | {"S": "scroll_up", "T": "scroll_down", "b": "repeat", "s": "columns_margins"}
    events = pyte.Stream.events | {"scroll_up", "scroll_down", "repeat", "columns_margins"}


class Emulator:
    """A screen behind a filter for the sequences that pyte would print as text or choke on."""

    UNKNOWN = re.compile(
        r"\x1b\[[<=>][0-?]*[ -/]*[@-~]|\x1b\[[0-?]*[ -/]+[@-~]"  # kitty keys, DECRQM, DECSCUSR
        r"|\x1b\[\?[0-?]*[^0-?hl]"  # XTSAVE, private DSR
        r"|\x1b[P_^X].*?\x1b\\|\x1b\].*?(?:\x07|\x1b\\)",  # DCS, APC, PM, SOS, OSC
        re.DOTALL,
    )
    PARTIAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?)?$")

    def __init__(self, columns: int, lines: int) -> None:
        self.screen = _Screen(columns, lines)
        self._stream = _Stream(self.screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._held = ""

    def feed(self, data: bytes) -> None:
        """Draw what a program wrote; a sequence that is not complete waits for its rest."""
        text = self._held + self._decode(data)
        cut = self.PARTIAL.search(text)
        end = cut.start() if cut else len(text)
        self._held = text[end:]
        self._stream.feed(self.UNKNOWN.sub("", text[:end]))

    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.screen.display)


class Session:
    """One program in one pty, from its start to `close`; all times are in seconds of `time.perf_counter`."""

    QUERY = re.compile(
        rb"\x1b\[([?>=]?)([\d;]*)(\$p|[cnuqt])|\x1b\](1[0-2]);\?(?:\x07|\x1b\\)|\x1bP([+$])q[^\x1b]*\x1b\\"
    )

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], marker: str, columns: int = 80, lines: int = 24
    ) -> None:
        """Begin it; `marker` is a text that is on the screen once it is ready."""
        self._marker = marker
        self._emulator = Emulator(columns, lines)
        self._chunks: list[tuple[float, bytes]] = []
        self._rendered, self._offset, self._tail = 0, 0, b""
        self._exited: float | None = None
        self.painted: float | None = None
        """When the byte came that completed the marker."""
        self._fd, self._slave = os.openpty()
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, lines * 16, columns * 8))
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, os.ttyname(self._slave), os.O_RDWR, 0),  # after setsid: the controlling terminal
            (os.POSIX_SPAWN_DUP2, 0, 1),
            (os.POSIX_SPAWN_DUP2, 0, 2),
        ]
        self.begun = time.perf_counter()
        self._pid = os.posix_spawnp(command[0], list(command), dict(env), file_actions=actions, setsid=True)
        self._pidfd = os.pidfd_open(self._pid)
        self._poll = select.poll()
        for fd in (self._fd, self._pidfd):
            self._poll.register(fd, select.POLLIN)

    def ready(self) -> float:
        """Wait for the marker and until it is quiet; gives the seconds from the start to the marker.

        Raises:
            RuntimeError: it ended, or the marker did not come.
        """
        self._idle(START_SILENCE, PATIENCE, lambda: self.painted is not None)
        if self.painted is None or self._exited:
            raise RuntimeError(f"no {self._marker!r} on the screen:\n{self._emulator.text().rstrip()}")
        return self.painted - self.begun

    def press(self, key: bytes) -> tuple[float, int]:
        """Press a key and wait for its answer; gives the seconds to the last byte of it, and how many bytes it had."""
        at, sent = len(self._chunks), time.perf_counter()
        os.write(self._fd, key)
        self._idle(BURST_SILENCE, 3.0, lambda: len(self._chunks) > at or time.perf_counter() > sent + 0.5)
        came = self._chunks[at:]
        return (came[-1][0] - sent if came else 0.0), sum(len(data) for _, data in came)

    def shows(self, key: bytes, text: str) -> float:
        """Press a key and wait for a text that wasn't on the screen; gives the seconds until it is.

        Raises:
            RuntimeError: it ended, or the text did not come.
        """
        sent = time.perf_counter()
        os.write(self._fd, key)
        while text not in self.text():
            if self._exited or time.perf_counter() - sent > PATIENCE:
                raise RuntimeError(f"no {text!r} on the screen:\n{self._emulator.text().rstrip()}")
            self._read(0.01)
        return time.perf_counter() - sent

    def quit(self, key: bytes) -> float:
        """Press the key that ends it; gives the seconds until it has."""
        sent = time.perf_counter()
        os.write(self._fd, key)
        while self._exited is None and time.perf_counter() - sent < PATIENCE:
            self._read(0.01)
        return time.perf_counter() - sent

    def idle_bytes(self, seconds: float) -> int:
        """Press nothing for some seconds; gives the bytes that came all the same."""
        at = len(self._chunks)
        self._idle(seconds + 1, seconds)
        return sum(len(data) for _, data in self._chunks[at:])

    def peak_memory(self) -> float:
        """MiB; VmHWM and not ru_maxrss, in which a child inherits its parent's peak."""
        return int(Path(f"/proc/{self._pid}/status").read_text().split("VmHWM:")[1].split()[0]) / 1024

    def text(self) -> str:
        """What is on the screen."""
        while self._render():
            pass
        return self._emulator.text()

    def close(self) -> None:
        """End it."""
        if self._exited is None:
            os.killpg(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        for fd in (self._fd, self._slave, self._pidfd):
            os.close(fd)

    def _read(self, timeout: float) -> bool:
        """Wait for output or for the program's end; stamp first, think later."""
        ready = [fd for fd, _ in self._poll.poll(max(0.0, timeout) * 1000)]
        now = time.perf_counter()
        if self._fd in ready:
            self._chunks.append((now, os.read(self._fd, 1 << 16)))
            self._answer(self._chunks[-1][1])
        elif ready:
            self._exited = now
        return bool(ready)

    def _answer(self, data: bytes) -> None:
        """Reply as a modern terminal would (no in-band resize, kitty keys known but off)."""
        data = self._tail + data
        screen = self._emulator.screen
        for match in self.QUERY.finditer(data):
            prefix, number, final, osc, dcs = (group.decode() if group else "" for group in match.groups())
            if final == "n" and number == "6":
                self.text()
                reply = f"\x1b[{prefix}{screen.cursor.y + 1};{screen.cursor.x + 1}R"
            elif final == "$p":
                reply = f"\x1b[?{number};{0 if number in ('2027', '2048') else 2}$y"
            elif osc:
                reply = f"\x1b]{osc};rgb:{'eeee/eeee/eeee' if osc == '10' else '1111/1111/1111'}\x1b\\"
            elif dcs:
                reply = f"\x1bP0{dcs}r\x1b\\"
            else:
                reply = {
                    "c": "\x1b[?62;22c",
                    ">c": "\x1b[>41;354;0c",
                    "=c": "\x1bP!|00000000\x1b\\",
                    "5n": "\x1b[0n",
                    "?u": "\x1b[?0u",
                    ">q": "\x1bP>|ttybench 1\x1b\\",
                    "?996n": "\x1b[?997;1n",
                    "18t": f"\x1b[8;{screen.lines};{screen.columns}t",
                }.get(prefix + number.lstrip("0") + final, "")
            os.write(self._fd, reply.encode())
        rest = re.search(rb"\x1b[^\x1b]{0,40}$", data)
        self._tail = rest[0] if rest and not self.QUERY.match(rest[0]) else b""

    def _render(self) -> bool:
        """Draw at most `STEP` bytes of what was read; False if there was nothing left."""
        if self._rendered >= len(self._chunks):
            return False
        stamp, data = self._chunks[self._rendered]
        self._emulator.feed(data[self._offset : self._offset + STEP])
        self._offset += STEP
        if self._offset >= len(data):
            self._rendered, self._offset = self._rendered + 1, 0
            if self.painted is None and self._marker in self._emulator.text():
                self.painted = stamp
        return True

    def _idle(self, quiet: float, limit: float, done: Callable[[], bool] = lambda: True) -> None:
        """Read until nothing came for `quiet` seconds and it is done, or until the limit."""
        last = begin = time.perf_counter()
        while (now := time.perf_counter()) - begin < limit and self._exited is None:
            busy = now - last > 0.004 and self._render()  # 4 ms: a burst's pieces come closer together
            if self._read(0 if busy else min(0.02, quiet)):
                last = self._exited or self._chunks[-1][0]
            elif not busy and now - last >= quiet and done():
                break
