"""What can be heard, whoever carries it: a platform translates into this and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal, TypeAlias

from handlers.cards import Card, Form
from storage.tenant.people import Face
from storage.tenant.rooms import Room


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation; the tenant is that of the verified request, never one that a text names."""

    platform: Literal["slack", "teams", "local"]
    tenant: str
    conversation: str  # the platform's id of the channel or direct message
    direct: bool
    thread: str = ""  # the message that the thread hangs on; empty: none


@dataclass(frozen=True, slots=True)
class Text:
    """Words typed to Gatepost: in a direct message, or after its name in a channel."""

    text: str
    mentioned: bool = False  # it was called by name


@dataclass(frozen=True, slots=True)
class File:
    """A file given to Gatepost: in the direct conversation, or with its name in a channel.

    `content` is there when the platform fetched it whole; `trouble` says why it did not. The name
    is only ever shown: it is no path.
    """

    name: str
    size: int  # bytes, as far as they are known
    content: bytes = field(default=b"", repr=False)
    trouble: Literal["", "refused", "unreachable", "several"] = ""


@dataclass(frozen=True, slots=True)
class Command:
    """`/gate ...`: what stands behind the command."""

    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed, a choice made or a form sent."""

    verb: str
    ref: str = ""
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    form: bool = False  # sent from a Form: complaints go back to its fields
    message: str = ""  # the platform's id of the pressed message; empty: a form or a private reply


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody opened their direct conversation with Gatepost."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """Somebody deleted a message of theirs in the direct conversation."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody joined a channel."""

    room: str
    user: str


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody (or Gatepost itself, then `user` is empty) left a channel."""

    room: str
    user: str = ""


@dataclass(frozen=True, slots=True)
class RoomNews:
    """A channel was renamed, archived, made private or shared."""

    room: Room


@dataclass(frozen=True, slots=True)
class Roster:
    """The platform lists people (in `faces`): the members of a channel, or of the tenant."""

    room: str = ""


@dataclass(frozen=True, slots=True)
class Uninstalled:
    """The tenant removed Gatepost."""


What: TypeAlias = (
    Text
    | File
    | Command
    | Press
    | Opened
    | Deleted
    | Joined
    | Left
    | RoomNews
    | Roster
    | Uninstalled
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing heard. `key` is the platform's own id of the event: a key is acted on once."""

    key: str
    at: datetime  # UTC, the platform's time of the event
    who: Face
    where: Place
    what: What
    faces: tuple[Face, ...] = ()  # other people whom it names, looked up by the platform
    room: Room | None = None  # what the platform knows of the channel it was said in
    rooms: tuple[Room, ...] = ()  # channels that it names, looked up by the platform


@dataclass(frozen=True, slots=True)
class Show:
    """Show a card to the one who spoke and nobody else; `replace`: in place of the pressed one.

    `beside`: a pressed form stays open for use beside what is shown.
    """

    card: Card
    replace: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """Open this form for the one who spoke."""

    form: Form


@dataclass(frozen=True, slots=True)
class Invalid:
    """The form stays open; each named field gets its complaint."""

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing to show at once: what is to be said is in the outbox, or it was heard before."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Not committed in time: platforms are asked for events again, people to press again."""

    card: Card


Reply: TypeAlias = Show | Open | Invalid | Done | Unsaved
