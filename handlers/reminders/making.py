"""Make a reminder at the moment of sending, or keep quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.cards import Block, Button, Buttons, Card, Note, Para, Row, Title, card, line
from handlers.digests.making import Made, Withheld
from handlers.digests.ordering import ReminderOrder
from handlers.digests.scene import scene
from handlers.reminders.waiting import waits
from handlers.reminders.when import GRACE, at_work, opening
from knowledge.model import Library
from storage.post.outbox import Delivery
from storage.scheduling import manners
from storage.store import Tx
from storage.tenant import people
from storage.tenant.people import Person

SHOWN = 5  # pilots on one card


def make_reminder(
    tx: Tx, library: Library, delivery: Delivery, order: ReminderOrder, now: datetime
) -> Made | Withheld:
    """Carry out an order; whoever left, is a guest, said stop or is asleep hears nothing."""
    tenant = delivery.tenant
    person = people.by_ids(tx, tenant, [order.person]).get(order.person)
    if person is None or not reachable(person):
        return Withheld("left, or a guest")
    terms = manners.get(tx, tenant, person.id, now)
    if terms.state == "stopped":
        return Withheld("said stop")
    if terms.until is not None and terms.until > now:
        return Withheld("snoozed")
    timely = order.asked_for and now - order.now <= GRACE
    if not timely and not at_work(person.tz, now):
        later = replace(terms, until=order.now, next_at=opening(person.tz, now))
        kept = order.asked_for and terms.until is None
        return Withheld(
            "outside working hours",
            (lambda tx: manners.put(tx, tenant, later)) if kept else (lambda tx: None),
        )
    shown = reminder(tx, library, tenant, person, now)
    return Made(shown) if shown is not None else Withheld("nothing waits")


def reachable(person: Person) -> bool:
    """Tell whether somebody may be written to by ourselves."""
    return not (person.gone or person.bot or person.guest or person.stranger)


def reminder(tx: Tx, library: Library, tenant: str, person: Person, now: datetime) -> Card | None:
    """Say in one message all that waits for somebody; None: nothing does."""
    talk = scene(tx, library, tenant, person.user, person, now, direct=True)
    found = waits(talk)
    if not found:
        return None
    rows: list[Block] = [Row(one.said, one.button) for one in found[:SHOWN]]
    further = len(found) - SHOWN
    if further > 0:
        more = "one more pilot" if further == 1 else f"{further} more pilots"
        rows.append(Note(line(f"And {more}: /gate status me lists all of them.")))
    return card(
        Title("Waiting for you"),
        Para(line("What unblocks most comes first.")),
        *rows,
        ways(),
    )


def ways() -> Buttons:
    """Offer to be reminded later, to hand over, or never to be reminded again."""
    return Buttons(
        (
            Button("In an hour", "snooze", "hour"),
            Button("Tomorrow", "snooze", "tomorrow"),
            Button("Next Monday", "snooze", "monday"),
        ),
        more=(
            Button("On a day, or hand over", "snooze"),
            Button("Stop reminding me", "snooze", "stop"),
        ),
    )
