"""The way from botbuilder's connector client to the network.

Its own way makes a session a call, logs in on the event loop, and searches a list a million times
for a status to retry; msrest lets us put another one in its place.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Final
from urllib.request import getproxies, proxy_bypass

import aiohttp
import orjson
from msrest.pipeline.universal import RawDeserializer
from yarl import URL

from bot.bodies import TooMuch, read_whole
from bot.teams.port import Failed
from bot.teams.sdk.entra import Passes

TIMEOUT: Final = 10.0  # seconds for one call, connecting included
CONNECTIONS: Final = 64
LIMIT: Final = 4_000_000  # bytes of an answer: a page of members, at most
_LONGEST: Final = timedelta(hours=1)


def new_session(*, trust_env: bool = False) -> aiohttp.ClientSession:
    """Open the session that all calls share; proxies and certificates are the environment's."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=TIMEOUT),
        connector=aiohttp.TCPConnector(limit=CONNECTIONS),
        trust_env=trust_env,
    )


@lru_cache(maxsize=256)
def proxy_for(origin: str) -> str | None:
    """Find the environment's proxy for a host; aiohttp would read the environment at each call."""
    url = URL(origin)
    known = getproxies()
    if not url.host or proxy_bypass(url.host):
        return None
    return known.get(url.scheme)


class Pipeline:
    """Sends with one shared session and one token; says plainly what went wrong."""

    def __init__(self, passes: Passes | None) -> None:
        self.passes = passes
        self.session: aiohttp.ClientSession | None = None

    async def run(self, request: Any, **config: Any) -> Any:
        """Send one request of msrest's; `params` are added to its address. Raises Failed."""
        status, content = await self.call(
            request.method, request.url, request.data, params=config.get("params")
        )
        response = SimpleNamespace(status_code=status)
        return SimpleNamespace(
            http_response=response, context={RawDeserializer.CONTEXT_NAME: content}
        )

    async def call(
        self, method: str, url: str, body: object = None, params: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """Send JSON and read JSON; raises Failed for every answer that is not 2xx.

        A token that is not accepted is fetched anew, once: nothing was done with it.
        """
        token = await self._token()
        try:
            return await self._once(method, url, body, params, token)
        except Failed as error:
            if error.status != 401 or self.passes is None:
                raise
            self.passes.forget(token)
            return await self._once(method, url, body, params, await self._token())

    async def _token(self) -> str:
        return "" if self.passes is None else await self.passes.token()

    async def _once(
        self, method: str, url: str, body: object, params: dict[str, str] | None, token: str
    ) -> tuple[int, Any]:
        if self.session is None or self.session.closed:
            raise Failed(503, "NotConnected")
        headers = {"content-type": "application/json; charset=utf-8"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        try:
            async with self.session.request(
                method,
                url,
                data=body,
                params=params,
                headers=headers,
                allow_redirects=False,
                proxy=proxy_for("/".join(url.split("/", 3)[:3])),
            ) as answer:
                return await self._read(answer)
        except aiohttp.ClientConnectorError as error:
            raise Failed(503, "Unreachable") from error  # nothing was sent
        except (aiohttp.ClientError, TimeoutError, TooMuch) as error:
            raise Failed(0, type(error).__name__, sent=True) from error

    async def _read(self, answer: aiohttp.ClientResponse) -> tuple[int, Any]:
        content = _json(await read_whole(answer, LIMIT))
        if not 200 <= answer.status < 300:
            raise Failed(answer.status, _code(content), _after(answer), sent=answer.status == 500)
        if content is None:  # it is not the Connector that says so
            raise Failed(answer.status, "NoJson", sent=True)
        return answer.status, content


def _json(text: bytes) -> Any:
    """Read JSON; nothing at all is an empty object, and None is no JSON."""
    try:
        return orjson.loads(text) if text else {}
    except orjson.JSONDecodeError:
        return None


def _code(content: Any) -> str:
    """Find the code of an error; Teams puts it into the text of the message now and then."""
    error = content.get("error") if isinstance(content, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return code[:80] if isinstance(code, str) else ""


def _after(answer: aiohttp.ClientResponse) -> timedelta | None:
    """Read Retry-After, tolerantly: no number is as good as none."""
    text = answer.headers.get("retry-after", "")
    if not text.isdigit() or len(text) > 6:
        return None
    return min(timedelta(seconds=int(text)), _LONGEST)
