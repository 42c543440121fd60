"""The clock: about once a second, see what is due and order it. The sender does the rest."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, TypeAlias, TypeVar

from handlers.digests import ticking as digests
from handlers.digests.warming import keep, worked_out
from handlers.playbooks.shelf import Shelf
from handlers.reminders import ticking as reminders
from storage.scheduling import manners, schedules
from storage.scheduling.schedules import Schedule
from storage.store import StorageError, Store, Tx

TICK: Final = 1.0  # seconds
CARE: Final = timedelta(minutes=1)  # between two looks for newcomers, and for a wrong clock's doing

T = TypeVar("T")

AHEAD: Final = timedelta(minutes=30)  # how long before its time a digest is worked out
MANY: Final = 20_000  # digests worked out ahead

Due: TypeAlias = Callable[[Tx, datetime, int], object]
Order: TypeAlias = Callable[[Tx, datetime], int]

WORK: Final[tuple[tuple[Due, Order], ...]] = (
    (schedules.due, digests.tick),
    (manners.due, reminders.tick),
)

_LOG: Final = logging.getLogger("gatepost.clock")


def _name(schedule: Schedule) -> tuple[str, str, datetime]:
    return schedule.tenant, schedule.address, schedule.next_at


class Clock:
    """Strikes while it runs; several of them, on one database or many machines, share the work."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        wake: Callable[[], None],
        shelf: Shelf | None = None,  # what is worked out ahead is judged by it
    ) -> None:
        self.store, self.now, self.wake, self.shelf = store, now, wake, shelf
        self._warmed: set[tuple[str, str, datetime]] = set()
        self._looked: datetime | None = None

    async def run(self) -> None:
        """Go on until cancelled."""
        warming = asyncio.create_task(self._keep_warm())
        try:
            while True:
                try:
                    await self.tick()
                except StorageError as error:
                    _LOG.warning("nothing was ordered: %s", type(error).__name__)
                await asyncio.sleep(TICK)
        finally:
            warming.cancel()

    async def _keep_warm(self) -> None:
        while True:
            try:
                await self.warm()
            except StorageError as error:
                _LOG.warning("nothing was worked out ahead: %s", type(error).__name__)
            await asyncio.sleep(CARE.total_seconds())

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
        put_right = await self._write(lambda tx: digests.heal(tx, now) + reminders.heal(tx, now))
        if put_right:
            _LOG.warning("a clock was wrong: %d things put right", put_right)

    async def warm(self) -> int:
        """Work out ahead what the digests of the next minutes need; gives how many those are."""
        shelf, now = self.shelf, self.now()
        if shelf is None:
            return 0
        soon = await self._read(lambda tx: schedules.due(tx, now + AHEAD, MANY))
        self._warmed &= {_name(one) for one in soon}
        new = [one for one in soon if _name(one) not in self._warmed]
        for one in new:
            self._warmed.add(_name(one))
            await self._warm_one(shelf, one)
        return len(new)

    async def _warm_one(self, shelf: Shelf, one: Schedule) -> None:
        found = await self._read(
            lambda tx: worked_out(tx, shelf.of(tx, one.tenant, self.now()), one)
        )
        if found:
            await self._write(lambda tx: keep(tx, one.tenant, found))

    async def _read(self, work: Callable[[Tx], T]) -> T:
        return await asyncio.wrap_future(self.store.read(work))

    async def _write(self, work: Callable[[Tx], T]) -> T:
        return await asyncio.wrap_future(self.store.write(work))
