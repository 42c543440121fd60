"""Who can close a gap: a role; by name only who was asked in private long enough ago."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from handlers.digests.present import Lack, Present
from handlers.digests.telling import Gap
from handlers.talk import Talk
from storage.scheduling import manners
from storage.tenant import preferences

WORKING_DAYS = 3  # after being asked in private, before a channel may read a name
NAMES = "names in digests"  # the tenant's choice: "yes" allows them
SATURDAY = 5


def gaps(talk: Talk, known: Present, by_name: bool) -> tuple[Gap, ...]:
    """List which of owner, metric and funding are missing, since when, and who can fix each."""
    return tuple(
        Gap(
            one.label,
            date.fromisoformat(one.opened),
            one.blocks,
            _fixer(talk, known, one, by_name),
            one.question,
        )
        for one in known.lacks
    )


def _fixer(talk: Talk, known: Present, lack: Lack, by_name: bool) -> str:
    """Say who can close a gap; in a lead's own digest by name."""
    people = lack.people if by_name else ()
    opened = date.fromisoformat(lack.opened)
    named = [person for person in people if may_be_named(talk, known.told, person, opened)]
    if named:
        return ", ".join(talk.name(person) for person in named)
    role = talk.library.roles.get(lack.role)
    return f"The {_small(role.label)}" if role else "The team"


def _small(label: str) -> str:
    """Begin a label in small letters, but for an abbreviation."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def names_allowed(talk: Talk) -> bool:
    """Tell whether names may stand here at all: with a lead in private, or where it was allowed."""
    return _to_a_lead(talk) or preferences.get(talk.tx, talk.tenant, NAMES) == "yes"


def _to_a_lead(talk: Talk) -> bool:
    return talk.heard.where.direct and "lead" in talk.tenant_roles


def may_be_named(talk: Talk, told: Mapping[str, str], person: str, opened: date) -> bool:
    """Tell whether somebody may be named for a gap where names are allowed."""
    who = talk.person(person)
    if who is None or who.gone or who.guest or who.stranger or who.bot:
        return False
    if _to_a_lead(talk):
        return True
    if manners.get(talk.tx, talk.tenant, person, talk.now).unnamed:
        return False
    asked = told.get(person)
    # Who was asked before there was this gap has not had three days for it yet.
    return asked is not None and (
        _working_days(max(datetime.fromisoformat(asked).date(), opened), talk.now.date())
        >= WORKING_DAYS
    )


def _working_days(first: date, last: date) -> int:
    """Count the days from Monday to Friday that have gone by."""
    days = (first + timedelta(days=n) for n in range(1, min((last - first).days, 30) + 1))
    return sum(day.weekday() < SATURDAY for day in days)
