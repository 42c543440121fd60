"""Teams takes seven messages a second in one conversation, whoever of us sends them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

APART: Final = 0.15  # seconds: a little more than a seventh, for what the network pushes together
REMEMBERED: Final = 10_000


class Pacer:
    """Let senders of one conversation go one after the other; no other waits for them."""

    def __init__(
        self,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.clock, self.sleep = clock, sleep
        self._next: dict[str, float] = {}

    async def turn(self, conversation: str) -> None:
        """Wait until it is this sender's turn."""
        now = self.clock()
        at = max(now, self._next.get(conversation, 0.0))
        if len(self._next) >= REMEMBERED:
            self._next = {one: until for one, until in self._next.items() if until > now}
        self._next[conversation] = at + APART
        if at > now:
            await self.sleep(at - now)
