"""Bring what waits in the outbox into the local chat."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from pydantic import ValidationError

from bot.local.memory import Memory
from bot.ports import Permanent, TryLater
from handlers.cards import from_json
from storage.post.outbox import Delivery
from storage.store import StorageError

SOON = timedelta(seconds=1)


class LocalPoster:
    """Posts by the delivery's key, so that posting again finds what is already there."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    async def post(self, delivery: Delivery) -> str:
        conversation = self.memory.hub.town.conversation(delivery.address)
        if conversation is None:
            raise Permanent("no_such_conversation")
        with _told():
            message = await self.memory.post(
                conversation,
                from_json(delivery.card).summary,
                f"delivery:{delivery.key}",
                card=delivery.card,
                only_for=delivery.only_for,
            )
        return str(message.id)

    async def update(self, delivery: Delivery) -> None:
        with _told():
            summary = from_json(delivery.card).summary
            await self.memory.edit(int(delivery.updates), summary, delivery.card)

    async def find(self, delivery: Delivery) -> str | None:
        """Find nothing: posting again is safe here, and gives the message that exists."""
        return None


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        raise Permanent("no_card") from error
    except StorageError as error:
        raise TryLater("not_saved", SOON) from error
