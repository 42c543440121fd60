"""The front door: who sends, how much and in what shape, before anything acts on it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Final

import orjson
from starlette.types import Receive, Scope, Send

from bot.doors import FRAME, Refused, body_of, headers_of
from bot.reading import Malformed, Payload, dict_at, needed, text_at, text_of, without_nul
from bot.teams.config import TeamsConfig
from bot.teams.hosts import is_loopback_url, is_service
from bot.teams.keys import KeysUnreachable
from bot.teams.tokens import CHANNEL, Bearer, Tokens, Unauthorised, may_say

_WANTED: Final = FRAME | frozenset({b"authorization"})
_LOG: Final = logging.getLogger("gatepost.teams")


class Front:
    """The ASGI app of `POST /api/messages`: method, size, token, shape, tenant; then a turn."""

    def __init__(
        self,
        config: TeamsConfig,
        tokens: Tokens,
        take: Callable[[Payload, str], Awaitable[tuple[int, object]]],
    ) -> None:
        self.config, self.tokens, self.take = config, tokens, take

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            status, content = await self._answer(scope, receive)
        except Refused as refused:
            status, content = refused.status, None
        await _send(send, status, content)

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, object]:
        if scope["method"] != "POST":
            raise Refused(405)
        headers = headers_of(scope, _WANTED)
        kind = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
        if kind != b"application/json":
            raise Refused(415)
        bearer = await self._bearer(headers)
        activity = _activity(await body_of(receive))
        try:
            return await self.take(activity, self._tenant(activity, bearer))
        except Malformed as error:
            _LOG.warning("an activity is malformed: %s", error)
            raise Refused(400) from error

    async def _bearer(self, headers: dict[bytes, bytes]) -> Bearer | None:
        """Authenticate; without an app id, on a developer's machine, there is nothing to check."""
        if not self.config.app_id:
            if self.config.dev:
                return None
            raise Refused(401)
        try:
            return await self.tokens.check(headers.get(b"authorization", b"").decode("latin-1"))
        except Unauthorised as error:
            _LOG.info("a request was refused: %s", error)
            raise Refused(401) from error
        except KeysUnreachable as error:
            raise Refused(503) from error

    def _tenant(self, activity: Payload, bearer: Bearer | None) -> str:
        """Say who speaks, where service, channel and tenant may; raises Refused, Malformed."""
        needed(activity, "type")
        url = needed(activity, "serviceUrl")
        channel = text_of(activity, "channelId") or CHANNEL
        if bearer is None:
            known = is_loopback_url(url)
        else:
            known = may_say(bearer, url, channel) and is_service(url, dev=self.config.dev)
        if not known or channel != CHANNEL:
            raise Refused(401)
        tenant = tenant_of(activity)
        if self.config.tenants and tenant not in self.config.tenants:
            _LOG.warning("a tenant that is not on the list was refused")
            raise Refused(403)
        return tenant


def tenant_of(activity: Payload) -> str:
    """Return whom an activity belongs to; raises Malformed where it names nobody, or two."""
    said = text_at(activity, "channelData", "tenant", "id")
    also = text_of(dict_at(activity, "conversation"), "tenantId")
    if said and also and said.lower() != also.lower():
        raise Refused(403)
    if not (said or also):
        raise Malformed("no tenant is named")
    return (said or also).lower()


def _activity(body: bytes) -> Payload:
    try:
        activity = orjson.loads(without_nul(body))
    except orjson.JSONDecodeError as error:
        raise Refused(400) from error
    if not isinstance(activity, dict):
        raise Refused(400)
    return activity


async def _send(send: Send, status: int, content: object) -> None:
    body = b"" if content is None else orjson.dumps(content)
    headers = [(b"content-length", b"%d" % len(body))]
    if body:
        headers.append((b"content-type", b"application/json"))
    if status == 405:
        headers.append((b"allow", b"POST"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
