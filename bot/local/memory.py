"""What was said in the local chat, kept and shown at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from bot.local.hub import Hub
from storage.post import messages
from storage.post.messages import Message
from storage.store import Store, Tx

SHOWN = 200  # messages of each conversation that a page begins with
PAGE = 500  # messages read at once when a page catches up

T = TypeVar("T")


class Memory:
    """The messages of one chat: whatever is written is pushed to the open pages."""

    def __init__(self, store: Store, hub: Hub) -> None:
        self.store = store
        self.hub = hub

    async def write(self, work: Callable[[Tx], T]) -> T:
        return await asyncio.wrap_future(self.store.write(work))

    async def read(self, work: Callable[[Tx], T]) -> T:
        return await asyncio.wrap_future(self.store.read(work))

    async def post(
        self,
        conversation: str,
        text: str,
        key: str,
        *,
        sender: str = "",
        card: str = "",
        only_for: str = "",
    ) -> Message:
        """Keep a message; one whose key is known is not kept twice."""
        at = datetime.now(UTC)

        def work(tx: Tx) -> Message:
            return messages.post(tx, conversation, sender, text, card, only_for, key, at=at)

        kept = await self.write(work)
        self.hub.push(kept)
        return kept

    async def edit(self, message: int, text: str, card: str) -> None:
        """Put another card in place of a message's own."""
        at = datetime.now(UTC)
        if kept := await self.write(lambda tx: messages.edit(tx, message, text, card, at)):
            self.hub.push(kept)

    async def find(self, message: int, user: str) -> Message | None:
        """Find a message that somebody may see."""
        found = await self.read(lambda tx: messages.get(tx, message))
        return found if found and self.hub.may_see(user, found) else None

    async def backlog(self, user: str, after: int) -> tuple[Message, ...]:
        """Give what a page has to show: the latest of each conversation, and all since `after`."""
        here = self.hub.town.conversations(user)

        def work(tx: Tx) -> dict[int, Message]:
            found = {}
            for conversation in here:
                for one in messages.latest(tx, (conversation,), user, SHOWN):
                    found[one.id] = one
            last = after
            while after and (more := messages.since(tx, here, user, last, PAGE)):
                found |= {one.id: one for one in more}
                last = more[-1].id
            return found

        known = await self.read(work)
        return tuple(known[number] for number in sorted(known))
