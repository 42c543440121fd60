"""The clock strikes for people: whose morning has come gets one ordered reminder."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.digests.ordering import ReminderOrder
from handlers.reminders.making import reachable
from handlers.reminders.when import BUDGET, at_work, next_morning, slot
from storage.post import outbox
from storage.post.outbox import Post
from storage.scheduling import manners
from storage.scheduling.manners import Manner
from storage.store import Tx
from storage.tenant import people, preferences
from storage.tenant.people import Person

BATCH = 100
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
        asked_for = terms.until is not None and terms.until <= now
        wanted = asked_for or (budget(tx, tenant) > 0 and at_work(person.tz, now))
        if reachable(person) and wanted:
            _order(tx, tenant, person, terms, asked_for, now)
        manners.put(tx, tenant, _later(tx, tenant, person, terms, now))
    return len(due)


def _order(
    tx: Tx, tenant: str, person: Person, terms: Manner, asked_for: bool, now: datetime
) -> None:
    """Put one order for a morning; one for each snooze that has ended."""
    order = ReminderOrder(person=person.id, now=now, asked_for=asked_for)
    until = terms.until.isoformat() if asked_for and terms.until else slot(person.tz, now)
    key = f"reminder:{tenant}:{person.id}:{until}"
    platform = tenant.partition(":")[0]
    outbox.put(tx, tenant, now, Post(key, platform, person.user, order.model_dump_json(), "notice"))


def _later(tx: Tx, tenant: str, person: Person, terms: Manner, now: datetime) -> Manner:
    following = next_morning(person.tz, now, budget(tx, tenant))
    if terms.until is not None and terms.until > now:
        return replace(terms, next_at=terms.until)
    return replace(terms, next_at=following, until=None, cover="")
