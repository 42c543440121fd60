"""Where all is put together: the store, the knowledge, the desk, the sender and the platforms."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.clock import Clock
from bot.local.chat import LocalChat
from bot.ports import Poster
from bot.sender import Noted, Sender, unnoted
from bot.settings import Settings
from bot.slack.app import SlackApp
from bot.slack.config import SlackConfig
from bot.studio import Studio
from bot.watching.logs import Numbered
from bot.watching.metrics import KIND, CountedDesk, Metrics
from handlers.desk import Desk
from knowledge.loading.reading import load
from knowledge.model import Library
from knowledge.passages.index import index_of
from storage import glances, heard, outbox
from storage.store import StorageError, Store, Tx

log = logging.getLogger("gatepost")

LOOK = 2.0  # seconds in which a database that is well answers
REPEATS = timedelta(days=7)  # platforms repeat an event within hours
SETTLED = timedelta(days=90)  # messages that went out; their buttons may still be pressed


class NoPlatform(Exception):
    """There is nothing to serve: no platform has its settings."""


def now() -> datetime:
    """Read the clock, here at the edge and nowhere else."""
    return datetime.now(UTC)


def forget_old(tx: Tx) -> None:
    """Drop keys of events and sent messages that are long past."""
    heard.forget(tx, now() - REPEATS)
    outbox.forget(tx, now() - SETTLED)
    glances.forget(tx, now() - SETTLED)


def library(settings: Settings) -> Library:
    """Load what we ask, with the playbooks of the house where there are any."""
    return load(settings.gatepost_playbooks)


@dataclass(frozen=True, slots=True)
class House:
    """An open store and the desk on it."""

    store: Store
    desk: Desk
    library: Library
    studio: Studio = field(default_factory=Studio)

    @classmethod
    def open(cls, settings: Settings) -> House:
        """Open the store, made or brought up to date first; raises StorageError."""
        store = Store.open(settings.database_url, create=True)
        known = library(settings)
        index_of(known)  # before the first question, which would wait for it
        return cls(store, Desk(store, known, now=now), known)

    @asynccontextmanager
    async def sending(
        self, posters: Mapping[str, Poster], noted: Noted = unnoted
    ) -> AsyncIterator[None]:
        """Send what the desk leaves in the outbox while the block runs."""
        sender = Sender(self.store, posters, now, library=self.library, noted=noted)
        self.desk.wake = sender.wake
        clock = Clock(self.store, now, sender.wake)
        running = asyncio.create_task(sender.run())
        ticking = asyncio.create_task(clock.run())
        tidying = asyncio.create_task(self._tidy())
        try:
            yield
        finally:
            self.desk.wake = lambda: None
            tidying.cancel()
            ticking.cancel()
            await sender.stop()
            await running
            self.studio.close()

    async def health(self) -> str:
        """Say why the database does not answer; empty where it does."""
        looked = self.store.read(lambda tx: None)
        try:
            await asyncio.wait_for(asyncio.wrap_future(looked), LOOK)
        except StorageError as wrong:
            return str(wrong)
        except TimeoutError:
            return f"no answer in {LOOK} s"
        return ""

    async def _tidy(self) -> None:
        """Forget, once an hour, what nobody will ask about any more."""
        while True:
            try:
                await asyncio.wrap_future(self.store.write(forget_old))
            except StorageError as wrong:
                log.warning("nothing was tidied up: %s", wrong)
            await asyncio.sleep(3600)


def slack_config(settings: Settings) -> SlackConfig | None:
    """Read Slack's settings; None where Slack is not set up."""
    token = settings.slack_bot_token.get_secret_value()
    if not token:
        return None
    return SlackConfig(
        bot_token=token,
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        app_token=settings.slack_app_token.get_secret_value(),
        api_url=settings.slack_api_url,
    )


def serve_app(settings: Settings) -> ASGIApp:
    """Make the web app of `gatepost serve`; raises NoPlatform and StorageError."""
    config = slack_config(settings)
    if config is None:
        raise NoPlatform(
            "SLACK_BOT_TOKEN is not set, so there is nothing to serve. "
            "See docs/slack.md, or try `gatepost demo` first."
        )
    house = House.open(settings)
    metrics = Metrics()
    slack = SlackApp(config, CountedDesk(house.desk, metrics), draw=house.studio.draw)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await slack.start()
        async with house.sending({"slack": slack.poster}, metrics.delivered):
            listing = asyncio.create_task(slack.list_everybody())
            yield
            listing.cancel()
        await slack.stop()
        house.store.close()

    async def ready(request: Request) -> Response:
        health, database = slack.health(), await house.health()
        told = {"slack": health.words, "database": database or "answers"}
        return JSONResponse(told, status_code=200 if health.ok and not database else 503)

    async def measured(request: Request) -> Response:
        health, database = slack.health(), await house.health()
        waiting = {} if database else await asyncio.wrap_future(house.store.read(outbox.waiting))
        well = {"slack": health.ok, "database": not database}
        return Response(metrics.page(waiting, well), media_type=KIND)

    routes: list[BaseRoute] = [
        *slack.routes,
        Route("/healthz", _alive),
        Route("/readyz", ready),
        Route("/metrics", measured),
    ]
    return Numbered(slack.in_front_of(Starlette(routes=routes, lifespan=lifespan)))


async def _alive(request: Request) -> Response:
    return JSONResponse({"ok": True})


def demo_app(settings: Settings, token: str) -> ASGIApp:
    """Make the web app of `gatepost demo`: the local chat and nothing else."""
    house = House.open(settings)
    chat = LocalChat(house.store, house.desk, token=token, draw=house.studio.draw)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await chat.seed()
        async with house.sending({"local": chat.poster}):
            yield
        house.store.close()

    outer = Starlette(lifespan=lifespan)
    outer.mount("/", chat.asgi)
    return outer
