"""Who may be where in the local chat, and what a name in a text stands for."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence

from bot.local.pictures import Pictures
from bot.local.seeds import GATEPOST, TENANT, Channel, Persona
from handlers.cards import Chart, Option
from handlers.heard import Place
from storage.tenant.people import Face
from storage.tenant.rooms import Room

_MENTION = re.compile(r"<@([A-Z0-9]+)>")
_CALLED = re.compile(rf"<@{GATEPOST}>[,:]?\s*")


class Town:
    """The people and channels of one local chat."""

    def __init__(
        self,
        people: Sequence[Persona],
        rooms: Sequence[Channel],
        draw: Callable[[Chart], Awaitable[bytes | None]] | None = None,
    ) -> None:
        self.pictures = Pictures(draw)
        self.people = {persona.face.user: persona for persona in people}
        self.rooms = {channel.room.id: channel for channel in rooms}
        self.person_options = tuple(Option(p.face.user, p.face.name) for p in people)

    def conversations(self, user: str) -> tuple[str, ...]:
        """List where somebody may read and write: their direct messages first."""
        return (direct(user), *(channel.room.id for channel in self.channels(user)))

    def channels(self, user: str) -> tuple[Channel, ...]:
        return tuple(c for c in self.rooms.values() if not c.room.private or user in c.members)

    def channel_options(self, user: str) -> tuple[Option, ...]:
        return tuple(Option(c.room.id, f"#{c.room.name}") for c in self.channels(user))

    def personas(self) -> list[dict[str, str]]:
        """Describe whom one can act as."""
        return [
            {"id": user, "name": persona.face.name, "title": persona.title}
            for user, persona in self.people.items()
        ]

    def place(self, conversation: str) -> Place:
        is_direct = conversation not in self.rooms
        return Place("local", TENANT, conversation, direct=is_direct)

    def room(self, conversation: str) -> Room | None:
        channel = self.rooms.get(conversation)
        return channel.room if channel else None

    def conversation(self, address: str) -> str | None:
        """Give the conversation that an outbox address means: a person's is their direct one."""
        if address in self.people:
            return direct(address)
        known = address in self.rooms or address[1:] in self.people
        return address if known else None

    def faces(self, texts: Iterable[str]) -> tuple[Face, ...]:
        """Give the people whom these texts mention, or whose id one of them is."""
        found = {user for text in texts for user in (*_MENTION.findall(text), *text.split(","))}
        return tuple(self.people[user].face for user in sorted(found & self.people.keys()))


def direct(user: str) -> str:
    """Give the id of somebody's direct messages with Gatepost."""
    return f"D{user}"


def is_called(text: str) -> bool:
    """Tell whether Gatepost is called by name."""
    return _CALLED.search(text) is not None


def without_name(text: str) -> str:
    """Take Gatepost's name out of what was said to it."""
    return _CALLED.sub("", text, count=1).strip()
