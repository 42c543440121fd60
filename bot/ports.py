"""What the rest of `bot` needs of a platform, and a platform of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Protocol, runtime_checkable

from handlers.heard import Heard, Reply
from storage.post.outbox import Delivery
from storage.tenant.rooms import Room


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a platform's side works, and in words why not."""

    ok: bool
    words: str
    lost_for: timedelta = timedelta()  # how long it has been without a connection that it needs


class Desk(Protocol):
    """Whoever decides what is answered; what it returns is committed."""

    async def hear(self, heard: Heard) -> Reply: ...


class NotSent(Exception):
    """A delivery did not go out, or nobody knows whether it did; `reason` is a short code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Permanent(NotSent):
    """It will never go out to this address: archived, removed, unknown."""


class TryLater(NotSent):
    """It did not go out, and may after a while."""

    def __init__(self, reason: str, after: timedelta) -> None:
        super().__init__(reason)
        self.after = after


class Unknown(NotSent):
    """It may have gone out: look before it is sent again."""


class Unreadable(Enum):
    """The platform does not let us look whether something went out."""

    UNREADABLE = "unreadable"


UNREADABLE = Unreadable.UNREADABLE


class Poster(Protocol):
    """Puts deliveries on a platform; each method may raise a NotSent.

    One whose platform wants a pause between two messages to one address has a `pace` as well.
    """

    async def post(self, delivery: Delivery) -> str:
        """Send it and return the platform's id of the message."""

    async def update(self, delivery: Delivery) -> object:
        """Put it in the place of the message `delivery.updates`; doing so twice does no harm."""

    async def find(self, delivery: Delivery) -> str | Unreadable | None:
        """Look whether it went out already."""


@runtime_checkable
class Paced(Protocol):
    """A poster that may not post to one address faster than this."""

    pace: timedelta


@runtime_checkable
class Seeing(Protocol):
    """A poster that can ask how a channel is now: what it may be told is decided after that."""

    async def room(self, address: str) -> Room | None:
        """Describe a channel; None: it is none, or the platform does not say."""

    async def members(self, address: str) -> tuple[str, ...] | None:
        """List who is in a channel, by the platform's ids; None: the platform does not say."""
