"""Who and where can be chosen in a card: the people of the tenant, and one's own channels."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from bot.reading import Payload
from bot.render import adaptive_teams
from handlers.cards import Card, ChannelField, Entry, InputField, Option, PersonField
from storage import people, rooms
from storage.store import Store, Tx

PEOPLE: Final = 150  # in one list: a longer one would leave no room for the card


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
        chosen = [part for field in fields for part in _chosen(field)]
        work = self._offered(tenant, viewer, chosen)
        offered = await asyncio.wrap_future(self.store.read(work))
        return render(card, *offered)

    def _offered(
        self, tenant: str, viewer: str, chosen: Sequence[str]
    ) -> Callable[[Tx], tuple[Sequence[Option], Sequence[Option]]]:
        def read(tx: Tx) -> tuple[Sequence[Option], Sequence[Option]]:
            listed = {one.user: one.name for one in people.everyone(tx, tenant, PEOPLE)}
            for user in chosen:  # what stands in a field already can also be seen there
                if user not in listed and (one := people.by_user(tx, tenant, user)):
                    listed[user] = one.name
            me = people.by_user(tx, tenant, viewer)
            mine = rooms.rooms_of(tx, tenant, me.id) if me else frozenset({viewer})
            named = [room for room in rooms.known(tx, tenant) if room.id in mine]
            return (
                tuple(Option(user, name) for user, name in listed.items()),
                tuple(Option(room.id, f"#{room.name or 'this group'}") for room in named),
            )

        return read


def _chosen(field: InputField) -> list[str]:
    return field.value.split(",") if isinstance(field, PersonField) and field.value else []
