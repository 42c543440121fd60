"""Kills servers at moments that hurt, and starts them again; restarts the database too."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Sequence

from tests.chaos.people import Moments
from tests.chaos.points import POINTS
from tests.chaos.process import Served

# What happened last before the plug is pulled; "whenever" waits for nothing.
SEEN = ("request", "acknowledgement", "post", "whenever")
MOMENTS = tuple(moment for pair in zip(SEEN, POINTS, strict=True) for moment in pair)
BREATH = 0.6  # at most so many seconds between a start and the wish to kill
SLIP = 0.012  # at most so many seconds between the moment and the kill
QUIET = 3.0  # after so many seconds in which the moment did not come, any will do
LONG = 20.0  # likewise, for a coded point


class Killer:
    """Counts its kills by moment; the same seed draws the same servers, moments and pauses."""

    def __init__(
        self,
        servers: Sequence[Served],
        happened: Moments,
        chance: random.Random,
        restart: Callable[[], None] | None = None,
        moments: Sequence[str] = MOMENTS,
    ) -> None:
        self.servers, self.happened, self.chance = servers, happened, chance
        self.restart, self.moments = restart, moments
        self.kills: Counter[str] = Counter()
        self.restarts = 0

    async def work(self, rounds: int) -> None:
        """Kill so many times, and restart the database after each third of them."""
        for number in range(rounds):
            if self.restart is not None and number in {rounds // 3, 2 * rounds // 3}:
                await asyncio.to_thread(self.restart)
                self.restarts += 1
            server = self.chance.choice(self.servers)
            await self._kill(server, self.moments[number % len(self.moments)])
            await server.up()

    async def _kill(self, server: Served, moment: str) -> None:
        await asyncio.sleep(self.chance.uniform(0.05, BREATH))
        if moment in POINTS:
            moment = moment if await server.dies(moment, LONG) else "whenever"
        elif moment != "whenever":
            try:
                async with asyncio.timeout(QUIET):
                    await self.happened.next(moment)
            except TimeoutError:
                moment = "whenever"
            await asyncio.sleep(self.chance.uniform(0, SLIP))
        server.kill()
        self.kills[moment] += 1
