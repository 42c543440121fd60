"""The folder of playbooks: read at the start and whenever its files change, never half."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from handlers.desk import Desk
from handlers.errors import Unfit
from handlers.playbooks import house
from knowledge.loading.reading import UnusableKnowledge, folder
from storage import purge
from storage.store import StorageError, Store, Tx
from storage.tenant import editions
from storage.tenant.editions import HOUSE

log = logging.getLogger("gatepost.playbooks")

LOOK = 1.0  # seconds between two looks at the folder


class Folder:
    """Keeps what is in the folder in force; bad files are told of and change nothing."""

    def __init__(
        self, path: Path | None, store: Store, desk: Desk, now: Callable[[], datetime]
    ) -> None:
        self.path, self.store, self.desk, self.now = path, store, desk, now
        self._seen: object = None
        self._again = asyncio.Event()

    def open(self) -> None:
        """Take the files in at the start; raises UnusableKnowledge where nothing good is known."""
        self._seen = self._signature()
        trouble = self._take_in()
        if trouble and not self.store.read(lambda tx: editions.number(tx, HOUSE)).result():
            raise trouble
        self._tell(trouble)
        self.store.read(self._warm).result()

    def _warm(self, tx: Tx) -> None:
        self.desk.shelf.warm(tx, self.now())

    async def run(self) -> None:
        """Look at the folder until cancelled; SIGHUP looks at once."""
        with contextlib.suppress(NotImplementedError, ValueError, RuntimeError, AttributeError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._again.set)
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._again.wait(), LOOK)
            asked = self._again.is_set()
            self._again.clear()
            try:
                await self._look(asked)
                await asyncio.wrap_future(self.store.read(self._warm))
            except StorageError as wrong:
                log.warning("the folder of playbooks was not looked at: %s", wrong)

    async def _look(self, asked: bool) -> None:
        """Take files in once they have stayed the same between two looks."""
        now = await asyncio.to_thread(self._signature)
        if now == self._seen and not asked:
            return
        if not asked:
            await asyncio.sleep(LOOK)
            if now != await asyncio.to_thread(self._signature):
                return  # still being written
        self._seen = now
        number = await asyncio.to_thread(self._number)
        trouble = await asyncio.to_thread(self._take_in)
        self._tell(trouble)
        if number != await asyncio.to_thread(self._number):
            log.info("new playbooks were taken from %s", self.path)
            await self._refresh()

    def _number(self) -> int:
        return self.store.read(lambda tx: editions.number(tx, HOUSE)).result()

    async def _refresh(self) -> None:
        self.desk.shelf.forget(HOUSE)
        for tenant in await asyncio.wrap_future(self.store.read(purge.tenants)):
            self.desk.republished(tenant)

    def _signature(self) -> object:
        if self.path is None:
            return None
        try:
            found = sorted(self.path.iterdir())
            looked = ((file.name, file.stat()) for file in found)
            return [(name, seen.st_size, seen.st_mtime_ns, seen.st_ino) for name, seen in looked]
        except OSError as wrong:
            return str(wrong)

    def _take_in(self) -> UnusableKnowledge | Unfit | None:
        """Read the folder and put it in force; gives what was wrong."""
        try:
            files = house.as_files(folder(self.path)) if self.path else ()
            against = self.store.read(lambda tx: self._objections(tx, files)).result()
            if against:
                return Unfit(against)
            self.store.write(lambda tx: house.take_in(tx, files, self.now())).result()
        except UnusableKnowledge as wrong:
            return wrong
        return None

    def _objections(self, tx: Tx, files: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
        return house.objections(tx, files, self.now()) if house.is_news(tx, files) else ()

    def _tell(self, trouble: UnusableKnowledge | Unfit | None) -> None:
        """Say in log and chat what is wrong; nothing is said where all is well."""
        said = "\n".join(str(one) for one in trouble.problems) if trouble else ""
        if said and said != self.desk.shelf.trouble:
            log.error("the playbooks in %s cannot be used:\n%s", self.path, said)
            self.store.write(lambda tx: house.tell_admins(tx, said, self.now())).result()
            self.desk.wake()
        self.desk.shelf.trouble = said
