"""A real outbox and its sender, posting to the fake Slack; the clock can be put forward."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.ports import Poster
from bot.running.sender import Sender
from bot.slack import clients
from bot.slack.config import SlackConfig
from bot.slack.poster import SlackPoster
from handlers.cards import Card, Para, line, to_json
from storage.post import outbox
from storage.post.outbox import Delivery, Post
from storage.store import Store
from tests.fakes.slack import BOT_TOKEN, FakeSlack

TENANT = "slack:T1"
LEASE = timedelta(seconds=60)


@dataclass
class Clock:
    """The time of day, unless it stands still, and what was added to it."""

    ahead: timedelta = timedelta()
    still: datetime | None = None

    def __call__(self) -> datetime:
        return (self.still or datetime.now(UTC)) + self.ahead

    def stop(self) -> None:
        self.still = datetime.now(UTC)


@dataclass
class Rig:
    """What a test of the sender touches."""

    store: Store
    poster: Any
    clock: Clock = field(default_factory=Clock)
    lease: timedelta = LEASE

    def __post_init__(self) -> None:
        self.sender = self.new_sender()

    def new_sender(self) -> Sender:
        posters: dict[str, Poster] = {"slack": self.poster}
        return Sender(self.store, posters, self.clock, lease=self.lease, pause=0.02)

    async def put(
        self, key: str, address: str = "C1", card: Card | None = None, **more: Any
    ) -> None:
        shown = card or Card(key, (Para(line(f"text of {key}")),))
        await self.put_json(key, address, to_json(shown), **more)

    async def put_json(self, key: str, address: str, shown: str, **more: Any) -> None:
        post = Post(key, "slack", address, shown, **more)
        at = self.clock()
        await asyncio.wrap_future(self.store.write(lambda tx: outbox.put(tx, TENANT, at, post)))
        self.sender.wake()

    async def claim(self) -> tuple[Delivery, ...]:
        """Take what is due and say nothing more, as a sender that is killed does."""
        now = self.clock()
        return await asyncio.wrap_future(
            self.store.write(lambda tx: outbox.claim(tx, ["slack"], now, self.lease, 10))
        )

    async def waiting(self) -> dict[str, int]:
        counts = await asyncio.wrap_future(self.store.read(outbox.waiting))
        return {state: count for state, count in counts.items() if count}

    async def settled(self, seconds: float = 30.0, **states: int) -> None:
        """Wait until the outbox is empty, but for these."""
        async with asyncio.timeout(seconds):
            while await self.waiting() != states:  # noqa: ASYNC110 - the database tells nobody
                await asyncio.sleep(0.01)

    def later(self, seconds: float) -> None:
        self.clock.ahead += timedelta(seconds=seconds)
        self.sender.wake()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.sender.run())
        try:
            yield
        finally:
            await self.sender.stop()
            await task


@asynccontextmanager
async def rig(slack: FakeSlack, folder: Path) -> AsyncIterator[Rig]:
    store = Store.open(f"sqlite:///{folder / 'out.db'}", create=True)
    client = clients.delivery(SlackConfig(BOT_TOKEN, api_url=slack.api_url))
    client.session = clients.new_session()
    try:
        yield Rig(store, SlackPoster(client))
    finally:
        await client.session.close()
        store.close()
