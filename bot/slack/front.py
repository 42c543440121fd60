"""The front door: nothing reads a request before its raw bytes are known to be Slack's."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

import orjson
from slack_bolt.response import BoltResponse
from starlette.types import Receive, Scope, Send

from bot.doors import FRAME, Refused, body_of, headers_of
from bot.reading import Malformed, Payload
from bot.slack.payload import FORM, FastRequest, decode
from bot.slack.signature import is_signed

_SSL_CHECK: Final = re.compile(rb"(?:^|&)ssl_check=1(?:&|$)")
_WANTED: Final = FRAME | frozenset(
    {b"x-slack-signature", b"x-slack-request-timestamp", b"x-slack-retry-num"}
)


class Front:
    """The ASGI app of `POST /slack/events`: method, size, signature, shape; then Bolt."""

    def __init__(
        self,
        secrets: Sequence[bytes],
        dispatch: Callable[[FastRequest], Awaitable[BoltResponse]],
        clock: Callable[[], float],
    ) -> None:
        self.secrets, self.dispatch, self.clock = secrets, dispatch, clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await self._answer(scope, receive)
        except Refused as refused:
            response = BoltResponse(status=refused.status)
        await _send(send, response)

    async def _answer(self, scope: Scope, receive: Receive) -> BoltResponse:
        if scope["method"] != "POST":
            raise Refused(405)
        headers = headers_of(scope, _WANTED)
        body = await body_of(receive)
        if _is_probe(headers, body):
            return BoltResponse(status=200)
        self._check(headers, body)
        payload = _payload(body, headers)
        if payload.get("type") == "url_verification":
            return _challenge(payload)
        attempt = headers.get(b"x-slack-retry-num", b"0")
        return await self.dispatch(
            FastRequest(
                payload,
                at=int(headers[b"x-slack-request-timestamp"]),
                attempt=int(attempt) if attempt.isdigit() and len(attempt) < 4 else 0,
            )
        )

    def _check(self, headers: dict[bytes, bytes], body: bytes) -> None:
        timestamp = headers.get(b"x-slack-request-timestamp", b"")
        signature = headers.get(b"x-slack-signature", b"")
        if not is_signed(self.secrets, timestamp, signature, body, self.clock()):
            raise Refused(401)


def _is_probe(headers: dict[bytes, bytes], body: bytes) -> bool:
    """Tell Slack's own look at our certificate: a form, answered without a look at it."""
    return (
        b"ssl_check=1" in body
        and headers.get(b"content-type", b"").startswith(FORM)
        and _SSL_CHECK.search(body) is not None
    )


def _payload(body: bytes, headers: dict[bytes, bytes]) -> Payload:
    try:
        return decode(body, headers.get(b"content-type", b""))
    except Malformed as error:
        raise Refused(400) from error


def _challenge(payload: Payload) -> BoltResponse:
    challenge = payload.get("challenge")
    if not isinstance(challenge, str):
        raise Refused(400)
    return BoltResponse(status=200, body=orjson.dumps({"challenge": challenge}).decode())


async def _send(send: Send, response: BoltResponse) -> None:
    body = response.body.encode()
    kind = response.headers["content-type"][0].encode()
    headers = [(b"content-type", kind), (b"content-length", b"%d" % len(body))]
    if response.status == 405:
        headers.append((b"allow", b"POST"))
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
