"""200 channels in 5 zones, half a year of simulated time, two workers, on both databases."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.digests.when import next_time
from tests.digests.rig import Worker, World, plan

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",  # its summer is half an hour
    "Pacific/Auckland",
)
BEGIN = datetime(2026, 10, 19, 0, 0, tzinfo=UTC)  # before clocks go back, in north and south
END = datetime(2027, 4, 12, 0, 0, tzinfo=UTC)  # after they went on; week 53 lies between
DOWN = (datetime(2026, 11, 30, 7, 10, tzinfo=UTC), datetime(2026, 12, 13, 7, 10, tzinfo=UTC))
STEP = timedelta(hours=6)  # between two looks at which nothing need be due
# Few hours, so that many are due at once: midnight, one that clocks skip and repeat, the morning.
HOURS = (time(0), time(2, 30), time(9))


@dataclass(frozen=True)
class Channel:
    """A channel's plan, and from when to when it holds."""

    address: str
    weekday: int
    at: time
    tz: str
    added: datetime
    removed: datetime


def fleet() -> list[Channel]:
    dice = random.Random(20261019)
    made = []
    for number in range(200):
        added = BEGIN if number % 4 else BEGIN + timedelta(days=dice.randrange(120), minutes=7)
        removed = END if number % 5 else added + timedelta(days=dice.randrange(20, 60), minutes=11)
        at, weekday, tz = dice.choice(HOURS), dice.randrange(7), ZONES[number % 5]
        made.append(Channel(f"C{number:03}", weekday, at, tz, added, min(removed, END)))
    return made


def calendar(channel: Channel) -> Iterator[datetime]:
    """Walk a calendar for the instants at which a channel's digest is due."""
    zone = ZoneInfo(channel.tz)
    for day in (date(2026, 10, 1) + timedelta(n) for n in range(210)):
        at = datetime.combine(day, channel.at, zone).astimezone(UTC)
        if day.weekday() == channel.weekday and at > channel.added:
            yield at


def instants(channels: list[Channel]) -> list[datetime]:
    """List when the clock strikes: whenever something is due, and now and then when nothing is."""
    now, found = BEGIN, {at for one in channels for at in calendar(one)}
    while now < END:
        found.add(now)
        now += STEP
    return sorted(at for at in found if BEGIN <= at < END and not DOWN[0] <= at < DOWN[1])


def expected(channel: Channel, ticks: list[datetime]) -> Counter[str]:
    """Work out, day by day on a calendar, which weeks a channel gets a digest for."""
    zone = ZoneInfo(channel.tz)
    weeks: Counter[str] = Counter()
    waiting: datetime | None = None
    days = sorted(calendar(channel))
    for tick in ticks:
        if not channel.added <= tick < channel.removed:
            continue
        while days and days[0] <= tick:
            waiting = days.pop(0)
        if waiting is None:
            continue
        late = tick - waiting > timedelta(hours=1)
        counted = (tick if late else waiting).astimezone(zone).isocalendar()
        week = f"{counted.year}-W{counted.week:02}"
        weeks[week] = 1
        waiting = None
    return weeks


async def test_every_channel_gets_exactly_its_digests_and_never_two_in_a_week(url: str) -> None:
    world = World(BEGIN)
    workers = [Worker(url, world), Worker(url, world)]
    channels = fleet()
    ticks = instants(channels)
    coming = sorted(channels, key=lambda one: one.added)
    going = sorted(channels, key=lambda one: one.removed)
    for now in ticks:
        world.now = now + timedelta(seconds=1)
        while coming and coming[0].added <= now:
            one = coming.pop(0)
            at = f"{one.at:%H:%M}"
            first = next_time(one.weekday, at, one.tz, one.added)
            workers[0].keep(plan(one.address, one.weekday, at, one.tz, first))
        while going and going[0].removed <= now:
            gone = workers[1].schedule(going.pop(0).address)
            assert gone
            workers[1].keep(replace(gone, state="stopped"))
        if any(await asyncio.gather(*(worker.strike() for worker in workers))):
            await asyncio.gather(*(worker.send() for worker in workers))
    for worker in workers:
        worker.close()
    got: dict[str, Counter[str]] = {one.address: Counter() for one in channels}
    for post in world.posts:
        got[post.address][post.key.rpartition(":")[2]] += 1
    wanted = {one.address: expected(one, ticks) for one in channels}
    assert got == wanted
    assert max(max(weeks.values(), default=0) for weeks in got.values()) == 1
    assert "2026-W53" in got["C001"]
