"""`gatepost` as a process of its own, to be killed and started again on the same file."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

GATEPOST = Path(sys.executable).with_name("gatepost")


class Demo:
    """`gatepost demo` in a folder; after `kill` and `start` it has another token."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.start()

    def start(self) -> None:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("DATABASE_URL")}
        self.process = subprocess.Popen(
            [GATEPOST, "demo", "--no-browser", "--port", "0"],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        told = self.process.stdout.readline()
        found = re.search(r"http://\S+", told)
        assert found, told
        self.address = found[0]
        self.origin = self.address.partition("/?")[0]

    def kill(self) -> None:
        """Pull the plug."""
        self.process.kill()
        self.process.communicate()

    def stop(self) -> str:
        """Ask it to end, and return what it had to say."""
        self.process.send_signal(signal.SIGTERM)
        try:
            said, _ = self.process.communicate(timeout=30)
        except subprocess.TimeoutExpired:  # seen once, while it was starting: people press Ctrl+C
            self.process.send_signal(signal.SIGINT)
            said, _ = self.process.communicate(timeout=60)
        return said
