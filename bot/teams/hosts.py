"""The only hosts that Teams' side of Gatepost ever calls."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

OPENID: Final = "https://login.botframework.com/v1/.well-known/openidconfiguration"

# Where the Bot Connector says that its conversations live, and where its keys are published.
_SERVICE: Final = ("smba.trafficmanager.net", ".botframework.com", ".teams.microsoft.com")
_FILES: Final = (".sharepoint.com", ".sharepoint.us", ".svc.ms")
_KEYS: Final = (".botframework.com", "login.microsoftonline.com")


class ForeignHost(ValueError):
    """An address that is neither Microsoft's nor, where that is allowed, this machine's."""


def openid_url(text: str, *, dev: bool) -> str:
    """Return the address of the OpenID document; empty: the Bot Connector's.

    Raises ForeignHost for anything but Microsoft's own, or a loopback address where `dev` is set.
    """
    url = text.strip() or OPENID
    if not (_is_one_of(url, _KEYS) or (dev and is_loopback_url(url))):
        raise ForeignHost(
            "TEAMS_OPENID_URL: only https://login.botframework.com is believed, or a loopback "
            "address while GATEPOST_DEV is set."
        )
    return url


def keys_url(url: str, openid: str) -> str:
    """Return the address of the keys that an OpenID document names; raises ForeignHost."""
    ours = is_loopback_url(openid) and is_loopback_url(url)
    if not (_is_one_of(url, _KEYS) or ours):
        raise ForeignHost("The OpenID document names keys of a host that is not Microsoft's.")
    return url


@lru_cache(maxsize=256)
def is_service(url: str, *, dev: bool) -> bool:
    """Say whether replies may go there."""
    return _is_one_of(url, _SERVICE) or (dev and is_loopback_url(url))


def is_store(url: str, *, dev: bool) -> bool:
    """Say whether a file may be fetched there; its address carries what opens it."""
    plain = url.partition("?")[0]
    return _is_one_of(plain, _FILES) or (dev and is_loopback_url(plain))


def is_loopback_url(url: str) -> bool:
    """Say whether a plain web address is on this machine."""
    parts = _split(url)
    return parts is not None and parts.scheme in {"http", "https"} and is_loopback(parts.hostname)


def is_loopback(host: str | None) -> bool:
    """Say whether a host is this machine, by name or number."""
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def _is_one_of(url: str, hosts: tuple[str, ...]) -> bool:
    parts = _split(url)
    if parts is None or parts.scheme != "https" or parts.port not in (None, 443):
        return False
    host = parts.hostname or ""
    return any(host.endswith(one) if one.startswith(".") else host == one for one in hosts)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - urlsplit looks at the port only when it is asked for
    except ValueError:
        return None
    return None if parts.username or parts.query or parts.fragment else parts
