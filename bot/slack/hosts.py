"""The only hosts that Slack's side of Gatepost ever calls."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

SLACK_API: Final = "https://slack.com/api/"
RESPONSE_HOST: Final = "hooks.slack.com"


class ForeignHost(ValueError):
    """An address that is neither Slack's nor, where that is allowed, this machine's."""


def api_url(text: str) -> str:
    """Return the address of the Web API with one slash at its end, ready for a method's name.

    Empty: Slack itself. Raises ForeignHost for anything but https on slack.com (and below it)
    or http(s) on a loopback address.
    """
    if not text.strip():
        return SLACK_API
    parts = _split(text.strip())
    if not (_is_slack(parts) or is_loopback(parts.hostname)):
        raise ForeignHost(
            f"SLACK_API_URL points to {parts.hostname!r}: only https://slack.com or a loopback"
            " address may be called with Slack's tokens."
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"


def may_respond(url: str, api: str) -> bool:
    """Say whether a response_url may be called: Slack's own, or the test server's when in use."""
    try:
        parts = _split(url)
    except ForeignHost:
        return False
    home = urlsplit(api)
    if is_loopback(home.hostname):
        return (parts.scheme, parts.netloc) == (home.scheme, home.netloc)
    return parts.scheme == "https" and parts.netloc == RESPONSE_HOST


def may_fetch(url: str, api: str) -> bool:
    """Say whether a file may be fetched with the token: Slack's own, or the test server's."""
    address, _, query = url.partition("?")
    try:
        parts = _split(address)
    except ForeignHost:
        return False
    if "#" in query:
        return False
    home = urlsplit(api)
    if is_loopback(home.hostname):
        return (parts.scheme, parts.netloc) == (home.scheme, home.netloc)
    return _is_slack(parts)


def socket_url(url: str, api: str) -> str:
    """Return the WebSocket address that Slack handed out; raises ForeignHost for others."""
    parts = urlsplit(url)
    home = urlsplit(api)
    ours = is_loopback(home.hostname) and is_loopback(parts.hostname)
    slack = parts.scheme == "wss" and _below_slack(parts.hostname)
    if not (slack or (ours and parts.scheme in {"ws", "wss"})):
        raise ForeignHost("Slack named a WebSocket address that is not its own.")
    return url


def is_loopback(host: str | None) -> bool:
    """Say whether a host is this machine, by name or number."""
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - urlsplit looks at the port only when it is asked for
    except ValueError as error:
        raise ForeignHost("This is not a web address.") from error
    if parts.scheme not in {"http", "https"} or parts.username or parts.query or parts.fragment:
        raise ForeignHost("This is not a plain web address.")
    return parts


def _is_slack(parts: SplitResult) -> bool:
    return parts.scheme == "https" and parts.port is None and _below_slack(parts.hostname)


def _below_slack(host: str | None) -> bool:
    return host is not None and (host == "slack.com" or host.endswith(".slack.com"))
