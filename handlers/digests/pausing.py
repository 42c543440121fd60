"""When a digest may not go out: it pauses, and who set it up is told, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.cards import Bold, Button, Buttons, Card, Note, Para, Said, card, line, to_json
from storage.post import outbox
from storage.post.outbox import Post
from storage.scheduling import schedules
from storage.scheduling.schedules import Schedule
from storage.store import Tx
from storage.tenant import people, rooms
from storage.tenant.people import Person

PAUSED = "paused"
ARCHIVED = "the channel was archived"
SHARED = "the channel is now shared with another organisation"
REMOVED = "I am no longer in the channel"
REFUSALS = {"is_archived": ARCHIVED, "not_in_channel": REMOVED, "channel_not_found": REMOVED}
LEFT = "they left, or are guests now"


def why_not(tx: Tx, tenant: str, address: str, reader: Person | None) -> str:
    """Say why nothing may be told to an address now; empty: it may."""
    if reader is not None:
        return LEFT if reader.gone or reader.guest or reader.stranger else ""
    room = rooms.get(tx, tenant, address)
    if room is not None and room.archived:
        return ARCHIVED
    if room is not None and room.shared:
        return SHARED
    return ""


def pause(tx: Tx, tenant: str, address: str, reason: str, now: datetime) -> None:
    """Pause a running digest and write to its owner; a paused one is left as it is."""
    schedule = schedules.lock(tx, tenant, address)
    if schedule is None or schedule.state != "on":
        return
    schedules.put(tx, replace(schedule, state="paused", reason=reason))
    owner = people.by_ids(tx, tenant, [schedule.owner]).get(schedule.owner)
    if owner is None or owner.gone or owner.user == address:
        return
    told = to_json(_told(tx, schedule, reason))
    key = f"digest paused:{address}:{now.isoformat()}"
    outbox.put(tx, tenant, now, Post(key, owner.platform, owner.user, told, lane="notice"))


def lost(tx: Tx, tenant: str, address: str, refusal: str, now: datetime) -> None:
    """Pause where the platform will not take posts any more; `refusal` is its own code."""
    pause(tx, tenant, address, REFUSALS.get(refusal, f"posts are refused ({refusal[:40]})"), now)


def _told(tx: Tx, schedule: Schedule, reason: str) -> Card:
    room = rooms.get(tx, schedule.tenant, schedule.address)
    name = f"#{room.name}" if room and room.name else "a channel"
    return card(
        Para(line(Bold("The digest of "), Said(name), Bold(" is paused"), f": {reason}.")),
        Note(line("Nothing was posted there since. When that is put right, let it go on.")),
        Buttons(
            (
                Button("Let it go on", "digest resume", schedule.address, style="primary"),
                Button("Stop it for good", "digest stop", schedule.address),
            )
        ),
    )
