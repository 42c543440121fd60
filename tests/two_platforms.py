"""A stage on two platforms: one organisation in Slack and in Teams, and strangers in both.

People are named as in Slack; `MariaT` is Maria's account in Teams, `LenaT` is in Teams only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from handlers.desk import Desk
from handlers.heard import Heard, Place, Press, Reply, What
from storage.post import outbox
from storage.store import Store, Tx
from storage.tenant import homes, people, rooms
from storage.tenant.people import Face, Person
from storage.tenant.rooms import Room
from tests.stage import LIBRARY, MONDAY, USERS, Stage

SLACK: Final = "slack:T1"
TEAMS: Final = "teams:5c0c6d2e-0000-4000-8000-000000000001"
OTHER: Final = "slack:T2"  # another organisation's workspace, in the same deployment
FAR: Final = "teams:5c0c6d2e-0000-4000-8000-000000000002"
GENERAL: Final = Room("19:general@thread.tacv2", "general", private=True)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody on one platform, in one of its tenants."""

    face: Face
    tenant: str = SLACK
    platform: Literal["slack", "teams"] = "slack"


def in_teams(face: Face, tenant: str = SLACK) -> Account:
    return Account(face, tenant, "teams")


CAST: Final = {
    **{name: Account(face) for name, face in USERS.items()},
    "MariaT": in_teams(Face("entra-maria", "Maria Lopez (IT)", email="maria@corp.example")),
    "BenT": in_teams(Face("entra-ben", "Ben Okafor")),
    "LenaT": in_teams(Face("entra-lena", "Lena Falk")),
    "GuestT": in_teams(Face("entra-guest", "Gus Guest", guest=True)),
    "Olga": Account(Face("UOLGA", "Olga Other"), OTHER),
    "FarT": in_teams(Face("entra-far", "Farid Far"), FAR),
}
PILOT: Final = {"Name": "Invoices", "Purpose": "Match them", "Channel": "#invoice-pilot"}


class TwoPlatforms(Stage):
    """The desk with two platforms around it; what it sends is read by whoever it is sent to."""

    def __init__(self, url: str, *, joined: bool = True) -> None:
        self.joined = joined
        super().__init__(url)

    def open(self) -> None:
        self.tenant, self.platforms = SLACK, ("slack", "teams")
        self.store = Store.open(self.url, create=True)
        shared = (SLACK,) if self.joined else ()
        self.desk = Desk(self.store, LIBRARY, now=lambda: self.now, shared=shared)
        self.store.write(self._introduce).result()

    def _introduce(self, tx: Tx) -> None:
        if self.joined:
            homes.put(tx, TEAMS, SLACK, MONDAY)
        for one in CAST.values():
            people.meet(tx, self.tenant_of(one), one.face, one.platform)
        priya = people.by_user(tx, SLACK, "UPRIYA")
        assert priya is not None
        people.grant(tx, SLACK, priya.id, "lead", "", MONDAY)
        for room in (Room("CINVOICE", "invoice-pilot"),):
            rooms.put(tx, SLACK, room, "slack")
            rooms.put(tx, OTHER, Room("COTHER", "other"), "slack")

    def tenant_of(self, one: Account) -> str:
        return one.tenant if self.joined or one.platform == "slack" else TEAMS

    async def hear(self, name: str, room: str, what: What, key: str = "") -> Reply:
        self.now += timedelta(seconds=20)
        self.screen(name).fresh.clear()
        one = CAST[name]
        channel = {"invoice-pilot": Room("CINVOICE", "invoice-pilot"), "general": GENERAL}.get(room)
        where = channel.id if channel else f"D{one.face.user}"
        place = Place(one.platform, self.tenant_of(one), where, not channel)
        key = key or f"E{next(self.keys)}"
        reply = await self.desk.hear(Heard(key, self.now, one.face, place, what, (), channel))
        self.shown(name, room, reply)
        await self.deliver()
        return reply

    def readers(self, delivery: outbox.Delivery) -> Iterator[tuple[str, str]]:
        for name, one in CAST.items():
            at = (self.tenant_of(one), one.platform, one.face.user)
            if at == (delivery.tenant, delivery.platform, delivery.address):
                yield name, ""
        if (delivery.platform, delivery.address) == ("teams", GENERAL.id):
            yield "BenT", "general"

    # What tests ask

    async def press_as(self, name: str, verb: str, ref: str) -> str:
        """Press a button that somebody was never shown."""
        await self.hear(name, "", Press(verb, ref))
        return self.read(name)

    def person(self, name: str) -> Person:
        one = CAST[name]
        found = self.store.read(
            lambda tx: people.by_user(tx, self.tenant_of(one), one.face.user)
        ).result()
        assert found is not None
        return found

    async def code(self, name: str) -> str:
        """Ask for a code, and read it."""
        await self.say(name, "", "/gate link")
        words = self.read(name)
        return words.split("gate link ")[1].split()[0].strip("*")

    async def link(self, first: str, second: str) -> None:
        code = await self.code(first)
        await self.say(second, "", f"/gate link {code}")
        await self.press(second, "Yes, both are me")
        await self.press(first, "Yes, both are me")
        assert "are one person now" in self.read(first)
