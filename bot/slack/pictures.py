"""Pictures on their way into Slack: uploaded once, then shown by their id."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.hosts import may_fetch
from bot.slack.log import reason
from handlers.cards import Card, Chart

KEPT: Final = 500  # files whose ids are at hand: a digest sent again needs no second upload
ALT: Final = 1000
PATIENCE: Final = 40.0  # seconds for all pictures of a card: less than a delivery's lease

_LOG: Final = logging.getLogger("gatepost.slack")


class Uploads:
    """Draws the charts of a card and hands them to Slack; without files:write there are none."""

    def __init__(
        self,
        client: AsyncWebClient,
        draw: Callable[[Chart], Awaitable[bytes | None]] | None,
        patience: float = PATIENCE,
    ) -> None:
        self.client, self.draw, self.patience = client, draw, patience
        self._files: OrderedDict[Chart, str] = OrderedDict()
        self._refused = False

    async def of(self, card: Card) -> dict[Chart, str]:
        """Give the file of each chart of a card; whatever fails, the card goes without it."""
        found: dict[Chart, str] = {}
        try:
            async with asyncio.timeout(self.patience):
                for block in card.blocks:
                    if isinstance(block, Chart) and (file := await self._file(block)):
                        found[block] = file
        except TimeoutError:
            _LOG.warning("pictures took too long: a digest goes without some")
        return found

    async def _file(self, chart: Chart) -> str:
        if chart in self._files:
            return self._files[chart]
        if self.draw is None or self._refused:
            return ""
        drawn = await self.draw(chart)
        file = await self._tried(chart, drawn) if drawn else ""
        if file:
            self._files[chart] = file
            while len(self._files) > KEPT:
                self._files.popitem(last=False)
        return file

    async def _tried(self, chart: Chart, drawn: bytes) -> str:
        try:
            return await self._uploaded(chart, drawn)
        except (SlackClientError, aiohttp.ClientError, TimeoutError, ValueError) as error:
            self._refused = reason(error) == "missing_scope"
            _LOG.warning("a picture was not uploaded: %s", reason(error))
            return ""

    async def _uploaded(self, chart: Chart, drawn: bytes) -> str:
        """Ask for a place, put the picture there, and have Slack take it in."""
        about = {"filename": "digest.png", "length": len(drawn), "alt_txt": _alt(chart)}
        place = await self.client.api_call("files.getUploadURLExternal", data=about)
        url, file = str(place["upload_url"]), str(place["file_id"])
        await self._put(url, drawn)
        files = [{"id": file, "title": chart.title}]
        await self.client.api_call("files.completeUploadExternal", json={"files": files})
        return file

    async def _put(self, url: str, drawn: bytes) -> None:
        session = self.client.session
        if session is None or not may_fetch(url, self.client.base_url):
            raise ValueError("Slack named a place that is not its own")
        async with session.post(url, data=drawn, allow_redirects=False) as response:
            response.raise_for_status()


def _alt(chart: Chart) -> str:
    return f"{chart.title}: {chart.numbers}"[:ALT]
