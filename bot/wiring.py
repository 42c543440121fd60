"""Where all is put together: the store, the knowledge, the desk, the sender and the platforms."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.local.chat import LocalChat
from bot.local.sample import SAMPLE_ROOMS, Sample
from bot.local.seeds import ROOMS
from bot.platforms import slack_config, teams_config
from bot.ports import Desk as Asked
from bot.ports import Poster
from bot.running.house import House, now
from bot.settings import Settings
from bot.slack.config import SlackConfig
from bot.teams.config import TeamsConfig
from bot.watching.logs import Numbered
from bot.watching.metrics import KIND, CountedDesk, Metrics
from storage.post import outbox

if TYPE_CHECKING:  # each takes a third of a second to be read, and is read where it is served
    from bot.slack.app import SlackApp
    from bot.teams.app import TeamsApp


class NoPlatform(Exception):
    """There is nothing to serve: no platform has its settings."""


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
        platforms.append(_slack(for_slack, house, desk))
    if for_teams is not None:
        platforms.append(_teams(for_teams, house, desk))
    return _served(house, platforms, metrics)


def _slack(config: SlackConfig, house: House, desk: Asked) -> SlackApp:
    from bot.slack.app import SlackApp

    return SlackApp(config, desk, draw=house.studio.draw)


def _teams(config: TeamsConfig, house: House, desk: Asked) -> TeamsApp:
    from bot.teams.app import TeamsApp

    at_home = replace(config, homes=house.homes)
    return TeamsApp(at_home, desk, house.store, house.put, lost=house.lost)


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
