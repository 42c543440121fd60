"""Socket Mode: the same router behind a WebSocket that Slack hands out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final

import orjson
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.socket_mode.websockets import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.config import SlackConfig
from bot.slack.hosts import socket_url
from bot.slack.log import reason
from bot.slack.payload import FastRequest
from bot.slack.tasks import Tasks
from bot.watching.logs import begin_request

CHECK: Final = 1.0  # seconds between two looks at the connection
PATIENCE: Final = 10.0  # seconds for one attempt to connect
SLOWEST: Final = 30.0  # seconds between two attempts, at most
PING: Final = 10.0

_LOG: Final = logging.getLogger("gatepost.slack")
_SDK_LOG: Final = logging.getLogger("gatepost.slack.socket")
_SDK_LOG.setLevel(logging.CRITICAL)  # it quotes messages; the watchdog says what matters


class _Client(SocketModeClient):
    """Slack's client, which connects only where Slack's own hosts are."""

    async def issue_new_wss_url(self) -> str:
        answer = await self.web_client.apps_connections_open(app_token=self.app_token)
        return socket_url(str(answer["url"]), self.web_client.base_url)


class SocketLine:
    """Keep one connection up, and acknowledge what the router has dealt with."""

    def __init__(
        self,
        config: SlackConfig,
        web: AsyncWebClient,
        dispatch: Callable[[FastRequest], Awaitable[BoltResponse]],
        clock: Callable[[], float],
    ) -> None:
        self.config, self.web, self.dispatch, self.clock = config, web, dispatch, clock
        self.tasks = Tasks()
        self.client: _Client | None = None
        self._watch: asyncio.Task[None] | None = None
        self._up_at: float | None = None
        self._lost_at: float | None = clock()

    async def start(self) -> None:
        """Connect once; where that fails the watchdog goes on."""
        self.client = _Client(
            self.config.app_token,
            _SDK_LOG,
            self.web,
            auto_reconnect_enabled=False,
            ping_interval=PING,
        )
        self.client.socket_mode_request_listeners.append(self._handle)
        await self._connect(self.client)
        self._watch = asyncio.create_task(self._keep(self.client))

    async def stop(self, seconds: float) -> None:
        """Take nothing new (Slack sends it again), finish what was begun, close."""
        if self.client is None:
            return
        self.client.socket_mode_request_listeners.clear()
        if self._watch is not None:
            self._watch.cancel()
        await self.tasks.drain(seconds)
        await self.client.close()  # type: ignore[no-untyped-call]  # slack_sdk left it bare

    def lost_for(self) -> timedelta:
        """Say how long there has been no connection; zero: there is one."""
        if self._lost_at is None:
            return timedelta()
        return timedelta(seconds=max(self.clock() - self._lost_at, 1e-6))

    async def _keep(self, client: _Client) -> None:
        """Reconnect with a fresh address whenever the connection is gone, ever more slowly."""
        wait = CHECK
        while True:
            await asyncio.sleep(wait)
            if await client.is_connected():
                self._lost_at, wait = None, CHECK
                continue
            self._lost_at = self.clock() if self._lost_at is None else self._lost_at
            wait = CHECK if await self._connect(client) else min(wait * 2, SLOWEST)

    async def _connect(self, client: _Client) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                await client.connect_to_new_endpoint(force=True)
        except Exception as error:  # noqa: BLE001 - whatever it was, we try again
            _LOG.warning("Socket Mode does not connect: %s", reason(error))
            return False
        self._lost_at = None
        return True

    async def _handle(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.tasks.start(self._answer(client, request))

    async def _answer(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        """Acknowledge after the commit; what was not saved is not, so it comes again."""
        begin_request(request.envelope_id.encode())
        body: Any = request.payload
        if not isinstance(body, dict):
            return
        heard = FastRequest(
            body, at=self.clock(), attempt=request.retry_attempt or 0, mode="socket_mode"
        )
        response = await self.dispatch(heard)
        if response.status == 503:
            return
        payload = orjson.loads(response.body) if response.status == 200 and response.body else None
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))
