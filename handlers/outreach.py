"""Tell those who can do something about it that we cannot reach somebody or somewhere."""

from __future__ import annotations

from datetime import datetime

from handlers.cards import Card, Note, Para, Said, card, line, to_json
from storage.post import outbox
from storage.post.outbox import Delivery, Post
from storage.store import Tx
from storage.tenant import people, rooms
from storage.tenant.people import Person

THERE = ":there"  # ends the key of what was said through another account


def unreachable(tx: Tx, tenant: str, address: str, reason: str, at: datetime) -> None:
    """Write to the programme leads and admins, once for an address, reason and day."""
    shown = to_json(_lost(tx, tenant, address, reason))
    posts = [
        Post(
            f"lost:{address}:{reason}:{at.date()}:{one.user}",
            *(one.platform, one.user, shown),
            lane="notice",
        )
        for one in _responsible(tx, tenant)
        if one.user != address
    ]
    outbox.put(tx, tenant, at, *posts)


def elsewhere(tx: Tx, delivery: Delivery, at: datetime) -> None:
    """Say it through somebody's other account, where this one can no longer be written to."""
    person = people.by_user(tx, delivery.tenant, delivery.address)
    said_here = delivery.updates or delivery.lane == "digest" or delivery.key.endswith(THERE)
    if person is None or not person.other or said_here:
        return
    there = people.of_account(tx, delivery.tenant, person.other)
    if there.platform == delivery.platform or not people.can_speak(there):
        return
    people.speaks(tx, delivery.tenant, there)
    post = Post(f"{delivery.key}{THERE}", there.platform, there.user, delivery.card)
    outbox.put(tx, delivery.tenant, at, post)


def unsure(tx: Tx, tenant: str, address: str, at: datetime) -> None:
    """Write to the same people that something may not have arrived, once for an address and day."""
    posts = [
        Post(
            f"unsure:{address}:{at.date()}:{one.user}",
            *(one.platform, one.user, shown),
            lane="notice",
        )
        for one in _responsible(tx, tenant)
        for shown in (to_json(_may_be_lost(tx, tenant, address)),)
    ]
    outbox.put(tx, tenant, at, *posts)


def _responsible(tx: Tx, tenant: str) -> list[Person]:
    found = (*people.holders(tx, tenant, "lead"), *people.admins(tx, tenant))
    return list({one.id: one for one in found}.values())


def _name(tx: Tx, tenant: str, address: str) -> str:
    person, room = people.by_user(tx, tenant, address), rooms.get(tx, tenant, address)
    return person.name if person else f"#{room.name}" if room and room.name else "a conversation"


def _may_be_lost(tx: Tx, tenant: str, address: str) -> Card:
    who = _name(tx, tenant, address)
    return card(
        Para(line("A message to ", Said(who), " may not have arrived: the connection broke.")),
        Note(line("I may not look there, and send nothing twice. /gate status shows how it is.")),
    )


def _lost(tx: Tx, tenant: str, address: str, reason: str) -> Card:
    who = _name(tx, tenant, address)
    return card(
        Para(line("I can no longer write to ", Said(who), ": I was removed or blocked there.")),
        Note(line(f"Nothing more goes there until I am added again. The answer was: {reason}.")),
    )
