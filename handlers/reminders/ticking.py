"""The clock strikes for people: whose morning has come gets one ordered reminder."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.digests.ordering import ReminderOrder
from handlers.reminders.making import reachable
from handlers.reminders.when import (
    BUDGET,
    GRACE,
    REST,
    at_work,
    next_morning,
    opening,
    planned,
    slot,
)
from storage.post import outbox
from storage.post.outbox import Post
from storage.scheduling import manners
from storage.scheduling.manners import Manner
from storage.store import Tx
from storage.tenant import people, preferences
from storage.tenant.people import Person

BATCH = 100
FARTHEST = timedelta(days=10)  # nobody's usual morning is farther away
PREFERENCE = "reminders a week"


def budget(tx: Tx, tenant: str) -> int:
    """Read how many reminders a week somebody gets at most."""
    said = preferences.get(tx, tenant, PREFERENCE)
    return int(said) if said.isdecimal() else BUDGET


def welcome(tx: Tx, now: datetime) -> int:
    """Give the usual terms to whoever has a part in a pilot by now; gives how many."""
    found = manners.newcomers(tx, BATCH)
    for tenant, person_id in found:
        person = people.by_ids(tx, tenant, [person_id])[person_id]
        first = next_morning(person.tz, now, budget(tx, tenant))
        manners.put(tx, tenant, Manner(person_id, "on", first))
    return len(found)


def tick(tx: Tx, now: datetime) -> int:
    """Order the reminders that are due, a batch of them; gives how many were looked at."""
    due = manners.claim(tx, now, BATCH)
    for tenant, terms in due:
        person = people.by_ids(tx, tenant, [terms.person])[terms.person]
        manners.put(tx, tenant, _looked(tx, tenant, person, terms, now))
    return len(due)


def _looked(tx: Tx, tenant: str, person: Person, terms: Manner, now: datetime) -> Manner:
    """Order what somebody is due, if it is; gives their terms from now on."""
    most = budget(tx, tenant)
    if terms.until is not None and reachable(person):
        chosen = to_the_hour(terms) and now - terms.next_at <= GRACE
        if not chosen and not at_work(person.tz, now):
            return replace(terms, next_at=opening(person.tz, now))
        _order(tx, tenant, person, terms, now, asked_for=True)
        return usual(terms, next_morning(person.tz, now + REST, most))
    if (
        reachable(person)
        and planned(person.tz, terms.next_at, now, most)
        and at_work(person.tz, now)
    ):
        _order(tx, tenant, person, terms, now, asked_for=False)
    return usual(terms, next_morning(person.tz, now, most))


def to_the_hour(terms: Manner) -> bool:
    """Tell whether somebody chose the hour of their next reminder, not only the day."""
    return terms.until == terms.next_at


def usual(terms: Manner, next_at: datetime) -> Manner:
    """Give the terms of somebody who put nothing off."""
    return replace(terms, next_at=next_at, until=None, cover="")


def _order(
    tx: Tx, tenant: str, person: Person, terms: Manner, now: datetime, *, asked_for: bool
) -> None:
    """Put one order for a morning; one for each snooze that has ended."""
    order = ReminderOrder(person=person.id, now=now, asked_for=asked_for)
    when = terms.next_at.isoformat() if asked_for else slot(person.tz, now)
    key = f"reminder:{tenant}:{person.id}:{when}"
    post = Post(key, person.platform, person.user, order.model_dump_json(), "notice")
    outbox.put(tx, tenant, now, post)


def heal(tx: Tx, now: datetime) -> int:
    """Put right what a clock that ran ahead put off; gives how much."""
    lost = manners.beyond(tx, now + FARTHEST)
    for tenant, terms in lost:
        person = people.by_ids(tx, tenant, [terms.person])[terms.person]
        following = next_morning(person.tz, now + REST, budget(tx, tenant))
        manners.put(tx, tenant, replace(terms, next_at=following))
    return len(lost)
