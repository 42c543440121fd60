"""Clients of Slack's Web API: one for whoever waits for an answer, one for deliveries."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import aiohttp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.config import SlackConfig

UNSAID: Final = timedelta(seconds=30)  # where Slack names no time that can be read
LONGEST: Final = timedelta(hours=1)
PATIENCE: Final = timedelta(seconds=5)  # a person's click is not worth waiting for longer
TIMEOUT: Final = 10  # seconds for one call, connecting included
CONNECTIONS: Final = 64

# slack_sdk puts whole bodies together for its log unless the logger itself is set above DEBUG.
_LOG: Final = logging.getLogger("gatepost.slack.api")
_LOG.setLevel(logging.WARNING)


class RedirectRefused(aiohttp.ClientError):
    """Slack's API redirects nobody: following would hand the token to somebody else."""


async def _no_redirects(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    response = await handler(request)
    if 300 <= response.status < 400:
        response.close()
        raise RedirectRefused(f"{response.status} from {request.url.host}")
    return response


def new_session() -> aiohttp.ClientSession:
    """Open the session that all clients share; proxies and certificates are the environment's."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=TIMEOUT),
        connector=aiohttp.TCPConnector(limit=CONNECTIONS),
        middlewares=(_no_redirects,),
        trust_env=True,
    )


def retry_after(headers: Mapping[str, object]) -> timedelta:
    """Read Retry-After, tolerantly: no number (or a silly one) means half a minute.

    slack_sdk hands header values over as lists or as text.
    """
    found = {name.lower(): value for name, value in headers.items()}.get("retry-after")
    text = found[0] if isinstance(found, list) and found else found
    try:
        wait = timedelta(seconds=float(str(text)))
    except (ValueError, OverflowError):
        return UNSAID
    return min(wait, LONGEST) if wait >= timedelta() else UNSAID


class BusyHandler(AsyncRetryHandler):
    """Wait out a 429 once, when that is short."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        busy = response is not None and response.status_code == 429
        return busy and response is not None and retry_after(response.headers) <= PATIENCE

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        state.next_attempt_requested = True
        if response is not None:
            await asyncio.sleep(retry_after(response.headers).total_seconds())
        state.increment_current_attempt()


def interactive(config: SlackConfig) -> AsyncWebClient:
    """Make the client for whoever waits: it tries once more after a lost connection or a 429."""
    return _client(config, [AsyncConnectionErrorRetryHandler(), BusyHandler()])


def delivery(config: SlackConfig) -> AsyncWebClient:
    """Make the client for posts: it never repeats anything by itself, the outbox decides that."""
    return _client(config, [])


def _client(config: SlackConfig, retries: list[AsyncRetryHandler]) -> AsyncWebClient:
    """Make a client; its session is set once a loop runs."""
    client = AsyncWebClient(
        token=config.bot_token,
        base_url=config.api_url,
        timeout=TIMEOUT,
        logger=_LOG,
        retry_handlers=retries,
    )
    # slack_sdk takes HTTPS_PROXY without NO_PROXY; the session honours both.
    client.proxy = None
    return client
