"""Channels and who is in them: what decides whether a pilot may be seen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from operator import attrgetter

from sqlalchemy import bindparam, delete, select

from storage.database.quick import Quick
from storage.database.statements import Tx, Upsert
from storage.database.tables import core
from storage.pilots.tally import rehide
from storage.tenant.tables import MemberRow, PersonRow, RoomRow


@dataclass(frozen=True, slots=True)
class Room:
    """A channel as its platform describes it."""

    id: str
    name: str
    private: bool = False
    shared: bool = False  # with another organisation
    archived: bool = False


_room = core(RoomRow).c
_member = core(MemberRow).c
_COLUMNS = ("id", "name", "private", "shared", "archived")
_seen = attrgetter(*_COLUMNS)
_ROOMS = select(*(_room[name] for name in _COLUMNS)).where(_room.tenant == bindparam("tenant"))
_GET = Quick(_ROOMS.where(_room.id == bindparam("room")))
_KNOWN = _ROOMS.order_by(_room.name, _room.id)
_PUT = Upsert(core(RoomRow), ("tenant", "id"), _COLUMNS[1:])
_PLATFORM = Quick(
    select(_room.platform).where(_room.tenant == bindparam("tenant"), _room.id == bindparam("room"))
)

_JOIN = Upsert(core(MemberRow), ("tenant", "room", "person"))
_LEAVE = delete(core(MemberRow)).where(
    _member.tenant == bindparam("t"),
    _member.room == bindparam("r"),
    _member.person.in_(bindparam("people", expanding=True)),
)
# Accounts are members of channels; people are whoever these accounts belong to.
_person = core(PersonRow).c
_ACCOUNTS_IN = select(_member.person).where(
    _member.tenant == bindparam("tenant"), _member.room == bindparam("room")
)
_MEMBERS = select(_person.one).where(
    _person.tenant == bindparam("tenant"), _person.id.in_(_ACCOUNTS_IN)
)
_ROOMS_OF = select(_member.room).where(
    _member.tenant == bindparam("tenant"),
    _member.person.in_(
        select(_person.id).where(
            _person.tenant == bindparam("tenant"), _person.one == bindparam("person")
        )
    ),
)


def put(tx: Tx, tenant: str, room: Room, platform: str = "") -> None:
    """Know a channel as it is now; pilots in it are hidden or shown with it at once."""
    known = get(tx, tenant, room.id)
    if known == room:
        return
    where = {"tenant": tenant, "platform": platform or tenant.partition(":")[0]}
    _PUT(tx, where | dict(zip(_COLUMNS, _seen(room), strict=True)))
    if known is None or known.private != room.private:
        rehide(tx, tenant, room.id, hidden=room.private)


def get(tx: Tx, tenant: str, room: str) -> Room | None:
    """Find a channel by the platform's id."""
    row = _GET.row(tx, {"tenant": tenant, "room": room})
    return None if row is None else Room(*row)


def platform(tx: Tx, tenant: str, room: str) -> str:
    """Tell on which platform a channel is; empty where it is not known."""
    row = _PLATFORM.row(tx, {"tenant": tenant, "room": room})
    return "" if row is None else str(row[0])


def known(tx: Tx, tenant: str) -> tuple[Room, ...]:
    """List every channel of the tenant by name."""
    return tuple(Room(*row) for row in tx.execute(_KNOWN, {"tenant": tenant}))


def join(tx: Tx, tenant: str, room: str, person: str) -> None:
    """Note that somebody's account is in a channel, which need not be known yet."""
    _JOIN(tx, {"tenant": tenant, "room": room, "person": person})


def leave(tx: Tx, tenant: str, room: str, person: str) -> None:
    """Note that somebody's account is no longer in a channel."""
    tx.execute(_LEAVE, {"t": tenant, "r": room, "people": [person]})


def set_members(tx: Tx, tenant: str, room: str, people: Collection[str]) -> None:
    """Note whose accounts are in a channel, and no others; writes only what differs."""
    before = frozenset(tx.scalars(_ACCOUNTS_IN, {"tenant": tenant, "room": room}))
    if away := before.difference(people):
        tx.execute(_LEAVE, {"t": tenant, "r": room, "people": sorted(away)})
    for person in sorted(frozenset(people) - before):
        join(tx, tenant, room, person)


def members(tx: Tx, tenant: str, room: str) -> frozenset[str]:
    """Give the ids of who is in a channel."""
    return frozenset(tx.scalars(_MEMBERS, {"tenant": tenant, "room": room}))


def rooms_of(tx: Tx, tenant: str, person: str) -> frozenset[str]:
    """Give the ids of the channels that somebody is in, with any account of theirs."""
    return frozenset(tx.scalars(_ROOMS_OF, {"tenant": tenant, "person": person}))
