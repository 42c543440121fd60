"""Files that people give, fetched from their platform's store: bounded in time, size and number."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Final, Protocol, TypeVar

import aiohttp

from bot.bodies import TooMuch
from handlers.files import limit_of
from handlers.heard import File, What

WITHIN: Final = 20.0  # seconds for one file; Slack asks again meanwhile, and waits for the same
AT_ONCE: Final = 4
_LOG: Final = logging.getLogger("gatepost.files")


class NotGiven(Exception):
    """The store says that the file is not ours to read, or no longer there."""


class Draft(Protocol):
    """What was heard, with the address of a file's content where there is one."""

    @property
    def what(self) -> What: ...
    @property
    def fetch(self) -> str: ...


D = TypeVar("D", bound=Draft)


class Files(ABC):
    """Fetches what a draft points to; whatever goes wrong is told to the one who gave it."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(AT_ONCE)

    @abstractmethod
    def may_fetch(self, url: str) -> bool:
        """Tell whether this is an address of the platform's own store."""

    @abstractmethod
    async def read(self, url: str, limit: int) -> bytes:
        """Read a file; raises TooMuch, NotGiven, ValueError or aiohttp's ClientError."""

    async def fetched(self, draft: D) -> D:
        """Put the content into what was heard; no transaction is open meanwhile."""
        file = draft.what
        if not draft.fetch or not isinstance(file, File):
            return draft
        return replace(draft, what=await self._fetch(file, draft.fetch), fetch="")  # type: ignore[type-var]  # both are dataclasses

    async def _fetch(self, file: File, url: str) -> File:
        if not self.may_fetch(url):
            _LOG.warning("a file lies elsewhere than in the platform's store: not fetched")
            return replace(file, trouble="unreachable")
        limit = limit_of(file.name)
        try:
            async with self._free, asyncio.timeout(WITHIN):
                content = await self.read(url, limit)
        except TooMuch:
            return replace(file, size=limit + 1)
        except NotGiven:
            return replace(file, trouble="refused")
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            _LOG.warning("a file was not fetched: %s", type(error).__name__)
            return replace(file, trouble="unreachable")
        return replace(file, content=content, size=len(content))
