"""What Gatepost needs of a bot SDK for Teams; everything of the SDK itself is in `sdk`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.reading import Payload


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a conversation lives, in our own words: written down, and read by any SDK."""

    service_url: str
    conversation: str  # without `;messageid=`
    bot: str  # our own id there
    thread: str = ""  # the message that a reply hangs on


class Failed(Exception):
    """The Bot Connector did not do it: its status and code, and how long it wants to be left alone.

    `sent` tells whether it may have been done all the same: no answer, or one that says nothing.
    """

    def __init__(
        self, status: int, code: str, after: timedelta | None = None, *, sent: bool = False
    ) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code, self.after, self.sent = status, code, after, sent


class Turn(Protocol):
    """One activity being answered."""

    async def say(self, activity: Payload) -> str:
        """Send a message into the conversation of the turn; returns its id. Raises Failed."""


class Connector(Protocol):
    """The Bot Connector, as an SDK reaches it; every method may raise Failed."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def turn(self, activity: Payload, logic: Callable[[Turn], Awaitable[None]]) -> None:
        """Run one turn; the activity is checked and its sender known to be the Connector."""

    async def send(self, where: Reference, activity: Payload, *, targeted: bool = False) -> str:
        """Send into a conversation; targeted: only the recipient sees it."""

    async def update(self, where: Reference, message_id: str, activity: Payload) -> None:
        """Put it in the place of a message."""

    async def create(self, where: Reference, tenant: str, user: str) -> str:
        """Open the personal conversation with somebody; returns its id."""

    async def member(self, where: Reference, user: str) -> Payload:
        """Say who somebody in the conversation is."""

    async def members(self, where: Reference) -> Sequence[Payload]:
        """List who is in the conversation."""

    async def channels(self, where: Reference, team: str) -> Mapping[str, str]:
        """Name the channels of a team by their ids; its first one has the team's own name."""
