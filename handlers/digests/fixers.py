"""Who can close a gap: a role; by name only who was asked in private long enough ago."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from handlers.digests.present import Lack, Present
from handlers.digests.telling import Gap
from handlers.talk import Talk
from storage import manners, preferences

WORKING_DAYS = 3  # after being asked in private, before a channel may read a name
NAMES = "names in digests"  # the tenant's choice: "yes" allows them
SATURDAY = 5


def gaps(talk: Talk, known: Present) -> tuple[Gap, ...]:
    """List which of owner, metric and funding are missing, since when, and who can fix each."""
    return tuple(
        Gap(
            one.label,
            date.fromisoformat(one.opened),
            one.blocks,
            _fixer(talk, known, one),
            one.question,
        )
        for one in known.lacks
    )


def _fixer(talk: Talk, known: Present, lack: Lack) -> str:
    """Say who can close a gap; in a lead's own digest by name."""
    named = [person for person in lack.people if may_be_named(talk, known.told, person)]
    if named:
        return ", ".join(talk.name(person) for person in named)
    role = talk.library.roles.get(lack.role)
    return f"The {_small(role.label)}" if role else "The team"


def _small(label: str) -> str:
    """Begin a label in small letters, but for an abbreviation."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def may_be_named(talk: Talk, told: Mapping[str, str], person: str) -> bool:
    """Tell whether somebody may be named here: a lead reads names, a channel only some."""
    here = talk.heard.where.direct and "lead" in talk.tenant_roles
    if not here and preferences.get(talk.tx, talk.tenant, NAMES) != "yes":
        return False
    who = talk.person(person)
    if who is None or who.gone or who.guest:
        return False
    if here:
        return True
    if manners.get(talk.tx, talk.tenant, person, talk.now).unnamed:
        return False
    asked = told.get(person)
    return asked is not None and (
        _working_days(datetime.fromisoformat(asked), talk.now) >= WORKING_DAYS
    )


def _working_days(since: datetime, now: datetime) -> int:
    """Count the days from Monday to Friday that have gone by."""
    first, last = since.date(), now.date()
    days = (first + timedelta(days=n) for n in range(1, min((last - first).days, 30) + 1))
    return sum(day.weekday() < SATURDAY for day in days)
