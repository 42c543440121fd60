"""Nobody but this machine's own browser, and only with the address that was printed."""

from __future__ import annotations

import re
from hmac import compare_digest
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost"})

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
}

UNKNOWN: Final = (
    "This page opens with the address that Gatepost printed in the terminal when it started.\n"
    "Please use that one; it ends with ?token=...\n"
)

_HOST = re.compile(r"(?:127\.0\.0\.1|localhost)(?::(\d{1,5}))?", re.IGNORECASE)


class NotLoopback(Exception):
    """The local chat was asked to listen where other machines can reach it."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"The local chat lets anybody act as anybody, so it listens on this machine only: "
            f"127.0.0.1, not {host}. For a team, use `gatepost serve` with Slack or Teams."
        )


def must_be_loopback(host: str) -> None:
    """Refuse to listen for other machines; raises NotLoopback."""
    if host not in LOOPBACK:
        raise NotLoopback(host)


class Door:
    """Let a request in when its host, its origin and its token are right; say no plainly else."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        if not token:
            raise ValueError("the local chat needs a token")
        self.app = app
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        guarded = _with_headers(send)
        if answer := self.refusal(scope):
            await _answer(answer, scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)

    def refusal(self, scope: Scope) -> Response | None:
        """Give the answer that ends a request here; None lets it in."""
        connection = HTTPConnection(scope)
        hosts = connection.headers.getlist("host")
        match = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
        if match is None:
            return _no("This is a local page: open it as 127.0.0.1 or localhost.\n")
        if _acts(scope) and not _is_own(connection.headers, hosts[0]):
            return _no("Only Gatepost's own page may do that.\n")
        return self.without_token(scope, connection, f"gatepost_{match[1] or 80}")

    def without_token(
        self, scope: Scope, connection: HTTPConnection, cookie: str
    ) -> Response | None:
        given = connection.query_params.get("token")
        if given is not None and scope["type"] == "http" and scope["path"] == "/":
            return self.welcome(given, cookie)
        if self.is_right(connection.cookies.get(cookie, "")):
            return None
        return _no(UNKNOWN)

    def welcome(self, given: str, cookie: str) -> Response:
        if not self.is_right(given):
            return _no(UNKNOWN)
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(cookie, self.token, path="/", httponly=True, samesite="strict")
        return answer

    def is_right(self, given: str) -> bool:
        return compare_digest(given.encode(), self.token.encode())


def _acts(scope: Scope) -> bool:
    return scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD")


def _is_own(headers: Headers, host: str) -> bool:
    return headers.getlist("origin") == [f"http://{host}"]


def _no(text: str) -> Response:
    return PlainTextResponse(text, status_code=403)


async def _answer(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await WebSocket(scope, receive, send).close(1008)  # before it is accepted: a 403
    else:
        await answer(scope, receive, send)


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return guarded
