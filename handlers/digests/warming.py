"""Work out ahead what the next digests need: thousands may be due in the same minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from handlers.digests.gathering import Kept, gather, rows_of
from handlers.digests.making import stage
from knowledge.model import Library
from storage.scheduling import glances
from storage.scheduling.schedules import Schedule
from storage.store import Tx
from storage.tenant import people

Found: TypeAlias = Sequence[tuple[str, datetime, Mapping[str, Any]]]


def worked_out(tx: Tx, library: Library, schedule: Schedule) -> Found:
    """Work out what the digest of a schedule will look up, as of the time it is due; reads only."""
    s, kept = schedule, Kept()
    reader = people.by_user(tx, s.tenant, s.address)
    talk = stage(tx, library, s.tenant, s.address, reader, s.tz, s.next_at)
    gather(talk, rows_of(talk, s.scope, s.pilots), s.last_at, s.tz, kept)
    return kept.glances


def keep(tx: Tx, tenant: str, found: Found) -> None:
    """Keep what was worked out."""
    for pilot, at, body in found:
        glances.put(tx, tenant, pilot, at, body)
