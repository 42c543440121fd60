"""Deliveries, put into Slack: what went wrong, in the outbox's words, and what is there already."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final, NoReturn

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.ports import UNREADABLE, NotSent, Permanent, TryLater, Unknown, Unreadable
from bot.render import blockkit
from bot.slack.clients import retry_after
from bot.slack.directory import WITHIN, room_in
from bot.slack.log import reason
from bot.slack.pictures import Uploads
from bot.slack.talk import REFUSED_LAYOUT
from handlers.cards import Card, Chart, from_json
from storage.post.outbox import Delivery
from storage.tenant.rooms import Room

EVENT_TYPE: Final = "gatepost_delivery"  # names our metadata; its payload is the delivery's key
PAGES, PAGE = 2, 100  # how far back a delivery of unknown outcome is looked for
UNREACHED: Final = timedelta(seconds=10)
REPAIRED: Final = timedelta(minutes=5)
ADDRESSES: Final = 10_000

CROWD, CROWDS = 1000, 10  # members asked for at once, and how often
_PEOPLE: Final = ("U", "W")
_SECOND: Final = timedelta(seconds=1)  # Slack's pace: a message a second and channel
# What somebody can put right, so that nothing is lost meanwhile; every other refusal is for ever.
_REPAIRABLE: Final = frozenset(
    {
        *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"),
        *("access_denied", "accesslimited", "team_added_to_org", "org_login_required"),
        *("service_unavailable", "missing_scope"),
    }
)
_UNSURE: Final = frozenset({"internal_error", "fatal_error", "request_timeout"})
_LOG: Final = logging.getLogger("gatepost.slack")


class SlackPoster:
    """The delivery client with its answers understood."""

    def __init__(
        self,
        client: AsyncWebClient,
        draw: Callable[[Chart], Awaitable[bytes | None]] | None = None,
    ) -> None:
        self.client = client
        self.pictures = Uploads(client, draw)
        self.pace = _SECOND
        self.simplified = 0  # messages whose layout Slack refused, sent as words alone
        self._channels: dict[str, str] = {}
        self._clock = time.monotonic
        self._hushed = 0.0  # until then Slack wants no questions about channels

    async def post(self, delivery: Delivery) -> str:
        """Post it, bearing its key where others cannot see it."""
        if delivery.only_for:
            place = {"channel": delivery.address, "user": delivery.only_for}
            answer = await self._laid_out("chat.postEphemeral", delivery, place)
            return str(answer.get("message_ts") or "")
        answer = await self._laid_out(
            "chat.postMessage",
            delivery,
            {
                "channel": delivery.address,
                "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": delivery.key}},
                "unfurl_links": False,
                "unfurl_media": False,
            },
        )
        return str(answer["ts"])

    async def update(self, delivery: Delivery) -> str:
        channel = await self._channel(delivery.address)
        place = {"channel": channel, "ts": delivery.updates}
        return str((await self._laid_out("chat.update", delivery, place))["ts"])

    async def find(self, delivery: Delivery) -> str | Unreadable | None:
        """Look through what we posted last for the delivery's key."""
        if delivery.only_for:
            return UNREADABLE
        try:
            return await self._found(delivery)
        except Permanent:
            return UNREADABLE
        except TryLater as error:
            if error.reason == "missing_scope":
                return UNREADABLE
            raise

    async def room(self, address: str) -> Room | None:
        """Ask what a channel is now: news of it may have been missed while nothing ran."""
        found = await self._asked("conversations.info", {"channel": address})
        return room_in(found["channel"]) if found else None

    async def members(self, address: str) -> tuple[str, ...] | None:
        """Ask who is in a channel, all of them; None where there are too many to list."""
        about: dict[str, Any] = {"channel": address, "limit": CROWD}
        users: list[str] = []
        for _ in range(CROWDS):
            page = await self._asked("conversations.members", about)
            if page is None:
                return None
            users += map(str, page.get("members") or ())
            about["cursor"] = (page.get("response_metadata") or {}).get("next_cursor")
            if not about["cursor"]:
                return tuple(users)
        return None

    async def _asked(self, method: str, about: dict[str, Any]) -> AsyncSlackResponse | None:
        """Ask about a channel; what Slack does not say soon is taken as it was known before."""
        if about["channel"].startswith(_PEOPLE) or self._clock() < self._hushed:
            return None
        try:
            async with asyncio.timeout(WITHIN):
                return await self._call(method, params=about)
        except TryLater as error:
            self._hushed = self._clock() + error.after.total_seconds()
        except (NotSent, TimeoutError) as error:
            _LOG.info("a channel was not looked up: %s", reason(error))
        return None

    async def _found(self, delivery: Delivery) -> str | None:
        method = "conversations.replies" if delivery.thread else "conversations.history"
        about: dict[str, Any] = {
            "channel": await self._channel(delivery.address),
            "limit": PAGE,
            "include_all_metadata": True,
            **({"ts": delivery.thread} if delivery.thread else {}),
        }
        for _ in range(PAGES):
            page = await self._call(method, params=about)
            for message in page.get("messages") or []:
                if _key(message) == delivery.key:
                    return str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
            about["cursor"] = cursor
        return None

    async def _channel(self, address: str) -> str:
        """Return the conversation behind an address, which for a person is found by opening it."""
        if not address.startswith(_PEOPLE):
            return address
        known = self._channels.get(address)
        if known is None:
            opened = await self._call("conversations.open", json={"users": address})
            if len(self._channels) >= ADDRESSES:
                self._channels.clear()
            known = self._channels[address] = str(opened["channel"]["id"])
        return known

    async def _laid_out(
        self, method: str, delivery: Delivery, place: dict[str, Any]
    ) -> AsyncSlackResponse:
        card = from_json(delivery.card)
        where = place | ({"thread_ts": delivery.thread} if delivery.thread else {})
        try:
            return await self._illustrated(method, card, where)
        except _Layout as refused:
            self.simplified += 1
            _LOG.error("Slack refused the layout of delivery %s: %s", delivery.id, refused)
            return await self._call(method, json={**_simple(card, method), **where})

    async def _illustrated(
        self, method: str, card: Card, where: dict[str, Any]
    ) -> AsyncSlackResponse:
        """Send a card with its pictures, or where Slack does not take those yet, without."""
        files = await self.pictures.of(card)
        if files:
            try:
                return await self._call(method, json={**blockkit.message(card, files), **where})
            except _Layout as refused:
                _LOG.warning("Slack refused a message with pictures: %s", refused)
        return await self._call(method, json={**blockkit.message(card), **where})

    async def _call(self, method: str, **content: Any) -> AsyncSlackResponse:
        if self.client.session is None or self.client.session.closed:
            raise TryLater("not connected", UNREACHED)
        verb = "GET" if "params" in content else "POST"
        try:
            return await self.client.api_call(method, http_verb=verb, **content)
        except SlackApiError as error:
            _raise_meaning(error)
        except aiohttp.ClientConnectorError as error:
            raise TryLater("unreachable", UNREACHED) from error  # nothing was sent
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise Unknown(type(error).__name__) from error  # ValueError: bytes that are no UTF-8


class _Layout(NotSent):
    """Slack does not take these blocks."""


def _raise_meaning(error: SlackApiError) -> NoReturn:
    """Say what a refusal means; one that cannot be read may hide a message that was posted."""
    response = error.response
    if not isinstance(response, AsyncSlackResponse):
        raise Unknown("unreadable answer") from error
    code = reason(error)
    if response.status_code == 429 or code in {"ratelimited", "rate_limited"}:
        raise TryLater("ratelimited", retry_after(dict(response.headers))) from error
    if response.status_code >= 500 or code in _UNSURE or not response.get("error"):
        raise Unknown(f"{response.status_code} {code}") from error
    if code in REFUSED_LAYOUT:
        raise _Layout(code) from error
    if code in _REPAIRABLE:
        raise TryLater(code, REPAIRED) from error
    raise Permanent(code) from error


def _simple(card: Card, method: str) -> dict[str, Any]:
    """Send words alone; an update must also take away the blocks that stood there."""
    short = blockkit.short(card)
    return {**short, "blocks": []} if method == "chat.update" else short


def _key(message: dict[str, Any]) -> object:
    metadata = message.get("metadata") or {}
    ours = metadata.get("event_type") == EVENT_TYPE
    return (metadata.get("event_payload") or {}).get("key") if ours else None
