"""The clock: about once a second, see what is due and order it. The sender does the rest."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, TypeAlias, TypeVar

from handlers.digests import ticking as digests
from handlers.reminders import ticking as reminders
from storage import manners, schedules
from storage.store import StorageError, Store, Tx

TICK: Final = 1.0  # seconds
CARE: Final = timedelta(minutes=1)  # between two looks for newcomers, and for a wrong clock's doing

T = TypeVar("T")

Due: TypeAlias = Callable[[Tx, datetime, int], object]
Order: TypeAlias = Callable[[Tx, datetime], int]

WORK: Final[tuple[tuple[Due, Order], ...]] = (
    (schedules.due, digests.tick),
    (manners.due, reminders.tick),
)

_LOG: Final = logging.getLogger("gatepost.clock")


class Clock:
    """Strikes while it runs; several of them, on one database or many machines, share the work."""

    def __init__(self, store: Store, now: Callable[[], datetime], wake: Callable[[], None]) -> None:
        self.store, self.now, self.wake = store, now, wake
        self._looked: datetime | None = None

    async def run(self) -> None:
        """Go on until cancelled."""
        while True:
            try:
                await self.tick()
            except StorageError as error:
                _LOG.warning("nothing was ordered: %s", type(error).__name__)
            await asyncio.sleep(TICK)

    async def tick(self) -> int:
        """Order all that is due by now; gives how much. A look costs no write."""
        now = self.now()
        await self._look_after(now)
        ordered = 0
        for due, order in WORK:
            ordered += await self._worked_off(due, order, now)
        if ordered:
            self.wake()
        return ordered

    async def _worked_off(self, due: Due, order: Order, now: datetime) -> int:
        done = 0
        while await self._read(lambda tx: bool(due(tx, now, 1))):
            taken = await self._write(lambda tx: order(tx, now))
            if not taken:  # another process has them
                break
            done += taken
        return done

    async def _look_after(self, now: datetime) -> None:
        if self._looked is not None and timedelta() <= now - self._looked < CARE:
            return
        self._looked = now
        await self._write(lambda tx: reminders.welcome(tx, now))
        if put_right := await self._write(lambda tx: digests.heal(tx, now)):
            _LOG.warning("a clock was wrong: %d things put right", put_right)

    async def _read(self, work: Callable[[Tx], T]) -> T:
        return await asyncio.wrap_future(self.store.read(work))

    async def _write(self, work: Callable[[Tx], T]) -> T:
        return await asyncio.wrap_future(self.store.write(work))
