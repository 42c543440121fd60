"""Gatepost's Slack side, with a small desk, connected to the fake Slack."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from bot.slack.app import SlackApp
from bot.slack.config import SlackConfig
from handlers.cards import Card, Para, Said, line
from handlers.heard import Done, Heard, Press, Reply, Unsaved
from tests.fakes.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, FakeSlack


def card(words: str) -> Card:
    return Card(words, (Para(line(Said(words))),))


@dataclass
class SmallDesk:
    """A desk that remembers what it heard and replies what a test tells it to."""

    replies: list[Reply | Exception] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    listed: list[Heard] = field(default_factory=list)  # who there is, told at every start
    keys: set[str] = field(default_factory=set)
    delay: float = 0.0
    decide: Callable[[Heard], Reply] | None = None

    async def hear(self, heard: Heard) -> Reply:
        if heard.key.startswith("roster:"):
            self.listed.append(heard)
            return Done()
        await asyncio.sleep(self.delay)
        if heard.key in self.keys:
            return Done()
        reply = self.decide(heard) if self.decide else self._next()
        if isinstance(reply, Exception):
            raise reply
        if not isinstance(reply, Unsaved):
            self.keys.add(heard.key)
            self.heard.append(heard)
        return reply

    def _next(self) -> Reply | Exception:
        return self.replies.pop(0) if self.replies else Done()

    @property
    def last(self) -> Heard:
        return self.heard[-1]

    @property
    def pressed(self) -> Press:
        what = self.last.what
        assert isinstance(what, Press)
        return what


class QuietServer(uvicorn.Server):
    """A server that leaves the test run's signals alone."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(app: ASGIApp) -> AsyncIterator[str]:
    """Serve on a free port of this machine."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = QuietServer(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running
        listening.close()


def config(slack: FakeSlack, *, by_socket: bool = False) -> SlackConfig:
    return SlackConfig(
        bot_token=BOT_TOKEN,
        signing_secret=SIGNING_SECRET,
        app_token=APP_TOKEN if by_socket else "",
        api_url=slack.api_url,
    )


@asynccontextmanager
async def gatepost(
    slack: FakeSlack, desk: SmallDesk, *, by_socket: bool = False
) -> AsyncIterator[SlackApp]:
    """Run the Slack side, by HTTP or by Socket Mode."""
    app = SlackApp(config(slack, by_socket=by_socket), desk, clock=slack.clock)
    await app.start()
    try:
        if by_socket:
            yield app
            return
        async with serving(app.in_front_of(Starlette())) as url:
            slack.events_url = f"{url}/slack/events"
            yield app
    finally:
        await app.stop()
