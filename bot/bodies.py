"""Read the body of an answer piece by piece, and never more of it than is wanted."""

from __future__ import annotations

from typing import Final

import aiohttp

PIECE: Final = 64 * 1024


class TooMuch(Exception):
    """More came than was announced, or than is taken."""


async def read_whole(response: aiohttp.ClientResponse, limit: int) -> bytes:
    """Return the whole body; raises TooMuch as soon as it is longer than the limit, in bytes."""
    announced = response.content_length
    if announced is not None and "Content-Encoding" not in response.headers:
        if announced > limit:
            raise TooMuch
        return await response.read()
    parts: list[bytes] = []
    size = 0
    async for piece in response.content.iter_chunked(PIECE):
        parts.append(piece)
        size += len(piece)
        if size > limit:
            raise TooMuch
    return b"".join(parts)
