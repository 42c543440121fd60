"""Files that people share, fetched with the bot's token: from Slack alone, and never too much."""

from __future__ import annotations

from dataclasses import replace

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot import fetching
from bot.bodies import read_whole
from bot.fetching import NotGiven
from bot.reading import Payload
from bot.slack.clients import RedirectRefused
from bot.slack.hosts import may_fetch
from handlers.files import limit_of
from handlers.heard import File


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


class Files(fetching.Files):
    """Fetches from Slack, with the bot's token."""

    def __init__(self, client: AsyncWebClient) -> None:
        super().__init__()
        self.client = client

    def may_fetch(self, url: str) -> bool:
        return may_fetch(url, self.client.base_url)

    async def read(self, url: str, limit: int) -> bytes:
        session = self.client.session
        assert session is not None, "started"
        headers = {"Authorization": f"Bearer {self.client.token}", "Accept-Encoding": "identity"}
        try:
            async with session.get(url, headers=headers, allow_redirects=False) as response:
                _check(response)
                return await read_whole(response, limit)
        except RedirectRefused as error:
            raise NotGiven from error


def _check(response: aiohttp.ClientResponse) -> None:
    """Take a page to log in, or the way to one, for a token that lacks files:read."""
    if response.status in (401, 403) or response.content_type == "text/html":
        raise NotGiven
    response.raise_for_status()
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise ValueError("packed, although it was asked for as it is")
