"""What was heard, before the people and the channel behind its ids are looked up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.reading import Malformed, Payload, dict_at, text_at, text_of
from handlers.heard import Place, What

SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who Gatepost is in the workspace that its token belongs to."""

    user: str = ""
    bot: str = ""
    team: str = ""
    enterprise: str = ""
    app: str = ""
    everywhere: bool = False  # the whole organisation installed us, not one workspace

    @property
    def tenant(self) -> str:
        return f"slack:{self.enterprise if self.everywhere else self.team}"


@dataclass(frozen=True, slots=True)
class RoomHint:
    """What a request itself says of the channel, for where it cannot be looked up."""

    id: str
    name: str = ""
    private: bool | None = None  # None: it does not say


@dataclass(frozen=True, slots=True)
class Way:
    """How the one who spoke is answered."""

    kind: Literal["event", "command", "press", "form"]
    trigger: str = ""
    response_url: str = ""
    message: str = ""  # the message pressed, ephemeral ones included
    private: bool = False  # the message pressed is an ephemeral one
    view: str = ""  # the modal pressed or sent
    pushed: bool = False  # that modal lies on another one
    inputs: tuple[str, ...] = ()  # names of its fields


@dataclass(frozen=True, slots=True)
class Draft:
    """One thing heard, with ids in place of people."""

    key: str
    at: datetime
    user: str
    where: Place
    what: What
    way: Way
    named: tuple[str, ...] = ()
    room: RoomHint | None = None
    rooms: tuple[str, ...] = ()  # channels that it names
    fetch: str = ""  # where the content of a shared file lies


@dataclass(frozen=True, slots=True)
class FaceNews:
    """Slack's own word that somebody's profile changed, and that event as a draft."""

    user: Payload
    draft: Draft


def tenant(payload: Payload) -> str:
    """Return whom a request belongs to: the organisation where it installed us, or the workspace.

    A channel shared with others names several: `authorizations` and the modal's
    `app_installed_team_id` are the ones that installed us. Raises Malformed where none is named.
    """
    source = _authorization(payload)
    team = text_at(payload, "view", "app_installed_team_id") if "view" in payload else ""
    if source.get("is_enterprise_install") in (True, "true"):
        team = text_of(source, "enterprise_id") or text_at(payload, "enterprise", "id") or team
    team = team or text_of(source, "team_id") or _team(payload)
    if not team:
        raise Malformed("no team is named")
    return f"slack:{team}"


def moment(text: str, otherwise: float) -> datetime:
    """Read Slack's `seconds.microseconds`; anything else is the time of the request."""
    try:
        return datetime.fromtimestamp(float(text) if text else otherwise, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(otherwise, UTC)


def is_direct(channel: str) -> bool:
    """Say whether a conversation is with one person: those ids, and only those, begin with D."""
    return channel.startswith("D")


def _authorization(payload: Payload) -> Payload:
    every = payload.get("authorizations")
    if isinstance(every, list) and every and isinstance(every[0], dict):
        return every[0]
    return payload


def _team(payload: Payload) -> str:
    named = payload.get("team")
    if isinstance(named, str):
        return named
    return text_at(dict_at(payload, "team"), "id") or text_at(dict_at(payload, "user"), "team_id")
