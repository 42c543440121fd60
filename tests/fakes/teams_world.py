"""People, conversations and messages of the fake Teams."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tests.fakes import teams_cards as cards

Json: TypeAlias = dict[str, Any]

BOT = "28:gatepost"


@dataclass
class Member:
    """Somebody in the tenant: `entra` is their id there, `id` is theirs with this bot."""

    entra: str
    name: str
    email: str = ""
    tz: str = "Europe/Berlin"
    guest: bool = False
    tenant: str = ""

    @property
    def id(self) -> str:
        return f"29:{self.entra}"


@dataclass
class Message:
    """One message as it stands now; `own` are the cards that only one person sees in its place."""

    id: str
    conversation: str
    text: str = ""
    card: Json | None = None
    sender: str = ""  # empty: Gatepost
    only_for: str = ""
    own: dict[str, Json] = field(default_factory=dict)
    thread: str = ""
    edits: int = 0
    past: list[Json] = field(default_factory=list)  # what a device may show that did not catch up

    def seen_by(self, user: str) -> Json | None:
        return self.own.get(user, self.card)

    def words(self, user: str) -> str:
        card = self.seen_by(user)
        return cards.words(card) if card is not None else self.text


@dataclass
class Conversation:
    """A personal chat, a group or a channel."""

    id: str
    kind: str
    members: set[str]  # Entra ids
    name: str = ""
    team: str = ""
    messages: list[Message] = field(default_factory=list)


@dataclass
class World:
    """One tenant's Teams."""

    tenant: str
    people: dict[str, Member] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1_700_000_000_000))

    def person(self, entra: str, name: str, **about: Any) -> Member:
        self.people[entra] = Member(entra, name, **about)
        return self.people[entra]

    def channel(self, identity: str, name: str, members: set[str], team: str = "19:team") -> None:
        self.conversations[identity] = Conversation(identity, "channel", members, name, team)

    def group(self, identity: str, members: set[str]) -> None:
        self.conversations[identity] = Conversation(identity, "groupChat", members)

    def personal(self, entra: str) -> Conversation:
        """The conversation of somebody with Gatepost, opened by whoever asks first."""
        identity = f"a:personal-{entra}"
        found = self.conversations.get(identity)
        if found is None:
            found = self.conversations[identity] = Conversation(identity, "personal", {entra})
        return found

    def by_id(self, identity: str) -> Member | None:
        """Find somebody by either of their ids."""
        found = (one for one in self.people.values() if identity in (one.id, one.entra))
        return next(found, None)

    def message(self, identity: str) -> Message | None:
        every = (m for one in self.conversations.values() for m in one.messages)
        return next((m for m in every if m.id == identity), None)

    def screen(self, entra: str) -> list[Message]:
        """What somebody sees, oldest first."""
        mine = [one for one in self.conversations.values() if entra in one.members]
        seen = (m for one in mine for m in one.messages if m.only_for in ("", entra))
        return sorted(seen, key=lambda message: int(message.id))
