"""Make a digest at the moment of sending, or say why it may not go out now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache

from handlers.cards import Card
from handlers.digests.composing import Frame, compose
from handlers.digests.gathering import Kept, gather, instants, rows_of, untold, with_guests
from handlers.digests.ordering import DigestOrder
from handlers.digests.pausing import PAUSED, pause, why_not
from handlers.digests.scene import nobody, scene
from handlers.digests.when import week_of
from handlers.talk import Talk, zone
from knowledge.model import Library
from storage.pilots.summary import Summary
from storage.post.outbox import Delivery
from storage.scheduling import glances, schedules
from storage.store import Tx
from storage.tenant import people
from storage.tenant.people import Person

Settling = Callable[[Tx], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What an order was made into; `parts` follow it, `settle` is done once it is out."""

    card: Card
    parts: tuple[Card, ...] = ()
    settle: Settling = field(default=lambda tx: None)


@dataclass(frozen=True, slots=True)
class Withheld:
    """An order that is not carried out: why, and what is to be written down."""

    reason: str
    settle: Settling = field(default=lambda tx: None)


def make_digest(
    tx: Tx, library: Library, delivery: Delivery, order: DigestOrder, now: datetime
) -> Made | Withheld:
    """Carry out an order; who may see what is looked up now, whatever was so when it was due."""
    tenant, address = delivery.tenant, delivery.address
    schedule = schedules.get(tx, tenant, address)
    if schedule is None or schedule.state == "stopped":
        return Withheld("stopped")
    if schedule.state == "paused":
        return Withheld(PAUSED)
    reader = people.by_user(tx, tenant, address)
    hindered = why_not(tx, tenant, address, reader)
    if hindered:
        return Withheld(PAUSED, lambda tx: pause(tx, tenant, address, hindered, now))
    talk = stage(tx, library, tenant, address, reader, order.tz, order.now)
    kept = Kept()
    since = min(order.since, order.now) if order.since else None
    rows = rows_of(talk, order.scope, order.pilots)
    told = gather(talk, rows, since, order.tz, kept)
    frame = framed(talk, order, delivery.platform, rows)
    cards, new = compose(frame, told)

    def settle(tx: Tx) -> None:
        for pilot, at, body in kept.glances:
            glances.put(tx, tenant, pilot, at, body)
        if new:
            schedules.changed(tx, tenant, address, order.now)

    return Made(cards[0], cards[1:], settle)


def stage(
    tx: Tx,
    library: Library,
    tenant: str,
    address: str,
    reader: Person | None,
    tz: str,
    now: datetime,
) -> Talk:
    """Set the scene of a digest: a person in private, or a channel."""
    who = reader or nobody(tz)
    return scene(tx, library, tenant, address, who, now, direct=reader is not None)


def framed(talk: Talk, order: DigestOrder, platform: str, rows: Sequence[Summary]) -> Frame:
    """Say what a digest is about beside its pilots."""
    direct = talk.heard.where.direct
    return Frame(
        scope=order.scope,
        week=week_of(order.now, order.tz),
        tz=order.tz,
        now=order.now,
        since=min(order.since, order.now) if order.since else None,
        changed=order.changed,
        due=order.due,
        missed=order.missed,
        where="in the thread" if platform == "slack" else "in the next message",
        columns=_columns(order.now.astimezone(zone(order.tz)).date(), order.tz),
        direct=direct,
        untold=untold(talk, order.scope, rows),
        guests=order.scope != "here" and not direct and with_guests(talk),
    )


@lru_cache(maxsize=64)  # thousands are due on the same day
def _columns(today: date, tz: str) -> tuple[str, ...]:
    """Name the weeks of the trend by their days."""
    noon = datetime.combine(today, time(12), zone(tz))
    weeks = (at.astimezone(zone(tz)) for at in instants(noon, tz))
    return tuple(f"{at.day} {at:%b}" for at in weeks)
