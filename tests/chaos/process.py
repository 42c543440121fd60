"""`gatepost serve` as a process to be killed; run as a program, it is that process.

Two things differ from what people run: a delivery that a killed sender left behind is taken up
after seconds, not after a minute, so that fifty kills do not take an hour; and it dies at a coded
point where it was told to.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.request import urlopen

from tests.chaos.points import DOOM, DoomedSender, doom

LEASE = timedelta(seconds=3)
READY_SECONDS = 60.0


class Served:
    """The process seen from outside: always at the same port, whoever it is by now."""

    def __init__(self, env: Mapping[str, str], log: Path) -> None:
        self.doomed = log.with_suffix(".doom")
        self.env = {**os.environ, **env, "LOG_LEVEL": "WARNING", DOOM: str(self.doomed)}
        self.log = log
        self.port = 0
        self.process: subprocess.Popen[str] | None = None

    @property
    def events_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/slack/events"

    def start(self) -> None:
        """Start it and wait until it listens."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.chaos.process", str(self.port)],
                env=self.env,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout is not None
        told = self.process.stdout.readline()
        assert "listens on" in told, f"{told!r}\n{self.log.read_text()[-2000:]}"
        self.port = int(told.rpartition(":")[2])

    async def up(self) -> None:
        """Start it and wait until it answers."""
        await asyncio.to_thread(self.start)
        await asyncio.to_thread(self._answers)

    def _answers(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while True:
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=1) as answer:
                    assert answer.status == 200
                    return
            except OSError:
                assert time.monotonic() < deadline, self.log.read_text()[-2000:]
                time.sleep(0.02)

    async def dies(self, point: str, seconds: float) -> bool:
        """Tell it to die at a point, and whether it got there in time."""
        assert self.process is not None
        self.doomed.write_text(point)
        deadline = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < deadline:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.02)
        return not self.doomed.exists()

    def kill(self) -> None:
        """Pull the plug."""
        assert self.process is not None
        self.doomed.unlink(missing_ok=True)
        self.process.kill()
        self.process.communicate()

    def stop(self) -> int:
        """Ask it to end, and return its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=20)
        return self.process.returncode


def main() -> None:
    """Be the process."""
    from bot.cli import main as gatepost
    from bot.running import house

    doom()
    vars(house)["Sender"] = partial(DoomedSender, lease=LEASE, pause=0.2)
    sys.argv = ["gatepost", "serve", "--port", sys.argv[1]]
    gatepost()


if __name__ == "__main__":
    main()
