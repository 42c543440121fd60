"""The ways to people and channels: learnt from what is heard, kept, and given up when dead."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from bot.cache import Cache
from bot.teams.draft import Draft
from bot.teams.port import Reference as Way
from storage.post import references
from storage.post.references import Reference
from storage.store import Store, Tx

SIZE, SECONDS = 20_000, 3600.0
T = TypeVar("T")


class Ways:
    """Stored references, remembered here; the store is asked when memory has none."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self.store = store
        self._met: set[str] = set()
        self._known: Cache[Reference] = Cache(SIZE, SECONDS, clock)

    async def learn(self, draft: Draft) -> None:
        """Note where the speaker and the channel can be reached; writes only what is new."""
        tenant = draft.where.tenant
        if not draft.where.direct:
            room = Reference(
                draft.here, draft.service_url, draft.here, draft.bot, targeted=draft.targeted
            )
            await self._note(tenant, room)
        who = draft.speaker
        if who.id and who.id != draft.bot:
            mine = draft.here if draft.where.direct else ""
            await self._note(
                tenant, Reference(who.user, draft.service_url, mine, draft.bot, who.id)
            )

    async def _note(self, tenant: str, reference: Reference) -> None:
        known = self._known.get(f"{tenant} {reference.address}")
        if known is not None and _says_no_more(reference, known):
            return
        await self._write(lambda tx: references.put(tx, tenant, reference))
        self._known.forget(f"{tenant} {reference.address}")
        await self.find(tenant, reference.address)

    async def find(self, tenant: str, address: str) -> Reference | None:
        """Find the way to an address."""
        known = self._known.get(f"{tenant} {address}")
        if known is not None:
            return known
        found = await self._read(lambda tx: references.find(tx, tenant, address))
        return found and self._known.put(f"{tenant} {address}", found)

    async def anywhere(self, tenant: str) -> Reference | None:
        """Find any way into a tenant."""
        return await self._read(lambda tx: references.anywhere(tx, tenant))

    async def opened(self, tenant: str, reference: Reference) -> None:
        """Note a conversation that we opened ourselves."""
        await self._note(tenant, reference)

    async def met(self, tenant: str, where: Way, members: Mapping[str, str]) -> None:
        """Note whom we may write to first: people (by their user) and their ids in Teams."""
        fresh = [
            Reference(user, where.service_url, "", where.bot, identity)
            for user, identity in members.items()
            if f"{tenant} {user}" not in self._met
        ]
        if not fresh:
            return

        def write(tx: Tx) -> None:
            for one in fresh:
                references.put(tx, tenant, one, revive=False)

        await self._write(write)
        self._met.update(f"{tenant} {one.address}" for one in fresh)

    async def dead(self, tenant: str, address: str, reason: str) -> bool:
        """Give a way up; tells whether that is news."""
        self._known.forget(f"{tenant} {address}")
        return await self._write(lambda tx: references.dead(tx, tenant, address, reason))

    async def back(self, tenant: str, addresses: Sequence[str]) -> None:
        """Take up the ways that had died: we were let in again."""
        await self._write(lambda tx: references.back(tx, tenant, addresses))
        for address in addresses:
            self._known.forget(f"{tenant} {address}")

    async def rooms(self) -> tuple[tuple[str, Reference], ...]:
        """List the channels and groups of all tenants."""
        return await self._read(references.rooms)

    async def _read(self, work: Callable[[Tx], T]) -> T:
        return await asyncio.wrap_future(self.store.read(work))

    async def _write(self, work: Callable[[Tx], T]) -> T:
        return await asyncio.wrap_future(self.store.write(work))


def _says_no_more(new: Reference, known: Reference) -> bool:
    same = (new.service_url, new.bot, new.user) == (known.service_url, known.bot, known.user)
    return (
        same
        and new.conversation in ("", known.conversation)
        and new.targeted <= known.targeted
        and not known.dead
    )


def way(reference: Reference, thread: str = "") -> Way:
    """Tell an SDK how to get there."""
    return Way(reference.service_url, reference.conversation, reference.bot, thread)
