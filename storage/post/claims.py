"""Handing out what is to be sent: in order for an address, never the same thing to two senders."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, literal_column, or_, select, update

from storage.database.columns import Instant
from storage.database.statements import Tx, Upsert
from storage.database.tables import core
from storage.post.tables import DeliveryRow, PaceRow


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something handed out to be sent.

    `again`: it was handed out before and nobody said what came of it. It may have arrived: look
    before sending.
    """

    id: int
    tenant: str
    key: str
    platform: str
    address: str
    card: str
    lane: str
    only_for: str
    updates: str
    thread: str
    state: str
    attempts: int  # this one included
    message: str
    again: bool = False


_delivery = core(DeliveryRow).c
_pace = core(PaceRow).c
_earlier = core(DeliveryRow).alias("earlier").c
_NOW = bindparam("now", type_=Instant)

# Written out, not bound: a partial index is used only for words that the planner can read.
_OPEN: tuple[ColumnElement[str], ...] = tuple(
    literal_column(f"'{state}'") for state in ("pending", "sending")
)
_DUE = or_(
    and_(_delivery.state == "pending", _delivery.not_before <= _NOW),
    and_(_delivery.state == "sending", _delivery.lease <= _NOW),
)
_BEHIND_ANOTHER = exists().where(
    _earlier.tenant == _delivery.tenant,
    _earlier.platform == _delivery.platform,
    _earlier.address == _delivery.address,
    _earlier.id < _delivery.id,
    _earlier.state.in_(_OPEN),
    # What changes an earlier message holds no new one up; itself it waits for all before it.
    or_(_earlier.updates == "", _delivery.updates != ""),
)
# Changing a message, or showing it to one person, is no new message: it need not wait.
_TOO_SOON = and_(
    _delivery.updates == "",
    _delivery.only_for == "",
    exists().where(
        _pace.platform == _delivery.platform,
        _pace.address == _delivery.address,
        _pace.next_at > _NOW,
    ),
)
_SHOWN = [name for name in Delivery.__dataclass_fields__ if name != "again"]
# `state IN` repeats what is due in the words of the partial index, so that it is used.
_NEXT = (
    select(*(_delivery[name] for name in _SHOWN))
    .where(
        _delivery.state.in_(_OPEN),
        _DUE,
        _delivery.platform.in_(bindparam("platforms", expanding=True)),
        ~_BEHIND_ANOTHER,
        ~_TOO_SOON,
    )
    .order_by(_delivery.rank, _delivery.id)
    .limit(bindparam("limit"))
    .with_for_update(of=core(DeliveryRow), skip_locked=True)
)
_TAKE = (
    update(core(DeliveryRow))
    .where(_delivery.id.in_(bindparam("ids", expanding=True)))
    .values(state="sending", lease=bindparam("until"), attempts=_delivery.attempts + 1)
)
_PACE = Upsert(core(PaceRow), ("platform", "address"), ("next_at",))


def claim(
    tx: Tx,
    platforms: Collection[str],
    now: datetime,
    lease: timedelta,
    limit: int,
    digests: int | None = None,
) -> tuple[Delivery, ...]:
    """Take what is to be sent now; it is this sender's until the lease runs out.

    For an address only the oldest unsettled new message is ever handed out. Between addresses
    talk goes before notices, and those before digests, of which there are at most so many.
    """
    rows = tx.execute(_NEXT, {"platforms": sorted(platforms), "now": now, "limit": limit}).all()
    if digests is not None:
        late = [row for row in rows if row.lane == "digest"][digests:]
        rows = [row for row in rows if row not in late]
    if rows:
        tx.execute(_TAKE, {"ids": [row.id for row in rows], "until": now + lease})
    return tuple(_handed_out(row._asdict()) for row in rows)


def _handed_out(row: dict[str, Any]) -> Delivery:
    again = row["state"] == "sending"
    return Delivery(**row | {"state": "sending", "attempts": row["attempts"] + 1}, again=again)


def pace(tx: Tx, platform: str, address: str, next_at: datetime) -> None:
    """Hand out nothing more for an address before `next_at`."""
    _PACE(tx, {"platform": platform, "address": address, "next_at": next_at})
