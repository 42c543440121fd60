"""The house that all platforms share: an open store, the desk on it, and the daily chores."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Thread

from bot.ports import Poster
from bot.running.clock import Clock
from bot.running.folder import Folder
from bot.running.sender import Noted, Sender, unnoted
from bot.running.studio import Studio
from bot.settings import Settings
from handlers.desk import Desk
from handlers.importing.delivering import bring_all
from handlers.outreach import unreachable
from handlers.people.apart.weighing import overdue
from handlers.people.due import due
from handlers.playbooks.shelf import Shelf
from knowledge.loading.reading import UnusableKnowledge, load
from knowledge.model import Library
from knowledge.passages.index import index_of
from knowledge.understanding.calendars import warm
from storage.post import heard, outbox, parcels
from storage.post.outbox import Post
from storage.scheduling import glances
from storage.store import StorageError, Store, Tx
from storage.tenant import codes, homes

log = logging.getLogger("gatepost")

LOOK = 2.0  # seconds in which a database that is well answers
UNDECIDED = timedelta(days=1)  # lists that nobody brought in or dropped
REPEATS = timedelta(days=7)  # platforms repeat an event within hours
SETTLED = timedelta(days=90)  # messages that went out; their buttons may still be pressed
SOON, MINUTE, HOUR = 2.0, 60.0, 3600.0  # seconds between two rounds of a chore
DRAIN = 10.0  # seconds that a list on its way in is waited for at the end


def now() -> datetime:
    """Read the clock, here at the edge and nowhere else."""
    return datetime.now(UTC)


def forget_old(tx: Tx, at: datetime) -> None:
    """Drop keys of events, sent messages and undecided lists that are long past."""
    heard.forget(tx, at - REPEATS)
    outbox.forget(tx, at - SETTLED)
    glances.forget(tx, at - SETTLED)
    parcels.forget(tx, at - UNDECIDED)
    codes.forget(tx, at - UNDECIDED)


def library(settings: Settings) -> Library:
    """Load what we ask, with the playbooks of the house where there are any."""
    return load(settings.gatepost_playbooks)


def shelf(settings: Settings) -> Shelf:
    """Load what holds; bad files of the folder leave those in force that a server took in."""
    try:
        return Shelf(library(settings))
    except UnusableKnowledge as wrong:
        log.error("the playbooks in the folder cannot be used:\n%s", wrong)
        return Shelf(load())


class LeftBehind(Exception):
    """A tenant that was joined with another holds people under its own name."""


def _homes(store: Store) -> Mapping[str, str]:
    left, joined = store.read(lambda tx: (homes.left_behind(tx), homes.homes(tx))).result()
    if left:
        store.close()
        raise LeftBehind(
            f"{left[0]} lives under the name of {joined[left[0]]}, but has people of its own: they "
            f"would find nothing. `gatepost join {left[0]} {joined[left[0]]} --yes` brings them in."
        )
    return joined


async def every(seconds: float, chore: Callable[[], Awaitable[object]], complaint: str) -> None:
    """Do a chore again and again; a database that is away is told of and tried next time."""
    while True:
        try:
            await chore()
        except StorageError as wrong:
            log.warning("%s: %s", complaint, wrong)
        await asyncio.sleep(seconds)


@dataclass(frozen=True, slots=True)
class House:
    """An open store and the desk on it."""

    store: Store
    desk: Desk
    folder: Folder
    homes: Mapping[str, str]  # tenants of one platform that live under the name of another's
    clock: Callable[[], datetime] = now
    studio: Studio = field(default_factory=Studio)

    @classmethod
    def open(cls, settings: Settings, clock: Callable[[], datetime] = now) -> House:
        """Open the store, made or brought up to date first; raises StorageError.

        Raises UnusableKnowledge where the folder's playbooks are bad and no good ones are known,
        LeftBehind where people of a tenant that was joined with another would not be found.
        """
        store = Store.open(settings.database_url, create=True)
        joined = _homes(store)
        known = load()
        desk = Desk(store, known, now=clock, shared=joined.values())
        folder = Folder(settings.gatepost_playbooks, store, desk, clock)
        folder.open()
        return cls(store, desk, folder, joined, clock)

    @asynccontextmanager
    async def sending(
        self, posters: Mapping[str, Poster], noted: Noted = unnoted
    ) -> AsyncIterator[None]:
        """Send what the desk leaves in the outbox while the block runs."""
        sender = Sender(self.store, posters, self.clock, library=self.desk.shelf, noted=noted)
        self.desk.wake = sender.wake
        sending = asyncio.create_task(sender.run())
        clock = Clock(self.store, self.clock, sender.wake, self.desk.shelf)
        chores = [
            asyncio.create_task(chore)
            for chore in (
                clock.run(),
                self.folder.run(),
                every(MINUTE, self.show_overdue, "nobody was shown what others said"),
                every(SOON, self._bring_in, "a list is not in yet"),
                every(HOUR, self._tidy, "nothing was tidied up"),
            )
        ]
        later = asyncio.get_running_loop().call_later(SOON, self._get_ready)
        try:
            yield
        finally:
            later.cancel()
            self.desk.wake = lambda: None
            for chore in chores:
                chore.cancel()
            await asyncio.wait(chores)
            await sender.stop()
            await sending
            await asyncio.to_thread(self.studio.close)

    def _get_ready(self) -> None:
        """Load behind the first answers what a later one would wait for."""

        def load_rest() -> None:
            warm()
            index_of(self.desk.shelf.base)

        Thread(target=load_rest, name="calendars", daemon=True).start()

    async def health(self) -> str:
        """Say why the database does not answer; empty where it does."""
        looked = self.store.read(lambda tx: None)
        try:
            await asyncio.wait_for(asyncio.wrap_future(looked), LOOK)
        except StorageError as wrong:
            return str(wrong)
        except TimeoutError:
            return f"no answer in {LOOK} s"
        return ""

    async def put(self, tenant: str, post: Post) -> None:
        """Put a message into the outbox for a platform that has no other way to be sure of it."""

        def work(tx: Tx) -> int:
            return outbox.put(tx, tenant, self.clock(), post)

        if await asyncio.wrap_future(self.store.write(work)):
            self.desk.wake()

    async def lost(self, tenant: str, address: str, reason: str) -> None:
        """Tell the admins that nothing arrives at an address any more."""

        def work(tx: Tx) -> None:
            unreachable(tx, tenant, address, reason, self.clock())

        await asyncio.wrap_future(self.store.write(work))
        self.desk.wake()

    async def show_overdue(self) -> int:
        """Tell every asker whose time is over how it stands; gives in how many pilots."""
        found = await asyncio.wrap_future(self.store.read(lambda tx: due(tx, self.clock())))
        for heard_of, pilot in found:
            work = partial(overdue, pilot_id=pilot)
            await asyncio.wrap_future(self.desk.do(heard_of, work))
        if found:
            self.desk.wake()
        return len(found)

    async def _bring_in(self) -> None:
        """Bring in, soon after the press, the lists that people gave in chat."""
        if await asyncio.wrap_future(self.store.read(parcels.going)):
            work = asyncio.to_thread(bring_all, self.store, self.desk, self.clock())
            bringing = asyncio.create_task(work)
            try:
                await asyncio.shield(bringing)
            except asyncio.CancelledError:  # a thread goes on: let it say what came of it
                await asyncio.wait({bringing}, timeout=DRAIN)
                raise
            self.desk.wake()

    async def _tidy(self) -> None:
        """Forget what nobody will ask about any more."""
        await asyncio.wrap_future(self.store.write(lambda tx: forget_old(tx, self.clock())))
