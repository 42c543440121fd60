"""Slack's side as one thing to start, stop and ask how it is."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.ports import Desk, Health
from bot.slack import clients
from bot.slack.config import SlackConfig
from bot.slack.directory import FAILURES, Directory
from bot.slack.files import Files
from bot.slack.front import Front
from bot.slack.log import reason
from bot.slack.payload import FastRequest
from bot.slack.poster import SlackPoster
from bot.slack.replies import Replies
from bot.slack.roster import Lister
from bot.slack.router import Router
from bot.slack.socket import SocketLine
from bot.slack.talk import Talk
from bot.slack.tasks import Tasks
from handlers.cards import Chart

PATH: Final = "/slack/events"
DRAIN: Final = 5.0  # seconds for answers that are still being shown when we stop
INTRODUCTION: Final = 5.0  # seconds between two attempts to learn who we are

_LOG: Final = logging.getLogger("gatepost.slack")
_BOLT_LOG: Final = logging.getLogger("gatepost.slack.bolt")
_BOLT_LOG.setLevel(logging.ERROR)  # below that it logs bodies, and advice that is not for us


class SlackApp:
    """Slack over signed HTTP, and over Socket Mode when there is an app token.

    `asgi` (or `routes`) belongs into the web server; `poster` into the sender.
    """

    name = "slack"

    def __init__(
        self,
        config: SlackConfig,
        desk: Desk,
        *,
        clock: Callable[[], float] = time.time,
        draw: Callable[[Chart], Awaitable[bytes | None]] | None = None,
    ) -> None:
        self.config = config
        self.client = clients.interactive(config)
        self.delivery = clients.delivery(config)
        self.directory = Directory(self.client, clock)
        self.poster = SlackPoster(self.delivery, draw)
        self.tasks = Tasks()
        router = Router(
            desk, self.directory, Files(self.client), Replies(Talk(self.client), self.tasks)
        )
        self.bolt = self._bolt(router)
        self.asgi = Front(config.secrets, self._dispatch, clock)
        self.routes = [Route(PATH, self.asgi, methods=None)]
        self.socket = (
            SocketLine(config, self.client, self._dispatch, clock) if config.app_token else None
        )
        self._session: aiohttp.ClientSession | None = None
        self._introduction: asyncio.Task[None] | None = None
        self._lister = Lister(self.client, self.directory, desk, clock)
        self._refusal = "not started"
        self._known = asyncio.Event()

    def _bolt(self, router: Router) -> AsyncApp:
        """Switch off what the front door has done already; leave Bolt its errors and its order."""
        bolt = AsyncApp(
            name="gatepost",
            logger=_BOLT_LOG,
            client=AsyncWebClient(token=self.config.bot_token, base_url=self.config.api_url),
            before_authorize=router,  # before anything of Bolt's reads a body that may be malformed
            process_before_response=True,
            request_verification_enabled=False,
            ssl_check_enabled=False,
            url_verification_enabled=False,
            ignoring_self_events_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        bolt.error(router.failed)
        return bolt

    def in_front_of(self, app: ASGIApp) -> ASGIApp:
        """Answer Slack before the web framework looks at anything: a tenth of a request's cost."""

        async def either(scope: Scope, receive: Receive, send: Send) -> None:
            ours = scope["type"] == "http" and scope["path"] == PATH
            await (self.asgi if ours else app)(scope, receive, send)

        return either

    async def _dispatch(self, request: FastRequest) -> BoltResponse:
        if self._session is None:
            return BoltResponse(status=503)
        return await self.bolt.async_dispatch(request)

    async def start(self) -> None:
        """Open connections and learn who we are, going on trying where Slack is not reached."""
        self._session = clients.new_session()
        self.client.session = self.delivery.session = self._session
        if not await self._introduce():
            self._introduction = asyncio.create_task(self._keep_introducing())
        if self.socket is not None:
            await self.socket.start()

    async def _introduce(self) -> bool:
        try:
            await self.directory.identify()
        except FAILURES as error:
            self._refusal = reason(error)
            _LOG.error("Slack's auth.test failed: %s", self._refusal)
            return False
        self._refusal = ""
        self._known.set()
        return True

    async def _keep_introducing(self) -> None:
        known = False
        while not known:
            await asyncio.sleep(INTRODUCTION)
            known = await self._introduce()

    async def list_everybody(self) -> None:
        """Tell the desk who there is and where we are, as soon as Slack knows us."""
        await self._known.wait()
        await self._lister.list_everything()

    async def stop(self) -> None:
        """Take nothing new, finish what was begun, close."""
        if self._introduction is not None:
            self._introduction.cancel()
        if self.socket is not None:
            await self.socket.stop(DRAIN)
        if given_up := await self.tasks.drain(DRAIN):
            _LOG.warning("%d answers were not shown before the end", given_up)
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    def health(self) -> Health:
        if self._refusal:
            return Health(False, f"Slack does not know us: {self._refusal}")
        if self.socket is None:
            return Health(True, "connected over HTTP")
        lost = self.socket.lost_for()
        words = "disconnected from Socket Mode" if lost else "connected over Socket Mode"
        return Health(not lost, words, lost)
