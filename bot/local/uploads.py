"""A file on its way from the page: read to its limit and no further."""

from __future__ import annotations

from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request

from bot.local.frames import Give
from handlers.files import limit_of


async def given(request: Request) -> Give | None:
    """Read a file that the page sends; None: it is none, or it broke off.

    What is too large has no content.
    """
    about = dict(request.query_params)
    about.pop("as", None)
    size = about.pop("size", "")
    if "content" in about:
        return None
    try:
        give = Give(**about, size=int(size) if size.isascii() and size.isdigit() else -1)  # type: ignore[arg-type]  # pydantic looks at them
    except (ValidationError, TypeError, ValueError):
        return None
    limit = limit_of(give.name)
    try:
        content = await _read(request, limit)
    except ClientDisconnect:
        return None
    if content is None:
        return give.model_copy(update={"size": max(give.size, limit + 1)})
    return give.model_copy(update={"content": content, "size": max(give.size, len(content))})


async def _read(request: Request, limit: int) -> bytes | None:
    """Read the body; None: there is more of it than the limit. Raises ClientDisconnect."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        parts.append(part)
        size += len(part)
        if size > limit:
            return None
    return b"".join(parts)
