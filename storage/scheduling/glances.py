"""Pilots as they stood at an instant: a cache that may be thrown away at any time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from storage.database.columns import Instant
from storage.database.statements import Tx, Upsert
from storage.database.tables import core
from storage.scheduling.tables import GlanceRow

_glance = core(GlanceRow).c
_PUT = Upsert(core(GlanceRow), ("tenant", "pilot", "at"), ("body",))
_OF = select(_glance.pilot, _glance.at, _glance.body).where(
    _glance.tenant == bindparam("tenant"),
    _glance.pilot.in_(bindparam("pilots", expanding=True)),
    _glance.at.in_(bindparam("instants", expanding=True, type_=Instant)),
)
_FORGET = delete(core(GlanceRow)).where(_glance.at < bindparam("before", type_=Instant))


def of(
    tx: Tx, tenant: str, pilots: Collection[str], instants: Collection[datetime]
) -> dict[tuple[str, datetime], Mapping[str, Any]]:
    """Read what was worked out before, by pilot and instant."""
    if not pilots or not instants:
        return {}
    values = {"tenant": tenant, "pilots": sorted(pilots), "instants": sorted(instants)}
    return {(row.pilot, row.at): row.body for row in tx.execute(_OF, values)}


def put(tx: Tx, tenant: str, pilot: str, at: datetime, body: Mapping[str, Any]) -> None:
    """Keep what was worked out."""
    _PUT(tx, {"tenant": tenant, "pilot": pilot, "at": at, "body": dict(body)})


def forget(tx: Tx, before: datetime) -> int:
    """Drop what no digest looks back at any more."""
    return tx.execute(_FORGET, {"before": before}).rowcount
