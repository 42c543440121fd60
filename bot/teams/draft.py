"""What was heard, before the people and the channel behind its ids are looked up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.reading import Payload, dict_at, text_at, text_of
from handlers.heard import Place, What

THREAD = ";messageid="


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody as an activity names them: Teams' id, Entra's, and what it says beside."""

    id: str
    entra: str = ""
    name: str = ""
    tz: str = ""

    @property
    def user(self) -> str:
        """The id that stands for somebody everywhere: Entra's, or where there is none Teams'."""
        return self.entra or self.id


@dataclass(frozen=True, slots=True)
class RoomHint:
    """What a request itself says of the channel or group."""

    id: str
    name: str = ""
    team: str = ""
    team_name: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """One thing heard, with ids in place of people."""

    key: str
    at: datetime
    speaker: Speaker
    where: Place
    what: What
    service_url: str
    bot: str  # our own id in the conversation
    kind: Literal["message", "press", "event"] = "event"
    pressed: str = ""  # the message pressed
    named: tuple[Speaker, ...] = ()
    room: RoomHint | None = None
    targeted: bool = False  # only the speaker saw what they said: so may they alone be answered
    fetch: str = ""  # where the content of a file given is to be had
    added: bool = False  # we were let into a channel or its team, for the first time or again
    again: bool = False  # nobody pressed: Teams refreshes a card that somebody looks at

    @property
    def here(self) -> str:
        """The conversation's id, as an address."""
        return self.where.conversation


def split(conversation: str) -> tuple[str, str]:
    """Take the thread off a conversation's id."""
    plain, _, thread = conversation.partition(THREAD)
    return plain, thread


def speaker(activity: Payload, account: Payload) -> Speaker:
    """Read who an account of an activity is; the time zone is that of whoever sent it."""
    mine = account is activity.get("from")
    return Speaker(
        id=text_of(account, "id"),
        entra=text_of(account, "aadObjectId").lower(),
        name=text_of(account, "name"),
        tz=_zone(activity) if mine else "",
    )


def _zone(activity: Payload) -> str:
    said = activity.get("localTimezone")
    if isinstance(said, str) and said:
        return said
    for entity in entities(activity):
        if entity.get("type") == "clientInfo":
            return text_of(entity, "timezone")
    return ""


def entities(activity: Payload) -> list[Payload]:
    """List what a message marks in its text, and what its client says of itself."""
    found = activity.get("entities")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def moment(activity: Payload, now: datetime) -> datetime:
    """Read when something was said; what is no time is now, and nothing comes from the future."""
    said = activity.get("timestamp")
    try:
        at = datetime.fromisoformat(said) if isinstance(said, str) else now
    except ValueError:
        return now
    return min(at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC), now)


def room_hint(activity: Payload, conversation: str) -> RoomHint:
    """Read what an activity says of its channel or group."""
    data = dict_at(activity, "channelData")
    channel, team = dict_at(data, "channel"), dict_at(data, "team")
    group = not team and text_at(activity, "conversation", "name")
    return RoomHint(
        id=conversation,
        name=text_of(channel, "name") or group or "",
        team=text_of(team, "id"),
        team_name=text_of(team, "name"),
        shared=text_of(channel, "type") == "shared",
    )
