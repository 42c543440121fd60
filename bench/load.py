"""People who type: signed requests made beforehand, sent over connections that stay open."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Final

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"


class Unanswered(AssertionError):
    """A request was not answered with 200."""


@dataclass(slots=True)
class Load:
    """What came of many requests; seconds."""

    took: list[float] = field(default_factory=list)
    wall: float = 0.0

    def add(self, other: Load) -> None:
        """Count another load's requests too, sent after these."""
        self.took += other.took
        self.wall += other.wall

    @property
    def p50(self) -> float:
        return median(self.took)

    @property
    def p99(self) -> float:
        return quantiles(self.took, n=100)[98]

    @property
    def rate(self) -> float:
        return len(self.took) / self.wall


def signed(secret: str, body: bytes, kind: str) -> bytes:
    """Make the bytes of one request as Slack sends it, signed now: good for five minutes."""
    at = str(int(time.time()))
    digest = hmac.new(secret.encode(), b"v0:%s:%s" % (at.encode(), body), hashlib.sha256)
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        f"X-Slack-Request-Timestamp: {at}\r\nX-Slack-Signature: v0={digest.hexdigest()}\r\n\r\n"
    )
    return head.encode() + body


async def send(port: int, lanes: Sequence[Sequence[bytes]]) -> Load:
    """Send each lane over a connection of its own, one request after the other's answer."""
    load = Load()
    lines = [await asyncio.open_connection("127.0.0.1", port) for _ in lanes]
    begun = time.perf_counter()
    await asyncio.gather(
        *(_lane(load, *line, lane) for line, lane in zip(lines, lanes, strict=True))
    )
    load.wall = time.perf_counter() - begun
    for _, writer in lines:
        writer.close()
        await writer.wait_closed()
    return load


async def _lane(
    load: Load, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lane: Sequence[bytes]
) -> None:
    for request in lane:
        begun = time.perf_counter()
        writer.write(request)
        await _answered(reader)
        load.took.append(time.perf_counter() - begun)


async def _answered(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
    await reader.readexactly(int(length or 0))
    if b" 200 " not in head.partition(b"\r\n")[0]:
        raise Unanswered(head.decode())


def spread(requests: Sequence[bytes], lanes: int) -> list[Sequence[bytes]]:
    """Deal requests out to so many connections."""
    return [requests[lane::lanes] for lane in range(lanes)]
