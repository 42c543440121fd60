"""Gatepost and Microsoft's Playground side by side on this machine, started and ended as processes.

The Playground's licence is for evaluation: it is installed by `make playground` and never shipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

HERE = Path(__file__).parent
CLI = "node_modules/@microsoft/m365agentsplayground/cli.js"
ANSWER = re.compile(r'"statusCode": (\d+)')
WITHIN = 60.0


class Stand:
    """Where the two are, and what they said to each other."""

    def __init__(self, folder: Path, page: str, endpoint: str) -> None:
        self.folder, self.page, self.endpoint = folder, page, endpoint

    def statuses(self) -> dict[str, int]:
        """Count the answers in the Playground's recording, by their status."""
        found: dict[str, int] = {}
        for record in (self.folder / "devTools").glob("events_recording_*.log"):
            for status in ANSWER.findall(record.read_text(encoding="utf-8")):
                found[status] = found.get(status, 0) + 1
        return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(folder: Path, installed: Path) -> Iterator[Stand]:
    """Start both in an empty folder, and end both."""
    shutil.copy(HERE / "town.yml", folder / ".m365agentsplayground.yml")
    port, seen = free_port(), free_port()
    endpoint = f"http://127.0.0.1:{port}/api/messages"
    env = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", ""),
        "GATEPOST_DEV": "1",
        "TEAMS_ADMINS": "anna.berg@example.com",
        "DATABASE_URL": f"sqlite:///{folder / 'playground.db'}",
        "PORT": str(port),
    }
    gatepost = [str(Path(sys.executable).with_name("gatepost")), "serve"]
    client = [
        *("node", "--require", str(HERE / "loopback.cjs"), str(installed / CLI), "start"),
        *("--app-endpoint", endpoint, "--channel-id", "msteams", "--port", str(seen)),
        *("--disable-telemetry", "--enable-events-recording"),
    ]
    with _process(gatepost, folder, env, "gatepost.log"):
        _until_open(port)
        with _process(client, folder, env, "playground.log"):
            page = _where(folder / "playground.log")
            yield Stand(folder, page, endpoint)


@contextmanager
def _process(command: list[str], folder: Path, env: dict[str, Any], log: str) -> Iterator[None]:
    with (folder / log).open("wb") as out:
        process = subprocess.Popen(
            command, cwd=folder, env=env, stdout=out, stderr=out, start_new_session=True
        )
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _until_open(port: int) -> None:
    end = time.monotonic() + WITHIN
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            assert time.monotonic() < end, f"nothing listens on {port}"
            time.sleep(0.2)


def _where(log: Path) -> str:
    """Read where the Playground listens: a busy port makes it take another."""
    end = time.monotonic() + WITHIN
    while True:
        if found := re.search(r"Listening on (\d+)", log.read_text(encoding="utf-8")):
            page = f"http://127.0.0.1:{found[1]}/"
            if _answers(page):
                return page
        assert time.monotonic() < end, log.read_text(encoding="utf-8")
        time.sleep(0.2)


def _answers(page: str) -> bool:
    try:
        with urlopen(page) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def install(folder: Path) -> Path:
    """Install the Playground beside the repository, once."""
    if not (folder / CLI).exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text(json.dumps({"private": True}))
        npm = shutil.which("npm")
        if npm is None:
            raise SystemExit("gatepost: the Playground needs npm and node; neither is here.")
        command = [npm, "install", "--no-audit", "--no-fund", "--no-package-lock", "--silent"]
        subprocess.run([*command, "@microsoft/m365agentsplayground"], cwd=folder, check=True)
    return folder
