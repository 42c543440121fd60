"""The outbox's sender: once, in order for each address, no address waiting for another."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, TypeAlias, TypeVar

from pydantic import ValidationError

from bot.ports import (
    UNREADABLE,
    NotSent,
    Paced,
    Permanent,
    Poster,
    Seeing,
    TryLater,
    Unknown,
)
from handlers import orders
from handlers.cards import from_json, to_json
from handlers.orders import Made, Withheld, is_order, tells_of_others
from handlers.outreach import elsewhere, unsure
from handlers.playbooks.shelf import Shelf
from handlers.spent import spent
from knowledge.model import Library
from storage.post import outbox
from storage.post.outbox import Delivery, Post
from storage.store import StorageError, Store, Tx
from storage.tenant import people, rooms

POLL: Final = 1.0  # seconds between two looks when nobody wakes us
LEAST: Final = timedelta(seconds=1)  # between two attempts, whatever a platform says
LEASE: Final = timedelta(seconds=60)  # whoever is silent for longer is taken for dead
WIDTH: Final = 32  # addresses served at once
SLOW: Final = 20  # of them with digests, whose pictures take time: talk never waits for those
LOOKS: Final = 3  # attempts within one lease when nobody knows what came of it
DRAIN: Final = 5.0
BROKEN: Final = 5  # failures of our own code before a delivery is given up

T = TypeVar("T")
Settling: TypeAlias = Callable[[Tx], None]
Noted: TypeAlias = Callable[[str, str], None]  # platform; sent, later, dead or uncertain

_LOG: Final = logging.getLogger("gatepost.sender")


def unnoted(platform: str, outcome: str) -> None:
    """Count nothing."""


def laid_out(tx: Tx, delivery: Delivery) -> Delivery | None:
    """Find the message that a delivery changes, and what is left of one that it puts away.

    None: that message never went out, or is long forgotten.
    """
    if delivery.card and not delivery.updates.startswith(outbox.KEY):
        return delivery
    found = outbox.shown(tx, delivery.tenant, delivery.updates)
    if found is None:
        outbox.dead(tx, delivery.id, "nothing_to_put_away")
        return None
    message, card = found
    if delivery.card:
        return replace(delivery, updates=message)
    try:
        left = spent(from_json(card))
    except ValidationError:  # written by another version
        outbox.dead(tx, delivery.id, "no_card")
        return None
    return replace(delivery, updates=message, card=to_json(left))


class Sender:
    """Send what waits, on every platform that has a poster.

    A delivery is marked `sending`, with a lease, before it is posted. Where nobody knows whether it
    went out (no answer, a process killed), the platform is asked before it is posted again.
    """

    def __init__(
        self,
        store: Store,
        posters: Mapping[str, Poster],
        clock: Callable[[], datetime],
        *,
        library: Library | Shelf | None = None,  # what orders are carried out with
        lease: timedelta = LEASE,
        pause: float = 1.0,  # seconds before the first look after an unknown outcome
        noted: Noted = unnoted,
    ) -> None:
        self.store, self.posters, self.clock = store, posters, clock
        self.shelf = Shelf(library) if isinstance(library, Library) else library
        self.lease, self.pause, self.noted = lease, pause, noted
        self._due = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._running: set[asyncio.Task[None]] = set()
        self._digests: set[asyncio.Task[None]] = set()  # those of them that may take long
        self._broken: dict[int, int] = {}
        self._stopping = False

    def wake(self) -> None:
        """Look at once, from whichever thread: something was committed."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._due.set)

    async def run(self) -> None:
        """Go on until `stop`."""
        self._loop = asyncio.get_running_loop()
        while not self._stopping:
            self._due.clear()
            try:
                await self.pump()
            except StorageError as error:
                _LOG.warning("the outbox cannot be read: %s", type(error).__name__)
            await self._rest()

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(POLL):
                await self._due.wait()
        except TimeoutError:
            return

    async def stop(self) -> None:
        """Begin nothing new and finish what was begun; what is given up is looked for later."""
        self._stopping = True
        self._due.set()
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=DRAIN)
            for task in late:
                task.cancel()

    async def pump(self) -> None:
        """Take what is due and begin to send it."""
        free = WIDTH - len(self._running)
        if free <= 0 or self._stopping:
            return
        taken = await self._write(lambda tx: self._take(tx, free))
        for delivery in taken:
            task = asyncio.create_task(self._send(delivery))
            self._running.add(task)
            if delivery.lane == "digest":
                self._digests.add(task)
            task.add_done_callback(self._ended)
            self._wake_in(self._pace(delivery))

    def _take(self, tx: Tx, limit: int) -> tuple[Delivery, ...]:
        """Claim, and note in the same breath when an address may be written to again."""
        now = self.clock()
        slow = max(0, SLOW - len(self._digests))
        claimed = outbox.claim(tx, self.posters, now, self.lease, limit, slow)
        taken = tuple(filled for one in claimed if (filled := laid_out(tx, one)))
        for delivery in taken:
            if pace := self._pace(delivery):
                outbox.pace(tx, delivery.platform, delivery.address, now + pace)
        return taken

    def _pace(self, delivery: Delivery) -> timedelta:
        """Only new messages for all count; changing one, or showing it to one person, does not."""
        poster = self.posters[delivery.platform]
        counts = isinstance(poster, Paced) and not (delivery.updates or delivery.only_for)
        return poster.pace if counts and isinstance(poster, Paced) else timedelta()

    def _wake_in(self, wait: timedelta) -> None:
        if timedelta() < wait <= self.lease:
            asyncio.get_running_loop().call_later(wait.total_seconds(), self._due.set)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._digests.discard(task)
        self._due.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.error("a delivery was not settled: %s", type(error).__name__)

    async def _send(self, delivery: Delivery) -> None:
        """Send and settle; whatever is not settled comes back when its lease has run out."""
        settling = await self._outcome(delivery)
        if settling is not None:
            await self._write(settling)
            self._broken.pop(delivery.id, None)

    async def _outcome(self, delivery: Delivery) -> Settling | None:
        try:
            async with asyncio.timeout(self.lease.total_seconds() * 0.8):
                return await self._tried(delivery)
        except TimeoutError:
            return None
        except Exception as error:  # noqa: BLE001 - one bad delivery must not stop the others
            return self._failed(delivery, error)

    def _failed(self, delivery: Delivery, error: Exception) -> Settling | None:
        """Count our own faults (not crashes) and give up in the end."""
        _LOG.error("delivery %d failed: %s", delivery.id, type(error).__name__)
        count = self._broken[delivery.id] = self._broken.get(delivery.id, 0) + 1
        return self._dead(delivery, type(error).__name__) if count >= BROKEN else None

    async def _tried(self, delivery: Delivery) -> Settling | None:
        """Make what is ordered, late as it is, then send it."""
        if not is_order(delivery):
            return await self._brought(delivery)
        await self._seen(delivery)
        made = await self._made(delivery)
        if isinstance(made, Withheld):
            return self._withheld(delivery, made)
        settling = await self._brought(replace(delivery, card=to_json(made.card)), delivery)
        return settling and self._with_parts(delivery, made, settling)

    async def _seen(self, delivery: Delivery) -> None:
        """Learn how a channel is before it is told anything: what it may hear depends on that."""
        poster = self.posters[delivery.platform]
        if delivery.lane != "digest" or not isinstance(poster, Seeing):
            return
        room = await poster.room(delivery.address)
        tenant = delivery.tenant
        if room is not None and room != await self._read(lambda tx: rooms.get(tx, tenant, room.id)):
            await self._write(lambda tx: rooms.put(tx, tenant, room))
        if tells_of_others(delivery):
            await self._entered(tenant, delivery.address, await poster.members(delivery.address))

    async def _entered(self, tenant: str, room: str, users: Sequence[str] | None) -> None:
        """Note who is in a channel: with a guest among them it hears of its own pilots only."""

        def note(tx: Tx) -> None:
            met = (people.by_user(tx, tenant, user) for user in users or ())
            rooms.set_members(tx, tenant, room, [one.account for one in met if one])

        if users is not None:
            await self._write(note)

    async def _made(self, delivery: Delivery) -> Made | Withheld:
        shelf, now = self.shelf, self.clock()
        if shelf is None:
            raise TypeError("this sender knows nothing to make an order from")

        def carry_out(tx: Tx) -> Made | Withheld:
            library = shelf.of(tx, delivery.tenant, now)
            return orders.carry_out(tx, library, delivery, now)

        return await self._read(carry_out)

    def _withheld(self, delivery: Delivery, withheld: Withheld) -> Settling:
        def settle(tx: Tx) -> None:
            outbox.dead(tx, delivery.id, withheld.reason)
            withheld.settle(tx)

        return settle

    def _with_parts(self, delivery: Delivery, made: Made, settling: Settling) -> Settling:
        """Once the first message is out, note what it says, and send what follows it."""
        at = self.clock()

        def settle(tx: Tx) -> None:
            settling(tx)
            message = outbox.sent_as(tx, delivery.id)
            if not message:
                return
            outbox.became(tx, delivery.id, to_json(made.card))
            thread = message if delivery.platform == "slack" else ""
            parts = (
                Post(
                    f"{delivery.key}:{number}",
                    delivery.platform,
                    delivery.address,
                    to_json(part),
                    lane="digest",
                    thread=thread,
                )
                for number, part in enumerate(made.parts, 2)
            )
            outbox.put(tx, delivery.tenant, at, *parts)
            made.settle(tx)

        return settle

    async def _brought(
        self, delivery: Delivery, ordered: Delivery | None = None
    ) -> Settling | None:
        look = delivery.again
        for attempt in range(LOOKS):
            if look and not delivery.updates:
                found = await self._looked(delivery)
                if found is not None:
                    return found
            try:
                return self._sent(delivery, await self._post(delivery))
            except Permanent as error:
                return self._dead(ordered or delivery, error.reason)
            except TryLater as error:
                return self._later(delivery, error)
            except Unknown as error:
                _LOG.warning("delivery %d: unknown outcome, %s", delivery.id, error.reason)
                look = True
                await asyncio.sleep(self.pause * 2**attempt)
        return None

    async def _looked(self, delivery: Delivery) -> Settling | None:
        """Ask the platform; raises TimeoutError where it cannot be asked: then nothing is sent."""
        try:
            found = await self.posters[delivery.platform].find(delivery)
        except NotSent as error:
            raise TimeoutError from error
        if found is UNREADABLE:
            _LOG.error("delivery %d may or may not have arrived", delivery.id)
            self.noted(delivery.platform, "uncertain")
            return self._uncertain(delivery)
        return self._sent(delivery, str(found)) if found is not None else None

    def _uncertain(self, delivery: Delivery) -> Settling:
        at = self.clock()

        def settle(tx: Tx) -> None:
            outbox.uncertain(tx, delivery.id, "unknown outcome, unreadable")
            if not delivery.key.startswith("unsure:"):
                unsure(tx, delivery.tenant, delivery.address, at)

        return settle

    async def _post(self, delivery: Delivery) -> str:
        poster = self.posters[delivery.platform]
        if delivery.updates:
            await poster.update(delivery)
            return delivery.updates
        return await poster.post(delivery)

    def _sent(self, delivery: Delivery, message: str) -> Settling:
        at, pace = self.clock(), self._pace(delivery)
        self.noted(delivery.platform, "sent")
        self._wake_in(pace)

        def settle(tx: Tx) -> None:
            outbox.sent(tx, delivery.id, message, at)
            if pace:  # counted anew: pictures may have taken longer than a second
                outbox.pace(tx, delivery.platform, delivery.address, at + pace)

        return settle

    def _dead(self, delivery: Delivery, reason: str) -> Settling:
        _LOG.warning("delivery %d will never arrive: %s", delivery.id, reason)
        self.noted(delivery.platform, "dead")
        at = self.clock()
        told = orders.given_up(delivery, reason, at)

        def settle(tx: Tx) -> None:
            outbox.dead(tx, delivery.id, reason)
            told(tx)
            elsewhere(tx, delivery, at)

        return settle

    def _later(self, delivery: Delivery, error: TryLater) -> Settling:
        wait = max(error.after, LEAST)
        self.noted(delivery.platform, "later")
        at = self.clock() + wait
        self._wake_in(wait)
        return lambda tx: outbox.retry(tx, delivery.id, at, error.reason)

    async def _write(self, work: Callable[[Tx], T]) -> T:
        return await asyncio.wrap_future(self.store.write(work))

    async def _read(self, work: Callable[[Tx], T]) -> T:
        return await asyncio.wrap_future(self.store.read(work))
