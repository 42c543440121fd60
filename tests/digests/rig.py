"""A world of channels with digests, in simulated time: clocks and senders as `serve` runs them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from bot.ports import Permanent
from bot.running.clock import Clock
from bot.running.sender import Sender
from handlers.cards import Card, from_json
from storage.post.outbox import Delivery
from storage.scheduling import schedules
from storage.scheduling.schedules import Schedule
from storage.store import Store, Tx
from tests.stage import LIBRARY

TENANT = "local"


@dataclass
class Post:
    """What arrived: where, when, under which key and what it says."""

    address: str
    at: datetime
    key: str
    card: Card
    thread: str


@dataclass
class World:
    """The time of day, and everything that was posted."""

    now: datetime
    posts: list[Post] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)  # address -> the platform's reason

    def at(self, address: str) -> list[Post]:
        return [post for post in self.posts if post.address == address]

    # a poster

    async def post(self, delivery: Delivery) -> str:
        if delivery.address in self.refused:
            raise Permanent(self.refused[delivery.address])
        shown = from_json(delivery.card)
        self.posts.append(Post(delivery.address, self.now, delivery.key, shown, delivery.thread))
        return f"M{len(self.posts)}"

    async def update(self, delivery: Delivery) -> None:
        raise AssertionError("a digest is never changed")

    async def find(self, delivery: Delivery) -> str | None:
        for number, post in enumerate(self.posts, 1):
            if post.key == delivery.key:
                return f"M{number}"
        return None


class Worker:
    """One process of `gatepost serve`, as far as time is concerned."""

    def __init__(self, url: str, world: World) -> None:
        self.world = world
        self.store = Store.open(url, synchronous="NORMAL")
        self.sender = Sender(self.store, {"local": world}, lambda: world.now, library=LIBRARY)
        self.clock = Clock(self.store, lambda: world.now, lambda: None)

    async def strike(self) -> int:
        return await self.clock.tick()

    async def send(self) -> None:
        """Send until nothing is due."""
        while True:
            before = len(self.world.posts)
            await self.sender.pump()
            while self.sender._running:
                await asyncio.wait(set(self.sender._running))
            if len(self.world.posts) == before:
                return

    def keep(self, *wanted: Schedule) -> None:
        def put(tx: Tx) -> None:
            for one in wanted:
                schedules.put(tx, one)

        self.store.write(put).result()

    def schedule(self, address: str) -> Schedule | None:
        return self.store.read(lambda tx: schedules.get(tx, TENANT, address)).result()

    def close(self) -> None:
        self.store.close()


def plan(address: str, weekday: int, at: str, tz: str, next_at: datetime, **more: str) -> Schedule:
    told = {"scope": "here", "week": "", "owner": "", "state": "on"} | more
    return Schedule(
        tenant=TENANT,
        address=address,
        platform="local",
        scope=told["scope"],
        pilots=(),
        weekday=weekday,
        at=at,
        tz=tz,
        owner=told["owner"],
        state="on",
        reason="",
        next_at=next_at,
        week=told["week"],
        last_at=None,
        changed_at=None,
    )
