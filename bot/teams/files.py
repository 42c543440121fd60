"""Files that people give in their private chat: fetched from where Microsoft keeps them.

Teams hands over an address that is good for some minutes and for everybody who knows it, so no
token of ours goes there.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Final

import aiohttp

from bot.bodies import TooMuch, read_whole
from bot.reading import Payload, dict_at, text_of
from bot.teams.draft import Draft
from bot.teams.hosts import is_store
from handlers.files import limit_of
from handlers.heard import File

WITHIN: Final = 20.0  # seconds for one file
AT_ONCE: Final = 4
DOWNLOAD: Final = "application/vnd.microsoft.teams.file.download.info"
_LOG: Final = logging.getLogger("gatepost.teams")


class NotGiven(Exception):
    """The address is good no more."""


def given(activity: Payload, *, beside_words: bool) -> tuple[File, str] | None:
    """Choose the file that a message brings, and where it lies; None: the words are what counts."""
    listed = activity.get("attachments")
    every = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    files = [one for one in every if text_of(one, "contentType") == DOWNLOAD]
    taken = [one for one in files if limit_of(text_of(one, "name"))]
    if not files or (beside_words and not taken):
        return None
    about = (taken or files)[0]
    file = File(text_of(about, "name"), 0)
    if len(taken) > 1:
        return replace(file, trouble="several"), ""
    if not taken:
        return file, ""
    url = text_of(dict_at(about, "content"), "downloadUrl")
    return (file, url) if url else (replace(file, trouble="unreachable"), "")


class Files:
    """Fetches what a draft points to; whatever goes wrong is told to the one who gave it."""

    def __init__(self, *, dev: bool) -> None:
        self.dev = dev
        self.session: aiohttp.ClientSession | None = None
        self._free = asyncio.Semaphore(AT_ONCE)

    async def fetched(self, draft: Draft) -> Draft:
        """Put the content into what was heard; no transaction is open meanwhile."""
        file = draft.what
        if not draft.fetch or not isinstance(file, File):
            return draft
        return replace(draft, what=await self._fetch(file, draft.fetch), fetch="")

    async def _fetch(self, file: File, url: str) -> File:
        if not is_store(url, dev=self.dev):
            _LOG.warning("a file lies elsewhere than at Microsoft: not fetched")
            return replace(file, trouble="unreachable")
        limit = limit_of(file.name)
        try:
            async with self._free, asyncio.timeout(WITHIN):
                content = await self._read(url, limit)
        except TooMuch:
            return replace(file, size=limit + 1)
        except NotGiven:
            return replace(file, trouble="refused")
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            _LOG.warning("a file was not fetched: %s", type(error).__name__)
            return replace(file, trouble="unreachable")
        return replace(file, content=content, size=len(content))

    async def _read(self, url: str, limit: int) -> bytes:
        """Fetch a file; raises TooMuch, and NotGiven where it is not ours to read."""
        assert self.session is not None, "started"
        headers = {"Accept-Encoding": "identity"}
        async with self.session.get(url, headers=headers, allow_redirects=False) as response:
            if response.status in (401, 403, 404, 410):
                raise NotGiven
            if response.status != 200:
                raise ValueError(f"the answer was {response.status}")
            return await read_whole(response, limit)
