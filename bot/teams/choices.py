"""Who and where can be chosen in a card: the people of the tenant, and one's own channels."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final

from bot.reading import Payload
from bot.render import adaptive_teams
from handlers.cards import Card, ChannelField, Entry, Option, PersonField
from storage.store import Store, Tx
from storage.tenant import people, rooms

KEPT: Final = 32  # cards
PEOPLE: Final = 240  # offered in one card, in all its lists together; beyond, names are typed
CHANNELS: Final = 100
LIST: Final = 40 * 1024  # bytes of all that is offered: a card has room for little more
ENTRY: Final = 24  # characters of a choice beside its words


class Choices:
    """Renders for somebody; the store is asked only where a card has something to choose."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._kept: OrderedDict[int, tuple[Card, Payload]] = OrderedDict()

    async def message(self, tenant: str, viewer: str, card: Card, teams_id: str = "") -> Payload:
        """Render a message; a card that is the same object, as help is, is rendered once.

        `teams_id` is who alone sees it: for them Teams keeps it up to date.
        """
        if card.fresh is not None and teams_id and not _offers(card):
            return adaptive_teams.message(card, viewers=(teams_id,))
        known = self._kept.get(id(card))  # the card is held, so its id stays its own
        if known is not None:
            return known[1]
        if _offers(card):
            return await self._rendered(adaptive_teams.message, tenant, viewer, card)
        shown = adaptive_teams.message(card)
        self._kept[id(card)] = (card, shown)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return shown

    async def inline(self, tenant: str, viewer: str, card: Card, teams_id: str) -> Payload:
        if not _offers(card):
            return adaptive_teams.inline(card, viewers=(teams_id,))
        return await self._rendered(adaptive_teams.inline, tenant, viewer, card)

    async def _rendered(
        self,
        render: Callable[[Card, Sequence[Option], Sequence[Option]], Payload],
        tenant: str,
        viewer: str,
        card: Card,
    ) -> Payload:
        lists = sum(isinstance(field, PersonField) for field in _offers(card))
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
            known = tuple(Option(one.user, one.name) for one in listed)
            short = len(known) <= limit and _bytes(known) <= LIST * limit // PEOPLE
            apart = {one.id for one in named if rooms.platform(tx, tenant, one.id) == "slack"}
            open_to = tuple(Option(one.id, _label(one, in_slack=one.id in apart)) for one in named)
            return known if short else (), open_to[:CHANNELS]

        return read


def _label(room: rooms.Room, *, in_slack: bool) -> str:
    """Name a channel; one of the workspace that is one organisation with the tenant, as such."""
    return f"#{room.name or 'this group'}" + (" in Slack" if in_slack else "")


def _bytes(options: Sequence[Option]) -> int:
    """Measure a list as it will be in the card, in the longer of its two encodings."""
    words = "".join(f"{one.value}{one.label}" for one in options)
    utf16 = 2 * ENTRY * len(options) + len(words.encode("utf-16-le"))
    return max(utf16, ENTRY * len(options) + len(words.encode()))


def _offers(card: Card) -> list[PersonField | ChannelField]:
    """Find the fields that offer people or channels."""
    return [
        field
        for block in card.blocks
        if isinstance(block, Entry)
        for field in block.fields
        if isinstance(field, PersonField | ChannelField)
    ]
