"""Files that people share, fetched with the bot's token: from Slack alone, and never too much."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Final

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.bodies import TooMuch, read_whole
from bot.reading import Payload
from bot.slack.clients import RedirectRefused
from bot.slack.draft import Draft
from bot.slack.hosts import may_fetch
from bot.slack.log import reason
from handlers.files import limit_of
from handlers.heard import File

WITHIN: Final = 20.0  # seconds for one file; Slack sends the event again meanwhile, we wait once
AT_ONCE: Final = 4
_LOG: Final = logging.getLogger("gatepost.slack")


class NotGiven(Exception):
    """Slack shows a page to log in, or leads to it: the token lacks files:read."""


def shared(files: object, *, beside_words: bool) -> tuple[File, str] | None:
    """Choose the file that a message brings, and where it lies; None: the words are what counts."""
    given = [one for one in files if isinstance(one, dict)] if isinstance(files, list) else []
    taken = [one for one in given if limit_of(_name(one))]
    if not given or (beside_words and not taken):
        return None
    about = (taken or given)[0]
    size = about.get("size")
    file = File(_name(about), size if isinstance(size, int) and size > 0 else 0)
    if len(taken) > 1:
        return replace(file, trouble="several"), ""
    url = about.get("url_private_download") or about.get("url_private")
    if not taken or file.size > limit_of(file.name):
        return file, ""
    if not isinstance(url, str):
        return replace(file, trouble="unreachable"), ""
    return file, url


def _name(about: Payload) -> str:
    name = about.get("name")
    return name if isinstance(name, str) else ""


class Files:
    """Fetches what a draft points to; whatever goes wrong is told to the one who gave it."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.client = client
        self._free = asyncio.Semaphore(AT_ONCE)

    async def fetched(self, draft: Draft) -> Draft:
        """Put the content into what was heard; no transaction is open meanwhile."""
        file = draft.what
        if not draft.fetch or not isinstance(file, File):
            return draft
        return replace(draft, what=await self._fetch(file, draft.fetch), fetch="")

    async def _fetch(self, file: File, url: str) -> File:
        if not may_fetch(url, self.client.base_url):
            _LOG.warning("a shared file lies elsewhere than at Slack: not fetched")
            return replace(file, trouble="unreachable")
        limit = limit_of(file.name)
        try:
            async with self._free, asyncio.timeout(WITHIN):
                content = await self._read(url, limit)
        except TooMuch:
            return replace(file, size=limit + 1)
        except (NotGiven, RedirectRefused):
            return replace(file, trouble="refused")
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            _LOG.warning("a shared file was not fetched: %s", reason(error))
            return replace(file, trouble="unreachable")
        return replace(file, content=content, size=len(content))

    async def _read(self, url: str, limit: int) -> bytes:
        """Fetch a file; raises TooMuch, and NotGiven where it is not ours to read."""
        session = self.client.session
        assert session is not None, "started"
        headers = {"Authorization": f"Bearer {self.client.token}", "Accept-Encoding": "identity"}
        async with session.get(url, headers=headers, allow_redirects=False) as response:
            _check(response)
            return await read_whole(response, limit)


def _check(response: aiohttp.ClientResponse) -> None:
    if response.status in (401, 403) or response.content_type == "text/html":
        raise NotGiven
    response.raise_for_status()
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise ValueError("packed, although it was asked for as it is")
