"""A real `gatepost demo` in a folder of its own, and real people's seats before it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
    # The same pixels in every run: nothing painted in parts that depend on timing.
    *("--disable-partial-raster", "--disable-skia-runtime-opts", "--num-raster-threads=1"),
]


@dataclass(frozen=True, slots=True)
class Demo:
    """A running demo and a browser to look at it with."""

    browser: Browser
    address: str

    @property
    def origin(self) -> str:
        return self.address.partition("/?")[0]


@contextmanager
def running(*options: str) -> Iterator[Demo]:
    """Start Gatepost with a database of its own and a Chromium; both end with the block."""
    with (
        tempfile.TemporaryDirectory() as folder,
        _served(Path(folder), options) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        yield Demo(browser, address)
        browser.close()


@contextmanager
def _served(folder: Path, options: tuple[str, ...]) -> Iterator[str]:
    program = str(Path(sys.executable).with_name("gatepost"))
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with subprocess.Popen(
        [program, "demo", "--no-browser", "--port", "0", *options],
        cwd=folder,
        env=kept,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            yield _address(server)
        finally:
            server.terminate()


def _address(server: subprocess.Popen[str]) -> str:
    assert server.stdout is not None
    for line in server.stdout:
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise SystemExit("gatepost demo ended before it printed its address.")
