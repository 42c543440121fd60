"""What every HTTP door does first: each header once, a body of bounded size, else a status."""

from __future__ import annotations

import asyncio
from collections.abc import Set
from typing import Final

from starlette.types import Message, Receive, Scope

BODY_LIMIT: Final = 1_000_000  # bytes; what Slack and Teams send stays below a quarter of that
WITHIN: Final = 10.0  # seconds for a body to come in; Teams itself gives up after 15
FRAME: Final = frozenset({b"content-type", b"content-encoding", b"content-length"})


class Refused(Exception):
    """A request that gets a status and no more words."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def headers_of(scope: Scope, wanted: Set[bytes]) -> dict[bytes, bytes]:
    """Return the headers that count, those of FRAME among them.

    Raises Refused where one of them comes twice, and where the body is too long or packed.
    """
    pairs = [pair for pair in scope["headers"] if pair[0] in wanted]
    headers = dict(pairs)
    if len(headers) != len(pairs):
        raise Refused(400)
    length = headers.get(b"content-length", b"0")
    if not length.isdigit() or len(length) > 9 or int(length) > BODY_LIMIT:
        raise Refused(413)
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise Refused(415)
    return headers


async def body_of(receive: Receive) -> bytes:
    """Read the whole body; raises Refused as soon as it is too long, or too slow."""
    first = await receive()
    if not first.get("more_body", False):
        return _piece(first)
    try:
        async with asyncio.timeout(WITHIN):
            return await _gathered(_piece(first), receive)
    except TimeoutError as error:
        raise Refused(408) from error


async def _gathered(body: bytes, receive: Receive) -> bytes:
    parts, size, more = [body], len(body), True
    while more:
        message = await receive()
        parts.append(_piece(message))
        size += len(parts[-1])
        if size > BODY_LIMIT:
            raise Refused(413)
        more = message.get("more_body", False)
    return b"".join(parts)


def _piece(message: Message) -> bytes:
    if message["type"] == "http.disconnect":
        raise Refused(400)
    piece: bytes = message.get("body", b"")
    if len(piece) > BODY_LIMIT:
        raise Refused(413)
    return piece
