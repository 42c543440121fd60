"""The token that lets us speak: one for all turns until it is about to end, fetched in a thread."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import msal
import requests

from bot.teams.config import TeamsConfig
from bot.teams.hosts import is_loopback_url
from bot.teams.port import Failed

RESOURCE: Final = "https://api.botframework.com"
AUTHORITY: Final = "https://login.microsoftonline.com/"
EARLY: Final = 300.0  # seconds before its end at which a token is replaced
TIMEOUT: Final = 10.0

_LOG: Final = logging.getLogger("gatepost.teams")
logging.getLogger("msal").setLevel(logging.WARNING)


class Entra(Protocol):
    """What msal's two clients have in common, as used here."""

    def fetch(self) -> dict[str, Any]: ...

    def forget(self) -> None:
        """Drop what msal remembers: it hands a token out until its end, accepted or not."""


class Secret:
    """A single-tenant app, known by its client secret."""

    def __init__(self, config: TeamsConfig, http: requests.Session) -> None:
        self.config, self.http = config, http
        self.forget()

    def forget(self) -> None:
        self._app: msal.ConfidentialClientApplication | None = None

    def fetch(self) -> dict[str, Any]:
        if self._app is None:  # making one asks Entra about the tenant
            self._app = msal.ConfidentialClientApplication(
                self.config.app_id,
                client_credential=self.config.password,
                authority=f"{AUTHORITY}{self.config.home}",
                http_client=self.http,
                instance_discovery=False,
            )
        found: dict[str, Any] = self._app.acquire_token_for_client([f"{RESOURCE}/.default"])
        return found


class Identity:
    """An app known by the managed identity of the machine that it runs on."""

    def __init__(self, config: TeamsConfig, http: requests.Session) -> None:
        http.trust_env = False  # the machine itself is asked: no proxy can answer for it
        self.config, self.http = config, http
        self.forget()

    def forget(self) -> None:
        who = msal.UserAssignedManagedIdentity(client_id=self.config.app_id)
        self._app = msal.ManagedIdentityClient(who, http_client=self.http)

    def fetch(self) -> dict[str, Any]:
        found: dict[str, Any] = self._app.acquire_token_for_client(resource=RESOURCE)
        return found


class Outside(requests.Session):
    """Entra as it is reached from here; in development beside the Connector's double."""

    def __init__(self, openid_url: str) -> None:
        super().__init__()
        here = urlsplit(openid_url)
        # Our other clients are told by OpenSSL; requests asks nobody, and brings a list of its own.
        self.verify = os.environ.get("SSL_CERT_FILE") or True
        self.home = f"{here.scheme}://{here.netloc}/" if is_loopback_url(openid_url) else ""

    def request(self, method: Any, url: Any, *given: Any, **named: Any) -> requests.Response:
        named.setdefault("timeout", TIMEOUT)
        at = str(url)
        if self.home and at.startswith(AUTHORITY):
            at = self.home + at.removeprefix(AUTHORITY)
        return super().request(method, at, *given, **named)


class Passes:
    """The current token; whoever needs one while it is fetched waits for the same one."""

    def __init__(self, entra: Entra, clock: Callable[[], float]) -> None:
        self.entra, self.clock = entra, clock
        self.fetched = 0
        self._token, self._until = "", 0.0
        self._fetching = asyncio.Lock()

    async def token(self) -> str:
        """Return a token that is good for a while; raises Failed where there is none."""
        if self.clock() < self._until:
            return self._token
        async with self._fetching:
            if self.clock() >= self._until:
                await self._fetch()
        return self._token

    def forget(self, refused: str) -> None:
        """Fetch another one next time, unless somebody has by now: this one was not accepted."""
        if refused == self._token:
            self._until = 0.0
            self.entra.forget()

    async def _fetch(self) -> None:
        try:
            found = await asyncio.to_thread(self.entra.fetch)
        except (requests.RequestException, ValueError, msal.ManagedIdentityError) as error:
            _LOG.error("Entra gave no token: %s", type(error).__name__)
            raise Failed(503, "NoToken") from error
        token = found.get("access_token")
        if not isinstance(token, str):
            _LOG.error("Entra gave no token: %s", found.get("error"))
            raise Failed(503, str(found.get("error") or "NoToken"))
        self.fetched += 1
        self._token = token
        self._until = self.clock() + max(float(found.get("expires_in", 0)) - EARLY, 1.0)


def passes(config: TeamsConfig, clock: Callable[[], float]) -> Passes | None:
    """Make what gives tokens; None where we have no app id and so no name to ask in."""
    if not config.app_id:
        return None
    http = Outside(config.openid_url)
    entra = Secret(config, http) if config.kind == "SingleTenant" else Identity(config, http)
    return Passes(entra, clock)
