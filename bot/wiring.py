"""Where all is put together: the store, the knowledge, the desk, the sender and the platforms."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.clock import Clock
from bot.local.chat import LocalChat
from bot.local.sample import SAMPLE_ROOMS, Sample
from bot.local.seeds import ROOMS
from bot.platforms import slack_config, teams_config
from bot.playbooks import Folder
from bot.ports import Desk as Asked
from bot.ports import Poster
from bot.sender import Noted, Sender, unnoted
from bot.settings import Settings
from bot.slack.app import SlackApp
from bot.studio import Studio
from bot.teams.config import TeamsConfig
from bot.watching.logs import Numbered
from bot.watching.metrics import KIND, CountedDesk, Metrics
from handlers.desk import Desk
from handlers.importing.delivering import bring_all
from handlers.outreach import unreachable
from handlers.people.apart import overdue
from handlers.people.due import due
from handlers.playbooks.shelf import Shelf
from knowledge.loading.reading import UnusableKnowledge, load
from knowledge.model import Library
from knowledge.passages.index import index_of
from knowledge.understanding.calendars import warm
from storage.post import heard, outbox, parcels
from storage.post.outbox import Post
from storage.scheduling import glances
from storage.store import StorageError, Store, Tx

if TYPE_CHECKING:
    from bot.teams.app import TeamsApp

log = logging.getLogger("gatepost")

LOOK = 2.0  # seconds in which a database that is well answers
UNDECIDED = timedelta(days=1)  # lists that nobody brought in or dropped
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
    parcels.forget(tx, now() - UNDECIDED)


def library(settings: Settings) -> Library:
    """Load what we ask, with the playbooks of the house where there are any."""
    return load(settings.gatepost_playbooks)


def shelf(settings: Settings) -> Shelf:
    """Load what holds; bad files of the folder leave those in force that a server took in."""
    try:
        return Shelf(library(settings))
    except UnusableKnowledge as wrong:
        log.error("the playbooks in the folder cannot be used:\n%s", wrong)
        return Shelf(load())


@dataclass(frozen=True, slots=True)
class House:
    """An open store and the desk on it."""

    store: Store
    desk: Desk
    folder: Folder
    clock: Callable[[], datetime] = now
    studio: Studio = field(default_factory=Studio)

    @classmethod
    def open(cls, settings: Settings, clock: Callable[[], datetime] = now) -> House:
        """Open the store, made or brought up to date first; raises StorageError.

        Raises UnusableKnowledge where the folder's playbooks are bad and no good ones are known.
        """
        store = Store.open(settings.database_url, create=True)
        known = load()
        index_of(known)  # before the first question, which would wait for it
        desk = Desk(store, known, now=clock)
        folder = Folder(settings.gatepost_playbooks, store, desk, clock)
        folder.open()
        Thread(target=warm, name="calendars", daemon=True).start()
        return cls(store, desk, folder, clock)

    @asynccontextmanager
    async def sending(
        self, posters: Mapping[str, Poster], noted: Noted = unnoted
    ) -> AsyncIterator[None]:
        """Send what the desk leaves in the outbox while the block runs."""
        sender = Sender(self.store, posters, self.clock, library=self.desk.shelf, noted=noted)
        self.desk.wake = sender.wake
        clock = Clock(self.store, self.clock, sender.wake, self.desk.shelf)
        running = asyncio.create_task(sender.run())
        watching = asyncio.create_task(self.folder.run())
        ticking = asyncio.create_task(clock.run())
        tidying = asyncio.create_task(self._tidy())
        looking = asyncio.create_task(self._look_after())
        bringing = asyncio.create_task(self._bring_in())
        try:
            yield
        finally:
            self.desk.wake = lambda: None
            tidying.cancel()
            looking.cancel()
            bringing.cancel()
            ticking.cancel()
            watching.cancel()
            await sender.stop()
            await running
            await asyncio.to_thread(self.studio.close)

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

    async def put(self, tenant: str, post: Post) -> None:
        """Put a message into the outbox for a platform that has no other way to be sure of it."""

        def work(tx: Tx) -> int:
            return outbox.put(tx, tenant, self.clock(), post)

        if await asyncio.wrap_future(self.store.write(work)):
            self.desk.wake()

    async def lost(self, tenant: str, address: str, reason: str) -> None:
        """Tell the admins that nothing arrives at an address any more."""

        def work(tx: Tx) -> None:
            unreachable(tx, tenant, tenant.partition(":")[0], address, reason, self.clock())

        await asyncio.wrap_future(self.store.write(work))
        self.desk.wake()

    async def _look_after(self) -> None:
        """Show, once a minute, what people asked apart have said by the time that was set."""
        while True:
            try:
                await self.show_overdue()
            except StorageError as wrong:
                log.warning("nobody was shown what others said: %s", wrong)
            await asyncio.sleep(60)

    async def _bring_in(self) -> None:
        """Bring in, soon after the press, the lists that people gave in chat."""
        while True:
            try:
                if await asyncio.wrap_future(self.store.read(parcels.going)):
                    await asyncio.to_thread(bring_all, self.store, self.desk, self.clock())
                    self.desk.wake()
            except StorageError as wrong:
                log.warning("a list is not in yet: %s", wrong)
            await asyncio.sleep(2)

    async def show_overdue(self) -> int:
        """Tell every asker whose time is over how it stands; gives in how many pilots."""
        found = await asyncio.wrap_future(self.store.read(lambda tx: due(tx, self.clock())))
        for heard_of, pilot in found:
            work = partial(overdue, pilot_id=pilot)
            await asyncio.wrap_future(self.desk.do(heard_of, work))
        if found:
            self.desk.wake()
        return len(found)

    async def _tidy(self) -> None:
        """Forget, once an hour, what nobody will ask about any more."""
        while True:
            try:
                await asyncio.wrap_future(self.store.write(forget_old))
            except StorageError as wrong:
                log.warning("nothing was tidied up: %s", wrong)
            await asyncio.sleep(3600)


def serve_app(settings: Settings, clock: Callable[[], datetime] = now) -> ASGIApp:
    """Make the web app of `gatepost serve`; raises NoPlatform, BadSettings and StorageError."""
    for_slack, for_teams = slack_config(settings), teams_config(settings)
    if for_slack is None and for_teams is None:
        raise NoPlatform(
            "SLACK_BOT_TOKEN is not set, nor is TEAMS_APP_ID, so there is nothing to serve. "
            "See docs/slack.md and docs/teams.md, or try `gatepost demo` first."
        )
    house = House.open(settings, clock)
    metrics = Metrics()
    desk = CountedDesk(house.desk, metrics)
    platforms: list[SlackApp | TeamsApp] = []
    if for_slack is not None:
        platforms.append(SlackApp(for_slack, desk, draw=house.studio.draw))
    if for_teams is not None:
        platforms.append(_teams(for_teams, house, desk))
    return _served(house, platforms, metrics)


def _teams(config: TeamsConfig, house: House, desk: Asked) -> TeamsApp:
    """Make Teams' side, whose SDK takes a third of a second to be read."""
    from bot.teams.app import TeamsApp

    return TeamsApp(config, desk, house.store, house.put, lost=house.lost)


def _served(house: House, platforms: Sequence[SlackApp | TeamsApp], metrics: Metrics) -> ASGIApp:
    posters: dict[str, Poster] = {one.name: one.poster for one in platforms}

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        for one in platforms:
            await one.start()
        async with house.sending(posters, metrics.delivered):
            listing = [asyncio.create_task(one.list_everybody()) for one in platforms]
            yield
            for task in listing:
                task.cancel()
        for one in platforms:
            await one.stop()
        house.store.close()

    async def ready(request: Request) -> Response:
        health, database = [one.health() for one in platforms], await house.health()
        told = {one.name: state.words for one, state in zip(platforms, health, strict=True)}
        told["database"] = database or "answers"
        well = all(state.ok for state in health) and not database
        return JSONResponse(told, status_code=200 if well else 503)

    async def measured(request: Request) -> Response:
        database = await house.health()
        waiting = {} if database else await asyncio.wrap_future(house.store.read(outbox.waiting))
        well = {one.name: one.health().ok for one in platforms} | {"database": not database}
        return Response(metrics.page(waiting, well), media_type=KIND)

    routes: list[BaseRoute] = [
        Route("/healthz", _alive),
        Route("/readyz", ready),
        Route("/metrics", measured),
    ]
    for one in platforms:
        routes += one.routes
    web: ASGIApp = Starlette(routes=routes, lifespan=lifespan)
    for one in platforms:
        web = one.in_front_of(web)
    return Numbered(web)


async def _alive(request: Request) -> Response:
    return JSONResponse({"ok": True})


def demo_app(settings: Settings, token: str, told: Callable[[str], None] | None = None) -> ASGIApp:
    """Make the web app of `gatepost demo`: the local chat and nothing else.

    `told` asks for the made portfolio, and hears how its telling goes.
    """
    house = House.open(settings)
    rooms = ROOMS if told is None else SAMPLE_ROOMS
    draw = house.studio.draw
    chat = LocalChat(house.store, house.desk, rooms=rooms, token=token, draw=draw)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await chat.seed()
        if told is not None:
            await Sample(house.store, house.desk.shelf.base, now()).tell(told)
        async with house.sending({"local": chat.poster}):
            yield
        house.store.close()

    outer = Starlette(lifespan=lifespan)
    outer.mount("/", chat.asgi)
    return outer
