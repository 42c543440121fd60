"""A process that serves what is measured, and tells its own CPU time when asked.

`python -m bench.served gatepost|bolt` prints its port, then for each line on stdin the seconds of
CPU that all its threads have used; it ends with stdin.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO, TYPE_CHECKING, Any

from bench.rows import NotMeasured

if TYPE_CHECKING:
    from starlette.types import ASGIApp


class Served:
    """The process seen from outside."""

    def __init__(self, *words: str, env: Mapping[str, str]) -> None:
        command = [sys.executable, "-m", "bench.served", *words]
        given = {**os.environ, **env}
        self._process = Popen(command, env=given, stdin=PIPE, stdout=PIPE, text=True)
        self.port = int(self._line())

    def cpu(self) -> float:
        """Ask for the seconds of CPU used since its start."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._line())

    def memory(self) -> int:
        """Weigh what it, and whatever it started, has for itself: bytes."""
        pids, found = [self._process.pid], 0
        for pid in pids:
            proc = Path(f"/proc/{pid}")
            told = (proc / "smaps_rollup").read_text()
            found += next(int(line.split()[1]) for line in told.splitlines() if "Pss:" in line)
            for task in (proc / "task").iterdir():
                pids += map(int, (task / "children").read_text().split())
        return found * 1024

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise NotMeasured(f"the server ended with {self._process.wait()}")
        return line

    def end(self) -> str:
        """Let it finish; what it still said is returned."""
        said, _ = self._process.communicate(timeout=60)
        return said


@contextmanager
def served(*words: str, env: Mapping[str, str]) -> Iterator[Served]:
    """Serve while the block runs."""
    process = Served(*words, env=env)
    try:
        yield process
    finally:
        process.end()


def serve_measured(app: ASGIApp, **options: Any) -> None:
    """Be the process for another app: the port, the CPU time for each line, the end with stdin."""
    import uvicorn

    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, server_header=False, **options)
    )

    def watch() -> None:
        for _ in _told(sys.stdin):
            pass
        server.should_exit = True

    listening = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=watch, daemon=True).start()
    print(listening.getsockname()[1], flush=True)
    server.run(sockets=[listening])  # with uvloop, as `gatepost serve` runs


def main() -> None:
    """Be the process."""
    reader = argparse.ArgumentParser()
    reader.add_argument("what", choices=("gatepost", "bolt"))
    reader.add_argument("--normal", action="store_true", help="SQLite may lose the last commits")
    reader.add_argument("--idle", action="store_true", help="nothing is sent from the outbox")
    reader.add_argument("--sqlalchemy", action="store_true", help="bolt has it imported")
    reader.add_argument("--profile", default="", help="a file for what the profiler saw")
    asked = reader.parse_args()
    if asked.profile:
        from bench.profile import profiled

        with profiled(asked.profile):
            _serve(asked)
    else:
        _serve(asked)


def _serve(asked: argparse.Namespace) -> None:
    if asked.what == "bolt":
        if asked.sqlalchemy:
            importlib.import_module("sqlalchemy")
        asyncio.run(_bolt())
    else:
        _gatepost(normal=asked.normal, idle=asked.idle)


def _told(stream: IO[str]) -> Iterator[None]:
    """Tell the CPU time for each line, until the stream ends."""
    for _ in stream:
        print(time.process_time(), flush=True)
        yield


def _gatepost(*, normal: bool, idle: bool) -> None:
    from bot.cli.listening import run_web
    from bot.running.house import House
    from bot.settings import load
    from bot.wiring import serve_app
    from storage.store import Store

    # What is measured is what is served, but for these two, which nobody can set.
    if normal:
        Store.open = partial(Store.open, synchronous="NORMAL")  # type: ignore[method-assign]
    if idle:
        House.sending = _not_sending  # type: ignore[method-assign, assignment]
    listening = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_watch, daemon=True).start()
    print(listening.getsockname()[1], flush=True)
    with suppress(KeyboardInterrupt):
        run_web(serve_app(load()), listening, "WARNING")


def _watch() -> None:
    """Tell the CPU time until nobody asks any more, then interrupt the server."""
    for _ in _told(sys.stdin):
        pass
    os.kill(os.getpid(), signal.SIGINT)


@asynccontextmanager
async def _not_sending(house: object, *given: object) -> AsyncIterator[None]:
    yield


async def _bolt() -> None:
    from aiohttp import web
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    token, secret = os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_SIGNING_SECRET"]
    client = AsyncWebClient(token=token, base_url=os.environ["SLACK_API_URL"])
    bolt = AsyncApp(client=client, signing_secret=secret)
    for number in range(LISTENERS):
        bolt.command(f"/gate{number}")(_echo)
    runner = web.AppRunner(bolt.server(path="/slack/events").web_app, access_log=None)
    await runner.setup()
    listening = socket.create_server(("127.0.0.1", 0))
    await web.SockSite(runner, listening).start()
    print(listening.getsockname()[1], flush=True)
    told = _told(sys.stdin)
    while await asyncio.to_thread(next, told, "end") is None:
        pass
    await runner.cleanup()


LISTENERS = 30
TWELVE: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": f"*Line {n}* of a static message"}}
    for n in range(12)
]


async def _echo(ack: Any) -> None:
    await ack(text="A static message", blocks=TWELVE)


if __name__ == "__main__":
    main()
