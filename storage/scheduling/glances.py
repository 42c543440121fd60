"""Pilots as they stood at an instant: a cache that may be thrown away at any time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import zip_longest
from typing import Any

from sqlalchemy import bindparam, delete, select

from storage.database.columns import Instant
from storage.database.quick import Quick
from storage.database.statements import Tx, Upsert, among, listed
from storage.database.tables import core
from storage.scheduling.tables import GlanceRow

_glance = core(GlanceRow).c
_PUT = Upsert(core(GlanceRow), ("tenant", "pilot", "at"), ("body",))
_OF = Quick(
    select(_glance.pilot, _glance.at, _glance.body).where(
        _glance.tenant == bindparam("tenant"),
        _glance.pilot.in_(among("pilots")),
        _glance.at.in_((bindparam("one", type_=Instant), bindparam("other", type_=Instant))),
    )
)
_FORGET = delete(core(GlanceRow)).where(_glance.at < bindparam("before", type_=Instant))


def of(
    tx: Tx, tenant: str, pilots: Collection[str], instants: Collection[datetime]
) -> dict[tuple[str, datetime], Mapping[str, Any]]:
    """Read what was worked out before, by pilot and instant."""
    if not pilots or not instants:
        return {}
    values = {"tenant": tenant, "pilots": listed(pilots)}
    when = sorted(instants)
    pairs = zip_longest(when[::2], when[1::2], fillvalue=when[-1])
    found = (_OF.rows(tx, values | {"one": one, "other": other}) for one, other in pairs)
    return {(pilot, at): body for rows in found for pilot, at, body in rows}


def put(tx: Tx, tenant: str, pilot: str, at: datetime, body: Mapping[str, Any]) -> None:
    """Keep what was worked out."""
    _PUT(tx, {"tenant": tenant, "pilot": pilot, "at": at, "body": dict(body)})


def forget(tx: Tx, before: datetime) -> int:
    """Drop what no digest looks back at any more."""
    return tx.execute(_FORGET, {"before": before}).rowcount
