"""Kills the server at moments that hurt, and starts it again."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

from tests.chaos.people import Moments
from tests.chaos.process import Served

# What happened last before the plug is pulled; "whenever" waits for nothing.
MOMENTS = ("request", "acknowledgement", "post", "whenever")
BREATH = 0.6  # at most so many seconds between a start and the wish to kill
SLIP = 0.012  # at most so many seconds between the moment and the kill
QUIET = 3.0  # after so many seconds in which the moment did not come, any will do


class Killer:
    """Counts its kills by moment; the same seed draws the same moments and pauses."""

    def __init__(self, server: Served, happened: Moments, chance: random.Random) -> None:
        self.server, self.happened, self.chance = server, happened, chance
        self.kills: Counter[str] = Counter()

    async def work(self, rounds: int) -> None:
        for number in range(rounds):
            await self._kill(MOMENTS[number % len(MOMENTS)])
            await self.server.up()

    async def _kill(self, moment: str) -> None:
        await asyncio.sleep(self.chance.uniform(0.05, BREATH))
        if moment != "whenever":
            try:
                async with asyncio.timeout(QUIET):
                    await self.happened.next(moment)
            except TimeoutError:
                moment = "whenever"
            await asyncio.sleep(self.chance.uniform(0, SLIP))
        self.server.kill()
        self.kills[moment] += 1
