"""The keys that the Bot Connector signs with: fetched when needed, kept, never waited for long."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import jwt
import orjson

from bot.bodies import TooMuch, read_whole
from bot.teams.hosts import ForeignHost, keys_url

WITHIN: Final = 3.0  # seconds for both documents together
FRESH: Final = 24 * 3600.0  # seconds that keys are used without asking again
LOOKS, PERIOD = 5, 60.0  # fetches in so many seconds, lest invented key ids make us fetch for ever
LIMIT: Final = 1_000_000  # bytes of one document
FAILURES: Final = (
    *(aiohttp.ClientError, TimeoutError, TooMuch),
    *(ForeignHost, ValueError, TypeError),
)

_LOG: Final = logging.getLogger("gatepost.teams")


class KeysUnreachable(Exception):
    """Nobody can be believed or refused: the keys cannot be had just now."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, and the channels that it may speak for; None: any."""

    key: jwt.PyJWK
    endorses: frozenset[str] | None


class Keys:
    """One OpenID document's keys by their id; `session` is set once a loop runs."""

    def __init__(self, url: str, clock: Callable[[], float]) -> None:
        self.url, self.clock = url, clock
        self.session: aiohttp.ClientSession | None = None
        self._keys: dict[str, Key] = {}
        self._until = 0.0
        self._looks: deque[float] = deque(maxlen=LOOKS)
        self._looking = asyncio.Lock()

    async def find(self, kid: str) -> Key | None:
        """Return a key, fetched anew where it is not known; raises KeysUnreachable."""
        known = self._keys.get(kid)
        if known is not None and self.clock() < self._until:
            return known
        async with self._looking:
            if (found := self._keys.get(kid)) is not None and self.clock() < self._until:
                return found  # somebody else fetched it while we waited
            return await self._looked(kid, known)

    async def _looked(self, kid: str, known: Key | None) -> Key | None:
        if not self._may_look():
            return known
        self._looks.append(self.clock())
        try:
            async with asyncio.timeout(WITHIN):
                self._keys = await self._fetched()
        except FAILURES as error:
            _LOG.warning("the Bot Connector's keys were not fetched: %s", type(error).__name__)
            if known is None:
                raise KeysUnreachable from error
            return known  # an old key is better than none
        self._until = self.clock() + FRESH
        return self._keys.get(kid)

    def _may_look(self) -> bool:
        return len(self._looks) < LOOKS or self.clock() - self._looks[0] > PERIOD

    async def _fetched(self) -> dict[str, Key]:
        about = await self._document(self.url)
        found = await self._document(keys_url(str(about.get("jwks_uri")), self.url))
        listed = found.get("keys")
        if not isinstance(listed, list):
            raise ValueError("no list of keys")
        pairs = (_read(one) for one in listed if isinstance(one, dict))
        return {kid: key for kid, key in pairs if kid and key is not None}

    async def _document(self, url: str) -> dict[str, Any]:
        if self.session is None:
            raise TimeoutError("not started")
        async with self.session.get(url, allow_redirects=False) as answer:
            if answer.status != 200:
                raise ValueError(f"the answer was {answer.status}")
            read = await read_whole(answer, LIMIT)
        document = orjson.loads(read)
        if not isinstance(document, dict):
            raise ValueError("no object")
        return document


def _read(one: dict[str, Any]) -> tuple[str, Key | None]:
    """Read one key; RSA only, and one that cannot be read is left out."""
    kid, endorses = one.get("kid"), one.get("endorsements")
    if not isinstance(kid, str) or one.get("kty") != "RSA":
        return "", None
    try:
        key = jwt.PyJWK(one, algorithm="RS256")
    except (jwt.PyJWTError, ValueError, TypeError):
        return "", None
    return kid, Key(key, frozenset(map(str, endorses)) if isinstance(endorses, list) else None)
