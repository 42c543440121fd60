"""Tell the desk who is in a channel and what it is called.

So that a full name can be typed as an answer, and everybody in a channel sees its pilots, before
any of them has said a word.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.ports import Desk
from bot.reading import Malformed
from bot.teams.directory import FAILURES, Directory
from bot.teams.draft import Draft
from bot.teams.port import Connector, Reference
from bot.teams.ways import Ways, way
from handlers.heard import Heard, Place, RoomNews, Roster, What
from storage.errors import StorageError
from storage.tenant.people import Face
from storage.tenant.rooms import Room

_LOG: Final = logging.getLogger("gatepost.teams")


class Lister:
    """Lists a channel when it is first heard of, and again when somebody comes or goes."""

    def __init__(
        self,
        connector: Connector,
        directory: Directory,
        ways: Ways,
        desk: Desk,
        now: Callable[[], datetime],
    ) -> None:
        self.connector, self.directory, self.ways = connector, directory, ways
        self.desk, self.now = desk, now
        self.round = secrets.token_hex(8)
        self.told = 0
        self._listed: set[str] = set()
        self._running: set[asyncio.Task[None]] = set()

    def heard_from(self, draft: Draft) -> None:
        """List a channel in the background, once for each that something is heard from."""
        if draft.room is None or f"{draft.where.tenant} {draft.here}" in self._listed:
            return
        where = Reference(draft.service_url, draft.here, draft.bot)
        self._start(draft.where.tenant, where, draft.room.team, added=draft.added)

    def changed(self, draft: Draft) -> None:
        """List it again: somebody came, or it got another name."""
        self._listed.discard(f"{draft.where.tenant} {draft.here}")
        self.heard_from(draft)

    def _start(self, tenant: str, where: Reference, team: str, *, added: bool = False) -> None:
        self._listed.add(f"{tenant} {where.conversation}")
        task = asyncio.create_task(self._list(tenant, where, team, added=added))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def list_everything(self) -> None:
        """List, at the start, every channel that we know the way to."""
        for tenant, room in await self.ways.rooms():
            self._start(tenant, way(room), "")

    async def settle(self) -> None:
        """Wait for what is being listed."""
        while self._running:
            await asyncio.wait(self._running)

    def stop(self) -> None:
        for task in self._running:
            task.cancel()

    async def _list(self, tenant: str, where: Reference, team: str, *, added: bool) -> None:
        try:
            if team:
                named = await self.connector.channels(where, team)
                if added:  # Teams says so in one channel, and means the whole team
                    await self.ways.back(tenant, tuple(named))
                name = named.get(where.conversation, "")
                room = Room(where.conversation, name, private=True)
                await self._tell(tenant, where, RoomNews(room), ())
                self.directory.call(tenant, where.conversation, name)
            members = await self.connector.members(where)
            faces = [await self.directory.learn(tenant, about) for about in members]
            pairs = zip(faces, members, strict=True)
            met = {face.user: str(about.get("id") or face.user) for face, about in pairs}
            await self.ways.met(tenant, where, met)
            await self._tell(tenant, where, Roster(where.conversation), tuple(faces))
        except (*FAILURES, StorageError, Malformed) as error:
            _LOG.info("a channel was not listed: %s", type(error).__name__)

    async def _tell(
        self, tenant: str, where: Reference, what: What, faces: tuple[Face, ...]
    ) -> None:
        self.told += 1
        await self.desk.hear(
            Heard(
                key=f"roster:{self.round}:{self.told}",
                at=self.now(),
                who=Face(where.bot, "Gatepost", bot=True),
                where=Place("teams", tenant, where.bot, direct=True),
                what=what,
                faces=faces,
            )
        )
