"""What a set time brings: who asked several people apart is shown what they said by then."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from handlers.digests.scene import Platform
from handlers.heard import Heard, Place, Roster
from storage.pilots import summary
from storage.store import Tx
from storage.tenant import people
from storage.tenant.people import Face, Person


def due(tx: Tx, now: datetime) -> tuple[tuple[Heard, str], ...]:
    """List the pilots in which a time is over, each with its asker as who is heard."""
    found = []
    for tenant, pilot, body in summary.waiting_apart(tx):
        until, by = body["apart"]["until"], body["apart"]["by"]
        if datetime.fromisoformat(until) <= now:
            asker = people.by_ids(tx, tenant, [by]).get(by)
            if asker is not None:
                found.append((in_the_name_of(asker, tenant, f"due:{pilot}:{until}", now), pilot))
    return tuple(found)


def in_the_name_of(person: Person, tenant: str, key: str, now: datetime) -> Heard:
    """Make what is heard where nobody spoke: work of ours for one person.

    Their face says nothing: what is known of the account stays as its platform told it.
    """
    face = Face(person.user, "")
    where = Place(cast(Platform, person.platform), tenant, person.user, direct=True)
    return Heard(key, now, face, where, Roster())
