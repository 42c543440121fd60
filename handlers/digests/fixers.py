"""Who can close a gap: a role; by name only who was asked in private long enough ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from handlers.digests.signs import open_now
from handlers.digests.telling import Gap
from handlers.flags.flag import who_can
from handlers.flags.past import Past
from handlers.flags.topics import FIRST
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk
from storage import manners, preferences

WORKING_DAYS = 3  # after being asked in private, before a channel may read a name
NAMES = "names in digests"  # the tenant's choice: "yes" allows them
SATURDAY = 5


def gaps(talk: Talk, pilot: Pilot, today: date) -> Iterator[Gap]:
    """List which of owner, metric and funding are missing, since when, and who can fix each."""
    past = Past(talk.library, pilot, today)
    seen: set[str] = set()
    for one in open_now(talk.library, pilot, today):
        if one.topic in FIRST and one.topic not in seen and one.severity != "info":
            seen.add(one.topic)
            opened = past.since(one.fires, one.asked, unborn=one.about_stage)
            who = _fixer(talk, pilot, one.question)
            yield Gap(one.topic, opened, one.severity == "block", who, one.question)


def _fixer(talk: Talk, pilot: Pilot, question: str) -> str:
    """Say who can close a gap; in a lead's own digest by name."""
    role_id, people = who_can(talk.library, pilot, question, talk.leads)
    named = [person for person in people if may_be_named(talk, pilot, person)]
    if named:
        return ", ".join(talk.name(person) for person in named)
    role = talk.library.roles.get(role_id)
    return f"The {_small(role.label)}" if role else "The team"


def _small(label: str) -> str:
    """Begin a label in small letters, but for an abbreviation."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def may_be_named(talk: Talk, pilot: Pilot, person: str) -> bool:
    """Tell whether somebody may be named here: a lead reads names, a channel only some."""
    who = talk.person(person)
    if who is None or who.gone or who.guest:
        return False
    if talk.heard.where.direct:
        return "lead" in talk.tenant_roles
    if preferences.get(talk.tx, talk.tenant, NAMES) != "yes":
        return False
    if manners.get(talk.tx, talk.tenant, person, talk.now).unnamed:
        return False
    told = pilot.told.get(person)
    return told is not None and _working_days(told, talk.now) >= WORKING_DAYS


def _working_days(since: datetime, now: datetime) -> int:
    """Count the days from Monday to Friday that have gone by."""
    first, last = since.date(), now.date()
    days = (first + timedelta(days=n) for n in range(1, min((last - first).days, 30) + 1))
    return sum(day.weekday() < SATURDAY for day in days)
