"""Look at everything that Gatepost needs, and say what to do about what is missing."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TypeVar

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms import slack_config
from bot.running.house import library, now
from bot.settings import Settings
from handlers.playbooks import house
from knowledge.loading.reading import UnusableKnowledge
from storage.store import StorageError, Store, Tx
from storage.tenant import homes

T = TypeVar("T")

SKEW = 60.0  # seconds: Slack refuses signatures that are five minutes off; we warn long before
NEEDED = frozenset(
    {"app_mentions:read", "chat:write", "commands", "im:history", "im:write", "users:read"}
)
OPTIONAL = frozenset(
    {
        *("channels:history", "channels:read", "files:read", "files:write"),
        *("groups:history", "groups:read"),
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and (where it is not well) what to do."""

    what: str
    ok: bool
    said: str
    todo: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at one thing after the other; nothing is changed and no message is sent."""
    yield _database(settings)
    yield _playbooks(settings)
    yield from _own_playbooks(settings)
    yield from _organisation(settings)
    yield _port(settings)
    yield from asyncio.run(_slack(settings))


def _database(settings: Settings) -> Finding:
    shown = settings.database_url.rpartition("@")[2].partition("?")[0]
    try:
        Store.open(settings.database_url).close()
    except StorageError as wrong:
        return Finding("database", False, f"{shown}: {wrong}", "gatepost db upgrade makes it ready")
    return Finding("database", True, f"{shown} opens and fits this version")


def _playbooks(settings: Settings) -> Finding:
    try:
        found = library(settings)
    except UnusableKnowledge as wrong:
        return Finding("playbooks", False, str(wrong), "gatepost playbook check FILE says more")
    names = ", ".join(found.playbooks)
    return Finding("playbooks", True, f"{names}; {len(found.questions)} questions")


def _read(settings: Settings, work: Callable[[Tx], T]) -> T | None:
    """Read from the database; None where it cannot be read, which is told as the database."""
    try:
        store = Store.open(settings.database_url)
    except StorageError:
        return None
    try:
        return store.read(work).result()
    except StorageError:
        return None
    finally:
        store.close()


def _own_playbooks(settings: Settings) -> Iterator[Finding]:
    """Look at what was published in chat; nothing is said where nothing was."""
    wrong = _read(settings, house.misfits)
    if wrong:
        todo = "put that right and publish it again; older ones hold meanwhile"
        yield Finding("own playbooks", False, "\n".join(wrong), todo)


def _organisation(settings: Settings) -> Iterator[Finding]:
    """Look whether everybody of a tenant that was joined with another is found there."""
    found = _read(settings, lambda tx: (homes.left_behind(tx), homes.homes(tx)))
    if found is None:
        return
    left, joined = found
    for joiner, home in joined.items():
        if joiner in left:
            said = f"{joiner} lives under the name of {home}, but has people of its own"
            todo = f"gatepost join {joiner} {home} --yes brings them in"
            yield Finding("organisation", False, said, todo)
        else:
            yield Finding("organisation", True, f"{joiner} and {home} are one")


def _port(settings: Settings) -> Finding:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        try:
            probe.bind((settings.host, settings.port))
        except OSError as wrong:
            where = f"{settings.host}:{settings.port}"
            return Finding("port", False, f"{where}: {wrong}", "set PORT to a free one")
    return Finding("port", True, f"{settings.host}:{settings.port} is free")


async def _slack(settings: Settings) -> list[Finding]:
    config = slack_config(settings)
    if config is None:
        return [
            Finding("slack", False, "SLACK_BOT_TOKEN is not set",
                    "docs/slack.md shows the three steps; `gatepost demo` needs none")
        ]  # fmt: skip
    if not config.app_token and not config.secrets:
        return [
            Finding("slack", False, "neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set",
                    "set the first for Socket Mode, or the second for HTTP")
        ]  # fmt: skip
    client = AsyncWebClient(token=config.bot_token, base_url=config.api_url, retry_handlers=[])
    try:
        answer = await client.auth_test()
    except SlackApiError as wrong:
        return [Finding("slack", False, f"auth.test says {wrong.response['error']}",
                        "copy the bot token again from the app's page")]  # fmt: skip
    except (OSError, TimeoutError) as wrong:
        return [Finding("slack", False, f"{config.api_url} does not answer ({wrong})",
                        "check the network, HTTPS_PROXY and SSL_CERT_FILE")]  # fmt: skip
    who = Finding("slack", True, f"known as {answer['user']} in {answer['team']}")
    findings = [who, _scopes(answer.headers), _clock(answer.headers)]
    if config.app_token:
        findings.append(await _socket_mode(client, config.app_token))
    return findings


def _header(headers: Mapping[str, object], name: str) -> str:
    return next((str(v) for k, v in headers.items() if k.casefold() == name), "")


def _scopes(headers: Mapping[str, object]) -> Finding:
    given = {scope.strip() for scope in _header(headers, "x-oauth-scopes").split(",")} - {""}
    if missing := NEEDED - given:
        names = ", ".join(sorted(missing))
        return Finding("scopes", False, f"missing: {names}", "paste manifest.yml and reinstall")
    absent = ", ".join(sorted(OPTIONAL - given)) or "none"
    return Finding("scopes", True, f"all that are needed; optional ones not given: {absent}")


def _clock(headers: Mapping[str, object]) -> Finding:
    try:
        theirs = parsedate_to_datetime(_header(headers, "date")).astimezone(UTC)
    except (TypeError, ValueError):
        return Finding("clock", True, "Slack sent no date to compare with")
    off = abs((now() - theirs).total_seconds())
    if off > SKEW:
        return Finding("clock", False, f"{off:.0f} s away from Slack's", "set this machine's clock")
    return Finding("clock", True, f"within {SKEW:.0f} s of Slack's")


async def _socket_mode(client: AsyncWebClient, token: str) -> Finding:
    try:
        await client.apps_connections_open(app_token=token)
    except SlackApiError as wrong:
        return Finding("socket mode", False, f"apps.connections.open: {wrong.response['error']}",
                       "make an app-level token with connections:write")  # fmt: skip
    return Finding("socket mode", True, "a connection may be opened")
