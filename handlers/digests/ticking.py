"""The clock strikes: what is due is ordered, once, and put on to its next time."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.digests.ordering import DigestOrder, key_of
from handlers.digests.when import missed, next_time, week_for
from storage.post import outbox
from storage.post.outbox import Post
from storage.scheduling import schedules
from storage.scheduling.schedules import Schedule
from storage.store import Tx

BATCH = 100  # orders in one transaction
FARTHEST = timedelta(days=15)  # a weekly time moved from Monday to Sunday is 13 days away
LONGEST = timedelta(hours=6)  # nothing is put off for longer than a platform's hour


def tick(tx: Tx, now: datetime, *, send_from: datetime | None = None) -> int:
    """Order what is due, a batch of it; gives how many were due. Twice does no harm."""
    due = schedules.claim(tx, now, BATCH)
    for schedule in due:
        strike(tx, schedule, now, send_from or now)
    return len(due)


def strike(tx: Tx, schedule: Schedule, now: datetime, send_from: datetime) -> str:
    """Order one digest and move its schedule on; gives the order's key."""
    post = ordered(schedule, now)
    outbox.put(tx, schedule.tenant, send_from, post)
    week = post.key.rpartition(":")[2]
    s = schedule
    schedules.move(tx, s, next_time(s.weekday, s.at, s.tz, now, but=week), week, now)
    return post.key


def ordered(schedule: Schedule, now: datetime) -> Post:
    """Write the order of a digest that is due; one for all the times that were missed."""
    s = schedule
    times = missed(s.weekday, s.at, s.tz, s.next_at, now)
    order = DigestOrder(
        scope=s.scope,
        pilots=s.pilots,
        tz=s.tz,
        now=now,
        due=s.next_at,
        missed=len(times),
        since=s.last_at,
        changed=s.changed_at,
    )
    key = key_of(s.tenant, s.address, s.scope, week_for(times[-1], now, s.tz))
    return Post(key, s.platform, s.address, order.model_dump_json(), lane="digest")


def heal(tx: Tx, now: datetime) -> int:
    """Put right what a clock that ran ahead left behind; gives how much."""
    lost = schedules.beyond(tx, now + FARTHEST)
    for s in lost:
        schedules.move(tx, s, next_time(s.weekday, s.at, s.tz, now, but=s.week), s.week, s.last_at)
    return len(lost) + outbox.heal(tx, now, LONGEST)
