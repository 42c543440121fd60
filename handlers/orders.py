"""Carry out what was ordered, at the moment of sending: digests and reminders."""

from __future__ import annotations

from datetime import datetime

from handlers.digests.making import Made, Settling, Withheld, make_digest
from handlers.digests.ordering import DigestOrder, ReminderOrder, order_in
from handlers.digests.pausing import lost
from handlers.reminders.making import make_reminder
from knowledge.model import Library
from storage.post.outbox import Delivery
from storage.store import Tx

__all__ = ["Made", "Settling", "Withheld", "carry_out", "given_up", "is_order", "tells_of_others"]


def is_order(delivery: Delivery) -> bool:
    """Tell an order from a card."""
    return order_in(delivery.card) is not None


def tells_of_others(delivery: Delivery) -> bool:
    """Tell whether a digest tells of pilots that do not live where it is read."""
    order = order_in(delivery.card)
    return isinstance(order, DigestOrder) and order.scope != "here"


def carry_out(tx: Tx, library: Library, delivery: Delivery, now: datetime) -> Made | Withheld:
    """Make what a delivery orders, reading only; raises ValueError where it orders nothing."""
    order = order_in(delivery.card)
    match order:
        case DigestOrder():
            return make_digest(tx, library, delivery, order, now)
        case ReminderOrder():
            return make_reminder(tx, library, delivery, order, now)
        case _:
            raise ValueError("this delivery orders nothing")


def given_up(delivery: Delivery, reason: str, now: datetime) -> Settling:
    """Say what is to be written down where the platform will never take what was ordered."""
    if isinstance(order_in(delivery.card), DigestOrder):
        return lambda tx: lost(tx, delivery.tenant, delivery.address, reason, now)
    return lambda tx: None
