"""Who signs what Teams sends: keys, an OpenID document, and tokens good and bad."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

APP_ID = "11111111-2222-3333-4444-555555555555"
ISSUER = "https://api.botframework.com"


@cache
def private_key(name: str) -> rsa.RSAPrivateKey:
    """One key a name; making one takes a moment."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Issuer:
    """The Bot Connector's own signer; `keys` are those that it publishes."""

    keys: list[str] = field(default_factory=lambda: ["one"])
    endorsements: list[str] | None = field(default_factory=lambda: ["msteams", "webchat"])
    fetched: int = 0

    def published(self) -> dict[str, Any]:
        self.fetched += 1
        return {"keys": [self._public(name) for name in self.keys]}

    def _public(self, name: str) -> dict[str, Any]:
        key: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(private_key(name).public_key()))
        key |= {"kid": f"kid-{name}", "use": "sig"}
        return key if self.endorsements is None else key | {"endorsements": self.endorsements}

    def claims(self, service_url: str, **other: Any) -> dict[str, Any]:
        now = int(time.time())
        good = {"iss": ISSUER, "aud": APP_ID, "nbf": now - 10, "exp": now + 3600}
        claims = good | {"serviceurl": service_url} | other
        return {name: value for name, value in claims.items() if value is not None}

    def token(
        self,
        service_url: str,
        *,
        key: str = "one",
        kid: str | None = None,
        headers: dict[str, Any] | None = None,
        **other: Any,
    ) -> str:
        """Sign a token; a claim given as None is left out."""
        head = {"kid": f"kid-{key}" if kid is None else kid} if headers is None else headers
        claims = self.claims(service_url, **other)
        return jwt.encode(claims, private_key(key), algorithm="RS256", headers=head)
