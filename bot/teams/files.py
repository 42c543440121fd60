"""Files that people give in their private chat: fetched from where Microsoft keeps them.

Teams hands over an address that is good for some minutes and for everybody who knows it, so no
token of ours goes there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import aiohttp

from bot import fetching
from bot.bodies import read_whole
from bot.fetching import NotGiven
from bot.reading import Payload, dict_at, text_of
from bot.teams.hosts import is_store
from handlers.files import limit_of
from handlers.heard import File

DOWNLOAD: Final = "application/vnd.microsoft.teams.file.download.info"


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


class Files(fetching.Files):
    """Fetches from where Microsoft keeps files."""

    def __init__(self, *, dev: bool) -> None:
        super().__init__()
        self.dev = dev
        self.session: aiohttp.ClientSession | None = None

    def may_fetch(self, url: str) -> bool:
        return is_store(url, dev=self.dev)

    async def read(self, url: str, limit: int) -> bytes:
        assert self.session is not None, "started"
        headers = {"Accept-Encoding": "identity"}
        async with self.session.get(url, headers=headers, allow_redirects=False) as response:
            if response.status in (401, 403, 404, 410):
                raise NotGiven
            if response.status != 200:
                raise ValueError(f"the answer was {response.status}")
            return await read_whole(response, limit)
