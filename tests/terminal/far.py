"""The far end of an SSH line: a server of our own on this machine, and a line to it that can go black."""

from __future__ import annotations

import contextlib
import os
import pwd
import shlex
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from tests.conftest import Needs
from tests.terminal.sitting import COMMAND, PATIENCE, ROOT

HOST = "127.0.0.1"


class Relay:
    """Carries a connection, until it is told to carry nothing more and not to say so: a black hole."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = socket.create_server((HOST, 0))
        self.port: int = self._listener.getsockname()[1]
        self._open = threading.Event()
        self._open.set()
        self._sockets: list[socket.socket] = []
        self.carried = 0
        """Bytes that came from the server."""
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection((HOST, self._to))
                self._sockets += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(source, sink, source is far), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not self._open.is_set():
                    return  # and nothing is closed
                self.carried += len(data) if counted else 0
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)

    def go_black(self) -> None:
        """Carry nothing more, in either direction."""
        self._open.clear()

    def close(self) -> None:
        """End all."""
        for found in (self._listener, *self._sockets):
            found.close()


class Server:
    """An `sshd` with keys of its own."""

    def __init__(self, needs: Needs, folder: Path) -> None:
        self._ssh = needs("ssh")
        program = needs("sshd")
        folder.mkdir()
        self._folder = folder
        for name in ("host", "key"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
        with socket.create_server((HOST, 0)) as free:
            self.port: int = free.getsockname()[1]
        host = (folder / "host.pub").read_text()
        (folder / "known").write_text(f"far {host}")
        config = {
            "ListenAddress": f"{HOST}:{self.port}",
            "HostKey": folder / "host",
            "AuthorizedKeysFile": folder / "key.pub",
            "PidFile": "none",
            "StrictModes": "no",
            "UsePAM": "no",
            "PasswordAuthentication": "no",
            "PermitRootLogin": "yes",
            "PrintMotd": "no",
            "PrintLastLog": "no",
            "ClientAliveInterval": 1,
            "ClientAliveCountMax": 2,
        }
        (folder / "config").write_text("".join(f"{name} {value}\n" for name, value in config.items()))
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # where it shuts itself in; a service would make it
        self._log = (folder / "log").open("wb")
        self._process = subprocess.Popen([program, "-D", "-e", "-f", folder / "config"], stderr=self._log)
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            with contextlib.suppress(OSError), socket.create_connection((HOST, self.port)):
                return
            assert self._process.poll() is None, (self._folder / "log").read_text()
            assert time.monotonic() < end
            time.sleep(0.02)  # between two looks; nothing depends on its length

    def command(self, home: Path, port: int = 0) -> list[str]:
        """What connects to it and has jpreader read there, with a folder as its home; with a port, that of a relay."""
        env = {"HOME": home, "PYTHONPATH": ROOT / "tui", "LANG": "C.UTF-8", "PYTHONSAFEPATH": "1"}
        line = shlex.join(["exec", "env", *(f"{name}={value}" for name, value in env.items()), *COMMAND])
        given = {
            "Port": port or self.port,
            "IdentityFile": self._folder / "key",
            "IdentitiesOnly": "yes",
            "UserKnownHostsFile": self._folder / "known",
            "HostKeyAlias": "far",
            "BatchMode": "yes",
            "LogLevel": "ERROR",
        }
        named = [part for name, value in given.items() for part in ("-o", f"{name}={value}")]
        user = pwd.getpwuid(os.geteuid()).pw_name
        return [self._ssh, "-F", os.devnull, "-tt", *named, f"{user}@{HOST}", line]

    def close(self) -> None:
        """End it; sessions of it end by themselves, or have a fault."""
        self._process.terminate()
        self._process.wait()
        self._log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def relay(server: Server) -> Iterator[Relay]:
    """A line to a server."""
    found = Relay(server.port)
    try:
        yield found
    finally:
        found.close()


def parent(process: int) -> int:
    """The process that started one."""
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def written(process: int) -> int:
    """How many bytes a process has written, to whatever."""
    fields = dict(line.split(": ") for line in Path(f"/proc/{process}/io").read_text().splitlines())
    return int(fields["wchar"])


def alive(process: int) -> bool:
    """True until a process has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
