"""Channels whose weekly digest comes due while servers are killed; some come due once too often."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from storage.scheduling import schedules
from storage.scheduling.schedules import Schedule
from storage.store import StorageError, Store, Tx
from tests.fakes.slack import FakeSlack

TENANT = "slack:T1"
APART = 0.8  # seconds between one channel's digest and the next one's
SOON = timedelta(seconds=1)
AGAIN = 3  # every so many channels, one that had its digest comes due once more


class Weeks:
    """Sets up a channel after the other, each due a second later."""

    def __init__(self, url: str, slack: FakeSlack) -> None:
        self.slack = slack
        self.store = Store.open(url)  # now: later the database may be away
        self.channels: list[str] = []

    async def work(self, killing: asyncio.Task[None]) -> None:
        """Go on until nothing is killed any more."""
        store = self.store
        while not killing.done():
            await self._due_soon(store, f"CW{len(self.channels)}")
            if len(self.channels) % AGAIN == 0:
                await self._due_again(store, self.channels[-AGAIN])
            await asyncio.sleep(APART)

    async def _due_soon(self, store: Store, channel: str) -> None:
        self.slack.channel(channel, channel.casefold(), set())
        now = datetime.now(UTC)
        wanted = Schedule(
            tenant=TENANT,
            address=channel,
            platform="slack",
            scope="portfolio",
            pilots=(),
            weekday=now.weekday(),
            at=f"{now:%H:%M}",
            tz="UTC",
            owner="",
            state="on",
            reason="",
            next_at=now + SOON,
            week="",
            last_at=None,
            changed_at=None,
        )
        await self._kept(store, lambda tx: schedules.put(tx, wanted))
        self.channels.append(channel)

    async def _due_again(self, store: Store, channel: str) -> None:
        """Do what a clock that jumped back does: the time that passed comes again."""

        def put(tx: Tx) -> None:
            one = schedules.lock(tx, TENANT, channel)
            assert one is not None
            schedules.put(tx, replace(one, next_at=datetime.now(UTC)))

        await self._kept(store, put)

    async def _kept(self, store: Store, work: Callable[[Tx], None]) -> None:
        """Write it, however often the database is away meanwhile."""
        while True:
            try:
                return await asyncio.wrap_future(store.write(work))
            except StorageError:
                await asyncio.sleep(0.2)
