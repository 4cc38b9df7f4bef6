"""The terminal's clipboard: what has it take a text (OSC 52, xterm's "Manipulate Selection Data").

The text goes as base64 and nothing else, so whatever it holds, the terminal gets no sequence but ours. What stands
between us and the terminal takes it in its own way: screen hands on what is wrapped in DCS, in pieces that its buffer
holds; tmux heeds OSC 52 only where `set-clipboard` is `on`, and hands on what is wrapped only where
`allow-passthrough` is. Both are off by default (3.3a), while its own command `load-buffer -w` always works.
"""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Mapping
from typing import Final

from jpreader.terminal.capabilities import Capabilities

MOST_BYTES: Final = 74_994
"""Of a text, in UTF-8: as base64 it then is under the 100,000 bytes that many terminals stop at."""

PIECE: Final = 256  # bytes: screen's buffer for one DCS has 768

PATIENCE: Final = 2.0  # seconds: for tmux to take a text


def sequence(text: str, capabilities: Capabilities) -> str:
    """What has the terminal take a text, by way of what stands between; empty for one that has no clipboard.

    Raises:
        ValueError: the text is longer than `MOST_BYTES`.
    """
    data = text.encode("utf-8", "replace")
    if len(data) > MOST_BYTES:
        raise ValueError("too long for a terminal's clipboard")
    if not capabilities.clipboard:
        return ""
    plain = f"\x1b]52;c;{base64.b64encode(data).decode()}\x07"
    if capabilities.multiplexer == "screen":
        pieces = (plain[at : at + PIECE] for at in range(0, len(plain), PIECE))
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    if capabilities.multiplexer == "tmux":  # whichever of the two it heeds
        escaped = plain.replace("\x1b", "\x1b\x1b")
        return f"{plain}\x1bPtmux;{escaped}\x1b\\"
    return plain


def hand_to_tmux(text: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Have the tmux that we are in take a text and hand it to its terminal; False where there is none to ask.

    Waits for it, at most two seconds: not for the event loop.
    """
    if not environment.get("TMUX"):
        return False
    try:
        done = subprocess.run(
            ["tmux", "load-buffer", "-w", "-"],
            input=text.encode("utf-8", "replace"),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
