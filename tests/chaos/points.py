"""Coded points at which a server dies by its own hand, so that no kill has to be lucky."""

from __future__ import annotations

import os
import signal
from datetime import datetime
from pathlib import Path

from bot.running import house
from bot.running.clock import Clock, Due, Order
from bot.running.sender import Sender
from bot.slack import poster
from bot.slack.pictures import Uploads
from handlers.cards import Card, Chart
from handlers.orders import Made, Withheld
from storage.post.outbox import Delivery

# A digest was ordered and nobody has it; claimed and not made; its pictures are with Slack and it
# is not; it is posted and nothing says so.
POINTS = ("ordered", "claimed", "uploaded", "posted")
DOOM = "CHAOS_DOOM"  # names the file that says at which point to die next


def reached(point: str) -> None:
    """Die here, if that was asked for."""
    asked = Path(os.environ[DOOM])
    if asked.exists() and asked.read_text() == point:
        asked.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


class DoomedClock(Clock):
    async def _worked_off(self, due: Due, order: Order, now: datetime) -> int:
        done = await super()._worked_off(due, order, now)
        if done:
            reached("ordered")
        return done


class DoomedSender(Sender):
    async def _made(self, delivery: Delivery) -> Made | Withheld:
        reached("claimed")
        return await super()._made(delivery)

    async def _post(self, delivery: Delivery) -> str:
        message = await super()._post(delivery)
        if delivery.key.startswith("digest:"):
            reached("posted")
        return message


class DoomedUploads(Uploads):
    async def of(self, card: Card) -> dict[Chart, str]:
        files = await super().of(card)
        if files:
            reached("uploaded")
        return files


def doom() -> None:
    """Have this process look at each point whether to die there."""
    vars(house).update(Clock=DoomedClock, Sender=DoomedSender)
    vars(poster)["Uploads"] = DoomedUploads
