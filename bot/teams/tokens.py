"""Whether a request is the Bot Connector's: decided before its body is read."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import jwt

from bot.teams.keys import Key, Keys

ISSUER: Final = "https://api.botframework.com"
LEEWAY: Final = 300  # seconds that clocks may differ, by the Bot Connector's own advice
LONGEST: Final = 16_000  # characters of a header that is worth reading
KEPT: Final = 64  # tokens that were found good: the Connector sends one for an hour
CHANNEL: Final = "msteams"


class Unauthorised(Exception):
    """The bearer of this request is not the Bot Connector; the reason is for our log alone."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a good token says, beside that it is good."""

    service_url: str
    expires: float
    endorses: frozenset[str] | None


class Tokens:
    """Check issuer, audience, times and signature; RSA with SHA-256 and nothing else."""

    def __init__(self, app_id: str, keys: Keys, clock: Callable[[], float] = time.time) -> None:
        self.app_id, self.keys, self.clock = app_id, keys, clock
        self._good: OrderedDict[str, Bearer] = OrderedDict()

    async def check(self, header: str) -> Bearer:
        """Read an Authorization header; raises Unauthorised and KeysUnreachable."""
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token or len(header) > LONGEST:
            raise Unauthorised("no bearer token")
        known = self._good.get(token)
        if known is not None and self.clock() <= known.expires + LEEWAY:
            return known
        return self._keep(token, await self._checked(token))

    def _keep(self, token: str, bearer: Bearer) -> Bearer:
        self._good[token] = bearer
        if len(self._good) > KEPT:
            self._good.popitem(last=False)
        return bearer

    async def _checked(self, token: str) -> Bearer:
        try:
            head = jwt.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
            raise Unauthorised("the token cannot be read") from error
        kid = head.get("kid")
        if head.get("alg") != "RS256" or not isinstance(kid, str) or not kid:
            raise Unauthorised("signed in a way that the Connector does not use")
        key = await self.keys.find(kid)
        if key is None:
            raise Unauthorised("signed with an unknown key")
        return self._verified(token, key)

    def _verified(self, token: str, key: Key) -> Bearer:
        """Check the signature, then what is said; times are compared with our own clock."""
        try:
            said = jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self.app_id,
                issuer=ISSUER,
                options={
                    "require": ["exp", "iss", "aud"],
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
            self._in_time(said.get("nbf", 0), said["exp"])
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
            raise Unauthorised(type(error).__name__) from error
        url = said.get("serviceurl", said.get("serviceUrl"))
        if not isinstance(url, str):
            raise Unauthorised("it names no service URL")
        return Bearer(url, float(said["exp"]), key.endorses)

    def _in_time(self, begins: object, ends: object) -> None:
        if isinstance(begins, bool) or isinstance(ends, bool):
            raise TypeError("a time is a number")
        if not isinstance(begins, int | float) or not isinstance(ends, int | float):
            raise TypeError("a time is a number")
        now = self.clock()
        if not begins - LEEWAY <= now <= ends + LEEWAY:
            raise Unauthorised("not valid now")


def may_say(bearer: Bearer, service_url: str, channel: str) -> bool:
    """Say whether the token speaks for this conversation's service and channel."""
    same = bearer.service_url.rstrip("/").lower() == service_url.rstrip("/").lower()
    return same and (bearer.endorses is None or channel in bearer.endorses)
