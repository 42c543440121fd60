"""Bring what waits in the outbox into the local chat."""

from __future__ import annotations

from bot.local.memory import Memory
from handlers.cards import from_json
from storage.claims import Delivery


class LocalPoster:
    """Posts by the delivery's key, so that posting again finds what is already there."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    async def post(self, delivery: Delivery) -> str:
        message = await self.memory.post(
            self.memory.hub.town.conversation(delivery.address),
            from_json(delivery.card).summary,
            f"delivery:{delivery.key}",
            card=delivery.card,
            only_for=delivery.only_for,
        )
        return str(message.id)

    async def update(self, delivery: Delivery) -> None:
        summary = from_json(delivery.card).summary
        await self.memory.edit(int(delivery.updates), summary, delivery.card)

    async def find(self, delivery: Delivery) -> str | None:
        """Find nothing: posting again is safe here, and gives the message that exists."""
        return None
