"""Who and where can be chosen in a card: the people of the tenant, and one's own channels."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from bot.reading import Payload
from bot.render import adaptive_teams
from handlers.cards import Card, ChannelField, Entry, Option, PersonField
from storage import people, rooms
from storage.store import Store, Tx

PEOPLE: Final = 240  # offered in one card, in all its lists together; beyond, names are typed


class Choices:
    """Renders for somebody; the store is asked only where a card has something to choose."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def message(self, tenant: str, viewer: str, card: Card) -> Payload:
        return await self._rendered(adaptive_teams.message, tenant, viewer, card)

    async def inline(self, tenant: str, viewer: str, card: Card) -> Payload:
        return await self._rendered(adaptive_teams.inline, tenant, viewer, card)

    async def _rendered(
        self,
        render: Callable[[Card, Sequence[Option], Sequence[Option]], Payload],
        tenant: str,
        viewer: str,
        card: Card,
    ) -> Payload:
        fields = [
            field for block in card.blocks if isinstance(block, Entry) for field in block.fields
        ]
        if not any(isinstance(field, PersonField | ChannelField) for field in fields):
            return render(card, (), ())
        lists = sum(isinstance(field, PersonField) for field in fields)
        work = self._offered(tenant, viewer, PEOPLE // max(lists, 1))
        offered = await asyncio.wrap_future(self.store.read(work))
        return render(card, *offered)

    def _offered(
        self, tenant: str, viewer: str, limit: int
    ) -> Callable[[Tx], tuple[Sequence[Option], Sequence[Option]]]:
        def read(tx: Tx) -> tuple[Sequence[Option], Sequence[Option]]:
            listed = people.everyone(tx, tenant, limit + 1)
            me = people.by_user(tx, tenant, viewer)
            mine = rooms.rooms_of(tx, tenant, me.id) if me else frozenset({viewer})
            named = [room for room in rooms.known(tx, tenant) if room.id in mine]
            return (
                tuple(Option(one.user, one.name) for one in listed if len(listed) <= limit),
                tuple(Option(room.id, f"#{room.name or 'this group'}") for room in named),
            )

        return read
