"""Tell those who can do something about it that we cannot reach somebody or somewhere."""

from __future__ import annotations

from datetime import datetime

from handlers.cards import Card, Note, Para, Said, card, line, to_json
from storage.post import outbox
from storage.post.outbox import Post
from storage.store import Tx
from storage.tenant import people, rooms


def unreachable(
    tx: Tx, tenant: str, platform: str, address: str, reason: str, at: datetime
) -> None:
    """Write to the programme leads and admins, once for an address, reason and day."""
    told = {one.user for one in (*people.holders(tx, tenant, "lead"), *people.admins(tx, tenant))}
    shown = to_json(_lost(tx, tenant, address, reason))
    posts = [
        Post(f"lost:{address}:{reason}:{at.date()}:{user}", platform, user, shown, lane="notice")
        for user in sorted(told - {address})
    ]
    outbox.put(tx, tenant, at, *posts)


def _lost(tx: Tx, tenant: str, address: str, reason: str) -> Card:
    person, room = people.by_user(tx, tenant, address), rooms.get(tx, tenant, address)
    who = person.name if person else f"#{room.name}" if room and room.name else "a conversation"
    return card(
        Para(line("I can no longer write to ", Said(who), ": I was removed or blocked there.")),
        Note(line(f"Nothing more goes there until I am added again. The answer was: {reason}.")),
    )
